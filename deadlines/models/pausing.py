"""Pausing a clock 暂停: while it waits for the customer or an authority, with a reason, and never for ever.

The time that a pause takes is added to the deadline and to every level that has not fired, in the time that the budget
is counted in.
"""

from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.workflow import InvalidTransition, lock
from deadlines.models.recomputing import ClockChange


class Pausing:
    """For `Clock`; who may pause is for its subject to say."""

    @transaction.atomic
    def pause(self, by, at, reason, until=None):
        """Let the clock stand still from `at` on, for `reason`; it goes on by itself at `until`, or at the longest
        end that the time limits allow."""
        lock(self)
        self._expect_open()
        if self.paused_at:
            raise InvalidTransition(
                gettext("“%(title)s” stands still already, since %(moment)s.")
                % {"title": self, "moment": shown(self.paused_at)}
            )
        self._refuse_pause(at, reason, until)
        pause = self.pauses.create(
            started_at=at, resumes_at=until or self.latest_resumption(at), reason=reason.strip(), by=by
        )
        self.state, self.paused_at = self.State.PAUSED, at
        self.save(update_fields=["state", "paused_at"])
        return pause

    @transaction.atomic
    def resume(self, at, by=None):
        """Go on from `at`, or from the moment at which the pause had to end at the latest; without `by`, by itself."""
        lock(self)
        self._expect_open()
        if not self.paused_at:
            raise InvalidTransition(gettext("“%(title)s” does not stand still any more.") % {"title": self})
        pause = self.pauses.get(ended_at__isnull=True)
        pause.ended_at = max(pause.started_at, min(at, pause.resumes_at))
        pause.ended_by = by
        pause.save(update_fields=["ended_at", "ended_by"])
        self.state, self.paused_at = self.State.RUNNING, None
        self.reckon_anew(pause.ended_at, ClockChange.Cause.PAUSE)
        return pause

    def latest_resumption(self, at):
        """When a pause that begins at `at` must end."""
        return at + timedelta(days=self.policy.longest_pause)

    def _refuse_pause(self, at, reason, until):
        if not reason.strip():
            raise ValidationError({"reason": gettext("Say why the clock stands still.")})
        latest = self.latest_resumption(at)
        if until is not None and not at < until <= latest:
            raise ValidationError(
                {
                    "until": gettext("A pause ends after it begins, and on %(moment)s at the latest.")
                    % {"moment": shown(latest)}
                }
            )
        if at < self.started_at or self.pauses.filter(ended_at__gt=at).exists():
            raise InvalidTransition(gettext("A pause begins after the clock and after the pause before it."))


def shown(moment):
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


class ClockPauseQuerySet(models.QuerySet):
    def over(self, at):
        """Open pauses that have lasted as long as they may."""
        return self.filter(ended_at__isnull=True, resumes_at__lte=at)


class ClockPause(models.Model):
    """A stretch that does not count, with its reason: never silent, never two at once."""

    clock = models.ForeignKey("deadlines.Clock", models.CASCADE, related_name="pauses")
    started_at = models.DateTimeField(_("from"))
    # Then the clock goes on by itself.
    resumes_at = models.DateTimeField(_("until at the latest"))
    ended_at = models.DateTimeField(pgettext_lazy("pause", "until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    # Empty where it went on by itself.
    ended_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    objects = ClockPauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["clock"], condition=Q(ended_at__isnull=True), name="pause_one_open"),
            # A range on both sides, because plain equality in a GiST index needs an extension.
            ExclusionConstraint(
                name="pauses_do_not_overlap",
                expressions=[
                    (Func(F("clock"), F("clock"), models.Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (
                        Func(F("started_at"), F("ended_at"), function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(condition=Q(ended_at__gte=F("started_at")), name="pause_ends_after_start"),
            models.CheckConstraint(condition=Q(resumes_at__gt=F("started_at")), name="pause_has_a_limit"),
            models.CheckConstraint(condition=~Q(reason=""), name="pause_has_a_reason"),
        ]
        indexes = [
            # The job that lets clocks go on.
            models.Index(fields=["resumes_at"], name="pause_to_end", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self):
        return self.reason
