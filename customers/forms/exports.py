"""Asking for a list as Excel."""

from django import forms
from django.http import QueryDict

from customers.models.export_run import LONGEST_QUERY


class ExportForm(forms.Form):
    """`query` is the filter as the address of the list has it; a form sent twice asks for one file."""

    query = forms.CharField(max_length=LONGEST_QUERY, required=False, widget=forms.HiddenInput)
    submission_key = forms.UUIDField(widget=forms.HiddenInput)

    def parameters(self):
        return QueryDict(str(self["query"].value() or "")[:LONGEST_QUERY])
