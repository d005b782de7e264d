"""Choosing the columns of the customer list."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from crm_site.listing import query_with
from customers.columns import DEFAULT, Chosen

LONGEST_QUERY = 8_000


class ColumnsForm(forms.Form):
    """`query` is the filter of the list behind the dialog; `default` gives back the list's own columns."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    query = forms.CharField(max_length=LONGEST_QUERY, required=False, widget=forms.HiddenInput)
    default = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, user, data=None, **options):
        super().__init__(data, **options)
        self.fields["columns"].choices = [(column.name, column.label) for column in Chosen.offered_to(user)]
        self.initial["columns"] = list(Chosen.asked_for(user, QueryDict(self.initial.get("query", ""))).names)

    def chosen(self):
        """The names to keep, None for the list's own: whoever chose those gets what is added to them later."""
        names = self.cleaned_data["columns"]
        return None if self.cleaned_data["default"] or names == DEFAULT else names

    def back_to(self, address):
        query = query_with(QueryDict(self.cleaned_data["query"]), page=None, view=None)
        return f"{address}?{query}" if query else address
