"""Days that are named, by date, weekday or as today, and the times of a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from dateline.read.calendar_days import between, day_of, shift
from dateline.read.time_scene import Meaning, Scene, Slots
from dateline.records import Evidence, TimeSpan

OVERNIGHT, NIGHT = "OV", "NI"
YEARS_AROUND = 8
LATER_HALF = ("AF", "EV")
LATELY = timedelta(days=28)
LEAP_YEAR = 2000
NO_SUCH_DAY = "there is no such day"
SOON, LONG_AGO = timedelta(days=92), timedelta(days=270)


class Named(NamedTuple):
    """A day or None, its TIMEX3 value, and what it was counted from."""

    day: date | None
    value: str
    anchor: Evidence | None = None


def resolve_day(slots: Slots, scene: Scene) -> Meaning:
    """A day, or a time of it; precision `time` only where a clock time is told."""
    if slots.get("part") == OVERNIGHT:
        return _overnight(slots, scene)
    named = named_day(slots, scene)
    part = f"T{slots['part']}" if "part" in slots else ""
    clock = _clock(slots)
    value = named.value + (f"T{clock}" if clock else part)
    span = TimeSpan(named.day, named.day, "time" if clock else "day", clock) if named.day else None
    return Meaning(value, "TIME" if clock or part else "DATE", span, named.anchor, _doubt(slots))


def _doubt(slots: Slots) -> str:
    """Both days that a numeric date can mean whose day and month can change places, or that there is no such day."""
    if "unclear_date" in slots:
        first, second, year = slots["unclear_date"]
        return f"{day_of(year, first, second)} or {day_of(year, second, first)}"
    told = {"month", "day"} <= slots.keys()
    return NO_SUCH_DAY if told and day_of(slots.get("year", LEAP_YEAR), slots["month"], slots["day"]) is None else ""


def resolve_days(slots: Slots, scene: Scene) -> Meaning:
    """From one day of a month to a later one."""
    last = named_day({**slots, "day": slots["to_day"]}, scene)
    first = last.day.replace(day=slots["day"]) if last.day else None
    value = f"{last.value[:-2]}{slots['day']:02d}/{last.value}"
    return Meaning(value, "DATE", between(first, last.day) if first else None, last.anchor)


def named_day(slots: Slots, scene: Scene) -> Named:
    """The day that a phrase names, or that of the time before where it names none."""
    if "date" in slots:
        return Named(slots["date"], slots["date"].isoformat())
    if "unclear_date" in slots:
        return Named(None, f"{slots['unclear_date'][2]:04d}-XX-XX")
    if "holiday" in slots:
        month, day = (int(part) for part in slots["holiday"].split("-"))
        return _month_day({**slots, "month": month, "day": day}, scene)
    name = next((name for slot, name in NAMED if slot in slots), _told_before)
    return name(slots, scene)


def _told_before(slots: Slots, scene: Scene) -> Named:
    """The day of the time before, else of what was said before, else of the publication, for a mere time of day."""
    if scene.following and scene.following.span.start and scene.following.span.start == scene.following.span.end:
        return Named(scene.following.span.start, scene.following.span.start.isoformat(), scene.following.evidence)
    now = scene.published if scene.direction == "past" and not scene.outlook.present else None
    for anchor in (scene.previous, scene.day, now):
        span = anchor.span if anchor else None
        if anchor and span and span.start and span.start == span.end:
            return Named(span.start, span.start.isoformat(), anchor.evidence)
    return Named(None, "XXXX-XX-XX")


def _month_day(slots: Slots, scene: Scene) -> Named:
    month, day = slots["month"], slots["day"]
    year = slots.get("year", scene.year)
    if "year_rel" in slots and scene.reference:
        year = scene.reference.year + slots["year_rel"]
    if year:
        found = day_of(year, month, day)
        return Named(found, found.isoformat() if found else f"{year:04d}-{month:02d}-{day:02d}")
    if scene.reference is None or day_of(LEAP_YEAR, month, day) is None:
        return Named(None, f"XXXX-{month:02d}-{day:02d}")
    days = _days_around(scene.reference.year, month, day)
    agreeing = [found for found in days if found.isoweekday() == slots.get("weekday", found.isoweekday())]
    direction = "" if scene.outlook.present and scene.direction == "past" else scene.direction
    return _named(_nearest(agreeing or days, scene.reference, direction, firm=scene.outlook.firm), scene)


@lru_cache(maxsize=1024)
def _days_around(year: int, month: int, day: int) -> tuple[date, ...]:
    """The day of the month in each of the years around one, where there is such a day."""
    around = range(year - YEARS_AROUND, year + YEARS_AROUND + 1)
    return tuple(found for year in around if (found := day_of(year, month, day)))


def _nearest(days: Sequence[date], reference: date, direction: str, *, firm: bool) -> date | None:
    """The last day before (one day of grace for time zones), the next day after, or the nearest.

    What was to be done on a day some weeks back is not put off for most of a year. What no firm past tells was not
    done most of a year ago where the same day is near to come: that is a plan.
    """
    if direction == "past":
        soon = [day for day in days if timedelta(1) < day - reference <= SOON]
        told = max((day for day in days if day <= reference + timedelta(days=1)), default=None)
        return min(soon) if soon and not firm and told and reference - told >= LONG_AGO else told
    if direction == "future":
        lately = [day for day in days if timedelta(0) < reference - day <= LATELY]
        return min(lately or [day for day in days if day >= reference], default=None)
    return min(days, key=lambda day: (abs(day - reference), day), default=None)


def _deictic(slots: Slots, scene: Scene) -> Named:
    day = shift(scene.today, slots["deictic"], "D") if scene.today else None
    return _named(day, scene)


def _weekday(slots: Slots, scene: Scene) -> Named:
    today, weekday = scene.today, slots["weekday"]
    if today is None:
        return Named(None, f"XXXX-WXX-{weekday}")
    back, on = (today.isoweekday() - weekday) % 7, (weekday - today.isoweekday()) % 7
    if "week" in slots:
        day = shift(today, 7 * slots["week"] + weekday - today.isoweekday(), "D")
    elif slots.get("rel", 0) < 0:
        day = shift(today, 7 * (slots["rel"] + 1) - (back or 7), "D")
    elif slots.get("rel") == 1:
        day = shift(today, on or 7, "D")
    else:
        ahead = scene.direction == "future" or ("rel" in slots and scene.direction != "past")
        day = shift(today, on if ahead else -back, "D")
    return _named(day, scene)


def _day_of_month(slots: Slots, scene: Scene) -> Named:
    by = slots.get("rel", _months_off(slots["day"], scene))
    month = shift(scene.reference.replace(day=1), by, "M") if scene.reference else None
    return _named(day_of(month.year, month.month, slots["day"]) if month else None, scene)


def _months_off(day: int, scene: Scene) -> int:
    """-1 where a day of this month is still to come for a past clause, 1 where it is over for a planned one, else 0."""
    if scene.reference is None:
        return 0
    if scene.direction == "future":
        return int(day < scene.reference.day)
    return -int(day > scene.reference.day)


def _named(day: date | None, scene: Scene) -> Named:
    return Named(day, day.isoformat(), scene.source) if day else Named(None, "XXXX-XX-XX")


NAMED: tuple[tuple[str, Callable[[Slots, Scene], Named]], ...] = (
    ("month", _month_day), ("deictic", _deictic), ("weekday", _weekday), ("day", _day_of_month),
)  # fmt: skip


def _overnight(slots: Slots, scene: Scene) -> Meaning:
    """The night before the day named, or before the publication; before a plan the night after."""
    named = named_day(slots, scene) if "weekday" in slots else _deictic({"deictic": 0}, scene)
    if named.day is None:
        return Meaning(f"{named.value}T{NIGHT}", "TIME")
    ahead = scene.direction == "future" and "weekday" not in slots
    other = shift(named.day, 1 if ahead else -1, "D") or named.day
    return Meaning(
        f"{min(named.day, other)}T{NIGHT}", "TIME", between(min(named.day, other), max(named.day, other)), named.anchor
    )


def told_part(slots: Slots) -> str:
    """The clock time or part of the day that slots tell, as it stands in a TIMEX3 value; empty where they tell none."""
    clock = _clock(slots)
    return f"T{clock or slots['part']}" if clock or "part" in slots else ""


def _clock(slots: Slots) -> str | None:
    if "clock" in slots:
        hour, minute = slots["clock"]
    elif "hour" in slots:
        hour, minute = slots["hour"], 0
    else:
        return None
    if "halfday" in slots or (slots.get("part") in LATER_HALF and hour):
        hour = hour % 12 + (0 if slots.get("halfday") == "am" else 12)
    return f"{hour % 24:02d}:{minute:02d}{slots.get('time_zone', '')}"
