import pytest
from playwright.sync_api import expect

from complaints.models import ComplaintNote

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_colleague_is_mentioned_while_a_note_is_typed(browse, complaint, desk, handler, width):
    handler.name = "张伟"
    handler.save()
    page = browse(desk, "en", width)
    page.goto(f"{complaint.get_absolute_url()}?tab=notes")
    box = page.get_by_label("A note among ourselves")
    box.click()
    page.keyboard.type("请看 @zw")
    page.get_by_label("张伟").check()
    expect(box).to_have_value("请看 @张伟 ")
    page.keyboard.type("今天回复")
    page.get_by_role("button", name="Keep the note").click()
    page.locator("article", has_text="今天回复").wait_for()
    note = ComplaintNote.objects.get()
    assert note.text == "请看 @张伟 今天回复" and note.mentioned.get() == handler
    assert page.get_by_role("link", name="Notes 1").count() == 1
