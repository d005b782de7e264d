"""The customer calls again, and the calls and letters by which complaints come."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from complaints.factories import MORNING, log_complaint
from complaints.models import Complaint, ComplaintLog
from people.models import Notification


def call(complaint, by, said="还没有人联系我", **facts):
    return complaint.call(by, MORNING, uuid.uuid4(), said, **facts)


def address(complaint):
    return reverse("complaints:complaint_call", args=[complaint.pk])


def test_a_second_call_is_kept_logged_and_told_to_whom_it_waits_for(complaint, desk, handler):
    kept = call(complaint, desk, caller="李雷", began_at=MORNING - timedelta(minutes=5))
    assert (kept.by, kept.caller, kept.ended_at - kept.began_at) == (desk, "李雷", timedelta(minutes=5))
    assert complaint.log.get(kind=ComplaintLog.Kind.CALLED_AGAIN).note == kept.said
    told = Notification.objects.filter(key__startswith="complaint-wrote", body__contains="还没有人")
    assert [handler.pk, desk.pk in told.values_list("recipient", flat=True)] == [
        told.get(recipient=handler).recipient_id,
        False,
    ]


def test_the_same_form_is_one_call(complaint, desk):
    key = uuid.uuid4()
    assert complaint.call(desk, MORNING, key, "催") == complaint.call(desk, MORNING, key, "催")
    assert complaint.calls.count() == 1


def test_a_call_without_words_or_by_whom_it_is_about_is_refused(complaint, desk, handler):
    with pytest.raises(ValidationError):
        call(complaint, desk, said=" ")
    complaint.edit(desk, MORNING, complaint.version, against=handler)
    with pytest.raises(PermissionDenied):
        call(complaint, handler)


def test_after_the_end_a_call_is_kept_and_told_to_the_desk(complaint, desk, manager):
    complaint.withdraw(desk, MORNING, "重复")
    call(complaint, manager)
    assert Notification.objects.filter(recipient=desk, key__startswith="complaint-wrote").exists()


def test_page_and_list_say_how_often(complaint, desk, as_user, django_assert_num_queries):
    client = as_user(desk)
    assert "called" not in client.get("/complaints/").content.decode().split("<table")[1]
    for _time in range(3):
        call(complaint, desk)
    assert "called 3×" in client.get("/complaints/").content.decode()
    page = client.get(complaint.get_absolute_url()).content.decode()
    assert "called 3×" in page and "The customer called again" in page
    panel = client.get(reverse("complaints:exchange_panel", args=[complaint.pk])).content.decode()
    assert panel.count("还没有人联系我") == 3


def test_the_panel_says_how_long_each_call_took_and_who_called(complaint, desk, as_user):
    call(complaint, desk, caller="李雷", began_at=MORNING - timedelta(minutes=5))
    panel = as_user(desk).get(reverse("complaints:exchange_panel", args=[complaint.pk])).content.decode()
    assert f"2026-03-10 09:55 – 10:00 · {desk} · 李雷" in panel


def test_the_dialog_keeps_a_call(complaint, handler, as_user):
    client = as_user(handler)
    assert 'name="said"' in client.get(address(complaint), headers={"HX-Request": "true"}).content.decode()
    typed = {"submission_key": str(uuid.uuid4()), "said": "催处理", "caller": "李雷", "began_at": "2026-03-10T09:55"}
    assert client.post(address(complaint), typed | {"said": ""}).status_code == 422
    assert client.post(address(complaint), typed).url == complaint.get_absolute_url()
    assert complaint.calls.get().said == "催处理"


def test_while_logging_the_open_complaint_of_the_number_is_found_and_called_about_with_one_click(
    desk, company, as_user
):
    complaint = log_complaint(desk, company.operations, caller_name="王芳", caller_phone="13912345678")
    client = as_user(desk)
    found = client.get("/complaints/new/repeats/?caller_phone=139-1234 5678").content.decode()
    assert complaint.number in found and "Called again about this" in found
    typed = {
        "heard": "yes",
        "submission_key": str(uuid.uuid4()),
        "description": "还没有人联系我",
        "caller_name": "王芳",
    }
    answer = client.post(address(complaint), typed, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == complaint.get_absolute_url()
    assert complaint.calls.get().said == "还没有人联系我" and Complaint.objects.count() == 1


def log(client, **typed):
    given = {"submission_key": str(uuid.uuid4()), "caller_name": "王芳", "description": "少货", "severity": "normal"}
    return client.post("/complaints/new/", given | typed)


def test_a_call_is_logged_with_its_times_and_does_not_count_as_a_second_one(desk, as_user):
    assert log(as_user(desk), channel="telephone", call_began="2026-03-10T09:55").status_code == 302
    complaint = Complaint.objects.for_detail().get()
    first = complaint.calls.get()
    assert (first.by, first.caller, first.is_again, complaint.times_called) == (desk, "王芳", False, 0)
    assert first.began_at < first.ended_at == complaint.received_at
    assert log(as_user(desk), channel="visit", call_began="2026-03-10T09:55").status_code == 302
    assert Complaint.objects.latest("pk").calls.count() == 0


def test_a_letter_has_its_date_and_its_scan(desk, as_user):
    client = as_user(desk)
    page = log(client, channel="letter").content.decode()
    assert "When was the letter written?" in page and "Attach the scan of the letter" in page
    assert log(client, channel="letter", letter_dated="2999-01-01").status_code == 422
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.7\n" + b"x" * 64)
    assert log(client, channel="letter", letter_dated="2026-03-01", files=scan).status_code == 302
    complaint = Complaint.objects.get()
    assert complaint.letter_dated.isoformat() == "2026-03-01"
    assert "2026-03-01" in client.get(complaint.get_absolute_url()).content.decode()
