"""Writing a letter from the page of a complaint, its page as it prints, and canned answers below the text boxes."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.factories import log_complaint, write_letter
from complaints.models import CannedAnswer, ComplaintLog, LetterTemplate
from people.models import Department, OutboxMessage

HTMX = {"HX-Request": "true"}


@pytest.fixture
def address():
    return lambda complaint, name="complaint_letter", *more: reverse(f"complaints:{name}", args=[complaint.pk, *more])


@pytest.fixture
def typed():
    def typed(complaint, **changed):
        text = {"subject": f"进展 [{complaint}]", "body": "已联系承运人。", "addressee": "王芳"}
        seen = {"submission_key": uuid.uuid4(), "seen": complaint.last_entry_id}
        return text | seen | {"way": "email"} | changed

    return typed


def text_of(response, field="body"):
    return response.context["form"][field].value()


def test_the_text_is_filled_in_from_the_template_that_fits_in_the_customers_language(asked, desk, address, as_user):
    client = as_user(desk)
    first = client.get(address(asked))
    assert "尊敬的王芳" in text_of(first) and asked.number in text_of(first, "subject")
    assert "已于" in text_of(first)
    write_letter(asked, desk)
    assert "至今已完成" in text_of(client.get(address(asked)))
    asked.withdraw(desk, timezone.now(), "客户撤回")
    assert "一、原因" in text_of(client.get(address(asked)))


def test_another_template_and_language_are_chosen(asked, interim, desk, address, as_user):
    response = as_user(desk).get(address(asked), {"template": interim.pk, "language": "en"}, headers=HTMX)
    assert "Dear 王芳" in text_of(response) and "Done so far" in text_of(response)
    assert response.context["choice"].initial == {"template": interim, "language": "en"}


def test_wrong_choices_fall_back_to_the_usual_ones(asked, desk, address, as_user):
    for asked_for in ({"template": "0"}, {"template": "x"}, {"language": "xx"}, {"template": "9" * 30}):
        assert "尊敬的王芳" in text_of(as_user(desk).get(address(asked), asked_for))
    LetterTemplate.objects.all().delete()
    assert text_of(as_user(desk).get(address(asked))) == ""


def test_it_is_sent_and_stands_with_what_was_said_to_and_fro(asked, handler, address, typed, as_user):
    client = as_user(handler)
    response = client.post(address(asked), typed(asked), headers=HTMX)
    assert response.headers["HX-Redirect"] == f"{asked.get_absolute_url()}?tab=exchange"
    assert OutboxMessage.objects.get(address="wang@example.test").body == "已联系承运人。"
    panel = client.get(address(asked, "exchange_panel")).content.decode()
    assert "已联系承运人" in panel and "To wang@example.test" in panel and "by e-mail" in panel


def test_on_paper_it_is_kept_and_shown_as_it_prints(asked, desk, address, typed, as_user):
    client = as_user(desk)
    page = client.post(address(asked) + "?language=en", typed(asked, way="paper"), follow=True)
    entry = asked.log.get(kind=ComplaintLog.Kind.LETTER)
    assert page.redirect_chain[-1][0] == address(asked, "letter_detail", entry.pk)
    text = page.content.decode()
    asked.refresh_from_db()
    assert "王芳" in text and "已联系承运人" in text and asked.spoken_status_key in text and 'lang="en"' in text


def test_a_letter_with_gaps_or_placeholders_does_not_leave(asked, desk, address, typed, as_user):
    wrong = typed(asked, body="原因：[[查明的原因]] {writer}", subject="")
    response = as_user(desk).post(address(asked), wrong, headers=HTMX)
    assert response.status_code == 422
    assert response.context["form"].errors["body"] == ["Still to be filled in: [[查明的原因]] {writer}"]
    assert "subject" in response.context["form"].errors
    assert not asked.log.filter(kind=ComplaintLog.Kind.LETTER).exists()


def test_without_an_address_e_mail_is_not_offered_and_it_is_said_why(complaint, desk, address, typed, as_user):
    client = as_user(desk)
    page = client.get(address(complaint)).content.decode()
    assert 'value="email"' not in page and 'value="paper"' in page and "no e-mail address" in page
    assert client.post(address(complaint), typed(complaint)).status_code == 422


def test_whoever_comes_too_late_reads_what_happened_and_may_send_it_after_all(
    asked, desk, handler, address, typed, as_user
):
    stale = typed(asked)
    write_letter(asked, handler)
    client = as_user(desk)
    refused = client.post(address(asked), stale, headers=HTMX)
    page = refused.content.decode()
    assert refused.status_code == 409 and handler.name in page and "已联系承运人" in page
    again = stale | {"seen": text_of(refused, "seen")}
    assert client.post(address(asked), again, headers=HTMX).status_code == 200
    assert asked.log.filter(kind=ComplaintLog.Kind.LETTER).count() == 2


def test_a_merged_one_is_answered_with_where_it_went(asked, company, desk, address, typed, as_user):
    stale = typed(asked)
    other = log_complaint(desk, company.operations)
    asked.merge_into(desk, timezone.now(), other, "同一件事")
    refused = as_user(desk).post(address(asked), stale, headers=HTMX)
    page = refused.content.decode()
    assert refused.status_code == 409 and f"Merged into {other}" in page and 'name="way"' not in page
    assert as_user(desk).get(address(asked)).status_code == 403


def test_the_menu_offers_it_to_those_who_may(asked, cast, as_user):
    for name, offered in (("desk", True), ("handler", True), ("analyst", False)):
        page = as_user(cast[name]).get(asked.get_absolute_url()).content.decode()
        assert ("Write a letter" in page) == offered, name


def test_letters_of_a_merged_complaint_are_read_with_the_kept_one(asked, company, desk, handler, address, as_user):
    entry = write_letter(asked, desk)
    kept = log_complaint(desk, company.operations)
    asked.merge_into(desk, timezone.now(), kept, "同一件事")
    assert as_user(handler).get(address(kept, "letter_detail", entry.pk)).status_code == 200
    other = log_complaint(desk, company.operations)
    assert as_user(handler).get(address(other, "letter_detail", entry.pk)).status_code == 404


def test_the_acknowledgement_of_the_system_prints_too(written_letter, desk, address, as_user):
    complaint, entry = written_letter
    assert complaint.number in as_user(desk).get(address(complaint, "letter_detail", entry.pk)).content.decode()


def test_the_dialog_costs_a_fixed_number_of_queries(asked, desk, address, as_user, django_assert_max_num_queries):
    client = as_user(desk)
    LetterTemplate.objects.bulk_create(
        LetterTemplate(name=f"模板{number}", subject="{next date}", body="{answer by}") for number in range(20)
    )
    with django_assert_max_num_queries(20):
        client.get(address(asked), headers=HTMX)


def test_canned_answers_come_filled_in_for_their_department_and_in_the_language_asked_for(
    asked, company, cast, address, as_user, django_assert_max_num_queries
):
    CannedAnswer.objects.create(name="问候", name_en="Greeting", text="{contact}，您好！", text_en="Hello {contact},")
    CannedAnswer.objects.create(name="赔付流程", text="赔付需要发票。", department=company.operations)
    CannedAnswer.objects.create(name="旧的", text="不用了", is_active=False)
    client = as_user(cast["handler"])
    with django_assert_max_num_queries(12):
        page = client.get(address(asked, "canned_panel"), {"box": "id_letter_body", "language": "zh-hans"})
    text = page.content.decode()
    assert (
        'data-insert="id_letter_body" value="王芳，您好！"' in text and "赔付需要发票。" in text and "旧的" not in text
    )
    desk_reads = as_user(cast["desk"]).get(address(asked, "canned_panel"), {"box": '"><b>'}).content.decode()
    assert "Hello 王芳," in desk_reads and "赔付需要发票" not in desk_reads and "<b>" not in desk_reads


def test_the_desk_writes_canned_answers_and_supervisors_those_of_their_departments(company, cast, as_user):
    new, listed = reverse("complaints:canned_create"), reverse("complaints:canned_list")
    facts = {"name": "问候", "text": "您好，{contact}", "is_active": "on"}
    assert "{waybills} the waybill numbers" in as_user(cast["desk"]).get(new, headers=HTMX).content.decode()
    assert as_user(cast["desk"]).post(new, facts | {"text": "{name}"}).status_code == 422
    assert as_user(cast["desk"]).post(new, facts).url == listed
    everybodys = CannedAnswer.objects.get()
    client = as_user(cast["supervisor"])
    assert client.post(new, facts).status_code == 422
    assert client.post(new, facts | {"department": company.guangzhou.pk}).status_code == 422
    assert client.post(new, facts | {"department": company.operations.pk}, headers=HTMX).status_code == 200
    assert client.get(reverse("complaints:canned_edit", args=[everybodys.pk])).status_code == 404
    assert [row.department for row in client.get(listed).context["page"]] == [company.operations]
    assert as_user(cast["handler"]).get(listed).status_code == 403


def test_an_answer_of_a_closed_department_does_not_become_everybodys(company, cast, as_user):
    answer = CannedAnswer.objects.create(name="赔付流程", text="赔付需要发票。", department=company.operations)
    Department.objects.filter(pk=company.operations.pk).update(is_active=False)
    client, address = as_user(cast["desk"]), reverse("complaints:canned_edit", args=[answer.pk])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"text": "赔付需要发票和运单。"}
    assert client.post(address, sent).status_code == 302
    answer.refresh_from_db()
    assert (answer.department, answer.text) == (company.operations, "赔付需要发票和运单。")
