from datetime import date, timedelta

from django.utils.timezone import localdate

from people.backends import RoleBackend
from people.factories import UserFactory
from people.models import Department, DepartmentTree


def test_a_post_that_is_empty_is_inherited_from_above(company, head, supervisor, director):
    tree = DepartmentTree.load()
    assert tree.head_of(company.operations.pk) == head
    assert tree.head_of(company.sales.pk) == supervisor
    assert tree.leader_of(company.operations.pk) == supervisor
    assert tree.leader_of(company.guangzhou_sales.pk) == director
    assert tree.general_manager == director


def test_a_post_whose_holder_has_left_is_inherited_from_above(company, head, supervisor):
    head.is_active = False
    head.save()
    assert DepartmentTree.load().head_of(company.operations.pk) == supervisor


def test_a_deputy_acts_for_the_absent_on_the_days_given_only(manager, colleague):
    manager.deputy = colleague
    manager.deputy_from, manager.deputy_until = date(2026, 5, 1), date(2026, 5, 5)
    manager.save()
    assert manager.deputy_on(date(2026, 5, 5)) == colleague
    assert manager.deputy_on(date(2026, 5, 6)) is None


def test_a_request_asks_for_absent_people_only_where_there_may_be_any(manager, colleague, django_assert_num_queries):
    alone = RoleBackend().get_user(manager.pk)
    with django_assert_num_queries(0):
        assert alone.principals == [manager]
    colleague.deputy, colleague.deputy_from, colleague.deputy_until = manager, localdate(), localdate()
    colleague.save()
    assert RoleBackend().get_user(manager.pk).principals == [manager, colleague]
    colleague.deputy_from = localdate() - timedelta(days=3)
    colleague.deputy_until = localdate() - timedelta(days=1)
    colleague.save()
    assert RoleBackend().get_user(manager.pk).principals == [manager]


def test_whoever_has_left_is_nobody_to_a_request(manager):
    manager.is_active = False
    manager.save()
    assert RoleBackend().get_user(manager.pk) is None
    assert RoleBackend().get_user(0) is None


def test_names_of_departments_are_kept_for_the_next_list(company, django_assert_num_queries):
    assert str(Department.objects.names()[company.sales.pk]) == str(company.sales)
    with django_assert_num_queries(0):
        assert company.operations.pk in Department.objects.names()


def test_only_the_head_of_the_root_and_the_analyst_see_all(cast):
    assert {name for name, person in cast.items() if person.sees_all} == {"director", "analyst"}


def test_a_supervisor_supervises_the_subtree(company, supervisor):
    assert set(supervisor.supervised_departments) == {
        company.shanghai.pk,
        company.sales.pk,
        company.operations.pk,
    }
    assert UserFactory(department=company.sales).supervised_departments == []


def test_the_nearest_post_above_decides_on_what_a_person_proposes(manager, supervisor, director, handler, head):
    assert manager.approver == supervisor
    assert handler.approver == head
    assert head.approver == supervisor
    assert supervisor.approver == director
    assert director.approver is None
