"""Days of the calendar: the closed intervals of weeks, months, seasons and years, and counting from a day.

Every function returns None where the calendar (years 1 to 9999) does not reach.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple, ParamSpec, TypeVar

from dateline.records import TimeSpan

P = ParamSpec("P")
R = TypeVar("R")
SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
DAYS_OF = {"D": 1, "W": 7}
MONTHS_OF = {"M": 1, "Y": 12}


class Length(NamedTuple):
    """A TIMEX3 duration of one unit: "P2W" is 2 of W; the parts of a day are "H", "TM" and "S"."""

    amount: int
    unit: str


@lru_cache(maxsize=256)
def read_length(code: str) -> Length:
    """The length that a TIMEX3 duration names. Raises ValueError for anything else."""
    match = re.fullmatch(r"P(T?)(\d+)([SMHDWY])", code)
    if match is None:
        raise ValueError(f"not a duration: {code!r}")
    return Length(int(match[2]), "TM" if match[1] and match[3] == "M" else match[3])


def within_calendar(make: Callable[P, R]) -> Callable[P, R | None]:
    """The function, giving None instead of leaving the calendar."""

    def safe(*args: P.args, **kwargs: P.kwargs) -> R | None:
        try:
            return make(*args, **kwargs)
        except (ValueError, OverflowError):
            return None

    return safe


@within_calendar
def day_of(year: int, month: int, day: int) -> date:
    """The day, if there is one."""
    return date(year, month, day)


@within_calendar
def shift(day: date, amount: float, unit: str) -> date:
    """The day `amount` units from `day`: a month on is the same day of the next month, or its last."""
    if unit in MONTHS_OF:
        months = day.year * 12 + day.month - 1 + round(amount * MONTHS_OF[unit])
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return day + timedelta(days=round(amount * DAYS_OF[unit])) if unit in DAYS_OF else day


def day_span(day: date) -> TimeSpan:
    """One day."""
    return TimeSpan(day, day, "day")


@lru_cache(maxsize=1024)
@within_calendar
def month_span(year: int, month: int) -> TimeSpan:
    """A calendar month."""
    return TimeSpan(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


@within_calendar
def years_span(first: int, last: int) -> TimeSpan:
    """Calendar years from `first` to `last`."""
    return TimeSpan(date(first, 1, 1), date(last, 12, 31), "year" if first == last else "range")


@within_calendar
def week_span(day: date) -> TimeSpan:
    """The week, Monday to Sunday, in which `day` lies."""
    monday = day - timedelta(days=day.weekday())
    return TimeSpan(monday, monday + timedelta(days=6), "week")


@lru_cache(maxsize=1024)
@within_calendar
def quarter_span(year: int, quarter: int) -> TimeSpan:
    """The first to fourth quarter of a year."""
    end = date(year, quarter * 3, calendar.monthrange(year, quarter * 3)[1])
    return TimeSpan(date(year, quarter * 3 - 2, 1), end, "range")


@lru_cache(maxsize=1024)
@within_calendar
def season_span(year: int, season: str) -> TimeSpan:
    """A season of the northern half of the earth, in whole months; winter is named by the year of its December."""
    month = SEASON_START[season]
    end_year, end_month = (year + 1, 2) if season == "WI" else (year, month + 2)
    end = date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
    return TimeSpan(date(year, month, 1), end, "season")


@within_calendar
def weekend_span(day: date) -> TimeSpan:
    """The Saturday and Sunday of the week in which `day` lies."""
    saturday = day + timedelta(days=5 - day.weekday())
    return TimeSpan(saturday, saturday + timedelta(days=1), "days")


def third(span: TimeSpan, part: str) -> TimeSpan:
    """The early, mid or late third of a closed interval."""
    if not (span.start and span.end):
        return span
    days = (span.end - span.start).days + 1
    number = ("early", "mid", "late").index(part)
    start = span.start + timedelta(days=days * number // 3)
    return between(start, span.start + timedelta(days=days * (number + 1) // 3 - 1))


def between(start: date | None, end: date | None) -> TimeSpan:
    """The closed interval with the precision that its length has; a start after its end gives the end alone."""
    if start is None or end is None:
        return TimeSpan(start, end, "range")
    days = (end - min(start, end)).days + 1
    precision = "day" if days == 1 else "days" if days <= 6 else "week" if days == 7 else "range"
    return TimeSpan(min(start, end), end, precision)


def clip(span: TimeSpan, *, since: date | None = None, until: date | None = None) -> TimeSpan:
    """The part of the interval between two days, with its precision kept; as it is where nothing would be left."""
    start, end = span.start, span.end
    if since and start and start < since and (end is None or since <= end):
        start = since
    if until and end and end > until and (start is None or start <= until):
        end = until
    return TimeSpan(start, end, span.precision, span.clock)
