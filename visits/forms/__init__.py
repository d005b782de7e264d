from visits.forms.care import CareDoneForm, CareForm, CustomerDayForm, NoteForm, RefusalForm
from visits.forms.proposals import ProposalsForm
from visits.forms.report import ReportEditForm, ReportForm
from visits.forms.visit import ConfirmForm, EditForm, MissForm, MoveForm, PlanForm, ReasonForm

__all__ = [
    "CareDoneForm",
    "CareForm",
    "ConfirmForm",
    "CustomerDayForm",
    "EditForm",
    "MissForm",
    "MoveForm",
    "NoteForm",
    "PlanForm",
    "ProposalsForm",
    "ReasonForm",
    "RefusalForm",
    "ReportEditForm",
    "ReportForm",
]
