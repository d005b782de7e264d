"""Until when the carrier must be notified of damage, loss or delay, and who is reminded of it."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from complaints.defaults import create_notice_limits
from complaints.factories import MORNING, log_complaint
from complaints.loop import Step
from complaints.models import ClaimNotice, ClaimNoticeLimit, Complaint
from complaints.notice_limits import follow_notice_limits
from crm_site.workflow import InvalidTransition
from deadlines.models import Clock, EscalationEvent
from deadlines.scanner import scan

# The complaint is logged on Tuesday, 10 March 2026, at ten.
EVENT = date(2026, 3, 9)
DAMAGE = {"transport_mode": "air", "loss": "damage", "event_date": EVENT}
DUE = date(2026, 3, 23)
LATER = MORNING + timedelta(days=1)


@pytest.fixture
def damaged(company, desk, handler):
    return log_complaint(desk, company.operations, **DAMAGE)


def clock_of(complaint):
    return ClaimNotice.objects.select_related("clock").get(complaint=complaint).clock


def edit(complaint, by, **facts):
    complaint.edit(by, LATER, complaint.version, **facts)
    complaint.refresh_from_db()


def sentences(complaint):
    return [row.sentence for row in complaint.log.filter(kind__startswith="notice")]


@pytest.mark.parametrize(
    ("mode", "loss", "due"),
    [
        ("air", "damage", date(2026, 3, 23)),
        ("air", "delay", date(2026, 3, 30)),
        ("sea", "damage", date(2026, 3, 12)),
        ("road", "delay", date(2026, 3, 30)),
        # No row of its own: as the contract says.
        ("express", "loss", date(2026, 3, 16)),
        ("", "damage", None),
        ("air", "", None),
    ],
)
def test_the_day_by_mode_and_loss(company, desk, mode, loss, due):
    complaint = log_complaint(desk, company.operations, transport_mode=mode, loss=loss, event_date=EVENT)
    assert complaint.claim_notice_due == due
    assert ClaimNotice.objects.filter(complaint=complaint).exists() == (due is not None)


def test_every_company_starts_with_limits_that_name_their_source(db):
    before = list(ClaimNoticeLimit.objects.values())
    create_notice_limits()
    assert list(ClaimNoticeLimit.objects.values()) == before
    assert all("checked" in limit["source_en"] and limit["source"] for limit in before)


def test_the_clock_runs_to_the_end_of_that_day_for_the_head_of_the_department(damaged, head):
    clock = clock_of(damaged)
    end = datetime(2026, 3, 23, 23, 59, tzinfo=timezone.get_default_timezone())
    assert (clock.deadline, clock.doer, clock.department, clock.state) == (end, head, damaged.department, "running")
    assert sentences(damaged) == ["Notice of claim due by 2026-03-23"]
    reminder = clock.level_due_at[0]
    assert MORNING < reminder < end
    scan(end)
    told = EscalationEvent.objects.filter(clock=clock).values_list("level", "recipient__username")
    assert set(told) >= {(0, "head"), (1, "head")}


def test_neither_pauses_nor_steps_move_it(damaged, bring, desk):
    deadline = clock_of(damaged).deadline
    bring(damaged, Step.CARRY_OUT)
    damaged.pause(desk, MORNING, "customer", "等照片")
    damaged.resume(desk, LATER)
    clock = clock_of(damaged)
    assert (clock.deadline, clock.state) == (deadline, "running")


def test_it_lies_with_whoever_has_the_complaint(company, desk, handler, head):
    complaint = log_complaint(desk, **DAMAGE)
    assert clock_of(complaint).doer == desk
    complaint.send(desk, MORNING, company.operations)
    assert clock_of(complaint).doer == head
    complaint.hand_on(head, MORNING, handler)
    assert clock_of(complaint).doer == handler
    edit(complaint, desk, against=handler)
    assert (clock_of(complaint).doer, clock_of(complaint).kept_from) == (head, handler)


def test_the_day_follows_the_facts(damaged, desk):
    first = clock_of(damaged)
    edit(damaged, desk, loss="delay")
    first.refresh_from_db()
    second = clock_of(damaged)
    assert damaged.claim_notice_due == date(2026, 3, 30)
    assert (first.state, second.state, second.cycle) == ("cancelled", "running", 2)
    edit(damaged, desk, loss="")
    assert damaged.claim_notice_due is None
    assert not Clock.objects.open().filter(step="complaint.claim_notice").exists()


def test_a_day_that_has_passed_is_told_without_a_clock(company, desk):
    complaint = log_complaint(desk, company.operations, **DAMAGE | {"event_date": date(2026, 2, 1)})
    assert complaint.claim_notice_due == date(2026, 2, 15)
    assert clock_of(complaint) is None
    complaint.send_notice(desk, MORNING, MORNING.date(), "国航货运")
    assert complaint.notice.was_late


def test_an_edited_limit_moves_what_is_owed_by_it(damaged, desk):
    settled = log_complaint(desk, damaged.department, **DAMAGE)
    settled.waive_notice(desk, MORNING, "自有车辆")
    ClaimNoticeLimit.objects.filter(transport_mode="air", loss="damage").update(days=7)
    assert follow_notice_limits(LATER) == 1
    assert follow_notice_limits(LATER) == 0
    damaged.refresh_from_db()
    assert damaged.claim_notice_due == date(2026, 3, 16)
    assert timezone.localdate(clock_of(damaged).deadline) == date(2026, 3, 16)
    ClaimNoticeLimit.objects.all().delete()
    assert follow_notice_limits(LATER) == 1
    damaged.refresh_from_db()
    assert damaged.claim_notice_due is None


def test_following_limits_costs_no_more_where_nothing_moved(damaged, desk, django_assert_num_queries):
    log_complaint(desk, damaged.department, **DAMAGE)
    with django_assert_num_queries(2):
        follow_notice_limits(LATER)


def test_sent_it_is_done(damaged, handler):
    damaged.send_notice(handler, LATER, date(2026, 3, 11), "中国国际货运航空")
    assert damaged.claim_notice_due is None
    assert clock_of(damaged).state == "done"
    assert sentences(damaged)[-1] == "Notice of claim sent to 中国国际货运航空 on 2026-03-11"
    assert not damaged.notice.was_late
    with pytest.raises(InvalidTransition):
        damaged.waive_notice(handler, LATER, "不需要")
    edit(damaged, handler, loss="delay")
    assert damaged.claim_notice_due is None


def test_what_was_typed_must_be_right(damaged, handler):
    for day in (EVENT - timedelta(days=1), LATER.date() + timedelta(days=1)):
        with pytest.raises(ValidationError):
            damaged.send_notice(handler, LATER, day, "国航货运")
    with pytest.raises(ValidationError):
        damaged.send_notice(handler, LATER, EVENT, " ")
    with pytest.raises(ValidationError):
        damaged.waive_notice(handler, LATER, " ")
    damaged.refresh_from_db()
    assert damaged.claim_notice_due == DUE


def test_who_may(damaged, company, cast):
    may = {name for name, person in cast.items() if damaged.can_settle_notice_by(person)}
    assert may == {"desk", "handler", "head", "supervisor", "analyst"}
    with pytest.raises(PermissionDenied):
        damaged.send_notice(cast["manager"], LATER, EVENT, "国航货运")
    about = log_complaint(cast["desk"], company.operations, against=cast["handler"], **DAMAGE)
    assert not about.can_settle_notice_by(cast["handler"])


@pytest.mark.parametrize("end", ["close", "withdraw"])
def test_the_end_of_the_complaint_ends_it_and_reopening_owes_it_again(damaged, bring, desk, end):
    if end == "close":
        bring(damaged, None)
    else:
        damaged.withdraw(desk, LATER, "客户撤回")
    assert (damaged.claim_notice_due, damaged.notice.is_waiting) == (None, True)
    assert not Clock.objects.open().filter(step="complaint.claim_notice").exists()
    damaged.reopen(desk, LATER, "未解决")
    assert damaged.claim_notice_due == DUE
    assert clock_of(damaged).state == "running"


def test_it_goes_over_to_the_kept_complaint(damaged, desk):
    kept = log_complaint(desk, damaged.department)
    seen = kept.version
    damaged.merge_into(desk, LATER, kept, "同一票货")
    assert damaged.claim_notice_due is None
    kept = Complaint.objects.get(pk=kept.pk)
    assert (kept.claim_notice_due, kept.loss, kept.event_date) == (DUE, "damage", EVENT)
    with pytest.raises(InvalidTransition):
        kept.edit(desk, LATER, seen, loss="")
    open_clocks = Clock.objects.open().filter(step="complaint.claim_notice")
    assert [clock.claim_notice.complaint for clock in open_clocks] == [kept]


def test_the_office_keeps_the_limits_in_admin(analyst, desk, as_user):
    limits = "/admin/complaints/claimnoticelimit/"
    assert as_user(analyst).get(f"{limits}{ClaimNoticeLimit.objects.first().pk}/change/").status_code == 200
    assert as_user(desk).get(limits).status_code == 302
