from visits.forms.care import CareDoneForm, CareForm, CustomerDayForm, NoteForm, RefusalForm
from visits.forms.fields import VersionForm
from visits.forms.invitation import AnswerForm, AttendForm, InviteForm
from visits.forms.proposals import ProposalsForm
from visits.forms.report import ReportEditForm, ReportForm
from visits.forms.round import RoundForm
from visits.forms.visit import AttachForm, ConfirmForm, EditForm, MissForm, MoveForm, PlanForm, ReasonForm

__all__ = [
    "AnswerForm",
    "AttachForm",
    "AttendForm",
    "CareDoneForm",
    "CareForm",
    "ConfirmForm",
    "CustomerDayForm",
    "EditForm",
    "InviteForm",
    "MissForm",
    "MoveForm",
    "NoteForm",
    "PlanForm",
    "ProposalsForm",
    "ReasonForm",
    "RefusalForm",
    "ReportEditForm",
    "ReportForm",
    "RoundForm",
    "VersionForm",
]
