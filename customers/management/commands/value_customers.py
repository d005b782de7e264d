"""Values all customers at once, without a worker: `manage.py value_customers --at 2026-10-01`."""

from datetime import date

from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from crm_site.workflow import InvalidTransition
from customers.models import ValuationRun
from customers.valuing import value


class Command(BaseCommand):
    help = "Value all customers: contribution, score, grade and lifetime value of the full months before a day."

    def add_arguments(self, parser):
        parser.add_argument(
            "--at", type=date.fromisoformat, metavar="DATE", help="such as 2026-10-01; today where it is left out"
        )

    def handle(self, **options):
        at = timezone.now()
        try:
            # Within one transaction, so that no worker takes the run up beside the command.
            with transaction.atomic():
                run = ValuationRun.prepare(None, at, options["at"])
                counts = value(run.pk, at)
        except InvalidTransition as refusal:
            raise CommandError(refusal.message) from refusal
        if counts is None:
            raise CommandError("The valuation stopped; nothing was changed. The log says why.")
        self.stdout.write(
            f"{counts['valued']:,} customers valued, {counts['regraded']:,} have another grade now "
            f"({run.first_month:%Y-%m} to {run.last_month:%Y-%m})."
        )
