from surveys.models.follow_up import FollowUp, FollowUpStep
from surveys.models.follow_up_rule import FollowUpRule
from surveys.models.item import Item
from surveys.models.questionnaire import Questionnaire, Section
from surveys.models.response import Answer, Attempt, Response
from surveys.models.result import ResultSnapshot
from surveys.models.unit import DoNotAsk, FrameUnit
from surveys.models.wave import Wave, WaveLog

__all__ = [
    "Answer",
    "Attempt",
    "DoNotAsk",
    "FollowUp",
    "FollowUpRule",
    "FollowUpStep",
    "FrameUnit",
    "Item",
    "Questionnaire",
    "Response",
    "ResultSnapshot",
    "Section",
    "Wave",
    "WaveLog",
]
