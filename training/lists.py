"""Word lists of own_sentences.toml and names of the codebook and the gazetteer: facts that the sets are read by."""

from __future__ import annotations

import csv
import sqlite3
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dateline.codebook import CORE, Codebook, load_codebook
from dateline.gazetteer import KINDS, SHIPPED

SENTENCES = Path(__file__).parent / "own_sentences.toml"
ENDINGS = ("s", "")
ARMED = frozenset({"armed_group"})
SMALLEST_TOWN = 15_000


@cache
def own_words() -> dict[str, Any]:
    """All that own_sentences.toml holds: lists, words and templates."""
    return tomllib.loads(SENTENCES.read_text(encoding="utf-8"))


@cache
def peoples() -> frozenset[str]:
    """Names of peoples, faiths and their members, lower case."""
    return _entries("people") | _entries("more_people")


@cache
def hardware() -> frozenset[str]:
    """Single words of weapons and vehicles, lower case, with their plurals."""
    names = ("weapon", "arms", "vehicle", "aircraft", "ship")
    words = {word for name in names for entry in _entries(name) for word in entry.replace("-", " ").split()}
    return frozenset(word + ending for word in words for ending in ENDINGS if not word.isdigit())


@cache
def facilities() -> frozenset[str]:
    """First or last words of the names of built places, lower case."""
    return frozenset(own_words()["words"]["facilities"])


def armed_groups() -> frozenset[str]:
    """Names of armed groups, lower case."""
    return _folded(group_names())


def organisations() -> frozenset[str]:
    """Names of all other actors of the codebook, lower case."""
    return _folded(organisation_names())


@cache
def group_names() -> tuple[str, ...]:
    """Names and aliases of the codebook's armed groups."""
    return _actor_names(armed=True)


@cache
def organisation_names() -> tuple[str, ...]:
    """Names and aliases of the codebook's other actors."""
    return _actor_names(armed=False)


@cache
def base_names() -> tuple[str, ...]:
    """Names of the codebook's bases and other sites that say by a word of theirs what they are."""
    with (CORE / "bases.csv").open(encoding="utf-8", newline="") as lines:
        names = [row["name"] for row in csv.DictReader(lines)]
    return tuple(sorted({name for name in names if facilities() & {name.lower().split()[0], name.lower().split()[-1]}}))


@cache
def town_names() -> tuple[str, ...]:
    """Names of the gazetteer's larger towns, all over the world."""
    with sqlite3.connect(f"{SHIPPED.as_uri()}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            "SELECT DISTINCT name FROM places WHERE kind = ? AND population >= ? ORDER BY name",
            (KINDS.index("town"), SMALLEST_TOWN),
        )
        return tuple(name for (name,) in rows)


def _actor_names(*, armed: bool) -> tuple[str, ...]:
    actors = (actor for actor in _codebook().actors if (actor.kind in ARMED) == armed)
    names = {name for actor in actors for name in (actor.name, *actor.aliases)}
    return tuple(sorted(name for name in names if name[0].isupper() or name[:3] == "al-"))


@cache
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


@cache
def _codebook() -> Codebook:
    return load_codebook()


@cache
def amounts() -> frozenset[str]:
    """Words that times and quantities are made of, lower case."""
    return frozenset(own_words()["words"]["amounts"])


@cache
def _entries(name: str) -> frozenset[str]:
    return frozenset(entry.lower() for entry in own_words()["lists"][name])
