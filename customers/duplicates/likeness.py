"""How alike two files are: a score from 0 to 100, and the reasons in words.

The best pair of names counts; what speaks against it is taken off: another place, another line of business, another
credit code. A telephone number of both adds to what the names say.
"""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

# Pairs from this score on are proposed by the scan; to whoever types a name, those from this one on are shown.
PROPOSED_FROM, SHOWN_FROM = 60, 60
# Beginnings of names are compared from this length on: 中远海运 and 中远海运集运.
BEGINNING = 4


class Reason(models.TextChoices):
    CREDIT_CODE = "credit_code", _("Same credit code")
    NAME = "name", _("Same name but for legal form, place and brackets")
    CORE = "core", _("Same name but for the line of business")
    BEGINNING = "beginning", _("One name begins with the other")
    SPELLING = "spelling", _("One name spells the other in Latin letters")
    SOUND = "sound", _("Names that sound the same")
    PHONE = "phone", _("Same telephone number")
    OTHER_NAME = "other_name", _("By a short name, an alias or the English name")
    OTHER_PLACE = "other_place", _("But in another place")
    OTHER_LINE = "other_line", _("But in another line of business")
    OTHER_CODE = "other_code", _("But with another credit code")


POINTS = {Reason.NAME: 90, Reason.CORE: 75, Reason.SPELLING: 72, Reason.SOUND: 55, Reason.BEGINNING: 62}
PHONE_ALONE, PHONE_ADDS, SAME_PLACE_ADDS = 60, 20, 6
AGAINST = {Reason.OTHER_PLACE: 25, Reason.OTHER_LINE: 30, Reason.OTHER_CODE: 30}


class File(NamedTuple):
    """What of a customer file is compared. `names` are CompanyNames, that of the full name first."""

    pk: int
    names: tuple
    credit_code: str = ""
    phones: frozenset = frozenset()
    lines: frozenset = frozenset()
    places: frozenset = frozenset()

    @classmethod
    def of(cls, rules, pk, texts, credit_code="", phones=()):
        """With the names that `texts` are by the rules; what tells nothing is left out."""
        names = tuple(dict.fromkeys(name for text in texts if text and (name := rules.parse(text))))
        lines = frozenset().union(*(name.lines for name in names))
        places = frozenset().union(*(name.places for name in names))
        return cls(pk, names, credit_code, frozenset(filter(None, phones)), lines, places)


class Likeness(NamedTuple):
    score: int
    reasons: tuple


def compare(one, other):
    """The Likeness of two Files, or None where nothing is alike."""
    if one.credit_code and one.credit_code == other.credit_code:
        return Likeness(100, (Reason.CREDIT_CODE,))
    score, reasons = _best_names(one, other)
    against = tuple(_against(one, other))
    if one.phones & other.phones:
        if not score:
            # Place and line of business say something of names only.
            against = tuple(reason for reason in against if reason == Reason.OTHER_CODE)
        score, reasons = (score + PHONE_ADDS if score else PHONE_ALONE), (*reasons, Reason.PHONE)
    if not reasons:
        return None
    if not against and one.places & other.places:
        score += SAME_PLACE_ADDS
    score -= sum(AGAINST[reason] for reason in against)
    return Likeness(max(0, min(99, score)), (*reasons, *against))


def _best_names(one, other):
    best, other_name = (0, None), False
    for place, mine in enumerate(one.names):
        for other_place, theirs in enumerate(other.names):
            reason = names_alike(mine, theirs)
            if reason and (POINTS[reason], reason) > best:
                best, other_name = (POINTS[reason], reason), bool(place or other_place)
    score, reason = best
    if not reason:
        return 0, ()
    return score, (reason, Reason.OTHER_NAME) if other_name else (reason,)


def names_alike(one, other):
    """The Reason by which two CompanyNames are alike, or None."""
    if one.name == other.name:
        return Reason.NAME
    if one.core == other.core:
        return Reason.CORE
    if one.sounds & other.sounds:
        return Reason.SOUND if one.is_latin == other.is_latin else Reason.SPELLING
    short, long = sorted((one.name, other.name), key=len)
    if not one.is_latin and len(short) >= BEGINNING and long.startswith(short):
        return Reason.BEGINNING
    return None


def _against(one, other):
    if one.credit_code and other.credit_code:
        yield Reason.OTHER_CODE
    if one.places and other.places and not one.places & other.places:
        yield Reason.OTHER_PLACE
    if one.lines and other.lines and not one.lines & other.lines:
        yield Reason.OTHER_LINE
