"""Tags 标签: short words of people's own by which they gather customers.

A tag is trimmed and at most 30 characters long; a customer has each once, upper and lower case being the same, and at
most 20 of them.
"""

import re

from django.core.exceptions import ValidationError
from django.db.models import F, Func
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LONGEST, MOST = 30, 20
SEPARATORS = re.compile(r"[,，;；、\r\n\0]+")


def tags_in(text):
    """The tags typed in `text`, side by side; a ValidationError names what is too long."""
    found = {}
    for part in SEPARATORS.split(text):
        tag = " ".join(part.split())
        if len(tag) > LONGEST:
            facts = {"tag": f"{tag[:LONGEST]}…", "most": LONGEST}
            raise ValidationError(_("“%(tag)s” is too long: a tag has at most %(most)d characters.") % facts)
        if tag:
            found.setdefault(tag.casefold(), tag)
    if len(found) > MOST:
        text = ngettext("A customer has at most %d tag.", "A customer has at most %d tags.", MOST)
        raise ValidationError(text % MOST)
    return list(found.values())


def with_tags(tags, more):
    """`tags` and those of `more` that are not among them yet."""
    return tags_in(",".join([*tags, *more]))


def without_tags(tags, fewer):
    gone = {tag.casefold() for tag in fewer}
    return [tag for tag in tags if tag.casefold() not in gone]


def tags_in_use(customers, text, most):
    """The tags of `customers` that contain `text`, in alphabetical order."""
    known = customers.tagged().annotate(tag=Func(F("tags"), function="unnest")).order_by()
    found = {tag for tag in known.values_list("tag", flat=True).distinct() if text.casefold() in tag.casefold()}
    return sorted(found)[:most]
