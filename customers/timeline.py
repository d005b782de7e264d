"""The sentences of the timeline, by kind. An app to the right registers its own when it is loaded."""

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from crm_site.naming import told

SENTENCES = {}
AREAS = {
    "customer": _("Base record"),
    "contact": _("Contacts"),
    "address": _("Addresses"),
    "contactentry": _("Contact log"),
    "figure": _("Monthly figures"),
    "value": _("Value"),
    "project": _("Projects"),
    "milestone": _("Milestones"),
    "opportunity": _("New business"),
    "access": _("Collaborators"),
    "credit": _("Credit"),
    "document": _("Documents"),
}


def register_activity(kind, sentence):
    """Make `kind` known with a translated sentence whose %(name)s placeholders the activity's facts fill."""
    SENTENCES[kind] = sentence


def register_area(name, label):
    """Offer what is of kinds that begin with `name` and a dot in the filter of the timeline."""
    AREAS[name] = label


def kinds():
    """{what a kind begins with: its label}, for the filter of the timeline."""
    known = {kind.partition(".")[0] for kind in SENTENCES}
    return {name: label for name, label in AREAS.items() if name in known}


def sentence(kind, facts):
    """The sentence in the present language; a kind that no app knows any more shows its bare name.

    A list of changed `fields` is shown by the labels of the model that the kind begins with.
    """
    known = SENTENCES.get(kind)
    if known is None:
        return kind
    if isinstance(facts.get("fields"), list):
        facts = facts | {"fields": " · ".join(field_labels(kind.partition(".")[0], facts["fields"]))}
    return known % told(facts)


def field_labels(model, names):
    """The translated labels of the fields of a customers model, as they stand in forms."""
    fields = {field.name: field for field in apps.get_model("customers", model)._meta.fields}
    return [str(capfirst(fields[name].verbose_name)) if name in fields else name for name in names]


