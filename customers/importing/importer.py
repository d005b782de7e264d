"""What an import of one kind of list brings of its own. Everything else is the same for all: uploading, reading the file,
states, progress, transactions, refused rows, pages.

Importers are chosen by `run.kind` (importers.py). Keys name fields: a row's values, changes and errors are kept by key.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from customers.models import Customer


@dataclass(frozen=True)
class DryRun:
    """`rows` of the file in its order; `compare(batch)` makes the values of an ImportRow of each."""

    rows: list
    compare: Callable[[list], list]


def import_row(run, finding):
    """What was found out about one row of the file, to be kept with the run."""
    row, customer = finding.row, None if finding.errors else finding.customer
    return {
        "run_id": run.pk,
        "number": row.number,
        "outcome": finding.outcome,
        "customer_id": customer and customer.pk,
        "values": row.values,
        "changes": finding.changes,
        "errors": finding.errors,
        "cells": row.cells,
    }


def writes_field(writes):
    """The field with which a person says what of a file shall be written; `writes` are the choices."""
    widget = forms.Select({"class": "form-select"})
    return forms.ChoiceField(label=_("What shall be written"), choices=writes.choices, required=False, widget=widget)


class Importer(ABC):
    # Of a workbook the sheet of one of these names, as `normalise` makes them, goes before others.
    sheets = frozenset()
    # The heading of its page, the template with its rules in a few words, the addresses of the page and of an empty workbook.
    title: str
    about: str
    list_url_name: str
    template_url_name: str

    def can_be_used_by(self, user) -> bool:
        return Customer.can_be_opened_by(user)

    @abstractmethod
    def recognise(self, header: str) -> str | None:
        """The field that a header names in so many words; tells the header row from titles and data."""

    def named(self, header):
        """{column index as text: field} of the columns whose header names a field in so many words; each field once."""
        found = {}
        for column, text in enumerate(header):
            key = self.recognise(text)
            if key and key not in found.values():
                found[str(column)] = key
        return found

    @abstractmethod
    def guess(self, table, original_name: str, today) -> tuple[dict, dict]:
        """(mapping {column index as text: key}, options {name: value}) that a person will confirm or correct."""

    @abstractmethod
    def column_choices(self, run, column: int) -> list[tuple[str, str]]:
        """(key, label) of what this column may hold."""

    def option_fields(self, run) -> dict:
        """{name: form field} of what is asked once for the whole file."""
        return {}

    @abstractmethod
    def fault_of(self, run, mapping: dict, options: dict) -> str | None:
        """Why a file with these columns cannot be imported."""

    def columns_of(self, run) -> dict[str, int]:
        """{key: index of its column}."""
        return {key: int(column) for column, key in run.mapping.items()}

    @abstractmethod
    def label(self, key: str) -> str:
        """What a field is called in the reader's language."""

    @abstractmethod
    def words(self, rows) -> Callable[[str, Any], str]:
        """words(key, value): a stored value of these rows as the reader knows it."""

    @abstractmethod
    def dry_run(self, run, table, at) -> DryRun:
        """Compares the file with what is on file."""

    @abstractmethod
    def write(self, run, at) -> None:
        """Writes the rows found new or changed, inside the run's transaction; what changed since the check becomes an
        error of its row and is not written over."""

    @abstractmethod
    def undo(self, run, at) -> None:
        """Takes back what the run wrote, inside a transaction; raises EditedSince where somebody used it since."""

    @abstractmethod
    def template(self):
        """An open workbook that shows how to fill it in, in the present language."""
