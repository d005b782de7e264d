"""Names that 3PL customers and their people might have, drawn from pools that are made once."""

from faker import Faker
from pypinyin import lazy_pinyin

# Brands are made of two characters, sometimes with a third: some 3,000 of them.
FIRST = "远恒华中瑞鑫宏盛达博嘉康泰东海天金永新德丰源汇通利信安美佳凯立正合润百联众优科创蓝星明辉锦世纪龙腾飞卓越"
SECOND = "洋达瑞泰丰盛源通利和兴隆昌茂发祥顺诚信邦宇航成胜威力科创美佳乐康宁安平光辉明星晨阳峰岭海川江湖林森"
THIRD = "特尔斯德克森迪曼诺朗"

LEGAL_FORMS = [
    ("有限公司", "Co., Ltd."),
    ("有限公司", "Co., Ltd."),
    ("有限公司", "Co., Ltd."),
    ("有限公司", "Co., Ltd."),
    ("股份有限公司", "Corp., Ltd."),
    ("有限责任公司", "LLC"),
    ("集团有限公司", "Group Co., Ltd."),
]

TITLES = [
    ("top", "总经理", "总经办"),
    ("top", "副总经理", "总经办"),
    ("middle", "物流经理", "物流部"),
    ("middle", "供应链总监", "供应链部"),
    ("middle", "采购经理", "采购部"),
    ("middle", "仓储经理", "仓储部"),
    ("working", "物流专员", "物流部"),
    ("working", "单证员", "进出口部"),
    ("working", "跟单员", "业务部"),
    ("working", "仓库主管", "仓储部"),
    ("working", "财务", "财务部"),
]

MOBILE_PREFIXES = [
    "130",
    "131",
    "133",
    "135",
    "136",
    "137",
    "138",
    "139",
    "150",
    "158",
    "159",
    "177",
    "186",
    "188",
    "189",
]
ROADS = [
    "工业",
    "科技",
    "人民",
    "建设",
    "港城",
    "物流园",
    "兴业",
    "创新",
    "振华",
    "滨河",
    "临港",
    "开发",
    "迎宾",
    "长江",
    "黄河",
]
BANKS = ["中国工商银行", "中国建设银行", "中国银行", "交通银行", "招商银行", "浦发银行"]


class Names:
    """Draws from `random`, a random.Random: the same seed gives the same names."""

    def __init__(self, random):
        self.random = random
        faker = Faker("zh_CN")
        faker.seed_instance(random.getrandbits(32))
        self.people = list(dict.fromkeys(faker.name() for _ in range(5000)))
        pairs = [first + second for first in FIRST for second in SECOND if first != second]
        longer = [first + second + third for first in FIRST[::4] for second in SECOND[::7] for third in THIRD]
        self.brands = [(brand, "".join(lazy_pinyin(brand)).title()) for brand in pairs + longer]

    def company(self, place, place_en, word, word_en):
        """Full name, short name and English name of a company that makes `word` in the city `place`."""
        brand, brand_en = self.random.choice(self.brands)
        form, form_en = self.random.choice(LEGAL_FORMS)
        pattern = self.random.random()
        if pattern < 0.7:
            name = f"{place}{brand}{word}{form}"
        elif pattern < 0.85:
            name = f"{brand}（{place}）{word}{form}"
        else:
            name = f"{place}市{brand}{word}{form}"
        short = f"{place}{brand}" if self.random.random() < 0.6 else f"{brand}{word}"
        return name, short, f"{place_en} {brand_en} {word_en} {form_en}"

    def person(self):
        return self.random.choice(self.people)

    def mobile(self):
        return f"{self.random.choice(MOBILE_PREFIXES)}{self.random.randrange(10**8):08}"

    def street(self):
        number = self.random.randrange(1, 1999)
        return f"{self.random.choice(ROADS)}{self.random.choice('东西南北中')}路{number}号"

    def bank(self, place):
        return f"{self.random.choice(BANKS)}{place}分行"


def scattered(number, alphabet, length):
    """A code of `length` signs that looks like chance; different numbers give different codes.

    The alphabet must have a prime number of signs: then the factor has no part in common with the count of codes.
    """
    rest = number * 17_190_011_473 % len(alphabet) ** length
    signs = []
    for _position in range(length):
        rest, place = divmod(rest, len(alphabet))
        signs.append(alphabet[place])
    return "".join(signs)