register_activity("customer.created", _("File opened"))
register_activity("customer.edited", _("Changed: %(fields)s"))
register_activity("customer.current", _("Current customer from now on"))
register_activity("customer.current_because", _("Current customer from now on, because: %(reason)s"))
register_activity("customer.potential_because", _("Potential customer again, because: %(reason)s"))
register_activity("customer.dormant_because", _("Dormant, because: %(reason)s"))
register_activity("customer.lost_because", _("Lost to %(lost_to)s, because: %(reason)s"))
register_activity("customer.won_back", _("Won back"))
register_activity("customer.won_back_because", _("Won back, because: %(reason)s"))
register_activity("customer.imported", _("Opened by import of %(file)s"))
register_activity("customer.import_changed", _("Changed by import of %(file)s: %(fields)s"))
register_activity("customer.handed_over", _("Handed over by %(former)s to %(receiver)s"))
register_activity("customer.merged", _("%(name)s (%(code)s) merged into this file"))
register_activity("customer.import_undone", _("Import of %(file)s undone"))
register_activity("customer.removed", _("File put into the recycle bin: %(reason)s"))
register_activity("customer.restored", _("File taken out of the recycle bin"))
register_activity("contact.added", _("Contact %(name)s added"))
register_activity("contact.edited", _("Contact %(name)s changed: %(fields)s"))
register_activity("contact.left", _("Contact %(name)s has left"))
register_activity("contact.imported", _("Contacts imported from %(file)s: %(count)s"))
register_activity("contact.moved", _("Contact %(name)s has left and works for another customer now"))
register_activity("contact.came", _("Contact %(name)s came from another customer"))
register_activity("value.graded", _("Grade %(old)s → %(new)s by the valuation of %(day)s"))
register_activity("value.assessed", _("Strategic value assessed: %(marks)s"))
register_activity("value.overridden", _("Grade %(grade)s given until %(day)s: %(reason)s"))
register_activity("value.override_ended", _("Override ended: grade %(old)s → %(new)s"))
register_activity("address.added", _("Address added: %(line)s"))
register_activity("address.imported", _("Addresses imported from %(file)s: %(count)s"))
register_activity("address.edited", _("Address %(line)s changed: %(fields)s"))
register_activity("address.removed", _("Address removed: %(line)s"))
register_activity("project.added", _("Project %(name)s added"))
register_activity("project.edited", _("Project %(name)s changed: %(fields)s"))
register_activity("project.pre_project", _("Project %(name)s taken up again"))
register_activity("project.procurement", _("Project %(name)s: procurement and bid"))
register_activity("project.operating", _("Project %(name)s in operation"))
register_activity("project.ended", _("Project %(name)s ended"))
register_activity("project.lost", _("Project %(name)s lost: %(reason)s"))
register_activity("milestone.added", _("Milestone %(name)s of project %(project)s added"))
register_activity("milestone.edited", _("Milestone %(name)s of project %(project)s changed: %(fields)s"))
register_activity("milestone.reached", _("Milestone %(name)s of project %(project)s reached"))
register_activity("milestone.removed", _("Milestone %(name)s of project %(project)s removed"))
register_activity("opportunity.added", _("New business %(name)s opened"))
register_activity("opportunity.edited", _("New business %(name)s changed: %(fields)s"))
register_activity("opportunity.step_done", _("New business %(name)s: done: %(step)s"))
register_activity("opportunity.identified", _("New business %(name)s: back to identified"))
register_activity("opportunity.assessed", _("New business %(name)s: assessed"))
register_activity("opportunity.analysed", _("New business %(name)s: needs analysed"))
register_activity("opportunity.proposal", _("New business %(name)s: proposal"))
register_activity("opportunity.bid", _("New business %(name)s: bid"))
register_activity("opportunity.won", _("New business %(name)s won"))
register_activity("opportunity.lost", _("New business %(name)s lost: %(reason)s"))
register_activity("opportunity.reopened", _("New business %(name)s taken up again"))
register_activity("contactentry.call", _("Call: %(summary)s"))
register_activity("contactentry.email", _("E-mail: %(summary)s"))
register_activity("contactentry.wechat", _("WeChat: %(summary)s"))
register_activity("contactentry.meeting", _("Meeting: %(summary)s"))
register_activity("contactentry.visit", _("Visit: %(summary)s"))
register_activity("contactentry.meal", _("Meal: %(summary)s"))
register_activity("contactentry.gift", _("Gift: %(summary)s"))
register_activity("contactentry.event", _("Event: %(summary)s"))
register_activity("contactentry.letter", _("Letter: %(summary)s"))
register_activity("contactentry.other", _("Contact: %(summary)s"))
register_activity("contactentry.edited", _("Contact log entry changed: %(fields)s"))
register_activity("contactentry.answered", _("Answer given: %(what)s"))
register_activity("figure.imported", _("Figures of %(first)s to %(last)s imported from %(file)s"))
register_activity("figure.import_undone", _("Import of the figures of %(first)s to %(last)s from %(file)s undone"))
register_activity("figure.entered", _("Figures of %(month)s entered"))
register_activity("access.read", _("%(person)s invited to read the file until %(until)s"))
register_activity("access.write", _("%(person)s invited to read and write in the file until %(until)s"))
register_activity("access.withdrawn", _("Invitation of %(person)s withdrawn"))
register_activity("credit.submitted", _("Credit limit CNY %(limit)s proposed"))
register_activity("credit.set", _("Credit limit CNY %(old)s → %(limit)s, credit grade %(grade)s"))
register_activity(
    "credit.approved",
    _("Credit limit CNY %(old)s → %(limit)s, credit grade %(grade)s, approved; reviewed by %(author)s"),
)
register_activity(
    "credit.imported",
    _("Credit review of %(day)s imported from %(file)s: limit CNY %(limit)s, credit grade %(grade)s"),
)
register_activity("credit.returned", _("Credit limit CNY %(limit)s returned: %(reason)s"))
register_activity("credit.withdrawn", _("Credit limit CNY %(limit)s withdrawn"))
register_activity("document.filed", _("Document “%(title)s” filed"))
register_activity("document.renewed", _("Document “%(title)s”: version %(number)s, valid until %(until)s"))
register_activity("document.edited", _("Document “%(title)s” changed: %(fields)s"))
register_activity("document.let_end", _("Document “%(title)s” is not renewed: %(reason)s"))
register_activity("document.removed", _("Document “%(title)s” removed"))
