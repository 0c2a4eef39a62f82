"""What many tests share: the real codebook, gazetteer and engine, opened once, and a door from text to claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from dateline.codebook import Codebook, load_codebook
from dateline.coders import CODERS
from dateline.gazetteer import Gazetteer, open_gazetteer
from dateline.language import Engine, load
from dateline.read import parse, read
from dateline.records import Claim, Coded, Count, Dating, Evidence, Party, Reading, Report

Reader = Callable[..., Reading]
Coding = Callable[..., list[Claim]]


def only(claims: list[Claim], event_type: str) -> Claim:
    """The one claim of a type among the claims."""
    found = [claim for claim in claims if claim.event_type == event_type]
    assert len(found) == 1, [(c.event_type, c.trigger.quote) for c in claims]
    return found[0]


def names(parties: Sequence[Coded[Party]]) -> list[str]:
    """The names of the parties."""
    return [coded.value.name for coded in parties]


def toll(counts: Sequence[Coded[Count]]) -> list[tuple[int | None, int | None]]:
    """The ranges of the counts."""
    return [(coded.value.low, coded.value.high) for coded in counts]


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return load_codebook()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.fixture(scope="session")
def engine() -> Engine:
    return load()


@pytest.fixture(scope="session")
def reading_of(codebook: Codebook, gazetteer: Gazetteer, engine: Engine) -> Reader:
    """A function from a text and its publication day to its reading."""

    def reading(text: str, published: str | None = "2023-05-10") -> Reading:
        dating = Dating(None, "unknown")
        if published:
            dating = Dating(published, "given", (Evidence("r", published, header="published"),))
        report = Report("r", "r.txt", text, dating=dating, language="en")
        sentences = parse(report, engine=engine, codebook=codebook)
        return read(report, sentences, codebook=codebook, gazetteer=gazetteer)

    return reading


@pytest.fixture(scope="session")
def code(reading_of: Reader, codebook: Codebook) -> Coding:
    """A function from a text and its publication day to its claims."""

    def claims(text: str, published: str | None = "2023-05-10") -> list[Claim]:
        return list(CODERS["clause"](reading_of(text, published), codebook))

    return claims
