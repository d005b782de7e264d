from datetime import timedelta

from django.utils import timezone

from complaints.factories import MORNING, log_complaint
from complaints.loop import Outcome, Step
from customers.factories import CustomerFactory
from people.models import Notification, OutboxMessage, User


def told(title=""):
    """Who was told, by login name; all that was told before is forgotten."""
    rows = Notification.objects.filter(title__contains=title).values_list("recipient__username", flat=True)
    names = sorted(rows)
    Notification.objects.all().delete()
    return names


def test_sending_tells_handlers_and_head_at_once_with_a_copy_to_the_leader(complaint):
    assert set(Notification.objects.values_list("recipient__username", "title")) == {
        ("handler", f"Complaint {complaint.number} waits for your analysis and measures"),
        ("head", f"Complaint {complaint.number} waits for your analysis and measures"),
        ("supervisor", f"Copy: complaint {complaint.number} was sent to a department that you lead"),
    }
    assert OutboxMessage.objects.count() == 3


def test_each_reads_it_in_their_own_language(company, desk, handler, head):
    User.objects.filter(pk=handler.pk).update(language="zh-hans")
    log_complaint(desk, company.operations, severity="critical")
    bodies = dict(Notification.objects.values_list("recipient__username", "body"))
    assert "(Critical)" in bodies["head"]


def test_those_whose_step_it_is_are_told_as_it_moves_on(complaint, cast, bring):
    told()
    everybody = {}
    for step in (Step.INSTRUCT, Step.CARRY_OUT, Step.AGREE, Step.FOLLOW_UP, Step.CLOSE):
        bring(complaint, step)
        everybody[step] = told()
    assert everybody == {
        Step.INSTRUCT: ["supervisor"],
        Step.CARRY_OUT: ["handler", "head"],
        # The handler has just carried it out.
        Step.AGREE: ["head"],
        Step.FOLLOW_UP: ["desk"],
        # The desk has just called.
        Step.CLOSE: [],
    }


def test_closing_tells_the_account_manager(company, cast, bring):
    complaint = log_complaint(cast["desk"], company.operations, customer=CustomerFactory(owner=cast["manager"]))
    bring(complaint, Step.CLOSE)
    told()
    bring(complaint, None)
    assert told("is closed") == ["manager"]


def test_withdrawing_tells_those_who_would_have_had_to_act(complaint, desk):
    told()
    complaint.withdraw(desk, MORNING, "撤回")
    assert told("withdrawn") == ["handler", "head"]


def test_rerouting_tells_the_new_department(complaint, company, desk, director):
    told()
    complaint.reroute(desk, MORNING, company.guangzhou, "货在广州")
    assert told() == ["director"]


def test_a_second_round_tells_again(complaint, cast, bring):
    bring(complaint, Step.INSTRUCT)
    told()
    complaint.instruct(cast["supervisor"], MORNING, Outcome.RETURNED, "不够")
    assert told() == ["handler", "head"]


def test_a_deputy_is_told_too(company, cast):
    handler, colleague = cast["handler"], cast["colleague"]
    handler.deputy, handler.deputy_from = colleague, timezone.localdate(MORNING)
    handler.deputy_until = handler.deputy_from + timedelta(days=1)
    handler.save()
    log_complaint(cast["desk"], company.operations)
    assert "colleague" in told("waits for your analysis")


def test_nobody_is_told_of_a_complaint_about_themself(company, cast):
    log_complaint(cast["desk"], company.operations, against=cast["handler"])
    assert told() == ["head", "supervisor"]
