from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from deadlines.calendar import DayKind, DayOverride, OutsideCalendar, Span, WorkingTime, format_spans, parse_spans
from deadlines.seed_calendar import rows_for_year

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINE_TO_SIX = parse_spans("09:00-18:00")
WEEKDAYS = dict.fromkeys(range(5), NINE_TO_SIX)
HOUR = 3600


def announced(*years, spans=NINE_TO_SIX):
    return {
        row.date: DayOverride(spans if row.kind == DayKind.OPEN else (), row.name_zh, row.confirmed)
        for year in years
        for row in rows_for_year(year)
    }


OFFICE = WorkingTime("Asia/Shanghai", WEEKDAYS, announced(2024, 2025, 2026, 2027))


def local(text, zone=SHANGHAI):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("08:30-12:00 13:30-18:00", "08:30-12:00 13:30-18:00"),
        ("8:30–12:00,13:30 — 18:00", "08:30-12:00 13:30-18:00"),
        (" 13:30-18:00、08:30至12:00 ", "08:30-12:00 13:30-18:00"),
        ("０８：３０－１２：００，１３：３０～１８：００", "08:30-12:00 13:30-18:00"),
        ("20:00-24:00 00:00-06:00", "00:00-06:00 20:00-24:00"),
        ("08:00-12:00 12:00-18:00", "08:00-12:00 12:00-18:00"),
        ("", ""),
    ],
)
def test_spans_are_read_as_people_type_them(text, plain):
    assert format_spans(parse_spans(text)) == plain


def test_spans_are_minutes_of_the_day():
    assert parse_spans("08:30-12:00 13:30-24:00") == (Span(510, 720), Span(810, 1440))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("09:00-12:00 11:59-18:00", "09:00-12:00 and 11:59-18:00 overlap"),
        ("09:00-09:00", "must end after it starts"),
        ("18:00-09:00", "must end after it starts"),
        ("09:00-24:01", "a day ends at 24:00"),
        ("09:60-12:00", "does not exist"),
        ("nine to five", "“nine” is not a span of hours"),
        ("09:00-12:00-18:00", "is not a span of hours"),
    ],
)
def test_impossible_spans_are_refused_in_clear_words(text, words):
    with pytest.raises(ValueError, match=words):
        parse_spans(text)


def test_nine_hours_from_friday_evening_end_on_the_adjusted_saturday():
    assert OFFICE.add(local("2026-02-13 17:00"), 9 * HOUR) == local("2026-02-14 17:00")


def test_without_the_adjusted_saturday_they_end_after_the_spring_festival():
    closed_only = {day: override for day, override in OFFICE.overrides.items() if not override.spans}
    calendar = WorkingTime("Asia/Shanghai", WEEKDAYS, closed_only)
    assert calendar.add(local("2026-02-13 17:00"), 9 * HOUR) == local("2026-02-24 17:00")


def test_national_day_does_not_work_and_its_adjusted_saturday_does():
    assert OFFICE.between(local("2026-10-01"), local("2026-10-08")) == 0
    assert OFFICE.between(local("2026-10-10"), local("2026-10-11")) == 9 * HOUR


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-02 07:00", "2026-03-02 10:00"),  # before hours
        ("2026-03-02 09:00", "2026-03-02 10:00"),  # at opening
        ("2026-03-02 12:34", "2026-03-02 13:34"),  # inside
        ("2026-03-02 17:00", "2026-03-02 18:00"),  # used up at closing: ends at closing
        ("2026-03-02 17:59:59", "2026-03-03 09:59:59"),  # at the last second
        ("2026-03-02 18:00", "2026-03-03 10:00"),  # at closing
        ("2026-03-02 22:00", "2026-03-03 10:00"),  # after hours
        ("2026-03-07 11:00", "2026-03-09 10:00"),  # at the weekend
    ],
)
def test_one_hour_counts_from_the_next_working_moment(start, end):
    assert OFFICE.add(local(start), HOUR) == local(end)


def test_adding_nothing_gives_the_start_even_outside_working_time():
    night = local("2026-03-07 03:00:00.250000")
    assert OFFICE.add(night, 0) == night


