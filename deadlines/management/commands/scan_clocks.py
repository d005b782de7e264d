"""Run one scan of the clocks by hand."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from deadlines.calendar import OutsideCalendar
from deadlines.scanner import scan


class Command(BaseCommand):
    help = "Tell everybody whom a clock has to tell by now, or by the time given, and print the counts."

    def add_arguments(self, parser):
        parser.add_argument(
            "--at",
            metavar="TIME",
            help="as of this time, such as 2026-03-02T09:30 (company time) or 2026-03-02T09:30+08:00; default: now",
        )

    def handle(self, *, at, **options):
        try:
            counts = scan(timezone.now() if at is None else moment(at))
        except OutsideCalendar as error:
            raise CommandError(str(error)) from None
        self.stdout.write("\n".join(f"{name}: {count}" for name, count in counts.items()))


def moment(text):
    """Read a time; one without a zone is the company's."""
    try:
        found = parse_datetime(text)
    except ValueError as error:
        raise CommandError(f"“{text}” is no time that exists: {error}.") from None
    if found is None:
        raise CommandError(f"“{text}” is no time; write it as 2026-03-02T09:30 or 2026-03-02T09:30+08:00.")
    return found if timezone.is_aware(found) else timezone.make_aware(found, timezone.get_default_timezone())
