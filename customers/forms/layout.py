"""How the forms of the customer file look, and how telephone numbers are brought into one form."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.functional import cached_property

from customers.phones import normalise_mobile, normalise_phone

WIDE = (
    *("name", "english_name", "aliases", "tags", "website", "remark", "line", "services"),
    *("credit_opinion", "needs", "proposal", "competitors", "next_step"),
    *("attitude", "contract_performance", "frictions", "potential", "findings", "upload"),
)


def in_columns(fields):
    """Two fields in a row; long ones alone. Of one name, a choice is short and a text long."""
    rows = []
    for name, field in fields.items():
        if name in WIDE and not isinstance(field.widget, forms.Select):
            rows.append([Column(name)])
        elif rows and len(rows[-1]) == 1 and rows[-1][0].css_class:
            rows[-1].append(Column(name, css_class="col-sm-6"))
        else:
            rows.append([Column(name, css_class="col-sm-6")])
    return Layout(*(Row(*row) for row in rows))


class FileForm(forms.ModelForm):
    """Fields in two columns; the page writes the form's own tags."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # A browser that knows the length cuts a longer text off as it is pasted, and says nothing; we refuse it in words.
            field.widget.attrs.pop("maxlength", None)

    @cached_property
    def helper(self):
        """How the form is drawn, laid out when it is: a form that is saved is not."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = in_columns(self.fields)
        return helper

    def clean_mobile(self):
        mobile = self.cleaned_data["mobile"].strip()
        return normalise_mobile(mobile) if mobile else ""

    def clean_phone(self):
        phone = self.cleaned_data["phone"].strip()
        return normalise_phone(phone) if phone else ""
