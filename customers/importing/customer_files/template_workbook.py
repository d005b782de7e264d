"""The template of an import: headers, one example row, and a second sheet with the values that may be chosen."""

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from customers.credit_code import check_character
from customers.importing.customer_files.candidates import EXAMPLE_CODE
from customers.importing.customer_files.fields import FIELDS
from customers.importing.text_cells import TEXT_FORMAT, saved
from customers.models import Customer, Industry, Region

# One region column is enough for who starts from the template.
LEFT_OUT = {"province", "city"}
FILLED_ROWS = 2000
EXAMPLE_ORGANISATION = "91310000MA1FL0AB1"


def template_workbook():
    """An open file, at its beginning, in the present language."""
    fields = [field for field in FIELDS if field.key not in LEFT_OUT]
    allowed = _allowed()
    book = Workbook()
    sheet = book.active
    sheet.title = _("Customers")
    sheet.freeze_panes = "A2"
    values = book.create_sheet(_("Allowed values"))
    example = _example(allowed)
    for number, field in enumerate(fields, 1):
        header = sheet.cell(1, number, field.label)
        header.font, header.fill = Font(bold=True), PatternFill("solid", fgColor="DDE7F0")
        sheet.cell(2, number, example.get(field.key, "")).number_format = TEXT_FORMAT
        dimension = sheet.column_dimensions[get_column_letter(number)]
        # As text, Excel keeps the zeros of codes and all 18 digits.
        dimension.number_format, dimension.width = TEXT_FORMAT, max(12, len(field.label) * 2)
    for number, key in enumerate(allowed, 1):
        label = next(field.label for field in fields if field.key == key)
        for row, value in enumerate([label, *allowed[key]], 1):
            values.cell(row, number, value)
        column = get_column_letter(number)
        values.column_dimensions[column].width = 24
        values.cell(1, number).font = Font(bold=True)
        if allowed[key]:
            source = f"='{values.title}'!${column}$2:${column}${len(allowed[key]) + 1}"
            target = get_column_letter(next(at for at, field in enumerate(fields, 1) if field.key == key))
            choice = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=False)
            choice.add(f"{target}2:{target}{FILLED_ROWS}")
            sheet.add_data_validation(choice)
    return saved(book)


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
