"""Forms opened again show who stands there already, also when they have left since."""

import uuid
from datetime import date, timedelta

from django.urls import reverse

from customers.factories import ContactFactory
from key_accounts.factories import MORNING
from key_accounts.models import Counterpart, PlanAction
from people.factories import UserFactory
from people.models import User
from visits.factories import plan_visit


def url(name, *arguments):
    return reverse(f"key_accounts:{name}", args=arguments)


def test_who_has_left_and_a_cancelled_visit_stay_in_an_action(plan, manager, as_user):
    client, person = as_user(manager), UserFactory()
    visit = plan_visit(manager, MORNING, MORNING + timedelta(days=1), plan.customer)
    facts = {"what": "拜访", "owner": person, "due_on": date(2026, 5, 1), "visit": visit}
    action = PlanAction.add(plan, manager, MORNING, uuid.uuid4(), facts)
    visit.cancel(manager, MORNING, "客户不在")
    User.objects.filter(pk=person.pk).update(is_active=False)
    for address in (url("action_edit", action.pk), url("action_tick", action.pk)):
        form = client.get(address).context["form"]
        assert f'value="{visit.pk}" selected' in str(form["visit"])
    form = client.get(url("action_edit", action.pk)).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"what": "拜访总经理"}
    assert client.post(url("action_edit", action.pk), sent).status_code == 302
    action.refresh_from_db()
    assert (action.what, action.owner, action.visit) == ("拜访总经理", person, visit)


def test_the_counterpart_stays_since_when_they_are_when_the_form_is_saved_again(account, manager, as_user):
    contact, person = ContactFactory(customer=account.customer), UserFactory()
    since = Counterpart.assign(account, contact, person, manager, MORNING).assigned_at
    User.objects.filter(pk=person.pk).update(is_active=False)
    client, address = as_user(manager), url("counterpart_edit", account.pk, contact.pk)
    assert client.post(address, {"person": client.get(address).context["form"]["person"].value()}).status_code == 302
    present = Counterpart.objects.get(contact=contact)
    assert (present.person, present.assigned_at) == (person, since)
