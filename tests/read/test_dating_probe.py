"""The heads of `datings.toml`: each dated as its words allow, with the words that show it, or not at all and why."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dateline.codebook import Codebook
from dateline.collect.draft import Draft, make_report
from dateline.language import Engine, analyse
from dateline.read.dating import date_report
from dateline.read.zones import find_zones

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("datings.toml").read_text("utf-8"))["case"]
FEWEST = 40


def test_there_are_enough_heads() -> None:
    assert len(CASES) >= FEWEST


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_a_head_is_dated_as_its_words_allow(case: dict[str, Any], codebook: Codebook, engine: Engine) -> None:
    given, url, source = (case.get(key) for key in ("given", "url", "source"))
    draft = Draft("r.txt", case["text"], published=given, url=url, source=source, language="en")
    report = make_report(draft, codebook=codebook)
    zones = find_zones(report.text, codebook=codebook, language="en")
    dating = date_report(report, analyse([report.text], engine=engine)[0], zones=zones, codebook=codebook)
    assert (dating.published or "-", dating.basis) == (case["published"], case["basis"])
    shown = " ".join((dating.note, *(words.quote for words in dating.evidence)))
    assert all(words in shown for words in case["words"])
    assert all(words.quote in report.text or words.header for words in dating.evidence)
