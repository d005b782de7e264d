from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest

from customers.factories import CustomerFactory
from surveys.answer_factories import closed_wave, follow_up_of
from surveys.factories import wave_in_fieldwork
from surveys.models import ResultSnapshot, WaveLog
from surveys.results.parts import PARTS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("part", list(PARTS))
def test_every_part_is_shown_with_its_table_and_its_workbook(as_user, analyst, finished, part):
    client = as_user(analyst)
    page = client.get(f"/surveys/{finished.pk}/results/?part={part}")
    assert page.status_code == 200
    workbook = client.get(f"/surveys/{finished.pk}/results/{part}.xlsx")
    if part == "change":
        assert "no earlier wave" in page.content.decode() and workbook.status_code == 404
    else:
        assert "<table" in page.content.decode()
        assert openpyxl.load_workbook(BytesIO(workbook.content)).sheetnames


def test_the_whole_is_one_workbook_and_its_figures_are_numbers(as_user, analyst, finished):
    answer = as_user(analyst).get(f"/surveys/{finished.pk}/results/all.xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert {"Links and items", "Grade", "Links by Grade", "Mode", "Importance and performance"} <= set(book.sheetnames)
    rows = {row[0]: row for row in book["Links and items"].iter_rows(values_only=True)}
    mean = finished.result.figures["measures"]["item:M1"]["mean"]
    assert rows["M1 Overall"][3:6] == pytest.approx((mean["value"], mean["low"], mean["high"]))


def test_a_part_costs_few_queries_whatever_the_size(as_user, analyst, finished, django_assert_max_num_queries):
    client = as_user(analyst)
    client.get(f"/surveys/{finished.pk}/results/")
    for part in PARTS:
        with django_assert_max_num_queries(12):
            client.get(f"/surveys/{finished.pk}/results/?part={part}&segment=region")


def test_account_managers_see_the_whole_and_their_own_customers(as_user, analyst, manager, colleague, supervisor):
    sheets = [{"customer": CustomerFactory(name="宁波甬江贸易", owner=manager), "answers": {"M1": 4, "S1": "太慢"}}]
    sheets += [{"customer": CustomerFactory(owner=colleague), "answers": {"M1": 8, "S1": "很好"}} for _n in range(7)]
    wave = closed_wave(analyst, sheets)
    ResultSnapshot.compute(wave, wave.closed_at)
    for person in (manager, supervisor):
        client = as_user(person)
        assert "Overall satisfaction" in client.get(f"/surveys/{wave.pk}/results/").content.decode()
        assert client.get(f"/surveys/{wave.pk}/results/?part=segments").status_code == 404
        assert client.get(f"/surveys/{wave.pk}/results/segments.xlsx").status_code == 404
        comments = client.get(f"/surveys/{wave.pk}/results/comments/").content.decode()
        assert "太慢" in comments and "很好" not in comments
        scores = client.get(f"/surveys/{wave.pk}/results/customers/").content.decode()
        assert "宁波甬江贸易" in scores and scores.count('scope="row"') == 1
    assert client.post(f"/surveys/{wave.pk}/results/compute/").status_code == 403


def test_what_nobody_was_asked_is_left_out_but_not_what_nobody_could_judge(as_user, analyst):
    wave = closed_wave(analyst, [{"answers": {"M1": None, "A1": 7}} for _number in range(6)])
    ResultSnapshot.compute(wave, wave.closed_at)
    page = as_user(analyst).get(f"/surveys/{wave.pk}/results/?part=links").content.decode()
    assert "M1 Overall" in page and "A1 Polite" in page
    assert "P1 Recommend" not in page and "A2 Responsible" not in page


def test_the_outcomes_stand_in_the_order_of_aapor_and_add_up(as_user, analyst, finished):
    book = openpyxl.load_workbook(
        BytesIO(as_user(analyst).get(f"/surveys/{finished.pk}/results/overview.xlsx").content)
    )
    rows = list(book["How it ended"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == ["I", "P", "R", "NC", "O", "UH", "UO", "NE", "Together"]
    assert rows[-1][2] == sum(row[2] for row in rows[:-1]) == 200


def test_running_waves_are_for_those_who_run_them(as_user, analyst, manager, desk):
    wave = wave_in_fieldwork(analyst)
    assert as_user(manager).get(f"/surveys/{wave.pk}/results/").status_code == 404
    assert as_user(desk).get(f"/surveys/{wave.pk}/results/").status_code == 403
    page = as_user(analyst).get(f"/surveys/{wave.pk}/results/").content.decode()
    assert "being computed" in page and "nothing is shown" not in page


def test_an_empty_wave_says_so_instead_of_zeros(as_user, analyst):
    wave = closed_wave(analyst, [{"answers": None} for _number in range(3)])
    ResultSnapshot.compute(wave, wave.closed_at)
    client = as_user(analyst)
    assert "Response rates" in client.get(f"/surveys/{wave.pk}/results/").content.decode()
    for part in set(PARTS) - {"overview"}:
        assert "Fewer than five" in client.get(f"/surveys/{wave.pk}/results/?part={part}").content.decode()


@pytest.mark.parametrize("query", ["?part=nothing", "?part=segments&segment=%00", "?part=importance&cut=x", "?part="])
def test_a_senseless_address_is_answered(as_user, analyst, finished, query):
    assert as_user(analyst).get(f"/surveys/{finished.pk}/results/{query}").status_code in (200, 404)


def test_lists_of_customers_that_leave_are_logged(as_user, analyst, finished):
    answer = as_user(analyst).post(f"/surveys/{finished.pk}/results/customers/export/")
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows())
    count = finished.result.figures["answered"]
    assert len(rows) == count + 1
    assert WaveLog.objects.get(wave=finished, kind="exported").facts == {"count": count}


def test_a_formula_that_a_customer_wrote_stays_text(as_user, analyst):
    wave = closed_wave(analyst, [{"answers": {"M1": 5, "S1": "=HYPERLINK(1)"}}])
    answer = as_user(analyst).post(f"/surveys/{wave.pk}/results/comments/export/?q=hyper")
    cell = openpyxl.load_workbook(BytesIO(answer.content)).active["D2"]
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)")


def test_the_customers_page_shows_scores_over_the_waves_and_their_change(as_user, analyst, manager):
    customer = CustomerFactory(owner=manager)
    first = follow_up_of(analyst, customer)
    second = follow_up_of(analyst, customer, first.opened_at + timedelta(days=200), M1=8)
    page = as_user(manager).get(f"/surveys/customer/{customer.pk}/").content.decode()
    assert "+5.0" in page and str(second.response.unit.wave) in page
    assert first.get_absolute_url() in page
    other = CustomerFactory(owner=manager)
    assert "has not answered" in as_user(manager).get(f"/surveys/customer/{other.pk}/").content.decode()
