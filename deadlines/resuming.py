"""Letting clocks go on whose pause has lasted as long as it may."""

from django.db import transaction
from django.utils.translation import gettext as _

from crm_site.workflow import InvalidTransition
from deadlines.models import Clock, ClockPause, Level
from deadlines.notices import due_words
from deadlines.posts import Posts
from deadlines.steps import RESUMPTIONS, step_label
from people import messaging


def resume_paused(at):
    """Let the clocks go on whose pause is over, and tell those who are to do it; returns how many."""
    pauses = ClockPause.objects.over(at).order_by("resumes_at").values_list("clock", "resumes_at")
    posts = Posts(at)
    return sum(_resume(clock_id, moment, posts, at) for clock_id, moment in pauses)


@transaction.atomic
def _resume(clock_id, moment, posts, at):
    clock = Clock.objects.select_related("doer__deputy", "department").get(pk=clock_id)
    try:
        pause = RESUMPTIONS.get(clock.step, Clock.resume)(clock, moment)
    except InvalidTransition:
        return False  # Somebody was quicker.
    messages = []
    for recipient in posts.recipients(clock, Level.DOER):
        with messaging.language_of(recipient):
            facts = {"step": step_label(clock.step), "title": clock.title, "deadline": due_words(clock.deadline)}
            title = _("Goes on: %(step)s, %(title)s") % facts
            text = _("The pause of “%(step)s” for %(title)s is over. It is due %(deadline)s.") % facts
            messages.append(messaging.Message(recipient, f"resumed:{pause.pk}", title, text, clock.url))
    messaging.post(messages, at)
    return True
