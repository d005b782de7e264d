"""How often Python looks for objects that only refer to each other, which nothing else would free."""

import gc
from contextlib import contextmanager

# Python's own are 700, 10 and 10.
SELDOM = (50_000, 20, 100)


@contextmanager
def seldom_searched():
    """For work that makes hundreds of thousands of objects and keeps most of them: to look through all of them again
    and again takes a fifth of the time and finds next to nothing."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
