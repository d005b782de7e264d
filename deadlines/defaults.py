"""What every database has from its first migration on: the company's calendar and time limits for the complaint steps.

Both are only starting points, edited in admin; nothing here touches rows that exist. A step that an app registers with
a time limit of its own gets a row with it in the table in force, also in a database that was there before the step.
"""

from django.apps import apps as installed_apps
from django.db import transaction

from deadlines.seed_calendar import rows_for_year
from deadlines.steps import LIMITS

YEARS = range(2024, 2028)
HOURS = "08:30-12:00 13:30-18:00"
ZONE = "Asia/Shanghai"

# Working minutes for a normal complaint; a working day has 480.
BUDGETS = {
    "complaint.send": 60,
    "complaint.analyse": 480,
    "complaint.instruct": 240,
    "complaint.carry_out": 3 * 480,
    "complaint.agree": 2 * 480,
    "complaint.follow_up": 480,
    "complaint.close": 480,
}
# The share of that budget, and the working minutes after which leader and general manager hear of it.
SEVERITIES = {
    "normal": (1, 240, 960),
    "serious": (1 / 2, 120, 480),
    "critical": (1 / 4, 60, 240),
}


def create_defaults(apps=installed_apps, using="default", **_signal):
    """Called after every migration, also of a schema on its way back (`apps` knows which models exist then), and flush."""
    try:
        calendar = apps.get_model("deadlines", "WorkingCalendar")
        policy = apps.get_model("deadlines", "DeadlinePolicy")
    except LookupError:
        return
    with transaction.atomic(using=using):
        if not calendar.objects.using(using).filter(is_default=True).exists():
            create_calendar(apps, using)
        if not policy.objects.using(using).filter(is_default=True).exists():
            create_policy(apps, using)
        add_missing_rules(apps, using)


def create_calendar(apps, using):
    """Monday to Friday, with China's special days; a year not announced yet comes in as a guess."""
    calendar = apps.get_model("deadlines", "WorkingCalendar").objects.using(using)
    hours = apps.get_model("deadlines", "WeekdayHours")
    day = apps.get_model("deadlines", "DayOverride")
    company = calendar.create(name="公司工作日历", zone=ZONE, is_default=True)
    hours.objects.using(using).bulk_create(
        hours(calendar=company, weekday=weekday, spans=HOURS) for weekday in range(5)
    )
    day.objects.using(using).bulk_create(
        day(
            calendar=company,
            date=row.date,
            kind=str(row.kind),
            name=row.name_zh,
            name_en=row.name_en,
            confirmed=row.confirmed,
        )
        for year in YEARS
        for row in rows_for_year(year)
    )


def create_policy(apps, using):
    policy = apps.get_model("deadlines", "DeadlinePolicy").objects.using(using)
    rule = apps.get_model("deadlines", "PolicyRule")
    table = policy.create(name="投诉处理时限", is_default=True)
    rule.objects.using(using).bulk_create(
        rule(
            policy=table,
            step=step,
            severity=severity,
            budget=int(budget * share),
            leader_wait=leader_wait,
            general_manager_wait=general_manager_wait,
        )
        for step, budget in BUDGETS.items()
        for severity, (share, leader_wait, general_manager_wait) in SEVERITIES.items()
    )


def add_missing_rules(apps, using):
    """Whoever opens the table in admin sees every step that has a limit."""
    rule = apps.get_model("deadlines", "PolicyRule")
    in_force = apps.get_model("deadlines", "DeadlinePolicy").objects.using(using).get(is_default=True)
    known = set(rule.objects.using(using).filter(policy=in_force).values_list("step", flat=True))
    rule.objects.using(using).bulk_create(
        rule(policy=in_force, step=step, **limit) for step, limit in LIMITS.items() if step not in known
    )
