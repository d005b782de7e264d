import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from customers.credit_code import ALPHABET, check_character, validate_credit_code


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


# Published in the companies' own annual reports and imprints.
PUBLISHED = ["91110000600037341L", "914403001922038216", "91330100799655058B", "9144030071526726XG"]


@pytest.mark.parametrize("code", PUBLISHED)
def test_codes_of_real_companies_are_accepted(code):
    validate_credit_code(code)


def test_the_check_character_of_the_standard_is_computed():
    assert check_character("91350100M000100Y4") == "3"


@pytest.mark.parametrize("code", PUBLISHED)
def test_every_single_mistyped_character_is_found(code):
    for position in range(18):
        for wrong in set(ALPHABET) - {code[position]}:
            with pytest.raises(ValidationError):
                validate_credit_code(code[:position] + wrong + code[position + 1 :])


def test_two_neighbours_exchanged_are_found():
    code = PUBLISHED[3]
    for position in range(17):
        swapped = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
        if swapped != code:
            with pytest.raises(ValidationError):
                validate_credit_code(swapped)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("9144030071526726X", "has 17 characters"),
        ("440301103097413", "has 15 characters"),
        ("9144O30071526726XG", "the letter O, which never occurs; perhaps 0"),
        ("91A4030071526726XG", "digits 3 to 8"),
        ("91440300 1526726XG", "not built like"),
        ("9144030071526726XH", "mistyped"),
    ],
)
def test_a_refusal_says_what_is_wrong(code, words):
    with pytest.raises(ValidationError) as refused:
        validate_credit_code(code)
    assert words in refused.value.messages[0]
