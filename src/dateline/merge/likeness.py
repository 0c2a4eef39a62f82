"""How likely two claims speak of one occurrence: points for each thing compared, with the words that explain them.

The points are set by hand after field practice (same type, place, day and sides) and documented in decision 0004:
`LINK` points join a pair. Some contradictions keep two claims apart whatever else agrees.
"""

from __future__ import annotations

from dateline.merge.circumstances import compare_days, compare_spots
from dateline.merge.findings import NOTHING, Finding, Likeness, sum_up
from dateline.merge.identity import Tie, closest
from dateline.merge.profiles import NARROW_DAYS, Profile
from dateline.merge.tolls import Range, disjoint

LINK = 3.0
ACTOR_POINTS = {Tie.SAME: 1.0, Tie.KIN: 0.6, Tie.ALIKE: 0.3, Tie.UNLIKE: -1.0}
RECIPIENT_POINTS = {Tie.SAME: 0.7, Tie.KIN: 0.4, Tie.ALIKE: 0.2, Tie.UNLIKE: -0.7}
TIE_WORDS = {Tie.SAME: "same {}", Tie.KIN: "{}s of one side", Tie.ALIKE: "{}s called the same", Tie.UNLIKE: "other {}s"}
MANY = 3  # from this number on, the same number told twice is no accident
FAR_TOLLS = ((5, 10, -2.0), (2, 5, -1.0), (1, 0, -0.5))  # more than so many times, and lives, apart


def likeness(one: Profile, other: Profile) -> Likeness:
    """The likeness of two claims; it is the same whichever is named first."""
    report = one.claim.report_id == other.claim.report_id
    findings = [_types(one, other), compare_days(one, other, report=report), compare_spots(one, other, report=report)]
    if report:
        findings.append(_told_apart(one, other))
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


# --- who and with what --------------------------------------------------------------------------------------


def _sites(one: Profile, other: Profile) -> Finding:
    mine, theirs = one.claim.site, other.claim.site
    if mine is None or theirs is None:
        return NOTHING
    if mine.value.kind != theirs.value.kind:
        return Finding(-0.3, "other kind of site")
    named = one.site_words & other.site_words
    return Finding(0.6, "same site") if named else Finding(0.3, "same kind of site")


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
        return Finding(1.0 if (mine[0] or 0) >= MANY else 0.2, f"both {kind} {mine[0]}")
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


def _told_apart(one: Profile, other: Profile) -> Finding:
    """Apart where a report tells two acts in one word, or one as the cause of the other."""
    mine, theirs = one.claim, other.claim
    if mine.trigger.start < theirs.trigger.end and theirs.trigger.start < mine.trigger.end:
        return Finding(0, "told as several by one word", apart=True)
    causes = {coded.value for coded in (*mine.cause, *theirs.cause)}
    if causes & {mine.claim_id, theirs.claim_id}:
        return Finding(0, "one is the cause of the other", apart=True)
    return NOTHING
