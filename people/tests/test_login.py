import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

PASSWORD = "a-plain-pass-phrase"


@pytest.fixture
def person(manager):
    manager.set_password(PASSWORD)
    manager.save()
    return manager


def log_in(client, password=PASSWORD):
    return client.post("/login/", {"username": "manager", "password": password})

    for path in ("/", "/customers/", "/complaints/", "/notifications/", "/search/?q=x", "/me/"):
        assert client.get(path).url.startswith("/login/?next=/")


def test_login_leads_home_and_logout_back(client, person):
    assert log_in(client).url == "/"
    assert client.post("/logout/").url == "/login/"
    assert client.get("/").status_code == 302


def test_a_wrong_password_says_so_and_keeps_the_name(client, person):
    answer = log_in(client, "wrong")
    assert answer.status_code == 200
    assert 'value="manager"' in answer.content.decode()


def test_guessing_is_stopped_for_this_name_and_not_for_others(client, person, settings):
    settings.AXES_FAILURE_LIMIT = 3
    for _attempt in range(3):
        answer = log_in(client, "wrong")
    assert answer.status_code == 429
    assert log_in(client).status_code == 429
    assert client.post("/login/", {"username": "somebody", "password": "x"}).status_code == 200


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client, person):
    client.post("/password/reset/", {"email": person.email})
    link = re.search(r"https?://\S+?(/password/reset/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    path = form.redirect_chain[-1][0]
    new = "another-pass-phrase"
    assert client.post(path, {"new_password1": new, "new_password2": new}).url == "/password/reset/complete/"
    assert log_in(client, new).url == "/"
    client.logout()
    assert "validlink" in client.get(link).context and not client.get(link).context["validlink"]


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, db):
    assert client.post("/password/reset/", {"email": "nobody@example.test"}).url == "/password/reset/done/"
    assert mail.outbox == []


def test_the_chosen_language_is_kept_for_the_person(client, manager):
    client.force_login(manager)
    client.post("/language/", {"language": "zh-hans", "next": "/me/"})
    assert 'lang="zh-hans"' in client.get("/me/").content.decode()
    manager.refresh_from_db()
    assert manager.language == "zh-hans"


@pytest.mark.parametrize("target", ["https://elsewhere.test/", "//elsewhere.test", "javascript:alert(1)", ""])
def test_changing_the_language_leads_nowhere_else(client, manager, target):
    client.force_login(manager)
    assert client.post("/language/", {"language": "klingon", "next": target}).url == "/"


def test_without_a_choice_the_browser_decides_and_then_chinese(client, db):
    assert 'lang="en"' in client.get("/login/", headers={"accept-language": "en-GB"}).content.decode()
    assert 'lang="zh-hans"' in client.get("/login/", headers={"accept-language": "fr"}).content.decode()


def profile_data(**changes):
    return {"email": "m@example.test", "mobile": "", "language": "en", "zone": ""} | changes


def test_a_deputy_is_named_with_both_days(client, manager, colleague):
    client.force_login(manager)
    today = timezone.localdate()
    answer = client.post("/me/", profile_data(deputy=colleague.pk, deputy_from=today))
    assert list(answer.context["form"].errors) == ["deputy_until"]
    answer = client.post("/me/", profile_data(deputy=colleague.pk, deputy_from="2026-05-01", deputy_until="2026-05-05"))
    assert answer.context["form"].errors == {"deputy_until": ["The last day lies in the past."]}
    days = {"deputy_from": today, "deputy_until": today}
    assert client.post("/me/", profile_data(deputy=colleague.pk, **days)).url == reverse("people:profile")
    manager.refresh_from_db()
    assert manager.deputy_on(today) == colleague
    colleague.is_active = False
    colleague.save()
    form = client.get("/me/").context["form"]
    client.post("/me/", {name: form[name].value() for name in form.fields} | {"language": "zh-hans"})
    manager.refresh_from_db()
    assert (manager.deputy, manager.deputy_until, manager.language) == (colleague, today, "zh-hans")
    client.post("/me/", profile_data(deputy="", **days))
    manager.refresh_from_db()
    assert manager.deputy_from is manager.deputy_until is None


def test_settings_are_saved_in_the_language_chosen_or_else_in_that_of_the_browser(client, manager):
    client.force_login(manager)
    in_chinese = {"accept-language": "zh-CN"}
    assert "Your settings are saved." in client.post("/me/", profile_data(), follow=True, headers=in_chinese).text
    saved = client.post("/me/", profile_data(language=""), follow=True, headers=in_chinese)
    assert "设置已保存。" in saved.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", "Mars/Olympus"),
        ("mobile", "call me 🐼"),
        ("mobile", "123"),
        ("deputy_until", "2026-02-30"),
        ("language", "xx"),
        ("deputy", "999999"),
    ],
)
def test_a_wrong_setting_is_explained_and_changes_nothing(client, manager, field, value):
    client.force_login(manager)
    answer = client.post("/me/", profile_data(**{field: value}))
    assert field in answer.context["form"].errors
    manager.refresh_from_db()
    assert manager.zone == "" and manager.deputy is None


@pytest.mark.parametrize(("typed", "kept"), [("138 0013 8000", "13800138000"), ("+65 9123 4567", "+6591234567")])
def test_the_own_mobile_is_kept_in_one_form(client, manager, typed, kept):
    client.force_login(manager)
    client.post("/me/", profile_data(mobile=typed, zone="Europe/Berlin"))
    manager.refresh_from_db()
    assert (manager.mobile, manager.zone) == (kept, "Europe/Berlin")


def test_an_administrator_cannot_enter_a_zone_that_does_not_exist(client, administrator, manager):
    client.force_login(administrator)
    address = reverse("admin:people_user_change", args=[manager.pk])
    typed = client.get(address).context["adminform"].form.initial
    joined = {"date_joined_0": "2026-01-01", "date_joined_1": "09:00"}
    typed = {name: value for name, value in typed.items() if value not in (None, [])} | joined
    for zone, kept in (("Mars/Olympus", ""), ("Europe/Berlin", "Europe/Berlin")):
        client.post(address, typed | {"zone": zone})
        manager.refresh_from_db()
        assert manager.zone == kept


def test_times_are_shown_in_the_zone_the_person_chose(client, manager, rf):
    from django.http import HttpResponse

    from people.middleware import person_preferences

    manager.zone = "Europe/Berlin"
    request = rf.get("/")
    request.user = manager
    answer = person_preferences(lambda _request: HttpResponse(timezone.get_current_timezone_name()))(request)
    assert answer.content == b"Europe/Berlin"


@pytest.mark.parametrize(
    ("page", "lands_on"), [("http://testserver/visits/", "http://testserver/visits/"), ("http://elsewhere.test/", "/")]
)
def test_who_was_logged_out_while_typing_comes_back_to_the_page_and_never_to_another_site(
    client, person, page, lands_on
):
    sent = {"reason": "写了很久的原因", "note": "<b>"}
    refused = client.post(reverse("complaints:complaints_reroute"), sent, headers={"referer": page})
    assert refused.status_code == 401
    assert sent["reason"] in refused.text and "&lt;b&gt;" in refused.text
    answer = client.post(refused.context["login_url"], {"username": "manager", "password": PASSWORD})
    assert answer.url == lands_on


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_part_of_a_page_is_not_replaced_by_the_login(client, method):
    headers = {"hx-request": "true", "accept-language": "en"}
    answer = getattr(client, method)(reverse("customers:customer_list"), headers=headers)
    assert answer.status_code == 401
    assert answer.text.startswith("You have been logged out.")
