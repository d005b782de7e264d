"""Which files are compared at all: those that share a key. Of 100,000 files these are some hundred thousand pairs."""

from collections import defaultdict
from itertools import combinations

from customers.duplicates.likeness import BEGINNING, PROPOSED_FROM, compare

# A key that more files share says little; within it only names that are wholly equal are compared.
MOST_IN_BLOCK = 100
# A telephone number of more files is that of an agent or a stopgap.
MOST_WITH_PHONE = 5


def keys(file):
    """What two files must have in common to be compared. Equal names and cores sound the same."""
    if file.credit_code:
        yield "code", file.credit_code
    for name in file.names:
        for sound in name.sounds:
            yield "sound", sound
        if not name.is_latin and len(name.name) >= BEGINNING:
            yield "beginning", name.name[:BEGINNING]
    for phone in file.phones:
        yield "phone", phone


def blocks(files):
    """Lists of files that share a key, two or more each."""
    by_key = defaultdict(list)
    for file in files:
        for key in set(keys(file)):
            by_key[key].append(file)
    for (kind, _value), block in by_key.items():
        if kind == "phone" and len(block) > MOST_WITH_PHONE:
            continue
        yield from [block] if len(block) <= MOST_IN_BLOCK else _of_equal_names(block)


def _of_equal_names(block):
    by_name = defaultdict(dict)
    for file in block:
        for name in file.names:
            by_name[name.name][file.pk] = file
    for same in by_name.values():
        if len(same) <= MOST_IN_BLOCK:
            yield list(same.values())


def likely_pairs(files, least=PROPOSED_FROM):
    """{(smaller id, larger id): Likeness} of all pairs whose score reaches `least`."""
    found = {}
    for block in blocks(files):
        for one, other in combinations(block, 2):
            pair = (one.pk, other.pk) if one.pk < other.pk else (other.pk, one.pk)
            if pair not in found and (likeness := compare(one, other)) and likeness.score >= least:
                found[pair] = likeness
    return found
