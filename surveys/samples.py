"""The drawn list of a wave, for printing and as a table."""

from django.utils.translation import gettext_lazy as _

from customers import exporting
from surveys.strata import Labels

COLUMNS = (
    (_("No."), lambda unit: unit.order),
    (_("Customer code"), lambda unit: unit.customer.code),
    (_("Customer"), lambda unit: unit.customer.name),
    (_("Contact"), lambda unit: unit.name),
    (_("Telephone"), lambda unit: unit.phone),
    (_("E-mail"), lambda unit: unit.email),
    (_("Stratum"), lambda unit: unit.stratum_label),
    (_("Grade"), lambda unit: unit.grade),
    (_("Region"), lambda unit: str(unit.region or "")),
    (_("Industry"), lambda unit: str(unit.industry or "")),
    (_("Account manager"), lambda unit: str(unit.owner or "")),
    (_("Department"), lambda unit: str(unit.owner_department or "")),
    (_("Result"), lambda unit: unit.get_disposition_display()),
    (_("Code by AAPOR"), lambda unit: unit.disposition),
)


def rows(wave):
    """The drawn in their order, each with the name of its stratum."""
    labels = Labels(wave.strata)
    units = list(wave.units.drawn().for_list().order_by("order"))
    for unit in units:
        unit.stratum_label = labels.of(unit.stratum)
    return units


def table(wave):
    """(headings, rows)"""
    headings, rows_of = exporting.table(COLUMNS)
    return headings, list(rows_of(rows(wave)))
