"""What a company's name is told by.

    深圳市华为技术有限公司（分公司） → name 华为技术, core 华为, lines {technology}, places {深圳}

Width, case, spaces, brackets, the legal form and places are put aside; the core is what is left without the line of
business. Nothing here asks the database: the places are given.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from customers.duplicates.words import ASIDES, EMPTY_WORDS, LEGAL_FORMS, LEGAL_WORDS, LINE_OF, PLACE_ENDINGS
from customers.pinyin import sounded

HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
BRACKETS = re.compile(r"[(\[{〔【《「『](.*?)[)\]}〕】》」』]")
LETTERS = re.compile(r"[^\W_]+")
# Fewer characters than these would be told by nothing.
SHORTEST_HAN, SHORTEST_LATIN = 2, 3
LONGEST_WORD = max(len(word) for word in LINE_OF if HAN.match(word))


class CompanyName(NamedTuple):
    """`name` and `core` without what all companies have; `sounds` are both in pinyin, or as they are in Latin letters."""

    name: str
    core: str
    lines: frozenset
    places: frozenset
    sounds: frozenset
    is_latin: bool


class Place(NamedTuple):
    """A place of the catalogue. One that has others within, such as a province, does not contradict them."""

    name: str
    english: str
    is_wide: bool = False


class NameRules:
    """The rules of names with the places that are put aside."""

    def __init__(self, places):
        names = {place.name.removesuffix("市"): place for place in places}
        pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        # An empty catalogue matches nothing.
        self.place_first = re.compile(f"({pattern or '(?!)'})(?:{PLACE_ENDINGS})?")
        self.place_last = re.compile(f"(.+?)({pattern or '(?!)'})(?:{PLACE_ENDINGS})?")
        self.latin = {"".join(LETTERS.findall(place.english.lower())): name for name, place in names.items()}
        self.telling = {name for name, place in names.items() if not place.is_wide}

    def parse(self, text):
        """The CompanyName of `text`, or None where nothing in it tells one company from another."""
        text = unicodedata.normalize("NFKC", text).lower()
        places = set()
        text = BRACKETS.sub(lambda found: self._aside(found[1], places), text)
        found = self._chinese(text, places) if HAN.search(text) else self._latin(text, places)
        if found is None:
            return None
        name, core, lines = found
        is_latin = not HAN.search(core)
        if len(core) < (SHORTEST_LATIN if is_latin else SHORTEST_HAN):
            return None
        sounds = frozenset((sounded(name), sounded(core)))
        return CompanyName(name, core, frozenset(lines), frozenset(places & self.telling), sounds, is_latin)

    def _aside(self, text, places):
        """What stands in brackets: a place or a branch is put aside, anything else stays part of the name."""
        text = text.strip()
        if found := self.place_first.match(text):
            places.add(found[1])
            text = text[found.end() :]
        if place := self.latin.get("".join(LETTERS.findall(text))):
            places.add(place)
            return " "
        return " " if text in ASIDES or not _without_legal_form(text) else f" {text} "

    def _chinese(self, text, places):
        rest = whole = _without_legal_form("".join(LETTERS.findall(text)))
        if (found := self.place_last.fullmatch(rest)) and len(found[1]) >= SHORTEST_HAN:
            places.add(found[2])
            rest = _without_legal_form(found[1])
        while (found := self.place_first.match(rest)) and len(rest) - found.end() >= SHORTEST_HAN:
            places.add(found[1])
            rest = rest[found.end() :]
        core, lines = _without_line(rest)
        if core in LINE_OF or core in EMPTY_WORDS:
            # 上海物流有限公司 and 中国银行 are told by the whole of it.
            return (whole, whole, lines) if whole not in LINE_OF and whole not in EMPTY_WORDS else None
        return rest, core, lines

    def _latin(self, text, places):
        words = LETTERS.findall(text)
        places.update(self.latin[word] for word in words if word in self.latin)
        told = [word for word in words if word not in LEGAL_WORDS]
        rest = [word for word in told if word not in self.latin] or told
        name, lines = "".join(rest), set()
        while len(rest) > 1 and (rest[-1] in LINE_OF or rest[-1] in EMPTY_WORDS):
            lines.add(LINE_OF.get(rest.pop()))
        if not rest or rest[0] in LINE_OF or rest[0] in EMPTY_WORDS:
            return None
        return name, "".join(rest), lines - {None}


def _without_legal_form(text):
    while form := next((form for form in LEGAL_FORMS if text.endswith(form) and len(text) > len(form)), None):
        text = text.removesuffix(form)
    return "" if text in LEGAL_FORMS else text


@lru_cache(maxsize=50_000)
def _without_line(text):
    """(the core, the lines of business): words at the end are taken off while two characters are left."""
    lines = set()
    while word := _last_word(text):
        text = text.removesuffix(word)
        if line := LINE_OF.get(word):
            lines.add(line)
    return text, frozenset(lines)


def _last_word(text):
    longest = min(LONGEST_WORD, len(text) - SHORTEST_HAN)
    endings = (text[-size:] for size in range(longest, 1, -1))
    return next((ending for ending in endings if ending in LINE_OF or ending in EMPTY_WORDS), None)
