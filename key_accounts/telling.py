"""Who is told what about key accounts, each in their own language; written in the transaction that causes it.

Nobody is told what they have just done themself.
"""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from people.messaging import Message, language_of, post, with_deputies


def tell(row, people):
    """Tell `people` what a row of the log says, with its note."""
    url = (row.plan or row.key_account).get_absolute_url()
    facts = {"customer": str(row.key_account)}

    def words():
        return _("%(customer)s: %(what)s") % (facts | {"what": row.sentence}), row.note

    _post(people, row.by, f"key-account-log:{row.pk}", words, url, row.at)


def watch_added(item, team):
    """Tell the account team of news about the customer."""

    def words():
        facts = {"customer": str(item.key_account), "title": item.title, "kind": item.get_kind_display()}
        return _("Special watch, %(customer)s: %(title)s") % facts, f"{item.get_kind_display()}\n\n{item.text}".strip()

    _post(team, item.by, f"key-account-watch:{item.pk}", words, item.key_account.get_absolute_url(), item.at)


def _post(people, by, key, words, url, at):
    present = [person for person in people if person is not None and person.is_active]
    messages = []
    for person in with_deputies(present, localdate(at)):
        if by is None or person.pk != by.pk:
            with language_of(person):
                title, body = words()
                messages.append(Message(recipient=person, key=key, title=title, body=body, url=url))
    post(messages, at)
