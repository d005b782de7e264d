"""The search through all files: what it proposes, and what it leaves alone when it is repeated."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from crm_site.workflow import InvalidTransition
from customers.duplicates.scanning import scan
from customers.factories import ContactFactory, CustomerFactory
from customers.models import Customer, DuplicatePair, DuplicateScan
from customers.tasks import resume_duplicate_scans

pytestmark = pytest.mark.django_db
AT = timezone.now()


@pytest.fixture
def files(manager):
    """One customer four times, and one that is another."""
    names = ["华为", "HUAWEI", "华为技术有限公司", "深圳华为技术有限公司（分公司）", "上海远洋物流有限公司"]
    return [CustomerFactory(owner=manager, name=name) for name in names]


def search():
    return scan(DuplicateScan.ask(None, timezone.now()).pk, timezone.now())


def pair_of(one, other):
    first, second = sorted((one.pk, other.pk))
    return DuplicatePair.objects.get(first=first, second=second)


def test_pairs_are_proposed_with_score_and_reasons(files):
    assert search() == {"proposed": 6, "new": 6}
    pair = pair_of(files[2], files[3])
    assert pair.score >= 85 and pair.reasons == ["name"]
    assert DuplicateScan.objects.get().counts == {"files": 5, "proposed": 6, "new": 6}


def test_a_search_that_is_repeated_changes_nothing(files):
    search()
    before = list(DuplicatePair.objects.values())
    assert search() == {"proposed": 6, "new": 0}
    assert list(DuplicatePair.objects.values()) == before


def test_what_was_dismissed_stays_so_until_a_name_changes(files, manager):
    search()
    pair = pair_of(files[0], files[2])
    pair.dismiss(manager, AT)
    Customer.objects.filter(pk=files[2].pk).update(remark="另一家", short_name="华为技术")
    search()
    pair.refresh_from_db()
    assert pair.state == "dismissed" and pair.decided_by == manager
    Customer.objects.filter(pk=files[2].pk).update(short_name="华为终端")
    search()
    pair.refresh_from_db()
    assert pair.state == "open" and pair.decided_by is None


def test_an_open_pair_goes_when_the_names_part(files):
    search()
    Customer.objects.filter(pk=files[3].pk).update(name="大疆创新")
    assert search()["proposed"] == 3


def test_files_that_are_gone_are_not_compared(files):
    Customer.objects.filter(pk=files[0].pk).update(removed_at=AT)
    assert search()["proposed"] == 3


def test_a_telephone_number_of_two_files_is_enough(manager):
    for name in ("远洋食品", "宏达电子"):
        ContactFactory(customer=CustomerFactory(owner=manager, name=name), mobile="13800138000")
    search()
    assert DuplicatePair.objects.get().reasons == ["phone"]


def test_the_search_costs_the_same_for_few_and_many_files(files, django_assert_max_num_queries):
    search()
    CustomerFactory.create_batch(60)
    run = DuplicateScan.ask(None, timezone.now())
    with django_assert_max_num_queries(25):
        scan(run.pk, timezone.now())
    assert connection.in_atomic_block


def test_who_may_ask_and_that_one_search_is_at_work(manager, supervisor, analyst):
    with pytest.raises(PermissionDenied):
        DuplicateScan.start(manager, AT)
    DuplicateScan.start(analyst, AT)
    with pytest.raises(InvalidTransition):
        DuplicateScan.start(supervisor, AT)


def test_a_search_is_done_by_one_worker_and_given_up_after_three(files):
    run = DuplicateScan.ask(None, AT)
    assert run.claim() and not DuplicateScan.objects.get().claim()
    for _attempt in range(2):
        DuplicateScan.objects.update(heard_at=AT - timedelta(hours=1))
        assert run.claim()
    DuplicateScan.objects.update(heard_at=AT - timedelta(hours=1))
    assert not run.claim()
    assert DuplicateScan.objects.get().state == "failed"


def test_the_periodic_job_searches_once_a_day(files):
    resume_duplicate_scans()
    resume_duplicate_scans()
    assert DuplicateScan.objects.get().state == "done"
    DuplicateScan.objects.update(created_at=AT - timedelta(days=2))
    resume_duplicate_scans()
    assert DuplicateScan.objects.count() == 2


def test_the_command_says_what_it_found(files):
    told = StringIO()
    call_command("find_duplicates", stdout=told)
    assert told.getvalue() == "6 pairs are proposed, 6 of them are new.\n"
    DuplicateScan.ask(None, AT)
    with pytest.raises(CommandError):
        call_command("find_duplicates")
