"""The posture ledger: for each force and place the status that the latest claims give it.

A claim of a type with a `status` in the codebook is one entry for each force that acts in it; what its factuality
makes of that status, `STATUSES` says. A plan denied strikes out the plan, and is no entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.codebook import Codebook
from dateline.gazetteer import fold
from dateline.merge.identity import Identity, Tie, identify, register, tie
from dateline.merge.profiles import FIRST, LAST, Profile
from dateline.merge.whereabouts import is_fine
from dateline.records import Coded, Count, Evidence, Party, Place, Posture, Site, TimeSpan

STATUSES = {
    "present": {"happened": "present", "ongoing": "present", "unknown": "present", "planned": "arriving"},
    "arriving": {"happened": "arriving", "ongoing": "arriving", "planned": "arriving"},
    "withdrawn": {"happened": "withdrawn", "ongoing": "withdrawing", "planned": "to_be_withdrawn"},
    "handed_over": {"happened": "handed_over", "ongoing": "handed_over", "planned": "to_be_withdrawn"},
}  # by the type's status, then by factuality; what is not here makes no entry
PROGRESS = ("present", "arriving", "to_be_withdrawn", "withdrawing", "withdrawn", "handed_over")
HELD = ("present", "arriving")
PLANNED, DENIED = "planned", "denied"


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """What one claim says of one force at one place; `status` is None where it denies what had been planned."""

    profile: Profile
    force: Coded[Party]
    place: Coded[Place]
    status: str | None

    @property
    def day(self) -> int:
        """The day for which it holds: that of the act where it is over, else that of publication."""
        day, span = self.profile.day, self.profile.span
        if span is None or span[1] == LAST or (day is not None and span[1] > day):
            return FIRST if day is None else day
        return span[1]

    @property
    def order(self) -> tuple[int, int, int, tuple[str, str, int, int, str]]:
        """Later print before later day before further progress."""
        progress = PROGRESS.index(self.status) if self.status else 0
        return self.profile.day or FIRST, self.day, progress, self.profile.order


def keep_ledger(profiles: Sequence[Profile], codebook: Codebook) -> tuple[Posture, ...]:
    """The posture rows, one for each force at each place, sorted by force and place.

    A force without an id shares the row of the only force with an id at that place that it can be.
    """
    known = register(codebook)
    places: dict[str, list[tuple[Identity, _Entry]]] = {}
    for entry in (entry for profile in profiles for entry in _entries(profile)):
        force = identify(entry.force.value, known)
        places.setdefault(_place_key(entry.place.value), []).append((force, entry))
    rows = [_row(sorted(found, key=lambda e: e.order)) for here in places.values() for found in _by_force(here)]
    return tuple(sorted((row for row in rows if row), key=_row_order))


def _by_force(here: Sequence[tuple[Identity, _Entry]]) -> list[list[_Entry]]:
    """The entries of one place by force."""
    named = {force.id: force for force, _ in here if force.id}
    found: dict[str, list[_Entry]] = {}
    for force, entry in here:
        kin = [other.id for other in named.values() if tie(force, other) in (Tie.SAME, Tie.KIN)]
        name = force.id or (kin[0] if len(kin) == 1 else None) or " ".join(sorted(force.words))
        found.setdefault(name, []).append(entry)
    return list(found.values())


def _row_order(row: Posture) -> tuple[str, str, str]:
    return row.force.name, row.place.name if row.place else "", row.force.id or row.claims[0]


# --- entries ------------------------------------------------------------------------------------------------


def _entries(profile: Profile) -> Iterator[_Entry]:
    """The entries of one claim: each of its forces where it was or is, and where it goes if it leaves."""
    claim, entry = profile.claim, profile.entry
    if entry is None or entry.status is None or claim.claim_class not in ("event", "posture"):
        return
    status = STATUSES.get(entry.status, {}).get(claim.factuality.value)
    if status is None and claim.factuality.value != DENIED:
        return
    leaves = entry.status not in HELD
    fields = (claim.origin, claim.place) if leaves else (claim.place, claim.destination)
    place = next((place for place in fields if place is not None), None)
    for force in claim.actors:
        if place is not None:
            yield _Entry(profile, force, place, status)
        if leaves and claim.destination is not None and status is not None:
            yield _Entry(profile, force, claim.destination, HELD[1])


def _place_key(place: Place) -> str:
    return place.gazetteer_id or f"{fold(place.name)}/{place.country}"


# --- rows ---------------------------------------------------------------------------------------------------


def _row(entries: Sequence[_Entry]) -> Posture | None:
    """The row of one force at one place, its entries being in order; None where nothing stands."""
    standing: list[_Entry] = []
    for entry in entries:
        if entry.status is None:
            standing = [kept for kept in standing if kept.profile.claim.factuality.value != PLANNED]
        elif not _is_part(entry, standing):
            standing.append(entry)
    if not standing:
        return None
    run = _last_run(standing)
    held = next((e for e in reversed(standing) if e.status in HELD and e.profile.claim.strength), None)
    told = next((e for e in reversed(run) if e.profile.claim.strength), None)
    strong = held if run[-1].status in (*HELD, "to_be_withdrawn") and held else told
    grounds = [*run, *([strong] if strong and strong not in run else [])]
    last = run[-1]
    return Posture(
        force=next((e.force.value for e in reversed(run) if e.force.value.id), last.force.value),
        place=last.place.value,
        site=_site(run),
        status=last.status or "",
        strength=_strength(strong),
        valid=_valid(run),
        as_of=None if last.profile.day is None else date.fromordinal(last.profile.day),
        claims=tuple(dict.fromkeys(entry.profile.claim.claim_id for entry in grounds)),
        evidence=tuple(dict.fromkeys(span for entry in grounds for span in _words(entry))),
    )


def _is_part(entry: _Entry, standing: Sequence[_Entry]) -> bool:
    """Whether fewer leave than are told to be there in the same print: then the force stays."""
    moved = entry.profile.claim.strength
    if moved is None or entry.status in HELD:
        return False
    levels = [
        e.profile.claim.strength.value.low
        for e in standing
        if e.status in HELD and e.profile.claim.strength and e.profile.day == entry.profile.day
    ]
    most = moved.value.high or moved.value.low
    return most is not None and any(level is not None and most < level for level in levels)


def _last_run(entries: Sequence[_Entry]) -> list[_Entry]:
    """The entries at the end that give one status."""
    run: list[_Entry] = []
    for entry in reversed(entries):
        if run and entry.status != run[0].status:
            break
        run.append(entry)
    return run[::-1]


def _site(run: Sequence[_Entry]) -> Site | None:
    """The site that the newest of them names; none for a whole region, where it is one of several."""
    sites = [entry.profile.claim.site for entry in run if is_fine(entry.place.value)]
    return next((site.value for site in reversed(sites) if site is not None), None)


def _strength(entry: _Entry | None) -> Count | None:
    strength = entry.profile.claim.strength if entry else None
    return strength.value if strength else None


def _valid(run: Sequence[_Entry]) -> TimeSpan:
    """From the first day for which the status is told to the term set to a movement, or the end of a presence past.

    The start stays open where only a day after the term is known.
    """
    spans = [entry.profile.span for entry in run]
    starts = [span[0] for span in spans if span and span[0] != FIRST]
    days = [entry.profile.day for entry in run if entry.profile.day is not None]
    start = min(starts or days, default=None)
    ends = [span[1] for span in spans if span and span[1] != LAST]
    moving = run[-1].status in ("arriving", "withdrawing", "to_be_withdrawn")
    past = run[-1].status == HELD[0] and all(_is_past(entry.profile) for entry in run)
    end = max(ends) if ends and (moving or past) else None
    start = None if start is not None and end is not None and start > end else start
    first, last = (None if day is None else date.fromordinal(day) for day in (start, end))
    return TimeSpan(first, last, "day" if first and first == last else "range")


def _is_past(profile: Profile) -> bool:
    return profile.span is not None and profile.day is not None and profile.span[1] < profile.day


def _words(entry: _Entry) -> Iterator[Evidence]:
    """The words that an entry rests on."""
    claim = entry.profile.claim
    yield claim.trigger
    for coded in (claim.factuality, entry.force, entry.place, claim.site, claim.occurred, claim.strength):
        if coded is not None:
            yield from coded.evidence
