"""Our own events: whom to invite, what they reply, who came."""

import threading
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from crm_site.workflow import InvalidTransition
from customers.factories import ContactFactory, CustomerFactory
from customers.models import ContactEntry
from visits.events import listed
from visits.factories import DAY, MORNING, OccasionFactory, invite
from visits.models import Invitation, Occasion

pytestmark = pytest.mark.django_db
DAY_OF_EVENT = date(2026, 4, 1)
AFTERWARDS = MORNING + 30 * DAY


@pytest.fixture
def event(db):
    """Our anniversary, every 1 April."""
    return OccasionFactory()


@pytest.fixture
def contact(manager):
    customer = CustomerFactory(owner=manager, name="上海远洋物流有限公司", grade="A")
    return ContactFactory(customer=customer, name="赵敏", is_primary=True)


@pytest.fixture
def invitation(manager, event, contact):
    return invite(manager, event, contact)


def address(event, tail=""):
    return f"/visits/events/{event.pk}/{DAY_OF_EVENT}/{tail}"


def act(client, invitation, action, version=None, **data):
    data |= {"version": invitation.version if version is None else version}
    return client.post(f"/visits/invitations/{invitation.pk}/{action}/", data, headers={"HX-Request": "true"})


def test_a_contact_is_invited_once_and_the_timeline_says_so(manager, event, contact):
    assert Invitation.invite(manager, MORNING, event, DAY_OF_EVENT, [contact]) == 1
    assert Invitation.invite(manager, MORNING, event, DAY_OF_EVENT, [contact]) == 0
    (row,) = contact.customer.activities.filter(kind="care.invited")
    assert str(row) == "赵敏 invited to Our anniversary on 2026-04-01"


def test_next_year_is_another_list(manager, event, contact, invitation):
    next_year = date(2027, 4, 1)
    assert Invitation.invite(manager, MORNING, event, next_year, [contact]) == 1
    assert Invitation.objects.to(event, next_year).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_invite_at_once_invite_once(manager, event, contact):
    counts = []

    def press():
        counts.append(Invitation.invite(manager, MORNING, event, DAY_OF_EVENT, [contact]))
        connection.close()

    threads = [threading.Thread(target=press) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 1] and Invitation.objects.count() == 1


def test_nobody_invites_from_the_files_of_others_or_to_what_is_no_event(colleague, manager, event, contact):
    with pytest.raises(PermissionDenied):
        Invitation.invite(colleague, MORNING, event, DAY_OF_EVENT, [contact])
    with pytest.raises(ValidationError, match="no such event"):
        Invitation.invite(manager, MORNING, event, date(2026, 4, 2), [contact])
    festival = Occasion.objects.get(name="国庆节")
    with pytest.raises(ValidationError, match="no such event"):
        Invitation.invite(manager, MORNING, festival, date(2026, 10, 1), [contact])


def test_a_reply_is_ticked_and_may_be_corrected(invitation, manager):
    invitation.answer(manager, MORNING, "accepted", invitation.version)
    invitation.answer(manager, MORNING, "declined", invitation.version)
    assert Invitation.objects.get().reply == "declined"
    assert invitation.customer.activities.filter(kind="care.replied").count() == 2


def test_who_came_stands_in_the_contact_log_once(invitation, manager):
    for _time in range(2):
        invitation.attend(manager, AFTERWARDS, True, invitation.version)
    (entry,) = ContactEntry.objects.all()
    assert (entry.channel, entry.summary) == ("event", "Attended: Our anniversary")
    assert [*entry.contacts.all()] == [invitation.contact] and entry.at.date() == DAY_OF_EVENT


def test_a_tick_by_mistake_is_taken_out_of_the_log_again(invitation, manager):
    invitation.attend(manager, AFTERWARDS, True, invitation.version)
    invitation.attend(manager, AFTERWARDS, False, invitation.version)
    assert not ContactEntry.objects.exists() and Invitation.objects.get().attended is False
    invitation.attend(manager, AFTERWARDS, True, invitation.version)
    assert ContactEntry.objects.count() == 1


def test_an_entry_with_an_answer_promised_stays(invitation, manager):
    invitation.attend(manager, AFTERWARDS, True, invitation.version)
    entry = ContactEntry.objects.for_edit().get()
    entry.edit(manager, AFTERWARDS, entry.version, {"answer_owed": "合同样本"})
    with pytest.raises(InvalidTransition, match="promised"):
        invitation.attend(manager, AFTERWARDS, False, invitation.version)
    assert ContactEntry.objects.exists()


def test_nobody_has_come_before_the_day(invitation, manager):
    with pytest.raises(ValidationError, match="not taken place"):
        invitation.attend(manager, MORNING, True, invitation.version)


def test_an_invitation_is_withdrawn_unless_they_came(invitation, manager, event, contact):
    invitation.withdraw(manager, MORNING, invitation.version)
    assert not Invitation.objects.exists()
    came = invite(manager, event, contact)
    came.attend(manager, AFTERWARDS, True, came.version)
    with pytest.raises(ValidationError, match="stays on the list"):
        came.withdraw(manager, AFTERWARDS, came.version)


def test_the_second_of_two_editors_is_told_who_was_first(invitation, manager, supervisor, as_user):
    seen = invitation.version
    invitation.answer(supervisor, MORNING, "accepted", seen)
    answer = act(as_user(manager), invitation, "answer", seen, reply="declined")
    assert answer.status_code == 409 and "changed by Supervisor" in answer.content.decode()
    assert answer["HX-Trigger"] and Invitation.objects.get().reply == "accepted"


