"""Read GENEVA: event triggers with their types, and the spans of their arguments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dateline.sentences import Argument, Frame

from .examples import Example
from .rows import read_rows

DEV_FOLD, TEST_FOLD = 8, 9


def read_events(path: Path) -> dict[int, list[Example]]:
    """Examples by fold; folds share no document, and the last two are held back."""
    folds: dict[int, list[Example]] = {}
    for row in read_rows(path):
        frames = tuple(sorted(map(_frame, row["events"]), key=lambda frame: frame.start))
        example = Example("geneva", row["sent_id"], tuple(row["tokens"]), events=frames)
        folds.setdefault(row["fold"], []).append(example)
    return folds


def training_part(folds: dict[int, list[Example]]) -> list[Example]:
    """The examples of all folds but those held back, in the order of the folds."""
    return [example for fold in sorted(folds) if fold < DEV_FOLD for example in folds[fold]]


def _frame(event: dict[str, Any]) -> Frame:
    start, end = event["trigger"]
    arguments = sorted({Argument(**given) for given in event["arguments"]}, key=lambda a: (a.start, a.end, a.role))
    return Frame(start, end, tuple(arguments), event["type"])
