"""Grouped sums of a wave's answers. A hundred thousand answer sheets of 45 items stay in Postgres.

They are laid out in temporary tables that live for one transaction (surveys.results.queries). An earlier wave may be laid
beside, in tables of its own, for those who answered in both.
"""

from collections import namedtuple

from django.db import connection

from surveys.results import queries
from surveys.results.measures import ACSI, ACSI_ROLES, CSI, LOYALTY_ROLES, REVERSED

# The columns of the grouping sets, in their order; the frame knows all but the mode.
SEGMENTS = ("grade", "tier", "region", "industry", "department", "mode")
Group = namedtuple("Group", "stratum n total squares tops detractors")


class Answers:
    """The complete answer sheets of a wave by the measures of its questionnaire; lives within one transaction."""

    def __init__(self, wave, measures, place="survey", numbering=None):
        """`place` names the temporary tables; `numbering` are the measures of another wave whose numbers are used."""
        self.wave, self.own, self.measures = wave, measures, numbering or measures
        self.tables = {"sheets": f"{place}_sheets", "measures": f"{place}_measures"}
        self._run(queries.CREATE)
        self._lay_out()

    def beside(self, wave, measures):
        """The answers of an earlier wave, laid out by the numbers that this wave's measures have."""
        return Answers(wave, measures, "earlier_survey", self.measures)

    def _lay_out(self):
        self._run(queries.ADD_SHEETS, wave=self.wave.pk, stratified=is_stratified(self.wave))
        known = [(measure, self.measures.named(measure.name)) for measure in self.own.items]
        self._add_items([(measure, ours) for measure, ours in known if ours])
        means = {
            link: [self.measures.named(measure.name) for measure in items] for link, items in self.own.links.items()
        }
        means[ACSI] = [self.measures.of_role(role) for role in ACSI_ROLES]
        rows = [row for name, parts in means.items() for row in self._rows_of(name, parts)]
        shared = [role for role in LOYALTY_ROLES if role in self.own.roles and role in self.measures.roles]
        self._add_means(rows + [row for role in shared for row in self._loyalty_rows(role)])
        for role in shared:
            self._add_loyalty_choices(role)
        self._run(queries.ANALYZE)

    def _add_items(self, pairs):
        self._run(
            queries.ADD_ITEMS,
            items=[measure.item.pk for measure, _ours in pairs],
            measures=[ours.number for _measure, ours in pairs],
            lows=[measure.low for measure, _ours in pairs],
            highs=[measure.high for measure, _ours in pairs],
            tops=[measure.top for measure, _ours in pairs],
            rated=[measure.is_rated for measure, _ours in pairs],
        )

    def _rows_of(self, name, parts, weights=None):
        """(measure, whole, weight, low, high, top) for each part of a mean."""
        whole = self.measures.named(name)
        for part in parts if whole else ():
            if part:
                weight = 1.0 if weights is None else weights[part.name]
                yield part.number, whole.number, weight, part.low, part.high, part.top

    def _loyalty_rows(self, role):
        part, whole = self.measures.of_role(role), self.measures.named(f"loyalty:{role}")
        if part and not self.own.roles[role].options:
            low, high = (part.high, part.low) if role in REVERSED else (part.low, part.high)
            yield part.number, whole.number, 1.0, low, high, high

    def _add_means(self, rows):
        """All means in one reading of the measures."""
        if rows:
            names = ("measures", "wholes", "weights", "lows", "highs", "tops")
            columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
            self._run(queries.ADD_MEANS, **columns)

    def _add_loyalty_choices(self, role):
        item, whole = self.own.roles[role], self.measures.named(f"loyalty:{role}")
        if item.options:
            values = self.own.loyalty_of_options(role)
            options = {"options": list(values), "values": list(values.values())}
            self._run(queries.ADD_CHOICES, item=item.pk, measure=whole.number, **options)

    def add_csi(self, weights):
        """CSI = Σ w s / Σ w over the links that a person judged, from `weights` {link's name: w}."""
        links = [self.measures.named(name) for name in self.measures.links]
        self._add_means(list(self._rows_of(CSI, links, weights)))
        # Else the planner takes the index for a measure without rows, and reads the sheets once for each of them.
        self._run(queries.ANALYZE)

    def groups(self, numbers=None):
        """{(segment, value): {measure's number: [Group]}}, with (None, None) for the whole wave; of all measures, or of
        those with `numbers`."""
        numbers = [measure.number for measure in self.measures] if numbers is None else numbers
        found = {}
        for number, *row in self._rows(queries.GROUPS, numbers):
            stratum, values, sums = row[0], row[1 : 1 + len(SEGMENTS)], row[1 + len(SEGMENTS) :]
            found.setdefault(_cell(SEGMENTS, values), {}).setdefault(number, []).append(Group(stratum, *sums))
        return found

    def sheets(self):
        """{(segment, value): {stratum: complete answer sheets}}"""
        return self._counted(SEGMENTS, self._rows(queries.SHEETS))

    def frame(self):
        """{(segment, value): {stratum: units of the frame that belong to the population}}, without modes."""
        rows = self._rows(queries.FRAME, wave=self.wave.pk, stratified=is_stratified(self.wave))
        return self._counted(SEGMENTS[:-1], rows)

    def _counted(self, segments, rows):
        found = {}
        for stratum, *values, count in rows:
            found.setdefault(_cell(segments, values), {})[stratum] = count
        return found

    def spread(self):
        """{measure's number: {answer, or tenth of the scale of a link: count}}"""
        rated = [measure.number for measure in self.measures.items if measure.is_rated]
        links = [self.measures.named(name).number for name in self.measures.links]
        found = {}
        for number, value, count in [
            *self._rows(queries.SPREAD, rated),
            *self._rows(queries.BANDS, links),
        ]:
            found.setdefault(number, {})[int(value)] = count
        return found

    def unused(self):
        """{item's id: ("not used / don't know", numbers of any kind)}"""
        return {item: counts for item, *counts in self._rows(queries.UNUSED)}

    def chosen(self):
        """{item's id: {option: count}}"""
        found = {}
        for item, option, count in self._rows(queries.CHOSEN, [item.pk for item in self.measures.choices]):
            found.setdefault(item, {})[option] = count
        return found

    def variances(self):
        """{link's number: (variances of its items, variance of their sum)} over those who answered all of them."""
        parts = [
            (item.number, self.measures.named(name).number, len(items))
            for name, items in self.measures.links.items()
            for item in items
        ]
        names = ("measures", "links", "sizes")
        columns = (
            dict(zip(names, map(list, zip(*parts, strict=True)), strict=True))
            if parts
            else {name: [] for name in names}
        )
        found = {}
        for link, measure, variance in self._rows(queries.RELIABILITY, **columns):
            found.setdefault(link, {})[measure] = variance
        return {link: ([v for m, v in by.items() if m is not None], by.get(None)) for link, by in found.items()}

    def scores(self, numbers):
        """(customer, measure's number, value) of the measures given, to be laid out as a matrix."""
        return self._rows(queries.SCORES, numbers)

    def pairs(self, earlier):
        """{measure's number: (n, mean of the differences, their variance, came to the top, left it)}"""
        query = queries.PAIRS.format(earlier=earlier.tables["measures"], **self.tables)
        return {number: rest for number, *rest in self._rows(query)}

    def _run(self, query, **parameters):
        with connection.cursor() as cursor:
            cursor.execute(query.format(**self.tables), parameters or None)

    def _rows(self, query, *positional, **named):
        with connection.cursor() as cursor:
            cursor.execute(query.format(**self.tables), named or positional)
            return cursor.fetchall()


def is_stratified(wave):
    """Only where the sample was drawn by strata do they weigh; otherwise the wave is one stratum."""
    return wave.method not in (wave.Method.CENSUS, wave.Method.SIMPLE)


def _cell(segments, values):
    """Which cell a row of a grouping set is about: the one column that is not rolled up, or the whole."""
    return next(
        ((name, value) for name, value in zip(segments, values, strict=True) if value is not None), (None, None)
    )
