"""The kind of time that a time limit is counted in: working time, days of the calendar, or plain seconds."""

from deadlines.models.policy import PolicyRule

DAY_AND_NIGHT = (PolicyRule.Unit.SECONDS, PolicyRule.Unit.CALENDAR_DAYS)
CALENDAR_DAY = 24 * 60 * 60


def seconds_between(start, end, unit, calendar):
    """From `start` to `end` in the time that a budget of this unit is counted in."""
    if unit in DAY_AND_NIGHT:
        return int((end - start).total_seconds())
    return calendar.working_time().between(start, end)


def day_in(unit, calendar):
    """Seconds of a day of that time; 0 for a budget in plain seconds, which knows no days."""
    match unit:
        case PolicyRule.Unit.SECONDS:
            return 0
        case PolicyRule.Unit.CALENDAR_DAYS:
            return CALENDAR_DAY
        case _:
            return calendar.working_time().usual_day
