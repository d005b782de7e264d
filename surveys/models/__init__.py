from surveys.models.item import Item
from surveys.models.questionnaire import Questionnaire, Section
from surveys.models.response import Answer, Attempt, Response
from surveys.models.unit import DoNotAsk, FrameUnit
from surveys.models.wave import Wave, WaveLog

__all__ = [
    "Answer",
    "Attempt",
    "DoNotAsk",
    "FrameUnit",
    "Item",
    "Questionnaire",
    "Response",
    "Section",
    "Wave",
    "WaveLog",
]
