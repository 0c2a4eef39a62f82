"""Weeks, months, seasons and years, and the parts of them: the interval that a phrase means in its clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from dateline.read.calendar_days import (
    between,
    clip,
    day_span,
    month_span,
    quarter_span,
    read_length,
    season_span,
    shift,
    third,
    week_span,
    weekend_span,
    years_span,
)
from dateline.read.time_scene import Meaning, Scene, Slots, duration, looking
from dateline.records import TimeSpan

WEEKEND = "WE"
HALF_A_YEAR = 183
SOON, LONG_AGO = timedelta(days=92), timedelta(days=270)
FISCAL = "a fiscal year need not be that of the calendar"
WHOLE = ("P1D", "P1W", "P1M", "P3M", "P1Y")
UNKNOWN_UNITS = {"W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}


def resolve_period(slots: Slots, scene: Scene) -> Meaning:
    """A week, month, season, year or decade, or a third of it; what a past clause tells ends with the publication."""
    whole = _in_reach(slots, _whole(slots, scene), scene)
    if whole.span is None:
        return whole
    if "fiscal" in slots:
        return replace(whole, span=None, note=FISCAL)
    span = third(whole.span, slots["mod"]) if "mod" in slots else whole.span
    return replace(whole, span=_seen(span, looking(scene, slots.get("side", scene.direction))))


def _in_reach(slots: Slots, whole: Meaning, scene: Scene) -> Meaning:
    """The same month or season of the year before or after, where the third that is told lies beyond the clause."""
    span, day = whole.span, scene.reference
    if "mod" not in slots or {"year", "rel", "year_rel"} & slots.keys() or scene.year or span is None or day is None:
        return whole
    part = third(span, slots["mod"])
    if not ({"month", "season"} & slots.keys() and part.start and part.end):
        return whole
    if scene.direction == "past" and part.start > day:
        return _whole({**slots, "year": part.start.year - 1}, scene)
    if scene.direction == "future" and part.end < day:
        return _whole({**slots, "year": part.start.year + 1}, scene)
    return whole


def resolve_nth(slots: Slots, scene: Scene) -> Meaning:
    """A numbered half, quarter, month or week of a month or year; a quarter alone is one that its clause can mean."""
    whole = _whole(slots, scene)
    span = _nth(whole.span, slots) if whole.span else None
    if span is None or span.start is None:
        return replace(whole, span=None)
    if slots.get("alone") and _is_of_last_year(span.start, scene):
        return resolve_nth({**slots, "rel": -1, "alone": False}, scene)
    value = _value_of_part(whole.value, span.start, slots)
    return (
        replace(whole, value=value, span=None, note=FISCAL)
        if "fiscal" in slots
        else replace(whole, value=value, span=span)
    )


def _is_of_last_year(start: date, scene: Scene) -> bool:
    """Whether a part of this year lies beyond what a past clause can tell, or is farther off than that of last year."""
    if scene.reference is None or scene.direction == "future":
        return False
    tells = scene.direction == "past" and not scene.outlook.nominal
    return start - scene.reference > timedelta(days=0 if tells else HALF_A_YEAR)


def _nth(whole: TimeSpan, slots: Slots) -> TimeSpan | None:
    """The numbered part of an interval, counted from its end where the number is negative."""
    if whole.start is None or whole.end is None:
        return None
    number = slots["nth"]
    if number < 0 and slots.get("part_of") == "P1W":
        return between(whole.end - timedelta(days=6), whole.end)
    parts = _parts(whole.start, whole.end, slots)
    index = number if number < 0 else number - 1
    return parts[index] if -len(parts) <= index < len(parts) else None


def _value_of_part(whole: str, start: date, slots: Slots) -> str:
    """The TIMEX3 value of a part that starts on a day: 2009-Q4, 2009-H1, 2009-04, or the week around its middle."""
    if "half" in slots:
        return f"{whole}-H{1 if start.month < 7 else 2}" if len(whole) == 4 else whole
    if slots["part_of"] == "P1W":
        return week_value(start + timedelta(days=3))
    return period_around(start, slots["part_of"])[1]


def resolve_stretch(slots: Slots, scene: Scene) -> Meaning:
    """The first or last so many days, weeks or months of a month or year."""
    length, count = read_length(slots["part_of"]), slots["count"]
    value, whole = duration(count, length), _whole(slots, scene)
    if whole.span is None or whole.span.start is None or whole.span.end is None or isinstance(count, str):
        return Meaning(value, "DURATION")
    by, day = count * length.amount, timedelta(days=1)
    after = shift(whole.span.start, by, length.unit)
    first = whole.span.start if slots["edge"] > 0 else shift(whole.span.end + day, -by, length.unit)
    last = whole.span.end if slots["edge"] < 0 else after and after - day
    span = between(first, last) if first and last else None
    return Meaning(value, "DURATION", _seen(span, scene) if span else None, whole.anchor)


def resolve_years(slots: Slots, scene: Scene) -> Meaning:
    """From one year to another; "2016-17" ends in 2017."""
    last = slots["to_year"]
    if last < slots["year"]:
        last = slots["year"] // 100 * 100 + last % 100
    span = years_span(slots["year"], last) if slots["year"] <= last else None
    return Meaning(f"{slots['year']}/{last}", "DATE", span)


def _whole(slots: Slots, scene: Scene) -> Meaning:
    """The period named, before any part of it is taken."""
    if "decade" in slots:
        decade = slots["decade"]
        return Meaning(str(decade), "DATE", years_span(decade * 10, decade * 10 + 9))
    if "century" in slots:
        first = (slots["century"] - 1) * 100
        return Meaning(f"{slots['century'] - 1:02d}", "DATE", years_span(first, first + 99))
    if "season" in slots:
        return _of_year(slots, scene, slots["season"], lambda year: season_span(year, slots["season"]))
    if "month" in slots:
        return _of_year(slots, scene, f"{slots['month']:02d}", lambda year: month_span(year, slots["month"]))
    if "year" in slots:
        return Meaning(f"{slots['year']:04d}", "DATE", years_span(slots["year"], slots["year"]))
    return _unit(slots, scene)


def _of_year(slots: Slots, scene: Scene, name: str, make: Callable[[int], TimeSpan | None]) -> Meaning:
    """A month or season, of the year told or of the one that the clause looks to."""
    year = slots.get("year", scene.year)
    if "year_rel" in slots and scene.reference:
        year = scene.reference.year + slots["year_rel"]
    if year:
        return Meaning(f"{year:04d}-{name}", "DATE", make(year), None if "year" in slots else scene.source)
    if scene.reference is None:
        return Meaning(f"XXXX-{name}", "DATE")
    spans = [make(scene.reference.year + step) for step in range(-2, 3)]
    found = choose([span for span in spans if span], slots.get("rel"), scene)
    value = f"{found.start.year:04d}-{name}" if found and found.start else f"XXXX-{name}"
    return Meaning(value, "DATE", found, scene.source if found else None)


def choose(spans: Sequence[TimeSpan], rel: int | None, scene: Scene) -> TimeSpan | None:
    """The last, next or nearest of the periods, in order of time, as the words or else the clause say."""
    day = scene.reference
    bounded = [(span.start, span.end, span) for span in spans if span.start and span.end]
    if day is None:
        return None
    if rel == -1:
        return _last(span for _, end, span in bounded if end < day)
    if rel == 1:
        return next((span for start, _, span in bounded if start > day), None)
    if scene.direction == "past":
        return _past(bounded, day, firm=scene.outlook.firm)
    if scene.direction == "future" or rel == 0:
        return next((span for _, end, span in bounded if end >= day), None)
    return min(bounded, key=lambda one: max(one[0] - day, day - one[1], timedelta(0)), default=(None, None, None))[2]


def _past(bounded: Sequence[tuple[date, date, TimeSpan]], day: date, *, firm: bool) -> TimeSpan | None:
    """The last period that has begun; one near to come where that was most of a year ago and no firm past tells it."""
    told = _last(span for start, _, span in bounded if start <= day)
    soon = next((span for start, _, span in bounded if timedelta(0) < start - day <= SOON), None)
    return soon if soon and not firm and told and told.end and day - told.end >= LONG_AGO else told


def _last(spans: Iterable[TimeSpan]) -> TimeSpan | None:
    return next(reversed(list(spans)), None)


def _unit(slots: Slots, scene: Scene) -> Meaning:
    """This, the last or the next week, weekend, month, quarter, year, decade or century."""
    day = scene.reference
    if slots["unit"] == WEEKEND:
        return _weekend(slots, scene)
    length = read_length(slots["unit"])
    if day is None or (length.unit == "W" and scene.today is None):
        return Meaning(UNKNOWN_UNITS[length.unit], "DATE")
    moved = shift(day.replace(day=1) if length.unit in "MY" else day, slots["rel"] * length.amount, length.unit)
    span, value = _around(moved, slots["unit"]) if moved else (None, UNKNOWN_UNITS[length.unit])
    return Meaning(value, "DATE", span, scene.source)


def _around(day: date, unit: str) -> tuple[TimeSpan | None, str]:
    """The period of a kind in which a day lies, and its value."""
    length = read_length(unit)
    if unit == "P1W":
        return week_span(day), week_value(day)
    if length.unit == "M":
        quarter = (day.month + 2) // 3
        month = (month_span(day.year, day.month), f"{day.year:04d}-{day.month:02d}")
        return (quarter_span(day.year, quarter), f"{day.year:04d}-Q{quarter}") if length.amount == 3 else month
    first = day.year // length.amount * length.amount
    return years_span(first, first + length.amount - 1), f"{day.year:04d}"[: 5 - len(str(length.amount))]


def week_value(day: date) -> str:
    """The TIMEX3 value of the week in which a day lies."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def period_around(day: date, unit: str) -> tuple[TimeSpan | None, str]:
    """The day, week, month, year or decade in which a day lies, and its TIMEX3 value."""
    return (day_span(day), day.isoformat()) if unit.endswith("D") else _around(day, unit)


