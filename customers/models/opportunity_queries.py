"""Which opportunities a person sees, and the shapes in which pages ask for them."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, DecimalField, Exists, F, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from customers.business.stages import CLOSED, OPEN, Stage
from customers.models.customer import Customer
from customers.models.log_entry import ContactEntry

AMOUNT = DecimalField(max_digits=16, decimal_places=2)
# The largest first, the unknown last.
BY_REVENUE = (F("monthly_revenue").desc(nulls_last=True), F("id").desc())
ONLY = (
    *("name", "stage", "stage_since", "services", "monthly_revenue", "starts_on", "own_probability", "version"),
    *("next_step", "next_step_on", "touched_at", "closed_at", "owner__name", "owner__username", "owner__is_active"),
    *("lost_to", "lost_reason__name", "lost_reason__name_en", "created_at"),
    *("customer__name", "customer__short_name", "customer__code", "customer__grade"),
)


class OpportunityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the files that `user` may read."""
        if user.sees_all:
            # Next to no file is in the recycle bin, so those are looked up, and not the million others.
            return self.exclude(customer__in=Customer.objects.filter(removed_at__isnull=False))
        return self.filter(customer__in=Customer.objects.readable_by(user))

    def open(self):
        return self.filter(stage__in=OPEN)

    def closed(self):
        return self.filter(stage__in=CLOSED)

    def without_next_step(self):
        """Open, and nobody has said what comes next."""
        return self.open().filter(next_step="")

    def silent(self, at, days):
        """Open, unchanged and without a contact with the customer for more than `days`, {stage: days}."""
        since = Case(*(When(stage=stage, then=Value(at - timedelta(days=days[stage]))) for stage in OPEN))
        heard = ContactEntry.objects.filter(customer=OuterRef("customer"), at__gt=OuterRef("heard_since"))
        unchanged = self.open().annotate(heard_since=since).filter(touched_at__lte=F("heard_since"))
        return unchanged.filter(~Exists(heard))

    def with_chance(self, settings):
        """Each with its `chance` in per cent: its own, else that of its stage in `settings` (StageSetting.by_stage)."""
        usual = [When(stage=stage, then=Value(setting.probability)) for stage, setting in settings.items()]
        chance = Case(
            When(stage=Stage.WON, then=Value(100)),
            When(stage=Stage.LOST, then=Value(0)),
            default=Coalesce("own_probability", Case(*usual, default=Value(0))),
            output_field=models.IntegerField(),
        )
        return self.annotate(chance=chance)

    def with_last_contact(self):
        """Each with the moment of the `last_contact` with its customer."""
        newest = ContactEntry.objects.filter(customer=OuterRef("customer")).order_by("-at").values("at")[:1]
        return self.annotate(last_contact=Subquery(newest))

    def sums_by_stage(self, settings):
        """{stage: {count, revenue, weighted}}; revenue per month in CNY, weighted by the probability."""
        rows = (
            self.with_chance(settings)
            .order_by()
            .values("stage")
            .annotate(
                count=models.Count("pk"),
                revenue=Coalesce(Sum("monthly_revenue"), Value(0), output_field=AMOUNT),
                weighted=Coalesce(
                    Sum(F("monthly_revenue") * F("chance") / 100, output_field=AMOUNT), Value(0), output_field=AMOUNT
                ),
            )
        )
        return {row.pop("stage"): row for row in rows}

    def for_cards(self, settings):
        """What a card or a row shows."""
        shown = self.select_related("customer", "owner", "lost_reason").only(*ONLY)
        return shown.with_chance(settings).with_last_contact()

    def for_detail(self):
        return self.select_related(
            "customer__owner__department", "owner", "decision_contact", "lost_reason", "project", "clock"
        )
