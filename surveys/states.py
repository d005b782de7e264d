"""The states and codes of surveys 满意度调查 as data.

A wave:   design → frame → fieldwork → closed        (frame → design while nothing is drawn; fieldwork may be paused)
An answer sheet: not started → partial → complete | refused
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WaveState(TextChoices):
    DESIGN = "design", _("Design")
    FRAME = "frame", _("Frame")
    FIELDWORK = "fieldwork", _("Fieldwork")
    CLOSED = "closed", pgettext_lazy("survey", "Closed")


class Mode(TextChoices):
    TELEPHONE = "telephone", _("Telephone")
    WEB = "web", pgettext_lazy("survey mode", "Web")


class Method(TextChoices):
    CENSUS = "census", _("Everybody (census)")
    SIMPLE = "simple", _("Simple random sample")
    PROPORTIONAL = "proportional", _("Proportional stratified sample")
    NEYMAN = "neyman", _("Optimal stratified sample (Neyman)")


STRATIFIED = (Method.PROPORTIONAL, Method.NEYMAN)


class Stratum(TextChoices):
    """By what a sample may be stratified, each the name of a field of the frame."""

    GRADE = "grade", _("Grade")
    TIER = "tier", _("Tier")
    REGION = "region", _("Region")
    INDUSTRY = "industry", _("Industry")
    SIZE = "size", _("Size")


class Problem(TextChoices):
    """Why somebody of the frame cannot be asked as it stands."""

    NO_CONTACT = "no_contact", _("No contact on file")
    DEPARTED = "departed", _("All contacts have left")
    NO_PHONE = "no_phone", _("No telephone number")
    NO_EMAIL = "no_email", _("No e-mail address")
    NO_WAY = "no_way", _("Neither telephone nor e-mail")
    DUPLICATE = "duplicate", _("Same person as for another customer")
    ASKED_LATELY = "asked_lately", _("Was asked by another survey lately")
    DO_NOT_ASK = "do_not_ask", _("Does not want to be asked")


# What is mended in the customer's file; the others are nobody's mistake.
MENDABLE = (Problem.NO_CONTACT, Problem.DEPARTED, Problem.NO_PHONE, Problem.NO_EMAIL, Problem.NO_WAY)


class Disposition(TextChoices):
    """The result codes of AAPOR, for one attempt and for the unit in the end."""

    COMPLETE = "I", _("Complete interview")
    PARTIAL = "P", _("Partial interview")
    REFUSAL = "R", _("Refused or broke off")
    NON_CONTACT = "NC", _("Not reached")
    OTHER = "O", _("Other, such as illness or language")
    UNKNOWN_HOUSEHOLD = "UH", _("Number without answer, unknown whose it is")
    UNKNOWN_OTHER = "UO", _("Unknown whether this person belongs here")
    NOT_ELIGIBLE = "NE", _("Not eligible, such as wrong number or no customer")


# After these nobody calls again.
FINAL = (
    Disposition.COMPLETE,
    Disposition.REFUSAL,
    Disposition.NOT_ELIGIBLE,
)


class ResponseState(TextChoices):
    NOT_STARTED = "not_started", _("Not started")
    PARTIAL = "partial", _("Partly answered")
    COMPLETE = "complete", _("Complete")
    REFUSED = "refused", _("Refused")
