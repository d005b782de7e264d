"""Who is told about follow-ups and about what interviewers hear, each in their own language."""

from django.utils.translation import gettext as _

from people.messaging import tell


def follow_up_opened(follow_up, at):
    """The account manager, or who has it on their desk, and their deputy."""

    def words():
        facts = {"customer": follow_up.customer, "wave": follow_up.response.unit.wave}
        title = _("%(customer)s was not satisfied: please get in touch")
        return title % facts, _("Survey: %(wave)s") % facts

    tell([follow_up.clock.doer], f"survey-follow-up:{follow_up.pk}", words, follow_up.get_absolute_url(), at)


def contact_has_left(unit, name, at):
    """The account manager, so that the file is put right."""

    def words():
        title = _("%(name)s is said to have left %(customer)s") % {"name": name, "customer": unit.customer}
        return title, _("An interviewer of the survey was told so. Please put the contacts right.")

    key = f"survey-contact-left:{unit.pk}:{unit.contact_changes}"
    tell([unit.customer.owner], key, words, unit.customer.tab_url("contacts"), at)
