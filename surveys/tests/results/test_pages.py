from io import BytesIO

import openpyxl
import pytest

from surveys.results.parts import PARTS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("part", list(PARTS))
def test_every_part_is_shown_with_its_table_and_its_workbook(as_user, analyst, finished, part):
    client = as_user(analyst)
    page = client.get(f"/surveys/{finished.pk}/results/?part={part}")
    assert page.status_code == 200
    workbook = client.get(f"/surveys/{finished.pk}/results/{part}.xlsx")
    if part == "change":
        assert "no earlier wave" in page.content.decode() and workbook.status_code == 404
    else:
        assert "<table" in page.content.decode()
        assert openpyxl.load_workbook(BytesIO(workbook.content)).sheetnames
