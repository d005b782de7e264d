"""Values of a record in words: choices by their label, yes and no, people and places by name, times by the company's clock."""

from datetime import date, datetime

from django.db import models
from django.utils import formats
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

EMPTY = "—"


def label(field):
    return str(capfirst(field.verbose_name))


def joined(*parts):
    """What there is of `parts`, side by side."""
    return " · ".join(str(part) for part in parts if part)


def readable(field, value, names=None):
    """`value` of the model field `field` as a person reads it; `names` are {(model, id): text} where ids are given."""
    if value in (None, "", []):
        return EMPTY
    if isinstance(field, models.ForeignKey):
        key = getattr(value, "pk", value)
        return str(value) if names is None else str(names.get((field.related_model, key), f"#{key}"))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        labels = dict(field.base_field.flatchoices)
        return joined(*(labels.get(item, item) for item in value))
    if isinstance(value, datetime):
        return formats.date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    return str(value)