def test_only_who_keeps_the_file_ticks_and_outsiders_find_nothing(invitation, manager, colleague, as_user):
    assert invitation.can_be_changed_by(manager) and not invitation.can_be_changed_by(colleague)
    assert act(as_user(colleague), invitation, "answer", reply="accepted").status_code == 404
    assert act(as_user(manager), invitation, "answer", reply="accepted").status_code == 200


@pytest.mark.parametrize(
    ("action", "data"),
    [("answer", {"reply": "perhaps"}), ("answer", {}), ("attend", {"attended": "x"}), ("answer", {"version": "x"})],
)
def test_a_senseless_tick_is_refused_in_words(invitation, manager, as_user, action, data):
    answer = act(as_user(manager), invitation, action, **data)
    assert answer.status_code == 422 and "not among the choices" in answer.content.decode()


def test_without_scripts_the_page_comes_back_and_says_the_refusal(invitation, manager, as_user):
    client = as_user(manager)
    done = client.post(f"/visits/invitations/{invitation.pk}/answer/", {"reply": "accepted", "version": 1})
    assert done.url == address(invitation.occasion)
    stale = client.post(
        f"/visits/invitations/{invitation.pk}/answer/", {"reply": "declined", "version": 1}, follow=True
    )
    assert "was changed by Manager" in stale.content.decode()


def test_a_group_is_invited_by_its_first_contacts(manager, colleague, event, contact, as_user):
    ContactFactory(customer=contact.customer)
    ContactFactory(customer=CustomerFactory(owner=manager, grade="B"))
    key = ContactFactory(customer=CustomerFactory(owner=manager, grade="C", tier="key"), is_primary=True)
    ContactFactory(customer=CustomerFactory(owner=colleague, grade="A", tier="key"))
    client = as_user(manager)
    assert client.post(address(event, "invite/"), {"group": "a"}).url == address(event)
    assert [each.contact for each in Invitation.objects.all()] == [contact]
    client.post(address(event, "invite/"), {"group": "key"})
    assert {each.contact for each in Invitation.objects.all()} == {contact, key}
    again = client.post(address(event, "invite/"), {"group": "key"}, follow=True)
    assert "invited already" in again.content.decode()


def test_others_are_found_by_their_customer_and_ticked(manager, event, contact, colleague, as_user):
    ContactFactory(customer=CustomerFactory(owner=colleague, name="远洋他人"), name="外人")
    client = as_user(manager)
    page = client.get(address(event), {"find": "远洋"}).content.decode()
    assert "赵敏" in page and "外人" not in page
    found = client.get(address(event), {"find": "远洋"}, headers={"HX-Request": "true", "HX-Target": "found"})
    assert "赵敏" in found.content.decode() and "<h2" not in found.content.decode()
    client.post(address(event, "invite/"), {"contacts": [contact.pk]})
    assert Invitation.objects.get().contact == contact


@pytest.mark.parametrize("data", [{}, {"group": "b"}, {"contacts": ["x"]}, {"contacts": ["999999"]}])
def test_inviting_nobody_or_a_stranger_is_answered_in_words(event, manager, as_user, data):
    answer = as_user(manager).post(address(event, "invite/"), data, follow=True)
    assert answer.context["messages"] and not Invitation.objects.exists()


@pytest.mark.parametrize("tail", ["2026-04-02/", "2026-13-01/", "x/"])
def test_a_day_without_the_event_is_not_found(event, manager, as_user, tail):
    assert as_user(manager).get(f"/visits/events/{event.pk}/{tail}").status_code == 404


def test_the_list_is_filtered_and_counted(invitation, manager, event, as_user):
    other = invite(manager, event, ContactFactory(customer=CustomerFactory(owner=manager), name="钱进"))
    other.answer(manager, MORNING, "accepted", other.version)
    answer = as_user(manager).get(address(event), {"reply": "accepted"})
    assert answer.context["page"].rows == [other]
    assert (answer.context["counts"]["invited"], answer.context["counts"]["accepted"]) == (2, 1)
    assert as_user(manager).get(address(event), {"reply": "x", "attended": "x", "page": "x"}).status_code == 200


def test_the_list_is_had_as_excel(invitation, manager, event, as_user):
    answer = as_user(manager).get(address(event), {"xlsx": ""})
    rows = [*openpyxl.load_workbook(BytesIO(answer.content)).active.values]
    assert "赵敏" in rows[1] and "No answer" in rows[1]


def test_ten_invitations_cost_as_many_queries_as_one(
    invitation, manager, event, as_user, django_assert_max_num_queries
):
    client = as_user(manager)
    client.get(address(event))
    with django_assert_max_num_queries(30) as one:
        client.get(address(event))
    for _number in range(9):
        invite(manager, event, ContactFactory(customer=CustomerFactory(owner=manager)))
    with django_assert_max_num_queries(len(one)):
        client.get(address(event))


def test_events_are_listed_with_the_invitations_that_one_sees(invitation, manager, colleague):
    coming, past = listed(manager, MORNING)
    assert [(each.day, each.invited) for each in coming] == [(DAY_OF_EVENT, 1), (date(2027, 4, 1), 0)]
    assert [each.day for each in past] == [date(2025, 4, 1)]
    assert listed(colleague, MORNING)[0][0].invited == 0


def test_an_event_whose_date_was_changed_keeps_its_list(invitation, manager, event, as_user):
    Occasion.objects.filter(pk=event.pk).update(month=5)
    assert {each.day for each in listed(manager, MORNING)[0]} == {DAY_OF_EVENT, date(2026, 5, 1)}
    assert as_user(manager).get(address(event)).status_code == 200


def test_the_calendar_leads_to_the_event(event, manager, as_user):
    assert address(event) in as_user(manager).get("/visits/calendar/?day=2026-04-01").content.decode()
