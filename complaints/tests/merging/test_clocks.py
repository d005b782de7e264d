"""The clocks of complaints that become one: those of the merged end, those of the kept go on, nobody is told twice."""

from datetime import timedelta

from complaints.factories import MORNING, log_complaint
from deadlines.models import Clock, EscalationEvent
from deadlines.scanner import scan

WEEKS_LATER = MORNING + timedelta(days=30)
DAMAGE = {"transport_mode": "road", "loss": "damage", "event_date": MORNING.date()}


def told(complaint):
    events = EscalationEvent.objects.filter(clock__url=complaint.get_absolute_url())
    return list(events.values_list("clock", "arming", "level", "recipient"))


def test_only_the_clocks_of_the_kept_one_go_on(company, desk, handler):
    merged = log_complaint(desk, company.operations, **DAMAGE)
    kept = log_complaint(desk, company.operations, **DAMAGE)
    goes_on = set(Clock.objects.open().filter(url=kept.get_absolute_url()).values_list("pk", "deadline"))
    merged.merge_into(desk, MORNING, kept, "同一票货")
    assert set(Clock.objects.open().values_list("pk", "deadline")) == goes_on
    assert len(goes_on) == 2
    scan(WEEKS_LATER), scan(WEEKS_LATER)
    assert told(merged) == []
    assert told(kept) and len(told(kept)) == len(set(told(kept)))


def test_what_was_told_before_is_not_told_again(company, desk, handler):
    merged, kept = (log_complaint(desk, company.operations) for _each in range(2))
    overdue = merged.open_step.clock.deadline
    scan(overdue)
    before = told(merged)
    assert before
    merged.merge_into(desk, overdue, kept, "同一票货")
    scan(WEEKS_LATER)
    assert told(merged) == before
    kept.refresh_from_db()
    assert kept.open_step.clock.state == "running"


def test_a_paused_one_ends_too(company, desk, handler):
    merged, kept = (log_complaint(desk, company.operations) for _each in range(2))
    merged.pause(desk, MORNING, "customer", "等照片")
    step = merged.open_step
    merged.merge_into(desk, MORNING + timedelta(hours=1), kept, "同一票货")
    step.clock.refresh_from_db()
    assert step.clock.state == "cancelled"
    assert not step.clock.pauses.filter(ended_at=None).exists()


def test_reopened_the_merged_one_has_a_clock_of_its_own(company, desk, handler):
    merged, kept = (log_complaint(desk, company.operations) for _each in range(2))
    merged.merge_into(desk, MORNING, kept, "同一票货")
    merged.reopen(desk, MORNING, "不是同一件事")
    assert merged.open_step.clock.state == "running"
    assert Clock.objects.open().count() == 2


def test_figures_count_the_matter_once(company, desk):
    from complaints.models import Complaint

    merged, kept = (log_complaint(desk, company.operations) for _each in range(2))
    malicious = log_complaint(desk, company.operations)
    Complaint.objects.filter(pk=malicious.pk).update(is_malicious=True)
    merged.merge_into(desk, MORNING, kept, "同一票货")
    assert set(Complaint.objects.unmerged()) == {kept, malicious}
    assert list(Complaint.objects.counted()) == [kept]
