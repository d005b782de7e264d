"""Which importer serves which kind of run."""

from customers.importing.customer_files.importer import CustomerImporter
from customers.importing.monthly_figures.importer import FigureImporter
from customers.models import ImportRun

IMPORTERS = {ImportRun.Kind.CUSTOMERS: CustomerImporter(), ImportRun.Kind.FIGURES: FigureImporter()}


def importer_of(run):
    return IMPORTERS[run.kind]
