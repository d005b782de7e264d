"""The steps of an import as a person does them in the browser, with the worker's tasks called between them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from customers.models import ImportRun
from customers.tasks import check_import, run_import

UPLOAD = "/customers/import/"
FIGURES = "/customers/figures/import/"


def csv(*rows):
    return "\n".join(",".join(row) for row in rows).encode()


def post_file(client, content, name="客户.csv", page=UPLOAD, **data):
    return client.post(page, {"file": SimpleUploadedFile(name, content), **data})


def upload(client, content, name="客户.csv", page=UPLOAD):
    """The run of an uploaded file, its columns still to be confirmed."""
    known = set(ImportRun.objects.values_list("pk", flat=True))
    response = post_file(client, content, name, page, submission_key=key_of(client, page))
    assert response.status_code == 302, response.context["form"].errors
    return ImportRun.objects.exclude(pk__in=known).get()


def key_of(client, page=UPLOAD):
    return client.get(page).context["form"]["submission_key"].value()


def check(client, run, **columns):
    """Confirm the columns as guessed, or as given {c0="name"}, and let the worker check the file."""
    given = run.options | run.mapping | {name.removeprefix("c"): key for name, key in columns.items()}
    response = client.post(f"{run.get_absolute_url()}check/", given)
    assert response.status_code == 302, response.context["form"].errors
    check_import(run.pk)
    run.refresh_from_db()
    return run


def confirm(client, run):
    client.post(f"{run.get_absolute_url()}confirm/")
    run_import(run.pk)
    run.refresh_from_db()
    return run


def checked(client, *rows, **columns):
    return check(client, upload(client, csv(*rows)), **columns)


def imported(client, *rows, **columns):
    return confirm(client, checked(client, *rows, **columns))


def errors_of(run):
    """{row number: {field: message}} of the refused rows."""
    return dict(run.rows.filter(outcome="error").values_list("number", "errors"))


def changes_of(run):
    return dict(run.rows.filter(outcome="changed").values_list("number", "changes"))
