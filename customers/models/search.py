"""What makes a customer findable: one text-search vector per customer, kept right by the database itself."""

from typing import NamedTuple

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from customers.search import VectorQuery, search_query

# Beyond this a list walked in its order meets a hit often enough.
MANY_HITS = 2_000


class SearchEntry(models.Model):
    """The vector of one customer's names, codes, contacts and numbers.

    Triggers rebuild it after every write to the customer or a contact, bulk writes and plain SQL included. It stands
    apart from the customer so that lists read slim rows and an edit of the owner does not rewrite it.
    """

    customer = models.OneToOneField("customers.Customer", models.CASCADE, primary_key=True, related_name="search_entry")
    vector = SearchVectorField()

    class Meta:
        # Every search. New entries wait in a short list that is sorted in as it fills: writing is several times faster.
        indexes = [GinIndex(fields=["vector"], name="search_entry_vector")]


class Hits(NamedTuple):
    """The files that a search finds: by their ids where they are few, else by what was asked for."""

    query: VectorQuery | None
    ids: list

    @classmethod
    def of(cls, text, at_start=False):
        query = search_query(text, at_start)
        found = SearchEntry.objects.none() if query is None else SearchEntry.objects.filter(vector=query)
        return cls(query, list(found.values_list("pk", flat=True)[: MANY_HITS + 1]))

    @property
    def are_few(self):
        return len(self.ids) <= MANY_HITS


class SearchPinyin(models.Model):
    """How a character, or two that read otherwise together (重庆), is spelled: the database's copy of pypinyin."""

    term = models.CharField(max_length=2, primary_key=True)
    pinyin = models.CharField(max_length=20)
