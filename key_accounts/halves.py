"""Half-years: the period of a plan, known in tables by its first day."""

import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _


class Half(NamedTuple):
    """The first (1) or second (2) half of a calendar year; `str` is short and reads in every language: 2026 H1."""

    year: int
    number: int

    @classmethod
    def of(cls, day):
        """The half-year in which `day` lies."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    def __str__(self):
        return f"{self.year} H{self.number}"

    @property
    def label(self):
        if self.number == 1:
            return _("First half of %(year)s") % {"year": self.year}
        return _("Second half of %(year)s") % {"year": self.year}

    @property
    def first_day(self):
        return datetime.date(self.year, 1 if self.number == 1 else 7, 1)

    @property
    def last_day(self):
        return self.next.first_day - datetime.timedelta(days=1)

    @property
    def next(self):
        return Half(self.year, 2) if self.number == 1 else Half(self.year + 1, 1)

    @property
    def previous(self):
        return Half(self.year, 1) if self.number == 2 else Half(self.year - 1, 2)
