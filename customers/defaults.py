"""What every database has from its first migration on: a valuation policy to start from, edited in admin."""

from datetime import date

from django.apps import apps as installed_apps
from django.db import transaction

MARKS = [(1, 20), (2, 40), (3, 60), (4, 80), (5, 100)]
# {criterion: [(from this value on, points)]}: yuan, per cent of all, per cent, per cent, and the four judgements' marks.
BANDS = {
    "amount": [(1, 20), (50_000, 40), (200_000, 60), (500_000, 80), (1_000_000, 100)],
    "share": [("0.01", 20), ("0.10", 40), ("0.50", 60), (1, 80), (2, 100)],
    "growth": [(-30, 20), (-10, 40), (0, 60), (10, 80), (25, 100)],
    "payment": [(60, 20), (75, 40), (85, 60), (95, 80), (99, 100)],
    "position": MARKS,
    "potential": MARKS,
    "loyalty": MARKS,
    "cooperation": MARKS,
}


def create_policy(apps=installed_apps, using="default", **_signal):
    """Called after every migration, also of a schema on its way back (`apps` knows which models exist then), and flush."""
    try:
        policy = apps.get_model("customers", "ValuationPolicy").objects.using(using)
        band = apps.get_model("customers", "ValuationBand")
    except LookupError:
        return
    with transaction.atomic(using=using):
        if policy.exists():
            return
        first = policy.create(name="客户贡献值评定办法", valid_from=date(2000, 1, 1))
        band.objects.using(using).bulk_create(
            band(policy=first, criterion=criterion, at_least=at_least, points=points)
            for criterion, bands in BANDS.items()
            for at_least, points in bands
        )
