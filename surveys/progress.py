"""How far a wave is, counted from its rows."""

from dataclasses import dataclass

from django.db.models import Count, Q

from surveys.states import Disposition, Mode, Problem


@dataclass(frozen=True)
class Line:
    label: str
    count: int
    of: int
    value: str = ""

    @property
    def percent(self):
        return round(100 * self.count / self.of) if self.of else 0


def frame_counts(wave):
    """Everybody in the frame, those who can be asked, those drawn, and a line for each kind of problem that occurs."""
    counts = wave.units.aggregate(
        total=Count("id"),
        complete=Count("id", filter=Q(problems=[])),
        drawn=Count("id", filter=Q(is_drawn=True)),
        **{problem.value: Count("id", filter=Q(problems__contains=[problem.value])) for problem in Problem},
    )
    kinds = [Line(str(problem.label), counts[problem.value], counts["total"], problem.value) for problem in Problem]
    return counts | {"problems": [line for line in kinds if line.count]}


def of(wave):
    """The drawn by final result so far, the answers by mode, the mails."""
    drawn = wave.units.drawn()
    counts = drawn.aggregate(
        total=Count("id"),
        untried=Count("id", filter=Q(disposition="")),
        invited=Count("id", filter=Q(invited_at__isnull=False)),
        reminded=Count("id", filter=Q(reminders__gt=0)),
        **{code.name: Count("id", filter=Q(disposition=code)) for code in Disposition},
        **{mode.value: Count("id", filter=Q(disposition="I", response__mode=mode)) for mode in Mode},
    )
    results = [Line(str(code.label), counts[code.name], counts["total"], code.value) for code in Disposition]
    modes = [Line(str(mode.label), counts[mode.value], counts["COMPLETE"]) for mode in Mode if mode in wave.modes]
    return counts | {"results": results, "modes": modes, "complete": Line("", counts["COMPLETE"], counts["total"])}


def interviewers(wave, person=None):
    """For each interviewer of the wave (or only `person`): calls, completed interviews, refusals, who were not reached."""
    from surveys.models import Attempt

    calls = Attempt.objects.filter(unit__wave=wave)
    if person is not None:
        calls = calls.filter(interviewer=person)
    by_result = {
        name: Count("id", filter=Q(result=code))
        for name, code in (("complete", "I"), ("partial", "P"), ("refused", "R"), ("not_reached", "NC"))
    }
    shown = calls.order_by("interviewer__name").values("interviewer__name", "interviewer__username")
    return list(shown.annotate(calls=Count("id"), **by_result))
