"""Fields that complaints need: words, waybill numbers, the caller, the cause with its usual department."""

import re
import unicodedata
import uuid
from datetime import UTC, datetime
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from complaints.models import Cause
from crm_site.templatetags.interface import excerpt
from customers.models import Contact, Customer
from people.models import Department

SEPARATORS = re.compile(r"[\s,;、|]+")
CALLER = re.compile(r"(\d{1,18})(?::(\d{1,18}))?", re.ASCII)
# A long e-mail with its history fits; a log file belongs into an attachment.
LONGEST_TEXT = 100_000


class OnceForm(forms.Form):
    """Sent twice it makes one thing."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def words(label, required=True, rows=3, help_text="", longest=LONGEST_TEXT):
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, max_length=longest, widget=widget, help_text=help_text)


# What is said of a claim, a penalty or a corrective action stands in lists and decisions.
brief_words = partial(words, longest=4000)


def active_departments():
    return Department.objects.filter(is_active=True)


def in_digits(number):
    """A telephone number without what people write between the digits, so that it is found however it was typed."""
    return re.sub(r"[\s()\-—]", "", unicodedata.normalize("NFKC", number))


def can_be_dialled(number):
    """Whether this can be a telephone number at all: five digits are the shortest that companies have."""
    return sum(sign.isdigit() for sign in number) >= 5


class CallBeganField(forms.DateTimeField):
    """When a call about a complaint began; it need not be said."""

    EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)

    def __init__(self):
        widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(label=_("Call began"), required=False, initial=now, widget=widget)

    def validate(self, value):
        super().validate(value)
        if value and value < self.EARLIEST:
            raise ValidationError(_("The call cannot have begun before %(year)s."), params={"year": self.EARLIEST.year})


class WaybillsField(forms.CharField):
    """Numbers as they are pasted: one per line or separated by spaces and commas; kept in capitals, each once."""

    MOST = 50
    LONGEST = 40

    def prepare_value(self, value):
        return " ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        text = unicodedata.normalize("NFKC", super().to_python(value))
        return list(dict.fromkeys(part.upper() for part in SEPARATORS.split(text) if part))

    def validate(self, value):
        super().validate(value)
        if len(value) > self.MOST:
            raise ValidationError(_("At most %(limit)s waybill numbers."), params={"limit": self.MOST})
        for number in value:
            if len(number) > self.LONGEST:
                raise ValidationError(
                    _("“%(number)s” is too long for a waybill number."),
                    params={"number": excerpt(number, self.LONGEST)},
                )

    def run_validators(self, value):
        super().run_validators(" ".join(value))


class CallerField(forms.CharField):
    """A customer on file, and perhaps which contact called: "12" or "12:34" from the picker."""

    def __init__(self, user=None, **kwargs):
        super().__init__(**kwargs)
        self.user = user
        self.customer = self.contact = None

    def clean(self, value):
        """The pair (customer, contact); both None where nobody on file was chosen."""
        text = super().clean(value)
        if not text:
            return None, None
        match = CALLER.fullmatch(text)
        self.customer = match and Customer.objects.visible_to(self.user).filter(pk=match[1]).first()
        if not self.customer:
            raise ValidationError(_("This customer is not on file."))
        if match[2]:
            self.contact = Contact.objects.filter(customer=self.customer, pk=match[2]).first()
        return self.customer, self.contact


class CauseSelect(forms.Select):
    """A picker; each cause carries the department that is usually responsible, so that the page can propose it."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value and value.instance.proposed_department_id:
            option["attrs"]["data-department"] = value.instance.proposed_department_id
        return option


class CauseField(forms.ModelChoiceField):
    """The second level of the tree, grouped by the first; a first level without children is a cause by itself."""

    widget = CauseSelect({"data-pick": ""})

    def __init__(self, **kwargs):
        super().__init__(Cause.objects.for_choice(), **kwargs)
        self.iterator = GroupedCauses

    def offer_beside(self, standing):
        """Those in use beside the one, by its id, that stands there already."""
        self.queryset = Cause.objects.for_choice(standing)


class GroupedCauses(forms.models.ModelChoiceIterator):
    def __iter__(self):
        yield ("", self.field.empty_label)
        causes = list(self.queryset)
        for group in causes:
            if group.parent_id is None:
                children = [self.choice(cause) for cause in causes if cause.parent_id == group.pk]
                yield (str(group), children or [self.choice(group)])
