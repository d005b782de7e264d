import pytest

from crm_site.celery import app


@pytest.mark.parametrize("job", sorted(app.conf.beat_schedule))
def test_every_row_of_the_beat_table_names_a_task_and_expires_before_the_next(job):
    row = app.conf.beat_schedule[job]
    app.loader.import_default_modules()
    assert row["task"] in app.tasks
    assert row["options"]["expires"] <= row["schedule"]
