import uuid

from django.urls import reverse
from django.utils import timezone

from complaints.factories import MORNING, log_complaint
from complaints.loop import Outcome, State, Step
from complaints.models import Cause, Complaint
from customers.factories import ContactFactory, CustomerFactory


def url(complaint, action="detail"):
    return reverse(f"complaints:complaint_{action}", args=[complaint.pk])


def test_the_page_of_every_state_opens_for_everybody_who_sees_it(complaint, cast, bring, as_user):
    for step in [*list(Step)[1:], None]:
        bring(complaint, step)
        for name in ("desk", "handler", "head", "supervisor", "analyst", "director"):
            response = as_user(cast[name]).get(url(complaint))
            assert response.status_code == 200, (step, name)
            assert complaint.number in response.content.decode()


def test_outsiders_and_administrators_do_not_find_it(complaint, cast, as_user):
    for name in ("colleague", "manager", "admin"):
        client = as_user(cast[name])
        assert client.get(url(complaint)).status_code == 404, name
        assert client.post(url(complaint, "analyse"), {"seen": complaint.open_step_id}).status_code == 404, name


def test_the_step_is_a_form_for_whose_it_is_and_a_name_for_others(complaint, cast, as_user):
    assert 'name="analysis"' in as_user(cast["handler"]).get(url(complaint)).content.decode()
    page = as_user(cast["desk"]).get(url(complaint)).content.decode()
    assert 'name="analysis"' not in page
    assert cast["handler"].name in page


def test_the_loop_is_clicked_through(complaint, cast, as_user):
    work = [
        ("handler", "analyse", {"analysis": "叉车碰撞", "measures": "赔付"}),
        ("supervisor", "instruct", {"outcome": "approved"}),
        ("handler", "carry_out", {"account": "已赔付"}),
        ("handler", "agree", {"outcome": "agreed", "account": "同意"}),
        ("desk", "follow_up", {"outcome": "satisfied", "detail": "满意"}),
        ("desk", "close", {"summary": "结束", "lesson": ""}),
    ]
    for name, action, typed in work:
        complaint.refresh_from_db()
        response = as_user(cast[name]).post(url(complaint, action), typed | {"seen": complaint.open_step_id})
        assert response.url == url(complaint), action
    complaint.refresh_from_db()
    assert complaint.state == State.CLOSED


def test_after_a_step_it_says_what_comes_next(complaint, handler, leader, as_user):
    typed = {"analysis": "叉车碰撞", "measures": "赔付", "seen": complaint.open_step_id}
    response = as_user(handler).post(url(complaint, "analyse"), typed, follow=True)
    assert f"Next: Instruction, by {leader}" in response.content.decode()


def test_what_is_missing_is_said_and_what_was_typed_kept(complaint, handler, as_user):
    typed = {"analysis": "叉车碰撞", "measures": " ", "seen": complaint.open_step_id}
    response = as_user(handler).post(url(complaint, "analyse"), typed)
    assert response.status_code == 422
    assert "叉车碰撞" in response.content.decode()


