"""Read re3d: its crowd marked every mention, so names are told from mere descriptions here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from .entities import RE3D, labelled
from .examples import Example, Span
from .rows import read_rows

NAMED = frozenset({"person", "organisation", "place", "nationality", "misc"})
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "their", "our", "his", "her"})
PRONOUNS = frozenset({"i", "we", "he", "she", "they", "it", "you", "our", "his", "her", "their", "its", "my", "us"})
ACTS = frozenset({"strike", "strikes", "airstrike", "airstrikes", "attack", "attacks", "bombardment"})
SUREST = 0.5
LONGEST_NAME = 7
FOLDS = 5
KEPT_TOGETHER = "CENTCOM"

Cut = Callable[[str], list[list[tuple[int, int]]]]


def read_military(path: Path, cut: Cut, places: frozenset[str], fold: int) -> tuple[list[Example], list[Example]]:
    """Training and held-back examples, parted by document; `cut` gives sentences as spans of words.

    `fold` is which of the FOLDS parts of the documents is held back. All CENTCOM releases train, since their strike
    reports are near copies of one another. `places` are names that other sets know as places: where re3d calls such a
    country an organisation, it is a place here.
    """
    parts: tuple[list[Example], list[Example]] = ([], [])
    others = 0
    for document in read_rows(path):
        others += document["source"] != KEPT_TOGETHER
        held = document["source"] != KEPT_TOGETHER and others % FOLDS == fold
        parts[held].extend(_examples(document, cut, places))
    return parts


def _examples(document: dict[str, Any], cut: Cut, places: frozenset[str]) -> Iterator[Example]:
    text = document["text"]
    sure = [e for e in document["entities"] if e["confidence"] >= SUREST and text[e["start"] : e["end"]] == e["text"]]
    for number, words in enumerate(cut(text)):
        forms = [text[a:b] for a, b in words]
        spans = _outermost([_word_span(words, entity) for entity in sure])
        named = [_trimmed(span, forms, places) for span in spans]
        name = f"re3d-{document['doc_id']}-{number}"
        example = labelled("re3d", name, forms, [span for span in named if span], RE3D)
        yield _loosened(example, [span for span, kept in zip(spans, named, strict=True) if not kept])


def _word_span(words: Sequence[tuple[int, int]], entity: dict[str, Any]) -> Span:
    inside = [i for i, (a, b) in enumerate(words) if a < entity["end"] and b > entity["start"]]
    return (inside[0], inside[-1] + 1, entity["type"]) if inside else (0, 0, entity["type"])


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """The longest of spans that overlap; empty ones are dropped."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if span[0] < span[1] and all(span[1] <= other[0] or span[0] >= other[1] for other in kept):
            kept.append(span)
    return sorted(kept)


def _trimmed(span: Span, forms: Sequence[str], places: frozenset[str]) -> Span | None:
    """The span without its determiners, or None where it is a description and not a name."""
    start, end, label = span
    while start < end and forms[start].lower() in DETERMINERS | PRONOUNS:
        start += 1
    kind = RE3D.kinds[label][0]
    words = forms[start:end]
    if not words or (kind in NAMED and not (words[0][0].isupper() and len(words) <= LONGEST_NAME)):
        return None
    if kind == "weapon" and words[-1].lower() in ACTS:
        return None
    if kind == "organisation" and " ".join(words) in places:
        label = "Location"
    return start, end, label


def _loosened(example: Example, spans: Sequence[Span]) -> Example:
    """The example with the words of descriptions left open: they may or may not be tagged."""
    allowed = list(example.allowed)
    for start, end, label in spans:
        kinds = RE3D.kinds[label]
        for i in range(start, end):
            allowed[i] |= {f"{position}-{kind}" for kind in kinds for position in "BI"}
    return Example(example.source, example.name, example.words, allowed=tuple(allowed), spans=example.spans)
