from visits.forms.care import CareDoneForm, CareForm, CustomerDayForm, NoteForm, RefusalForm
from visits.forms.proposals import ProposalsForm
from visits.forms.report import ReportEditForm, ReportForm
from visits.forms.visit import AttachForm, ConfirmForm, EditForm, MissForm, MoveForm, PlanForm, ReasonForm

__all__ = [
    "AttachForm",
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
