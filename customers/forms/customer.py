"""Forms of the base record."""

from copy import copy

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from customers.credit_code import validate_credit_code
from customers.facts import GROUPS
from customers.forms.catalogue import CatalogueField
from customers.forms.explained import EXPLAINED, LONG
from customers.forms.layout import FileForm
from customers.forms.lines import LinesField
from customers.forms.picker import offer_customers
from customers.forms.tags import TagsField
from customers.lifecycle import FIRST, MOVES, refusals
from customers.models import Customer
from customers.models.customer_lifecycle import TOLD
from customers.models.customer_queries import CATALOGUES
from people.models import User

OPENING = (
    *("name", "short_name", "code", "credit_code", "customer_type", "industry", "region", "owner"),
    *("lifecycle", "english_name", "aliases", "size", "website", "source", "remark"),
)


class CustomerForm(FileForm):
    """The base record, or one group of it. Who already has the code or credit code is said only to who may see them."""

    aliases = LinesField(
        label=_("Aliases and former names"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One per line."),
    )
    tags = TagsField(label=_("Tags"), required=False)
    website = forms.URLField(label=_("Web site"), max_length=200, required=False, assume_scheme="https")

    class Meta:
        model = Customer
        fields = [*dict.fromkeys([*OPENING, *(name for group in GROUPS.values() for name in group.fields)])]
        widgets = {name: forms.Textarea({"rows": 3}) for name in ("remark", *LONG)}
        field_classes = dict.fromkeys(CATALOGUES, CatalogueField)
        labels = {"lost_reason": _("Reason")}
        help_texts = EXPLAINED

    def __init__(self, *args, user, names=OPENING, **kwargs):
        self.user = user
        # Only what is asked is copied for this form and read from the file; there are three times as many.
        self.base_fields = {name: self.base_fields[name] for name in names}
        self._meta = copy(self._meta)
        self._meta.fields = names
        super().__init__(*args, **kwargs)
        self._set_choices()

    def _set_choices(self):
        for name in CATALOGUES & self.fields.keys():
            self.fields[name].offer_beside(self.instance, name)
        if "code" in self.fields:
            self.fields["code"].required = bool(self.instance.pk)
            if not self.instance.pk:
                self.fields["code"].help_text = _("Empty: the next free number.")
        if "aliases" in self.fields:
            self.initial["aliases"] = "\n".join(self.initial.get("aliases") or [])
        if "owner" in self.fields:
            self._limit_owner()
        if "parent" in self.fields:
            self._limit_parent()
        if "lifecycle" in self.fields:
            self._limit_lifecycle()

    def _limit_lifecycle(self):
        """What the customer is, and what it can become from there."""
        present = self.instance.lifecycle
        possible = (present, *MOVES[present]) if self.instance.pk else FIRST
        self.fields["lifecycle"].choices = [(each, Customer.Lifecycle(each).label) for each in possible]

    def _limit_owner(self):
        field = self.fields["owner"]
        field.queryset = Customer.possible_owners(self.user) | User.objects.filter(pk=self.instance.owner_id)
        if not self.instance.pk:
            self.initial.setdefault("owner", self.user.pk)
        field.widget.attrs["data-pick"] = ""

    def _limit_parent(self):
        """The picker asks for those that can be chosen; here only one that is chosen is looked up, which few have."""
        is_chosen = self["parent"].value()
        groups = Customer.objects.visible_to(self.user) if is_chosen else Customer.objects.none()
        offer_customers(self, "parent", groups.exclude(pk=self.instance.pk))

    def _get_validation_exclusions(self):
        """What stays as it is on file was checked when it was written there."""
        unchanged = set(self.fields) - set(self.changed_data) if self.instance.pk else set()
        return super()._get_validation_exclusions() | unchanged

    def clean(self):
        cleaned = super().clean()
        if "lost_reason" in self.fields and not self.errors and {*TOLD} & {*self.changed_data}:
            told = [cleaned[name] for name in TOLD]
            for name, message in refusals(self.instance.lifecycle, *told).items():
                self.add_error(name, message)
        return cleaned

    def clean_code(self):
        code = self.cleaned_data["code"].strip()
        self._refuse_taken("code", code, _("This code is already on file: %(customer)s."))
        return code

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        if parent and self.instance.pk and (refusal := self.instance.refusal_below(parent)):
            raise ValidationError(refusal, code="loop")
        return parent

    def clean_credit_code(self):
        code = self.cleaned_data["credit_code"].strip().upper()
        if code:
            validate_credit_code(code)
            self._refuse_taken("credit_code", code, _("This credit code is already on file: %(customer)s."))
        return code

    def _refuse_taken(self, field, value, message):
        if not value or field not in self.changed_data:
            return
        taken = Customer.objects.select_related("merged_into").filter(**{field: value})
        taken = taken.exclude(pk=self.instance.pk).first()
        if taken is None:
            return
        taken = taken.merged_into or taken
        if Customer.objects.visible_to(self.user).filter(pk=taken.pk).exists():
            raise ValidationError(message, params={"customer": f"{taken.name} ({taken.code})"}, code="taken")
        if Customer.objects.in_bin_of(self.user).filter(pk=taken.pk).exists():
            message = _("%(customer)s lies in the recycle bin with it; restore that file.")
            raise ValidationError(message, params={"customer": taken.name}, code="taken")
        raise ValidationError(_("Already on file, with a colleague."), code="taken")
