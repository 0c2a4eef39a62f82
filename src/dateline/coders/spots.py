"""The places that a report names, as candidates for where a claim without a place of its own was, and what marks them.

A mark is a word such as "back-1" (last named one sentence before the claim); `placing.toml` weighs them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.coders.attribution import is_speech
from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.phrases import FINE, country_named, literal, nominal_below
from dateline.paragraphs import paragraphs
from dateline.records import Coded, Mention, Place, Toponym

NONE = "none"
BUCKETS = ((0, "0"), (1, "1"), (2, "2"), (4, "3"), (8, "5"))
FAR = "9"
SCENIC = frozenset({"violence", "posture", "civil"})
WORDS = "diplomacy"
PARAGRAPHS = ("same-paragraph", "paragraph-before", "paragraphs-before")
CLAUSES_UP = 2
OPENING = 4
Key = tuple[str | None, str, str]
PLACE = "place"
SEAT, DATELINE = "seat", "dateline"
SHOWN = frozenset({"title", DATELINE})
HIDDEN = frozenset({"header", "teaser", "caption", "share", "byline"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its mentions in text order; `marks` are those that it has whatever the claim.

    `ways` says of each mention by what grammar it is told ("in", "opens", "from", "subject" ...).
    """

    place: Place
    key: Key
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    ways: tuple[str, ...]
    marks: tuple[str, ...]
    sentences: frozenset[int]

    @property
    def is_fine(self) -> bool:
        """Whether it says where, not only in which region."""
        return self.place.precision in FINE

    def before(self, start: int) -> int:
        """How many of its mentions stand before an offset."""
        return bisect_left(self.starts, start)


@dataclass(frozen=True, slots=True)
class Stage:
    """A report's candidates and its drafts; `paragraph` numbers that of each sentence.

    `home` is the country in which at least half of the places lie. `lying` has the numbers of the drafts known to lie
    at a place and grows while places are found; `actors` are the names of each draft's actors.
    """

    context: Context
    drafts: Sequence[Draft]
    spots: tuple[Spot, ...]
    paragraph: tuple[int, ...]
    home: str | None
    lying: dict[Key, list[int]]
    actors: tuple[frozenset[str], ...]


def stage_of(context: Context, drafts: Sequence[Draft]) -> Stage:
    """The candidates among which the drafts of a report may find their places."""
    lying: dict[Key, list[int]] = {}
    for index, draft in enumerate(drafts):
        for key in {key_of(place.value) for place in (*draft.places, *draft.origins, *draft.destinations)}:
            lying.setdefault(key, []).append(index)
    actors = tuple(frozenset(party.value.name for party in draft.actors) for draft in drafts)
    return Stage(context, drafts, _spots(context), _paragraphs(context), _home(context), lying, actors)


def _home(context: Context) -> str | None:
    countries = [n.place.country for n in literal(context.reading.mentions) if n.place.country]
    common = max(sorted(set(countries)), key=countries.count, default=None)
    return common if common and 2 * countries.count(common) >= len(countries) else None


def key_of(place: Place) -> Key:
    """What tells a place from the others of its report."""
    if place.lat is None or place.lon is None:
        return None, place.precision, place.name.casefold()
    return place.gazetteer_id, place.precision, f"{place.lat:.1f} {place.lon:.1f}"


def _paragraphs(context: Context) -> tuple[int, ...]:
    starts = [start for start, _ in paragraphs(context.reading.report.text)]
    return tuple(bisect_right(starts, sentence.start) for sentence in context.reading.sentences)


# --- candidates ----------------------------------------------------------------------------------------------


def _spots(context: Context) -> tuple[Spot, ...]:
    groups: dict[Key, list[Mention]] = {}
    zones: dict[Key, set[str]] = {}
    for mention in context.reading.mentions:
        value = mention.value
        if not isinstance(value, Toponym) or value.place is None:
            continue
        zone = _zone(context, mention)
        if zone not in HIDDEN and (value.literal or zone == DATELINE or _is_seat(context, mention, value.place)):
            groups.setdefault(key_of(value.place), []).append(mention)
            zones.setdefault(key_of(value.place), set()).add(zone)
    ranks = _ranks(groups)
    return tuple(
        _spot(context, key, mentions, [*(f"in-{zone}" for zone in sorted(zones[key] & SHOWN)), *ranks[key]])
        for key, mentions in groups.items()
    )


def _is_seat(context: Context, mention: Mention, place: Place) -> bool:
    """Whether a body is told to be at the place: "the Supreme Court in Lima"; never "Lima decided"."""
    at = context.cues["prepositions"]["at"]
    return place.precision in FINE and bool(set(context.trees[mention.sentence].cases(mention.head)) & at)


def _zone(context: Context, mention: Mention) -> str:
    at = mention.evidence.start
    return next((zone.kind for zone in context.reading.zones if zone.start <= at < zone.end), "")


