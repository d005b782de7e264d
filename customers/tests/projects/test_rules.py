"""Projects and their milestones: who may change them, and how they move from phase to phase."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from crm_site.workflow import InvalidTransition
from customers.factories import CustomerFactory, MilestoneFactory, ProjectFactory
from customers.models import CustomerAccess, Milestone, Project
from customers.models.project import MOVES, Phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager)


@pytest.fixture
def project(customer):
    return ProjectFactory(customer=customer, name="华东仓储")


def test_a_project_is_begun_once_however_often_its_form_is_sent(customer, manager):
    key = uuid.uuid4()
    first = Project.add(customer, manager, timezone.now(), key, name="华东仓储", services=["warehousing"])
    assert Project.add(customer, manager, timezone.now(), key, name="华东仓储") == first
    assert [str(activity) for activity in customer.activities.all()] == ["Project 华东仓储 added"]


def test_two_projects_of_one_customer_bear_different_names(project):
    with pytest.raises(IntegrityError):
        ProjectFactory(customer=project.customer, name=project.name)


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("wanted", Phase)
def test_a_project_moves_only_along_its_phases(project, manager, phase, wanted):
    Project.objects.update(phase=phase)
    if wanted in MOVES[phase]:
        project.move(manager, timezone.now(), wanted, reason="价格")
        assert Project.objects.get().phase == wanted
    else:
        with pytest.raises(InvalidTransition, match="is now"):
            project.move(manager, timezone.now(), wanted, reason="价格")


def test_a_project_is_lost_for_a_reason_which_goes_when_it_is_taken_up_again(project, manager):
    with pytest.raises(ValidationError):
        project.move(manager, timezone.now(), Phase.LOST, reason=" ")
    project.move(manager, timezone.now(), Phase.LOST, reason="价格高")
    assert project.lost_reason == "价格高"
    project.move(manager, timezone.now(), Phase.PRE_PROJECT)
    assert project.lost_reason == ""
    assert str(project.customer.activities.first()) == "Project 华东仓储 lost: 价格高"


def test_outsiders_and_mere_readers_change_nothing(project, colleague):
    CustomerAccess.objects.create(customer=project.customer, user=colleague, level="read", created_at=timezone.now())
    milestone = MilestoneFactory(project=project)
    with pytest.raises(PermissionDenied):
        project.move(colleague, timezone.now(), Phase.OPERATING)
    with pytest.raises(PermissionDenied):
        Project.add(project.customer, colleague, timezone.now(), name="x")
    with pytest.raises(PermissionDenied):
        milestone.reach(colleague, timezone.now(), milestone.on)


def test_projects_and_milestones_are_seen_by_whoever_may_read_the_file(project, cast, company):
    MilestoneFactory(project=project)
    CustomerAccess.give_head(project.customer, company.operations, "complaint", timezone.now())
    seen = {login for login, person in cast.items() if Project.objects.visible_to(person).exists()}
    assert seen == {"manager", "supervisor", "analyst", "director"}
    assert {login for login, person in cast.items() if Milestone.objects.visible_to(person).exists()} == seen


def test_a_milestone_is_reached_once(project, manager):
    milestone = Milestone.add(project, manager, timezone.now(), name="上线", on=timezone.localdate())
    milestone.reach(manager, timezone.now(), timezone.localdate())
    with pytest.raises(InvalidTransition, match="already"):
        milestone.reach(manager, timezone.now(), timezone.localdate())
    assert not project.milestones.ahead().exists()
    assert str(project.customer.activities.last()) == "Milestone 上线 of project 华东仓储 reached"
