"""Short reports of all regions of the world, each with the right reading of one place, in `place_probes.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.codebook import Codebook
from dateline.distance import km_between
from dateline.gazetteer import Gazetteer
from dateline.language import Engine, analyse
from dateline.read.places import find_places
from dateline.records import Report, Toponym

PROBES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("place_probes.toml").read_text(encoding="utf-8")
)
FLOOR, FLOOR_OF_A_KIND = 0.93, 0.8
Finder = Callable[[str], list[tuple[str, Toponym]]]


@pytest.fixture(scope="module")
def find(engine: Engine, codebook: Codebook, gazetteer: Gazetteer) -> Finder:
    """A function from a text to the places in it, each with its words."""

    def found(text: str) -> list[tuple[str, Toponym]]:
        (sentences,) = analyse([text], engine=engine)
        report = Report("r", "r.txt", text, language="en")
        mentions = find_places(report, sentences, zones=(), codebook=codebook, gazetteer=gazetteer)
        return [(m.evidence.quote, m.value) for m in mentions if isinstance(m.value, Toponym)]

    return found


def fault(probe: dict[str, Any], found: list[tuple[str, Toponym]]) -> str | None:
    """What is wrong with the reading of a probe, or None; a name told more than once is looked at where last told."""
    named = [value for quote, value in found if probe["words"] in quote or quote in probe["words"]]
    if probe.get("none"):
        return f"read as {named[-1].place}" if any(v.literal and v.place for v in named) else None
    if not named:
        return "not found"
    value = named[-1]
    place = value.place
    if place is None or place.lat is None or place.lon is None:
        return f"left open between {[(c.name, c.country) for c in value.candidates[:4]]}"
    away = km_between(place.lat, place.lon, *probe["at"])
    if away > probe["km"] or (place.country or "") != probe["country"]:
        return f"{place.name}, {place.country}, {place.precision}, {away:.0f} km away"
    return None if value.literal is probe.get("literal", True) else f"literal is {value.literal}"


@pytest.fixture(scope="module")
def faults(find: Finder) -> dict[str, list[str]]:
    """The probes of each kind that are read wrongly, with what is wrong."""
    found = {
        kind: [(probe["text"], fault(probe, find(probe["text"]))) for probe in probes]
        for kind, probes in PROBES.items()
    }
    return {kind: [f"{text}: {wrong}" for text, wrong in lines if wrong] for kind, lines in found.items()}


def test_there_are_probes_enough() -> None:
    assert sum(map(len, PROBES.values())) >= 150


@pytest.mark.parametrize("kind", PROBES)
def test_places_of_a_kind_are_read_right(kind: str, faults: dict[str, list[str]]) -> None:
    right = 1 - len(faults[kind]) / len(PROBES[kind])
    assert right >= FLOOR_OF_A_KIND, "\n".join(faults[kind])


def test_places_are_read_right(faults: dict[str, list[str]]) -> None:
    wrong = [line for lines in faults.values() for line in lines]
    right = 1 - len(wrong) / sum(map(len, PROBES.values()))
    assert right >= FLOOR, "\n".join([f"{right:.3f} are right; wrong:", *wrong])
