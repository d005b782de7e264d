"""The results of a wave as they were reckoned last, kept in one row: four million answers are summed once, not per page."""

import time
from datetime import timedelta

from django.db import connection, models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from crm_site.celery import nudge
from people.messaging import Message, language_of, post
from people.models import Role
from surveys.models.response import Response
from surveys.models.wave import Wave
from surveys.states import WaveState

# The results of a running wave are at most so old once new answers have come, and never reckoned more often.
RUNNING_EVERY = timedelta(minutes=10)
# Whoever asked and waited longer than this is told when it is done.
LONG = timedelta(seconds=20)
# The first half of the advisory lock under which one wave is reckoned once at a time.
LOCK = 7_301_001


class ResultSnapshotQuerySet(models.QuerySet):
    def due(self, at):
        """Ids of waves to reckon, in the order in which they closed: asked for, closed since, or with newer answers."""
        own = self.filter(wave=OuterRef("pk"))
        newer = Response.objects.complete().filter(
            unit__wave=OuterRef("wave"), completed_at__gt=OuterRef("computed_at")
        )
        fresh = own.filter(computed_at__isnull=False, requested_at__isnull=True)
        closed = Q(state=WaveState.CLOSED) & ~Exists(fresh.filter(computed_at__gte=OuterRef("closed_at")))
        waiting = self.filter(computed_at__lte=at - RUNNING_EVERY).filter(Exists(newer)).values("wave")
        running = Q(state=WaveState.FIELDWORK) & (~Exists(fresh) | Q(pk__in=waiting))
        return (
            Wave.objects.filter(closed | running)
            .order_by(F("closed_at").asc(nulls_last=True), "pk")
            .values_list("pk", flat=True)
        )


class ResultSnapshot(models.Model):
    """`figures` are those of surveys.results.computing: plain values, no cell too small to be shown."""

    wave = models.OneToOneField(Wave, models.CASCADE, related_name="result", verbose_name=_("survey wave"))
    figures = models.JSONField(_("figures"), default=dict)
    computed_at = models.DateTimeField(_("as of"), null=True, blank=True)
    seconds = models.FloatField(_("took seconds"), null=True, blank=True)
    requested_at = models.DateTimeField(_("asked for"), null=True, blank=True)
    requested_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked for by")
    )

    objects = ResultSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("results of a wave")
        verbose_name_plural = _("results of waves")

    def __str__(self):
        return str(self.wave)

    @staticmethod
    def can_be_read_by(user):
        """The customer-relations office and the head of the company all; account managers and supervisors the results of
        a wave as a whole, and the scores of customers whose file they read. The desk interviews, and reads no results."""
        return user.sees_all or user.role in (Role.ACCOUNT_MANAGER, Role.SUPERVISOR)

    @staticmethod
    def can_segments_be_read_by(user):
        return user.sees_all

    @classmethod
    def request(cls, wave, by, at):
        """Let the worker reckon the results anew; whoever asks twice while it waits has asked once."""
        from surveys.tasks import compute_results

        snapshot, _created = cls.objects.get_or_create(wave=wave)
        cls.objects.filter(pk=snapshot.pk, requested_at__isnull=True).update(requested_at=at, requested_by=by)
        nudge(compute_results, wave.pk)

    @property
    def is_awaited(self):
        return self.requested_at is not None or self.computed_at is None

    @classmethod
    def of(cls, wave):
        """The row of `wave`; one that is not saved yet where nothing was reckoned."""
        return cls.objects.filter(wave=wave).first() or cls(wave=wave)

    @classmethod
    @transaction.atomic
    def compute(cls, wave, at):
        """Reckon and keep the figures as of `at`; None where another worker is at it."""
        from surveys.results.computing import compute

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, wave.pk])
            if not cursor.fetchone()[0]:
                return None
        start = time.monotonic()
        figures = compute(wave, lambda before: cls.figures_of(before, at))
        snapshot, _created = cls.objects.get_or_create(wave=wave)
        asked = snapshot.requested_at is not None and snapshot.requested_at <= at
        snapshot.figures, snapshot.computed_at, snapshot.seconds = figures, at, round(time.monotonic() - start, 2)
        if asked:
            snapshot._tell(at)
            snapshot.requested_at = snapshot.requested_by = None
        snapshot.save()
        return snapshot

    @classmethod
    def figures_of(cls, wave, at):
        """The kept figures of a closed wave, reckoned now where they are not kept yet."""
        snapshot = cls.of(wave)
        if snapshot.computed_at is None:
            snapshot = cls.compute(wave, at) or snapshot
        return snapshot.figures

    def _tell(self, at):
        """Whoever asked and may have gone elsewhere meanwhile."""
        waited = at - self.requested_at + timedelta(seconds=self.seconds)
        if self.requested_by is None or waited < LONG:
            return
        with language_of(self.requested_by):
            title = _t("The results of “%(wave)s” are ready") % {"wave": self.wave}
        key = f"survey-results:{self.pk}:{self.requested_at.isoformat()}"
        post([Message(self.requested_by, key, title, url=f"{self.wave.get_absolute_url()}results/")], at)
