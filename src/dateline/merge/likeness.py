"""How likely two claims speak of one occurrence: points for each thing compared, with the words that explain them.

The points are set by hand after field practice (same type, place, day and sides) and documented in decision 0004:
`LINK` points join a pair. Some contradictions keep two claims apart whatever else agrees.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.merge.findings import NOTHING, Finding, Likeness, sum_up
from dateline.merge.identity import Tie, closest
from dateline.merge.profiles import NARROW_DAYS, PRINT_DAYS, REAL, Profile
from dateline.merge.tolls import Range, disjoint
from dateline.merge.whereabouts import compare_places

LINK = 3.0
ACTOR_POINTS = {Tie.SAME: 1.0, Tie.KIN: 0.6, Tie.ALIKE: 0.3, Tie.UNLIKE: -1.0}
RECIPIENT_POINTS = {Tie.SAME: 0.7, Tie.KIN: 0.4, Tie.ALIKE: 0.2, Tie.UNLIKE: -0.7}
TIE_WORDS = {Tie.SAME: "same {}", Tie.KIN: "{}s of one side", Tie.ALIKE: "{}s called the same", Tie.UNLIKE: "other {}s"}
WIDTHS = ((1, 1.5, "same day"), (3, 1.2, "same days"), (7, 0.8, "same week"), (31, 0.4, "same month"))
INHERITED = Finding(0.2, "under the same words of day or place")
NO_PLACE = Finding(-0.7, "no place in common")
NEAR_IN_PRINT_DAYS, FAR_IN_PRINT_DAYS = 3, 2 * PRINT_DAYS
MANY = 3  # from this number on, the same number told twice is no accident
FAR_TOLLS = ((5, 10, -2.0), (2, 5, -1.0), (1, 0, -0.5))  # more than so many times, and lives, apart


def likeness(one: Profile, other: Profile) -> Likeness:
    """The likeness of two claims; it is the same whichever is named first."""
    report = one.claim.report_id == other.claim.report_id
    findings = [_types(one, other), _days(one, other, report=report), *_spots(one, other, report=report)]
    if report:
        findings = [*_as_inherited(findings, one, other), _told_apart(one, other)]
    if any(finding.apart for finding in findings):
        return sum_up(findings)
    findings += [*_sides(one, other), _weapons(one, other), _sites(one, other), _tolls(one, other, report=report)]
    if not (one.on_map and other.on_map):
        findings.append(_words(one, other))
    return sum_up(findings)


def _types(one: Profile, other: Profile) -> Finding:
    if one.claim.event_type == other.claim.event_type:
        return Finding(1.0, "same type")
    if one.family != other.family or one.entry is None or other.entry is None:
        return Finding(0, "types of different families", apart=True)
    if one.entry.name in other.entry.refines or other.entry.name in one.entry.refines:
        return Finding(0.6, "one type refines the other")
    if one.entry.status and other.entry.status:
        same = one.entry.status == other.entry.status
        return Finding(0.6, "movements to one end") if same else Finding(0, "movements to different ends", apart=True)
    return Finding(-1.0, "other type of one family")


# --- when ---------------------------------------------------------------------------------------------------


def _days(one: Profile, other: Profile, *, report: bool) -> Finding:
    if one.span is None or other.span is None:
        return NOTHING if report else _days_in_print(one, other)
    gap = max(one.span[0], other.span[0]) - min(one.span[1], other.span[1])
    if gap > 0:
        near = gap == 1 and not report
        return Finding(-2.0 if near else 0, "a day apart" if gap == 1 else f"{gap} days apart", apart=not near)
    width = 1 + max(span[1] - span[0] for span in (one.span, other.span))
    return next((Finding(points, words) for days, points, words in WIDTHS if width <= days), Finding(0.1, ""))


def _days_in_print(one: Profile, other: Profile) -> Finding:
    """What the days of publication say where a day of occurrence is not known."""
    mine, theirs = _stretch(one), _stretch(other)
    if mine is None or theirs is None:
        return Finding(-1.0, "no day in common")
    gap = max(mine[0], theirs[0]) - min(mine[1], theirs[1])
    for known, unknown in ((one, other), (other, one)):
        if known.realm == REAL and known.span and unknown.day is not None and known.span[0] > unknown.day + 1:
            return Finding(0, "reported before the other occurred", apart=True)
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


def _spots(one: Profile, other: Profile, *, report: bool) -> list[Finding]:
    """Place with place, origin with origin; where no field is told by both, whatever place each tells."""
    if not one.places or not other.places:
        return [] if report or not (one.on_map and other.on_map) else [NO_PLACE]
    shared = [field for field in one.places if field in other.places]
    if not shared:
        found = [compare_places(p, q) for p in one.places.values() for q in other.places.values()]
        return [max(found, key=lambda f: (not f.apart, f.points))]
    found = [compare_places(one.places[field], other.places[field]) for field in shared]
    clashes = [finding for finding in found if finding.apart or finding.points < 0]
    return clashes or [max(found, key=lambda f: f.points)]


def _sites(one: Profile, other: Profile) -> Finding:
    mine, theirs = one.claim.site, other.claim.site
    if mine is None or theirs is None:
        return NOTHING
    if mine.value.kind != theirs.value.kind:
        return Finding(-0.3, "other kind of site")
    named = one.site_words & other.site_words
    return Finding(0.6, "same site") if named else Finding(0.3, "same kind of site")


# --- who and with what --------------------------------------------------------------------------------------


def _sides(one: Profile, other: Profile) -> list[Finding]:
    actors, recipients = closest(one.actors, other.actors), closest(one.recipients, other.recipients)
    if one.claim.event_type == other.claim.event_type and Tie.UNLIKE in (actors, recipients):
        crossed = (closest(one.actors, other.recipients), closest(one.recipients, other.actors))
        if crossed == (Tie.SAME, Tie.SAME):
            return [Finding(1.0, "same two sides")]
    return [_tie(actors, ACTOR_POINTS, "actor"), _tie(recipients, RECIPIENT_POINTS, "recipient")]


def _tie(found: Tie, points: dict[Tie, float], role: str) -> Finding:
    return NOTHING if found is Tie.OPEN else Finding(points[found], TIE_WORDS[found].format(role))


def _weapons(one: Profile, other: Profile) -> Finding:
    if not one.weapons or not other.weapons:
        return NOTHING
    return Finding(0.4, "same weapon") if one.weapons & other.weapons else Finding(-0.4, "other weapon")


def _words(one: Profile, other: Profile) -> Finding:
    """For words and diplomacy: apart unless the same party did the same to the same within days."""
    actors, recipients = closest(one.actors, other.actors), closest(one.recipients, other.recipients)
    same_type = one.claim.event_type == other.claim.event_type
    if not same_type or actors > Tie.ALIKE or recipients is Tie.UNLIKE or not _within_days(one, other):
        return Finding(0, "not the same words of the same party", apart=True)
    return NOTHING


def _within_days(one: Profile, other: Profile) -> bool:
    if one.span and other.span:
        return max(span[1] - span[0] for span in (one.span, other.span)) < NARROW_DAYS
    return one.day is not None and other.day is not None and abs(one.day - other.day) <= 1


# --- how many -----------------------------------------------------------------------------------------------


def _tolls(one: Profile, other: Profile, *, report: bool) -> Finding:
    found = [
        _toll(kind, one.tolls[kind], other.tolls[kind], report=report) for kind in one.tolls if kind in other.tolls
    ]
    against = [finding for finding in found if finding.apart or finding.points < 0]
    return min(
        against, key=lambda f: (not f.apart, f.points), default=max(found, key=lambda f: f.points, default=NOTHING)
    )


def _toll(kind: str, mine: Range, theirs: Range, *, report: bool) -> Finding:
    words = f"{kind} {range_words(mine)} and {range_words(theirs)}"
    if disjoint(mine, theirs):
        exact = mine[0] == mine[1] and theirs[0] == theirs[1]
        return Finding(_far(mine, theirs), f"{words} differ", apart=report and exact)
    if mine == theirs and mine[0] == mine[1]:
        return Finding(1.0 if (mine[0] or 0) >= MANY else 0.4, f"both {kind} {mine[0]}")
    return Finding(0.3, f"{words} compatible")


def _far(mine: Range, theirs: Range) -> float:
    small, large = sorted((r[0] if r[0] is not None else r[1]) or 0 for r in (mine, theirs))
    return next(points for times, lives, points in FAR_TOLLS if large > times * small and large - small > lives)


def range_words(told: Range) -> str:
    """A range in words: "12", "at least 12", "up to 12", "10 to 12"."""
    low, high = told
    if low == high:
        return str(low)
    if high is None:
        return f"at least {low}"
    return f"up to {high}" if low is None else f"{low} to {high}"


# --- what the coder kept apart --------------------------------------------------------------------------------


def _as_inherited(findings: Sequence[Finding], one: Profile, other: Profile) -> list[Finding]:
    """The findings on type, days and places, weakened where both claims have the day or place from the same words.

    A report says once where and when it is; that two acts stand under it makes them no more alike.
    """
    kinds, days, *spots = findings
    shared_day = _same_words(one, other, ("occurred",)) and days.points > INHERITED.points
    shared_place = _same_words(one, other, ("place", "origin", "destination"))
    spots = [INHERITED if shared_place and spot.points > INHERITED.points else spot for spot in spots]
    return [kinds, INHERITED if shared_day else days, *spots]


def _same_words(one: Profile, other: Profile, fields: Sequence[str]) -> bool:
    mine, theirs = (
        {coded.evidence[0] for field in fields if (coded := getattr(profile.claim, field))} for profile in (one, other)
    )
    return bool(mine & theirs)


def _told_apart(one: Profile, other: Profile) -> Finding:
    """Apart where a report tells two acts in one word, or one as the cause of the other."""
    mine, theirs = one.claim, other.claim
    if mine.trigger.start < theirs.trigger.end and theirs.trigger.start < mine.trigger.end:
        return Finding(0, "told as several by one word", apart=True)
    causes = {coded.value for coded in (*mine.cause, *theirs.cause)}
    if causes & {mine.claim_id, theirs.claim_id}:
        return Finding(0, "one is the cause of the other", apart=True)
    return NOTHING
