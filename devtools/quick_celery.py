"""The product's Celery application with every periodic job at the pace of a test, BEAT_SECONDS."""

import os

from crm_site.celery import app

SECONDS = float(os.environ["BEAT_SECONDS"])
for job in app.conf.beat_schedule.values():
    job["schedule"] = job["options"]["expires"] = SECONDS
