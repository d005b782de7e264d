"""What the words in a file may mean: people, industries, regions and the labels of choices, loaded once per import."""

from collections import defaultdict

from django.utils.translation import gettext as _

from customers.importing.customer_files.cells import choice_table
from customers.importing.errors import CellError
from customers.importing.text import normalise
from customers.models import Customer, Industry, Region
from people.models import Role, User

OWNING_ROLES = [Role.ACCOUNT_MANAGER, Role.SUPERVISOR]
# 上海 is 上海市, 广西 is 广西壮族自治区; the longest ending first.
CITY_ENDINGS = ("自治州", "地区", "市", "盟")
REGION_ENDINGS = ("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", *CITY_ENDINGS)


class Lookups:
    """Choices by field key, and the account managers that `user` may name."""

    def __init__(self, user):
        self.user = user
        regions = _active_regions()
        self.parent_region = {region.pk: region.parent_id for region in regions}
        self.choices = {
            "customer_type": choice_table(Customer.Type),
            "size": choice_table(Customer.Size),
            "lifecycle": choice_table(Customer.Lifecycle),
            "grade": choice_table(Customer.Grade),
            "taxpayer_kind": choice_table(Customer.TaxpayerKind),
            "industry": _industries(),
            "region": _regions(regions),
            "province": _regions([region for region in regions if region.parent_id is None]),
            # Shanghai is a city too.
            "city": _regions(sorted(regions, key=lambda region: region.parent_id is None)),
        }
        people = User.objects.active().filter(role__in=OWNING_ROLES)
        self.assignable = set(Customer.possible_owners(user).values_list("pk", flat=True))
        self._people = _people(people)
        self._salespeople = None

    def owner(self, text):
        """Id of the account manager with this username, name or salesperson code; raises CellError."""
        found = self._people.get(normalise(text)) or self.salespeople.get(text, set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise CellError(
                _("“%(text)s” is the name of several account managers; give the login name.") % {"text": text}
            )
        raise CellError(_("“%(text)s” is not an account manager: give a login name or a name.") % {"text": text})

    @property
    def default_owner_id(self):
        """New customers are the importer's own; those of who sees everything go to the public pool."""
        return None if self.user.sees_all else self.user.pk

    @property
    def salespeople(self):
        """{salesperson code: ids of those whose customers carry it}, read when first asked for."""
        if self._salespeople is None:
            self._salespeople = defaultdict(set)
            owned = Customer.objects.exclude(salesperson_code="").filter(
                owner__role__in=OWNING_ROLES, owner__is_active=True
            )
            for code, owner_id in owned.order_by().values_list("salesperson_code", "owner").distinct():
                self._salespeople[code].add(owner_id)
        return self._salespeople


def _people(people):
    table = defaultdict(set)
    for pk, username, name in people.values_list("pk", "username", "name"):
        table[normalise(username)].add(pk)
        table[normalise(name)].add(pk)
    return table


def _industries():
    table = {}
    for industry in Industry.objects.filter(is_active=True).order_by("parent_id", "code"):
        for wording in (industry.name, industry.name_en, industry.code):
            table.setdefault(normalise(wording), industry.pk)
    table.pop("", None)
    return table


def region_table():
    """{normalised wording: id} of every region."""
    return _regions(_active_regions())


def _active_regions():
    return list(Region.objects.filter(is_active=True).select_related("parent").order_by("parent_id", "code"))


def _regions(regions):
    """Every way to write a region. Whole names go before derived ones: 吉林市 is the city, 吉林 the province."""
    table = {}
    for region in regions:
        for wording in (region.name, region.name_en, region.code):
            table.setdefault(normalise(wording), region.pk)
    for region in regions:
        for wording in _variants(region):
            table.setdefault(normalise(wording), region.pk)
        above = region.parent
        if above is not None:
            for wording in _variants(region):
                for province in _variants(above):
                    table.setdefault(normalise(province + wording), region.pk)
            table.setdefault(normalise(above.name_en + region.name_en), region.pk)
            table.setdefault(normalise(region.name_en + above.name_en), region.pk)
    table.pop("", None)
    return table


def _variants(region):
    """The name without its ending and with each that people add."""
    ending = next((ending for ending in REGION_ENDINGS if region.name.endswith(ending)), "")
    short = region.name.removesuffix(ending) if len(region.name) > len(ending) + 1 else region.name
    endings = REGION_ENDINGS if region.parent_id is None else CITY_ENDINGS
    return {region.name, short, *(short + ending for ending in endings)}
