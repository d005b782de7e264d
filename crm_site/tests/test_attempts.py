"""What a worker does is kept whole or not at all, and a failure is written where the person sees it."""

import pytest

from crm_site.attempts import attempt
from people.models import User

pytestmark = pytest.mark.django_db


class Refused(Exception):
    pass


def take(person):
    return lambda: User.objects.select_for_update().filter(pk=person.pk, is_active=True).first()


def note(person, refusal):
    User.objects.filter(pk=person.pk).update(post=f"gave up: {refusal}")


def fails(error):
    def work(person):
        User.objects.filter(pk=person.pk).update(name="half done")
        raise error

    return work


def test_the_result_is_that_of_the_work(manager):
    assert attempt("Work", take(manager), lambda person: person.username, note) == "manager"


def test_nothing_is_done_with_what_another_worker_has(manager):
    manager.is_active = False
    manager.save()
    assert attempt("Work", take(manager), fails(ValueError()), note) is None
    manager.refresh_from_db()
    assert (manager.name, manager.post) == ("Manager", "")


@pytest.mark.parametrize(
    ("error", "told", "logged"), [(Refused("不行"), "不行", False), (ValueError("a fault of ours"), None, True)]
)
def test_a_failure_keeps_nothing_and_says_so(manager, caplog, error, told, logged):
    assert attempt("Work 7", take(manager), fails(error), note, refusals=Refused) is None
    manager.refresh_from_db()
    assert (manager.name, manager.post) == ("Manager", f"gave up: {told}")
    assert ("Work 7 failed; nothing was kept" in caplog.text) == ("a fault of ours" in caplog.text) == logged
