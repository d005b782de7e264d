"""Which importer serves which kind of run; the apps that follow register theirs."""

from customers.importing.customer_files.importer import CustomerImporter
from customers.importing.monthly_figures.importer import FigureImporter
from customers.importing.parts.addresses import AddressPart
from customers.importing.parts.contacts import ContactPart
from customers.importing.parts.credit import CreditPart
from customers.importing.parts.importer import PartImporter
from customers.importing.parts.log import LogPart
from customers.models import ImportRun

Kind = ImportRun.Kind
PARTS = {Kind.CONTACTS: ContactPart, Kind.ADDRESSES: AddressPart, Kind.LOG: LogPart, Kind.CREDIT: CreditPart}
IMPORTERS = {
    Kind.CUSTOMERS: CustomerImporter(),
    Kind.FIGURES: FigureImporter(),
    **{kind: PartImporter(kind, part) for kind, part in PARTS.items()},
}


def register_importer(kind, importer):
    IMPORTERS[kind] = importer


def importer_of(run):
    return IMPORTERS[run.kind]


def kinds_for(user):
    """What `user` may import."""
    return [kind for kind, importer in IMPORTERS.items() if importer.can_be_used_by(user)]
