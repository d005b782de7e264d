"""Contacts of the two files who are one person: same mobile, or same name."""

from customers.merging.moves import move_all
from customers.models import Contact
from customers.models.contact_moving import places_after

FILLED = (
    *("title", "department", "level", "mobile", "phone", "wechat", "email", "birthday", "decision_role"),
    *("attitude", "influence"),
)
REMARK_LENGTH = Contact._meta.get_field("remark").max_length


def alike(kept, merged):
    """[(contact of the kept file, contact of the merged one)] who look the same, nobody twice."""
    present, pairs = list(kept.contacts.order_by("-left_since", "id")), []
    for theirs in merged.contacts.order_by("-left_since", "id"):
        same = [mine for mine in present if mine.mobile and mine.mobile == theirs.mobile]
        same += [mine for mine in present if mine.name == theirs.name]
        if same:
            pairs.append((same[0], theirs))
            present.remove(same[0])
    return pairs


def unite(mine, theirs, merge):
    """Make one person of two: what the kept one lacks is filled in, and all that concerned the other concerns them."""
    for person in (mine, theirs):
        # An earlier pair may have changed whom they report to.
        person.refresh_from_db()
    _fill(mine, theirs)
    move_all(mine, theirs, merge)
    merge.note_dropped(theirs, united_with=mine.pk)
    was_first = theirs.is_primary
    theirs.delete()
    mine.is_primary = mine.is_primary or (was_first and not mine.customer.contacts.filter(is_primary=True).exists())
    mine.save()


def _fill(mine, theirs):
    if not mine.birthday:
        mine.birthday_calendar = theirs.birthday_calendar
    other_mobile = theirs.mobile if mine.mobile and theirs.mobile != mine.mobile else ""
    for name in FILLED:
        if getattr(mine, name) in ("", None):
            setattr(mine, name, getattr(theirs, name))
    if other_mobile and not mine.phone:
        mine.phone, other_mobile = other_mobile, ""
    remarks = dict.fromkeys(filter(None, [mine.remark, theirs.remark, other_mobile]))
    mine.remark = " · ".join(remarks)[:REMARK_LENGTH]
    mine.left_since = mine.left_since and theirs.left_since and max(mine.left_since, theirs.left_since)
    if mine.reports_to_id == theirs.pk:
        mine.reports_to = None
    _settle_move(mine, theirs)


def _settle_move(mine, theirs):
    """Where they work now, from the one who knows; nowhere else if they are still there, or went back and forth."""
    if mine.moved_to_id in (None, theirs.pk):
        mine.moved_to = theirs.moved_to
    if mine.left_since is None or mine.pk in places_after(mine.moved_to, "moved_to"):
        mine.moved_to = None
    mine.tells_where = mine.tells_where and theirs.tells_where
