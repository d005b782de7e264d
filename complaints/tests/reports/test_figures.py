"""All figures agree with each other, with the raw rows, and with the lists that they open."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.http import QueryDict

from complaints.models import Complaint
from complaints.reports.measures import MEASURES
from complaints.reports.report import Report
from complaints.tests.reports import oracle
from complaints.tests.reports.conftest import SHANGHAI
from people.models import User

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
PERIOD = "since=2026-01&until=2026-12"
ORACLES = {
    "number": oracle.number,
    "map": oracle.heat,
    "rate": oracle.rate,
    "on_time": oracle.on_time,
    "time": oracle.time,
    "repeats": oracle.repeats,
    "satisfaction": oracle.satisfaction,
    "backlog": lambda dimension: oracle.backlog(dimension, NOW),
    "money": oracle.money,
}


def report(user, measure, dimension, query=PERIOD):
    return Report(User.objects.get(pk=user.pk), QueryDict(f"measure={measure}&by={dimension}&{query}"), NOW)


@pytest.fixture
def pairs():
    return [(measure, dimension) for measure in MEASURES for dimension in MEASURES[measure].dimensions]


def test_the_figures_are_those_of_the_raw_rows(cases, analyst, pairs):
    for measure, dimension in pairs:
        made = report(analyst, measure, dimension)
        expected = dict(ORACLES[measure](dimension))
        rows = {row.key: row.values for row in made.rows} | {"total": made.total.values}
        for value, figures in expected.items():
            for key, figure in figures.items():
                found = rows[value][key]
                where = (measure, dimension, value, key)
                assert found is figure is None or float(found) == pytest.approx(float(figure)), where
        # A month without complaints has its row, but nothing in it.
        assert all(not any(rows[value].get(key) for key in ("count", "malicious")) for value in rows.keys() - expected)


def test_every_count_opens_exactly_that_many_complaints(cases, analyst, as_user, pairs):
    client = as_user(analyst)
    opened = set()
    for measure, dimension in pairs[::4]:
        page = client.get(f"/complaints/reports/?measure={measure}&by={dimension}&{PERIOD}")
        for _row, cells in [*page.context["rows"], (None, page.context["total"])]:
            for cell in cells:
                if cell.query and cell.column.kind == "count":
                    found = client.get(f"/complaints/?{cell.query}").context["page"].total
                    assert found == cell.value, (dimension, cell.column.key, cell.query)
                    opened.add(measure)
    assert opened >= MEASURES.keys() - {"rate"}


def test_what_was_on_time_leads_to_what_was_late_if_anything_was(cases, analyst, as_user):
    client, made = as_user(analyst), report(analyst, "on_time", "department")
    cells = [(row, cell) for row in made.rows for cell in row.cells(made.shown_columns, made.query_of())]
    shares = [(row.values[cell.column.counts], cell) for row, cell in cells if cell.column.counts]
    assert all(bool(late) == bool(cell.query) for late, cell in shares)
    opened = [client.get(f"/complaints/?{cell.query}").context["page"].total for _late, cell in shares if cell.query]
    assert opened and all(opened)


def test_the_figures_agree_with_each_other(cases, analyst):
    counts = {dimension: report(analyst, "number", dimension) for dimension in MEASURES["number"].dimensions}
    for made in counts.values():
        assert sum(row.values["count"] for row in made.rows) == made.total.values["count"]
    (count,) = {made.total.values["count"] for made in counts.values()}
    assert count == report(analyst, "repeats", "month").total.values["count"] == Complaint.objects.counted().count()
    assert counts["cause"].rows[-1].values["cumulative"] == Decimal(100)


def test_filters_leave_out_the_same_complaints_from_every_figure(cases, analyst, company):
    query = f"{PERIOD}&branch={company.shanghai.pk}&severity=serious&register=no"
    left = Complaint.objects.counted().filter(department=company.operations, severity="serious", is_imported=False)
    assert left.exists()
    for measure in ("number", "map", "repeats", "money"):
        assert report(analyst, measure, "month", query).total.values["count"] == left.count()


def test_a_head_sees_their_department_and_an_account_manager_their_customers(cases, head, colleague, company):
    seen = report(head, "number", "department").rows
    assert [row.key for row in seen] == [company.operations.pk]
    assert report(colleague, "number", "cause").total.values["count"] == 0


def test_without_a_wish_a_report_is_of_the_last_twelve_months_and_the_backlog_of_all_time(cases, analyst):
    made = report(analyst, "number", "month", "")
    assert (f"{made.since:%Y-%m}", f"{made.until:%Y-%m}", len(made.rows)) == ("2025-12", "2026-11", 12)
    assert report(analyst, "backlog", "month", "").since is None


def test_a_month_ends_in_the_company_s_zone(cases, analyst):
    """23:30 on 30 April in Shanghai is still April, whatever the server or the reader keeps."""
    Complaint.objects.update(received_at=datetime(2026, 4, 30, 23, 30, tzinfo=SHANGHAI))
    assert report(analyst, "number", "month", "since=2026-05&until=2026-05").total.values["count"] == 0
    rows = report(analyst, "number", "month").rows
    assert [row.label for row in rows if row.values["count"]] == ["2026-04"]
