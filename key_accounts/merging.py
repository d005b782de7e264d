"""What of key accounts is not simply moved when two customer files are merged.

Plans belong to their key account, which moves: not even of a filed plan a row is written.
"""

from customers.merging import register_merge
from customers.merging.rules import unless_doubled
from key_accounts.models import Counterpart, KeyAccount
from key_accounts.states import AccountState


def one_open_account(move):
    """Of two key accounts the kept file's goes on, unless only the merged file's is in force already."""
    mine, theirs = (KeyAccount.objects.open().filter(customer=file).first() for file in (move.kept, move.merged))
    if mine and theirs:
        is_first = mine.state == AccountState.PROPOSED and theirs.state == AccountState.ACTIVE
        (mine if is_first else theirs).give_way(move.merge.by, move.merge.at)
    move.to_kept()
    in_force = KeyAccount.objects.active().filter(customer=move.kept).first()
    move.kept.tier = in_force.tier if in_force else ""


def register():
    register_merge(KeyAccount, one_open_account)
    register_merge(Counterpart, unless_doubled(), field="contact")
