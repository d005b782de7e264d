"""Room for the calls of a request.

Python keeps the frames of running functions in pieces of 16 kB and fetches the next piece from the operating system
when a call no longer fits, to give it back when that call returns. A loop that happens to stand just before the end of
a piece pays for it with every call: the rows of one list took twice the time, and where that hits moves with every
middleware and every level of templates.
"""

# Asking for so many places at once makes Python fetch a piece of 256 kB, half of which is left for the calls beneath:
# a page needs 16 to 32 kB.
PLACES = 16_000


def with_room(application):
    """The WSGI application, with all its calls in one piece."""

    def serve(environ, start_response):
        return application(environ, start_response)

    serve.__code__ = serve.__code__.replace(co_stacksize=PLACES)
    return serve
