"""The demo company for a trial system."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from crm_site.seeding import demo
from people.models import User


class Command(BaseCommand):
    help = (
        "Creates the demo company (only with DEBUG on): people, customers, complaints. A second call changes nothing."
    )

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError("Demo users are never created in production: DEBUG is off.")
        if demo.is_seeded():
            self.stdout.write("The demo company is there already.")
            return
        if User.objects.exists():
            raise CommandError("There are people in this database who do not belong to the demo company.")
        demo.seed_demo(timezone.now())
        self.stdout.write(self.style.SUCCESS("The demo company is ready."))
