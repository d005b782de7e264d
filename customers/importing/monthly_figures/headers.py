"""Recognises what a column of figures holds: “2025年1月 收入”, “1月”, “2025-01 › 成本（万元）”, “应收”.

The key of a column is that of a field ("code", "month", "revenue"), or in the wide form "figure:year-month" with what the
header leaves open left out: "revenue:2025-01", "revenue:-01", ":2025-01".
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.figures.months import find_month, find_year
from customers.importing.customer_files.fields import FIELDS_BY_KEY
from customers.importing.matching import KEYS
from customers.importing.text import JOINED_BY, normalise, without_brackets
from customers.models import MonthlyFigure
from customers.models.figure import FIGURES

GROSS_PROFIT = "gross_profit"
IMPORTED = (*FIGURES[:2], GROSS_PROFIT, *FIGURES[2:])
SYNONYMS = {
    "project": "项目, 项目名称, 物流项目, 所属项目, Project, Project name",
    "month": "月份, 月, 年月, 期间, 会计期间, 所属月份, 所属期, 账期, 统计月份, 日期, Month, Period, Date",
    "year": "年, 年份, 年度, 会计年度, Year",
    "revenue": "收入, 营业收入, 营收, 营业额, 销售额, 销售收入, 销售金额, 业务收入, 主营业务收入, 收入金额, 收入合计, 不含税收入, "
    "开票金额, 运费收入, Revenue, Revenues, Sales, Turnover, Income",
    "cost": "成本, 营业成本, 业务成本, 主营业务成本, 成本金额, 成本合计, 不含税成本, 支出, Cost, Costs, Cost of sales, COGS",
    "gross_profit": "毛利, 毛利润, 毛利额, 业务毛利, 毛利合计, 利润, Gross profit, Gross margin, GP, Profit",
    "shipments": "票数, 运单数, 运单量, 发运票数, 业务票数, 发货票数, 票量, 运输票数, Shipments, Shipment count, Consignments",
    "orders": "订单, 订单数, 订单量, 单量, 单数, 订单票数, Orders, Order count, Number of orders",
    "receivable": "应收, 应收账款, 应收帐款, 应收款, 应收余额, 应收账款余额, 期末应收, 欠款, Receivable, Receivables, AR, "
    "Accounts receivable, Outstanding",
    "overdue": "逾期, 逾期金额, 逾期应收, 逾期账款, 逾期欠款, 逾期款, 超期, 超期金额, 超期应收, Overdue, Overdue amount, Past due",
}
WORDS = {normalise(word): key for key, words in SYNONYMS.items() for word in words.split(", ")}
for identity in KEYS:
    WORDS.update({normalise(name): identity for name in FIELDS_BY_KEY[identity].names})
# Not a month's figure, even where a month and a figure are named.
OTHERS = re.compile(
    "合计|小计|总计|累计|同比|环比|占比|比例|增长|季度|上年|去年|预算|计划|目标|预测|平均|毛利率|率$"
    "|total|ytd|budget|plan|forecast|target|growth|average|share|last year|%"
)
UNITS = {"10000": re.compile("万元?|10,?000"), "1000": re.compile("千元|thousand"), "1": re.compile("元|cny|rmb")}
LABELS = {
    "project": gettext_lazy("Project"),
    "month": gettext_lazy("Month"),
    "year": gettext_lazy("Year"),
    **{name: MonthlyFigure._meta.get_field(name).verbose_name for name in IMPORTED},
}


@dataclass(frozen=True)
class Wide:
    """A column of the wide form; "" and None stand for what the header leaves open."""

    figure: str
    year: int | None
    month: int

    @classmethod
    def of(cls, key):
        """The key taken apart, or None for a field of the long form."""
        figure, colon, period = key.partition(":")
        if not colon:
            return None
        year, _dash, month = period.partition("-")
        return cls(figure, int(year) if year else None, int(month))

    @property
    def period(self):
        return f"{self.year or ''}-{self.month:02}"

    @property
    def key(self):
        return f"{self.figure}:{self.period}"


@lru_cache(maxsize=2000)
def recognise(header):
    """The key of the column under `header`, or None."""
    text = unicodedata.normalize("NFKC", header.replace(JOINED_BY, " ")).casefold()
    lower = header.rpartition(JOINED_BY)[2]
    whole = next((WORDS[word] for word in map(_bare, (header, lower)) if word in WORDS), None)
    (year, month), rest = find_month(text)
    if month is None:
        return whole
    if OTHERS.search(rest):
        return None
    rest = _bare(rest)
    if rest and WORDS.get(rest) not in IMPORTED:
        return None
    return Wide(WORDS.get(rest, ""), year, month).key


def unit_of(header):
    """ "1", "1000" or "10000" where the header names its unit, else None."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return next((unit for unit, pattern in UNITS.items() if pattern.search(text)), None)


def figure_of(title):
    """The figure that a title such as “2025年客户收入表” is about, or None."""
    text = normalise(title)
    longest_first = sorted((word for word in WORDS if WORDS[word] in IMPORTED and len(word) > 1), key=len, reverse=True)
    return next((WORDS[word] for word in longest_first if word in text), None)


def year_of(title):
    return find_year(title)


def label(key):
    """What a column holds, in the reader's language."""
    if key in KEYS:
        return FIELDS_BY_KEY[key].label
    wide = Wide.of(key)
    if wide is None:
        return str(LABELS[key])[:1].upper() + str(LABELS[key])[1:]
    period = wide.period if wide.year else _("month %(number)d") % {"number": wide.month}
    if not wide.figure:
        return period
    return _("%(month)s · %(figure)s") % {"month": period, "figure": label(wide.figure)}


def _bare(header):
    """A header as it is looked up: without what stands in brackets, and without a unit."""
    word = normalise(without_brackets(header))
    return word if word in WORDS else re.sub("(万元|千元|元|cny|rmb)$", "", word)
