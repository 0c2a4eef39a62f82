"""The corpus is sound: every coding rests on words of its report and speaks the codebook's language."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.codebook import load_codebook
from dateline.records import TOLLS
from dateline.score.gold import GoldReport, listed, load_gold

CORPUS = Path(__file__).parents[2] / "corpus"
PARTS = ("train", "development", "test")
FILES = sorted(CORPUS.glob("*/*/gold.toml"))
FACTUALITY = {"happened", "ongoing", "planned", "threatened", "possible", "denied", "unknown"}
COUNTS = (*TOLLS, "strength", "number")
CODEBOOK = load_codebook()
COUNTRIES = {country.alpha3 for country in CODEBOOK.countries}


def reports(part: str) -> list[GoldReport]:
    return load_gold(CORPUS / part)


def text_of(report: GoldReport) -> str:
    assert report.path is not None
    return report.path.read_text("utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_every_claim_rests_on_one_passage_and_a_trigger_in_it(file: Path) -> None:
    for report in load_gold(file):
        text = text_of(report)
        for claim in report.claims:
            assert text.count(claim.words) == 1, f"{claim.id}: {claim.words!r}"
            assert claim.trigger and claim.trigger in claim.words, claim.id
            assert len(claim.trigger.split()) <= 6, claim.id


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_every_value_is_one_that_the_contract_knows(file: Path) -> None:
    for report in load_gold(file):
        ids = {claim.id for other in load_gold(file) for claim in other.claims}
        for claim in report.claims:
            assert set(claim.types) <= CODEBOOK.event_types.keys(), claim.id
            assert set(listed(claim.fields.get("factuality"))) <= FACTUALITY, claim.id
            assert set(listed(claim.fields.get("cause"))) <= ids, claim.id
            assert all(_is_sound(key, claim.fields[key]) for key in claim.fields), claim.id


def _is_sound(key: str, value: Any) -> bool:
    if key in {"place", "origin", "destination"} and isinstance(value, Mapping):
        placed = {"lat", "lon", "within_km"} & value.keys()
        return set(listed(value.get("country"))) <= COUNTRIES and len(placed) in {0, 3}
    if key == "occurred":
        start, end = (date.fromisoformat(str(day)) for day in value)
        return start <= end
    if key in COUNTS:
        return bool(value) and value.keys() <= {"low", "high", "words", "unit", "who"}
    return True


def test_published_days_are_days() -> None:
    for part in PARTS:
        for report in reports(part):
            assert report.header["published_basis"] in {"given", "inferred", "unknown"}
            assert report.header["conflict"] and report.header["style"] and report.header["coder"]


def _sets(part: str) -> Iterator[Mapping[str, Any]]:
    for file in sorted((CORPUS / part).glob("*/gold.toml")):
        table = tomllib.loads(file.read_text("utf-8"))
        if "incident" in table:
            yield table


def test_incidents_of_a_set_are_those_that_its_claims_name() -> None:
    for table in (table for part in PARTS for table in _sets(part)):
        named = {claim["incident"] for claim in table["claim"] if "incident" in claim}
        assert named <= {incident["id"] for incident in table["incident"]}


def test_no_text_stands_in_two_parts() -> None:
    texts = Counter(text for part in PARTS for text in {text_of(report) for report in reports(part)})
    assert max(texts.values()) == 1


def test_the_corpus_is_as_large_and_as_wide_as_it_says() -> None:
    given = {part: reports(part) for part in PARTS}
    claims = [claim for part in PARTS for report in given[part] for claim in report.claims if not claim.optional]
    conflicts = {report.header["conflict"] for part in PARTS for report in given[part]}
    told = {name for claim in claims for name in claim.types}
    traps = [report for part in PARTS for report in given[part] if report.name.startswith("trap-")]
    assert len(given["test"]) >= 60
    assert sum(map(len, given.values())) >= 320
    assert len(claims) >= 4_700
    assert len(conflicts) >= 25
    assert len(traps) >= 30
    assert told == set(CODEBOOK.event_types)
