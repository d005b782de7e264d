"""Finding customers by what people type: any part of a name, pinyin or its initials, a code, the last digits of a mobile.

A text becomes a tsquery over the vectors that the database keeps (customers/migrations/0003_search.py cuts the names
alike). Every word of it must be found; see docs/search.md for the rules and their measured cost.
"""

import re
import unicodedata

from django.contrib.postgres.search import SearchQuery

# Scripts written without spaces: a fragment of such a name is a phrase of its pairs of characters.
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
GAPS = "\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u1680\u2000-\u206f\u3000-\u3004\u3008-\u303f\ufe30-\ufe6f"
NOT_HAN = re.compile(f"[^{HAN}]+")
NOT_WORD = re.compile(f"[{HAN}{GAPS}\ud800-\udfff]+")
NUMBER = re.compile(r"[\d+().\-]*\d[\d+().\-]*", re.ASCII)
COUNTRY_CODE = re.compile(r"(?:00)?86(?=1\d{10}$)")

LONGEST_TEXT = 200
MOST_TERMS = 40
# Pinyin is indexed up to 20 letters, other words and numbers up to 40.
LONGEST_PINYIN, LONGEST_WORD = 20, 40
# Fewer digits than these begin or end too many numbers to be worth looking up; they are searched as whole words.
SHORTEST_BEGINNING, SHORTEST_ENDING = 4, 3


class VectorQuery(SearchQuery):
    """A tsquery that is taken as it is written, not parsed as prose."""

    def as_sql(self, compiler, connection, function=None, template=None):
        return super().as_sql(compiler, connection, function, template="%(expressions)s::tsquery")


def search_query(text, at_start=False):
    """The query for `text`, or None if nothing in it could be searched for.

    `at_start` asks for names that begin with it, and for whole words and numbers instead of their beginnings.
    """
    terms = []
    for token in unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower().split():
        terms.extend(_han_terms(NOT_HAN.sub("", token), at_start))
        terms.extend(_word_terms(token, at_start))
    return VectorQuery(" & ".join(terms[:MOST_TERMS])) if terms else None


def _han_terms(han, at_start):
    """远洋物流 → '远洋' <-> '洋物' <-> '物流'; a single character begins a pair or ends the name."""
    if len(han) == 1:
        yield f"'^{han}'" if at_start else f"'{han}':*"
    elif han:
        if at_start:
            yield f"'^{han[:2]}'"
        yield "(" + " <-> ".join(f"'{han[place : place + 2]}'" for place in range(len(han) - 1)) + ")"


def _word_terms(token, at_start):
    if NUMBER.fullmatch(token):
        yield _number_term(COUNTRY_CODE.sub("", re.sub(r"\D", "", token))[:LONGEST_WORD], at_start)
        return
    for word in NOT_WORD.split(token):
        if word.isdecimal():
            yield _number_term(word[:LONGEST_WORD], at_start)
        elif word:
            longest = LONGEST_PINYIN if word.isascii() and word.isalpha() else LONGEST_WORD
            yield f"'{word[:longest]}'" + ("" if at_start else ":*")


def _number_term(digits, at_start):
    if at_start or len(digits) < SHORTEST_ENDING:
        return f"'{digits}'"
    beginning = ":*" if len(digits) >= SHORTEST_BEGINNING else ""
    return f"('{digits}'{beginning} | '~{digits[::-1]}':*)"
