"""Who is told about follow-ups and about what interviewers hear, each in their own language."""

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


def contact_has_left(unit, name, at):
    """The account manager, so that the file is put right."""
    owner = unit.customer.owner
    if owner is None:
        return
    messages = []
    for person in with_deputies([owner], localdate(at)):
        with language_of(person):
            title = _("%(name)s is said to have left %(customer)s") % {"name": name, "customer": unit.customer}
            body = _("An interviewer of the survey was told so. Please put the contacts right.")
            key = f"survey-contact-left:{unit.pk}:{unit.contact_changes}"
            messages.append(Message(person, key, title, body, unit.customer.tab_url("contacts")))
    post(messages, at)
