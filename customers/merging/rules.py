"""The rules of the customer file's own rows where moving them is not enough."""

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from crm_site.workflow import InvalidTransition
from customers.merging import register_merge
from customers.models import (
    Address,
    Contact,
    ContactEntry,
    Customer,
    CustomerAccess,
    CustomerMerge,
    CustomerValue,
    Disclosure,
    DuplicatePair,
    GradeOverride,
    HandedCustomer,
    ImportRow,
    MonthlyFigure,
    OwnerPeriod,
    Project,
    SearchEntry,
)
from customers.models.contact_moving import places_after
from customers.models.figure import COUNTS, FIGURES, MAX_AMOUNT, MAX_COUNT


def stay(move):
    """They tell of the merged file: its entry in the search, its account managers, what an import wrote."""


def unless_doubled(*fields):
    """Move all but those of which the kept record has one with the same `fields`; that one is enough."""

    def rule(move):
        move.drop(move.doubled(*fields))
        move.to_kept()

    return rule


def unless_taken(*fields):
    """Move what the kept record has no row of; the rest stays with the merged one."""

    def rule(move):
        move.to_kept(move.rows.exclude(pk__in=move.doubled(*fields).values("pk")))

    return rule


def widen_accesses(move):
    """Whoever had access to both files keeps the wider and longer one."""
    steps = CustomerAccess.Level.values
    for access in move.rows:
        known = move.rows_of_kept.filter(user=access.user_id, department=access.department_id).first()
        if known is None:
            continue
        known.level = max(known.level, access.level, key=steps.index)
        known.until = max(known.until, access.until) if known.until and access.until else None
        known.save(update_fields=["level", "until"])
        move.drop(move.rows.filter(pk=access.pk))
    move.to_kept()


def subsidiaries(move):
    """They belong to the kept file; whose own parent group is chosen field by field."""
    move.to_kept(move.rows.exclude(pk=move.kept.pk))


def one_look_a_day(move):
    """Who looked at both files on one day is known from one of them; the other look stays with the merged file."""
    doubled = move.doubled("by", "day").filter(kind=Disclosure.Kind.VIEWED)
    move.to_kept(move.rows.exclude(pk__in=doubled.values("pk")))


def one_first_contact(move):
    """The first contact of the kept file stays it."""
    if move.rows_of_kept.filter(is_primary=True).exists():
        move.rows.filter(is_primary=True).update(is_primary=False)
    move.to_kept()


def rename_projects(move):
    """Of two projects of one name the merged file's is told by its code."""
    for project in move.doubled("name"):
        code = f" ({move.merged.code})"
        project.name = project.name[: 100 - len(code)] + code
        project.save(update_fields=["name"])
    move.to_kept()


def add_figures_up(move):
    """Figures of one month are added up, or the kept file's stand: whoever merges says which."""
    doubled = {row.month: row for row in move.doubled("month", "project")}
    if move.merge.adds_figures:
        kept = list(move.rows_of_kept.filter(month__in=doubled, project=None))
        for row in kept:
            for name in FIGURES:
                setattr(row, name, getattr(row, name) + getattr(doubled[row.month], name))
            _refuse_incredible(row)
        MonthlyFigure.objects.bulk_update(kept, FIGURES)
    move.drop(move.rows.filter(pk__in=[row.pk for row in doubled.values()]))
    move.to_kept()


def _refuse_incredible(row):
    is_reversal = row.revenue < 0 or row.cost < 0
    too_much = any(abs(getattr(row, name)) > (MAX_COUNT if name in COUNTS else MAX_AMOUNT) for name in FIGURES)
    if too_much or (is_reversal and (row.shipments or row.orders)):
        message = _("The figures of %(month)s make no sense when they are added up. Correct them first.")
        raise InvalidTransition(message % {"month": date_format(row.month, "YEAR_MONTH_FORMAT")})


def one_open_override(move):
    """The kept file's grade by hand stays; without one, the merged file's counts from now on."""
    still_open = move.rows.filter(ended_at=None)
    if move.rows_of_kept.filter(ended_at=None).exists():
        still_open.update(ended_at=move.merge.at, ended_by=move.merge.by)
    elif override := still_open.first():
        move.kept.grade = override.grade
    move.to_kept()


def settle_hand_overs(move):
    """A hand-over that waits moves along, unless the kept file is being handed over itself."""
    waiting = move.rows_of_kept.filter(settled_at=None).exists()
    doubled = Q(pk__in=move.doubled("hand_over").values("pk"))
    left_out = move.rows.filter(doubled | Q(pk__isnull=not waiting), settled_at=None)
    left_out.update(settled_at=move.merge.at, outcome=HandedCustomer.Outcome.LEFT_OUT)
    move.to_kept(move.rows.exclude(doubled))


def forget_open_pairs(move):
    """What the merged file was like is asked anew of the kept one; decisions stay."""
    move.rows.filter(state=DuplicatePair.State.OPEN).delete()


def without_ring(move):
    """Whoever reported to the united contact, or works now as them, has the kept one there, unless that would close a
    ring."""
    move.rows.filter(pk__in=places_after(move.kept, move.field)).update(**{move.field: None})
    move.to_kept()


def register():
    register_merge(CustomerAccess, widen_accesses)
    register_merge(Customer, subsidiaries, field="parent")
    register_merge(Contact, one_first_contact)
    for field in ("reports_to", "moved_to"):
        register_merge(Contact, without_ring, field=field)
    register_merge(ContactEntry.contacts.through, unless_doubled("contactentry"), field="contact")
    register_merge(Disclosure, one_look_a_day)
    register_merge(Address, unless_doubled("kind", "line"))
    register_merge(CustomerValue, unless_taken("run"))
    register_merge(MonthlyFigure, add_figures_up)
    register_merge(GradeOverride, one_open_override)
    register_merge(HandedCustomer, settle_hand_overs)
    register_merge(Project, rename_projects)
    for model in (ImportRow, OwnerPeriod, SearchEntry):
        register_merge(model, stay)
    register_merge(CustomerMerge, stay, field="merged")
    for field in ("first", "second"):
        register_merge(DuplicatePair, forget_open_pairs, field=field)
