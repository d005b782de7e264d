"""The grid: a month's figures of many customers, typed and saved in one request."""

from datetime import date

import pytest
from django.utils import timezone

from customers.factories import CustomerFactory, MonthlyFigureFactory
from customers.figures.months import shift
from customers.models import MonthlyFigure
from customers.models.figure import FIGURES
from customers.tests.figures.steps import figures

pytestmark = pytest.mark.django_db
GRID = "/customers/figures/?month=2026-09"


def form_of(page):
    """What the browser would post of the grid: {field: value}."""
    grid = page.context["grid"]
    data = {"month": f"{grid.month:%Y-%m}", "row": [row.key for row in grid.rows]}
    for row in grid.rows:
        data[f"{row.key}-seen"] = row.seen
        data |= {f"{row.key}-{cell.name}": cell.text for cell in row.cells}
    return data


def typed(customer, project=None, **cells):
    return {f"{customer.pk}-{project.pk if project else 0}-{name}": text for name, text in cells.items()}


def cell_of(page, name, row=0):
    return page.context["grid"].rows[row].cells[FIGURES.index(name)]


def test_figures_are_typed_and_saved_in_one_request(browser, ocean, river, manager):
    data = (
        form_of(browser.get(GRID))
        | typed(ocean, revenue="12,000.50", cost="9000", shipments="３")
        | typed(river, orders="7")
    )
    page = browser.post(GRID, data, follow=True)
    assert "2 rows saved." in page.text
    assert figures(ocean, "revenue", "cost", "gross_profit", "shipments") == {"2026-09": (12_000.5, 9000, 3000.5, 3)}
    assert figures(river, "orders") == {"2026-09": (7,)}
    assert str(ocean.activities.get()) == "Figures of 2026-09 entered" and ocean.activities.get().by == manager
    assert cell_of(page, "revenue").text == "12,000.50"
    assert page.context["grid"].totals[0] == ("revenue", "revenue", "12,000.50")


def test_what_is_no_number_is_marked_and_adds_nothing_to_the_sums(browser, ocean, river):
    data = form_of(browser.get(GRID)) | typed(ocean, revenue="NaN", cost="Infinity") | typed(river, revenue="¥1.2万")
    page = browser.post(GRID, data)
    assert page.status_code == 422 and not MonthlyFigure.objects.exists()
    assert "“NaN” is not a number" in cell_of(page, "revenue").error
    assert [total for _name, _label, total in page.context["grid"].totals[:2]] == ["12,000", "0"]


def test_the_same_form_again_changes_nothing(browser, ocean):
    data = form_of(browser.get(GRID)) | typed(ocean, revenue="5", cost="0")
    browser.post(GRID, data)
    assert "Nothing was changed." in browser.post(GRID, data, follow=True).text
    assert MonthlyFigure.objects.count() == ocean.activities.count() == 1


def test_a_month_shows_the_values_on_file_and_those_before_as_hints(browser, ocean):
    for month, revenue in (("2026-09-01", 30), ("2026-08-01", 20), ("2025-09-01", 10)):
        MonthlyFigureFactory(customer=ocean, month=month, revenue=revenue)
    cell = cell_of(browser.get(GRID), "revenue")
    assert (cell.text, cell.hint, cell.past) == ("30", "20", "2026-08: 20 · 2025-09: 10")


