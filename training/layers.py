"""Further layers over the sentences of EWT: PropBank's predicates and roles, and UDS's degrees of factuality."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.sentences import Argument, Frame

from .examples import Example
from .rows import read_rows

Facts = Mapping[str, tuple[tuple[int, float], ...]]


def with_layers(examples: Sequence[Example], data: Path, part: str) -> list[Example]:
    """The examples of EWT's `part` with all that PropBank and UDS say of them; ValueError where words differ."""
    frames = dict(_frames(data / "propbank_ewt" / f"{part}.jsonl.gz", {e.name: e.words for e in examples}))
    facts = _facts(data / "uds_factuality" / f"{part}.jsonl.gz")
    return [replace(e, predicates=frames.get(e.name), factuality=facts.get(e.name, ())) for e in examples]


def _frames(path: Path, words: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[Frame, ...]]]:
    """Frames by sentence; a predicate without any argument, as auxiliaries are, is left out."""
    for row in read_rows(path):
        if row["sent_id"] in words:
            if len(words[row["sent_id"]]) != len(row["tokens"]):
                raise ValueError(f"{path.name}: the words of {row['sent_id']} are not those of the treebank")
            yield row["sent_id"], tuple(_frame(found) for found in row["predicates"] if found["args"])


def _frame(found: dict[str, Any]) -> Frame:
    arguments = sorted((Argument(**given) for given in found["args"]), key=lambda argument: argument.start)
    return Frame(found["index"], found["index"] + 1, tuple(arguments))


def _facts(path: Path) -> Facts:
    facts: dict[str, list[tuple[int, float]]] = {}
    for row in read_rows(path):
        facts.setdefault(row["sent_id"], []).append((row["predicate_index"], row["factuality"]))
    return {name: tuple(sorted(found)) for name, found in facts.items()}
