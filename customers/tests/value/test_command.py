from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from customers.models import ValuationRun
from customers.tests.value.conftest import customers_earning

pytestmark = pytest.mark.django_db


def run_command(*arguments):
    out = StringIO()
    call_command("value_customers", *arguments, stdout=out)
    return out.getvalue()


def test_it_values_on_the_day_given_and_says_what_changed():
    customers_earning(90, 10)
    assert run_command("--at", "2026-10-15") == "2 customers valued, 2 have another grade now (2025-10 to 2026-09).\n"
    assert ValuationRun.objects.get().state == "done"
    assert "2 customers valued, 0 have" in run_command("--at", "2026-10-15")


def test_without_a_day_it_values_today():
    run_command()
    assert ValuationRun.objects.get().as_of == timezone.localdate()


@pytest.mark.parametrize("arguments", [("--at", "2999-01-01"), ("--at", "2026-02-30"), ("--at", "yesterday")])
def test_a_day_that_cannot_be_is_refused(arguments):
    with pytest.raises(CommandError):
        run_command(*arguments)
    assert not ValuationRun.objects.exists()


def test_while_a_run_waits_it_refuses(analyst):
    ValuationRun.prepare(analyst, timezone.now(), date(2026, 1, 1))
    with pytest.raises(CommandError, match="still being computed"):
        run_command()
