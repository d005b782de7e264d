"""The pages of quality: dialogs, lists, queries, and what whoever comes too late is shown."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from complaints.factories import MORNING
from complaints.models import CorrectiveAction, Penalty
from complaints.tests.quality.conftest import agree_on, propose


@pytest.fixture
def page(as_user):
    def page(user, name, pk=None, **query):
        return as_user(user).get(reverse(f"complaints:{name}", args=[pk] if pk else []), query)

    return page


def test_an_action_is_agreed_on_in_the_dialog(complaint, cast, as_user):
    client = as_user(cast["desk"])
    address = reverse("complaints:correction_create", args=[complaint.pk])
    typed = {
        "submission_key": uuid.uuid4(),
        "task": "培训叉车司机",
        "kind": "corrective",
        "owner": cast["handler"].pk,
        "due": "2000-01-01",
        "checker": cast["handler"].pk,
        "check_after_weeks": 8,
    }
    refused = client.post(address, typed, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "within a year" in text and "somebody else than the owner" in text and "培训叉车司机" in text
    typed |= {"due": "2100-01-01", "checker": cast["analyst"].pk}
    assert client.post(address, typed).status_code == 422
    typed |= {"due": localdate().isoformat()}
    done = client.post(address, typed, headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == f"{complaint.get_absolute_url()}?tab=quality"
    assert CorrectiveAction.objects.get().task == "培训叉车司机"


def test_who_comes_too_late_keeps_what_they_typed(correction, cast, as_user):
    correction.cancel(cast["desk"], MORNING, "重复")
    address = reverse("complaints:correction_finish", args=[correction.pk])
    answer = as_user(cast["handler"]).post(address, {"account": "已培训全部司机"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "已培训全部司机" in text and "Meanwhile: Cancelled" in text


def test_the_panel_shows_each_what_concerns_them(penalty, complaint, cast, page):
    assert "500" in page(cast["head"], "quality_panel", complaint.pk).content.decode()
    for name in ("handler", "desk"):
        text = page(cast[name], "quality_panel", complaint.pk).content.decode()
        assert "Penalties" not in text and "500" not in text, name


def test_the_list_opens_with_what_is_still_open(complaint, cast, page):
    open_one = agree_on(complaint, cast["desk"], cast["handler"], cast["analyst"], task="培训司机")
    over = agree_on(complaint, cast["desk"], cast["handler"], cast["analyst"], task="更换托盘")
    over.cancel(cast["desk"], MORNING, "重复")
    text = page(cast["analyst"], "correction_list").content.decode()
    assert open_one.task in text and over.task not in text
    text = page(cast["analyst"], "correction_list", shown="all", q="托盘").content.decode()
    assert over.task in text and open_one.task not in text
    assert open_one.task in page(cast["handler"], "correction_list", mine="on", shown="late").content.decode()


@pytest.mark.parametrize("name", ["correction_list", "penalty_list"])
def test_lists_cost_the_same_whatever_they_hold(name, complaint, cast, as_user, django_assert_max_num_queries):
    for _time in range(12):
        agree_on(complaint, cast["desk"], cast["handler"], cast["analyst"])
        propose(complaint, cast["head"], person=cast["handler"])
    client, address = as_user(cast["analyst"]), reverse(f"complaints:{name}")
    client.get(address)
    with django_assert_max_num_queries(10):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["desk", "head", "analyst"])
def test_the_panel_costs_a_fixed_number_of_queries(name, complaint, mark, cast, as_user, django_assert_max_num_queries):
    for _time in range(6):
        agree_on(complaint, cast["desk"], cast["handler"], cast["analyst"])
        propose(complaint, cast["head"], person=cast["handler"])
    client, address = as_user(cast[name]), reverse("complaints:quality_panel", args=[complaint.pk])
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_a_fine_needs_its_amount(complaint, cast, as_user):
    address = reverse("complaints:penalty_create", args=[complaint.pk])
    typed = {"submission_key": uuid.uuid4(), "department": complaint.department_id, "kind": "fine", "reason": "违规"}
    client = as_user(cast["head"])
    assert "Enter the amount" in client.post(address, typed).content.decode()
    assert client.post(address, typed | {"amount": "300"}).status_code == 302
    assert Penalty.objects.get().amount == 300


def test_the_page_says_what_the_fine_was_before_the_appeal(penalty, cast, page):
    penalty.put_in_force(cast["supervisor"], timezone.now())
    penalty.appeal_against(cast["handler"], timezone.now(), "当日不在岗")
    penalty.reduce(cast["director"], timezone.now(), "部分责任", 200)
    text = page(cast["handler"], "penalty_detail", penalty.pk).content.decode()
    assert "200" in text and "was CNY 500" in text


def test_the_person_finds_their_penalty_and_appeals(penalty, cast, as_user, page):
    assert page(cast["handler"], "penalty_detail", penalty.pk).status_code == 404
    penalty.put_in_force(cast["supervisor"], timezone.now())
    assert penalty.get_kind_display() in page(cast["handler"], "penalty_list").content.decode()
    assert "Appeal" in page(cast["handler"], "penalty_detail", penalty.pk).content.decode()
    address = reverse("complaints:penalty_appeal", args=[penalty.pk])
    assert as_user(cast["handler"]).post(address, {"appeal": "当日不在岗"}).url == penalty.get_absolute_url()
    penalty.refresh_from_db()
    assert penalty.state == Penalty.State.APPEALED


def test_what_did_not_help_leads_to_another_action(correction, cast, page):
    anew = reverse("complaints:correction_create", args=[correction.complaint_id])
    assert anew not in page(cast["analyst"], "correction_detail", correction.pk).content.decode()
    correction.finish(cast["handler"], MORNING, "已培训全部司机")
    correction.check_effect(cast["analyst"], MORNING, False, "又发生两起")
    assert anew in page(cast["analyst"], "correction_detail", correction.pk).content.decode()


def test_the_head_of_the_page_says_that_a_complaint_is_malicious(mark, complaint, cast, page):
    assert "Malicious</span>" not in page(cast["desk"], "complaint_detail", complaint.pk).content.decode()
    mark.confirm(cast["analyst"], MORNING)
    assert "Malicious</span>" in page(cast["desk"], "complaint_detail", complaint.pk).content.decode()
