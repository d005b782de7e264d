"""Looks for customers who stand on file twice, without a worker: `manage.py find_duplicates`."""

from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from crm_site.workflow import InvalidTransition
from customers.duplicates.scanning import scan
from customers.models import DuplicateScan


class Command(BaseCommand):
    help = "Compare all customer files and propose pairs that may be one customer."

    def handle(self, **options):
        at = timezone.now()
        try:
            # Within one transaction, so that no worker takes the search up beside the command.
            with transaction.atomic():
                run = DuplicateScan.ask(None, at)
                counts = scan(run.pk, at)
        except InvalidTransition as refusal:
            raise CommandError(refusal.message) from refusal
        if counts is None:
            raise CommandError("The search stopped; nothing was changed. The log says why.")
        self.stdout.write(f"{counts['proposed']:,} pairs are proposed, {counts['new']:,} of them are new.")
