from complaints.forms.facts import EditForm
from complaints.forms.log import LogForm
from complaints.forms.steps import ACTIONS, STEP_FORMS

__all__ = ["ACTIONS", "STEP_FORMS", "EditForm", "LogForm"]
