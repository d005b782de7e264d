"""What every transition needs: the row, locked, and a refusal that says what happened meanwhile."""

from django.core.exceptions import ValidationError
from django.db import transaction


class InvalidTransition(Exception):
    """Too late: the state is not (or no longer) one from which this can be done. The text says who did what, when."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


def lock(instance, *related):
    """Lock the row of `instance` until the transaction ends, and read it anew into the same object.

    `related` names foreign keys whose rows are read with it.
    """
    assert transaction.get_connection().in_atomic_block, "lock() is called inside transaction.atomic()"
    queryset = type(instance)._default_manager.select_for_update(of=("self",))
    if related:
        queryset = queryset.select_related(*related)
    instance.refresh_from_db(from_queryset=queryset)
    return instance


def differs(stands, typed):
    """Whether a form brings back another value than the one that stands there; a browser ends the lines of a text in its
    own way, which is none."""
    if isinstance(stands, str) and isinstance(typed, str):
        stands, typed = stands.replace("\r\n", "\n"), typed.replace("\r\n", "\n")
    return stands != typed


def carry_out(act, form, user, at):
    """(what the transition `act(user, at, **typed)` of a valid form returns, the refusal of whoever came too late or "").

    What the transition finds wrong with what was typed is an error of the form.
    """
    try:
        return act(user, at, **form.cleaned_data), ""
    except ValidationError as error:
        form.add_error(None, error.messages)
    except InvalidTransition as refusal:
        return None, refusal.message
    return None, ""
