"""Clocks and time limits for tests."""

import factory

from deadlines.models import DeadlinePolicy, PolicyRule


class PolicyRuleFactory(factory.django.DjangoModelFactory):
    """A row of the time limits in force; the defaults have none for this step."""

    class Meta:
        model = PolicyRule

    policy = factory.LazyFunction(lambda: DeadlinePolicy.objects.default())
    step = "test.step"
    budget = 240
