"""Who is told what about key accounts, each in their own language; written in the transaction that causes it.

Nobody is told what they have just done themself.
"""

from django.utils.translation import gettext as _

from people import messaging


def tell(row, people):
    """Tell `people` what a row of the log says, with its note."""
    url = (row.plan or row.key_account).get_absolute_url()
    facts = {"customer": str(row.key_account)}

    def words():
        return _("%(customer)s: %(what)s") % (facts | {"what": row.sentence}), row.note

    messaging.tell(people, f"key-account-log:{row.pk}", words, url, row.at, row.by)


def watch_added(item, team):
    """Tell the account team of news about the customer."""

    def words():
        facts = {"customer": str(item.key_account), "title": item.title, "kind": item.get_kind_display()}
        return _("Special watch, %(customer)s: %(title)s") % facts, f"{item.get_kind_display()}\n\n{item.text}".strip()

    url = item.key_account.get_absolute_url()
    messaging.tell(team, f"key-account-watch:{item.pk}", words, url, item.at, item.by)
