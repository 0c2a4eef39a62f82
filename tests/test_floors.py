"""Scores on the gold reports may not fall unnoticed: a lower floor is a line in gold/floors.toml and the changelog."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dateline.codebook import Codebook
from dateline.collect import collect
from dateline.pipeline.coding import built_in
from dateline.records import Report
from dateline.score import score_report, summary
from dateline.score.agreement import name_rules
from dateline.score.gold import load_gold
from dateline.serial import Row, claim_to_json, dating_to_json

GOLD = Path(__file__).parent / "gold"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def scores(codebook: Codebook) -> Row:
    rules, verdicts = name_rules(codebook), []
    with built_in().prepare(codebook) as code:
        for gold in load_gold(GOLD):
            assert gold.path is not None
            report = next(iter(collect([str(gold.path)], codebook=codebook)))
            assert isinstance(report, Report)
            (coded,) = code([report])
            rows = [claim_to_json(claim) for claim in coded.claims]
            dating = dating_to_json(coded.read.dating, home=report.report_id)
            verdicts.append(score_report(gold, rows, text=report.text, published=dating, rules=rules))
    return summary(verdicts)


def digest() -> str:
    total = hashlib.sha256()
    for path in sorted((*GOLD.glob("*/gold.toml"), *GOLD.glob("*/report.txt"))):
        total.update(path.relative_to(GOLD).as_posix().encode() + path.read_bytes())
    return total.hexdigest()[:16]


def test_the_floors_were_measured_on_this_corpus() -> None:
    assert FLOORS["corpus"] == digest()


@pytest.mark.parametrize("measure", sorted(FLOORS["floors"]))
def test_no_score_falls_below_its_floor(measure: str, scores: dict[str, Any]) -> None:
    value = scores[measure] if measure in scores else scores["fields"][measure]
    assert (value["share"] if isinstance(value, dict) else value) >= FLOORS["floors"][measure]
