"""A made-up company of any size."""

from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from crm_site.seeding import demo, mass, mass_complaints

MONTHS = 24
# Two years of a hundred thousand customers are two million rows.
MANY = 20_000


class Command(BaseCommand):
    help = "Fills the database up with made-up customers and complaints beside the demo company (only with DEBUG on)."

    def add_arguments(self, parser):
        parser.add_argument("--customers", type=int, required=True, help="how many there will be in all")
        parser.add_argument("--seed", type=int, default=1, help="another number gives other customers")
        parser.add_argument(
            "--months", type=int, help=f"of how many months each has figures; by default {MONTHS}, above {MANY:,} none"
        )

        parser.add_argument(
            "--complaints", type=int, default=0, help="how many there will be in all; by default those of the customers"
        )

    def handle(self, customers, seed, months, complaints, **options):
        if not settings.DEBUG:
            raise CommandError("Made-up customers are never created in production: DEBUG is off.")
        self.started = monotonic()
        at = timezone.now()
        if not demo.is_seeded():
            demo.seed_demo(at)
            self.say("The demo company is ready.")
        if months is None:
            months = MONTHS if customers <= MANY else 0
        mass.fill_up(customers, seed, at, self.say, months)
        mass_complaints.fill_up(complaints, seed, at, self.say)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.say("Done.")

    def say(self, text):
        self.stdout.write(f"{monotonic() - self.started:7.1f} s  {text}")