def whole_unit(span: TimeSpan) -> str | None:
    """The unit of which an interval is one whole day, week, month, quarter or year; None where it is none."""
    start = span.start
    return next((unit for unit in WHOLE if period_around(start, unit)[0] == span), None) if start else None


def value_of(span: TimeSpan) -> str:
    """The TIMEX3 value of an interval: 2020-03, or its first and last day."""
    unit = whole_unit(span)
    if unit and span.start:
        return period_around(span.start, unit)[1]
    return f"{span.start}" if span.start == span.end else f"{span.start}/{span.end}"


def _weekend(slots: Slots, scene: Scene) -> Meaning:
    today = scene.today
    if today is None:
        return Meaning("XXXX-WXX-WE", "DATE")
    days = [shift(today, 7 * step, "D") for step in range(-2, 3)]
    past = scene if scene.direction or "rel" in slots else looking(scene, "past")
    found = choose([span for day in days if day and (span := weekend_span(day))], slots.get("rel"), past)
    if not (found and found.start):
        return Meaning("XXXX-WXX-WE", "DATE")
    return Meaning(week_value(found.start) + f"-{WEEKEND}", "DATE", found, scene.source)


def _parts(start: date, end: date, slots: Slots) -> list[TimeSpan]:
    """The numbered parts of an interval: halves, quarters, months or stretches of seven days."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if "half" in slots:
        middle = shift(start, months // 2, "M") if months > 1 else start + timedelta(days=15)
        return [between(start, middle - timedelta(days=1)), between(middle, end)] if middle else []
    length = read_length(slots["part_of"])
    starts = [start]
    while (following := shift(starts[-1], length.amount, length.unit)) and following <= end and length.unit != "Y":
        starts.append(following)
    return [between(a, b - timedelta(days=1)) for a, b in pairwise([*starts, end + timedelta(days=1)])]


def _seen(span: TimeSpan, scene: Scene) -> TimeSpan:
    """The part of a period that a clause can mean: up to the publication if it is past, from it on if it is to come."""
    if scene.published is None:
        return span
    if scene.direction == "past":
        return clip(span, until=scene.published.span.end)
    return clip(span, since=scene.published.span.start) if scene.direction == "future" else span
