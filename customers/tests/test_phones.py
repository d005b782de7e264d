import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from customers.phones import normalise_mobile, normalise_phone


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 13800138000",
        "+86-138-0013-8000",
        "8613800138000",
        "008613800138000",
        "(86)13800138000",
        "１３８００１３８０００",
        " 13800138000 ",
    ],
)
def test_a_chinese_mobile_is_kept_as_eleven_digits(text):
    assert normalise_mobile(text) == "13800138000"
    assert normalise_phone(text) == "13800138000"


@pytest.mark.parametrize(
    ("text", "kept"),
    [("+65 9123 4567", "+6591234567"), ("0065-91234567", "+6591234567"), ("+852 5123 4567", "+85251234567")],
)
def test_a_foreign_mobile_keeps_its_country_code(text, kept):
    assert normalise_mobile(text) == kept


@pytest.mark.parametrize(
    "text", ["1380013800", "138001380000", "12800138000", "021-58881234", "+86 1380013800", "张三"]
)
def test_what_is_no_mobile_is_refused_with_what_is_expected(text):
    with pytest.raises(ValidationError) as refused:
        normalise_mobile(text)
    assert text in refused.value.messages[0]
    assert "11 digits" in refused.value.messages[0]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("021-58881234", "021-58881234"),
        ("02158881234", "021-58881234"),
        ("（021）5888 1234", "021-58881234"),
        ("+86 21 58881234", "021-58881234"),
        ("0755-88881234", "0755-88881234"),
        ("021-58881234-801", "021-58881234-801"),
        ("021-58881234转801", "021-58881234-801"),
        ("021-58881234 ext. 801", "021-58881234-801"),
        ("02158881234 分机：0801", "021-58881234-0801"),
        ("4008208820", "400-820-8820"),
        ("800-820-1234", "800-820-1234"),
        ("95533", "95533"),
        ("+65 6123 4567", "+6561234567"),
    ],
)
def test_a_telephone_is_kept_with_area_code_and_extension(text, kept):
    assert normalise_phone(text) == kept
    assert normalise_phone(kept) == kept


@pytest.mark.parametrize("text", ["58881234", "021-5888123", "0571-8888123", "1234", "无人接听", "021"])
def test_what_is_no_telephone_is_refused_with_what_is_expected(text):
    with pytest.raises(ValidationError) as refused:
        normalise_phone(text)
    assert "area code" in refused.value.messages[0]


@pytest.mark.parametrize("text", ["13800138000/13900139000", "021-58881234、58885678", "13800138000；13900139000"])
def test_two_numbers_in_one_place_are_named_as_such(text):
    for normalise in (normalise_mobile, normalise_phone):
        with pytest.raises(ValidationError) as refused:
            normalise(text)
        assert "more than one number" in refused.value.messages[0]