def _ranks(groups: dict[Key, list[Mention]]) -> dict[Key, list[str]]:
    """By place: whether it is the first of the fine ones, the most named, named once only, or the only one."""
    fine = [key for key in groups if key[1] in FINE]
    most = max((len(groups[key]) for key in fine), default=0)
    marks: dict[Key, list[str]] = {}
    for key, mentions in groups.items():
        told = [("first", fine[:1] == [key]), ("only", fine == [key]), ("once", len(mentions) == 1),
                ("most-named", key in fine and len(mentions) == most > 1)]  # fmt: skip
        marks[key] = [name for name, is_so in told if is_so]
    return marks


def _spot(context: Context, key: Key, mentions: Sequence[Mention], marks: list[str]) -> Spot:
    place = next(m.value.place for m in mentions if isinstance(m.value, Toponym) and m.value.place)
    unmapped = [] if place.lat is not None else ["unmapped"]
    ways = tuple(_way(context, mention) for mention in mentions)
    starts = tuple(mention.evidence.start for mention in mentions)
    marks = [f"is-{place.precision}", *unmapped, *marks]
    return Spot(place, key, tuple(mentions), starts, ways, tuple(marks), frozenset(m.sentence for m in mentions))


def _way(context: Context, mention: Mention) -> str:
    """By what grammar a mention is told; one that names no place itself is the seat of a body."""
    tree, prepositions = context.trees[mention.sentence], context.cues["prepositions"]
    if isinstance(mention.value, Toponym) and not mention.value.literal:
        return DATELINE if _zone(context, mention) == DATELINE else SEAT
    if is_speech(context, tree, tree.clause_head(mention.head)):
        return "speech"
    cases = set(tree.cases(mention.head))
    if cases & prepositions["at"]:
        return "opens" if mention.head < OPENING else "in"
    for way in ("origin", "destination"):
        if cases & prepositions[way]:
            return way
    if cases:
        return "of" if cases & context.cues["grammar"]["of"] else "case"
    return tree.token(mention.head).relation.split(":")[0]


# --- marks of a candidate for a claim ----------------------------------------------------------------------


def group_of(draft: Draft, role: str) -> str:
    """The kind of claim, for which a mark may weigh differently."""
    return role if role != PLACE else draft.claim_class if draft.claim_class == "posture" else draft.hit.entry.family


def marks_of(stage: Stage, index: int, role: str) -> list[tuple[Spot, list[str]]]:
    """Each candidate with the marks that it has, beside its own, for the role of draft number `index`."""
    draft, realm = stage.drafts[index], _realm(stage, index)
    scenic = draft.hit.entry.family in SCENIC
    spots = [spot for spot in stage.spots if not (scenic and set(spot.ways) == {SEAT})]
    if realm is not None and realm not in spots:
        spots.append(realm)
    recent, clause, subject = _recent(stage, draft), _clause(stage, draft), _subject(stage, draft)
    told = [(key_of(p.value), p) for p in draft.places_of(role)]
    found = []
    for spot in spots:
        marks = [mark for mark, one in recent if one is spot]
        _add_distances(marks, stage, draft, spot)
        if draft.hit.number in spot.sentences:
            _add_own(marks, stage, draft, spot, clause, subject)
        for key, place in told:
            if key == spot.key:
                _add_told(marks, place, spot)
        if spot.key in stage.lying:
            _add_acts(marks, stage, index, stage.lying[spot.key])
        _add_parties(marks, stage, draft, spot)
        if spot is realm:
            marks.append("realm")
        found.append((spot, marks))
    return found


def _realm(stage: Stage, index: int) -> Spot | None:
    """For an act of law or of words, the country of the body that does it, else the one that the report is about."""
    draft = stage.drafts[index]
    if draft.hit.entry.family in SCENIC:
        return None
    own = [p.value.country for p in draft.actors if p.value.country]
    wanted = own[0] if own else stage.home
    named = country_named(stage.context, wanted) if wanted else None
    if named is None:
        return None
    key, mention = key_of(named.place), named.mention
    known = (spot for spot in stage.spots if spot.key == key)
    here, start = frozenset({mention.sentence}), mention.evidence.start
    return next(known, Spot(named.place, key, (mention,), (start,), (SEAT,), ("is-country",), here))


def bucket(distance: int) -> str:
    """A distance in sentences or acts, the far ones together."""
    return next((name for most, name in BUCKETS if distance <= most), FAR)


