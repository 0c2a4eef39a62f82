"""Weighs the marks by which the coder finds the place of a claim among those of its report.

`python -m training.places_of_claims --corpus corpus/train --out src/dateline/coders/placing.toml`: codes each report,
pairs its claims with the gold's and fits the weights of `coders/spots.py`'s marks, so that the places of the gold are
likely. A claim to which the careful coder gave no place teaches, less strongly, that it has none. The figures printed
are those of reports that were held back in turn, a set of retellings being held back whole.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.codebook import load_codebook
from dateline.coders.clause import unplaced
from dateline.coders.context import Context, context_of
from dateline.coders.drafts import freeze
from dateline.coders.placing import ANY, LEAST, Weights, by_kind, chances, open_roles, place_draft
from dateline.coders.spots import NONE, Stage, group_of, marks_of, stage_of
from dateline.collect import collect
from dateline.pipeline.coding import open_reader
from dateline.score import paired
from dateline.score.agreement import NameRules, field_right, name_rules
from dateline.score.gold import GoldClaim, GoldReport, load_gold
from dateline.serial import claim_to_json, value_to_json

FOLDS, ROUNDS, STEPS, RATE = 5, 2, 400, 0.05
RAREST, SMALLEST = 8, 0.05
HOLD, HOLD_OF_KIND = 5.0, 10.0  # how strongly weights are held near zero
UNSAID = 0.3  # what a claim counts to which the corpus gives no place
OF_KIND = (NONE, "is-", "realm", "actor")  # marks that may weigh differently by kind of claim
HEAD = """
# What speaks for a place of the report as that of a claim: the weights of the marks of coders/spots.py, for all claims
# and, to be added, for some kinds. Learnt by training/places_of_claims.py from the reports and codings of corpus/train
# (CC BY 4.0).
"""

Read = tuple[GoldReport, Context]
Table = dict[str, dict[str, float]]
Numbers = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A claim that asks for a place: the marks of there being none and of each candidate, and which are right."""

    report: int
    kind: str
    marks: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    weight: float


