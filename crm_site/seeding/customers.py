"""Plausible customers with contacts and addresses: as values, so that the demo creates objects and the mass seed copies."""

from datetime import datetime, time, timedelta
from itertools import accumulate
from random import Random

from django.utils import timezone

from crm_site.seeding.catalogue import CITIES, LINES
from crm_site.seeding.names import TITLES, Names, scattered
from customers.credit_code import ALPHABET, check_character
from customers.models import Address, Customer, Industry, Region
from people.models import Role, User

Size, Grade, Lifecycle = Customer.Size, Customer.Grade, Customer.Lifecycle

SIZES = [Size.LARGE, *[Size.MEDIUM] * 3, *[Size.SMALL] * 4, *[Size.MICRO] * 2]
GRADES = [Grade.A, *[Grade.B] * 3, *[Grade.C] * 5, ""]
LIFECYCLES = [
    *[Lifecycle.CURRENT] * 14,
    *[Lifecycle.POTENTIAL] * 3,
    Lifecycle.DORMANT,
    Lifecycle.LOST,
    Lifecycle.WON_BACK,
]
SOURCES = ["展会", "老客户介绍", "电话开发", "官网询价", "招标", "同行转介"]
LOST_REASONS = [
    ("价格高于竞争对手", "顺达物流"),
    ("时效不达标", "中海供应链"),
    ("客户自建车队", ""),
    ("货损率偏高", "德通速运"),
]
RATES = {"general": "9.00", "small_scale": "3.00"}
DAYS_ON_FILE = 1500


def credit_code(region, number):
    """A valid code of an enterprise registered in `region`; different numbers give different codes."""
    first = f"91{region}MA{scattered(number, ALPHABET, 7)}"
    return first + check_character(first)


class CustomerMaker:
    """Makes the values of one customer after the other, always the same for the same seed."""

    def __init__(self, seed, at):
        self.random = Random(seed)  # noqa: S311 - made-up data
        self.names = Names(self.random)
        self.now = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        self.regions = dict(Region.objects.values_list("code", "id"))
        self.cities = {self.regions[city.code]: city for city in CITIES}
        self.industries = dict(Industry.objects.values_list("code", "id"))
        self.shares = list(accumulate(city.share for city in CITIES))
        self.managers = self._managers()

    def _managers(self):
        """Account managers by the code of their branch."""
        managers = {}
        for manager in (
            User.objects.filter(role=Role.ACCOUNT_MANAGER).select_related("department__parent").order_by("id")
        ):
            managers.setdefault(manager.department.parent.code, []).append(manager.pk)
        return managers

    def customer(self, number):
        """The values of a customer's fields; `number` makes its code and credit code unique."""
        random = self.random
        city = random.choices(CITIES, cum_weights=self.shares)[0]
        line = random.choice(LINES)
        name, short_name, english_name = self.names.company(city.name, city.name_en, line.word, line.word_en)
        lifecycle = random.choice(LIFECYCLES)
        taxpayer = "general" if random.random() < 0.8 else "small_scale"
        created_at = self._moment(DAYS_ON_FILE)
        updated_at = created_at + (self.now - created_at) * random.random() ** 0.5
        return {
            "code": f"KH{number:07}",
            "name": name,
            "short_name": short_name,
            "english_name": english_name if random.random() < 0.3 else "",
            "aliases": [f"{city.name}{line.word}{number % 97 + 1}厂"] if random.random() < 0.06 else [],
            "credit_code": credit_code(city.code, number) if random.random() < 0.97 else "",
            "customer_type": line.customer_type,
            "industry_id": self.industries[line.industry],
            "region_id": self.regions[city.code],
            "size": random.choice(SIZES),
            "source": random.choice(SOURCES),
            "taxpayer_kind": taxpayer,
            "tax_rate": RATES[taxpayer],
            "bank": self.names.bank(city.name),
            "bank_account": f"62{random.randrange(10**15):015}",
            "owner_id": self._owner(city.branch, lifecycle),
            "lifecycle": lifecycle,
            "grade": "" if lifecycle == Lifecycle.POTENTIAL else random.choice(GRADES),
            "submission_key": f"{random.getrandbits(128):032x}",
            "created_at": created_at,
            "updated_at": updated_at,
        } | self._loss(lifecycle)

    def contacts(self, most):
        """The values of one to `most` people of a customer, the first contact first."""
        random = self.random
        for place in range(random.randint(1, most)):
            level, title, department = random.choice(TITLES)
            mobile = self.names.mobile()
            yield {
                "name": self.names.person(),
                "title": title,
                "department": department,
                "level": level,
                "is_primary": place == 0,
                "mobile": mobile,
                "wechat": f"wx{mobile[3:]}" if random.random() < 0.4 else "",
            }

    def addresses(self, region_id):
        """The values of the registered address and, for one in three customers, of a warehouse."""
        city = self.cities[region_id]
        kinds = [Address.Kind.REGISTERED]
        if self.random.random() < 0.33:
            kinds.append(Address.Kind.WAREHOUSE)
        for kind in kinds:
            line = f"{city.name}市{self.names.street()}"
            yield {"kind": kind, "region_id": region_id, "line": line, "postcode": city.postcode}

    def _owner(self, branch, lifecycle):
        """A manager of the branch that serves the region; some customers are in the public pool."""
        if self.random.random() < (0.3 if lifecycle == Lifecycle.LOST else 0.05):
            return None
        return self.random.choice(self.managers[branch])

    def _loss(self, lifecycle):
        if lifecycle != Lifecycle.LOST:
            return {"lost_reason": "", "lost_to": ""}
        reason, competitor = self.random.choice(LOST_REASONS)
        return {"lost_reason": reason, "lost_to": competitor}

    def _moment(self, days):
        """A moment in office hours within the last `days` days."""
        day = timezone.localdate(self.now) - timedelta(days=self.random.randrange(2, days))
        return timezone.make_aware(datetime.combine(day, time(9, 0))) + timedelta(minutes=self.random.randrange(510))
