import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.models import Attachment, Complaint
from complaints.tests.test_pages import new_complaint, url

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100)
PDF = b"%PDF-1.7\n1 0 obj\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def workbook():
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    return content.getvalue()


def archive(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return content.getvalue()


def attach(client, complaint, *files):
    uploads = [SimpleUploadedFile(name, content, "application/octet-stream") for name, content in files]
    return client.post(url(complaint, "attach"), {"files": uploads})


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("破损.png", PNG, "image/png"),
        ("photo.JPG", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(100), "image/jpeg"),
        ("pod.pdf", PDF, "application/pdf"),
        ("装箱单.xlsx", workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("旧表.xls", OLE, "application/vnd.ms-excel"),
        ("说明.txt", "货物在仓库破损".encode("gb18030"), "text/plain"),
        ("rows.csv", b"a,b\n1,2\n", "text/csv"),
        ("mail.eml", b"From: a@example.test\r\nSubject: x\r\n\r\nhello", "message/rfc822"),
        ("call.mp3", b"ID3\x03\x00" + bytes(100), "audio/mpeg"),
        ("call.amr", b"#!AMR\n" + bytes(50), "audio/amr"),
    ],
)
def test_what_people_send_is_taken_and_named_by_its_content(complaint, desk, as_user, name, content, content_type):
    assert attach(as_user(desk), complaint, (name, content)).status_code == 302
    attachment = Attachment.objects.get()
    assert (attachment.name.lower(), attachment.content_type) == (name.lower(), content_type)
    with attachment.file.open() as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.png", PDF),
        ("photo.jpg", b"MZ\x90\x00" + bytes(200)),
        ("notes.txt", b"MZ\x90\x00" + bytes(200)),
        ("notes.txt", b"<html><script>alert(1)</script></html>"),
        ("letter.docx", workbook()),
        ("letter.docx", archive("a.txt")),
        ("letter.docx", archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("table.xlsx", OLE),
        ("letter.doc", PNG),
        ("call.mp3", b"not a sound"),
        ("page.html", b"<html></html>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("files.zip", archive("a.txt")),
        ("program.exe", b"MZ\x90\x00"),
        ("noextension", PNG),
        ("empty.pdf", b""),
    ],
)
def test_what_is_not_what_its_name_says_or_not_on_the_list_is_refused_in_words(complaint, desk, as_user, name, content):
    response = attach(as_user(desk), complaint, (name, content))
    assert response.status_code == 422
    assert response.context["forms"]["attach"].errors["files"]
    assert not Attachment.objects.exists()


def test_it_is_said_what_was_attached(complaint, desk, as_user):
    client = as_user(desk)
    attach(client, complaint, ("pod.pdf", PDF))
    page = client.get(complaint.get_absolute_url())
    assert [str(message) for message in page.context["messages"]] == ["Attached pod.pdf"]


def test_one_wrong_file_refuses_all_and_is_named(complaint, desk, as_user):
    response = attach(as_user(desk), complaint, ("good.png", PNG), ("wrong.png", PDF), ("also.exe", b"MZ"))
    errors = response.context["forms"]["attach"].errors["files"]
    assert len(errors) == 2 and "wrong.png" in errors[0] and "also.exe" in errors[1]
    assert not Attachment.objects.exists()


def test_at_most_ten_files_of_ten_megabytes(complaint, desk, as_user, settings):
    assert attach(as_user(desk), complaint, *[(f"{n}.png", PNG) for n in range(11)]).status_code == 422
    assert attach(as_user(desk), complaint, *[(f"{n}.png", PNG) for n in range(10)]).status_code == 302
    settings.ATTACHMENT_MAX_BYTES = len(PNG) - 1
    assert attach(as_user(desk), complaint, ("large.png", PNG)).status_code == 422


def test_a_refused_file_loses_nothing_that_was_typed(desk, as_user):
    typed = new_complaint(caller_name="王先生", wanted="赔偿", waybills="YD1", files=[SimpleUploadedFile("a.png", PDF)])
    response = as_user(desk).post("/complaints/new/", typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert all(text in page for text in ("王先生", "赔偿", "YD1", typed["description"], typed["submission_key"]))
    assert not Complaint.objects.exists()


def test_files_come_with_a_new_complaint(desk, as_user):
    as_user(desk).post(
        "/complaints/new/", new_complaint(caller_name="王先生", files=[SimpleUploadedFile("a.png", PNG)])
    )
    assert Complaint.objects.get().attachments.get().name == "a.png"


def test_names_are_harmless_on_our_disk_and_in_the_answer(complaint, desk, as_user, store):
    attach(as_user(desk), complaint, ('..\\..\\"x <b>.png', PNG))
    attachment = Attachment.objects.get()
    assert attachment.file.name.startswith("complaints/") and "png" not in attachment.file.name
    response = as_user(desk).get(f"/complaints/files/{attachment.pk}/")
    assert "\n" not in response["Content-Disposition"] and ".." not in response["Content-Disposition"]
    assert b"".join(response.streaming_content) == PNG


@pytest.mark.parametrize("name", [".png", "..png", "...png"])
def test_a_name_of_nothing_but_dots_becomes_a_name(complaint, desk, as_user, name):
    attach(as_user(desk), complaint, (name, PNG))
    assert Attachment.objects.get().name == "file.png"


@pytest.mark.parametrize(("name", "content", "shown"), [("a.png", PNG, "inline"), ("a.csv", b"a,b", "attachment")])
def test_pictures_are_shown_and_other_files_saved_and_none_can_act(complaint, desk, as_user, name, content, shown):
    attach(as_user(desk), complaint, (name, content))
    response = as_user(desk).get(f"/complaints/files/{Attachment.objects.get().pk}/")
    assert response["Content-Disposition"].startswith(shown)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(response.streaming_content) == content


def test_a_file_is_only_for_those_who_see_the_complaint(complaint, cast, as_user):
    attach(as_user(cast["desk"]), complaint, ("a.png", PNG))
    address = f"/complaints/files/{Attachment.objects.get().pk}/"
    for name, person in cast.items():
        response = as_user(person).get(address)
        sees = name in {"desk", "handler", "head", "supervisor", "analyst", "director"}
        assert response.status_code == (200 if sees else 404), name
        if sees:
            assert b"".join(response.streaming_content) == PNG
