"""What the made-up customers think: one general feeling per person, a bent for each operation link, a little chance.

Links differ: people are liked, bills and complaints less; and complaints, transport and delivery weigh most in the end.
"""

from decimal import Decimal

from surveys.models import Item

# The mean of each link, and how much it moves overall satisfaction; from year to year some change.
LINKS = {
    "A": (8.4, 0.10),
    "B": (8.0, 0.15),
    "C": (7.7, 0.10),
    "D": (7.8, 0.10),
    "E": (7.3, 0.45),
    "F": (7.9, 0.10),
    "G": (7.5, 0.10),
    "H": (7.6, 0.35),
    "I": (7.0, 0.15),
    "J": (6.7, 0.20),
    "K": (6.4, 0.50),
    "L": (7.5, 0.20),
}
CHANGES = {2025: {}, 2026: {"K": 0.7, "J": 0.4, "E": -0.3}}
# Within a link some things are done better than others.
ITEMS = {"E3": -0.8, "E2": 0.5, "K2": -0.4, "C3": -0.5, "J2": -0.3, "H3": -0.4}
USED = {"transport": 0.95, "distribution": 0.7, "warehousing": 0.45, "forwarding": 0.3, "customs": 0.3}
UNKNOWN = {"A": 0.01, "B": 0.02, "G": 0.06, "H": 0.12, "I": 0.05, "J": 0.08, "K": 0.25, "L": 0.06}

IMPROVE = {
    "K": ["投诉后处理太慢，希望有专人跟进", "理赔流程太长，资料反复提交"],
    "J": ["对账单经常有误，需要反复核对", "附加费没有提前说明"],
    "E": ["旺季时效不稳定", "希望能实时看到车辆位置"],
    "I": ["回单返回太慢，影响我们结算"],
    "H": ["送货前请提前一小时通知收货人"],
    "C": ["旺季订车难，希望能提前锁定运力"],
    "G": ["查验信息希望能更早通知"],
}
PRAISE = [
    "客户经理响应很快",
    "司机态度好，装卸规范",
    "遇到台风时主动沟通，帮我们改了路线",
    "仓库盘点很准",
    "夜间也有人值班，很安心",
]
OTHERS = ["顺达物流", "华运供应链", "北方速运", "远成", "自有车队"]
BETTER = ["价格更低", "系统对接更方便", "干线时效更稳定", "全国网点更多"]


class Opinions:
    """Answers for one person after the other, always the same for the same random source."""

    def __init__(self, random, questionnaire, year):
        self.random = random
        self.sections = questionnaire.for_asking()
        self.change = CHANGES.get(year, CHANGES[2026])

    def of(self, unit, is_partial=False):
        """(item, columns of an Answer) of all that this person answers; a partial one stops half-way."""
        person = Person(self, unit)
        asked = [
            (section, item)
            for section in self.sections
            if not section.audience or unit.audience in section.audience
            if not section.service or section.service in person.services
            for item in section.items.all()
        ]
        if is_partial:
            asked = asked[: self.random.randint(8, 20)]
        answers = ((item, person.answer(section, item)) for section, item in asked)
        return [(item, value) for item, value in answers if value]


class Person:
    def __init__(self, opinions, unit):
        self.random = opinions.random
        gauss = self.random.gauss
        self.mood = gauss(-1.2 if unit.audience == "past" else 0, 1.1)
        self.bent = {key: gauss(0, 0.8) for key in LINKS}
        self.change = opinions.change
        self.services = [name for name, share in USED.items() if self.random.random() < share] or ["transport"]
        pull = sum(weight * (self.bent[key] + self.change.get(key, 0)) for key, (_mean, weight) in LINKS.items())
        self.overall = 7.4 + self.mood + pull + gauss(0, 0.35)
        # Telling what they think is worth saying to those who are very glad or very angry.
        self.worst = min(LINKS, key=lambda key: LINKS[key][0] + self.bent[key])

    def answer(self, section, item):
        if section.is_link:
            mean = LINKS[section.key][0] + self.change.get(section.key, 0) + ITEMS.get(item.key, 0)
            unknown = UNKNOWN.get(section.key, 0.03)
            return self.score(mean + self.mood + self.bent[section.key], unknown=unknown)
        if item.kind == Item.Kind.TEXT:
            return self.words(item)
        if item.kind in (Item.Kind.CHOICE, Item.Kind.MULTI):
            return {"choices": self.choice(item)}
        if item.role == Item.Role.LOYALTY_SHARE:
            return number(min(100, max(5, 5 * round(self.random.gauss(9 + self.overall / 2, 4)))))
        if item.kind == Item.Kind.NPS:
            return self.score(self.overall + 0.6, lowest=0, spread=0.9, unknown=0.01)
        return self.rating(item)

    def rating(self, item):
        shifts = {
            Item.Role.OVERALL: (0, 0.1, 0),
            Item.Role.EXPECTATION: (-0.3, 0.6, 0.01),
            Item.Role.IDEAL: (-0.7, 0.7, 0.02),
            Item.Role.PRICE: (-0.5, 0.8, 0.03),
            Item.Role.LOYALTY_REPEAT: (0.5, 0.8, 0.02),
            Item.Role.COMPETITOR_OVERALL: (7.2 - self.overall, 1.0, 0.35),
            Item.Role.LOYALTY_SWITCHING: (11 - 2 * self.overall, 1.2, 0.05),
        }
        shift, spread, unknown = shifts.get(item.role, (0, 0.8, 0.05))
        return self.score(self.overall + shift, spread=spread, unknown=unknown)

    def score(self, mean, lowest=1, spread=0.5, unknown=0.0):
        if self.random.random() < unknown:
            return {"is_not_applicable": True}
        return number(min(10, max(lowest, round(self.random.gauss(mean, spread)))))

    def choice(self, item):
        values = [value for value, *_labels in item.options]
        if item.role == Item.Role.SERVICES:
            return [value for value in values if value in self.services]
        if item.role == Item.Role.STATED_IMPORTANCE:
            weights = {key: self.random.random() * (weight + 0.1) for key, (_mean, weight) in LINKS.items()}
            chosen = sorted(weights, key=weights.get)[-3:]
            return [value for value in values if value in chosen]
        if item.role == Item.Role.COME_BACK:
            return ["yes" if self.overall < 5.8 or self.random.random() < 0.05 else "no"]
        if item.role in (Item.Role.LOYALTY_PRICE, Item.Role.LOYALTY_INCIDENT):
            # The more satisfied, the more they bear.
            place = (self.overall - 4.5) / 5.5 * len(values) + self.random.gauss(0, 0.7)
            place = min(len(values) - 1, max(0, int(place)))
            return [values[place] if item.role == Item.Role.LOYALTY_PRICE else values[-1 - place]]
        most = 1 if item.kind == Item.Kind.CHOICE else 3
        weights = [1 / (place + 1) for place in range(len(values))]
        return sorted(set(self.random.choices(values, weights, k=most)), key=values.index)

    def words(self, item):
        texts = {"N1": OTHERS, "N3": BETTER, "S1": IMPROVE.get(self.worst, IMPROVE["K"]), "S2": PRAISE}
        share = {"N1": 0.5, "N3": 0.2, "S1": 0.45, "S2": 0.3}.get(item.key, 0)
        return {"text": self.random.choice(texts[item.key])} if self.random.random() < share else None


def number(value):
    return {"number": Decimal(value)}
