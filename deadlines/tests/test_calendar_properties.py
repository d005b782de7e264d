"""Laws of the working calendar, and a walker that goes through the minutes one by one to compare with."""

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deadlines.calendar import DayKind, DayOverride, Span, WorkingTime, format_spans, parse_spans
from deadlines.seed_calendar import rows_for_year

OFFICE_HOURS = parse_spans("08:30-12:00 13:30-18:00")
NIGHTS = parse_spans("00:00-06:00 20:00-24:00")
DAY_AND_NIGHT = parse_spans("00:00-24:00")
CHINESE_DAYS = {
    row.date: DayOverride(OFFICE_HOURS if row.kind == DayKind.OPEN else (), row.name_zh, row.confirmed)
    for row in rows_for_year(2026)
}
HALF_DAYS = {
    date(2026, 2, 11): DayOverride(parse_spans("08:30-12:00")),
    date(2026, 2, 13): DayOverride(parse_spans("15:00-24:00")),
    date(2026, 11, 1): DayOverride(()),
}
CALENDARS = {
    "one span": WorkingTime("Asia/Shanghai", dict.fromkeys(range(5), parse_spans("09:00-18:00")), CHINESE_DAYS),
    "two spans": WorkingTime("Asia/Shanghai", dict.fromkeys(range(5), OFFICE_HOURS), CHINESE_DAYS | HALF_DAYS),
    "nights": WorkingTime("Asia/Shanghai", dict.fromkeys(range(7), NIGHTS), HALF_DAYS),
    "saturdays": WorkingTime("Asia/Shanghai", {5: parse_spans("00:00-00:01 08:00-12:00 23:59-24:00")}, {}),
    "summer time": WorkingTime("America/New_York", dict.fromkeys(range(5), OFFICE_HOURS), HALF_DAYS),
    "nights with summer time": WorkingTime("Europe/Berlin", dict.fromkeys(range(7), NIGHTS), HALF_DAYS),
    "summer time at midnight": WorkingTime("America/Santiago", dict.fromkeys(range(7), DAY_AND_NIGHT), HALF_DAYS),
}
# Each holds a spring festival, or a change of the clocks in one of the zones.
WINDOWS = [
    datetime(2026, month, day, tzinfo=UTC)
    for month, day in [(2, 9), (3, 4), (3, 25), (4, 1), (9, 2), (10, 21), (10, 28)]
]
WINDOW_MINUTES = 16 * 24 * 60

calendars = st.sampled_from(list(CALENDARS))
moments = st.datetimes(datetime(2016, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
budgets = st.integers(0, 1_000_000)


def is_open(calendar, moment):
    """Whether the local clock shows working time, asked without any layout."""
    local = moment.astimezone(ZoneInfo(calendar.zone))
    override = calendar.overrides.get(local.date())
    spans = override.spans if override else calendar.weekly.get(local.weekday(), ())
    return any(start <= local.hour * 60 + local.minute < end for start, end in spans)


@cache
def open_minutes(name, window):
    """The numbers of the working minutes of a window."""
    calendar = CALENDARS[name]
    return [n for n in range(WINDOW_MINUTES) if is_open(calendar, window + timedelta(minutes=n))]


@settings(deadline=None)
@given(calendars, st.sampled_from(WINDOWS), st.integers(0, WINDOW_MINUTES), st.integers(1, 3000))
def test_adding_agrees_with_walking_minute_by_minute(name, window, start, minutes):
    walked = open_minutes(name, window)
    last = bisect_left(walked, start) + minutes - 1
    assume(last < len(walked))
    end = CALENDARS[name].add(window + timedelta(minutes=start), minutes * 60)
    assert end == window + timedelta(minutes=walked[last] + 1)


@settings(deadline=None)
@given(calendars, st.sampled_from(WINDOWS), st.integers(0, WINDOW_MINUTES), st.integers(0, WINDOW_MINUTES))
def test_difference_agrees_with_walking_minute_by_minute(name, window, start, end):
    walked = open_minutes(name, window)
    minutes = bisect_left(walked, end) - bisect_left(walked, start)
    moments_between = window + timedelta(minutes=start), window + timedelta(minutes=end)
    assert CALENDARS[name].between(*moments_between) == minutes * 60


@settings(deadline=None)
@given(calendars, moments, budgets)
def test_difference_undoes_adding(name, start, seconds):
    calendar = CALENDARS[name]
    assert calendar.between(start, calendar.add(start, seconds)) == seconds


@settings(deadline=None)
@given(calendars, moments, moments)
def test_adding_undoes_difference_up_to_time_off(name, one, other):
    calendar = CALENDARS[name]
    start, end = sorted(moment.replace(microsecond=0) for moment in (one, other))
    worked = calendar.between(start, end)
    reached = calendar.add(start, worked)
    assert reached <= end
    assert calendar.between(reached, end) == 0
    if is_open(calendar, end - timedelta(seconds=1)):
        assert reached == end


@settings(deadline=None)
@given(calendars, moments, moments, budgets, budgets)
def test_a_later_start_or_a_larger_budget_never_ends_earlier(name, one, other, less, more):
    calendar = CALENDARS[name]
    start, later = sorted([one, other])
    less, more = sorted([less, more])
    assert calendar.add(start, less) <= calendar.add(start, more)
    if less:
        assert calendar.add(start, less) <= calendar.add(later, less)


@settings(deadline=None)
@given(calendars, moments, budgets, budgets)
def test_two_budgets_in_turn_are_their_sum(name, start, first, second):
    calendar = CALENDARS[name]
    assert calendar.add(calendar.add(start, first), second) == calendar.add(start, first + second)


@settings(deadline=None)
@given(calendars, moments, st.integers(1, 1_000_000))
def test_a_budget_never_ends_outside_a_span(name, start, seconds):
    calendar = CALENDARS[name]
    assert is_open(calendar, calendar.add(start, seconds) - timedelta(seconds=1))


@settings(deadline=None)
@given(calendars, moments, st.integers(1, 30))
def test_the_nth_working_day_has_n_minus_one_before_it(name, start, days):
    calendar = CALENDARS[name]
    zone = ZoneInfo(calendar.zone)
    end = calendar.end_of_working_day(start, days) - timedelta(seconds=1)
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    between = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    worked = [day for day in between if spans_on(calendar, day)]
    assert len(worked) == days
    assert worked[-1] == last
    assert is_open(calendar, end)
    assert calendar.end_of_working_day(start, days + 1) > end


def spans_on(calendar, day):
    override = calendar.overrides.get(day)
    return override.spans if override else calendar.weekly.get(day.weekday())


@given(st.lists(st.integers(0, 1440), unique=True, max_size=12).map(sorted))
def test_spans_survive_writing_and_reading(minutes):
    spans = tuple(Span(start, end) for start, end in zip(minutes[::2], minutes[1::2], strict=False))
    assert parse_spans(format_spans(spans)) == spans
