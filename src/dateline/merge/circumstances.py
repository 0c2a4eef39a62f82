"""Whether two claims can be of one occurrence by when and where: the two questions that everything else waits for.

Agreement counts as much as both claims are sure of their day or place. Within a report it counts more where the place
is named again, and little where both claims have day or place from the same words: a report says once where it is, and
two acts told under that are no more alike for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.merge.findings import NOTHING, Finding
from dateline.merge.profiles import PRINT_DAYS, REAL, Profile
from dateline.merge.whereabouts import SAME_POINT, compare_places

WIDTHS = ((1, 1.5, "same day"), (3, 1.2, "same days"), (7, 0.8, "same week"), (31, 0.4, "same month"))
INHERITED = 0.2
AGAIN = 0.5  # what a report adds by naming one point again
NO_PLACE = Finding(-0.7, "no place in common")
NEAR_IN_PRINT_DAYS, FAR_IN_PRINT_DAYS = 3, 2 * PRINT_DAYS
PLACES = ("place", "origin", "destination")


# --- when ---------------------------------------------------------------------------------------------------


def compare_days(one: Profile, other: Profile, *, report: bool) -> Finding:
    """What the days of two claims say; `report`: both stand in one report."""
    if one.span is None or other.span is None:
        return NOTHING if report else _days_in_print(one, other)
    gap = max(one.span[0], other.span[0]) - min(one.span[1], other.span[1])
    if gap > 0:
        near = gap == 1 and not report
        return Finding(-2.0 if near else 0, "a day apart" if gap == 1 else f"{gap} days apart", apart=not near)
    width = 1 + max(span[1] - span[0] for span in (one.span, other.span))
    found = next((Finding(points, words) for days, points, words in WIDTHS if width <= days), Finding(0.1, ""))
    return _weighed(found, one, other, ("occurred",), report=report)


def _days_in_print(one: Profile, other: Profile) -> Finding:
    """What the days of publication say where a day of occurrence is not known."""
    mine, theirs = _stretch(one), _stretch(other)
    if mine is None or theirs is None:
        return Finding(-1.0, "no day in common")
    for known, unknown in ((one, other), (other, one)):
        if known.realm == REAL and known.span and unknown.day is not None and known.span[0] > unknown.day + 1:
            return Finding(0, "reported before the other occurred", apart=True)
    gap = max(mine[0], theirs[0]) - min(mine[1], theirs[1])
    dated = one.span is not None or other.span is not None
    if gap <= (PRINT_DAYS if dated else NEAR_IN_PRINT_DAYS):
        return Finding(0.3, "published within days")
    if not dated and gap <= FAR_IN_PRINT_DAYS:
        return NOTHING
    return Finding(0, "undated and published long after", apart=True)


def _stretch(profile: Profile) -> tuple[int, int] | None:
    """The days of occurrence, else the day of publication."""
    return profile.span or (None if profile.day is None else (profile.day, profile.day))


# --- where --------------------------------------------------------------------------------------------------


def compare_spots(one: Profile, other: Profile, *, report: bool) -> Finding:
    """Place with place, origin with origin; where no field is told by both, whatever place each tells."""
    if not one.places or not other.places:
        return NOTHING if report or not (one.on_map and other.on_map) else NO_PLACE
    shared = [field for field in PLACES if field in one.places and field in other.places]
    if not shared:
        found = [compare_places(p, q) for p in one.places.values() for q in other.places.values()]
        return _weighed(max(found, key=_open_first), one, other, PLACES, report=report)
    found = [compare_places(one.places[field], other.places[field]) for field in shared]
    clashes = [finding for finding in found if finding.apart or finding.points < 0]
    if clashes:
        return min(clashes, key=_open_first)
    best = max(range(len(found)), key=lambda i: found[i].points)
    return _weighed(found[best], one, other, shared[best : best + 1], report=report)


def _open_first(finding: Finding) -> tuple[bool, float]:
    return not finding.apart, finding.points


# --- how much agreement counts --------------------------------------------------------------------------------


def _weighed(found: Finding, one: Profile, other: Profile, fields: Sequence[str], *, report: bool) -> Finding:
    """A finding in favour, by how sure both claims are of these fields; little where one report told both at once."""
    if found.apart or found.points <= 0:
        return found
    mine, theirs = ([coded for f in fields if (coded := getattr(p.claim, f))] for p in (one, other))
    if report and {coded.evidence[0] for coded in mine} & {coded.evidence[0] for coded in theirs}:
        return Finding(min(found.points, INHERITED), "under the same words of day or place")
    again = AGAIN if report and found.points >= SAME_POINT else 0.0
    return replace(found, points=(found.points + again) * min(coded.confidence for coded in (*mine, *theirs)))