def main() -> None:
    """Read, train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    reports = list(read_gold(given.corpus))
    folds = [sum(map(ord, gold.name.split("/")[0])) % FOLDS for gold, _ in reports]
    by_fold: list[Weights] = [by_kind({ANY: {NONE: 99.0}})] * FOLDS  # at first no place is found
    for _ in range(ROUNDS):
        lessons = list(_lessons(reports, [by_fold[fold] for fold in folds]))
        by_fold = [by_kind(fit([one for one in lessons if folds[one.report] != fold])) for fold in range(FOLDS)]
    _measure(lessons, [by_fold[fold] for fold in folds])
    _write(fit(lessons), given.out)


def read_gold(folder: Path) -> Iterator[Read]:
    """The reports of the gold with what the coder may ask about them."""
    codebook = load_codebook()
    with open_reader(codebook) as read_one:
        for gold in load_gold(folder):
            report = next(collect([str(gold.path)], codebook=codebook))
            if isinstance(report, Exception):
                raise report
            yield gold, context_of(read_one(report), codebook)


# --- lessons -------------------------------------------------------------------------------------------------


def _lessons(reports: Sequence[Read], weights: Sequence[Weights]) -> Iterator[Lesson]:
    """A lesson for each claim of the gold whose place is asked for, those before it placed by the given weights."""
    rules = name_rules(load_codebook())
    for number, (gold, context) in enumerate(reports):
        drafts = unplaced(context)
        rows = [claim_to_json(freeze(draft, coder="", part=0, causes=())) for draft in drafts]
        pairs = paired(gold, rows, text=context.reading.report.text, rules=rules)
        stage = stage_of(context, drafts)
        for index, draft in enumerate(drafts):
            for role in open_roles(context, draft):
                if index in pairs:
                    yield _lesson(number, stage, index, role, gold.claims[pairs[index]], rules)
                place_draft(stage, index, role, weights[number])


def _lesson(number: int, stage: Stage, index: int, role: str, claim: GoldClaim, rules: NameRules) -> Lesson:
    found = marks_of(stage, index, role)
    want = claim.fields.get(role)
    right = [
        want is not None and _is_right(role, want, value_to_json(spot.place, field=role), rules) for spot, _ in found
    ]
    marks = ((NONE,), *((*spot.marks, *own) for spot, own in found))
    kind = group_of(stage.drafts[index], role)
    return Lesson(number, kind, marks, (not any(right), *right), UNSAID if want is None else 1.0)


def _is_right(role: str, want: Any, place: Any, rules: NameRules) -> bool:
    return field_right(role, want, {role: place}, rules=rules)


# --- weights -------------------------------------------------------------------------------------------------


def fit(lessons: Sequence[Lesson]) -> Table:
    """The weights, by kind and mark, that make the right candidates of the lessons likeliest, held near zero."""
    names = _names(lessons)
    number = {name: i for i, name in enumerate(names)}
    held = np.array([HOLD_OF_KIND if kind != ANY else HOLD for kind, _ in names])
    rows, columns, starts, right = _arrays(lessons, number)
    shares = np.array([lesson.weight for lesson in lessons])
    weights, mean, square = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        slope = _slope(weights, rows, columns, starts, right, shares) + held * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        rate = RATE * (1 + np.cos(np.pi * step / STEPS))
        weights -= rate * mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    table: Table = {ANY: {}}
    for (kind, mark), weight in zip(names, weights, strict=True):
        table.setdefault(kind, {})[mark] = float(weight)
    return table


def _names(lessons: Sequence[Lesson]) -> list[tuple[str, str]]:
    """The kinds and marks that have a weight: those that are not too rare."""
    found: Counter[tuple[str, str]] = Counter()
    for lesson in lessons:
        found.update(pair for marks in lesson.marks for mark in marks for pair in _pairs(lesson.kind, mark))
    return sorted(pair for pair, often in found.items() if often >= RAREST)


def _pairs(kind: str, mark: str) -> list[tuple[str, str]]:
    return [(ANY, mark), *([(kind, mark)] if mark.startswith(OF_KIND) else [])]


def _arrays(
    lessons: Sequence[Lesson], number: Mapping[tuple[str, str], int]
) -> tuple[Numbers, Numbers, Numbers, npt.NDArray[np.bool_]]:
    """Candidate and weight of each mark, the first candidate of each lesson, and which candidates are right."""
    cells: list[tuple[int, int]] = []
    starts, right = [], list[bool]()
    for lesson in lessons:
        starts.append(len(right))
        for candidate, marks in enumerate(lesson.marks, len(right)):
            pairs = (pair for mark in marks for pair in _pairs(lesson.kind, mark))
            cells += [(candidate, number[pair]) for pair in pairs if pair in number]
        right += lesson.right
    rows, columns = (np.array(column) for column in zip(*cells, strict=True))
    return rows, columns, np.array(starts), np.array(right)


def _slope(
    weights: Reals, rows: Numbers, columns: Numbers, starts: Numbers, right: npt.NDArray[np.bool_], shares: Reals
) -> Reals:
    """The slope of the surprise at the right candidates."""
    lesson = np.zeros(len(right), int)
    lesson[starts[1:]] = 1
    lesson = np.cumsum(lesson)
    score = np.bincount(rows, weights=weights[columns], minlength=len(right))
    odds = np.exp(score - np.maximum.reduceat(score, starts)[lesson])
    good = np.where(right, odds, 0.0)
    given = odds / np.add.reduceat(odds, starts)[lesson]
    wanted = good / np.add.reduceat(good, starts)[lesson]
    steep = ((given - wanted) * shares[lesson])[rows]
    return np.asarray(np.bincount(columns, weights=steep, minlength=len(weights)), np.float64)


# --- measure and write -----------------------------------------------------------------------------------------


def _measure(lessons: Sequence[Lesson], weights: Sequence[Weights]) -> None:
    counts: Counter[str] = Counter()
    for lesson in (one for one in lessons if one.weight == 1.0 and len(one.marks) > 1):
        shares = chances(lesson.marks, lesson.kind, weights[lesson.report])
        best = max(range(1, len(shares)), key=lambda i: shares[i])
        counts["asked"] += 1
        counts["there"] += any(lesson.right[1:])
        counts["best right"] += lesson.right[best]
        counts["given"] += shares[best] >= LEAST
        counts["given right"] += shares[best] >= LEAST and lesson.right[best]
    print(dict(counts))


def _write(table: Table, out: Path) -> None:
    """The weights worth a line, by kind."""
    lines = [HEAD.strip()]
    for kind, weights in sorted(table.items(), key=lambda pair: (pair[0] != ANY, pair[0])):
        lines += ["", f"[weights.{kind}]"]
        lines += [f"{mark} = {weight:.2f}" for mark, weight in sorted(weights.items()) if abs(weight) >= SMALLEST]
    out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
