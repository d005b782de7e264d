"""How names are read: the spellings that the database's search keeps a copy of, made from pypinyin.

A character has one reading here, its usual one in names. Two characters that read otherwise together (重庆, 银行) are
terms of their own. So a heteronym outside such a pair is found by its usual reading only.
"""

from functools import cache

from django.db import connections
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

# Where the dictionary's first reading is not the usual one in the names of companies and people.
IN_NAMES = {"长": "chang", "行": "hang", "都": "du", "曾": "zeng", "仇": "qiu", "翟": "zhai"}
SUPPLEMENT = 0x20000


@cache
def spellings():
    """{character or pair: its syllables without tones, parted by a space; ü is v}."""
    single = {
        character: IN_NAMES.get(character) or lazy_pinyin(character)[0]
        for character in map(chr, PINYIN_DICT)
        if ord(character) < SUPPLEMENT
    }
    pairs = {}
    for term in PHRASES_DICT:
        if len(term) == 2:
            sounds = lazy_pinyin(term)
            if sounds != [single.get(character) for character in term]:
                pairs[term] = " ".join(sounds)
    return single | pairs


def sounded(text):
    """A text in pinyin without tones or spaces; what has no reading stays as it is."""
    known = spellings()
    sounds = []
    for place, character in enumerate(text):
        if pair := known.get(text[place : place + 2] if place + 1 < len(text) else ""):
            sounds.append(pair.split(" ")[0])
        elif pair := known.get(text[place - 1 : place + 1] if place else ""):
            sounds.append(pair.split(" ")[1])
        else:
            sounds.append(known.get(character, character))
    return "".join(sounds)


def fill_spellings(using, **kwargs):
    """After `migrate` and `flush`: give the database its copy, where it has none."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('customers_searchpinyin') IS NOT NULL")
        if cursor.fetchone() == (False,):
            return  # The schema is on its way back.
        cursor.execute("SELECT EXISTS (SELECT FROM customers_searchpinyin)")
        if cursor.fetchone() == (False,):
            terms = spellings()
            cursor.execute(
                "INSERT INTO customers_searchpinyin (term, pinyin) SELECT * FROM unnest(%s, %s)",
                [list(terms), list(terms.values())],
            )
            cursor.execute("ANALYZE customers_searchpinyin")
