"""What an import of figures wrote can be taken back, and what changed since its check is not written over."""

import pytest
from django.utils import timezone

from customers.factories import MonthlyFigureFactory
from customers.models import Activity, MonthlyFigure
from customers.tests.figures.steps import checked, figures, imported
from customers.tests.importing.steps import confirm, errors_of
from customers.tests.importing.test_undo import undo

# In a transaction of its own, a later edit does not inherit the history context of the import.
pytestmark = pytest.mark.django_db(transaction=True)

HEADER = ["客户编码", "项目", "2025-01收入", "2025-02收入", "2025-02成本"]


@pytest.fixture
def before(ocean):
    project = ocean.projects.create(name="华东配送")
    MonthlyFigureFactory(customer=ocean, project=project, month="2025-02-01", revenue=5, cost=3, orders=9)
    return {"2025-02": (5, 3, 9)}


@pytest.fixture
def run(browser, ocean, before):
    run = imported(browser, HEADER, ["K1", "华东配送", "10", "20", ""])
    assert figures(ocean, "revenue", "cost", "orders") == {"2025-01": (10, 0, 0), "2025-02": (20, 3, 9)}
    return run


def test_new_months_go_and_changed_ones_are_as_before(browser, run, ocean, before):
    undo(browser, run)
    assert run.state == "undone"
    assert figures(ocean, "revenue", "cost", "orders") == before
    assert [str(entry) for entry in ocean.activities.order_by("pk")] == [
        "Figures of 2025-01 to 2025-02 imported from 数据.csv",
        "Import of the figures of 2025-01 to 2025-02 from 数据.csv undone",
    ]


def test_figures_edited_since_keep_the_import(browser, run, ocean):
    MonthlyFigure.objects.filter(customer=ocean, month="2025-01-01").update(revenue=11)
    page = undo(browser, run)
    assert run.state == "done"
    assert "上海远洋物流有限公司 (monthly figures)" in page
    assert figures(ocean, "revenue")["2025-02"] == (20,)


def test_what_changed_since_the_check_is_refused_and_not_written_over(browser, ocean, river, before):
    run = checked(browser, HEADER[:1] + HEADER[2:3], ["K1", "10"], ["K2", "7"])
    MonthlyFigureFactory(customer=ocean, month="2025-01-01", revenue=99)
    confirm(browser, run)
    assert errors_of(run) == {2: {"revenue:2025-01": "Somebody changed this since the check. Check the file again."}}
    assert (figures(ocean, "revenue")["2025-01"], figures(river, "revenue")) == ((99,), {"2025-01": (7,)})


def test_what_somebody_made_right_since_the_check_is_left_alone(browser, ocean):
    run = checked(browser, ["客户编码", "2025-01收入"], ["K1", "10"])
    MonthlyFigureFactory(customer=ocean, month="2025-01-01", revenue=10)
    assert confirm(browser, run).counts == {"new": 0, "changed": 0, "unchanged": 1, "error": 0}


def test_history_and_timeline_say_who_and_by_which_file(run, ocean, manager):
    events = MonthlyFigure.pgh_event_model.objects.filter(pgh_context__metadata__import_run=run.pk)
    assert {(event.pgh_label, event.pgh_context.metadata["user"]) for event in events} == {
        ("insert", manager.pk),
        ("update", manager.pk),
    }
    assert Activity.objects.get(customer=ocean).url == run.get_absolute_url()
    assert Activity.objects.get(customer=ocean).at <= timezone.now()


def test_a_customer_with_figures_is_not_taken_back_by_the_undoing_of_its_import(browser, manager):
    from customers.models import Customer
    from customers.tests.importing.steps import imported as customers_imported

    run = customers_imported(browser, ["客户编码", "客户名称"], ["N1", "新公司"])
    MonthlyFigureFactory(customer=Customer.objects.get(code="N1"))
    assert "新公司 (monthly figures)" in undo(browser, run)
    assert Customer.objects.filter(code="N1").exists()