def _add_distances(marks: list[str], stage: Stage, draft: Draft, spot: Spot) -> None:
    """How far back it was last named, and in what paragraph; else how far ahead."""
    number, back = draft.hit.number, spot.before(draft.trigger.start)
    if back:
        last = spot.mentions[back - 1].sentence
        apart = stage.paragraph[number] - stage.paragraph[last]
        marks += (f"back-{bucket(number - last)}", f"told-{spot.ways[back - 1]}", PARAGRAPHS[min(apart, 2)])
    if back < len(spot.mentions):
        ahead = spot.mentions[back].sentence
        if stage.paragraph[ahead] == stage.paragraph[number]:
            marks.append(f"ahead-{bucket(ahead - number)}")
        elif not back:
            marks.append("only-later")


def _recent(stage: Stage, draft: Draft) -> list[tuple[str, Spot]]:
    """The last fine place before the trigger, the one before that, the first of the paragraph, the last of all."""
    start, here = draft.trigger.start, stage.paragraph[draft.hit.number]
    told = [(spot, spot.before(start)) for spot in stage.spots]
    last = sorted(((spot.starts[back - 1], i) for i, (spot, back) in enumerate(told) if back), reverse=True)
    fine = [stage.spots[i] for _, i in last if stage.spots[i].is_fine]
    found = [*zip(("last-fine", "fine-before"), fine, strict=False)]
    found += [("last-any", stage.spots[i]) for _, i in last[:1]]
    opening = [
        (mention.evidence.start, i)
        for i, (spot, back) in enumerate(told)
        if spot.is_fine
        for mention in spot.mentions[:back]
        if stage.paragraph[mention.sentence] == here
    ]
    return found + ([("opens-paragraph", stage.spots[min(opening)[1]])] if opening else [])


def _clause(stage: Stage, draft: Draft) -> dict[int, int]:
    """How many clauses lie between the trigger and each predicate above it."""
    tree, found = stage.context.trees[draft.hit.number], {draft.hit.token: 0, draft.verb: 0}
    for i in tree.above(draft.verb):
        if tree.token(i).upos in {"VERB", "AUX", "ADJ"}:
            found.setdefault(i, len(found) - 1)
    return found


def _subject(stage: Stage, draft: Draft) -> set[int]:
    """The tokens of the phrase of the subject."""
    subjects = stage.context.trees[draft.hit.number].subjects(draft.verb)
    return {k for j in subjects for k in nominal_below(stage.context, draft.hit.number, j)}


def _add_own(
    marks: list[str], stage: Stage, draft: Draft, spot: Spot, clause: dict[int, int], subject: set[int]
) -> None:
    """How the claim's own sentence tells the place first."""
    tree, number = stage.context.trees[draft.hit.number], draft.hit.number
    mention, way = next((m, way) for m, way in zip(spot.mentions, spot.ways, strict=True) if m.sentence == number)
    steps = clause.get(tree.clause_head(mention.head))
    side = "own-before" if mention.evidence.start < draft.trigger.start else "own-after"
    marks += (f"own-{way}", side, "clause-other" if steps is None else f"clause-{min(steps, CLAUSES_UP)}")
    if mention.head in subject:
        marks.append("own-subject")


def _add_told(marks: list[str], place: Coded[Place], spot: Spot) -> None:
    """By which rule grammar led the claim to the place already, and in what words."""
    rule = place.rule.split("/")[1]
    marks += (f"by-{rule}", f"by-{rule}-{spot.place.precision}")
    if place.evidence[0].start in spot.starts:
        marks.append(f"by-{rule}-{spot.ways[spot.starts.index(place.evidence[0].start)]}")


def _add_acts(marks: list[str], stage: Stage, index: int, numbers: Sequence[int]) -> None:
    """What the other claims that lie at a place say of this one."""
    draft, others = stage.drafts[index], [stage.drafts[number] for number in numbers if number != index]
    before, after = [n for n in numbers if n < index], [n for n in numbers if n > index]
    for name, near in (("act-back", before[-1:]), ("act-ahead", after[:1])):
        for number in near:
            other = stage.drafts[number]
            marks.append(f"{name}-{bucket(abs(index - number) - 1)}")
            if other.hit.number == draft.hit.number:
                marks.append(f"{name}-own")
            if other.hit.entry.family == draft.hit.entry.family:
                marks.append(f"{name}-kin")
    if len(others) > 1:
        marks.append("acts-several")
    if others and all(other.hit.entry.family == WORDS for other in others):
        marks.append("acts-of-words")
    if any(stage.actors[index] & stage.actors[number] for number in numbers if number != index):
        marks.append("same-actor")
    if draft.site and any(other.site and other.site.value.name == draft.site.value.name for other in others):
        marks.append("same-site")


def _add_parties(marks: list[str], stage: Stage, draft: Draft, spot: Spot) -> None:
    """Whether the doer is of the country of the place, and whether that is its capital."""
    country = next((p.value.country for p in draft.actors if p.value.country), None)
    if country and spot.place.country:
        marks.append("actor-country" if spot.place.country == country else "foreign-actor")
        if (spot.place.name, country) in stage.context.capitals and country == spot.place.country:
            marks.append("actor-capital")
