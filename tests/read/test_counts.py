"""Numbers in words and digits, with what hedges make of them and what they count."""

from __future__ import annotations

import pytest

from dateline.records import Count
from tests.conftest import Reader

CASES = [
    ("Some 1,200 troops left.", "Some 1,200", 1200, 1200, "troops"),
    ("At least 12 people were hurt.", "At least 12", 12, None, "people"),
    ("Up to 300 soldiers left Gao.", "Up to 300", None, 300, "soldiers"),
    ("Nearly 40 houses burnt.", "Nearly 40", None, 40, "houses"),
    ("Between 10 and 15 fighters fled.", "10 and 15", 10, 15, "fighters"),
    ("10-15 fighters fled.", "10-15", 10, 15, "fighters"),
    ("Dozens of farmers fled.", "Dozens", 24, None, "farmers"),
    ("Two dozen farmers fled.", "Two dozen", 24, 24, "farmers"),
    ("Two hundred and six farmers fled.", "Two hundred and six", 206, 206, "farmers"),
    ("Twenty-one farmers fled.", "Twenty-one", 21, 21, "farmers"),
    ("About 1.3 million people fled.", "About 1.3 million", 1_300_000, 1_300_000, "people"),
    ("Tens of thousands of people fled.", "Tens of thousands", 20_000, None, "people"),
    ("More than 300 US-led troops left.", "More than 300", 300, None, "troops"),
    ("Another four farmers fled.", "Another four", 4, 4, "farmers"),
    ("Twelve were hurt.", "Twelve", 12, 12, None),
]
NONE = [
    "The base opened in 2019.",
    "A base was hit.",
    "The bill cost $300 to print.",
    "Prices rose by 5%.",
    "No one was hurt in the raid.",
]


@pytest.mark.parametrize(("text", "words", "low", "high", "of"), CASES)
def test_a_number_is_a_closed_range_of_what_it_counts(
    reading_of: Reader, text: str, words: str, low: int | None, high: int | None, of: str | None
) -> None:
    (found,) = [mention for mention in reading_of(text).mentions if mention.kind == "count"]
    assert found.value == Count(low, high, of, words)
    assert text[found.evidence.start : found.evidence.end] == words


@pytest.mark.parametrize("text", NONE)
def test_years_money_shares_and_articles_count_nothing(reading_of: Reader, text: str) -> None:
    assert [mention for mention in reading_of(text).mentions if mention.kind == "count"] == []
