from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from complaints.factories import MORNING, log_complaint
from complaints.loop import Outcome, State, Step
from complaints.models import Attachment, Complaint
from crm_site.workflow import InvalidTransition
from customers.factories import CustomerFactory
from customers.models import Activity
from people.models import Notification

LATER = MORNING + timedelta(hours=1)


@pytest.fixture
def other(company, desk, handler):
    return log_complaint(desk, company.operations)


def test_the_merged_one_ends_without_a_clock_and_leads_to_the_kept_one(complaint, other, desk):
    step, waiting = complaint.open_step, other.open_step
    complaint.merge_into(desk, LATER, other, "同一票货", step.pk)
    complaint.refresh_from_db(), other.refresh_from_db(), step.refresh_from_db()
    assert (complaint.state, complaint.merged_into, complaint.kept) == (State.MERGED, other, other)
    assert complaint.open_step is None and complaint.closed_at == LATER
    assert (step.outcome, step.clock.state) == (Outcome.MERGED, "cancelled")
    assert (other.open_step, other.open_step.clock.state, other.kept) == (waiting, "running", other)


def test_both_logs_and_the_customers_timeline_say_so(complaint, other, desk):
    row = complaint.merge_into(desk, LATER, other, "同一票货")
    assert (row.sentence, row.note) == (f"Merged into {other.number}", "同一票货")
    assert other.log.last().sentence == f"{complaint.number} was merged into it"
    entry = Activity.objects.filter(customer=complaint.customer).latest("pk")
    assert entry.facts == {"number": complaint.number, "kept": other.number}


def test_those_who_act_on_either_are_told_once(complaint, other, desk, handler, head):
    Notification.objects.all().delete()
    complaint.merge_into(desk, LATER, other, "同一票货")
    told = Notification.objects.values_list("recipient__username", "url")
    assert sorted(told) == sorted(
        (name, each.get_absolute_url()) for name in ("handler", "head") for each in (complaint, other)
    )


def test_only_who_has_the_right_to_both_merges(company, cast):
    ours, same = (log_complaint(cast["desk"], company.operations) for _each in range(2))
    theirs = log_complaint(cast["desk"], company.guangzhou_sales)
    may = {name for name, person in cast.items() if ours.can_be_merged_by(person)}
    assert may == {"desk", "analyst", "handler", "head", "supervisor"}
    with pytest.raises(PermissionDenied):
        ours.merge_into(cast["handler"], LATER, theirs, "同一票货")
    with pytest.raises(PermissionDenied):
        theirs.merge_into(cast["handler"], LATER, ours, "同一票货")
    ours.merge_into(cast["handler"], LATER, same, "同一票货")
    same.refresh_from_db()
    same.merge_into(cast["analyst"], LATER, theirs, "同一票货")


def test_nobody_merges_a_complaint_about_themself(company, other, cast):
    about = log_complaint(cast["desk"], company.operations, against=cast["handler"])
    assert not about.can_be_merged_by(cast["handler"])
    with pytest.raises(PermissionDenied):
        other.merge_into(cast["handler"], LATER, about, "同一票货")


def test_nothing_is_merged_into_itself_or_without_a_reason(complaint, other, desk):
    with pytest.raises(ValidationError):
        complaint.merge_into(desk, LATER, complaint, "同一票货")
    with pytest.raises(ValidationError):
        complaint.merge_into(desk, LATER, other, " ")
    complaint.refresh_from_db()
    assert complaint.is_open


@pytest.mark.parametrize("ended", ["complaint", "other"])
def test_neither_may_have_ended(complaint, other, desk, ended):
    {"complaint": complaint, "other": other}[ended].withdraw(desk, LATER, "误报")
    with pytest.raises(InvalidTransition, match="Withdrawn"):
        complaint.merge_into(desk, LATER, other, "同一票货")


def test_a_page_that_showed_another_step_is_refused(complaint, other, desk, handler):
    seen = complaint.open_step_id
    complaint.analyse(handler, LATER, "原因", "措施")
    with pytest.raises(InvalidTransition, match="Handler"):
        complaint.merge_into(desk, LATER, other, "同一票货", seen)


def test_of_a_chain_all_lead_to_the_last_one(company, complaint, other, desk):
    last = log_complaint(desk, company.operations)
    complaint.merge_into(desk, LATER, other, "同一票货")
    other.merge_into(desk, LATER, last, "同一票货")
    complaint.refresh_from_db()
    assert complaint.kept == other.kept == last


def test_repeats_lead_to_the_kept_one_and_nothing_repeats_itself(company, complaint, desk):
    repeat = log_complaint(desk, company.operations, repeat_of=complaint)
    kept = log_complaint(desk, company.operations, repeat_of=complaint)
    complaint.merge_into(desk, LATER, kept, "同一票货")
    repeat.refresh_from_db(), kept.refresh_from_db()
    assert (repeat.repeat_of, kept.repeat_of) == (kept, None)


def test_what_the_merged_one_repeated_the_kept_one_repeats(company, other, complaint, desk):
    merged = log_complaint(desk, company.operations, repeat_of=complaint)
    merged.merge_into(desk, LATER, other, "同一票货")
    other.refresh_from_db()
    assert other.repeat_of == complaint


def test_merged_by_mistake_it_goes_on_by_itself_again(complaint, other, desk):
    complaint.merge_into(desk, LATER, other, "同一票货")
    complaint.reopen(desk, LATER, "不是同一票")
    complaint.refresh_from_db()
    assert (complaint.state, complaint.merged_into, complaint.open_step.step) == (State.SENT, None, Step.ANALYSE)
    assert complaint.open_step.clock.state == "running"


def test_its_files_are_those_of_the_kept_one_too(company, cast):
    merged = log_complaint(cast["desk"], company.guangzhou_sales)
    kept = log_complaint(cast["desk"], company.operations)
    facts = {"name": "照片.txt", "content_type": "text/plain", "size": 4, "at": MORNING, "by": cast["desk"]}
    file = Attachment.objects.create(complaint=merged, file=ContentFile(b"note", "a.txt"), **facts)
    assert not Attachment.objects.visible_to(cast["handler"]).exists()
    merged.merge_into(cast["desk"], LATER, kept, "同一票货")
    assert Attachment.objects.visible_to(cast["handler"]).get() == file
    assert not Complaint.objects.visible_to(cast["handler"]).filter(pk=merged.pk).exists()


def test_each_matter_is_counted_once(complaint, other, desk):
    complaint.merge_into(desk, LATER, other, "同一票货")
    assert set(Complaint.objects.counted()) == set(Complaint.objects.open()) == {other}


def test_likely_ones_share_customer_caller_or_waybill(company, desk):
    customer = CustomerFactory()
    phone, waybill = {"caller_name": "王先生", "caller_phone": "13800138000"}, {"waybills": ["YD1", "YD2"]}
    complaint = log_complaint(desk, company.operations, customer=customer, **phone, **waybill)
    same = [
        log_complaint(desk, company.operations, customer=customer),
        log_complaint(desk, company.operations, caller_name="王", caller_phone="13800138000"),
        log_complaint(desk, company.operations, waybills=["YD2", "YD3"]),
    ]
    log_complaint(desk, company.operations, customer=customer).withdraw(desk, LATER, "误报")
    log_complaint(desk, company.operations)
    assert set(Complaint.objects.likely_same_as(complaint)) == set(same)
