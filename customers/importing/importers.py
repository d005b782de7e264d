"""Which importer serves which kind of run; the apps that follow register theirs."""

from customers.importing.customer_files.importer import CustomerImporter
from customers.importing.monthly_figures.importer import FigureImporter
from customers.models import ImportRun

IMPORTERS = {ImportRun.Kind.CUSTOMERS: CustomerImporter(), ImportRun.Kind.FIGURES: FigureImporter()}


def register_importer(kind, importer):
    IMPORTERS[kind] = importer


def importer_of(run):
    return IMPORTERS[run.kind]


def kinds_for(user):
    """What `user` may import."""
    return [kind for kind, importer in IMPORTERS.items() if importer.can_be_used_by(user)]
