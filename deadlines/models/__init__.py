from deadlines.models.clock import Clock, ClockPause
from deadlines.models.event import EscalationEvent, Heartbeat
from deadlines.models.policy import DeadlinePolicy, PolicyRule
from deadlines.models.working_calendar import DayOverride, WeekdayHours, WorkingCalendar

__all__ = [
    "Clock",
    "ClockPause",
    "DayOverride",
    "DeadlinePolicy",
    "EscalationEvent",
    "Heartbeat",
    "PolicyRule",
    "WeekdayHours",
    "WorkingCalendar",
]
