"""What a time phrase is worked out against, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dateline.read.calendar_days import Length
from dateline.read.time_tense import Outlook
from dateline.records import Evidence, TimeSpan

Slots = Mapping[str, Any]
QUARTER = Length(3, "M")
YEARS_A_DECADE = 10


@dataclass(frozen=True, slots=True)
class Anchor:
    """A time that another is counted from, with its words."""

    span: TimeSpan
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a phrase stands: the publication (a day or a month), the outlook of its clause, the times beside it.

    `previous` is the last time told before, `following` the one right behind the phrase; `beside` says that
    `previous` stands in the same sentence. `day` is the last day told before, be it only that of saying something.
    `event` is when the event was that the phrase is counted from, if the report dates it.
    `year` is the year that dates without one share with the dates before.
    """

    published: Anchor | None
    outlook: Outlook
    vague: Mapping[str, tuple[int, int]]
    previous: Anchor | None = None
    beside: bool = False
    following: Anchor | None = None
    year: int | None = None
    day: Anchor | None = None
    event: Anchor | None = None

    @property
    def direction(self) -> str:
        return self.outlook.direction

    @property
    def source(self) -> Evidence | None:
        return self.published.evidence if self.published else None

    @property
    def today(self) -> date | None:
        """The day of publication, None where no more than the month is known."""
        span = self.published.span if self.published else None
        return span.start if span and span.start == span.end else None

    @property
    def reference(self) -> date | None:
        """The end of the publication day or month that the clause looks away from."""
        if self.published is None:
            return None
        return self.published.span.start if self.direction == "future" else self.published.span.end


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase says: TIMEX3 value and type, the days, what they were counted from, and why there are none."""

    value: str
    type: str
    span: TimeSpan | None = None
    anchor: Evidence | None = None
    note: str = ""


def looking(scene: Scene, direction: str) -> Scene:
    """The scene with another direction."""
    if scene.direction == direction:
        return scene
    return replace(scene, outlook=replace(scene.outlook, direction=direction))


def duration(count: float | str, length: Length) -> str:
    """The TIMEX3 value of a count of units: P6M, PT36H, PXD; quarters are P2Q, decades may be PXDE, centuries PXCE."""
    if length == QUARTER:
        length = Length(1, "Q")
    if isinstance(count, str) and length.unit == "Y" and length.amount > 1:
        return f"P{count}{'DE' if length.amount == YEARS_A_DECADE else 'CE'}"
    clock = "T" if length.unit in ("H", "TM", "S") else ""
    amount = count if isinstance(count, str) else f"{count * length.amount:g}"
    return f"P{clock}{amount}{length.unit[-1]}"
