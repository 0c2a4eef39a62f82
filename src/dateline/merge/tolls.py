"""How many, taken together: the total that one claim tells, and the best, low and high over several claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.records import Coded, Count, Toll

Range = tuple[int | None, int | None]
_STOP = re.compile(r"[.!?;\n]\W*\s")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Telling:
    """A closed range told by one of the independent `group`s of reports; `published` is "" where unknown."""

    published: str
    group: int
    low: int | None
    high: int | None


def total(counts: Sequence[Coded[Count]], *, text: str, including: frozenset[str]) -> Range | None:
    """The total of the counts of one claim: those of one sentence added up, without what is told as included.

    Of several sentences the one that tells most counts: the others tell parts, or the same again. None for no counts.
    """
    ordered = sorted(counts, key=lambda c: (c.evidence[0].start, c.evidence[0].end))
    sentences: list[list[Coded[Count]]] = []
    for before, count in zip([None, *ordered], ordered, strict=False):
        between = "" if before is None else text[before.evidence[0].end : count.evidence[0].start]
        if before is None or _STOP.search(between):
            sentences.append([count])
        elif not including & {word.lower() for word in _WORD.findall(between)}:
            sentences[-1].append(count)
    return max(map(_added, sentences), key=lambda r: (r[0] or r[1] or 0, r[1] is not None), default=None)


def _added(counts: Sequence[Coded[Count]]) -> Range:
    lows, highs = [c.value.low for c in counts], [c.value.high for c in counts]
    known = [low for low in lows if low is not None]
    return sum(known) if known else None, None if None in highs else sum(high for high in highs if high is not None)


def disjoint(one: Range, other: Range) -> bool:
    """Whether no number lies in both ranges; an open end is unbounded."""
    return _below(one, other) or _below(other, one)


def _below(one: Range, other: Range) -> bool:
    return one[1] is not None and other[0] is not None and one[1] < other[0]


def reconcile_toll(tellings: Sequence[Telling]) -> tuple[int | None, int | None, int | None]:
    """Best, low and high over what was told: all kept between low and high, the newest exact number the best.

    `high` is None where nobody sets an upper end.
    """
    lows = [t.low for t in tellings if t.low is not None]
    highs = [t.high for t in tellings if t.high is not None]
    return _best(tellings), min(lows, default=None), max([*highs, *lows]) if highs else None


def is_disputed(tellings: Sequence[Telling]) -> bool:
    """Whether two of them cannot both be right."""
    ranges = {(t.low, t.high) for t in tellings}
    return any(disjoint(one, other) for one in ranges for other in ranges)


def _best(tellings: Sequence[Telling]) -> int | None:
    latest: dict[int, Telling] = {}
    for telling in sorted(tellings, key=lambda t: (t.published, t.low or 0, t.high or 0)):
        latest[telling.group] = telling
    day = max((t.published[:10] for t in latest.values()), default="")
    fresh = [t for t in latest.values() if t.published[:10] == day]
    exact = [t for t in fresh if t.low == t.high] or [
        t for t in latest.values() if t.low == t.high and _agrees(t, fresh)
    ]
    if exact:
        told = Counter(t.low for t in exact)
        return max(exact, key=lambda t: (told[t.low], t.published, t.low or 0)).low
    return max((t.low for t in fresh if t.low is not None), default=None)


def _agrees(telling: Telling, others: Sequence[Telling]) -> bool:
    return not any(disjoint((telling.low, telling.high), (other.low, other.high)) for other in others)


def reconcile_sides(tellings: Sequence[Telling], sides: Sequence[tuple[str, Telling]]) -> Toll:
    """The toll over all tellings, with the same for each side where more than one is told apart."""
    names = dict.fromkeys(name for name, _ in sides)
    by = [(name, *reconcile_toll([t for side, t in sides if side == name])) for name in names]
    return Toll(*reconcile_toll(tellings), by=tuple(by) if len(by) > 1 else ())