def test_a_stale_page_says_who_did_what_and_keeps_what_was_typed(complaint, handler, head, as_user):
    typed = {"analysis": "我的分析", "measures": "我的措施", "seen": complaint.open_step_id}
    complaint.analyse(head, timezone.now(), "原因", "措施")
    response = as_user(handler).post(url(complaint, "analyse"), typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert head.name in page and "我的分析" in page and "我的措施" in page


def test_a_page_of_an_earlier_round_is_offered_again_for_the_present_one(complaint, handler, leader, as_user):
    typed = {"analysis": "我的分析", "measures": "我的措施", "seen": complaint.open_step_id}
    complaint.analyse(handler, timezone.now(), "原因", "措施")
    complaint.instruct(leader, timezone.now(), "returned", "不够")
    response = as_user(handler).post(url(complaint, "analyse"), typed)
    assert response.status_code == 409
    form = response.context["step_form"]
    assert form["analysis"].value() == "我的分析"
    assert form["seen"].value() == complaint.open_step_id


def test_in_a_new_round_it_stands_open_why_the_last_one_ended(complaint, handler, leader, as_user):
    complaint.analyse(handler, MORNING, "原因", "措施")
    complaint.instruct(leader, MORNING, Outcome.RETURNED, "谁联系客户？")
    opened = '<details class="story-round" open>'
    page = as_user(handler).get(url(complaint))
    assert opened in page.content.decode()
    assert page.context["step_form"].initial["measures"] == "措施"
    complaint.analyse(handler, MORNING, "原因", "由主管联系")
    assert opened not in as_user(handler).get(url(complaint)).content.decode()


def test_a_return_without_a_comment_is_asked_for_one(complaint, handler, leader, as_user):
    complaint.analyse(handler, timezone.now(), "原因", "措施")
    typed = {"outcome": "returned", "seen": complaint.open_step_id}
    response = as_user(leader).post(url(complaint, "instruct"), typed)
    assert response.status_code == 422
    assert response.context["step_form"].errors.keys() == {"comment"}


def test_other_actions_from_the_page(complaint, company, desk, as_user):
    client = as_user(desk)
    typed = {"department": company.guangzhou.pk, "reason": "货在广州", "seen": complaint.open_step_id}
    assert client.post(url(complaint, "reroute"), typed).status_code == 302
    complaint.refresh_from_db()
    assert (
        client.post(url(complaint, "withdraw"), {"reason": "撤回", "seen": complaint.open_step_id}).status_code == 302
    )
    assert client.post(url(complaint, "reopen"), {"reason": "没完"}).status_code == 302
    complaint.refresh_from_db()
    assert (complaint.department, complaint.state, complaint.cycle) == (company.guangzhou, State.SENT, 3)


def test_whoever_gives_it_away_comes_to_their_own_complaints(complaint, company, handler, as_user):
    typed = {"department": company.guangzhou.pk, "reason": "货在广州", "seen": complaint.open_step_id}
    response = as_user(handler).post(url(complaint, "reroute"), typed, follow=True)
    assert response.redirect_chain[-1][0] == "/complaints/queue/" and "Done. Next:" in response.content.decode()


def test_who_sees_it_but_may_not_is_refused(complaint, analyst, as_user):
    typed = {"analysis": "原因", "measures": "措施", "seen": complaint.open_step_id}
    assert as_user(analyst).post(url(complaint, "analyse"), typed).status_code == 403


def test_actions_are_for_posting(complaint, desk, as_user):
    assert as_user(desk).get(url(complaint, "withdraw")).status_code == 405


def new_complaint(**typed):
    return {
        "submission_key": str(uuid.uuid4()),
        "description": "到货时外箱破损三件",
        "severity": "normal",
        "channel": "telephone",
    } | typed


def test_four_fields_log_and_send_a_complaint_of_a_caller_on_file(company, desk, handler, as_user):
    contact = ContactFactory()
    cause = Cause.objects.get(code="operation.damage")
    Cause.objects.filter(code="operation").update(department=company.operations)
    typed = new_complaint(caller=f"{contact.customer_id}:{contact.pk}", cause=cause.pk)
    response = as_user(desk).post("/complaints/new/", typed)
    complaint = Complaint.objects.get()
    assert response.url == url(complaint)
    assert (complaint.customer, complaint.contact) == (contact.customer, contact)
    assert (complaint.state, complaint.department) == (State.SENT, company.operations)


def test_somebody_not_on_file_leaves_name_number_and_company(desk, as_user):
    typed = new_complaint(caller_name="王先生", caller_phone="138 0013-8000", caller_company="新客贸易")
    as_user(desk).post("/complaints/new/", typed)
    complaint = Complaint.objects.get()
    assert (complaint.complainant, complaint.caller_phone) == ("新客贸易", "13800138000")
    assert complaint.state == State.LOGGED


def test_a_form_sent_twice_makes_one_complaint(desk, as_user):
    typed = new_complaint(caller_name="王先生")
    first, second = (as_user(desk).post("/complaints/new/", typed) for _time in range(2))
    assert first.url == second.url
    assert Complaint.objects.count() == 1


def test_the_form_is_prefilled_from_a_customers_page(desk, as_user):
    contact = ContactFactory()
    page = as_user(desk).get(f"/complaints/new/?customer={contact.customer_id}&contact={contact.pk}").content.decode()
    assert f'<option value="{contact.customer_id}:{contact.pk}" selected>' in page


def test_without_javascript_the_caller_is_found_by_a_plain_search(desk, as_user):
    contact = ContactFactory(name="王小明", mobile="13912345678")
    page = as_user(desk).get("/complaints/new/?q=5678").content.decode()
    assert f'<option value="{contact.customer_id}:{contact.pk}">' in page


def test_an_open_complaint_of_the_same_customer_or_waybill_is_shown_as_a_likely_repeat(complaint, desk, as_user):
    complaint.edit(desk, timezone.now(), 1, waybills=["YD123"])
    client = as_user(desk)
    assert complaint.number in client.get(f"/complaints/new/repeats/?caller={complaint.customer_id}").content.decode()
    assert complaint.number in client.get("/complaints/new/repeats/?waybills=yd123").content.decode()
    assert complaint.number not in client.get("/complaints/new/repeats/?waybills=YD124").content.decode()
    assert complaint.number not in client.get("/complaints/new/repeats/?caller=junk").content.decode()


def test_the_choice_of_a_repeat_outlasts_a_mistake_in_the_form(complaint, desk, as_user):
    typed = new_complaint(caller=str(complaint.customer_id), repeat_of=complaint.pk, description="")
    page = as_user(desk).post("/complaints/new/", typed).content.decode()
    assert f'value="{complaint.pk}" id="repeat-{complaint.pk}" checked' in page
    asked = {"caller": complaint.customer_id, "repeat_of": complaint.pk}
    assert (
        f'id="repeat-{complaint.pk}" checked' in as_user(desk).get("/complaints/new/repeats/", asked).content.decode()
    )


def test_the_facts_are_corrected(complaint, desk, as_user):
    typed = new_complaint(caller=complaint.customer_id, version=1, severity="serious", waybills="yd1, YD2\nＹＤ２")
    assert as_user(desk).post(url(complaint, "edit"), typed).status_code == 302
    complaint.refresh_from_db()
    assert (complaint.severity, complaint.waybills, complaint.version) == ("serious", ["YD1", "YD2"], 2)
    assert complaint.log.get(kind="edited").sentence == "Facts changed: what happened · severity · waybill numbers"


def test_the_second_of_two_correctors_sees_the_difference_and_loses_nothing(complaint, desk, as_user):
    complaint.edit(desk, timezone.now(), 1, severity="critical")
    typed = new_complaint(caller=complaint.customer_id, version=1, description="我的改动")
    response = as_user(desk).post(url(complaint, "edit"), typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "我的改动" in page and "Severity: Critical" in page and 'name="version" value="2"' in page
    assert "Facts changed: severity" in page
    complaint.refresh_from_db()
    assert complaint.severity == "critical"


def test_whoever_corrects_too_late_is_told_so_and_keeps_what_they_typed(complaint, desk, as_user):
    complaint.withdraw(desk, timezone.now(), "误报")
    typed = new_complaint(caller=complaint.customer_id, version=1, description="我的改动")
    response = as_user(desk).post(url(complaint, "edit"), typed)
    assert response.status_code == 409
    assert "Withdrawn" in response.text and "我的改动" in response.text
    assert as_user(desk).get(url(complaint, "edit")).status_code == 403


def test_the_panel_of_a_customer_lists_only_theirs(complaint, desk, as_user):
    other = log_complaint(desk, customer=CustomerFactory())
    page = as_user(desk).get(f"/complaints/customer/{complaint.customer_id}/").content.decode()
    assert complaint.number in page and other.number not in page


def test_the_panel_pages_by_its_own_address(complaint, company, desk, as_user):
    for _number in range(25):
        log_complaint(desk, company.operations, customer=complaint.customer)
    address = f"/complaints/customer/{complaint.customer_id}/"
    first = as_user(desk).get(address).content.decode()
    assert complaint.number not in first and f'hx-get="{address}?page=2"' in first
    assert complaint.number in as_user(desk).get(f"{address}?page=2").content.decode()


def test_the_panel_of_a_customer_is_not_for_outsiders(complaint, colleague, as_user):
    assert as_user(colleague).get(f"/complaints/customer/{complaint.customer_id}/").status_code == 404
