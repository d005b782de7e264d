"""What moves to the new account manager when customers are handed over 客户交接, by the apps that own it."""

from collections.abc import Callable
from dataclasses import dataclass

MOVABLES = []


@dataclass(frozen=True)
class Movable:
    """`find(customers, owner)` gives the rows that would move, `move(customers, owner, receiver, by, at)` moves them
    within the transaction of the hand-over and returns how many; `customers` are ids."""

    label: str
    find: Callable
    move: Callable


def register_movable(label, find, move):
    """Make a kind of open work part of every hand-over: it is counted in the preview, and moves with the customers."""
    MOVABLES.append(Movable(label, find, move))
