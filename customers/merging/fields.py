"""The fields of the base record in a merge: which file's value is proposed, and what is united instead of chosen."""

import unicodedata

from django.db import models

from customers.duplicates.names import BRACKETS
from customers.models import Customer

SIDES = KEPT, MERGED = "kept", "merged"
# Both files' values are kept, or the system sets them.
UNITED = ("aliases", "tags")
NOT_CHOSEN = {"id", "code", "grade", "created_at", "updated_at", *UNITED}
# What a credit review sets, together or not at all.
CREDIT = ("credit_grade", "credit_limit", "payment_days", "payment_terms")
NAMES = ("name", "short_name", "english_name")
POTENTIAL = Customer.Lifecycle.POTENTIAL
EMPTY = (None, "", [])


def chosen_fields():
    """The fields of which the person chooses a value, in the order of the file."""
    return [field for field in Customer._meta.concrete_fields if field.editable and field.name not in NOT_CHOSEN]


def differing(kept, merged):
    """Those of them that differ between the two files."""
    return [field for field in chosen_fields() if field.value_from_object(kept) != field.value_from_object(merged)]


def credit_differs(kept, merged):
    return any(getattr(kept, name) != getattr(merged, name) for name in CREDIT)


def proposed(kept, merged):
    """{field: "kept" | "merged"}: the value that is there, the longer of two names, of two lifecycles the one that is not
    merely potential, else that of the file changed last."""
    newer = MERGED if merged.updated_at > kept.updated_at else KEPT
    choices = {field.name: _fuller(field, kept, merged) or newer for field in differing(kept, merged)}
    if kept.owner_id:
        choices.pop("owner", None)
    if credit_differs(kept, merged):
        is_empty = all(getattr(kept, name) in EMPTY for name in CREDIT)
        others_empty = all(getattr(merged, name) in EMPTY for name in CREDIT)
        choices["credit"] = MERGED if is_empty else KEPT if others_empty else newer
    return choices


def _fuller(field, kept, merged):
    mine, theirs = field.value_from_object(kept), field.value_from_object(merged)
    if mine in EMPTY or theirs in EMPTY:
        return MERGED if mine in EMPTY else KEPT
    if isinstance(field, models.TextField):
        return MERGED if len(theirs) > len(mine) else KEPT
    if field.name in NAMES:
        return MERGED if _length(theirs) > _length(mine) else KEPT
    # With a customer on file as current, dormant or lost there was business; the second file was opened not knowing that.
    if field.name == "lifecycle" and POTENTIAL in (mine, theirs):
        return MERGED if mine == POTENTIAL else KEPT
    return None


def _length(name):
    """What stands in brackets, such as a branch, makes no name fuller."""
    return len(BRACKETS.sub("", unicodedata.normalize("NFKC", name)))


def take_over(kept, merged, choices):
    """Give `kept` the values chosen from `merged`, and all names and tags of both; nothing is saved."""
    names = [getattr(file, name) for file in (kept, merged) for name in NAMES] + [*kept.aliases, *merged.aliases]
    for field in chosen_fields():
        if choices.get(field.name) == MERGED:
            setattr(kept, field.attname, getattr(merged, field.attname))
    if choices.get("credit") == MERGED:
        for name in CREDIT:
            setattr(kept, name, getattr(merged, name))
    kept.grade = kept.grade or merged.grade
    present = {getattr(kept, name) for name in NAMES} | {""}
    kept.aliases = [name for name in dict.fromkeys(names) if name not in present]
    kept.tags = list(dict.fromkeys([*kept.tags, *merged.tags]))
    if kept.parent_id in (kept.pk, merged.pk):
        kept.parent_id = None


def break_loop(kept):
    """A group cannot belong to itself: where the parent groups lead back to the kept file, it has none."""
    above, seen = kept.parent_id, set()
    while above is not None and above not in seen and above != kept.pk:
        seen.add(above)
        above = Customer.objects.filter(pk=above).values_list("parent", flat=True).first()
    if above is not None:
        kept.parent_id = None
