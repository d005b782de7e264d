"""The whole story: the office makes a wave, the desk calls, a contact answers by the link on a phone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from surveys import links
from surveys.factories import items_of, people_to_ask, small_questionnaire, wave_in_fieldwork
from surveys.models import FrameUnit, Response, Wave

pytestmark = pytest.mark.django_db(transaction=True)


def press(page, label):
    with page.expect_navigation():
        page.get_by_role("button", name=label, exact=True).click()


def choose(page, item, value):
    """Choose a point or an option, and wait until it is saved."""
    question = page.locator(f"#question-{item.pk}")
    question.locator(f"input[value='{value}']").check(force=True)
    question.locator(".question-saved").wait_for()


@pytest.mark.parametrize("width", [1440, 390])
def test_from_the_design_to_the_last_answer(browse, analyst, desk, width):
    people_to_ask(2, grade="A")
    people_to_ask(1, grade="B")
    questionnaire = small_questionnaire()
    page = browse(analyst, "en", width)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/surveys/")
    page.click("text=New survey")
    page.fill("[name=name]", "Customer satisfaction 2026")
    page.select_option("[name=questionnaire]", str(questionnaire.pk))
    page.locator("#population-count", has_text="3 customers fit").wait_for()
    page.check("[name=grade][value=A]")
    page.locator("#population-count", has_text="2 customers fit").wait_for()
    press(page, "Save the design")
    press(page, "Make the frame")
    page.get_by_text("Frame of 2 made, 0 with problems").wait_for()
    press(page, "Draw")
    press(page, "Open fieldwork")
    page.get_by_text("Fieldwork opened").first.wait_for()
    wave = Wave.objects.get()
    items = items_of(wave)

    caller = browse(desk, "en", width)
    # An interview with a gap is completed after a question.
    caller.on("dialog", lambda dialog: dialog.accept())
    caller.goto(f"/surveys/{wave.pk}/")
    press(caller, "Next call")
    later = timezone.localtime() + timedelta(hours=3)
    caller.fill("[name=call_back_at]", f"{later:%Y-%m-%dT%H:%M}")
    caller.fill("[name=note]", "in a meeting")
    press(caller, "End the call")
    caller.get_by_text("in a meeting").wait_for()
    assert FrameUnit.objects.filter(is_call_back=True).count() == 1
    press(caller, "Call now")
    caller.click("text=Agreed: begin")
    caller.wait_for_url("**section=A")
    choose(caller, items["A1"], 8)
    choose(caller, items["A2"], "na")
    press(caller, "Next")
    choose(caller, items["M1"], 9)
    press(caller, "Next")
    press(caller, "The interview is complete")
    caller.get_by_text("is complete").wait_for()
    called = Response.objects.get(state="complete")
    assert (called.mode, called.interviewer, called.answers.count()) == ("telephone", desk, 3)

    unit = FrameUnit.objects.exclude(response=called).get()
    guest = browse(None, "zh-CN", 390)
    guest.goto(links.address_of(unit))
    guest.locator("main a.btn-primary").click()
    guest.wait_for_url("**/part/A/")
    choose(guest, items["A1"], 10)
    guest.locator("[name=go][value=next]").click()
    guest.wait_for_url("**/part/M/")
    choose(guest, items["M1"], 9)
    guest.fill(f"[name=a{items['S1'].pk}]", "旺季请多派车")
    guest.locator("[name=go][value=next]").click()
    guest.wait_for_url(re.compile(f"{links.address_of(unit)}$"))
    answered = Response.objects.get(unit=unit)
    assert (answered.state, answered.mode, answered.language) == ("complete", "web", "zh-hans")
    assert answered.answers.get(item=items["S1"]).text == "旺季请多派车"
    page.goto(f"/surveys/{wave.pk}/")
    page.locator(".figures", has_text="100 %").wait_for()


def test_two_browsers_on_one_link_lose_nothing_and_are_told(browse, analyst):
    wave = wave_in_fieldwork(analyst, people=1)
    items, address = items_of(wave), links.address_of(wave.units.get())
    first, second = browse(None, "en", 390), browse(None, "en", 1440)
    for page in (first, second):
        page.goto(f"{address}part/A/")
    choose(first, items["A1"], 9)
    choose(second, items["A2"], 4)
    second.locator(f"#question-{items['A1'].pk} input[value='3']").check(force=True)
    second.get_by_text("Meanwhile “9” had been answered").wait_for()
    first.reload()
    assert first.locator(f"[name=a{items['A1'].pk}]:checked").get_attribute("value") == "3"
    assert first.locator(f"[name=a{items['A2'].pk}]:checked").get_attribute("value") == "4"
