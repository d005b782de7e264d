"""Clocks and time limits for tests."""

from datetime import datetime
from zoneinfo import ZoneInfo

import factory

from deadlines.models import DeadlinePolicy, PolicyRule


class PolicyRuleFactory(factory.django.DjangoModelFactory):
    """A row of the time limits in force; the defaults have none for this step."""

    class Meta:
        model = PolicyRule

    policy = factory.LazyFunction(lambda: DeadlinePolicy.objects.default())
    step = "test.step"
    budget = 240


def shanghai(text):
    """A moment by the clock on the wall in Shanghai, such as shanghai("2026-03-06T09:00")."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
