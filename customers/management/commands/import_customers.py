"""Import customers, what belongs to them or old complaints from a file, as the page does; code 1 where rows were refused."""

import sys
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from customers.importing.checking import check
from customers.importing.errors import UnreadableFile
from customers.importing.importers import kinds_for
from customers.importing.receiving import receive
from customers.importing.writing import write
from customers.models import ImportRow, ImportRun
from people.models import Role, User


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="only check; the run can be confirmed on its page afterwards"
        )
        parser.add_argument(
            "--kind", choices=ImportRun.Kind.values, default=ImportRun.Kind.CUSTOMERS, help="what the file is a list of"
        )
        parser.add_argument(
            "--as",
            dest="username",
            metavar="USERNAME",
            help="whose rights count and whose name stands on the timeline; by default the first analyst",
        )

    def handle(self, *, file, dry_run, kind, username, **options):
        run = self._received(file, self._person(username, kind), kind)
        run.start_check(run.by, run.mapping, timezone.now())
        check(run.pk, timezone.now())
        run.refresh_from_db()
        if not dry_run and run.writable_rows:
            run.confirm(run.by, timezone.now())
            write(run.pk, timezone.now())
            run.refresh_from_db()
        self._report(run)
        if run.counts[ImportRow.Outcome.ERROR]:
            sys.exit(1)

    def _person(self, username, kind):
        people = User.objects.active().order_by("pk")
        person = people.filter(**({"username": username} if username else {"role": Role.ANALYST})).first()
        if person is None:
            raise CommandError(
                f"There is no user {username}." if username else "There is no analyst; give --as USERNAME."
            )
        if kind not in kinds_for(person):
            raise CommandError(f"{person} may not import {kind}.")
        return person

    def _received(self, path, person, kind):
        try:
            with path.open("rb") as file:
                return receive(person, File(file, name=path.name), timezone.now(), kind=kind)
        except (OSError, UnreadableFile) as error:
            raise CommandError(str(error)) from error

    def _report(self, run):
        if run.state in (ImportRun.State.REFUSED, ImportRun.State.FAILED):
            raise CommandError(run.message)
        self.stdout.write(f"{run.original_name}: {run.get_state_display()}")
        for outcome, count in run.counts.items():
            self.stdout.write(f"{ImportRow.Outcome(outcome).label}: {count}")
        for row in run.rows.filter(outcome=ImportRow.Outcome.ERROR).order_by("number"):
            for key, message in row.errors.items():
                self.stderr.write(f"{row.number}: {key}: {message}")
