"""Named entities from GUM's mentions: those that are linked to an encyclopedia and are names, and times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .coreference import LinkedMention, mentions_of
from .entities import open_tags
from .examples import KINDS, Example
from .treebank import example_of, read_blocks

NAMED = {"person": "person", "organization": "organisation", "place": "place", "event": "misc", "object": "misc"}
LONGEST_TIME = 6
INSIDE_NAMES = frozenset({"PROPN", "ADP", "DET", "PUNCT", "NUM", "PART", "CCONJ"})


def read_mentions(path: Path) -> list[Example]:
    """Examples with tree layers and entity tags; proper nouns outside a linked name are left wholly open."""
    return [
        _tagged(example_of(block, "gum"), sorted(mentions_of(block), key=lambda mention: mention.start - mention.end))
        for block in read_blocks(path)
    ]


def _tagged(example: Example, mentions: Sequence[LinkedMention]) -> Example:
    silent = frozenset(KINDS) - {"person", "organisation", "place", "time"}
    allowed = [open_tags(word, silent) for word in example.words]
    everything = frozenset({"O"} | {f"{position}-{kind}" for kind in KINDS for position in "BI"})
    for i, tag in enumerate(example.upos):
        if tag == "PROPN":
            allowed[i] = everything
    taken: set[int] = set()
    spans = []
    for mention in mentions:
        span = _named(example, mention)
        if span and not taken & set(range(span[0], span[1])):
            taken |= set(range(span[0], span[1]))
            spans.append(span)
            for i in range(span[0], span[1]):
                allowed[i] = frozenset({f"{'B' if i == span[0] else 'I'}-{span[2]}"})
    return replace(example, allowed=tuple(allowed), spans=tuple(sorted(spans)))


def _named(example: Example, mention: LinkedMention) -> tuple[int, int, str] | None:
    """The mention without its determiner, if it is a name of a kind we know or a short time."""
    start, end, kind = mention.start, mention.end, mention.type
    if example.upos[start] in ("DET", "ADP"):
        start += 1
    tags = example.upos[start:end]
    if not tags:
        return None
    if kind == "time":
        return (start, end, "time") if end - start <= LONGEST_TIME and _dated(example, start, end) else None
    name = tags[0] == "PROPN" and tags[-1] in ("PROPN", "NUM") and INSIDE_NAMES.issuperset(tags)
    return (start, end, NAMED[kind]) if mention.named and name and kind in NAMED else None


def _dated(example: Example, start: int, end: int) -> bool:
    return "VERB" not in example.upos[start:end] and "PRON" not in example.upos[start:end]
