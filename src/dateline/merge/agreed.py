"""One value for a field of an incident: the narrowest that most independent reports agree on, with all its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from dateline.merge.profiles import LAST
from dateline.merge.tolls import disjoint
from dateline.merge.whereabouts import fits as places_fit
from dateline.records import GEO_PRECISIONS, Coded, Count, Evidence, Place, Site, TimeSpan

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Told:
    """One value as one claim tells it; `voice` numbers the independent reports."""

    coded: Coded[Any]
    voice: int


def agreed(
    told: Sequence[Told], fit: Callable[[Any, Any], bool], width: Callable[[Any], tuple[Any, ...]]
) -> tuple[Coded[Any] | None, bool]:
    """The value that most independent reports can agree on, the narrowest of those; and whether another contradicts."""
    if not told:
        return None, False
    values = list(dict.fromkeys(t.coded.value for t in told))
    support = {v: len({t.voice for t in told if fit(v, t.coded.value)}) for v in values}
    sure = {v: max(t.coded.confidence for t in told if t.coded.value == v) for v in values}
    best = min(values, key=lambda v: (-support[v], *width(v), -sure[v], values.index(v)))
    return gather([t.coded for t in told if t.coded.value == best]), not all(fit(best, v) for v in values)


def gather(same: Sequence[Coded[T]]) -> Coded[T]:
    """One coded value with the words of all that tell it, by the rule that is surest of it."""
    surest = max(same, key=lambda coded: coded.confidence)
    return Coded(surest.value, words_of(same), surest.rule, surest.confidence)


def words_of(values: Sequence[Coded[Any]]) -> tuple[Evidence, ...]:
    """The words under all the values, each once."""
    return tuple(dict.fromkeys(span for coded in values for span in coded.evidence))


def _spans_fit(one: TimeSpan, other: TimeSpan) -> bool:
    ends = [(a.end, b.start) for a, b in ((one, other), (other, one))]
    return not any(end and start and end < start for end, start in ends)


def _span_width(span: TimeSpan) -> tuple[int, bool]:
    days = (span.end - span.start).days if span.start and span.end else LAST
    return days, span.clock is None


def _place_width(place: Place) -> tuple[int, float]:
    return GEO_PRECISIONS.index(place.precision), place.radius_km or 0


def _sites_fit(one: Site, other: Site) -> bool:
    return one.kind == other.kind


def _site_width(site: Site) -> tuple[int]:
    return (-len(site.name.split()),)


def _counts_fit(one: Count, other: Count) -> bool:
    return one.of != other.of or not disjoint((one.low, one.high), (other.low, other.high))


def _count_width(count: Count) -> tuple[int]:
    return (count.high - count.low if count.low is not None and count.high is not None else LAST,)


ONE_VALUE: dict[str, tuple[Callable[[Any, Any], bool], Callable[[Any], tuple[Any, ...]]]] = {
    "occurred": (_spans_fit, _span_width),
    "place": (places_fit, _place_width),
    "origin": (places_fit, _place_width),
    "destination": (places_fit, _place_width),
    "site": (_sites_fit, _site_width),
    "strength": (_counts_fit, _count_width),
    "number": (_counts_fit, _count_width),
}
