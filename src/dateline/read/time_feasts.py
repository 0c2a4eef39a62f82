"""Feasts that move through the calendar: Easter of both churches, the feasts of the Islamic year, and fixed ones.

A feast is written as in the codebook: "fixed 03-20 2" (a day of the year and how many days), "easter -2 1" and "julian
+0 1" (days from Easter Sunday), "weekday 11/4/4 1" (the fourth Thursday of November), "islamic 09-01 30" (a day of the
Islamic year), or "unknown" where no days are worked out. Easter follows Meeus, Astronomical Algorithms, chapter 8; the
Islamic year is the tabular one of 30 years with 11 leap years from 16 July 622, from which the sighted moon may differ
by a day.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from dateline.read.calendar_days import between, day_of, day_span, within_calendar
from dateline.read.time_periods import choose
from dateline.read.time_scene import Meaning, Scene, Slots
from dateline.records import TimeSpan

UNKNOWN = "XXXX-XX-XX"
ISLAMIC_EPOCH = 227_015
SIGHTING = timedelta(days=1)
YEARS_AROUND = 2


def resolve_feast(slots: Slots, scene: Scene) -> Meaning:
    """A feast, or a numbered day of it: the days of the year told or of the one that the clause looks to."""
    kind, _, rest = slots["feast"].partition(" ")
    now = scene.reference.year + slots.get("year_rel", 0) if scene.reference else None
    year = slots.get("year", scene.year) or now
    if kind == "unknown" or year is None:
        return Meaning(UNKNOWN, "DATE")
    told = bool({"year", "year_rel"} & slots.keys()) or scene.year is not None
    around = range(year, year + 1) if told else range(year - YEARS_AROUND, year + YEARS_AROUND + 1)
    spans = [_part(span, slots) for one in around for span in _days_in(kind, rest, one)]
    found = spans[0] if told and spans else choose(spans, slots.get("rel"), scene)
    if found is None or found.start is None or found.end is None:
        return Meaning(UNKNOWN, "DATE")
    value = f"{found.start}" if found.start == found.end else f"{found.start}/{found.end}"
    sure = found if kind != "islamic" else between(found.start - SIGHTING, found.end + SIGHTING)
    return Meaning(value, "DATE", sure, None if "year" in slots else scene.source)


def _part(span: TimeSpan, slots: Slots) -> TimeSpan:
    """The numbered day of a feast, from its end where the number is negative; all of it where there is none."""
    number: int = slots.get("nth", 0)
    if not number or span.start is None or span.end is None:
        return span
    return day_span(span.start + timedelta(days=number - 1) if number > 0 else span.end + timedelta(days=number + 1))


def _days_in(kind: str, rest: str, year: int) -> Iterator[TimeSpan]:
    """The days of a feast for each time that it begins in a year."""
    place, length = rest.split()
    last = timedelta(days=int(length) - 1)
    for first in _starts(kind, place, year):
        if first and first.year == year and first < date.max - last:
            yield between(first, first + last)


def _starts(kind: str, place: str, year: int) -> Iterator[date | None]:
    if kind in ("easter", "julian"):
        sunday = easter(year) if kind == "easter" else orthodox_easter(year)
        yield sunday + timedelta(days=int(place)) if sunday else None
        return
    if kind == "weekday":
        yield _nth_weekday(year, *(int(part) for part in place.split("/")))
        return
    month, day = (int(part) for part in place.split("-"))
    if kind == "fixed":
        yield day_of(year, month, day)
    else:
        yield from (islamic_day(islamic, month, day) for islamic in _islamic_years(year))


@within_calendar
def _nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The numbered weekday of a month, counted from its end where the number is negative."""
    last = calendar.monthrange(year, month)[1]
    days = [day for day in range(1, last + 1) if date(year, month, day).isoweekday() == weekday]
    return date(year, month, days[number if number < 0 else number - 1])


@within_calendar
def easter(year: int) -> date:
    """Easter Sunday of the western churches."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


@within_calendar
def orthodox_easter(year: int) -> date:
    """Easter Sunday by the Julian reckoning, as a day of the Gregorian calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


@within_calendar
def islamic_day(year: int, month: int, day: int) -> date:
    """The day of the tabular Islamic calendar."""
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(ISLAMIC_EPOCH + before + day - 1)


def _islamic_years(year: int) -> range:
    """The Islamic years that may share days with a year."""
    near = int((year - 622) * 33 / 32)
    return range(near, near + 3)
