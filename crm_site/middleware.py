"""Answers for the whole site."""


def database_unavailable(get_response):
    return get_response
