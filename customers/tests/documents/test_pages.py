"""Documents in the browser's hands: what may be sent, what comes back, who gets it, and at which cost."""

import io
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.factories import CustomerFactory, file_document, sheets_of, written_export
from customers.models import CustomerAccess, Disclosure, Document
from customers.tests.documents.conftest import PDF, PNG, sent, upload

pytestmark = pytest.mark.django_db
AT = timezone.now()
TODAY = timezone.localdate(AT)


def new(customer):
    return reverse("customers:document_create", args=[customer.pk])


def docx(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as document:
        for name, content in ({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"} | parts).items():
            document.writestr(name, content)
    return file.getvalue()


def test_a_document_is_filed_and_shown_in_its_page(customer, manager, as_user):
    client = as_user(manager)
    answer = client.post(new(customer), sent(number="HT-1", valid_until="2030-01-31"))
    document = Document.objects.get()
    assert answer.url == document.get_absolute_url() and document.title == "合同"
    page = client.get(answer.url).text
    assert f'<iframe class="document-preview" src="/customers/documents/files/{document.versions.get().pk}/"' in page


@pytest.mark.parametrize(("name", "content", "shown"), [("章.png", PNG, "<img"), ("合同.docx", docx(), "no preview")])
def test_pictures_are_shown_and_others_downloaded(customer, manager, as_user, name, content, shown):
    client = as_user(manager)
    page = client.post(new(customer), sent(upload(name, content)), follow=True).text
    assert shown in page and "<iframe" not in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("合同.pdf", b"MZ\x90\x00 program", "is not what its name says"),
        ("合同.pdf", b"", "empty"),
        ("合同.html", b"<script>alert(1)</script>", "cannot be attached"),
        ("图.svg", b"<svg onload='x()'/>", "cannot be attached"),
        ("合同.docx", PDF, "is not what its name says"),
        ("合同.docx", docx(**{"word/vbaProject.bin": b"x"}), "is not what its name says"),
        ("合同.docx", docx(**{"word/big.xml": bytes(300_000_000)}), "unpacks to more than"),
    ],
)
def test_a_file_that_lies_or_could_harm_is_refused_in_words(customer, manager, as_user, name, content, words):
    answer = as_user(manager).post(new(customer), sent(upload(name, content), title="运输合同"))
    assert answer.status_code == 422 and words in answer.text and "运输合同" in answer.text
    assert not Document.objects.exists()


def test_a_name_of_300_characters_is_cut_and_a_title_that_long_refused(customer, manager, as_user):
    client = as_user(manager)
    client.post(new(customer), sent(upload("长" * 300 + ".pdf")))
    document = Document.objects.get()
    assert len(document.title) <= 200 and document.versions.get().name.endswith(".pdf")
    assert client.post(new(customer), sent(title="长" * 300)).status_code == 422


@pytest.mark.parametrize(
    "wrong", [{"valid_from": "2030-01-02", "valid_until": "2030-01-01"}, {"valid_until": "2026-02-30"}, {"kind": "x"}]
)
def test_impossible_dates_and_kinds_are_refused(customer, manager, as_user, wrong):
    assert as_user(manager).post(new(customer), sent(**wrong)).status_code == 422


def test_a_form_sent_twice_files_once(customer, manager, as_user):
    key = str(uuid.uuid4())
    answers = [as_user(manager).post(new(customer), sent(submission_key=key)) for _time in range(2)]
    assert answers[0].url == answers[1].url and Document.objects.count() == 1


def test_of_two_who_add_a_version_the_second_is_told_and_keeps_what_they_typed(customer, manager, supervisor, as_user):
    document = file_document(customer, manager, AT)
    address = f"{document.get_absolute_url()}renew/"
    form = {"seen": 1, "valid_until": "2031-05-06"}
    assert as_user(supervisor).post(address, sent(**form)).status_code == 302
    answer = as_user(manager).post(address, sent(**form))
    assert answer.status_code == 409 and "Supervisor added version 2" in answer.text and "2031-05-06" in answer.text
    assert document.versions.count() == 2


def test_older_versions_are_reached(customer, manager, as_user):
    document = file_document(customer, manager, AT)
    client = as_user(manager)
    client.post(f"{document.get_absolute_url()}renew/", sent(seen=1))
    old = document.versions.get(number=1)
    page = client.get(f"{document.get_absolute_url()}?version=1").text
    assert f"files/{old.pk}/" in page and "there is a newer one" in page
    for number in ("3", "x", "0"):
        assert client.get(f"{document.get_absolute_url()}?version={number}").status_code == 404


def test_a_file_is_given_to_readers_in_a_sandbox_of_our_own_pages(customer, manager, colleague, as_user):
    document = file_document(customer, manager, AT)
    address = document.versions.get().get_absolute_url()
    answer = as_user(manager).get(address)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert (answer["Content-Type"], answer["X-Frame-Options"]) == ("application/pdf", "SAMEORIGIN")
    assert (
        "sandbox" in answer["Content-Security-Policy"] and "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    )
    assert as_user(colleague).get(address).status_code == 404
    document.remove(manager, AT)
    assert as_user(manager).get(address).status_code == 404


def test_the_open_form_of_an_expired_collaborator_writes_nothing(customer, manager, colleague, as_user):
    document = file_document(customer, manager, AT)
    access = CustomerAccess.objects.create(
        customer=customer, user=colleague, level="write", reason="项目", created_at=AT, until=TODAY
    )
    client = as_user(colleague)
    assert client.get(document.get_absolute_url()).status_code == 200
    access.until = TODAY - timedelta(days=1)
    access.save()
    assert client.post(f"{document.get_absolute_url()}renew/", sent(seen=1)).status_code == 404
    assert client.post(new(customer), sent()).status_code == 404


def test_who_edits_second_is_shown_the_difference(customer, manager, supervisor, as_user):
    document = file_document(customer, manager, AT)
    page = as_user(manager).get(f"{document.get_absolute_url()}edit/")
    typed = {"version": page.context["version"], "kind": "contract"}
    as_user(supervisor).post(f"{document.get_absolute_url()}edit/", typed | {"title": "甲"})
    answer = as_user(manager).post(f"{document.get_absolute_url()}edit/", typed | {"title": "乙"})
    assert answer.status_code == 409 and "甲" in answer.text and "乙" in answer.text


def test_the_list_says_what_ends_for_whom_and_exports_it(customer, manager, as_user):
    for title, ends in (("到期合同", -3), ("将到期合同", 20), ("长期合同", 200)):
        file_document(customer, manager, AT, title=title, valid_until=TODAY + timedelta(days=ends))
    file_document(customer, manager, AT, title="=cmd()", kind="letter")
    client = as_user(manager)

    def listed(query):
        return [row.title for row in client.get(f"/customers/documents/?{query}").context["page"].rows]

    assert listed("ends=30") == ["将到期合同"]
    assert listed("ends=expired") == ["到期合同"]
    assert listed("sort=end") == ["到期合同", "将到期合同", "长期合同"]
    assert listed("q=远洋&kind=letter") == ["=cmd()"]
    assert listed("ends=x") == listed("")
    _about, (_heading, *rows) = sheets_of(written_export(manager, AT, "documents"))
    assert Disclosure.objects.get(rows=4).by == manager and "=cmd()" in {row[4] for row in rows}


def test_others_see_nothing_of_it(customer, manager, colleague, desk, as_user):
    file_document(customer, manager, AT)
    for person in (colleague, desk):
        assert not as_user(person).get("/customers/documents/").context["page"].rows


def test_the_tab_counts_and_the_pages_cost_the_same_for_one_and_for_many(
    customer, manager, as_user, django_assert_max_num_queries
):
    client = as_user(manager)
    for _number in range(30):
        file_document(customer, manager, AT, valid_until=TODAY)
    assert '<span class="badge badge-plain">30</span>' in client.get(customer.get_absolute_url()).text
    with django_assert_max_num_queries(12):
        client.get("/customers/documents/?size=50")
    with django_assert_max_num_queries(9):
        client.get(f"/customers/{customer.pk}/documents/")
    with django_assert_max_num_queries(12):
        client.get(Document.objects.first().get_absolute_url())


def test_a_customer_handed_over_takes_its_documents_along(customer, manager, colleague, as_user):
    document = file_document(customer, manager, AT)
    customer.owner = colleague
    customer.save()
    assert as_user(manager).get(document.get_absolute_url()).status_code == 404
    assert as_user(colleague).get(document.get_absolute_url()).status_code == 200


def test_a_customer_without_documents_says_so(manager, as_user):
    page = as_user(manager).get(f"/customers/{CustomerFactory(owner=manager).pk}/documents/").text
    assert "Nothing is filed yet" in page
