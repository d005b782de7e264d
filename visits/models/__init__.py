from visits.models.care_states import CareState
from visits.models.care_task import CareTask
from visits.models.feed import CalendarFeed
from visits.models.invitation import Invitation
from visits.models.occasion import CustomerDay, InNameOf, Occasion, Way
from visits.models.rule import VisitRule, VisitSettings
from visits.models.visit import Visit
from visits.models.visit_file import VisitFile

__all__ = [
    "CalendarFeed",
    "CareState",
    "CareTask",
    "CustomerDay",
    "InNameOf",
    "Invitation",
    "Occasion",
    "Visit",
    "VisitFile",
    "VisitRule",
    "VisitSettings",
    "Way",
]
