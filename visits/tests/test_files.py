"""Photos and files of a visit: brought with the report or added on its page, and given out to those who see the visit."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from visits.factories import DAY, HOUR, attach, plan_visit
from visits.models import VisitFile
from visits.states import State

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100)
PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def visit(manager):
    """Two hours ago, its report missing."""
    return plan_visit(manager, timezone.now() - 3 * DAY, timezone.now() - 2 * HOUR)


def upload(name="仓库.png", content=PNG):
    return SimpleUploadedFile(name, content, "application/octet-stream")


def report_with(visit, *files, **fields):
    known = {"summary": "客户满意", "attitude": "1", "next_step": "none", "version": visit.version, "files": files}
    return known | fields


def attach_by_form(client, visit, *files, key=None):
    data = {"files": files, "submission_key": key or str(uuid.uuid4())}
    return client.post(f"/visits/{visit.pk}/attach/", data)


def test_photos_and_pdfs_come_with_the_report_and_are_shown_on_the_visit(visit, manager, as_user):
    client = as_user(manager)
    client.post(f"/visits/{visit.pk}/report/", report_with(visit, upload(), upload("报价.pdf", PDF)))
    assert sorted(visit.files.values_list("content_type", flat=True)) == ["application/pdf", "image/png"]
    page = client.get(visit.get_absolute_url()).content.decode()
    assert all(stored.name in page and f"/visits/files/{stored.pk}/" in page for stored in visit.files.all())


@pytest.mark.parametrize(("name", "content"), [("a.png", PDF), ("a.exe", b"MZ\x90\x00"), ("a.png", b"")])
def test_a_wrong_file_is_named_and_the_report_that_was_typed_is_kept(visit, manager, as_user, name, content):
    typed = report_with(visit, upload(), upload(name, content), problems="到货晚")
    answer = as_user(manager).post(f"/visits/{visit.pk}/report/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and name in page and "客户满意" in page and "到货晚" in page
    visit.refresh_from_db()
    assert visit.state == State.PLANNED and not VisitFile.objects.exists()


def test_too_large_a_photo_is_refused_with_the_limit(visit, manager, as_user, settings):
    settings.ATTACHMENT_MAX_BYTES = len(PNG) - 1
    answer = as_user(manager).post(f"/visits/{visit.pk}/report/", report_with(visit, upload()))
    assert answer.status_code == 422 and "is larger than" in answer.content.decode()


def test_good_files_are_to_be_chosen_again_where_the_text_was_wrong(visit, manager, as_user):
    answer = as_user(manager).post(f"/visits/{visit.pk}/report/", report_with(visit, upload(), summary=""))
    assert answer.status_code == 422 and "choose the files again" in answer.content.decode()


def test_files_are_added_before_and_after_the_report(visit, manager, as_user):
    client = as_user(manager)
    assert attach_by_form(client, visit, upload()).status_code == 302
    client.post(f"/visits/{visit.pk}/report/", report_with(visit))
    assert attach_by_form(client, visit, upload("二.png")).status_code == 302
    assert visit.files.count() == 2
    assert visit.customer.activities.filter(kind="visit.attached").count() == 2


def test_a_form_sent_twice_keeps_its_files_once(visit, manager, as_user):
    key = str(uuid.uuid4())
    for _time in range(2):
        assert attach_by_form(as_user(manager), visit, upload(), key=key).status_code == 302
    assert visit.files.count() == 1


def test_a_report_sent_twice_keeps_its_files_once(visit, manager, as_user):
    client = as_user(manager)
    statuses = [
        client.post(f"/visits/{visit.pk}/report/", report_with(visit, upload())).status_code for _time in range(2)
    ]
    assert statuses == [302, 409] and visit.files.count() == 1


@pytest.mark.parametrize("data", [{}, {"submission_key": "x"}])
def test_adding_nothing_is_answered_in_words(visit, manager, as_user, data):
    assert as_user(manager).post(f"/visits/{visit.pk}/attach/", data).status_code == 422


def test_nothing_is_added_to_a_visit_that_was_cancelled_meanwhile(visit, manager, supervisor, as_user):
    visit.cancel(supervisor, timezone.now(), "客户不在")
    answer = attach_by_form(as_user(manager), visit, upload())
    assert answer.status_code == 409 and "Cancelled" in answer.content.decode() and not visit.files.exists()


def test_who_came_along_may_add_and_who_only_reads_may_not(visit, manager, colleague):
    assert not visit.can_be_attached_to_by(colleague)
    visit.companions.add(colleague)
    assert visit.can_be_attached_to_by(colleague) and visit.can_be_attached_to_by(manager)


def test_a_file_is_given_out_to_those_who_see_the_visit_and_cannot_act(visit, manager, colleague, as_user):
    stored = attach(visit, manager, timezone.now())
    assert stored.file.name.startswith("visits/") and "note" not in stored.file.name
    assert as_user(colleague).get(f"/visits/files/{stored.pk}/").status_code == 404
    answer = as_user(manager).get(f"/visits/files/{stored.pk}/")
    assert b"".join(answer.streaming_content) == b"note"
    assert "sandbox" in answer["Content-Security-Policy"] and answer["X-Content-Type-Options"] == "nosniff"
