"""The tasks before occasions, made by hand."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from visits.occasions import make_tasks


class Command(BaseCommand):
    help = "Makes the tasks of the occasions of the coming days. A second call adds only what is missing."

    def handle(self, **options):
        self.stdout.write(f"{make_tasks(timezone.now())} tasks made.")
