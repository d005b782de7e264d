from key_accounts.forms.accounts import CounterpartForm, DesignationForm, ProposalForm, ReviewForm, WatchForm
from key_accounts.forms.moves import MOVES, DecisionForm, ScoreForm
from key_accounts.forms.writing import ActionForm, ObjectiveForm, ProgressForm, SectionForm, TickForm

__all__ = [
    "MOVES",
    "ActionForm",
    "CounterpartForm",
    "DecisionForm",
    "DesignationForm",
    "ObjectiveForm",
    "ProgressForm",
    "ProposalForm",
    "ReviewForm",
    "ScoreForm",
    "SectionForm",
    "TickForm",
    "WatchForm",
]
