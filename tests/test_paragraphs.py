from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.paragraphs import ends_in_stop, is_headline, is_running, paragraphs

WRAPPED = "The army said on Monday that its soldiers\nhad left the base near the border and that\nnobody was hurt."


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


def test_a_line_is_a_paragraph() -> None:
    assert cut(" One here.\nTwo here.\n\n\tThree \n") == ["One here.", "Two here.", "Three"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    assert cut(f"Soldiers leave base\n\n{WRAPPED}\n\n{WRAPPED}") == ["Soldiers leave base", WRAPPED, WRAPPED]


def test_headlines_below_each_other_are_not_wrapped_text() -> None:
    lines = ["Soldiers leave the base at the border", "Two engineers freed after nine days", "Growers block the road"]
    assert cut("\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("words", "running"),
    [
        ("Nobody was hurt there.", True),
        ("“We are not leaving.”", True),
        ("Weather: first frost on its way", False),
        ("It ended.", False),
        ("word " * 40, True),
    ],
)
def test_a_running_paragraph_is_long_or_a_sentence_with_a_full_stop(words: str, running: bool) -> None:
    assert is_running(words) is running


@pytest.mark.parametrize(
    ("words", "headline"),
    [
        ("Three killed in attack on base", True),
        ("Who holds the border? What we know", True),
        ("Flash Update No. 2", True),
        ("Nobody was hurt. They left", False),
        ("the rest of a line", False),
        ("The statement read:", False),
        ("", False),
    ],
)
def test_a_headline_is_one_short_line_without_a_full_stop(words: str, headline: bool) -> None:
    assert is_headline(words) is headline


@pytest.mark.parametrize("words", ["gone.", "gone.”", "gone.)", "gone…", "走了。"])
def test_a_stop_may_stand_before_closing_marks(words: str) -> None:
    assert ends_in_stop(words)


@given(st.text(alphabet="aZ .\n\t\u00a0\r\x0b”", max_size=200))
def test_paragraphs_are_in_order_and_miss_no_word(text: str) -> None:
    spans = paragraphs(text)
    assert list(spans) == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
