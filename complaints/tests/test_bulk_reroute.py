import pytest
from django.utils import timezone

from complaints.factories import log_complaint
from complaints.models import Complaint

REROUTE = "/complaints/reroute/"


@pytest.fixture
def several(company, desk, handler):
    return [log_complaint(desk, company.operations) for _each in range(3)]


def typed(complaints, department, reason="货在广州"):
    ticks = [f"{complaint.pk}:{complaint.open_step_id}" for complaint in complaints]
    return {"complaint": ticks, "department": department.pk, "reason": reason}


def lying_with(department):
    return set(Complaint.objects.filter(department=department))


def test_those_ticked_go_to_the_department_each_with_its_log(several, company, desk, as_user):
    first, second, third = several
    page = as_user(desk).get(REROUTE, {"complaint": [first.pk, second.pk, "x"]}).content.decode()
    assert first.number in page and f'value="{first.pk}:{first.open_step_id}"' in page and third.number not in page
    response = as_user(desk).post(REROUTE, typed([first, second], company.guangzhou_sales), follow=True)
    assert "2 complaints were re-routed." in response.content.decode()
    assert lying_with(company.guangzhou_sales) == {first, second}
    assert first.log.last().note == "货在广州"


def test_those_left_out_are_named_with_the_reason(several, company, cast, as_user):
    moved, ended, fine = several
    theirs = log_complaint(cast["desk"], company.guangzhou_sales)
    sent = typed([moved, ended, fine, theirs], company.guangzhou)
    moved.analyse(cast["handler"], timezone.now(), "原因", "措施")
    ended.withdraw(cast["desk"], timezone.now(), "误报")
    page = as_user(cast["desk"]).post(REROUTE, sent, follow=True).content.decode()
    assert "2 complaints were re-routed." in page
    assert f"{moved.number} was left out" in page and f"{ended.number} was left out" in page
    assert lying_with(company.guangzhou) == {fine, theirs}


def test_one_that_was_not_sent_yet_is_left_out_with_that_reason(several, company, desk, as_user):
    at_the_desk = log_complaint(desk)
    page = as_user(desk).post(REROUTE, typed([several[0], at_the_desk], company.guangzhou), follow=True)
    assert "It waits for: Send to the department. At this step it cannot be re-routed." in page.content.decode()


def test_nobody_reroutes_what_they_have_no_right_to(several, company, cast, as_user):
    theirs = log_complaint(cast["desk"], company.guangzhou_sales)
    page = as_user(cast["analyst"]).post(REROUTE, typed([several[0]], company.guangzhou), follow=True)
    assert "not yours" in page.content.decode()
    as_user(cast["handler"]).post(REROUTE, typed([several[0], theirs], company.guangzhou))
    assert lying_with(company.guangzhou) == {several[0]}


def test_a_reason_is_asked_for_and_nothing_typed_is_lost(several, company, desk, as_user):
    response = as_user(desk).post(REROUTE, typed(several, company.guangzhou, reason=" "))
    assert response.status_code == 422 and several[0].number in response.content.decode()
    assert not lying_with(company.guangzhou)


def test_the_list_and_the_board_offer_it(several, desk, manager, as_user):
    for address in ("/complaints/", "/complaints/board/"):
        assert REROUTE in as_user(desk).get(address).content.decode()
    assert REROUTE not in as_user(manager).get("/complaints/").content.decode()
