"""Why strings and incidents are missing or too many: each error under the first cause that fits it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.muc4_key import ROLES, Entity, Template, found_entities, key_entities, plain
from benchmarks.muc4_strings import Filler

Key = dict[str, Any]


def causes(keys: Sequence[Key], response: Sequence[Template], weighed: Sequence[Filler]) -> Iterator[str]:
    """A line for each error of one report; `weighed` are all strings that were not quite unlikely."""
    yield from _of_templates(keys, response)
    wanted = {role: key_entities(keys, role) for role in ROLES}
    given = {role: [next(iter(one)) for one in found_entities(response, role)] for role in ROLES}
    for role in ROLES:
        missed = [entity for entity in wanted[role] if not entity & set(given[role])]
        yield from (f"missing {role}: {_missing(role, entity, given, weighed)}" for entity in missed)
        yield from (f"spurious {role}: {cause}" for cause in _spurious(role, given[role], wanted))


def _of_templates(keys: Sequence[Key], response: Sequence[Template]) -> Iterator[str]:
    asked = [key for key in keys if not key["optional"]]
    where = "report without any in the key" if not keys else "more than the key has"
    yield from [f"spurious incident: {where}"] * max(0, len(response) - len(keys))
    where = "report where none was found" if not response else "fewer than the key has"
    yield from [f"missing incident: {where}"] * max(0, len(asked) - len(response))


def _missing(role: str, entity: Entity, given: dict[str, list[str]], weighed: Sequence[Filler]) -> str:
    if not any(given.values()):
        return "no incident found in the report"
    if any(_kin(one, entity) for one in given[role]):
        return "its string cut otherwise"
    if any(one in entity for other in ROLES for one in given[other]):
        return "taken for another role"
    if any(one.slot in ROLES[role] and plain(one.words) in entity for one in weighed):
        return "weighed and held for too unlikely"
    return "not thought of"


def _spurious(role: str, given: Sequence[str], wanted: dict[str, list[Entity]]) -> Iterator[str]:
    taken: set[Entity] = set()
    for one in given:
        home = next((entity for entity in wanted[role] if one in entity), None)
        if home is not None and home not in taken:
            taken.add(home)
        elif home is not None:
            yield "a further string of one that was found"
        elif not any(wanted.values()):
            yield "report without any incident in the key"
        elif any(_kin(one, entity) for entity in wanted[role]):
            yield "its string cut otherwise"
        elif any(one in entity for entities in wanted.values() for entity in entities):
            yield "of another role in the key"
        else:
            yield "of no incident of the key"


def _kin(one: str, entity: Entity) -> bool:
    """Whether the string shares its last word with one of the entity, or holds one or is held."""
    words = one.split()
    others = [other.split() for other in entity]
    return any(words[-1:] == own[-1:] or set(words) <= set(own) or set(own) <= set(words) for own in others if own)
