"""The rule run by hand."""

from datetime import date, datetime, time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from visits.proposing import propose


class Command(BaseCommand):
    help = "Proposes the visits of the coming period by the visiting rules. A second call adds only what is missing."

    def add_arguments(self, parser):
        parser.add_argument("--at", metavar="DATE", help="as of the morning of this day (2026-11-22) instead of now")

    def handle(self, at, **options):
        try:
            moment = timezone.make_aware(datetime.combine(date.fromisoformat(at), time(8))) if at else timezone.now()
        except ValueError:
            raise CommandError(f"“{at}” is not a day such as 2026-11-22.") from None
        proposed = propose(moment)
        self.stdout.write(f"{proposed.made} visits proposed, {proposed.lapsed} old proposals lapsed.")
