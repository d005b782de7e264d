"""Files that cannot be imported: a clear message on the upload page, and nothing kept."""

import zipfile
from pathlib import Path

import pytest

from customers.models import Customer, ImportRun
from customers.tests.importing import files
from customers.tests.importing.steps import check, checked, confirm, csv, errors_of, key_of, post_file, upload

pytestmark = pytest.mark.django_db

HEADER = ["客户编码", "客户名称"]
ROW = ["C1", "上海远洋"]


@pytest.fixture
def browser(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def bomb():
    """A sheet of a few kilobytes that unpacks to more than 300 MB."""
    data = b"<row r='1'>" + b" " * (320 * 1024 * 1024)
    return files.with_parts(files.workbook(HEADER, ROW), {files.SHEET: data})


BAD = {
    "empty": (b"", "The file is empty."),
    "text document named xlsx": (b"%PDF-1.7 ...", "is a PDF document, not a workbook"),
    "picture": (b"\x89PNG\r\n\x1a\n....", "is a picture, not a workbook"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "save it as .xlsx"),
    "password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    "macros": (lambda: files.with_parts(files.workbook(HEADER, ROW), {"xl/vbaProject.bin": b"x"}), "contains macros"),
    "cut off": (lambda: files.workbook(HEADER, ROW)[:-200], "damaged"),
    "zip bomb": (bomb, "unpack"),
    "500 columns": (lambda: files.workbook([f"列{n}" for n in range(500)], ["x"] * 500), "columns"),
    "no rows": (lambda: files.workbook(HEADER), "There is a header but no data below it."),
    "empty sheet": (lambda: files.workbook(), "The workbook is empty."),
    "50,001 rows": (
        lambda: csv(HEADER, *(["C", "名"] for _ in range(50_001))),
        "The file has 50001 rows; at most 50000 can be imported at once.",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_on_the_upload_page_and_nothing_is_kept(browser, media, kind):
    content, message = BAD[kind]
    response = post_file(
        browser, content() if callable(content) else content, "客户.xlsx", submission_key=key_of(browser)
    )
    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors["file"])
    assert not ImportRun.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_a_file_over_the_limit_is_refused_before_it_is_read(browser, settings):
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    response = post_file(browser, b"x" * (1024 * 1024 + 1), submission_key=key_of(browser))
    assert "The file is larger than 1 MB." in response.content.decode()


def test_no_file_at_all_is_said(browser):
    page = browser.post("/customers/import/", {"submission_key": key_of(browser)})
    assert page.context["form"].errors["file"] == ["This field is required."]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\Temp\\客户.xlsx", "a\x00b.csv", "‮xslx.csv", "x" * 400 + ".csv"]
)
def test_the_name_of_a_file_leads_nowhere(browser, media, name):
    run = upload(browser, csv(HEADER, ROW), name)
    assert Path(run.file.path).resolve().is_relative_to(media)
    assert "/" not in run.original_name and "\\" not in run.original_name
    assert len(run.original_name) <= 200 and run.original_name.isprintable()
    assert browser.get(run.get_absolute_url()).status_code == 200


def test_a_file_that_vanished_before_the_check_is_said(browser, media):
    run = upload(browser, csv(HEADER, ROW))
    Path(run.file.path).unlink()
    check(browser, run)
    assert run.state == "refused"
    assert (
        "The file is no longer on the server. Upload it again." in browser.get(run.get_absolute_url()).content.decode()
    )


def test_a_file_that_vanished_after_the_check_is_not_needed_any_more(browser, media):
    run = checked(browser, HEADER, ROW)
    Path(run.file.path).unlink()
    assert confirm(browser, run).state == "done"


def test_of_two_uploads_at_once_the_second_is_compared_again(browser):
    first, second = checked(browser, HEADER, ROW), checked(browser, HEADER, ["C1", "另一个名"])
    confirm(browser, first)
    confirm(browser, second)
    assert second.counts == {"new": 0, "changed": 0, "unchanged": 0, "error": 1}
    assert "Since the check such a customer was opened" in errors_of(second)[2]["code"]
    assert Customer.objects.get().name == "上海远洋"


def test_what_somebody_changed_since_the_check_is_not_written_over(browser, manager):
    confirm(browser, checked(browser, HEADER, ROW))
    run = checked(browser, [*HEADER, "简称"], ["C1", "新名", "简"])
    Customer.objects.update(name="别人改的")
    confirm(browser, run)
    assert errors_of(run) == {2: {"name": "Somebody changed this since the check. Check the file again."}}
    assert (Customer.objects.get().name, Customer.objects.get().short_name) == ("别人改的", "")


def test_what_somebody_wrote_just_so_meanwhile_is_unchanged(browser):
    confirm(browser, checked(browser, HEADER, ROW))
    run = checked(browser, HEADER, ["C1", "新名"])
    Customer.objects.update(name="新名")
    assert confirm(browser, run).counts == {"new": 0, "changed": 0, "unchanged": 1, "error": 0}


def test_numbers_dates_and_wide_digits_are_read(browser):
    content = files.workbook(
        [*HEADER, "手机", "联系人", "生日"],
        [1001.0, "甲", 13800138000, "张", "1985/6/8"],
        ["Ｃ２", "乙", "１３８００１３８０００", "李", 31206],
    )
    confirm(browser, check(browser, upload(browser, content)))
    assert set(Customer.objects.values_list("code", "contacts__mobile", "contacts__birthday")) == {
        ("1001", "13800138000", "1985-06-08"),
        ("C2", "13800138000", "1985-06-08"),
    }


def test_a_csv_of_windows_is_read(browser):
    run = upload(browser, csv(HEADER, ROW).decode().encode("gb18030"))
    assert run.header == HEADER


def test_an_archive_that_is_no_workbook_is_refused(browser, tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("readme.txt", "x")
    response = post_file(browser, (tmp_path / "x.zip").read_bytes(), "x.xlsx", submission_key=key_of(browser))
    assert "not a workbook" in response.context["form"].errors["file"][0]
