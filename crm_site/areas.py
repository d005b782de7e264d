"""The areas of the site, their pages, and what can be begun from anywhere: who is shown which."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from complaints.models import CannedAnswer, Complaint, IncomingMail, Penalty
from customers.models import Customer, Disclosure, DuplicatePair, ExportRun, HandOver, Opportunity, ValuationRun
from key_accounts.models import KeyAccount
from surveys.models import FollowUp, Questionnaire, Wave
from visits.models import Visit


def everybody(_user):
    return True


@dataclass(frozen=True)
class Link:
    label: str
    url_name: str
    may: Callable = everybody

    @cached_property
    def url(self):
        """Looked up once: every page shows some twenty of them."""
        return reverse(self.url_name)


@dataclass(frozen=True)
class AreaOfSite:
    """`links` are its pages, the first one being what the area opens with; `counter` names its count of what waits."""

    label: str
    icon: str
    may: Callable
    links: tuple
    counter: str = ""


@dataclass(frozen=True)
class Beginning:
    """What a person begins from any page: by the menu or by a key."""

    label: str
    url_name: str
    icon: str
    may: Callable
    shortcut: str = ""
    # Begun in the dialog of the present page; a page of its own without scripts.
    in_dialog: bool = False
    # Takes ?customer=, so that on a customer's page it begins with them.
    takes_customer: bool = False

    @cached_property
    def url(self):
        return reverse(self.url_name)


# In the order in which a phone has room for them.
AREAS = (
    AreaOfSite(_("Home"), "house", everybody, (Link(_("My work"), "home"),)),
    AreaOfSite(
        _("Customers"),
        "building",
        Customer.can_be_listed_by,
        (
            Link(_("All customers"), "customers:customer_list"),
            Link(_("New business"), "customers:business_board", Opportunity.can_be_listed_by),
            Link(_("Contact log"), "customers:log_list", Customer.can_be_opened_by),
            Link(_("Documents"), "customers:document_list", Customer.can_be_opened_by),
            Link(_("Monthly figures"), "customers:figure_grid", Customer.can_be_opened_by),
            Link(_("Portfolio"), "customers:portfolio", ValuationRun.can_be_listed_by),
            Link(_("Likely duplicates"), "customers:duplicate_list", DuplicatePair.can_be_listed_by),
            Link(_("Hand-overs"), "customers:hand_over_list", HandOver.can_be_listed_by),
            Link(_("Imports"), "customers:import_list", Customer.can_be_opened_by),
            Link(_("My exports"), "customers:export_list", ExportRun.can_be_listed_by),
            Link(_("Recycle bin"), "customers:recycle_bin", Customer.can_be_opened_by),
            Link(_("Disclosures"), "customers:disclosure_list", Disclosure.can_be_listed_by),
        ),
    ),
    AreaOfSite(
        _("Visits"),
        "calendar2-week",
        Visit.can_be_listed_by,
        (
            Link(_("All visits"), "visits:visit_list"),
            Link(_("Calendar"), "visits:calendar"),
            Link(_("Proposals"), "visits:proposal_list"),
            Link(_("Occasions"), "visits:care_list"),
            Link(_("Our events"), "visits:event_list"),
            Link(_("Coverage"), "visits:coverage", Visit.can_be_measured_by),
        ),
        counter="visits",
    ),
    AreaOfSite(
        _("Complaints"),
        "chat-left-text",
        Complaint.can_be_listed_by,
        (
            Link(_("All complaints"), "complaints:complaint_list"),
            Link(_("My complaints"), "complaints:queue"),
            Link(_("Board"), "complaints:board", Complaint.can_be_overseen_by),
            Link(_("Mails"), "complaints:mail_list", IncomingMail.can_be_listed_by),
            Link(_("Canned answers"), "complaints:canned_list", CannedAnswer.can_be_listed_by),
            Link(_("Reports"), "complaints:report_detail"),
            Link(_("Older register"), "complaints:import_list", Complaint.can_be_imported_by),
            Link(_("Claims"), "complaints:claim_list"),
            Link(_("Corrective actions"), "complaints:correction_list"),
            Link(_("Solutions"), "complaints:solution_list"),
            Link(_("Penalties"), "complaints:penalty_list", Penalty.can_be_listed_by),
        ),
        counter="complaints",
    ),
    AreaOfSite(
        _("Key accounts"),
        "star",
        KeyAccount.can_be_listed_by,
        (
            Link(_("All key accounts"), "key_accounts:key_account_list"),
            Link(_("Plans"), "key_accounts:plan_list"),
            Link(_("Decisions"), "key_accounts:decision_list"),
        ),
        counter="key_accounts",
    ),
    AreaOfSite(
        _("Surveys"),
        "clipboard-data",
        Wave.can_be_listed_by,
        (
            Link(_("All surveys"), "surveys:wave_list"),
            Link(_("Follow-ups"), "surveys:follow_up_list", FollowUp.can_be_listed_by),
            Link(_("Questionnaires"), "surveys:questionnaire_list", Questionnaire.can_be_read_by),
        ),
    ),
    AreaOfSite(_("Administration"), "sliders", lambda user: user.is_staff, (Link(_("Administration"), "admin:index"),)),
)

BEGINNINGS = (
    Beginning(
        _("Log a contact"),
        "customers:log_create",
        "journal-plus",
        Customer.can_be_opened_by,
        "l",
        in_dialog=True,
        takes_customer=True,
    ),
    Beginning(
        _("Log a complaint"),
        "complaints:complaint_create",
        "telephone-inbound",
        Complaint.can_be_logged_by,
        "c",
        takes_customer=True,
    ),
    Beginning(
        _("Plan a visit"), "visits:visit_create", "calendar-plus", Visit.can_be_planned_by, "v", takes_customer=True
    ),
    Beginning(
        _("New business"), "customers:opportunity_create", "kanban", Customer.can_be_opened_by, takes_customer=True
    ),
    Beginning(_("New customer"), "customers:customer_create", "building-add", Customer.can_be_opened_by, "n"),
    Beginning(_("Import from Excel"), "customers:import_list", "file-earmark-arrow-up", Customer.can_be_opened_by),
)
