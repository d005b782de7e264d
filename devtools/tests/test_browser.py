import pytest


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("zh-CN", 390)])
def test_a_page_opens_in_the_language_and_width_asked_for(browse, language, width):
    page = browse(language=language, width=width)
    page.goto("/admin/login/")
    browse.forgive("404")
    assert page.evaluate("[navigator.language, innerWidth]") == [language, width]


def test_requests_that_leave_the_site_and_errors_of_scripts_are_faults(browse, db):
    page = browse()
    page.goto("/admin/login/")
    browse.forgive("404")
    page.evaluate("fetch('http://example.com/tracker.js').catch(() => setTimeout(() => { throw Error('broken') }))")
    page.evaluate("location.href = 'http://example.org/'")
    page.wait_for_timeout(300)
    faults = " ".join(browse.faults)
    assert "http://example.com/tracker.js" in faults
    assert "left the site: http://example.org/" in faults
    assert "broken" in faults
    browse.faults.clear()


def test_somebody_can_be_logged_in_beforehand(browse, administrator):
    page = browse(administrator)
    page.goto("/admin/")
    browse.forgive("404")
    assert page.url.endswith("/admin/")
