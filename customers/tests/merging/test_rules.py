"""What becomes of the rows of both files when they are merged."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from crm_site.workflow import InvalidTransition
from customers.factories import (
    AddressFactory,
    ContactFactory,
    CustomerFactory,
    MonthlyFigureFactory,
    ProjectFactory,
    log_contact,
)
from customers.models import (
    Activity,
    Address,
    Contact,
    Customer,
    CustomerAccess,
    GradeOverride,
    HandOver,
    MonthlyFigure,
    OwnerPeriod,
)

pytestmark = pytest.mark.django_db
AT = timezone.now() - timedelta(days=1)


def test_the_merged_file_is_gone_and_all_of_its_names_are_the_kept_file_s(merge, kept, merged):
    made = merge()
    assert merged.merged_into == kept and merged.removed_at == made.at and merged.owner is None
    assert kept.aliases == ["华为技术有限公司", "华为", "HUAWEI"]
    assert not Customer.objects.kept().filter(pk=merged.pk).exists()
    assert kept.version == merged.version == 2


@pytest.mark.parametrize("text", ["KH2", "HUAWEI", "华为技术有限公司", "hwjs", "91440300192381234X"])
def test_the_kept_file_is_found_by_everything_that_found_the_merged_one(merge, kept, merged, text):
    Customer.objects.filter(pk=merged.pk).update(credit_code="91440300192381234X")
    merge()
    assert list(Customer.objects.kept().search(text)) == [kept]


def test_a_chain_of_merges_leads_to_the_last_file(merge, kept, merged, manager):
    last = CustomerFactory(owner=manager, code="KH3", name="华为")
    merge()
    merge(one=last, other=kept)
    merged.refresh_from_db()
    assert merged.merged_into == kept.merged_into == last
    assert list(Customer.objects.kept().search("KH2")) == [last]
    assert last.merges.count() == 2


def test_the_values_chosen_come_from_the_merged_file_and_empty_credit_codes_are_taken_over(merge, kept, merged):
    Customer.objects.filter(pk=merged.pk).update(
        credit_code="91440300192381234X", website="https://huawei.com", tags=["5G"]
    )
    merge(choices={"name": "merged", "credit_code": "merged"})
    assert (kept.name, kept.credit_code, kept.website) == ("华为技术有限公司", "91440300192381234X", "")
    assert kept.tags == ["5G"] and merged.credit_code == ""
    assert kept.aliases == ["深圳华为技术有限公司", "华为", "HUAWEI"]


def test_both_files_are_kept_as_they_stood_and_what_moved_is_noted(merge, kept, merged):
    address = AddressFactory(customer=merged)
    made = merge()
    assert made.snapshot["merged"]["name"] == "华为技术有限公司" and made.snapshot["kept"]["aliases"] == []
    assert made.moved["customers.Address.customer"] == [address.pk]
    told = kept.activities.get(kind="customer.merged")
    assert str(told.sentence) == "华为技术有限公司 (KH2) merged into this file"
    assert told.url == made.get_absolute_url()


def test_the_timeline_moves_and_the_field_history_stays_where_it_happened(merge, kept, merged, manager):
    merged.edit(manager, AT, 1, {"source": "展会"})
    merge()
    assert Activity.objects.filter(customer=kept, kind="customer.edited").exists()
    assert merged.events.filter(source="展会").exists() and not kept.events.filter(source="展会").exists()


def test_contacts_who_look_the_same_are_united_with_all_that_concerned_them(merge, kept, merged, manager):
    boss = ContactFactory(customer=merged, name="李总")
    mine = ContactFactory(customer=kept, name="王小明", mobile="13800138000", title="", is_primary=True)
    theirs = ContactFactory(
        customer=merged, name="王小明", mobile="13900139000", title="经理", is_primary=True, reports_to=boss
    )
    below = ContactFactory(customer=merged, name="小陈", reports_to=theirs)
    entry = log_contact(manager, merged, AT, contacts=[theirs])
    made = merge(contacts=[(mine.pk, theirs.pk)])
    mine.refresh_from_db(), below.refresh_from_db()
    assert (mine.title, mine.mobile, mine.phone, mine.is_primary) == ("经理", "13800138000", "13900139000", True)
    assert list(entry.contacts.all()) == [mine] and below.reports_to == mine
    assert set(kept.contacts.all()) == {mine, below, boss} and not Contact.objects.filter(pk=theirs.pk).exists()
    assert made.dropped["customers.Contact"][0]["united_with"] == mine.pk


def test_contacts_of_both_files_are_kept_with_one_first_contact(merge, kept, merged):
    mine, theirs = (ContactFactory(customer=file, is_primary=True) for file in (kept, merged))
    merge()
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.is_primary, theirs.is_primary, theirs.customer) == (True, False, kept)


def test_uniting_people_closes_no_ring_of_who_reports_to_whom(merge, kept, merged):
    theirs = ContactFactory(customer=merged, name="王小明")
    between = ContactFactory(customer=kept, name="李总", reports_to=theirs)
    mine = ContactFactory(customer=kept, name="王小明", reports_to=between)
    merge(contacts=[(mine.pk, theirs.pk)])
    mine.refresh_from_db(), between.refresh_from_db()
    assert mine.reports_to == between and between.reports_to is None


def test_figures_of_the_same_month_are_added_up(merge, kept, merged):
    project = ProjectFactory(customer=merged)
    MonthlyFigureFactory(customer=kept, revenue=100, shipments=2)
    MonthlyFigureFactory(customer=merged, revenue=50, shipments=1)
    MonthlyFigureFactory(customer=merged, revenue=7, project=project)
    MonthlyFigureFactory(customer=merged, revenue=5, month=date(2026, 8, 1))
    made = merge()
    rows = MonthlyFigure.objects.filter(customer=kept).order_by("month", "revenue")
    assert [(row.month.month, int(row.revenue), row.shipments) for row in rows] == [(8, 5, 0), (9, 7, 0), (9, 150, 3)]
    assert made.dropped["customers.MonthlyFigure"][0]["shipments"] == 1


def test_figures_of_the_same_month_may_be_the_kept_file_s(merge, kept, merged):
    for file, revenue in ((kept, 100), (merged, 50)):
        MonthlyFigureFactory(customer=file, revenue=revenue)
    merge(adds_figures=False)
    assert [row.revenue for row in kept.figures.all()] == [100]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [({"revenue": 100, "shipments": 2}, {"revenue": -300}), ({"revenue": 900_000_000}, {"revenue": 900_000_000})],
)
def test_figures_that_cannot_be_added_up_stop_the_merge(merge, kept, merged, mine, theirs):
    MonthlyFigureFactory(customer=kept, **mine), MonthlyFigureFactory(customer=merged, **theirs)
    with pytest.raises(InvalidTransition, match="September 2026"):
        merge()
    assert Customer.objects.kept().count() == 2 and MonthlyFigure.objects.count() == 2


def test_projects_of_one_name_are_told_apart_by_the_code(merge, kept, merged):
    for file in (kept, merged):
        ProjectFactory(customer=file, name="华南仓")
    merge()
    assert sorted(kept.projects.values_list("name", flat=True)) == ["华南仓", "华南仓 (KH2)"]


def test_an_address_that_both_files_have_stands_once(merge, kept, merged):
    for file in (kept, merged):
        AddressFactory(customer=file, line="坂田华为基地")
    AddressFactory(customer=merged, line="松山湖")
    merge()
    assert sorted(Address.objects.filter(customer=kept).values_list("line", flat=True)) == ["坂田华为基地", "松山湖"]


def test_the_wider_access_to_a_file_counts(merge, kept, merged, colleague, handler):
    give = {"reason": "协同", "created_at": AT}
    CustomerAccess.objects.create(customer=kept, user=colleague, level="read", until=date(2030, 1, 1), **give)
    CustomerAccess.objects.create(customer=merged, user=colleague, level="write", until=date(2031, 1, 1), **give)
    CustomerAccess.objects.create(customer=merged, department=handler.department, level="head", **give)
    merge()
    accesses = kept.accesses.order_by("user")
    assert [(access.level, access.until) for access in accesses] == [("write", date(2031, 1, 1)), ("head", None)]


def test_one_grade_by_hand_stays_open(merge, kept, merged, supervisor, manager):
    for file, grade in ((kept, "A"), (merged, "B")):
        GradeOverride.objects.create(
            customer=file, grade=grade, reason="战略", ends_on=date(2030, 1, 1), by=supervisor, at=AT
        )
    merge()
    assert [override.grade for override in kept.grade_overrides.filter(ended_at=None)] == ["A"]
    assert kept.grade_overrides.get(grade="B").ended_by == manager


def test_the_merged_file_s_grade_by_hand_counts_where_the_kept_one_has_none(merge, kept, merged, supervisor):
    GradeOverride.objects.create(
        customer=merged, grade="B", reason="战略", ends_on=date(2030, 1, 1), by=supervisor, at=AT
    )
    merge()
    assert kept.grade == "B"


def test_a_hand_over_that_waits_moves_along_unless_the_kept_file_waits_itself(merge, kept, merged, manager, colleague):
    import uuid

    for file in (kept, merged):
        HandOver.propose(manager, AT, uuid.uuid4(), [file.pk], colleague, timezone.localdate(AT), "调岗")
    merge()
    waiting = kept.hand_overs.filter(settled_at=None)
    assert waiting.count() == 1 and kept.hand_overs.count() == 2


def test_what_waits_for_the_merged_file_s_account_manager_waits_for_the_kept_one_s(
    merge, kept, merged, manager, supervisor, colleague
):
    entry = log_contact(manager, merged, AT, answer_owed="报价")
    Customer.objects.filter(pk=kept.pk).update(owner=supervisor)
    merge(by=supervisor)
    entry.refresh_from_db()
    entry.answer_clock.refresh_from_db()
    assert entry.customer == kept and entry.answer_clock.doer == supervisor
    assert OwnerPeriod.objects.get(customer=merged).until is not None
    told = manager.notifications.get(title="华为技术有限公司 is on file as 深圳华为技术有限公司 now")
    assert "Account manager: Supervisor" in told.body


def test_subsidiaries_move_and_no_group_belongs_to_itself(merge, kept, merged):
    below = CustomerFactory(parent=merged)
    Customer.objects.filter(pk=kept.pk).update(parent=below)
    merge()
    below.refresh_from_db()
    assert below.parent == kept and kept.parent is None
