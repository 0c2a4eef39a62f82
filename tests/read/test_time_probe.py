"""The sentences of `times.toml`, aggregated: of all the times they ask for, so many are read right in every part."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import dateline
from dateline.codebook import Codebook
from dateline.language import Engine, analyse
from dateline.read.times import find_times
from dateline.records import Dating, Evidence, Mention, Report, Timex

FLOOR = 0.95
FEWEST = 150
READ_ON = "2020-03-17"
CLOCKS = {"now", "today", "utcnow", "time", "fromtimestamp", "localtime", "gmtime"}
DATING_FILES = ("dates.py", "datelines.py", "masthead.py", "records.py", "read", "coders")


class Case(NamedTuple):
    """A sentence, when it was published ("" where that is unknown), and what one of its times means."""

    text: str
    published: str
    quote: str
    value: str
    days: str
    bound: str


def cases() -> Iterator[Case]:
    table = tomllib.loads(Path(__file__).with_name("times.toml").read_text("utf-8"))
    for group in table["group"]:
        for text, quote, value, days, *bound in group["cases"]:
            yield Case(text, group.get("published", READ_ON), quote, value, days, *(bound or ["on"]))


def told(case: Case, codebook: Codebook, engine: Engine) -> list[tuple[str, ...]]:
    """The words, value, days and bound of each time that is read in the sentence of a case."""
    dating = Dating(None, "unknown")
    if case.published:
        dating = Dating(case.published, "given", (Evidence("r", case.published, header="published"),))
    report = Report("r", "r.txt", case.text, dating=dating, language="en")
    sentences = analyse([case.text], engine=engine)[0]
    found = find_times(report, sentences, dating=dating, zones=(), codebook=codebook)
    return [row(mention) for mention in found]


def row(mention: Mention) -> tuple[str, ...]:
    time = mention.value
    assert isinstance(time, Timex)
    span, days = time.occurred, "-"
    if span is not None:
        start, end = (day.isoformat() if day else "" for day in (span.start, span.end))
        days = start if start == end else f"{start}..{end}"
    return mention.evidence.quote, time.value, days, time.bound


def test_nearly_all_times_of_newswire_are_read_right(codebook: Codebook, engine: Engine) -> None:
    probe = list(cases())
    assert len(probe) >= FEWEST
    wrong = [
        (case, found)
        for case in probe
        if (case.quote, case.value, case.days, case.bound) not in (found := told(case, codebook, engine))
    ]
    assert 1 - len(wrong) / len(probe) >= FLOOR, wrong


@pytest.mark.parametrize("name", DATING_FILES)
def test_nothing_that_dates_asks_the_clock_of_the_machine(name: str) -> None:
    place = Path(dateline.__path__[0]) / name
    for path in [place] if place.suffix else sorted(place.rglob("*.py")):
        calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        named = {call.attr for call in calls if isinstance(call, ast.Attribute)}
        assert not CLOCKS & (named | {call.id for call in calls if isinstance(call, ast.Name)}), path.name
