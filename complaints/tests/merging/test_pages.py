import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.factories import log_complaint
from complaints.models import Complaint
from customers.factories import CustomerFactory


def url(complaint, action):
    return reverse(f"complaints:complaint_{action}", args=[complaint.pk])


@pytest.fixture
def pair(company, desk, handler):
    customer = CustomerFactory(name="上海远洋物流有限公司")
    return [log_complaint(desk, company.operations, customer=customer) for _each in range(2)]


def typed(complaint, **facts):
    return {"seen": complaint.open_step_id, "reason": "同一票货"} | facts


def test_the_dialog_proposes_what_may_be_the_same_matter(pair, company, desk, as_user):
    one, other = pair
    stranger = log_complaint(desk, company.operations)
    page = as_user(desk).get(url(one, "merge")).content.decode()
    assert other.number in page and stranger.number not in page
    found = as_user(desk).get(url(one, "merge"), {"q": stranger.number}).content.decode()
    assert stranger.number in found and f'value="{other.pk}"' not in found


def test_only_those_that_one_may_merge_are_proposed(company, cast, as_user):
    ours = log_complaint(cast["desk"], company.operations, waybills=["YD1"], customer=CustomerFactory())
    theirs = log_complaint(cast["desk"], company.guangzhou_sales, waybills=["YD1"])
    assert theirs.number not in as_user(cast["handler"]).get(url(ours, "merge")).content.decode()
    response = as_user(cast["supervisor"]).post(url(ours, "merge"), typed(ours, other=theirs.pk))
    assert response.status_code == 422 and "other" in response.context["form"].errors


def test_merging_leads_to_the_kept_one_where_the_words_of_both_are_shown(pair, handler, as_user):
    one, other = pair
    client = as_user(handler)
    response = client.post(url(one, "merge"), typed(one, other=other.pk), follow=True)
    assert response.redirect_chain[-1][0] == other.get_absolute_url()
    assert f"{one.number} was merged into {other.number}." in response.content.decode()
    panel = client.get(reverse("complaints:related_panel", args=[other.pk])).content.decode()
    assert one.number in panel and one.description in panel
    merged = client.get(one.get_absolute_url()).content.decode()
    assert f"Merged into {other.number}" in merged and other.get_absolute_url() in merged


def test_who_does_not_see_the_kept_one_reads_its_number_alone(company, cast, as_user):
    ours = log_complaint(cast["desk"], company.operations)
    theirs = log_complaint(cast["desk"], company.guangzhou_sales)
    ours.merge_into(cast["desk"], timezone.now(), theirs, "同一票货")
    page = as_user(cast["handler"]).get(ours.get_absolute_url()).content.decode()
    assert theirs.number in page and theirs.get_absolute_url() not in page


def test_whoever_comes_too_late_is_told_and_keeps_what_they_typed(pair, desk, handler, as_user):
    one, other = pair
    late = typed(one, other=other.pk)
    one.analyse(handler, timezone.now(), "原因", "措施")
    client = as_user(desk)
    response = client.post(url(one, "merge"), late)
    page = response.content.decode()
    assert response.status_code == 409 and handler.name in page and "同一票货" in page
    assert response.context["form"]["seen"].value() == one.open_step_id
    one.withdraw(desk, timezone.now(), "误报")
    page = client.post(url(one, "merge"), late).content.decode()
    assert "同一票货" in page and not response.wsgi_request.htmx
    assert '<button type="submit" class="btn btn-primary">Merge</button>' not in page


def test_in_the_dialog_the_page_is_read_anew(pair, desk, as_user):
    one, other = pair
    response = as_user(desk).post(
        url(one, "merge"), typed(one, other=other.pk), headers={"HX-Request": "true", "HX-Target": "dialog"}
    )
    assert response["HX-Redirect"] == other.get_absolute_url()


def test_a_second_matter_is_split_off_and_the_cause_names_its_department(pair, desk, as_user):
    one, _other = pair
    form = as_user(desk).get(url(one, "split")).context["form"]
    facts = {"description": "发票也开错了", "severity": "normal", "waybills": "yd7, yd8", "cause": "", "department": ""}
    key = {"submission_key": form["submission_key"].value(), "seen": one.open_step_id}
    response = as_user(desk).post(url(one, "split"), facts | key)
    second = Complaint.objects.get(split_from=one)
    assert response.url == second.get_absolute_url() and second.waybills == ["YD7", "YD8"]
    assert one.number in as_user(desk).get(second.get_absolute_url()).content.decode()
    panel = as_user(desk).get(reverse("complaints:related_panel", args=[one.pk])).content.decode()
    assert f"{second.number} was split from it" in panel


def test_the_tab_and_the_menu_are_there_for_those_whom_they_concern(pair, cast, as_user):
    one, other = pair
    page = as_user(cast["handler"]).get(other.get_absolute_url())
    assert "related" not in [tab.name for tab in page.context["tabs"]]
    assert url(other, "merge") in page.content.decode() and url(other, "split") in page.content.decode()
    one.merge_into(cast["desk"], timezone.now(), other, "同一票货")
    page = as_user(cast["handler"]).get(other.get_absolute_url())
    assert [(tab.name, tab.count) for tab in page.context["tabs"] if tab.name == "related"] == [("related", 1)]
    assert url(one, "merge") not in as_user(cast["director"]).get(one.get_absolute_url()).content.decode()
