"""Named entities from GUM's mentions: those that are linked to an encyclopedia and are names, and times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from .entities import open_tags
from .examples import KINDS, Example
from .treebank import Block, example_of, read_blocks

EVENT = re.compile(r"\((?P<id>\d+)-(?P<type>\w+)-(?P<rest>[^()]*)(?P<single>\))?|(?P<close>\d+)\)")
NAMED = {"person": "person", "organization": "organisation", "place": "place", "event": "misc", "object": "misc"}
LONGEST_TIME = 6
INSIDE_NAMES = frozenset({"PROPN", "ADP", "DET", "PUNCT", "NUM", "PART", "CCONJ"})

Mention = tuple[int, int, str, bool]


def read_mentions(path: Path) -> list[Example]:
    """Examples with tree layers and entity tags; proper nouns outside a linked name are left wholly open."""
    examples = []
    waiting: dict[str, list[tuple[int, str, bool]]] = {}
    for block in read_blocks(path):
        example = example_of(block, "gum")
        waiting.clear()
        mentions = sorted(_mentions(block, waiting), key=lambda mention: mention[0] - mention[1])
        examples.append(_tagged(example, mentions))
    return examples


def _mentions(block: Block, waiting: dict[str, list[tuple[int, str, bool]]]) -> Iterator[Mention]:
    """Start, end, type and whether it is linked, of each mention that opens and closes in the sentence."""
    for i, row in enumerate(block.words):
        value = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for event in EVENT.finditer(value):
            if event["close"]:
                if waiting.get(event["close"]):
                    start, kind, linked = waiting[event["close"]].pop()
                    yield start, i + 1, kind, linked
                continue
            linked = event["rest"].count("-") >= 5
            if event["single"]:
                yield i, i + 1, event["type"], linked
            else:
                waiting.setdefault(event["id"], []).append((i, event["type"], linked))


def _tagged(example: Example, mentions: Sequence[Mention]) -> Example:
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


def _named(example: Example, mention: Mention) -> tuple[int, int, str] | None:
    """The mention without its determiner, if it is a name of a kind we know or a short time."""
    start, end, kind, linked = mention
    if example.upos[start] in ("DET", "ADP"):
        start += 1
    tags = example.upos[start:end]
    if not tags:
        return None
    if kind == "time":
        return (start, end, "time") if end - start <= LONGEST_TIME and _dated(example, start, end) else None
    name = tags[0] == "PROPN" and tags[-1] in ("PROPN", "NUM") and INSIDE_NAMES.issuperset(tags)
    return (start, end, NAMED[kind]) if linked and name and kind in NAMED else None


def _dated(example: Example, start: int, end: int) -> bool:
    return "VERB" not in example.upos[start:end] and "PRON" not in example.upos[start:end]
