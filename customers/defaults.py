"""What every database has from its first migration on, to be edited in admin: policies of value and credit to start from, the
probability of each stage of new business, and the usual reasons of loss."""

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

# {stage: (probability in per cent, silent after so many days)}
STAGES = {"identified": (10, 30), "assessed": (20, 30), "analysed": (35, 21), "proposal": (50, 14), "bid": (70, 14)}
# Chinese, English, whether the competitor must be named.
LOSS_REASONS = [
    ("价格高于对手", "Price above a competitor's", True),
    ("服务能力不及对手", "Service below a competitor's", True),
    ("客户与对手关系更深", "Closer relations with a competitor", True),
    ("网络或资源覆盖不足", "Our network or resources do not reach", False),
    ("信用或账期不能接受", "Credit or payment terms not acceptable", False),
    ("客户项目取消或推迟", "Project cancelled or put off by the customer", False),
    ("客户改为自营", "The customer does it themselves", False),
    ("跟进不及时", "We were too slow", False),
    ("其他", "Other", False),
]


def create_credit_policy(apps=installed_apps, using="default", **_signal):
    """Called as `create_policy` below; the figures of the first one stand in the model."""
    try:
        policy = apps.get_model("customers", "CreditPolicy").objects.using(using)
    except LookupError:
        return
    if not policy.exists():
        policy.create(valid_from=date(2000, 1, 1))


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


def create_business_settings(apps=installed_apps, using="default", **_signal):
    """Called after every migration, as `create_policy` is; rows that exist stay as they were set."""
    try:
        settings = apps.get_model("customers", "StageSetting").objects.using(using)
        reasons = apps.get_model("customers", "LossReason").objects.using(using)
    except LookupError:
        return
    with transaction.atomic(using=using):
        known = set(settings.values_list("stage", flat=True))
        for stage, (probability, silent_days) in STAGES.items():
            if stage not in known:
                settings.create(stage=stage, probability=probability, silent_days=silent_days)
        if not reasons.exists():
            for name, name_en, to_competitor in LOSS_REASONS:
                reasons.create(name=name, name_en=name_en, to_competitor=to_competitor)
