"""Turns the rows of a file into cleaned values by field, and finds rows that name the same customer twice."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from customers.importing.customer_files.cells import KINDS, clean_text
from customers.importing.errors import CellError
from customers.importing.text import as_stored, as_text
from customers.models import Address, Contact, Customer

# Field of the file → attribute of the customer, where they differ.
ATTRIBUTES = {"owner": "owner_id", "industry": "industry_id", "region": "region_id"}
CUSTOMER_KEYS = (
    "name", "short_name", "english_name", "aliases", "credit_code", "customer_type", "industry", "region", "size",
    "website", "source", "remark", "owner", "salesperson_code", "commission_code", "lifecycle",
    "lost_reason", "lost_to", "grade", "taxpayer_kind", "tax_rate", "bank", "bank_account",
)  # fmt: skip
CONTACT_ATTRIBUTES = {
    "contact_name": "name",
    "contact_title": "title",
    "contact_mobile": "mobile",
    "contact_phone": "phone",
    "contact_email": "email",
    "contact_wechat": "wechat",
    "contact_birthday": "birthday",
}
ADDRESS_KINDS = {
    "address": Address.Kind.REGISTERED,
    "delivery_address": Address.Kind.DELIVERY,
    "invoice_address": Address.Kind.INVOICE,
}
# The row of the template that shows how to fill it in.
EXAMPLE_CODE = "EXAMPLE-001"


@dataclass(slots=True)
class Candidate:
    """One row of the file: only filled cells have a value, because an empty cell changes nothing."""

    number: int
    cells: list
    values: dict
    errors: dict


def candidates(table, mapping, lookups):
    """Every row of `table` as a Candidate; `mapping` is {column index as text: field key}."""
    columns = [
        (int(column), key, KINDS[key], lookups.choices.get(key), _max_length(key))
        for column, key in mapping.items()
        if key
    ]
    found = [_candidate(number, cells, columns, lookups) for number, cells in table.rows]
    _refuse_repeated(found)
    return found


def _candidate(number, cells, columns, lookups):
    values, errors, texts = {}, {}, [as_text(cell) for cell in cells]
    for column, key, kind, choices, max_length in columns:
        try:
            value = clean_text(kind, texts[column], cells[column], choices, max_length)
            if value in ("", None, []):
                continue
            values[key] = lookups.owner(value) if key == "owner" else as_stored(value)
        except CellError as error:
            errors[key] = str(error)
    _settle_region(values, errors, lookups)
    if values.get("code") == EXAMPLE_CODE:
        errors["code"] = _("This is the example row of the template; delete it.")
    return Candidate(number, texts, values, errors)


def _settle_region(values, errors, lookups):
    """Province, city and region name one region: the nearest one."""
    province, city = values.pop("province", None), values.pop("city", None)
    if province and city and province not in (city, lookups.parent_region[city]):
        errors["city"] = _("This city does not lie in the province of the same row.")
    nearest = city or values.get("region") or province
    if nearest:
        values["region"] = nearest


def _refuse_repeated(rows):
    """Of rows with the same key the first one counts; a row known only by its name must be the only one of that name."""
    for key, message in (
        ("code", _("Row %(row)d has the same customer code.")),
        ("credit_code", _("Row %(row)d has the same credit code.")),
    ):
        first = {}
        for row in rows:
            value = row.values.get(key)
            if value and first.setdefault(value, row.number) != row.number:
                row.errors.setdefault(key, message % {"row": first[value]})
    first_named, first_keyed = {}, {}
    for row in rows:
        name = row.values.get("name")
        first_named.setdefault(name, row)
        if not is_known_by_name(row.values):
            first_keyed.setdefault(name, row)
    for row in rows:
        if is_known_by_name(row.values):
            other = first_keyed.get(row.values["name"], first_named[row.values["name"]])
            if other is not row:
                message = _("Row %(row)d has the same name; give both a customer code.")
                row.errors.setdefault("name", message % {"row": other.number})


def is_known_by_name(values):
    return "name" in values and "code" not in values and "credit_code" not in values


def _max_length(key):
    if key in CONTACT_ATTRIBUTES:
        return Contact._meta.get_field(CONTACT_ATTRIBUTES[key]).max_length
    if key in ADDRESS_KINDS:
        return Address._meta.get_field("line").max_length
    if key == "postcode":
        return Address._meta.get_field("postcode").max_length
    if key in ("owner", "province", "city", "parent"):
        return None
    field = Customer._meta.get_field(key)
    return field.base_field.max_length if key == "aliases" else field.max_length
