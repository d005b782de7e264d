"""The projects of a customer on their page: begin, change, move, milestones."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.factories import CustomerFactory, MilestoneFactory, ProjectFactory
from customers.models import Milestone, Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager)


@pytest.fixture
def project(customer):
    return ProjectFactory(customer=customer, name="华东仓储", phase="procurement")


def url_of(name, *arguments):
    return reverse(f"customers:{name}", args=[getattr(each, "pk", each) for each in arguments])


def version_of(part):
    return type(part).objects.for_edit().get(pk=part.pk).version


def test_a_project_is_begun_once(client, manager, customer):
    client.force_login(manager)
    form = {"name": "华东仓储", "phase": "operating", "services": ["warehousing"], "submission_key": uuid.uuid4()}
    for _time in range(2):
        assert client.post(url_of("project_create", customer), form).status_code == 302
    project = Project.objects.get()
    assert (project.phase, project.services) == ("operating", ["warehousing"])


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", " ", "required"),
        ("name", "华东仓储", "of this name already"),
        ("phase", "lost", "valid choice"),
        ("services", ["space"], "valid choice"),
        ("contract_ends_on", "2020-01-01", "cannot end before"),
        ("started_on", "2026-02-30", "valid date"),
        ("owner", "999999", "valid choice"),
    ],
)
def test_bad_input_is_answered_in_words(client, manager, customer, project, field, value, message):
    client.force_login(manager)
    form = {"name": "x", "phase": "operating", "started_on": "2026-01-01", "submission_key": uuid.uuid4()}
    answer = client.post(url_of("project_create", customer), form | {field: value})
    assert answer.status_code == 422 and message in str(answer.context["form"].errors)
    assert Project.objects.count() == 1


def test_two_editors_are_shown_the_difference(client, manager, customer, project):
    client.force_login(manager)
    url, version = url_of("project_edit", customer, project), version_of(project)
    assert client.post(url, {"name": "华东仓配", "version": version}).status_code == 302
    answer = client.post(url, {"name": "华北仓储", "version": version})
    assert answer.status_code == 409
    assert answer.context["differences"] == [("Name", "华东仓配", "华北仓储")]
    assert client.post(url, {"name": "华北仓储", "version": answer.context["version"]}).status_code == 302


def test_phases_are_one_click_and_a_stale_click_is_answered(client, manager, customer, project):
    client.force_login(manager)
    panel = url_of("project_panel", customer)
    assert "Why, and to whom?" in client.get(panel).text
    url = url_of("project_move", customer, project)
    for _time in range(2):
        answer = client.post(url, {"phase": "operating"}, follow=True)
        assert "“华东仓储” is now: Operating." in answer.text
    assert "Say why it was lost" not in client.post(url, {"phase": "x"}, follow=True).text
    Project.objects.update(phase="procurement")
    assert "Say why it was lost" in client.post(url, {"phase": "lost"}, follow=True).text
    client.post(url, {"phase": "lost", "reason": "价格"})
    assert "lost: 价格" in client.get(panel).text


def test_milestones_are_added_reached_corrected_and_removed(client, manager, customer, project):
    client.force_login(manager)
    client.post(url_of("milestone_create", customer, project), {"name": "上线", "on": "2026-01-01"})
    milestone = Milestone.objects.get()
    client.post(url_of("milestone_reach", customer, milestone))
    assert "already" in client.post(url_of("milestone_reach", customer, milestone), follow=True).text
    milestone.refresh_from_db()
    assert milestone.reached_on == timezone.localdate()
    url = url_of("milestone_edit", customer, milestone)
    late = {"name": "上线", "on": "2026-01-01", "reached_on": "2999-01-01", "version": version_of(milestone)}
    assert "not come yet" in client.post(url, late).text
    assert client.post(url, late | {"reached_on": "2026-01-02"}).status_code == 302
    client.post(url_of("milestone_remove", customer, milestone))
    assert not Milestone.objects.exists()


def test_parts_of_other_customers_are_not_found_under_this_one(client, manager, customer):
    other = MilestoneFactory()
    client.force_login(manager)
    assert client.get(url_of("project_edit", customer, other.project)).status_code == 404
    assert client.post(url_of("milestone_reach", customer, other)).status_code == 404


def test_many_projects_cost_as_many_queries_as_one(client, manager, customer, django_assert_max_num_queries):
    for _n in range(12):
        MilestoneFactory(project__customer=customer)
    client.force_login(manager)
    with django_assert_max_num_queries(9):
        assert client.get(url_of("project_panel", customer)).status_code == 200
