"""Every address as every role. A new address without an entry in rights.py fails the run."""

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver, reverse

from crm_site.tests.right import ALL
from crm_site.tests.rights import RIGHTS

REFUSED = {403, 404}
# What a permitted request may answer: done, or with an empty form what is missing, or too late.
ANSWERED = {200, 204, 302, 400, 409, 422, 503}


def names(patterns, namespace=""):
    """The full names of all addresses below `patterns`; Django admin keeps its own rights."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from names(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}"


def test_every_address_has_an_entry_and_every_entry_an_address():
    assert sorted(set(names(get_resolver().url_patterns))) == sorted(RIGHTS)


def identity(named):
    """The id of an object of the world; a token or another text as it is."""
    return getattr(named, "pk", named)


@pytest.fixture
def ask(client, world, settings):
    """Request an address by its name, and undo what the request changed."""
    # What Redis has counted outlives a test.
    settings.STATUS_VIEWS_PER_ADDRESS = 10**6

    def ask(name, method):
        entry = RIGHTS[name]
        arguments = {key: identity(world.get(value, value)) for key, value in entry.arguments.items()}
        with transaction.atomic():
            answer = getattr(client, method)(reverse(name, kwargs=arguments) + entry.query)
            for close in answer._resource_closers:
                close()
            transaction.set_rollback(True)
        return answer

    return ask


@pytest.mark.parametrize("login", sorted(ALL))
def test_each_role_gets_what_it_may_and_nothing_else(client, cast, ask, login):
    wrong = {}
    for name, entry in RIGHTS.items():
        client.force_login(cast[login])
        for method, allowed in (("get", entry.get), ("post", entry.post)):
            may = login in allowed
            expected = ANSWERED if may else REFUSED | {405} if not allowed else REFUSED
            if allowed or method == "get":
                status = ask(name, method).status_code
                if status not in expected:
                    wrong[f"{method} {name}"] = (status, "may" if may else "may not")
    assert wrong == {}


def test_strangers_are_sent_to_the_login(ask):
    for name, entry in RIGHTS.items():
        answer = ask(name, "get" if entry.get else "post")
        if entry.is_public:
            assert answer.status_code in ANSWERED, name
        else:
            address = answer.url if entry.get else answer.context["login_url"]
            assert answer.status_code == (302 if entry.get else 401) and address.startswith("/login/"), name


def test_django_admin_is_for_staff(client, cast):
    for login, person in cast.items():
        client.force_login(person)
        assert client.get("/admin/").status_code == (200 if person.is_staff else 302), login
