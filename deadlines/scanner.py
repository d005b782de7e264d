"""The scanner: tells, for every running clock whose next level is due, those who hold the posts of the due levels.

A loop of short transactions. Each claims some clocks by their row locks, skipping those that another scanner or a
completion holds, and writes events, messages and the next level together. So it may run twice, late, or on many
workers at once: what one has recorded no other finds due.
"""

from collections import Counter

from django.db import transaction
from django.db.models import prefetch_related_objects

from deadlines.models import Clock, EscalationEvent, Severity
from deadlines.notices import notice
from deadlines.posts import Posts
from people import messaging

LONGEST_REASON = EscalationEvent._meta.get_field("reason").max_length


def scan(at, batch=200):
    """Fire all levels due by `at`; returns how many clocks and levels were due, and how many people were told."""
    posts = Posts(at)
    counts = Counter(clocks=0, levels=0, messages=0)
    with messaging.burst():
        while fired := _scan_batch(posts, at, batch):
            counts.update(fired)
    if counts["messages"]:
        messaging.send_soon()
    return counts


@transaction.atomic
def _scan_batch(posts, at, batch):
    clocks = Clock.objects.claim_due(at, batch)
    if not clocks:
        return None
    prefetch_related_objects(clocks, "doer__deputy", "calendar")
    events, messages, levels = [], [], 0
    for clock in clocks:
        for level, due_at in clock.due_levels(at):
            levels += 1
            for recipient in posts.recipients(clock, level):
                event, message = _tell(clock, level, due_at, recipient, posts, at)
                events.append(event)
                messages.append(message)
        clock.await_next_level(at)
    EscalationEvent.objects.bulk_create(events, ignore_conflicts=True)
    messaging.write(messages, at)
    Clock.objects.save_next_levels(clocks)
    return {"clocks": len(clocks), "levels": levels, "messages": len(messages)}


def _tell(clock, level, due_at, recipient, posts, at):
    with messaging.language_of(recipient):
        title, text = notice(clock, level, at, str(posts.tree.by_id[clock.department_id]))
    event = EscalationEvent(
        clock=clock,
        arming=clock.arming,
        level=level,
        recipient=recipient,
        due_at=due_at,
        fired_at=at,
        late_seconds=int((at - due_at).total_seconds()),
        reason=text[:LONGEST_REASON],
    )
    key = f"escalation:{clock.pk}:{clock.arming}:{level.value}"
    # At night only what is critical wakes anybody.
    is_urgent = clock.severity == Severity.CRITICAL
    return event, messaging.Message(recipient, key, title, text, clock.url, is_urgent)
