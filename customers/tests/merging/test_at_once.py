"""Merges that happen at the same time, on connections of their own."""

import threading

import pytest
from django.db import connections
from django.utils import timezone, translation

from crm_site.workflow import InvalidTransition
from customers.factories import AddressFactory, CustomerFactory
from customers.models import Address, Customer, CustomerMerge

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions):
    """Run each in a thread of its own, all beginning together; what they returned or raised."""
    results, gate = [None] * len(actions), threading.Barrier(len(actions))

    def run(place, action):
        gate.wait()
        try:
            with translation.override("en"):
                results[place] = action()
        except InvalidTransition as refusal:
            results[place] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, action)) for place, action in enumerate(actions)]
    [thread.start() for thread in threads]
    [thread.join(30) for thread in threads]
    return results


def merging(by, kept, merged):
    seen = {kept.pk: kept.version, merged.pk: merged.version}
    one, other = Customer.objects.get(pk=kept.pk), Customer.objects.get(pk=merged.pk)
    return lambda: CustomerMerge.make(by, timezone.now(), one, other, seen, {})


def test_a_into_b_and_b_into_a_one_wins_and_the_other_is_told(manager, kept, merged):
    found = at_once(merging(manager, kept, merged), merging(manager, merged, kept))
    refusals = [result for result in found if isinstance(result, InvalidTransition)]
    assert len(refusals) == 1 and "was merged into" in refusals[0].message
    assert CustomerMerge.objects.count() == 1 and Customer.objects.kept().count() == 1


def test_two_people_who_press_the_same_button_merge_once(manager, supervisor, kept, merged):
    found = at_once(merging(manager, kept, merged), merging(supervisor, kept, merged))
    assert sum(isinstance(result, CustomerMerge) for result in found) == 1


def test_a_chain_in_two_hands_ends_in_one_file_or_one_is_told(manager, kept, merged):
    last = CustomerFactory(owner=manager, name="华为")
    address = AddressFactory(customer=merged)
    found = at_once(merging(manager, kept, merged), merging(manager, last, kept))
    if all(isinstance(result, CustomerMerge) for result in found):
        assert Address.objects.get(pk=address.pk).customer == last
    else:
        assert any("meanwhile" in str(result) or "was merged" in str(result) for result in found)
    for file in Customer.objects.filter(merged_into__isnull=False):
        assert file.merged_into.removed_at is None


def test_a_row_written_while_the_files_are_merged_follows(manager, kept, merged):
    def write():
        AddressFactory(customer=Customer.objects.get(pk=merged.pk), line="迟到的地址")

    at_once(merging(manager, kept, merged), write)
    CustomerMerge.objects.get().gather()
    assert Address.objects.get(line="迟到的地址").customer == kept
