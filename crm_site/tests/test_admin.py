"""Every page of Django admin, in Chinese: few queries, no names of the machine, words where a rule is broken."""

import re
import uuid
from datetime import time

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import BaseConstraint, UniqueConstraint
from django.forms.models import ModelForm
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from complaints.factories import MORNING
from crm_site.admin import ReadOnlyAdmin
from customers.factories import MonthlyFigureFactory
from customers.models import StrategicAssessment
from deadlines.models import EscalationEvent, Heartbeat
from people.models import QuietHours
from surveys.models import Attempt, DoNotAsk
from visits.factories import VisitRuleFactory
from visits.models import VisitSettings

OURS = ("people", "deadlines", "customers", "visits", "complaints", "surveys", "key_accounts")
MOST_QUERIES = 30
# A handful of rows that are only set: nothing to search or to narrow down.
SINGLE = {"visitsettings", "keyaccountpolicy", "stagesetting", "creditpolicy", "claimpolicy", "quiethours"}


@pytest.fixture
def filled(world, cast):
    """A row of what the world itself has no need of."""
    customer = world["customer"]
    marks = dict.fromkeys(("position", "potential", "loyalty", "cooperation"), 3)
    StrategicAssessment.give(customer, cast["manager"], MORNING, uuid.uuid4(), **marks)
    MonthlyFigureFactory(customer=customer, project=world["project"])
    Group.objects.create(name="外部人员")
    Heartbeat.objects.create(name="worker", at=MORNING)
    clock = world["contact_entry"].answer_clock
    told = {"level": 1, "recipient": cast["supervisor"], "reason": "逾期"}
    EscalationEvent.objects.create(clock=clock, due_at=MORNING, fired_at=MORNING, late_seconds=0, **told)
    unit = world["follow_up"].response.unit
    Attempt.objects.create(unit=unit, number=1, interviewer=cast["analyst"], at=MORNING, result="NC")
    DoNotAsk.objects.create(contact=world["contact"], at=MORNING, by=cast["analyst"], wave=unit.wave)
    VisitRuleFactory()
    VisitSettings.objects.create()
    QuietHours.objects.create(starts=time(22), ends=time(7))
    AccessAttempt.objects.create(username="manager", ip_address="127.0.0.1", failures_since_start=1)


@pytest.fixture
def page(client, administrator):
    """The text of an address; more queries than a page may cost fail the test."""
    administrator.language = "zh-hans"
    administrator.save()
    client.force_login(administrator)

    def page(name, *args):
        url = reverse(f"admin:{name}", args=args)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url, follow=True)
        assert answer.status_code == 200, url
        assert len(queries) <= MOST_QUERIES, (url, len(queries))
        return answer.text

    return page


def addresses(model, model_admin, request):
    """(name, argument) of the list, the empty form and one row of a model."""
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    yield f"{name}_changelist", None
    if model_admin.has_add_permission(request):
        yield f"{name}_add", None
    if row := model._default_manager.first():
        yield f"{name}_change", row.pk


def constraint_names():
    return {constraint.name for model in apps.get_models() for constraint in model._meta.constraints}


def test_no_page_shows_names_of_the_machine(page, filled, rf, administrator):
    request = rf.get("/")
    request.user = administrator
    strange = re.compile("|".join([r" object (\(|at 0x)", "None None", *map(re.escape, constraint_names())]))
    faults, empty = {}, []
    for model, model_admin in admin.site._registry.items():
        empty += [] if model._default_manager.exists() else [model._meta.model_name]
        for name, pk in addresses(model, model_admin, request):
            text = page(name, *([] if pk is None else [pk]))
            if found := strange.search(text):
                faults[name] = found[0]
    # Only where a setting of django-axes says so, single failures are kept.
    assert (faults, empty) == ({}, ["accessfailurelog"])


def test_no_link_and_no_picker_refuses_the_customer_relations_office(client, filled, analyst):
    client.force_login(analyst)
    for model, model_admin in admin.site._registry.items():
        row = model._default_manager.first()
        if row is None or not analyst.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
            continue
        page = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk]))
        for link in {*re.findall(r'href="(/admin/[^"]+/change/)"', page.text)}:
            assert client.get(link).status_code == 200, link
        assert 'data-ajax--url="' not in page.text or client.get("/admin/autocomplete/", {
            "app_label": model._meta.app_label, "model_name": model._meta.model_name,
            "field_name": model_admin.autocomplete_fields[0],
        }).status_code == 200, model  # fmt: skip


def test_every_list_is_searched_and_all_but_flat_ones_are_filtered():
    lists = {
        model._meta.model_name: model_admin
        for model, model_admin in admin.site._registry.items()
        if model._meta.app_label in OURS and model._meta.model_name not in SINGLE
    }
    assert [name for name, model_admin in lists.items() if not model_admin.search_fields] == []
    assert [name for name, model_admin in lists.items() if not model_admin.list_filter] == []


def editable_models():
    """What a form of ours or of the admin writes."""
    # Django makes one of its own for each page, also where nothing can be written.
    forms = [form._meta.model for form in subclasses(ModelForm) if form._meta.model and "django" not in form.__module__]
    worked_on = {model: each for model, each in admin.site._registry.items() if not isinstance(each, ReadOnlyAdmin)}
    inlines = [inline.model for each in worked_on.values() for inline in each.inlines]
    written = {*forms, *inlines, *worked_on}
    return [model for model in written if model._meta.app_label in OURS]


def subclasses(kind):
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def test_a_broken_rule_is_told_in_words(db):
    reverse("home")
    nameless = BaseConstraint.default_violation_error_message
    wordless = {
        constraint.name
        for model in editable_models()
        for constraint in model._meta.constraints
        # A plain unique constraint names its fields in words of Django's own.
        if str(constraint.violation_error_message) == str(nameless)
        and not (isinstance(constraint, UniqueConstraint) and constraint.fields and not constraint.condition)
    }
    assert wordless == set()


def test_every_field_and_model_has_a_name_for_people():
    nameless = [
        f"{model._meta.label}.{field.name}"
        for model, model_admin in admin.site._registry.items()
        if model._meta.app_label in OURS
        for field in model._meta.concrete_fields
        if isinstance(field.verbose_name, str) and field.editable and not field.primary_key
    ]
    assert nameless == []


def test_a_second_root_is_refused_in_words(client, administrator):
    client.force_login(administrator)
    second = {"code": "X", "name": "第二总部", "kind": "head_office"}
    answer = client.post("/admin/people/department/add/", second)
    assert "There is one head office only" in answer.text and "department_has_one_root" not in answer.text
