"""The sentences of the timeline, by kind. An app to the right registers its own when it is loaded."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {}


def register_activity(kind, sentence):
    """Make `kind` known with a translated sentence whose %(name)s placeholders the activity's facts fill."""
    SENTENCES[kind] = sentence


def sentence(kind, facts):
    """The sentence in the present language; a kind that no app knows any more shows its bare name."""
    known = SENTENCES.get(kind)
    return known % facts if known is not None else kind


register_activity("customer.created", _("File opened"))
register_activity("customer.edited", _("Changed: %(fields)s"))
register_activity("customer.imported", _("Opened by import of %(file)s"))
register_activity("customer.import_changed", _("Changed by import of %(file)s: %(fields)s"))
register_activity("customer.import_undone", _("Import of %(file)s undone"))
register_activity("contact.added", _("Contact %(name)s added"))
register_activity("contact.edited", _("Contact %(name)s changed"))
register_activity("contact.left", _("Contact %(name)s has left"))
register_activity("address.added", _("Address added: %(line)s"))
register_activity("address.edited", _("Address changed: %(line)s"))
register_activity("address.removed", _("Address removed: %(line)s"))
