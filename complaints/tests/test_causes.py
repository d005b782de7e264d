import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from complaints.factories import MORNING
from complaints.forms.facts import EditForm
from complaints.forms.solutions import SolutionForm
from complaints.models import Cause
from people.factories import UserFactory
from people.models import User


def test_the_tree_has_two_levels_in_both_languages(db):
    assert Cause.objects.filter(parent=None).count() == 6
    assert not Cause.objects.filter(parent__parent__isnull=False).exists()
    assert not Cause.objects.filter(name_en="").exists()
    damage = Cause.objects.get(code="operation.damage")
    with translation.override("en"):
        assert f"{damage.parent} › {damage}" == "Our operation › Damage"
    with translation.override("zh-hans"):
        assert f"{damage.parent} › {damage}" == "业务操作 › 货物损坏"


def test_a_cause_proposes_its_department_or_that_of_its_group(company):
    Cause.objects.filter(code="operation").update(department=company.operations)
    Cause.objects.filter(code="operation.packing").update(department=company.sales)
    assert Cause.objects.get(code="operation.damage").proposed_department == company.operations
    assert Cause.objects.get(code="operation.packing").proposed_department == company.sales
    assert Cause.objects.get(code="sales.tracking").proposed_department is None


def test_the_analysis_asks_for_the_cause_as_long_as_there_is_none(complaint, handler, as_user):
    asked = "The cause is still undecided."
    assert asked in as_user(handler).get(complaint.get_absolute_url()).content.decode()
    complaint.edit(handler, MORNING, complaint.version, cause=Cause.objects.first())
    assert asked not in as_user(handler).get(complaint.get_absolute_url()).content.decode()


def test_a_retired_cause_and_who_has_left_stay_in_what_is_written_already(complaint, desk, as_user):
    cause, other = Cause.objects.get(code="operation.damage"), Cause.objects.get(code="operation.packing")
    person = UserFactory(name="李四")
    complaint.edit(desk, MORNING, complaint.version, cause=cause, against=person)
    Cause.objects.update(is_active=False)
    User.objects.filter(pk=person.pk).update(is_active=False)
    form = EditForm(instance=complaint, user=desk, today=MORNING.date())
    assert [bound.value() for bound in (form["cause"], form["against"])] == [cause.pk, person.pk]
    assert f'value="{cause.pk}"' in str(form["cause"]) and f'value="{other.pk}"' not in str(form["cause"])
    assert "李四" in str(form["against"])
    sent = {name: form[name].value() or "" for name in form.fields} | {"wanted": "退款"}
    again = EditForm(sent, instance=complaint, user=desk, today=MORNING.date())
    assert again.is_valid(), again.errors
    assert (again.cleaned_data["cause"], again.cleaned_data["against"]) == (cause, person)
    assert SolutionForm(initial={"cause": cause}).fields["cause"].queryset.contains(cause)
    assert not SolutionForm(initial={"cause": None}).fields["cause"].queryset.exists()


@pytest.mark.django_db(transaction=True)
def test_the_tree_can_be_taken_back_and_planted_again():
    for target in ("0002_initial", "0003_causes"):
        executor = MigrationExecutor(connection)
        executor.migrate([("complaints", target)])
        assert Cause.objects.exists() == (target == "0003_causes")
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_the_office_keeps_the_tree_in_admin(analyst, company, as_user):
    client = as_user(analyst)
    group = Cause.objects.get(code="operation")
    assert client.get("/admin/complaints/cause/").status_code == 200
    page = client.get(f"/admin/complaints/cause/{group.pk}/change/").content.decode()
    assert "operation.damage" in page


def test_other_roles_have_no_admin_of_causes(desk, as_user):
    assert as_user(desk).get("/admin/complaints/cause/").status_code == 302
