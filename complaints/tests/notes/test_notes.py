import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from complaints.factories import MORNING, log_complaint
from complaints.models import Complaint, ComplaintNote
from complaints.models.note import readers_of
from customers.factories import CustomerFactory
from people.models import Notification, User


def write(complaint, by, text="客户很急", mentioned=(), key=None):
    return ComplaintNote.write(complaint, by, MORNING, key or uuid.uuid4(), text, mentioned)


def panel(complaint):
    return reverse("complaints:notes_panel", args=[complaint.pk])


def people_for(client, complaint, **asked):
    response = client.get(reverse("complaints:mentions", args=[complaint.pk]), asked)
    return [person.username for person in response.context["people"]]


def test_whoever_is_mentioned_is_told_what_the_note_says(complaint, cast):
    Notification.objects.all().delete()
    note = write(complaint, cast["desk"], mentioned=[cast["handler"], cast["desk"]])
    told = Notification.objects.get()
    assert (told.recipient, told.body) == (cast["handler"], "客户很急")
    assert told.url == f"{complaint.get_absolute_url()}?tab=notes"
    assert set(note.mentioned.all()) == {cast["handler"], cast["desk"]}


def test_so_is_the_deputy_of_somebody_absent(complaint, cast):
    head = cast["head"]
    head.deputy, head.deputy_from, head.deputy_until = cast["colleague"], MORNING.date(), MORNING.date()
    head.save()
    Notification.objects.all().delete()
    write(complaint, cast["desk"], mentioned=[User.objects.get(pk=head.pk)])
    assert set(Notification.objects.values_list("recipient__username", flat=True)) == {"head", "colleague"}


def test_a_mention_widens_no_rights(complaint, cast):
    with pytest.raises(ValidationError, match="Colleague cannot see this complaint"):
        write(complaint, cast["desk"], mentioned=[cast["colleague"]])
    assert not ComplaintNote.objects.exists()


def test_a_form_sent_twice_makes_one_note(complaint, desk):
    key = uuid.uuid4()
    assert write(complaint, desk, key=key) == write(complaint, desk, key=key)


def test_nobody_writes_or_reads_notes_on_a_complaint_about_themself(company, cast, as_user):
    complaint = log_complaint(cast["desk"], company.operations, against=cast["handler"])
    write(complaint, cast["desk"], "先不要告诉他")
    with pytest.raises(PermissionDenied):
        write(complaint, cast["handler"])
    with pytest.raises(ValidationError):
        write(complaint, cast["desk"], mentioned=[cast["handler"]])
    assert not ComplaintNote.objects.visible_to(cast["handler"]).exists()
    client = as_user(cast["handler"])
    assert client.get(panel(complaint)).status_code == 403
    assert "先不要告诉他" not in client.get(complaint.get_absolute_url()).content.decode()


def test_those_who_may_be_mentioned_all_see_the_complaint(company, cast):
    customer = CustomerFactory(owner=cast["manager"])
    complaints = [
        log_complaint(cast["desk"], company.operations, customer=customer),
        log_complaint(cast["colleague"], None, caller_name="王先生"),
        log_complaint(cast["desk"], company.guangzhou_sales, customer=CustomerFactory(owner=cast["colleague"])),
    ]
    today = timezone.localdate()
    User.objects.filter(username="supervisor").update(
        deputy=cast["colleague"], deputy_from=today, deputy_until=today + timedelta(days=1)
    )
    people = list(User.objects.all())
    for complaint in complaints:
        seeing = {person for person in people if Complaint.objects.visible_to(person).filter(pk=complaint.pk).exists()}
        assert set(readers_of(complaint, cast["desk"])) == seeing


def test_notes_of_a_merged_complaint_are_read_with_the_kept_one(company, complaint, desk, as_user):
    kept = log_complaint(desk, company.operations)
    write(complaint, desk, "两票同一车")
    complaint.merge_into(desk, MORNING, kept, "同一票货")
    page = as_user(desk).get(panel(kept)).content.decode()
    assert "两票同一车" in page and complaint.number in page
    tabs = {tab.name: tab.count for tab in as_user(desk).get(kept.get_absolute_url()).context["tabs"]}
    assert tabs["notes"] == 1


def test_the_panel_keeps_a_note_and_says_so(complaint, cast, as_user):
    client = as_user(cast["desk"])
    typed = {"text": "客户很急", "mentioned": [cast["handler"].pk], "submission_key": uuid.uuid4()}
    response = client.post(panel(complaint), typed, headers={"HX-Request": "true"})
    assert response.status_code == 204 and "saved" in response["HX-Trigger"]
    assert client.post(panel(complaint), typed | {"text": " "}).status_code == 422
    refused = client.post(panel(complaint), typed | {"mentioned": [cast["colleague"].pk]})
    assert refused.status_code == 422 and "客户很急" in refused.content.decode()
    assert ComplaintNote.objects.count() == 1


def test_people_are_found_by_name_login_and_pinyin(complaint, cast, as_user):
    cast["handler"].name = "张伟"
    cast["handler"].save()
    client = as_user(cast["desk"])
    for text in ("张", "zhangw", "zw", "ZW", "hand"):
        assert people_for(client, complaint, q=text) == ["handler"], text
    assert people_for(client, complaint, q="coll") == []
    assert people_for(client, complaint, q="zw", mentioned=cast["head"].pk) == ["head", "handler"]


def test_the_panel_costs_the_same_for_one_note_and_for_many(complaint, cast, as_user, django_assert_max_num_queries):
    client = as_user(cast["desk"])
    for count in (1, 20):
        for _note in range(count):
            write(complaint, cast["desk"], mentioned=[cast["handler"]])
        with django_assert_max_num_queries(11):
            client.get(panel(complaint))


def test_whoever_is_written_out_is_mentioned_without_a_tick(complaint, cast, as_user):
    for key, name in (("handler", "张伟"), ("head", "张伟明"), ("colleague", "外人")):
        cast[key].name = name
        cast[key].save()
    client = as_user(cast["desk"])
    typed = {"text": "@张伟明请先打电话，@外人 不用管", "submission_key": uuid.uuid4()}
    client.post(panel(complaint), typed)
    assert ComplaintNote.objects.get().mentioned.get() == cast["head"]


def test_of_two_of_one_name_the_one_ticked_is_mentioned_and_both_where_none_is(complaint, cast, as_user):
    User.objects.filter(username__in=["handler", "head"]).update(name="张伟")
    client = as_user(cast["desk"])
    for ticked, told in (([cast["head"].pk], {"head"}), ([], {"head", "handler"})):
        client.post(panel(complaint), {"text": "@张伟 请看", "mentioned": ticked, "submission_key": uuid.uuid4()})
        assert {person.username for person in ComplaintNote.objects.last().mentioned.all()} == told
