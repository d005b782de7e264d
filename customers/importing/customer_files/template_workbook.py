"""The template of an import of customers."""

from django.utils.translation import gettext as _

from customers.credit_code import check_character
from customers.importing.customer_files.candidates import EXAMPLE_CODE
from customers.importing.customer_files.fields import FIELDS
from customers.importing.templates import template_of
from customers.models import Customer, Industry, Region

# One region column is enough for who starts from the template.
LEFT_OUT = {"province", "city"}
EXAMPLE_ORGANISATION = "91310000MA1FL0AB1"


def template_workbook():
    """An open file, at its beginning, in the present language."""
    fields = [field for field in FIELDS if field.key not in LEFT_OUT]
    allowed = _allowed()
    return template_of(_("Customers"), fields, _example(allowed), allowed)


def _allowed():
    """{field key: words that the import understands}."""
    return {
        "customer_type": [str(label) for label in Customer.Type.labels],
        "industry": [str(industry) for industry in Industry.objects.filter(is_active=True)],
        "region": [str(region) for region in Region.objects.filter(is_active=True)],
        "size": [str(label) for label in Customer.Size.labels],
        "lifecycle": [str(label) for label in Customer.Lifecycle.labels],
        "grade": list(Customer.Grade.values),
        "taxpayer_kind": [str(label) for label in Customer.TaxpayerKind.labels],
    }


def _example(allowed):
    return {
        "code": EXAMPLE_CODE,
        "name": _("Example Logistics (Shanghai) Co., Ltd."),
        "short_name": _("Example Logistics"),
        "credit_code": EXAMPLE_ORGANISATION + check_character(EXAMPLE_ORGANISATION),
        "contact_name": _("Zhang Min"),
        "contact_title": _("Logistics manager"),
        "contact_mobile": "13800138000",
        "contact_phone": "021-58881234",
        "contact_email": "zhangmin@example.com",
        "contact_birthday": "1985-06-18",
        "address": _("100 Century Avenue, Pudong, Shanghai"),
        "postcode": "200120",
        "tax_rate": "6",
        **{key: words[0] for key, words in allowed.items() if words},
    }
