"""Who is who: whether two parties can be one, by codebook id, descent, country and the words of their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from dateline.codebook import Codebook
from dateline.gazetteer import fold
from dateline.records import Party


class Tie(IntEnum):
    """How two parties stand to each other, the closest first; open: nothing is known against or for it."""

    SAME = 0
    KIN = 1
    ALIKE = 2
    OPEN = 3
    UNLIKE = 4


@dataclass(frozen=True, slots=True)
class Register:
    """The parent of each actor id, and the words that alone name nobody ("troops")."""

    parents: Mapping[str, str]
    generic: frozenset[str]


@dataclass(frozen=True, slots=True)
class Identity:
    """A party as it is compared: `descent` holds its id and those above it, `telling` its words that name somebody."""

    id: str | None
    country: str | None
    sector: str | None
    words: frozenset[str]
    telling: frozenset[str]
    descent: frozenset[str]


def register(codebook: Codebook) -> Register:
    """The register of a codebook."""
    tables = [language.get("names", {}) for language in codebook.languages.values()]
    small = {word for table in tables for key in ("generic", "small_words") for word in table.get(key, ())}
    return Register({actor.id: actor.parent for actor in codebook.actors if actor.parent}, frozenset(small))


def identify(party: Party, known: Register) -> Identity:
    """The identity of a party."""
    words = frozenset(fold(party.name).split())
    return Identity(party.id, party.country, party.sector, words, words - known.generic, _descent(party.id, known))


def _descent(actor_id: str | None, known: Register) -> frozenset[str]:
    found: set[str] = set()
    while actor_id is not None and actor_id not in found:
        found.add(actor_id)
        actor_id = known.parents.get(actor_id)
    return frozenset(found)


def tie(one: Identity, other: Identity) -> Tie:
    """How two parties stand to each other."""
    if one.id and other.id:
        if one.id == other.id:
            return Tie.SAME
        return Tie.KIN if one.id in other.descent or other.id in one.descent else Tie.UNLIKE
    shorter, longer = sorted((one.telling, other.telling), key=len)
    if shorter and shorter <= longer:
        return Tie.SAME
    if one.words and one.words == other.words:
        return Tie.ALIKE
    if one.country and other.country:
        return _compatriots(one, other)
    return Tie.OPEN


def _compatriots(one: Identity, other: Identity) -> Tie:
    if one.country != other.country:
        return Tie.UNLIKE
    return Tie.KIN if one.sector is None or other.sector is None or one.sector == other.sector else Tie.OPEN


def closest(ones: Sequence[Identity], others: Sequence[Identity]) -> Tie:
    """The closest tie between two sides; open where one of them is not known."""
    return min((tie(one, other) for one in ones for other in others), default=Tie.OPEN)
