from customers.models.access import CustomerAccess
from customers.models.activity import Activity
from customers.models.address import Address
from customers.models.assessment import StrategicAssessment
from customers.models.business_settings import LossReason, StageSetting
from customers.models.catalogue import Industry, Region
from customers.models.contact import Contact
from customers.models.contact_cost import ContactCost
from customers.models.credit_policy import CreditPolicy
from customers.models.credit_review import CreditReview
from customers.models.customer import Customer
from customers.models.customer_value import CustomerValue
from customers.models.disclosure import Disclosure
from customers.models.document import Document
from customers.models.document_version import DocumentVersion
from customers.models.duplicate_pair import DuplicatePair
from customers.models.duplicate_scan import DuplicateScan
from customers.models.export_run import ExportRun
from customers.models.figure import MonthlyFigure
from customers.models.grade_override import GradeOverride
from customers.models.hand_over import HandOver
from customers.models.handed_customer import HandedCustomer
from customers.models.import_run import ImportProgress, ImportRow, ImportRun
from customers.models.log_entry import ContactEntry
from customers.models.merge import CustomerMerge
from customers.models.opportunity import Opportunity, OpportunityMove
from customers.models.owner_period import OwnerPeriod
from customers.models.project import Milestone, Project
from customers.models.search import SearchEntry, SearchPinyin
from customers.models.valuation import ValuationRun
from customers.models.valuation_policy import ValuationBand, ValuationPolicy

__all__ = [
    "Activity",
    "Address",
    "Contact",
    "ContactCost",
    "ContactEntry",
    "CreditPolicy",
    "CreditReview",
    "Customer",
    "CustomerAccess",
    "CustomerMerge",
    "CustomerValue",
    "Disclosure",
    "Document",
    "DocumentVersion",
    "DuplicatePair",
    "DuplicateScan",
    "ExportRun",
    "GradeOverride",
    "HandOver",
    "HandedCustomer",
    "ImportProgress",
    "ImportRow",
    "ImportRun",
    "Industry",
    "LossReason",
    "Milestone",
    "MonthlyFigure",
    "Opportunity",
    "OpportunityMove",
    "OwnerPeriod",
    "Project",
    "Region",
    "SearchEntry",
    "SearchPinyin",
    "StageSetting",
    "StrategicAssessment",
    "ValuationBand",
    "ValuationPolicy",
    "ValuationRun",
]
