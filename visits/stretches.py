"""Months, quarters, half-years and years by their names in an address: 2026-11, 2026-Q4, 2026-H2, 2026."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from visits.periods import MONTHS, period_of

PATTERN = re.compile(r"(20\d{2})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?", re.ASCII)
LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
ONE_DAY = timedelta(days=1)


class Stretch(NamedTuple):
    kind: str
    first: date
    last: date

    @classmethod
    def of(cls, kind, day):
        """The month, quarter, half-year or year in which `day` lies."""
        return cls(kind, *period_of(day, LENGTHS[kind], MONTHS))

    @classmethod
    def named(cls, text, today):
        """What the address says; the present quarter where it says nothing sensible."""
        match = PATTERN.fullmatch(text or "")
        if not match:
            return cls.of("quarter", today)
        year, month, quarter, half = match.groups()
        if month:
            return cls.of("month", date(int(year), int(month), 1))
        if quarter:
            return cls.of("quarter", date(int(year), 3 * int(quarter), 1))
        if half:
            return cls.of("half", date(int(year), 6 * int(half), 1))
        return cls.of("year", date(int(year), 1, 1))

    @property
    def name(self):
        year, month = self.first.year, self.first.month
        names = {
            "month": f"-{month:02}",
            "quarter": f"-Q{(month + 2) // 3}",
            "half": f"-H{(month + 5) // 6}",
            "year": "",
        }
        return f"{year}{names[self.kind]}"

    @property
    def previous(self):
        return self.of(self.kind, self.first - ONE_DAY)

    @property
    def next(self):
        return self.of(self.kind, self.last + ONE_DAY)

    def siblings(self):
        """{kind: the stretch of that length that this one ends in}, for choosing another length."""
        return {kind: self.of(kind, self.first) for kind in LENGTHS}
