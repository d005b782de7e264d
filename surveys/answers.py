"""What a person may answer to an item, and how it is kept. Pure: no database."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# How a form says "not used / don't know".
NOT_APPLICABLE = "na"
LONGEST_TEXT = 4_000
LARGEST_NUMBER = Decimal("9999999999")
RATINGS = ("rating10", "rating5", "nps")


@dataclass(frozen=True)
class Value:
    """The columns of an Answer."""

    number: Decimal | None = None
    text: str = ""
    choices: list = field(default_factory=list)
    is_not_applicable: bool = False

    @property
    def is_empty(self):
        return self == Value()


def read(item, given):
    """The value of what a form sent for `item` (a list of texts); empty where nothing was chosen or written.

    Raises ValidationError, in words, for what is not an answer to this item.
    """
    given = [text.replace("\0", "").strip() for text in given]
    given = [text for text in given if text]
    if not given:
        return Value()
    if given == [NOT_APPLICABLE] and item.may_not_apply:
        return Value(is_not_applicable=True)
    if item.kind == "multi":
        return Value(choices=_some(item, given))
    if item.kind == "choice":
        return Value(choices=_chosen(item, given[-1:]))
    text = given[-1]
    if item.kind == "text":
        return Value(text=text[:LONGEST_TEXT])
    return Value(number=_rating(item, text) if item.kind in RATINGS else _number(item, text))


def _chosen(item, given):
    known = [value for value, *_labels in item.options]
    if unknown := [text for text in given if text not in known]:
        raise ValidationError(_("“%(text)s” is none of the answers.") % {"text": unknown[0][:60]})
    return [value for value in known if value in given]


def _some(item, given):
    chosen = _chosen(item, given)
    if item.most is not None and len(chosen) > item.most:
        raise ValidationError(_("Choose %(most)s at most.") % {"most": item.most})
    return chosen


def _rating(item, text):
    points = item.scale
    if not (text.isascii() and text.isdigit() and int(text[:4]) in points):
        facts = {"text": text[:60], "first": points[0], "last": points[-1]}
        raise ValidationError(_("“%(text)s” is not a point from %(first)s to %(last)s.") % facts)
    return Decimal(text)


def _number(item, text):
    largest = LARGEST_NUMBER if item.largest is None else item.largest
    try:
        number = Decimal(text.rstrip("%％ ").replace(",", ""))
    except InvalidOperation:
        raise ValidationError(_("“%(text)s” is not a number.") % {"text": text[:60]}) from None
    if not number.is_finite() or not 0 <= number <= largest:
        raise ValidationError(_("A number from 0 to %(largest)s, please.") % {"largest": largest})
    return number.quantize(Decimal("0.01"))


def sections_for(sections, audience, services):
    """The sections that somebody is asked: those for their kind of customer and for the services they use.

    While nothing is known of their services, all are asked.
    """
    return [
        section
        for section in sections
        if (not section.audience or audience in section.audience)
        and (not section.service or services is None or section.service in services)
    ]
