"""What somebody answered: an answer sheet per drawn unit, an answer per item, and the tries to reach them."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_site.choices import label_of
from surveys.models.answering import Answering
from surveys.models.item import Item
from surveys.models.unit import FrameUnit
from surveys.states import Disposition, Mode, ResponseState


class ResponseQuerySet(models.QuerySet):
    def complete(self):
        return self.filter(state=ResponseState.COMPLETE)


class Response(Answering, models.Model):
    """There is one for every drawn unit from the moment fieldwork opens.

    not_started → partial → complete | refused
    """

    State = ResponseState
    Mode = Mode

    unit = models.OneToOneField(
        FrameUnit, models.CASCADE, related_name="response", verbose_name=pgettext_lazy("survey", "unit")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ResponseState.choices, default=ResponseState.NOT_STARTED
    )
    # The mode in which it was last written to; empty: not started.
    mode = models.CharField(_("mode"), max_length=10, choices=Mode.choices, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=[("zh-hans", "中文"), ("en", "English")], blank=True
    )
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    interviewer = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("interviewer")
    )

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer sheet")
        verbose_name_plural = _("answer sheets")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="complete", completed_at__isnull=False)
                | (~Q(state="complete") & Q(completed_at__isnull=True)),
                name="response_complete_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["not_started", "refused"]) | (Q(started_at__isnull=False) & ~Q(mode="")),
                name="response_started_has_mode_and_moment",
            ),
        ]
        indexes = [
            # An interviewer's completed interviews, for their progress.
            models.Index(
                fields=["interviewer", "completed_at"], name="response_interviewer", condition=Q(state="complete")
            ),
        ]

    get_state_display = label_of(ResponseState, "state")
    get_mode_display = label_of(Mode, "mode")

    def __str__(self):
        return f"{self.unit} · {self.get_state_display()}"


class Answer(models.Model):
    """One answer. "Not used / don't know" is no number, never zero."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers", verbose_name=_("answer sheet"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="answers", verbose_name=_("item"))
    number = models.DecimalField(_("number"), max_digits=12, decimal_places=2, null=True, blank=True)
    text = models.TextField(_("text"), blank=True)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    is_not_applicable = models.BooleanField(_("not used / don't know"), default=False)
    # Grows with every change, so that a second browser can be told of what the first one wrote.
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["response", "item"], name="answer_once_per_item"),
            models.CheckConstraint(
                condition=Q(is_not_applicable=False) | Q(number__isnull=True, text="", choices=[]),
                name="answer_not_applicable_has_no_value",
            ),
            models.CheckConstraint(
                condition=Q(is_not_applicable=True) | Q(number__isnull=False) | ~Q(text="") | ~Q(choices=[]),
                name="answer_says_something",
            ),
        ]

    def __str__(self):
        return f"{self.item.key}: {self.shown}"

    @property
    def shown(self):
        """What was answered, in words."""
        if self.is_not_applicable:
            return str(_("Not used / don't know"))
        if self.number is not None:
            return f"{self.number.normalize():f}"
        if self.choices:
            labels = dict(self.item.labelled_options)
            return " · ".join(labels.get(value, value) for value in self.choices)
        return self.text


class Attempt(models.Model):
    """One try to reach somebody by telephone, with the AAPOR code of how it ended; never edited."""

    unit = models.ForeignKey(
        FrameUnit, models.PROTECT, related_name="attempts", verbose_name=pgettext_lazy("survey", "unit")
    )
    number = models.PositiveSmallIntegerField(_("try"))
    interviewer = models.ForeignKey(
        "people.User", models.PROTECT, related_name="survey_attempts", verbose_name=_("interviewer")
    )
    at = models.DateTimeField(_("at"))
    result = models.CharField(_("result"), max_length=2, choices=Disposition.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)
    call_back_at = models.DateTimeField(_("call back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["unit", "number"]
        constraints = [
            # Two interviewers who end the same call at once make one row.
            models.UniqueConstraint(fields=["unit", "number"], name="attempt_number_once"),
            models.CheckConstraint(
                condition=Q(call_back_at__isnull=True) | Q(call_back_at__gt=models.F("at")),
                name="attempt_call_back_is_later",
            ),
        ]
        indexes = [
            # An interviewer's calls, newest first, and their progress.
            models.Index(fields=["interviewer", "-at"], name="attempt_interviewer"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="attempt_is_never_edited"),
        ]

    get_result_display = label_of(Disposition, "result")

    def __str__(self):
        return f"{self.unit} · {self.number} · {self.result}"
