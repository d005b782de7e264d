from visits.models.care_states import CareState
from visits.models.care_task import CareTask
from visits.models.occasion import CustomerDay, InNameOf, Occasion, Way
from visits.models.rule import VisitRule, VisitSettings
from visits.models.visit import Visit

__all__ = ["CareState", "CareTask", "CustomerDay", "InNameOf", "Occasion", "Visit", "VisitRule", "VisitSettings", "Way"]
