"""How a worker does what somebody asked for: all of it in one transaction, or nothing, and the run says why."""

import logging

from django.db import transaction

logger = logging.getLogger(__name__)


def attempt(name, take, work, give_up, refusals=()):
    """The result of `work(run)` on the run that `take()` locks; None where another worker has it, or had it.

    Where something goes wrong nothing is kept, and `give_up(run, refusal)` writes that into the run, taken anew. One of
    the `refusals` speaks to the person in its own words; of all else `refusal` is None, and the trace is in the log.
    """
    refusal = None
    try:
        with transaction.atomic():
            run = take()
            return None if run is None else work(run)
    except refusals as error:
        refusal = error
    except Exception:
        logger.exception("%s failed; nothing was kept", name)
    with transaction.atomic():
        run = take()
        if run is not None:
            give_up(run, refusal)
    return None
