"""How search entries of many customers get into their index: gathered, and sorted in while the import writes on."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections


@contextmanager
def sorted_in_meanwhile():
    """Gives sort_in(), to be called after each batch; at the end all are sorted in.

    Thousands sorted in together cost a fraction of one by one, and what is not sorted in every search looks through.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")
    sorted_in = []
    with ThreadPoolExecutor(max_workers=1) as thread:
        yield lambda: sorted_in.append(thread.submit(_sort_in))
        sorted_in.append(thread.submit(_sort_in))
    for sorting in sorted_in:
        sorting.result()


def _sort_in():
    """On a connection of its own: an index knows no transactions, so another one may sort what ours has added.

    Who rebuilds the index waits for our transaction, which waits for this one: it must not wait for them in turn, and
    what stays unsorted is found all the same.
    """
    other = connections.create_connection(DEFAULT_DB_ALIAS)
    with suppress(OperationalError), closing(other), other.cursor() as cursor:
        cursor.execute("SET lock_timeout = '1s'")
        cursor.execute("SELECT gin_clean_pending_list('search_entry_vector')")
