"""What one kind of record brings of its own to the import of records that belong to customers."""

from collections import defaultdict
from datetime import date, datetime
from functools import cached_property

from django.utils.translation import gettext as _

from customers.importing.copying import copy_in, save_changed
from customers.importing.customer_files.candidates import EXAMPLE_CODE
from customers.importing.customer_files.cells import choice_table, clean_as
from customers.importing.text import as_stored, normalise
from customers.models import Activity, Customer


class PartKind:
    """One is made for each comparison of a file `at` a time, with the rights of the `user` who imports."""

    model: type
    # The heading of the page on which its files are uploaded.
    title: str
    # Its own fields, after those that name the customer.
    fields: list
    # {key: attribute of the record}, where they differ.
    attributes = {}
    # {key: TextChoices} of fields that hold one of some words.
    choices = {}
    # {key: {value: other words for it}}, as companies write them.
    wordings = {}
    # {key: what is said where the cell is empty}
    required = {}
    # {key: cell} of the row of the template that shows how to fill it in.
    example = {}
    # What a workbook's sheet of this kind is called.
    sheets = ()
    # Whether what is on file is changed by a file, or only added to.
    may_change = False
    # {model: fields that an undoing puts back} of all that is written, but for rows that go with the records themselves.
    written = {}
    # Models without a history whose rows belong to the records.
    belongings = ()
    # What is said on the timeline of each customer.
    activity = ""

    def __init__(self, user, at):
        self.user, self.at = user, at

    @staticmethod
    def can_be_used_by(user):
        return Customer.can_be_opened_by(user)

    @cached_property
    def tables(self):
        """{key: {normalised word: value}}"""
        tables = {key: choice_table(choices) for key, choices in self.choices.items()}
        for key, words in self.wordings.items():
            tables[key] |= {normalise(word): value for value, line in words.items() for word in line.split(", ")}
        return tables

    def attribute(self, key):
        return self.attributes.get(key, key)

    def clean(self, field, raw, values):
        """What the cell `raw` means; `values` are those of the fields before. Raises CellError."""
        column = self.model._meta.get_field(self.attribute(field.key))
        return clean_as(field.kind, raw, self.tables.get(field.key), column.max_length)

    def settle(self, values, errors, run):
        """Fill in what goes without saying, and refuse what does not fit together, before anything is compared."""

    def load(self, customers, rows):
        """Read what is on file of these customers that the rows may mean."""
        self.on_file = defaultdict(list)
        for record in self.records(customers, rows):
            self.on_file[record.customer_id].append(record)

    def records(self, customers, rows):
        return self.model.objects.filter(customer__in=customers)

    def refusal(self, customer):
        """Why who imports may not, though they may write in the file; or None."""

    def find(self, customer, values):
        """The record of `customer` that a row means, or None for a new one; raises CellError where it means several."""
        same = (record for record in self.on_file[customer.pk] if self.identity_of(record) == self.identity(values))
        return next(same, None)

    def identity(self, values):
        """What no two rows of one customer may share."""
        raise NotImplementedError

    def identity_of(self, record):
        """The same of a record on file."""
        raise NotImplementedError

    def twin(self, identity, rows):
        """The number of the row, of `rows` {identity: number}, that means the same; or None."""
        return rows.get(identity)

    def compare(self, finding):
        """Set what changes on file, {key: [from, to]}, and what is wrong; `record` is None for a new one."""
        for key in self.own_keys(finding.row.values) if finding.record else ():
            before, after = stored(getattr(finding.record, self.attribute(key))), finding.row.values[key]
            if before != after:
                finding.changes[key] = [before, after]

    def own_keys(self, values):
        return [field.key for field in self.fields if field.key in values]

    def write(self, run, findings, at):
        """Write those found new, and where this kind changes anything those found changed."""
        copy_in([self.made(finding) for finding in findings if finding.record is None])
        changed = [finding for finding in findings if finding.record is not None]
        attributes = set()
        for finding in changed:
            after = {self.attribute(key): to for key, (_from, to) in finding.changes.items()}
            attributes |= after.keys()
            for name, value in after.items():
                setattr(finding.record, name, value)
        save_changed([finding.record for finding in changed], attributes)

    def made(self, finding):
        """A new record, not saved."""
        values = finding.row.values
        facts = {self.attribute(key): values[key] for key in self.own_keys(values)}
        return self.model(customer=finding.customer, **facts)

    def tell(self, run, findings, at):
        """One entry on the timeline of each customer."""
        counts = defaultdict(int)
        for finding in findings:
            counts[finding.customer.pk] += 1
        facts = {"file": run.original_name, "run": run.pk}
        url = run.get_absolute_url()
        return [
            Activity(
                customer_id=pk, kind=self.activity, by_id=run.by_id, at=at, url=url, facts=facts | {"count": count}
            )
            for pk, count in counts.items()
        ]

    @classmethod
    def words(cls, rows):
        """words(key, value): a stored value of these rows as the reader knows it."""
        labels = {key: dict(choices.choices) for key, choices in cls.choices.items()}

        def word(key, value):
            if isinstance(value, list):
                return "; ".join(value)
            if isinstance(value, bool):
                return _("yes") if value else _("no")
            return "" if value in ("", None) else str(labels.get(key, {}).get(value, value))

        return word

    @classmethod
    def example_row(cls):
        words = {key: words[0] for key, words in cls.allowed().items() if words}
        named = {"code": EXAMPLE_CODE, "name": _("Example Logistics (Shanghai) Co., Ltd.")}
        return named | words | {key: str(cell) for key, cell in cls.example.items()}

    @classmethod
    def allowed(cls):
        """{key: words that the import understands}"""
        return {key: [str(label) for label in choices.labels] for key, choices in cls.choices.items()}


def stored(value):
    """The value as it stands in a JSON column and is compared."""
    return value.isoformat() if isinstance(value, date | datetime) else as_stored(value)
