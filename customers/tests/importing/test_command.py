from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from customers.factories import CustomerFactory
from customers.models import Customer, ImportRun, MonthlyFigure
from customers.tests.importing.files import workbook

pytestmark = pytest.mark.django_db

HEADER = ["客户编码", "客户名称", "手机"]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "客户.xlsx"
    path.write_bytes(workbook(["客户编码", "客户名称"], ["C9001", "上海远洋"], ["C9002", "中外运"]))
    return path


def run_command(*arguments):
    out, err = StringIO(), StringIO()
    call_command("import_customers", *arguments, stdout=out, stderr=err)
    return out.getvalue()


def test_the_command_imports_and_prints_the_counts(path, analyst):
    assert run_command(str(path)).splitlines()[1:] == ["New: 2", "Changed: 0", "Unchanged: 0", "Error: 0"]
    assert Customer.objects.count() == 2
    assert "Unchanged: 2" in run_command(str(path))


def test_monthly_figures_are_imported_when_asked_for(tmp_path, analyst):
    customer = CustomerFactory(code="K1")
    path = tmp_path / "2025年收入.csv"
    path.write_text("客户编码,1月,2月\nK1,5,6", encoding="utf-8")
    assert "New: 1" in run_command(str(path), "--kind", "figures")
    assert MonthlyFigure.objects.of(customer).totals()["revenue"] == 11


def test_a_dry_run_writes_nothing_and_waits_on_its_page(path, manager):
    run_command(str(path), "--dry-run", "--as", "manager")
    assert Customer.objects.count() == 0
    assert (ImportRun.objects.get().state, ImportRun.objects.get().by) == ("checked", manager)


def test_refused_rows_are_printed_by_row_and_end_with_code_1(tmp_path, analyst):
    path = tmp_path / "客户.csv"
    path.write_text("客户编码,客户名称,手机,联系人\nC1,甲,13800138000,张\nC2,乙,123,李\n")
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_customers", str(path), stdout=StringIO(), stderr=err)
    assert ended.value.code == 1
    assert err.getvalue().startswith("3: contact_mobile: “123” is not a mobile number")
    assert Customer.objects.get().code == "C1"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7"])
def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path, analyst, content):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"empty|PDF"):
        run_command(str(path))
    with pytest.raises(CommandError, match="No such file"):
        run_command(str(tmp_path / "missing.xlsx"))


def test_only_who_may_import_can_be_named(path, analyst, desk):
    for name, refusal in (("desk", "Desk may not import customers."), ("nobody", "There is no user nobody.")):
        with pytest.raises(CommandError, match=refusal):
            run_command(str(path), "--as", name)


def test_without_an_analyst_somebody_must_be_named(path, manager):
    with pytest.raises(CommandError, match="give --as USERNAME"):
        run_command(str(path))
