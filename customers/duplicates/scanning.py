"""Compares all files and keeps the pairs: new ones are proposed, decisions stay while the names stay."""

import logging
from hashlib import blake2b

from django.db import transaction

from customers.duplicates.pairs import likely_pairs
from customers.duplicates.reading import files, name_rules
from customers.models import Customer, DuplicatePair, DuplicateScan

logger = logging.getLogger(__name__)
BATCH = 2_000
Pair, State = DuplicatePair, DuplicateScan.State


def scan(scan_id, at):
    """Do the search unless another worker does or did; returns its counts, None where nothing was done."""
    run = DuplicateScan.objects.filter(pk=scan_id).first()
    if run is None or not run.claim():
        return None
    try:
        compared = list(_read(run))
        found = likely_pairs(compared)
        with transaction.atomic():
            counts = save(found, {file.pk: file for file in compared}, at)
            run.end(State.DONE, at, files=len(compared), **counts)
        return counts
    except Exception:
        logger.exception("Search for duplicates %s failed", scan_id)
        run.end(State.FAILED, at)
    return None


def _read(run):
    kept = Customer.objects.kept()
    total, done = kept.count(), 0
    for done, file in enumerate(files(kept, name_rules()), 1):
        if done % BATCH == 1:
            run.report(done - 1, total)
        yield file
    run.report(done, total)


def save(found, compared, at):
    """Write the pairs `found` ({ids: Likeness}); {"proposed": open ones, "new": of them those of this search}."""
    known = {(pair.first_id, pair.second_id): pair for pair in Pair.objects.select_for_update().order_by("pk")}
    new, changed = [], []
    for ids, likeness in found.items():
        fingerprint = fingerprint_of(compared[ids[0]], compared[ids[1]])
        values = {"score": likeness.score, "reasons": list(likeness.reasons), "fingerprint": fingerprint}
        if ids not in known:
            new.append(Pair(first_id=ids[0], second_id=ids[1], found_at=at, **values))
        elif _is_news(known[ids], values):
            changed.append(_proposed_again(known[ids], values))
    gone = [pair.pk for ids, pair in known.items() if pair.state == Pair.State.OPEN and ids not in found]
    for start in range(0, len(gone), BATCH):
        Pair.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    Pair.objects.bulk_create(new, batch_size=BATCH)
    Pair.objects.bulk_update(changed, ["state", "decided_by", "decided_at", *VALUES], batch_size=BATCH)
    return {"proposed": Pair.objects.open().count(), "new": len(new)}


VALUES = ("score", "reasons", "fingerprint")


def _is_news(pair, values):
    """A decision stands until a name changes; an open pair follows the files."""
    if pair.state == Pair.State.OPEN:
        return any(getattr(pair, name) != value for name, value in values.items())
    return pair.state == Pair.State.DISMISSED and pair.fingerprint != values["fingerprint"]


def _proposed_again(pair, values):
    for name, value in values.items():
        setattr(pair, name, value)
    pair.state, pair.decided_by, pair.decided_at = Pair.State.OPEN, None, None
    return pair


def fingerprint_of(*files):
    """Of the names that were compared: how they are written makes no difference."""
    names = [sorted({name.name for name in file.names}) for file in files]
    return blake2b(repr(names).encode(), digest_size=8).hexdigest()