def test_answers_are_in_utc():
    start = local("2026-03-02 10:00")
    for answer in (
        OFFICE.add(start, 0),
        OFFICE.add(start, 60),
        OFFICE.end_of_working_day(start, 1),
        OFFICE.calendar_days(start, 1),
    ):
        assert answer.tzinfo is UTC


def test_difference_is_negative_when_reversed():
    monday, tuesday = local("2026-03-02 17:00"), local("2026-03-03 10:00")
    assert OFFICE.between(monday, tuesday) == 2 * HOUR
    assert OFFICE.between(tuesday, monday) == -2 * HOUR


def test_two_spans_a_day_leave_out_the_lunch():
    calendar = WorkingTime("Asia/Shanghai", dict.fromkeys(range(5), parse_spans("08:30-12:00 13:30-18:00")), {})
    assert calendar.add(local("2026-03-02 11:30"), HOUR) == local("2026-03-02 14:00")
    assert calendar.add(local("2026-03-02 11:00"), HOUR) == local("2026-03-02 12:00")
    assert calendar.add(local("2026-03-02 12:30"), HOUR) == local("2026-03-02 14:30")


def test_a_span_to_midnight_joins_the_next_morning():
    calendar = WorkingTime("Asia/Shanghai", dict.fromkeys(range(7), parse_spans("00:00-06:00 20:00-24:00")), {})
    assert calendar.add(local("2026-03-02 23:00"), HOUR) == local("2026-03-03 00:00")
    assert calendar.add(local("2026-03-02 23:00"), 2 * HOUR) == local("2026-03-03 01:00")
    assert calendar.end_of_working_day(local("2026-03-02 12:00"), 1) == local("2026-03-04 00:00")


def test_a_half_day_ends_at_its_own_hour():
    half_day = {date(2026, 3, 2): DayOverride(parse_spans("09:00-12:00"), "盘点")}
    calendar = WorkingTime("Asia/Shanghai", WEEKDAYS, half_day)
    assert calendar.add(local("2026-03-02 11:00"), 2 * HOUR) == local("2026-03-03 10:00")
    (entry,) = calendar.skipped_days(local("2026-03-02 11:00"), local("2026-03-03 10:00"))
    assert entry == (date(2026, 3, 2), date(2026, 3, 2), "盘点", DayKind.CHANGED)


def test_a_night_shift_lasts_as_long_as_its_hours_where_the_clocks_change():
    zone = ZoneInfo("Europe/Berlin")
    calendar = WorkingTime("Europe/Berlin", dict.fromkeys(range(7), parse_spans("00:00-06:00")), {})
    assert calendar.between(local("2026-03-29", zone), local("2026-03-30", zone)) == 5 * HOUR
    assert calendar.between(local("2026-10-25", zone), local("2026-10-26", zone)) == 7 * HOUR
    assert calendar.add(local("2026-03-29 01:00", zone), 2 * HOUR) == local("2026-03-29 04:00", zone)


def test_spans_in_the_skipped_hour_are_never_counted_twice():
    zone = ZoneInfo("Europe/Berlin")
    calendar = WorkingTime("Europe/Berlin", {6: parse_spans("02:00-02:50 03:00-04:00")}, {})
    assert calendar.between(local("2026-03-29", zone), local("2026-03-30", zone)) == HOUR


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-03-02 08:00", 1, "2026-03-03 18:00"),  # the day of the start never counts
        ("2026-03-02 23:00", 1, "2026-03-03 18:00"),
        ("2026-03-07 10:00", 1, "2026-03-09 18:00"),  # from a Saturday: the first working day
        ("2026-02-13 17:00", 1, "2026-02-14 18:00"),  # the adjusted Saturday
        ("2026-02-13 17:00", 2, "2026-02-24 18:00"),
        ("2026-09-30 09:00", 3, "2026-10-10 18:00"),
    ],
)
def test_working_days_end_at_closing_time_of_the_last(start, days, end):
    assert OFFICE.end_of_working_day(local(start), days) == local(end)


