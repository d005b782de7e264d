"""With number and code a customer sees how their complaint stands, and nothing else."""

import uuid

import pytest

from complaints.factories import log_complaint, receive_complaint
from complaints.loop import Step
from complaints.models import ComplaintLog
from people.models import Notification


@pytest.fixture
def look(client):
    def look(complaint, **typed):
        address = complaint.status_url + "?language=en"
        return client.post(address, typed) if typed else client.get(address)

    return look


def message(text="还少了一箱", **changed):
    return {"submission_key": str(uuid.uuid4()), "text": text} | changed


def test_every_state_is_said_in_plain_words_without_who_and_why(written, company, cast, bring, look):
    written.send(cast["desk"], written.received_at, company.operations)
    inside = (
        "叉车操作不当",
        "培训并赔付",
        company.operations.name,
        company.operations.name_en,
        "Handler",
        "Supervisor",
    )
    seen = set()
    for step in [*list(Step)[1:], None]:
        bring(written, step)
        page = look(written).content.decode()
        seen.add(page.split('fs-5 mb-2">')[1].split("<")[0])
        assert written.number in page and not [word for word in inside if word in page], step
    assert len(seen) == 7


def test_the_customer_reads_what_was_written_to_them(written, look):
    page = look(written).content.decode()
    assert written.description in page
    assert written.log.get(kind=ComplaintLog.Kind.LETTER).note.splitlines()[0] in page


def test_what_the_customer_adds_is_logged_once_and_told_to_whom_it_waits_for(written, look, desk):
    typed = message()
    assert look(written, **typed).status_code == look(written, **typed).status_code == 302
    entry = written.log.get(kind=ComplaintLog.Kind.CUSTOMER_WROTE)
    assert (entry.note, entry.by) == ("还少了一箱", None)
    assert Notification.objects.filter(
        recipient=desk, key=f"complaint-wrote:{entry.pk}", body__contains="还少了"
    ).exists()
    assert "还少了一箱" in look(written).content.decode()


def test_the_handler_learns_of_it_while_the_department_has_it(complaint, handler, desk, look):
    complaint.give_status_key()
    look(complaint, **message())
    told = Notification.objects.filter(key__startswith="complaint-wrote").values_list("recipient", flat=True)
    assert handler.pk in told and desk.pk not in told


def test_once_it_has_ended_the_desk_learns_of_it(written, look, desk):
    written.withdraw(desk, written.received_at, "重复")
    look(written, **message())
    assert Notification.objects.filter(recipient=desk, key__startswith="complaint-wrote").exists()


def test_after_a_merger_it_is_told_to_whom_the_kept_one_waits_for_and_shown_here_alone(written, complaint, look, cast):
    complaint.give_status_key()
    written.merge_into(cast["desk"], written.received_at, complaint, "同一批货")
    look(written, **message())
    assert Notification.objects.filter(recipient=cast["handler"], key__startswith="complaint-wrote").exists()
    page = look(written).content.decode()
    assert "还少了一箱" in page and "together with another" in page and complaint.number not in page
    assert "还少了一箱" not in look(complaint).content.decode()


def test_a_wrong_number_and_a_wrong_code_get_the_same_answer(written, desk, client):
    other = receive_complaint()
    keyless = log_complaint(desk)
    pairs = [
        (written.number, other.status_key),
        ("TS-22222222", written.status_key),
        (keyless.number, "x"),
        (written.number, written.status_key.lower()),
    ]
    answers = [client.get(f"/c/{number}/{key}/?language=en") for number, key in pairs]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content.split(b"csrfmiddlewaretoken")[0] for answer in answers}) == 1
    typed = [client.post("/c/status/?language=en", {"number": number, "key": key}) for number, key in pairs[:3]]
    assert all("There is no complaint with this number and code." in answer.content.decode() for answer in typed)
    assert not any(other.number in answer.content.decode() for answer in answers)


def test_number_and_code_are_taken_however_they_are_typed(written, client):
    typed = {"number": f" {written.number.lower()} ", "key": written.spoken_status_key.lower()}
    assert client.post("/c/status/", typed).url == written.status_url


def test_who_asks_too_often_has_to_wait_even_with_the_right_code(written, look, client, settings):
    settings.STATUS_VIEWS_PER_ADDRESS = 2
    assert [look(written).status_code for _time in range(3)] == [200, 200, 429]
    assert client.post("/c/status/", {"number": written.number, "key": written.status_key}).status_code == 429


def test_too_many_messages_a_day_are_stopped_and_kept_on_the_page(written, look, settings):
    settings.STATUS_MESSAGES_PER_COMPLAINT = 1
    look(written, **message())
    answer = look(written, **message("第二条"))
    assert answer.status_code == 422 and "第二条" in answer.content.decode()
    assert written.log.filter(kind=ComplaintLog.Kind.CUSTOMER_WROTE).count() == 1


def test_the_page_costs_the_same_whatever_was_written(written, look, django_assert_num_queries):
    with django_assert_num_queries(2):
        look(written)
    for number in range(5):
        written.take_message(written.received_at, str(number), "催")
    with django_assert_num_queries(2):
        look(written)
