"""The report of a visit on its page: what is asked, kept and refused."""

import pytest
from django.utils import timezone

from visits.factories import GOOD_REPORT
from visits.states import State

pytestmark = pytest.mark.django_db


def report_of(visit, **fields):
    return {"summary": "客户满意", "attitude": "1", "next_step": "none", "version": visit.version} | fields


def test_three_fields_make_a_report(past, manager, as_user):
    answer = as_user(manager).post(f"/visits/{past.pk}/report/", report_of(past))
    past.refresh_from_db()
    assert answer.url == past.get_absolute_url() and past.state == State.DONE


def test_what_is_folded_away_is_kept_with_its_costs(past, manager, as_user):
    more = {
        "problems": "到货晚",
        "needs": "要冷库",
        "competitor_news": "降价",
        "cost_travel": "120.50",
        "cost_meal": "0",
    }
    as_user(manager).post(f"/visits/{past.pk}/report/", report_of(past, **more))
    past.refresh_from_db()
    assert (past.problems, past.entry.problems, past.entry.total_cost) == ("到货晚", "到货晚", 120.5)
    page = as_user(manager).get(past.get_absolute_url()).content.decode()
    assert f"/complaints/new/?customer={past.customer_id}&amp;visit={past.pk}" in page


@pytest.mark.parametrize(
    "bad",
    [
        {"summary": ""},
        {"attitude": ""},
        {"attitude": "9"},
        {"next_step": ""},
        {"next_step": "visit", "next_visit_at": ""},
        {"next_step": "visit", "next_visit_at": "1999-01-01T10:00"},
        {"next_step": "answer"},
        {"cost_travel": "-5"},
        {"cost_travel": "99999999999"},
        {"cost_travel": "viel"},
        {"version": ""},
        {"contacts": "999999"},
    ],
)
def test_a_bad_report_is_answered_in_words_and_loses_nothing(past, manager, as_user, bad):
    answer = as_user(manager).post(f"/visits/{past.pk}/report/", report_of(past, needs="要冷库") | bad)
    assert answer.status_code == 422 and "要冷库" in answer.content.decode()
    past.refresh_from_db()
    assert past.state == State.PLANNED


def test_a_second_report_is_refused_and_shown_again(past, manager, supervisor, as_user):
    seen = past.version
    past.report(supervisor, timezone.now(), **GOOD_REPORT)
    answer = as_user(manager).post(f"/visits/{past.pk}/report/", report_of(past, summary="我写的", version=seen))
    assert answer.status_code == 409
    assert "我写的" in answer.content.decode() and "Supervisor" in answer.content.decode()
    assert as_user(manager).get(f"/visits/{past.pk}/report/").url == past.get_absolute_url()


def test_two_who_correct_a_report(past, manager, supervisor, as_user):
    past.report(manager, timezone.now(), **GOOD_REPORT)
    seen = past.version
    past.edit_report(supervisor, timezone.now(), seen, summary="主管改过")
    typed = {"summary": "我改过", "attitude": "2", "version": seen}
    answer = as_user(manager).post(f"/visits/{past.pk}/report/edit/", typed)
    page = answer.content.decode()
    assert answer.status_code == 409 and "主管改过" in page and "我改过" in page
    past.refresh_from_db()
    as_user(manager).post(f"/visits/{past.pk}/report/edit/", typed | {"version": past.version})
    past.refresh_from_db()
    assert (past.summary, past.attitude) == ("我改过", 2)
