"""Who among several people is told of something, and in which language."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import gettext

from people.factories import UserFactory
from people.messaging import tell
from people.models import Notification

AT = datetime(2026, 3, 6, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def told(people, **how):
    tell(people, "thing:1", lambda: (gettext("Yes"), "body"), "/me/", AT, **how)
    return {row.recipient.username: row.title for row in Notification.objects.select_related("recipient")}


def away(deputy, **facts):
    return UserFactory(deputy=deputy, deputy_from=date(2026, 3, 1), deputy_until=date(2026, 3, 31), **facts)


def test_everybody_is_told_once_in_their_own_language():
    first, second = UserFactory(username="first", language="en"), UserFactory(username="second", language="zh-hans")
    assert told([first, None, second, first]) == {"first": "Yes", "second": "是"}


def test_the_deputy_of_who_is_away_is_told_too_unless_it_concerns_that_person_alone():
    person = away(UserFactory(username="deputy"), username="person")
    assert set(told([person], with_deputy=False)) == {"person"}
    assert set(told([person])) == {"person", "deputy"}


def test_nobody_is_told_what_they_have_just_done_not_even_as_a_deputy():
    by = UserFactory(username="by")
    assert set(told([by, away(by, username="person")], by=by)) == {"person"}


def test_nobody_is_told_what_is_kept_from_them_and_nobody_who_has_left():
    against = UserFactory(username="against")
    gone = UserFactory(username="gone", is_active=False)
    assert told([gone, against, away(against, username="person")], left_out=[against.pk]).keys() == {"person"}
