"""The choices of a merge: of each field that differs one value, which people are one, and whose figures count."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from customers.amounts import in_yuan
from customers.merging import contacts, fields
from customers.models import Customer
from customers.readable import EMPTY, joined, label, readable


class OtherFileForm(forms.Form):
    """The other file, found by any part of its name; only one of which the person is in charge as well."""

    other = forms.ModelChoiceField(
        Customer.objects.none(),
        label=_("The other file"),
        error_messages={"invalid_choice": _("Only files of which you are in charge are merged.")},
    )

    def __init__(self, *args, customer, user, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        field.queryset = Customer.objects.in_charge_of(user).exclude(pk=customer.pk)
        field.widget.choices = [("", "—")]
        field.widget.attrs |= {"data-picker-url": reverse("customers:pick") + "?only=customers", "autofocus": True}


class MergeForm(forms.Form):
    """`kept_version` and `merged_version` say what the person saw; a choice that is not sent is the kept file's."""

    kept_version = forms.IntegerField(widget=forms.HiddenInput)
    merged_version = forms.IntegerField(widget=forms.HiddenInput)
    figures = forms.ChoiceField(
        label=_("Figures of the same month"),
        choices=[("sum", _("Add them up")), ("kept", _("Keep those of the kept file"))],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data, kept, merged):
        self.kept, self.merged = kept, merged
        self.alike = contacts.alike(kept, merged)
        self.proposed = fields.proposed(kept, merged)
        initial = {"kept_version": kept.version, "merged_version": merged.version, "figures": "sum"}
        super().__init__(data, initial=initial)
        for name in self.differing():
            self.fields[f"choice-{name}"] = forms.ChoiceField(
                choices=[(side, side) for side in fields.SIDES], required=False
            )
        pairs = [f"{mine.pk}:{theirs.pk}" for mine, theirs in self.alike]
        self.fields["unite"] = forms.MultipleChoiceField(choices=[(pair, pair) for pair in pairs], required=False)

    def differing(self):
        names = [field.name for field in fields.differing(self.kept, self.merged)]
        return [*names, "credit"] if fields.credit_differs(self.kept, self.merged) else names

    def rows(self):
        """(label, name of the input, [(side, value in words, chosen)]) of every field of which a value is chosen."""
        for name in self.differing():
            chosen = self.data.get(f"choice-{name}") or self.proposed.get(name, fields.KEPT)
            values = zip(fields.SIDES, (self.kept, self.merged), strict=True)
            yield (
                _("Credit") if name == "credit" else label(type(self.kept)._meta.get_field(name)),
                f"choice-{name}",
                [(side, in_words(file, name), side == chosen) for side, file in values],
            )

    def people(self):
        """(value, contact of the kept file, contact of the merged one, ticked) of those who look the same."""
        ticked = self.data.getlist("unite") if self.is_bound else None
        for mine, theirs in self.alike:
            value = f"{mine.pk}:{theirs.pk}"
            yield value, mine, theirs, ticked is None or value in ticked

    def choices(self):
        return {
            name.removeprefix("choice-"): side
            for name, side in self.cleaned_data.items()
            if name.startswith("choice-") and side
        }

    def merging(self):
        """What CustomerMerge.make is told."""
        values = self.cleaned_data
        return {
            "seen": {self.kept.pk: values["kept_version"], self.merged.pk: values["merged_version"]},
            "choices": self.choices(),
            "contacts": [tuple(map(int, pair.split(":"))) for pair in values["unite"]],
            "adds_figures": values["figures"] != "kept",
        }


def in_words(file, name):
    """A field of a file, or its credit terms, as a person reads them."""
    if name != "credit":
        return readable(file._meta.get_field(name), getattr(file, name))
    return joined(*credit_in_words(file)) or EMPTY


def credit_in_words(file):
    yield file.credit_grade
    if file.credit_limit is not None:
        yield in_yuan(file.credit_limit)
    yield file.get_payment_terms_display()
    if file.payment_days is not None:
        yield ngettext("%(days)s day", "%(days)s days", file.payment_days) % {"days": file.payment_days}
