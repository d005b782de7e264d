"""The unified social credit code 统一社会信用代码, as GB 32100-2015 defines it.

Eighteen characters: registering authority (1), kind of organisation (1), administrative division (6 digits),
organisation code (9), check character (1). The alphabet leaves out I, O, S, V and Z, which look like digits.
The value of the check character and the sum of value × (3^position mod 31) of the others, together, divide by 31.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VALUES = {character: value for value, character in enumerate(ALPHABET)}
WEIGHTS = [pow(3, position, 31) for position in range(17)]
LOOK_ALIKES = {"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"}
STRUCTURE = re.compile(rf"[{ALPHABET}]{{2}}\d{{6}}[{ALPHABET}]{{10}}")


def check_character(first_seventeen):
    """The eighteenth character that belongs to the first seventeen."""
    total = sum(VALUES[character] * weight for character, weight in zip(first_seventeen, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def validate_credit_code(code):
    """Refuse what cannot be a credit code, and say what is wrong with it. `code` is upper case without spaces."""
    if len(code) != 18:
        message = _("“%(code)s” has %(count)d characters; a unified social credit code has 18.")
        raise ValidationError(message % {"code": code, "count": len(code)}, code="length")
    for character in code:
        if character in LOOK_ALIKES:
            message = _("“%(code)s” contains the letter %(letter)s, which never occurs; perhaps %(digit)s is meant.")
            values = {"code": code, "letter": character, "digit": LOOK_ALIKES[character]}
            raise ValidationError(message % values, code="alphabet")
    if not STRUCTURE.fullmatch(code):
        message = _("“%(code)s” is not built like a unified social credit code (digits 3 to 8 are the district).")
        raise ValidationError(message % {"code": code}, code="structure")
    if check_character(code[:17]) != code[17]:
        message = _("“%(code)s” is mistyped: its last character does not fit the others.")
        raise ValidationError(message % {"code": code}, code="check")
