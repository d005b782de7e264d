from deadlines.models.clock import Clock, Level
from deadlines.models.event import EscalationEvent, Heartbeat
from deadlines.models.pausing import ClockPause
from deadlines.models.policy import DeadlinePolicy, PolicyRule, Severity
from deadlines.models.recomputing import ClockChange
from deadlines.models.working_calendar import DayOverride, WeekdayHours, WorkingCalendar

__all__ = [
    "Clock",
    "ClockChange",
    "ClockPause",
    "DayOverride",
    "DeadlinePolicy",
    "EscalationEvent",
    "Heartbeat",
    "Level",
    "PolicyRule",
    "Severity",
    "WeekdayHours",
    "WorkingCalendar",
]
