"""Guesses which column of a file holds which field, whatever the order and the wording of its header."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from customers.importing.customer_files.fields import FIELDS
from customers.importing.text import JOINED_BY, normalise, without_brackets

LOOKS_LIKE = {
    "contact_mobile": re.compile(r"(?:\+?86)?1[3-9]\d{9}(?:\.0)?"),
    "credit_code": re.compile(r"[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{2}\d{6}[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{10}"),
    "contact_email": re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
}
SNIFFED_SHARE = 0.6
SIMILAR_ENOUGH = 0.8


class Headers:
    """The headers of files that fill `fields`; a wording that several of them claim belongs to the last one."""

    def __init__(self, fields):
        self.synonyms = {normalise(name): field.key for field in fields for name in field.names}
        keys = {field.key for field in fields}
        self.looks_like = {key: pattern for key, pattern in LOOKS_LIKE.items() if key in keys}
        self.recognise = lru_cache(maxsize=2000)(self._recognise)

    def _recognise(self, header):
        """The field that a header names in so many words, or None.

        “客户名称(英文)” counts with its brackets, “税率(%)” without; of a two-row header the lower row decides last.
        """
        lower = header.rpartition(JOINED_BY)[2]
        for wording in (header, without_brackets(header), lower, without_brackets(lower)):
            if key := self.synonyms.get(normalise(wording)):
                return key
        return None

    def guess_mapping(self, headers, sample_rows):
        """{column index: field key or None}. A field is given to at most one column: the one that names it best.

        Columns whose header says nothing are told by their content: mobiles, credit codes and e-mail addresses.
        """
        proposals = []
        for column, header in enumerate(headers):
            score, key = self._proposal(header)
            proposals.append((-score, column, key))
        mapping = dict.fromkeys(range(len(headers)))
        taken = set()
        for _score, column, key in sorted(proposals, key=lambda proposal: proposal[:2]):
            if key and key not in taken:
                mapping[column] = key
                taken.add(key)
        self._settle_by_content(mapping, taken, sample_rows)
        return mapping

    def _proposal(self, header):
        """(score, field key) of the field that a header most likely names; (0, None) when it says nothing."""
        if key := self.recognise(header):
            return (2 if normalise(header) in self.synonyms else 1.5), key
        wording = normalise(without_brackets(header.rpartition(JOINED_BY)[2]))
        if len(wording) < 3:
            return 0, None
        score, key = max((_likeness(wording, synonym), key) for synonym, key in self.synonyms.items())
        return (score, key) if score else (0, None)

    def _settle_by_content(self, mapping, taken, sample_rows):
        for column, key in mapping.items():
            # A column headed “联系电话” often holds mobiles.
            if key is None or (key == "contact_phone" and "contact_mobile" not in taken):
                sniffed = self._sniff(column, sample_rows)
                if sniffed and sniffed not in taken and (key is None or sniffed == "contact_mobile"):
                    taken.discard(key)
                    mapping[column] = sniffed
                    taken.add(sniffed)

    def _sniff(self, column, sample_rows):
        """The field that most of the filled cells of a column look like, or None."""
        cells = [_plain(row[column]) for row in sample_rows if column < len(row) and row[column] not in ("", None)]
        for key, pattern in self.looks_like.items():
            if cells and sum(bool(pattern.fullmatch(cell)) for cell in cells) >= len(cells) * SNIFFED_SHARE:
                return key
        return None


def _likeness(wording, synonym):
    """Share of the header that a synonym inside it covers, or how alike the two are; 0 below the thresholds."""
    if synonym in wording and len(synonym) * 2 > len(wording):
        rest = wording.replace(synonym, "")
        # “手机2” is a mobile, but “客户群” is no customer.
        return len(synonym) / len(wording) if len(synonym) > 2 or rest.isdigit() else 0
    if abs(len(synonym) - len(wording)) > len(wording) // 3:
        return 0
    matcher = SequenceMatcher(None, wording, synonym)
    if matcher.quick_ratio() < SIMILAR_ENOUGH:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= SIMILAR_ENOUGH else 0


def _plain(value):
    return unicodedata.normalize("NFKC", str(value)).strip().replace(" ", "").replace("-", "")


CUSTOMERS = Headers(FIELDS)
recognise, guess_mapping = CUSTOMERS.recognise, CUSTOMERS.guess_mapping
