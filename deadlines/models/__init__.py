from deadlines.models.clock import Clock, ClockPause, Level
from deadlines.models.event import EscalationEvent, Heartbeat
from deadlines.models.policy import DeadlinePolicy, PolicyRule, Severity
from deadlines.models.working_calendar import DayOverride, WeekdayHours, WorkingCalendar

__all__ = [
    "Clock",
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