def test_calendar_days_keep_the_local_time_and_count_days_off():
    assert OFFICE.calendar_days(local("2026-09-30 10:15"), 3) == local("2026-10-03 10:15")
    zone = ZoneInfo("Europe/Berlin")
    calendar = WorkingTime("Europe/Berlin", WEEKDAYS, {})
    assert calendar.calendar_days(local("2026-03-28 10:15", zone), 1) == local("2026-03-29 10:15", zone)


def test_a_deadline_is_provisional_until_every_day_of_its_year_is_confirmed():
    assert OFFICE.confirmed_years == {2024, 2025, 2026}
    assert not OFFICE.is_provisional(local("2026-12-31 18:00"))
    assert OFFICE.is_provisional(local("2027-01-04 10:00"))
    assert OFFICE.is_provisional(local("2028-01-04 10:00"))


def test_a_deadline_is_provisional_when_the_way_to_it_is():
    gap = WorkingTime("Asia/Shanghai", WEEKDAYS, announced(2024, 2026))
    assert not gap.is_provisional(local("2026-01-05 10:00"))
    assert gap.is_provisional(local("2026-01-05 10:00"), start=local("2024-12-31 10:00"))


def test_the_midnight_that_ends_a_year_belongs_to_it():
    assert not OFFICE.is_provisional(local("2027-01-01 00:00"), start=local("2026-12-31 20:00"))
    assert OFFICE.is_provisional(local("2027-01-01 00:01"))
    new_year = local("2028-01-01 00:00")
    assert OFFICE.is_provisional(new_year, start=new_year)


def test_the_year_is_that_of_the_calendars_own_zone():
    assert OFFICE.is_provisional(datetime(2026, 12, 31, 17, tzinfo=UTC))


def test_a_page_can_name_the_days_that_moved_a_deadline():
    start = local("2026-09-18 17:00")
    assert OFFICE.skipped_days(start, local("2026-10-10 12:00")) == (
        (date(2026, 9, 20), date(2026, 9, 20), "国庆节调休上班", DayKind.OPEN),
        (date(2026, 9, 25), date(2026, 9, 27), "中秋节", DayKind.CLOSED),
        (date(2026, 10, 1), date(2026, 10, 7), "国庆节", DayKind.CLOSED),
        (date(2026, 10, 10), date(2026, 10, 10), "国庆节调休上班", DayKind.OPEN),
    )
    assert OFFICE.skipped_days(start, start + timedelta(days=1)) == ()
    assert OFFICE.skipped_days(local("2026-09-30 17:00"), local("2026-10-01 00:00")) == ()


def test_moments_outside_the_years_laid_out_are_refused():
    with pytest.raises(OutsideCalendar, match="covers 2015 to 2045; 2014-12-31 lies outside"):
        OFFICE.add(local("2014-12-31 23:00"), 60)
    with pytest.raises(OutsideCalendar):
        OFFICE.between(local("2026-01-01"), local("2046-01-02"))
    with pytest.raises(OutsideCalendar):
        OFFICE.calendar_days(local("2045-12-31 10:00"), 1)


def test_a_budget_beyond_the_last_year_is_refused():
    assert OFFICE.add(local("2045-12-29 10:00"), 8 * HOUR) == local("2045-12-29 18:00")
    with pytest.raises(OutsideCalendar, match="ends with 2045"):
        OFFICE.add(local("2045-12-29 10:00"), 9 * HOUR)
    with pytest.raises(OutsideCalendar, match="ends with 2045"):
        OFFICE.end_of_working_day(local("2045-12-29 10:00"), 1)
    with pytest.raises(OutsideCalendar):
        WorkingTime("Asia/Shanghai", {}, {}).add(local("2026-03-02 10:00"), 1)


@pytest.mark.parametrize("question", [WorkingTime.add, WorkingTime.calendar_days])
def test_time_only_runs_forwards(question):
    with pytest.raises(ValueError, match="forwards"):
        question(OFFICE, local("2026-03-02 10:00"), -1)


def test_working_days_are_counted_from_one():
    with pytest.raises(ValueError, match="number 1"):
        OFFICE.end_of_working_day(local("2026-03-02 10:00"), 0)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a time zone"):
        OFFICE.add(datetime(2026, 3, 2, 10), 60)
