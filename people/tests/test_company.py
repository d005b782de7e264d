from datetime import date

from people.factories import UserFactory
from people.models import DepartmentTree


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
