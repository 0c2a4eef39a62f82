"""Times that are counted: from the publication ("two weeks ago"), from a time told before ("three days later").

A number of days gives a day; of weeks, months or years the week, month or year that is reached. What has no number
("days later") gives the range that the codebook's table of vague lengths allows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from dateline.read.calendar_days import Length, between, clip, read_length, shift
from dateline.read.time_days import told_part
from dateline.read.time_periods import WEEKEND, period_around, resolve_period, value_of, week_value, whole_unit
from dateline.read.time_scene import Anchor, Meaning, Scene, Slots, duration
from dateline.records import TimeSpan

VAGUE = "X"
UNKNOWN = "XXXX-XX-XX"
HOURS_A_DAY, DAYS_A_WEEK = 24, 7
UNDATED = "the report does not date what this is counted from"


def resolve_ago(slots: Slots, scene: Scene) -> Meaning:
    """So long before or after the publication."""
    if scene.published is None or scene.today is None:
        return Meaning(UNKNOWN, "DATE")
    return _counted(slots, scene, scene.published, slots["sign"])


def resolve_later(slots: Slots, scene: Scene) -> Meaning:
    """So long after or before the time told last; nothing where a past clause would reach beyond the publication."""
    if scene.previous is None:
        return Meaning(UNKNOWN, "DATE")
    return _before_publication(_counted(slots, scene, scene.previous, slots["sign"]), scene)


def resolve_offset(slots: Slots, scene: Scene) -> Meaning:
    """So long after or before what the next words name: a time, or an event, dated only where hours lie between."""
    anchor = scene.following or scene.event
    if anchor:
        meaning = _counted(slots, scene, anchor, slots["sign"])
        return meaning if _is_reached(meaning, scene) else replace(meaning, span=None)
    length = read_length(slots["unit"])
    if length.unit in ("H", "TM", "S"):
        return _hours_apart(slots, scene, length)
    if slots.get("named"):
        return Meaning(UNKNOWN, "DATE")
    return Meaning(duration(slots.get("count", VAGUE), length), "DURATION")


def _is_reached(meaning: Meaning, scene: Scene) -> bool:
    """Whether what a clause tells may lie where counting leads: "nearly a decade after" may lead beyond publication."""
    start = meaning.span.start if meaning.span else None
    return not start or not scene.reference or scene.direction == "future" or start <= scene.reference


def resolve_adjacent(slots: Slots, scene: Scene) -> Meaning:
    """The same, next or previous day, week, month or year, or a weekday, seen from the time told last.

    Days are also counted from the day on which something was said, where nothing else is dated.
    """
    part = told_part(slots)
    unit = slots.get("unit", "P1D")
    anchor = scene.previous or (scene.day if unit == "P1D" else None)
    if anchor is None or anchor.span.start is None or unit == WEEKEND or read_length(unit).unit not in "DWMY":
        return Meaning(UNKNOWN, "DATE")
    if unit == "P1D" and anchor.span.start != anchor.span.end:
        return Meaning(UNKNOWN, "DATE")
    length = read_length(unit)
    moved = shift(anchor.span.start, _steps(slots, anchor.span.start) * length.amount, length.unit)
    span, value = period_around(moved, unit) if moved else (None, UNKNOWN)
    return _before_publication(Meaning(value + part, "TIME" if part else "DATE", span, anchor.evidence), scene)


def _steps(slots: Slots, start: date) -> int:
    """How many units to go: for a weekday the days to the next or the last one."""
    step: int = slots["step"]
    if "weekday" not in slots or step == 0:
        return step
    days = step * (slots["weekday"] - start.isoweekday()) % DAYS_A_WEEK
    return step * (days or DAYS_A_WEEK)


def resolve_event(slots: Slots, scene: Scene) -> Meaning:
    """The day or period of an event, as the report dates it elsewhere; its bound makes the interval."""
    if scene.event is None:
        return Meaning(UNKNOWN, "DATE", note=UNDATED)
    return Meaning(value_of(scene.event.span), "DATE", scene.event.span, scene.event.evidence)


def resolve_numbered(slots: Slots, scene: Scene) -> Meaning:
    """A numbered day, week, month or year of what began on a day that the report tells, up to the publication."""
    start = scene.event.span.start if scene.event else None
    if scene.event is None or start is None or start != scene.event.span.end:
        return Meaning(UNKNOWN, "DATE", note=UNDATED)
    length, number = read_length(slots["unit"]), slots["nth"]
    first = shift(start, (number - 1) * length.amount, length.unit)
    following = shift(start, number * length.amount, length.unit)
    if number < 1 or first is None or following is None:
        return Meaning(UNKNOWN, "DATE")
    value = week_value(first + timedelta(days=3)) if slots["unit"] == "P1W" else period_around(first, slots["unit"])[1]
    span = between(first, following - timedelta(days=1))
    return _before_publication(Meaning(value, "DATE", span, scene.event.evidence), scene)


def resolve_that(slots: Slots, scene: Scene) -> Meaning:
    """The day, week, month or year that the report speaks of: that of the time beside, told last, or of its own."""
    if scene.event and "nth" in slots:
        return resolve_numbered(slots, scene)
    told = scene.day if slots["unit"] == "P1D" else scene.previous or scene.day
    anchor = scene.following or told or (scene.published if scene.today else None)
    if anchor is None or anchor.span.start is None:
        return Meaning(UNKNOWN, "DATE")
    span, value = period_around(anchor.span.start, slots["unit"])
    return _before_publication(Meaning(value, "DATE", span, anchor.evidence), scene)


def resolve_same(slots: Slots, scene: Scene) -> Meaning:
    """The time told last, moved by whole units: "the same month a year ago", "the same period last year"."""
    span = scene.previous.span if scene.previous else None
    if span is None or span.start is None or span.end is None:
        return Meaning(UNKNOWN, "DATE")
    length, count = read_length(slots["unit"]), slots.get("count", 1)
    if count == VAGUE or length.unit not in "DWMY":
        return Meaning(UNKNOWN, "DATE")
    by = slots["sign"] * count * length.amount
    first, last = shift(span.start, by, length.unit), shift(span.end, by, length.unit)
    if first is None or last is None:
        return Meaning(UNKNOWN, "DATE")
    unit = whole_unit(span)
    moved, value = period_around(first, unit) if unit else (between(first, last), f"{first}/{last}")
    return Meaning(value, "DATE", moved, scene.previous.evidence if scene.previous else None)


def resolve_span(slots: Slots, scene: Scene) -> Meaning:
    """The stretch that ends, or for what is to come starts, with the publication: "the past six months"."""
    if slots["unit"] == WEEKEND:
        return resolve_period({**slots, "rel": slots["sign"]}, scene)
    length, count = read_length(slots["unit"]), slots.get("count", 1)
    value, kind = (slots["ref"], "DATE") if "ref" in slots else (duration(count, length), "DURATION")
    if scene.today is None:
        return Meaning(value, kind)
    return Meaning(value, kind, _stretch(scene.today, count, length, slots["sign"], scene), scene.source)


def resolve_within(slots: Slots, scene: Scene) -> Meaning:
    """The stretch up to a plan, or to the publication where acts are counted ("the third in a week").

    Beside a plain past verb it is only how long the act took.
    """
    if scene.direction == "future" and not slots.get("counted"):
        return resolve_span({"count": VAGUE, **slots, "sign": 1}, scene)
    if slots.get("counted") or scene.outlook.nominal or scene.outlook.perfect:
        return resolve_span({"count": VAGUE, **slots, "sign": -1}, scene)
    return resolve_duration(slots, scene)


def resolve_duration(slots: Slots, scene: Scene) -> Meaning:
    """How long something lasts; no days of its own."""
    return Meaning(duration(slots.get("count", VAGUE), read_length(slots["unit"])), "DURATION")


def resolve_set(slots: Slots, scene: Scene) -> Meaning:
    """What comes again; no days of its own."""
    if "weekday" in slots:
        return Meaning(f"XXXX-WXX-{slots['weekday']}", "SET")
    if "part" in slots:
        return Meaning(f"{UNKNOWN}T{slots['part']}", "SET")
    if "season" in slots or "month" in slots:
        return Meaning(f"XXXX-{slots['season'] if 'season' in slots else format(slots['month'], '02d')}", "SET")
    if "vague_number" in slots:
        return Meaning(duration(VAGUE, read_length(slots["unit"])), "SET")
    return Meaning(duration(slots.get("count", 1), read_length(slots["unit"])), "SET")


def resolve_ref(slots: Slots, scene: Scene) -> Meaning:
    """Now, or some time before or to come, as the TIMEX3 value in the codebook says; too vague for any days."""
    return Meaning(slots["ref"], "DATE")


def _counted(slots: Slots, scene: Scene, anchor: Anchor, sign: int) -> Meaning:
    length, count = read_length(slots["unit"]), slots.get("count", VAGUE)
    start, end = anchor.span.start, anchor.span.end
    if start is None or end is None:
        return Meaning(UNKNOWN, "DATE")
    if length.unit in ("H", "TM", "S"):
        days = [0, _days_of(count, length)]
        return Meaning(UNKNOWN, "TIME", _moved(start, end, sorted(sign * day for day in days), "D"), anchor.evidence)
    if count == VAGUE or "low" in slots:
        least, most = scene.vague[length.unit] if count == VAGUE else (slots["low"], count)
        low, high = (least * length.amount, most * length.amount)
        span = _moved(start, end, sorted((sign * low, sign * high)), length.unit)
        return Meaning(UNKNOWN, "DATE", span, anchor.evidence)
    span, value = _reached(start, end, sign * count, length)
    return Meaning(value, "DATE", span, anchor.evidence)


def _reached(start: date, end: date, count: float, length: Length) -> tuple[TimeSpan | None, str]:
    """The day, week, month or year that counting from an interval reaches."""
    unit = "M" if length.unit == "Y" and count % 1 else length.unit
    first, last = (shift(day, count * length.amount, length.unit) for day in (start, end))
    if first is None or last is None:
        return None, UNKNOWN
    if unit == "D":
        return between(first, last), first.isoformat() if first == last else f"{first}/{last}"
    if unit == "W" and start == end:
        return _moved(first, last, [-3, 3], "D"), week_value(first)
    return period_around(first, f"P1{unit}")


def _moved(start: date, end: date, by: list[int], unit: str) -> TimeSpan | None:
    first, last = shift(start, by[0], unit), shift(end, by[1], unit)
    return between(first, last) if first and last else None


def _days_of(count: float | str, length: Length) -> int:
    """The whole days into which so many hours may reach; one hour stays in its day."""
    if count == 1:
        return 0
    return 1 if isinstance(count, str) or length.unit != "H" else ceil(count / HOURS_A_DAY)


def _stretch(today: date, count: float | str, length: Length, sign: int, scene: Scene) -> TimeSpan | None:
    if length.unit in ("H", "TM", "S"):
        amount, unit = float(_days_of(count, length)), "D"
    else:
        vague = scene.vague[length.unit][1]
        amount, unit = (vague if isinstance(count, str) else count) * length.amount, length.unit
    other = shift(today, sign * amount, unit)
    return between(min(today, other), max(today, other)) if other else None


def _hours_apart(slots: Slots, scene: Scene, length: Length) -> Meaning:
    """The day of the event from which hours lead to what the sentence tells: its own time, else the publication."""
    count = slots.get("count", VAGUE)
    beside = scene.previous if scene.beside else None
    anchor = beside or (scene.published if scene.today and scene.direction == "past" else None)
    if anchor is None or anchor.span.start is None or anchor.span.end is None:
        return Meaning(duration(count, length), "DURATION")
    days = sorted((0, -slots["sign"] * _days_of(count, length)))
    span = _moved(anchor.span.start, anchor.span.end, days, "D")
    return Meaning(duration(count, length), "DURATION", span, anchor.evidence)


def _before_publication(meaning: Meaning, scene: Scene) -> Meaning:
    """The meaning, cut at the publication where the clause is past; without days where it lies wholly beyond."""
    span, last = meaning.span, scene.reference
    if span is None or last is None or scene.direction == "future":
        return meaning
    if span.start and span.start > last:
        return Meaning(meaning.value, meaning.type)
    return Meaning(meaning.value, meaning.type, clip(span, until=last), meaning.anchor)
