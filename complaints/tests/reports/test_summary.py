from datetime import date

from complaints.reports.summary import MonthlySummary, last_month
from complaints.tests.reports import oracle
from complaints.tests.reports.test_figures import NOW

PAGE = "/complaints/reports/month/"


def test_the_summary_sets_a_month_beside_the_one_before_and_a_year_ago(cases, analyst, as_user):
    summary = MonthlySummary(analyst, date(2026, 3, 1), NOW)
    assert summary.months == [date(2026, 3, 1), date(2026, 2, 1), date(2025, 3, 1)]
    first = summary.lines[0]
    by_month = {value: figures["count"] for value, figures in oracle.number("month")}
    assert [cell.value for _month, cell in first.cells] == [by_month[date(2026, 3, 1)], by_month[date(2026, 2, 1)], 0]
    assert sum(row.values["count"] for row, _cells, _before in summary.causes) == first.cells[0][1].value
    page = as_user(analyst).get(f"{PAGE}?month=2026-03").content.decode()
    assert "Number of complaints" in page and "2025-03" in page and "Analysis and measures" in page


def test_without_a_wish_it_is_of_the_last_month_that_is_over(analyst, as_user):
    assert last_month(date(2026, 1, 31)) == date(2025, 12, 1)
    for query in ("", "month=nonsense", "branch=999"):
        assert as_user(analyst).get(f"{PAGE}?{query}").status_code == 200


def test_of_one_branch(cases, analyst, as_user, company, django_assert_max_num_queries):
    client = as_user(analyst)
    client.get(PAGE)
    with django_assert_max_num_queries(60):
        page = client.get(f"{PAGE}?month=2026-02&branch={company.guangzhou.pk}")
    assert page.context["summary"].lines[0].cells[0][1].value == 4
