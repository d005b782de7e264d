"""Giving the waiting step to a colleague, and letting its time stand still."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from complaints.factories import MORNING, log_complaint
from complaints.loop import Step
from complaints.models import Complaint, ComplaintLog, ComplaintStep
from crm_site.templatetags.interface import short_due
from crm_site.workflow import InvalidTransition
from deadlines.resuming import resume_paused
from people.factories import UserFactory
from people.models import Notification, Role

LATER = MORNING + timedelta(hours=1)


def url(complaint, action):
    return reverse(f"complaints:complaint_{action}", args=[complaint.pk])


def told():
    return set(Notification.objects.values_list("recipient__username", flat=True))


@pytest.fixture
def second(company):
    return UserFactory(username="second", name="Second", role=Role.HANDLER, department=company.operations)


@pytest.fixture
def waiting(complaint, second):
    """A complaint that waits for its department, whose notices have been read."""
    Notification.objects.all().delete()
    return complaint


def test_a_step_given_to_somebody_waits_for_them_alone(waiting, head, handler, second):
    row = waiting.hand_on(head, LATER, second)
    step = ComplaintStep.objects.get(pk=waiting.open_step_id)
    assert (step.doer, step.clock.doer, step.clock.department) == (second, second, step.department)
    assert row.sentence == "Handed to Second" and told() == {"second"}
    assert Complaint.objects.waiting_for(second).exists()
    assert not Complaint.objects.waiting_for(handler).exists() and not Complaint.objects.waiting_for(head).exists()


def test_the_department_may_still_do_it_or_take_it_back(waiting, handler, head, second):
    waiting.hand_on(head, LATER, second)
    assert waiting.can_step_be_done_by(handler)
    waiting.hand_on(handler, LATER, None)
    assert waiting.open_step.doer is None
    assert Complaint.objects.waiting_for(handler).exists()


def test_a_step_is_not_given_to_whom_it_waits_for(waiting, head, second):
    with pytest.raises(ValidationError, match="all of the department already"):
        waiting.hand_on(head, LATER, None)
    waiting.hand_on(head, LATER, second)
    with pytest.raises(ValidationError, match="for them already"):
        waiting.hand_on(head, LATER, second)


def test_whoever_left_the_company_keeps_nothing_waiting(waiting, handler, head, second):
    waiting.hand_on(head, LATER, second)
    second.is_active = False
    second.save()
    assert Complaint.objects.waiting_for(handler).exists()


def test_the_deputy_of_somebody_absent_is_told_and_has_it_in_their_list(waiting, head, second, cast):
    today = timezone.localdate()
    second.deputy, second.deputy_from, second.deputy_until = cast["colleague"], MORNING.date(), today
    second.save()
    waiting.hand_on(head, LATER, second)
    assert told() == {"second", "colleague"}
    assert Complaint.objects.waiting_for(cast["colleague"]).exists()


def test_only_the_department_gives_its_steps_and_only_to_its_own(waiting, cast, second):
    may = {name for name, person in cast.items() if waiting.can_be_handed_on_by(person)}
    assert may == {"handler", "head"}
    with pytest.raises(PermissionDenied):
        waiting.hand_on(cast["desk"], LATER, second)
    for stranger in (cast["desk"], cast["colleague"]):
        with pytest.raises(ValidationError):
            waiting.hand_on(cast["head"], LATER, stranger)


def test_nobody_is_given_a_complaint_about_themself(company, cast, second):
    complaint = log_complaint(cast["desk"], company.operations, against=second)
    with pytest.raises(ValidationError):
        complaint.hand_on(cast["head"], LATER, second)


def test_an_instruction_is_not_given_away(waiting, bring, cast, second):
    bring(waiting, Step.INSTRUCT)
    with pytest.raises(InvalidTransition):
        waiting.hand_on(cast["head"], LATER, second)


def test_the_next_step_waits_for_the_department_again(waiting, bring, head, second):
    waiting.hand_on(head, LATER, second)
    bring(waiting, Step.CARRY_OUT)
    assert waiting.open_step.doer is None


def test_while_it_stands_still_its_time_does_not_run(waiting, handler, cast):
    deadline = waiting.open_step.clock.deadline
    row = waiting.pause(handler, LATER, "customer", "等客户补照片")
    assert waiting.is_paused and (row.sentence, row.note) == ("Paused: the customer", "等客户补照片")
    assert told() == {"desk", "head", "second"}
    assert not Complaint.objects.overdue(deadline + timedelta(days=9)).exists()
    waiting.resume(cast["desk"], LATER + timedelta(hours=2))
    waiting.open_step.clock.refresh_from_db()
    assert waiting.open_step.clock.deadline > deadline
    assert [row.kind for row in waiting.log.all()][-2:] == ["paused", "resumed"]


def test_what_stands_still_is_shown_without_a_day_that_will_move(waiting, handler, as_user):
    day = short_due(waiting.open_step.clock.deadline)
    client = as_user(handler)
    for address in (waiting.get_absolute_url(), "/complaints/queue/"):
        assert day in client.get(address).content.decode()
    waiting.pause(handler, timezone.now(), "customer", "等客户补照片")
    assert day not in client.get("/complaints/queue/").content.decode()
    page = client.get(waiting.get_absolute_url())
    assert "As long as it stands still" in page.content.decode()
    assert "Paused: the customer · 等客户补照片" in page.content.decode()


def test_the_log_does_not_give_an_entry_the_result_of_its_step(waiting, company, desk, head, second, as_user):
    waiting.hand_on(head, LATER, second)
    waiting.reroute(desk, LATER, company.guangzhou, "货在广州")
    page = as_user(desk).get(waiting.get_absolute_url()).content.decode()
    log = page[page.index('class="log"') :]
    assert f"Handed to {second}" in log and "Re-routed</li>" not in log and "· Re-routed" not in log


def test_a_pause_that_ends_by_itself_stands_in_the_log_once(waiting, handler):
    until = LATER + timedelta(days=2)
    waiting.pause(handler, LATER, "customer", "等客户补照片", until)
    assert resume_paused(until - timedelta(seconds=1)) == 0
    assert (resume_paused(until + timedelta(minutes=1)), resume_paused(until + timedelta(minutes=2))) == (1, 0)
    row = waiting.log.last()
    assert (row.sentence, str(row.author), row.at, row.step) == (
        ("Goes on after a pause", "the system", until, waiting.open_step)
    )
    assert waiting.log.filter(kind="resumed").count() == 1
    waiting.refresh_from_db()
    assert not waiting.is_paused


def test_who_may_let_it_stand_still(waiting, cast):
    assert {name for name, person in cast.items() if waiting.can_be_paused_by(person)} == {"handler", "head", "desk"}
    assert not any(waiting.can_be_resumed_by(person) for person in cast.values())
    with pytest.raises(PermissionDenied):
        waiting.pause(cast["analyst"], LATER, "customer", "等客户")


def test_a_paused_step_can_be_done(waiting, handler):
    waiting.pause(handler, LATER, "supplier", "等承运商")
    waiting.analyse(handler, LATER + timedelta(hours=1), "原因", "措施")
    assert waiting.open_step.step == Step.INSTRUCT and not waiting.is_paused


def test_the_dialogs_do_it_and_say_so(waiting, head, second, as_user):
    client = as_user(head)
    typed = {"seen": waiting.open_step_id, "person": second.pk}
    assert client.post(url(waiting, "hand_on"), typed).url == waiting.get_absolute_url()
    typed |= {"waits_for": "authority", "reason": "等海关放行", "until": ""}
    assert client.post(url(waiting, "pause"), typed).status_code == 302
    page = client.get(waiting.get_absolute_url()).content.decode()
    assert "we wait for an authority: 等海关放行" in page and "Waits for Second." in page
    assert url(waiting, "resume") in page and url(waiting, "pause") not in page
    listed = client.get("/complaints/?paused=on").context["complaints"]
    assert [row.number for row in listed] == [waiting.number] and listed[0].paused_at
    assert client.post(url(waiting, "resume"), typed).status_code == 302


def test_a_pause_has_a_limit_and_a_reason(waiting, desk, as_user):
    typed = {"seen": waiting.open_step_id, "waits_for": "customer", "reason": "", "until": ""}
    assert as_user(desk).post(url(waiting, "pause"), typed).status_code == 422
    far = (timezone.localdate() + timedelta(days=400)).isoformat()
    response = as_user(desk).post(url(waiting, "pause"), typed | {"reason": "等客户", "until": far})
    assert response.status_code == 422 and "等客户" in response.content.decode()


def test_whoever_comes_too_late_is_told_and_keeps_what_they_typed(waiting, desk, handler, second, as_user):
    typed = {"seen": waiting.open_step_id, "waits_for": "customer", "reason": "等客户补照片", "until": ""}
    waiting.pause(handler, timezone.now(), "supplier", "等承运商")
    response = as_user(desk).post(url(waiting, "pause"), typed)
    assert response.status_code == 409 and "等客户补照片" in response.content.decode()
    waiting.analyse(handler, timezone.now(), "原因", "措施")
    response = as_user(handler).post(url(waiting, "hand_on"), typed | {"person": second.pk})
    assert response.status_code == 409 and "Analysis and measures done" in response.content.decode()


def test_another_severity_is_said_where_it_moves_the_deadline(complaint, desk):
    complaint.edit(desk, LATER, 1, severity="critical")
    kinds = list(ComplaintLog.objects.filter(complaint=complaint).values_list("kind", flat=True))
    assert kinds[-2:] == ["edited", "reassessed"]
