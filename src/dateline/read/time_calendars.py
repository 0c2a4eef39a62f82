"""Dates of other calendars written out: 12 Ramadan 1445, 22 Bahman 1357, 23 Tikimt 2011.

A month is written as in the codebook, "islamic 9": the calendar and the number of the month. The Islamic year is the
tabular one of `time_feasts`, from which the sighted moon may differ by a day either way. The Persian year follows the
rule of 33 years with 8 leap years, which agrees with the observed equinox from 1178 to 1633 (Borkowski, The Persian
calendar for 3000 years, 1996); the Ethiopian year has a leap day every fourth year. The epochs are those of Dershowitz
and Reingold, Calendrical Calculations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from dateline.read.calendar_days import between, within_calendar
from dateline.read.time_feasts import SIGHTING, islamic_day
from dateline.read.time_periods import choose
from dateline.read.time_scene import Meaning, Scene, Slots
from dateline.records import TimeSpan

UNKNOWN = "XXXX-XX-XX"
PERSIAN_EPOCH = 226_895
ETHIOPIAN_EPOCH = 2_796
LONG_MONTHS, LONG_MONTH, MONTH = 6, 31, 30
YEARS_AROUND = 2


@within_calendar
def persian_day(year: int, month: int, day: int) -> date:
    """The day of the Solar Hijri calendar of Iran and Afghanistan. Raises ValueError for a day that no month has."""
    _check(month, day, LONG_MONTH if month <= LONG_MONTHS else MONTH, 12)
    before = LONG_MONTH * (month - 1) - max(0, month - LONG_MONTHS - 1)
    return date.fromordinal(PERSIAN_EPOCH + 365 * (year - 1) + (8 * year + 21) // 33 + before + day - 1)


@within_calendar
def ethiopian_day(year: int, month: int, day: int) -> date:
    """The day of the Ethiopian calendar. Raises ValueError for a day that no month has."""
    _check(month, day, MONTH if month <= 12 else 6, 13)
    return date.fromordinal(ETHIOPIAN_EPOCH + 365 * (year - 1) + year // 4 + MONTH * (month - 1) + day - 1)


def _check(month: int, day: int, most: int, months: int) -> None:
    if not (1 <= month <= months and 1 <= day <= most):
        raise ValueError(f"no day {day} in month {month}")


class Calendar(NamedTuple):
    """How a day of a calendar is found, the years in which it can be meant, and its year less that of ours."""

    day: Callable[[int, int, int], date | None]
    years: range
    apart: Callable[[int], int]


CALENDARS: Mapping[str, Calendar] = {
    "islamic": Calendar(islamic_day, range(1200, 1600), lambda year: round((year - 622) * 33 / 32)),
    "persian": Calendar(persian_day, range(1178, 1634), lambda year: year - 622),
    "ethiopian": Calendar(ethiopian_day, range(1800, 2200), lambda year: year - 8),
}


def resolve_calendar(slots: Slots, scene: Scene) -> Meaning:
    """A day or month of another calendar; without a year the one that the clause looks to."""
    name, month = slots["calendar"].split()
    calendar = CALENDARS[name]
    found = (
        _told(slots, calendar, int(month)) if "calendar_year" in slots else _chosen(slots, calendar, int(month), scene)
    )
    if found is None or found.start is None or found.end is None:
        return Meaning(UNKNOWN, "DATE")
    value = f"{found.start}" if found.start == found.end else f"{found.start}/{found.end}"
    return Meaning(value, "DATE", _sighted(name, found), None if "calendar_year" in slots else scene.source)


def told_day(slots: Slots) -> TimeSpan | None:
    """The days that a date with its year may mean: those around the tabular one where the moon is sighted."""
    name, month = slots["calendar"].split()
    found = _told(slots, CALENDARS[name], int(month))
    return _sighted(name, found) if found else None


def _sighted(name: str, span: TimeSpan) -> TimeSpan:
    if name != "islamic" or span.start is None or span.end is None:
        return span
    return between(span.start - SIGHTING, span.end + SIGHTING)


def _told(slots: Slots, calendar: Calendar, month: int) -> TimeSpan | None:
    year = int(slots["calendar_year"])
    return _span(slots, calendar, year, month) if year in calendar.years else None


def _chosen(slots: Slots, calendar: Calendar, month: int, scene: Scene) -> TimeSpan | None:
    if scene.reference is None:
        return None
    near = calendar.apart(scene.reference.year)
    spans = (_span(slots, calendar, year, month) for year in range(near - YEARS_AROUND, near + YEARS_AROUND + 1))
    return choose([span for span in spans if span], None, scene)


def _span(slots: Slots, calendar: Calendar, year: int, month: int) -> TimeSpan | None:
    """The day told, or all days of the month where none is."""
    if "day" in slots:
        day = calendar.day(year, month, slots["day"])
        return between(day, day) if day else None
    first, following = calendar.day(year, month, 1), _after_month(calendar, year, month)
    return between(first, date.fromordinal(following.toordinal() - 1)) if first and following else None


def _after_month(calendar: Calendar, year: int, month: int) -> date | None:
    return calendar.day(year, month + 1, 1) or calendar.day(year + 1, 1, 1)
