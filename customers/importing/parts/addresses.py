"""Addresses from a file: told apart by kind and text."""

from functools import cached_property

from django.utils.translation import gettext_lazy

from customers.importing.customer_files.lookups import region_table
from customers.importing.parts import fields
from customers.importing.parts.kind import PartKind
from customers.models import Address, Region


class AddressPart(PartKind):
    model = Address
    title = gettext_lazy("Import addresses")
    fields = fields.ADDRESSES
    attributes = {"address_kind": "kind", "region": "region_id", "address_phone": "phone"}
    choices = {"address_kind": Address.Kind}
    wordings = {
        "address_kind": {
            Address.Kind.REGISTERED: "注册, 注册地址, 注册地, 公司地址, 办公地址, 营业地址",
            Address.Kind.DELIVERY: "交货, 交货地址, 收货, 收货地址, 收货地, 送货, 送货地址, 提货地址, Ship to",
            Address.Kind.INVOICE: "发票, 发票地址, 寄票地址, 收票地址, 开票地址, Bill to",
            Address.Kind.WAREHOUSE: "仓库地址, 库房, 仓储",
        }
    }
    required = {
        "address_kind": gettext_lazy("Say of which kind the address is."),
        "line": gettext_lazy("Write the address."),
    }
    example = {
        "line": gettext_lazy("100 Century Avenue, Pudong, Shanghai"),
        "postcode": "200120",
        "recipient": gettext_lazy("Zhang Min"),
        "address_phone": "021-58881234",
    }
    sheets = ("地址", "客户地址", "Addresses")
    may_change = True
    activity = "address.imported"
    written = {Address: ("region_id", "postcode", "recipient", "phone")}

    @cached_property
    def tables(self):
        return super().tables | {"region": region_table()}

    def identity(self, values):
        return values["address_kind"], values["line"]

    def identity_of(self, address):
        return address.kind, address.line

    @classmethod
    def words(cls, rows):
        word = super().words(rows)
        used = {row.values.get("region") for row in rows}
        used |= {value for row in rows for value in row.changes.get("region", ())}
        regions = {region.pk: str(region) for region in Region.objects.filter(pk__in=used - {None})}
        return lambda key, value: regions.get(value, "") if key == "region" else word(key, value)

    @classmethod
    def allowed(cls):
        return super().allowed() | {"region": [str(region) for region in Region.objects.filter(is_active=True)]}
