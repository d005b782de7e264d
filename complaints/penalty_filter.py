"""The filters of the list of penalties."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from complaints.models import Penalty
from crm_site.listing import ListFilter


class PenaltyFilter(ListFilter):
    state = filters.ChoiceFilter(label=_("State"), choices=Penalty.State.choices)
    kind = filters.ChoiceFilter(label=_("Kind"), choices=Penalty.Kind.choices)
