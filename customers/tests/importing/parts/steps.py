"""An import of what customer files hold several of, as a person does it."""

from customers.tests.importing.steps import check, confirm, csv, upload


def page_of(kind):
    return f"/customers/import/{kind}/"


def checked(client, kind, *rows, **options):
    return check(client, upload(client, csv(*rows), "数据.csv", page_of(kind)), **options)


def imported(client, kind, *rows, **options):
    run = confirm(client, checked(client, kind, *rows, **options))
    assert run.state == "done", run.message
    return run


def counts(run):
    """(new, changed, unchanged, refused)"""
    return tuple(run.counts[name] for name in ("new", "changed", "unchanged", "error"))