def test_without_a_sensible_month_the_last_one_that_is_over_is_shown(browser, ocean):
    last = shift(timezone.localdate(), -1)
    assert browser.get("/customers/figures/").context["grid"].month == last
    for wrong, said in (
        ("2026-13", "2026-13 is not a month"),
        ("2099-01", "lies in the future"),
        ("x", "is not a month"),
    ):
        page = browser.get("/customers/figures/", {"month": wrong})
        assert page.context["grid"].month == last and said in page.text


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"revenue": "abc"}, "is not a number"),
        ({"revenue": "99999999999"}, "is the unit right?"),
        ({"shipments": "1.5"}, "is not a whole number"),
        ({"overdue": "5"}, "cannot exceed it"),
        ({"receivable": "-5"}, "cannot be below zero"),
        ({"revenue": "-5", "orders": "1"}, "only as a reversal"),
    ],
)
def test_a_wrong_cell_is_marked_and_everything_typed_stays(browser, ocean, river, cells, said):
    data = form_of(browser.get(GRID)) | typed(ocean, **cells) | typed(river, revenue="77")
    page = browser.post(GRID, data)
    assert page.status_code == 422 and not MonthlyFigure.objects.exists()
    name = next(iter(cells))
    assert said in cell_of(page, name).error and cell_of(page, name).text == cells[name]
    assert cell_of(page, "revenue", row=1).text == "77"
    mended = form_of(page) | typed(ocean, **(dict.fromkeys(cells, "1") | {"receivable": "2"}))
    assert "2 rows saved." in browser.post(GRID, mended, follow=True).text


def test_a_cell_that_somebody_else_changed_is_shown_with_both_values_and_nothing_is_lost(
    browser, client, ocean, analyst
):
    MonthlyFigureFactory(customer=ocean, revenue=100, cost=50)
    data = form_of(browser.get(GRID)) | typed(ocean, revenue="120", cost="60")
    client.force_login(analyst)
    theirs = form_of(client.get(GRID)) | typed(ocean, revenue="150", shipments="4")
    client.post(GRID, theirs)
    client.force_login(ocean.owner)
    page = client.post(GRID, data)
    assert page.status_code == 409
    cell = cell_of(page, "revenue")
    assert (cell.text, cell.theirs) == ("120", "150") and f"{analyst} entered 150 meanwhile." in page.text
    assert (cell_of(page, "cost").text, cell_of(page, "cost").theirs) == ("60", "")
    assert cell_of(page, "shipments").text == "4"
    assert figures(ocean, "revenue", "cost") == {"2026-09": (150, 50)}
    client.post(GRID, form_of(page))
    assert figures(ocean, "revenue", "cost", "shipments") == {"2026-09": (120, 60, 4)}


def test_what_somebody_else_entered_in_other_cells_stays(browser, ocean):
    data = form_of(browser.get(GRID)) | typed(ocean, revenue="120")
    MonthlyFigureFactory(customer=ocean, cost=50)
    assert browser.post(GRID, data).status_code == 302
    assert figures(ocean, "revenue", "cost") == {"2026-09": (120, 50)}


def test_an_emptied_cell_is_zero_and_an_emptied_row_goes(browser, ocean):
    MonthlyFigureFactory(customer=ocean, revenue=100, cost=50)
    page = browser.get(GRID)
    browser.post(GRID, form_of(page) | typed(ocean, cost=""))
    assert figures(ocean, "revenue", "cost") == {"2026-09": (100, 0)}
    browser.post(GRID, form_of(browser.get(GRID)) | typed(ocean, **dict.fromkeys(FIGURES, "")))
    assert not MonthlyFigure.objects.exists()


def test_projects_at_work_have_a_row_of_their_own(browser, ocean):
    project = ocean.projects.create(name="华东配送", phase="operating")
    ocean.projects.create(name="没开始")
    data = form_of(browser.get(GRID))
    assert data["row"] == [f"{ocean.pk}-0", f"{ocean.pk}-{project.pk}"]
    browser.post(GRID, data | typed(ocean, project, revenue="9"))
    assert MonthlyFigure.objects.get().project == project


def test_only_customers_whose_files_one_writes_are_in_the_grid(browser, ocean, colleague):
    foreign = CustomerFactory(owner=colleague)
    page = browser.get(GRID)
    assert [row.customer for row in page.context["grid"].rows] == [ocean]
    forged = form_of(page) | {"row": [f"{foreign.pk}-0"]} | typed(foreign, revenue="5")
    assert browser.post(GRID, forged).status_code == 422
    strange = {"month": "2026-09", "row": ["x", "1-", "-", "9" * 30 + "-0", f"{ocean.pk}-999999", f"{ocean.pk}-0"]}
    strange |= {f"{ocean.pk}-0-seen": "a|b|c|d|e|f", f"{ocean.pk}-999999-revenue": "5"}
    assert browser.post(GRID, strange).status_code == 302
    assert browser.post(GRID, form_of(page) | {"month": "2026-99"}).status_code == 422
    assert not MonthlyFigure.objects.exists()


