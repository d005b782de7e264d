"""Who is told about follow-ups, each in their own language."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from people.messaging import Message, language_of, post, with_deputies


def follow_up_opened(follow_up, at):
    """The account manager, or who has it on their desk, and their deputy."""
    facts = {"customer": follow_up.customer, "wave": follow_up.response.unit.wave}
    messages = []
    for person in with_deputies([follow_up.clock.doer], localdate(at)):
        with language_of(person):
            title = _("%(customer)s was not satisfied: please get in touch") % facts
            body = _("Survey: %(wave)s") % facts
            messages.append(
                Message(person, f"survey-follow-up:{follow_up.pk}", title, body, follow_up.get_absolute_url())
            )
    post(messages, at)
