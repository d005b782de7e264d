"""The drawn list of a wave, for printing and as a table."""

from django.utils.translation import gettext as _

from surveys.strata import Labels


def rows(wave):
    """The drawn in their order, each with the name of its stratum."""
    labels = Labels(wave.strata)
    units = list(wave.units.drawn().for_list().order_by("order"))
    for unit in units:
        unit.stratum_label = labels.of(unit.stratum)
    return units


def table(wave):
    """(headings, rows)"""
    headings = [
        _("No."),
        _("Customer code"),
        _("Customer"),
        _("Contact"),
        _("Telephone"),
        _("E-mail"),
        _("Stratum"),
        _("Grade"),
        _("Region"),
        _("Industry"),
        _("Account manager"),
        _("Department"),
        _("Result"),
        _("Code by AAPOR"),
    ]
    return headings, [
        [
            unit.order,
            unit.customer.code,
            unit.customer.name,
            unit.name,
            unit.phone,
            unit.email,
            unit.stratum_label,
            unit.grade,
            str(unit.region or ""),
            str(unit.industry or ""),
            str(unit.owner or ""),
            str(unit.owner_department or ""),
            unit.get_disposition_display(),
            unit.disposition,
        ]
        for unit in rows(wave)
    ]