def test_a_customer_handed_over_meanwhile_is_not_written(browser, ocean, river, colleague):
    data = form_of(browser.get(GRID)) | typed(ocean, revenue="5")
    ocean.owner = colleague
    ocean.save()
    page = browser.post(GRID, data | typed(river, revenue="6"))
    assert page.status_code == 422 and "handed over meanwhile" in page.text
    assert cell_of(page, "revenue").text == "6" and not MonthlyFigure.objects.exists()
    assert browser.post(GRID, form_of(page)).status_code == 302


def test_a_pasted_block_finds_its_customers_by_code_or_name_and_saves_nothing_yet(browser, ocean, river):
    MonthlyFigureFactory(customer=river, revenue=1, cost=2)
    block = "客户\t成本\t收入\nK2\t70\t\n上海远洋物流有限公司\t80\t100\nK9\t1\t1"
    page = browser.post(GRID, {"month": "2026-09", "block": block})
    assert [row.customer for row in page.context["grid"].rows] == [river, ocean]
    assert f">{block}</textarea>" in page.text
    assert 'rows="4"></textarea>' in browser.get(GRID).text
    assert (cell_of(page, "revenue").text, cell_of(page, "cost").text) == ("1", "70")
    assert "1 row names no customer whose figures you enter: K9" in page.text
    assert figures(ocean, "revenue") == {}
    browser.post(GRID, form_of(page))
    assert figures(ocean, "revenue", "cost") == {"2026-09": (100, 80)}
    assert figures(river, "revenue", "cost") == {"2026-09": (1, 70)}
    for senseless in ("", "\t\t", "K1", '"', "收入\t成本", "\x00"):
        assert browser.post(GRID, {"month": "2026-09", "block": senseless}).status_code == 200


def test_filters_and_pages(browser, ocean, river):
    MonthlyFigureFactory(customer=ocean, revenue=1)
    assert [row.customer for row in browser.get(f"{GRID}&missing=on").context["grid"].rows] == [river]
    assert browser.get(f"{GRID}&q=zzzz").context["grid"].rows == []
    for number in range(55):
        CustomerFactory(owner=ocean.owner, code=f"M{number:02}")
    assert len(browser.get(GRID).context["grid"].rows) == 50
    assert len(browser.get(f"{GRID}&page=2").context["grid"].rows) == 7
    ocean.lifecycle = "potential"
    ocean.save()
    assert ocean not in [row.customer for row in browser.get(f"{GRID}&size=100").context["grid"].rows]
    assert [row.customer for row in browser.get(f"{GRID}&q=K1").context["grid"].rows] == [ocean]
    fragment = browser.get(GRID, headers={"HX-Request": "true"})
    assert "<html" not in fragment.text and 'id="figures"' in fragment.text


def test_a_grid_of_fifty_takes_as_many_queries_as_one_of_one(browser, ocean, django_assert_max_num_queries):
    def count():
        with django_assert_max_num_queries(20) as queries:
            browser.get(GRID)
        return len(queries)

    browser.get(GRID)
    one = count()
    for number in range(49):
        customer = CustomerFactory(owner=ocean.owner, code=f"M{number:02}")
        customer.projects.create(name="P", phase="operating")
        MonthlyFigureFactory(customer=customer)
    assert count() == one
    data = form_of(browser.get(GRID)) | {f"{row}-revenue": "3" for row in form_of(browser.get(GRID))["row"]}
    with django_assert_max_num_queries(32):
        browser.post(GRID, data)
    assert MonthlyFigure.objects.filter(month=date(2026, 9, 1), revenue=3).count() == 99


@pytest.mark.parametrize("role", ["desk", "handler", "administrator"])
def test_who_keeps_no_files_enters_no_figures(client, request, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get(GRID).status_code == client.post(GRID, {"month": "2026-09"}).status_code == 403
