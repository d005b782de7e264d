"""Two people editing one record: nobody's change is lost, and the same field is never overwritten unseen."""

from django.utils.translation import gettext as _

from crm_site.workflow import InvalidTransition, differs
from people.models import User


class EditedMeanwhile(InvalidTransition):
    """Somebody changed the same `fields` since the form was opened; `wanted` is all that this person changed."""

    def __init__(self, record, wanted, fields):
        self.wanted, self.fields = wanted, fields
        last = record.events.select_related("pgh_context").order_by("-pgh_id").first()
        context = last.pgh_context.metadata if last and last.pgh_context else {}
        who = User.objects.filter(pk=context.get("user")).first() or _("somebody")
        super().__init__(_("%(who)s changed this file meanwhile. Compare and save again.") % {"who": who})


def three_way(record, seen, changes, is_stale):
    """Of `changes`, what must be written, and the names of fields that both sides changed differently.

    `record` is the row as it stands, `seen` the one that the form showed (None where no history tells). A form that is
    not stale writes whatever differs.
    """
    wanted = {name: value for name, value in changes.items() if differs(_stored(record, name), _plain(value))}
    if not is_stale:
        return wanted, []
    if seen is not None:
        wanted = {name: value for name, value in wanted.items() if differs(_stored(seen, name), _plain(value))}
    clashing = [name for name in wanted if seen is None or _stored(seen, name) != _stored(record, name)]
    return wanted, clashing


def _stored(record, name):
    """The column as it is stored: the id of a related row."""
    return getattr(record, record._meta.get_field(name).attname)


def _plain(value):
    return getattr(value, "pk", value)
