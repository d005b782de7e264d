"""A customer complains, having chosen the other language halfway, follows the complaint, and adds something; the desk finds it."""

import pytest

from complaints.models import Complaint

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "language"), [(390, "zh-CN"), (1440, "en")])
def test_from_the_form_to_the_status_page_to_the_desk(browse, desk, width, language):
    page = browse(None, language, width)
    page.goto("/c/")
    page.fill("[name=description]", "三箱货物被水浸泡")
    page.fill("[name=caller_name]", "王芳")
    page.locator("[name=caller_name]").press("Enter")
    assert page.url.endswith("/c/")
    page.locator("button[formaction]").click()
    page.wait_for_url("**?switch")
    assert page.input_value("[name=description]") == "三箱货物被水浸泡"
    page.fill("[name=caller_phone]", "139 1234 5678")
    page.check("[name=consent]")
    page.locator("form#complaint .btn-primary").click()
    page.wait_for_url("**/c/TS-*/**")
    complaint = Complaint.objects.get()
    page.get_by_text(complaint.number).first.wait_for()
    page.get_by_text(complaint.spoken_status_key).wait_for()
    page.set_input_files("[name=files]", {"name": "a.txt", "mimeType": "text/plain", "buffer": "少了".encode()})
    page.fill("[name=text]", "还少了一箱")
    page.locator("form .btn-primary").click()
    page.locator("p", has_text="还少了一箱").wait_for()

    page = browse(desk, "en", width)
    page.locator(".work-row", has_text="王芳").click()
    page.get_by_text("三箱货物被水浸泡").first.wait_for()
    page.get_by_text("a.txt").first.wait_for()
    browse.forgive("422")
