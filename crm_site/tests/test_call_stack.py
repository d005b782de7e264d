"""No call of a request makes the process ask for memory, however deep it lies."""

import resource

from crm_site.call_stack import with_room

DEPTH, CALLS = 300, 500


def nothing():
    pass


def call_often(depth):
    """The most pages that many calls at any one depth below this one asked the system for."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _call in range(CALLS):
        nothing()
    asked = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
    return max(asked, call_often(depth - 1)) if depth else asked


def application(environ, start_response):
    return call_often(DEPTH)


def test_a_loop_at_any_depth_of_a_request_finds_its_room_already_there():
    assert with_room(application)({}, None) < CALLS / 2


def test_the_answer_passes_through_unchanged():
    def answering(environ, start_response):
        start_response(environ["status"], [])
        return [b"body"]

    started = []
    answer = with_room(answering)({"status": "200 OK"}, lambda *arguments: started.append(arguments))
    assert (answer, started) == ([b"body"], [("200 OK", [])])
