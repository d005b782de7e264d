"""How one address is written down in the table of rights, and the groups of people that it names."""

from dataclasses import dataclass, field

ALL = frozenset({"manager", "colleague", "supervisor", "desk", "handler", "head", "analyst", "director", "admin"})
BUSINESS = ALL - {"admin"}
# Those who see the manager's customer: the whole file, or only its head.
FILE_READERS = frozenset({"manager", "supervisor", "analyst", "director"})
HEAD_READERS = FILE_READERS | {"desk", "handler", "head"}
IMPORTERS = frozenset({"manager", "colleague", "supervisor", "analyst", "director"})
LOGGERS = IMPORTERS | {"desk"}
# Whoever keeps a customer's file proposes; those above decide.
DECIDERS = frozenset({"supervisor", "director"})
# The steps of a complaint of operations in Shanghai. The director heads the desk by inheritance.
DEPARTMENT = frozenset({"handler", "head"})
DESK = frozenset({"desk", "director"})

# Surveys: those who run them, those who interview, those who see at least the results.
RUNNERS = frozenset({"analyst", "director"})
INTERVIEWERS = frozenset({"analyst", "desk"})
SURVEY_STAFF = RUNNERS | INTERVIEWERS
RESULT_READERS = RUNNERS | {"manager", "colleague", "supervisor"}
SURVEY_READERS = SURVEY_STAFF | {"manager", "colleague", "supervisor"}


@dataclass(frozen=True)
class Right:
    """`arguments` are names of objects of the world whose id (or text) fills the address, by keyword."""

    get: frozenset = frozenset()
    post: frozenset = frozenset()
    arguments: dict = field(default_factory=dict)
    is_public: bool = False
    query: str = ""


def right(get=(), post=(), is_public=False, query="", **arguments):
    return Right(frozenset(get), frozenset(post), arguments, is_public, query)
