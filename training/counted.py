"""Learns which of the counts that a report tells belongs to which claim, and as what, from the corpus.

`python -m training.counted --gold corpus/train --out src/dateline/coders/counted.en.csv` writes the weights of the
clues of `dateline.coders.counted`; `--folds 5` measures first, each fold weighed by what the others taught.
The gold names no words for its counts: where several candidates have the right number, the likeliest is taken.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.codebook import Codebook, load_codebook
from dateline.coders.clause import drafts_of
from dateline.coders.context import Context, context_of
from dateline.coders.countable import Candidate, candidates_in
from dateline.coders.counted import FIELDS, clues_of, told_by_rules
from dateline.coders.counting import BESIDE, LEAST, UNIT, sentences_of
from dateline.coders.drafts import freeze
from dateline.collect import collect
from dateline.pipeline.coding import open_reader
from dateline.records import Reading
from dateline.score import paired
from dateline.score.agreement import name_rules
from dateline.score.gold import GoldClaim, GoldReport, load_gold
from dateline.serial import claim_to_json

RAREST = 15
DECAY = 5.0
ROUNDS, FIRST, LATER = 3, 80, 50
RATE = 0.15

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]
Group = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A count of the gold: its field, the pairs that would give it, several together where their sum would."""

    claim: int
    field: int
    choices: tuple[Group, ...]
    needed: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """Pairs of a claim and a candidate: the clues of each, its claim, its fold, and what the gold wants of them."""

    clues: tuple[tuple[str, ...], ...]
    claims: tuple[int, ...]
    homes: tuple[str, ...]
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The clues of all pairs as numbers: `clue` and `row` have an entry each time that a clue holds of a pair."""

    clue: Numbers
    row: Numbers
    starts: Numbers
    rows: int
    width: int

    def sums(self, weights: Floats) -> Floats:
        """The weights of each pair's clues added up."""
        return np.add.reduceat(weights[self.clue], self.starts, axis=0)


def readings(folder: Path, codebook: Codebook) -> Iterator[tuple[GoldReport, Reading]]:
    """The reports of a gold standard as the program reads them."""
    with open_reader(codebook) as read_one:
        for gold in load_gold(folder):
            report = next(collect([str(gold.path)], codebook=codebook))
            if isinstance(report, Exception):
                raise report
            yield gold, read_one(report)


def lesson_of(given: Sequence[tuple[GoldReport, Reading]], codebook: Codebook) -> Lesson:
    """All pairs of the claims that the gold has too."""
    clues: list[tuple[str, ...]] = []
    claims: list[int] = []
    homes: list[str] = []
    wanted: list[Wanted] = []
    number = 0
    for gold, reading in given:
        context = context_of(reading, codebook)
        drafts = drafts_of(context)
        told = told_by_rules(drafts)
        rows = [claim_to_json(freeze(draft, coder="", part=0, causes=())) for draft in drafts]
        pairs = paired(gold, rows, text=reading.report.text, rules=name_rules(codebook))
        for d, g in sorted(pairs.items(), key=lambda pair: pair[1]):
            found = [one for n in sentences_of(context, drafts[d]) for one in candidates_in(context, n)]
            first = len(clues)
            clues += [(*one.clues, *dict.fromkeys(clues_of(context, drafts[d], one, drafts, told))) for one in found]
            claims += [number] * len(found)
            homes += [gold.name.split("/")[0]] * len(found)
            wanted += _wanted(context, gold.claims[g], found, number, first)
            number += 1
    return Lesson(tuple(clues), tuple(claims), tuple(homes), tuple(wanted))


def _wanted(context: Context, gold: GoldClaim, found: Sequence[Candidate], claim: int, first: int) -> Iterator[Wanted]:
    for field, name in enumerate(FIELDS):
        ends = {end: gold.fields[name][end] for end in ("low", "high") if end in gold.fields.get(name, {})}
        if ends:
            groups = _giving(context, found, ends)
            choices = tuple(tuple(first + i for i in group) for group in groups)
            yield Wanted(claim, field, choices, not gold.optional)


def _giving(context: Context, found: Sequence[Candidate], ends: Mapping[str, int]) -> list[Group]:
    """The candidates of that number, else the coordinated ones whose sum it is."""
    values = [one.count.value for one in found]
    alone: list[Group] = [
        (i,) for i, value in enumerate(values) if all(getattr(value, end) == n for end, n in ends.items())
    ]
    if alone or not ends.get("low") or ends["low"] != ends.get("high", ends["low"]):
        return alone
    lists: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, one in enumerate(found):
        lists[one.number, context.trees[one.number].first_conjunct(one.token)].append(i)
    return [tuple(group) for group in lists.values() if sum(values[i].low or 0 for i in group) == ends["low"]]


def names_of(lesson: Lesson) -> list[str]:
    """The clues that are not too rare to learn from, in order."""
    counts = Counter(clue for clues in lesson.clues for clue in clues)
    return sorted(clue for clue, count in counts.items() if count >= RAREST)


def table_of(lesson: Lesson, names: Sequence[str]) -> Table:
    """The clues as numbers; every pair has one at least, the one that holds of all."""
    numbers = {name: number for number, name in enumerate(names)}
    rows = [[numbers[clue] for clue in clues if clue in numbers] for clues in lesson.clues]
    sizes = np.array([len(row) for row in rows])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    flat = np.fromiter((clue for row in rows for clue in row), np.intp)
    return Table(flat, np.repeat(np.arange(len(rows)), sizes), starts, len(rows), len(names))


def first_guess(lesson: Lesson) -> Floats:
    """The fields of each pair while nothing is learnt: that of a rule, else of what hangs on the claim."""
    return _labels(lesson, lambda wanted, i: _plainness(lesson.clues[i], FIELDS[wanted.field]))


def _plainness(clues: Sequence[str], field: str) -> int:
    told, on = f"rule {field}" in clues, any(clue.startswith("where on") for clue in clues)
    return 10 * told + 2 * on - 3 * any(clue.startswith("where later") for clue in clues)


def _labels(lesson: Lesson, value: Callable[[Wanted, int], float]) -> Floats:
    """By pair how much it is of each class: of one, or of several alike ("nobody was hurt": neither killed)."""
    labels = np.zeros((len(lesson.clues), len(FIELDS) + 1))
    for wanted in lesson.wanted:
        if wanted.choices:
            best = max(wanted.choices, key=lambda group: sum(value(wanted, i) for i in group) / len(group))
            labels[list(best), wanted.field + 1] = 1
    labels[:, 0] = ~labels.any(1)
    shared: Floats = labels / labels.sum(1, keepdims=True)
    return shared


def best_guess(lesson: Lesson, sums: Floats) -> Floats:
    """The fields of each pair where of the right candidates the likeliest is taken."""
    return _labels(lesson, lambda wanted, i: sums[i, wanted.field + 1] - sums[i, 0])


def learn(table: Table, labels: Floats, given: npt.NDArray[np.bool_], *, start: Floats | None, steps: int) -> Floats:
    """Weights of a regression on the classes, nothing and the fields, by Adam over all pairs at once."""
    weights = np.zeros((table.width, len(FIELDS) + 1)) if start is None else start.copy()
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        lost = (shares(table.sums(weights)) - labels) * given[:, None]
        columns = (np.bincount(table.clue, column[table.row], table.width) for column in lost.T)
        slope = np.stack(list(columns), axis=1) + DECAY * weights
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        rate = RATE * (1 - step / (steps + 1)) + 0.005
        weights -= rate * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def shares(sums: Floats) -> Floats:
    """Probabilities of the classes, by row."""
    parts = np.exp(sums - sums.max(1, keepdims=True))
    likely: Floats = parts / parts.sum(1, keepdims=True)
    return likely


def measure(lesson: Lesson, table: Table, folds: int) -> Iterator[str]:
    """How many of the gold's counts are found where each fold is weighed by what the others taught."""
    order = {home: number % folds for number, home in enumerate(sorted(set(lesson.homes)))}
    fold_of = np.array([order[home] for home in lesson.homes])
    labels = first_guess(lesson)
    weights: dict[int, Floats] = {}
    sums = np.zeros((table.rows, len(FIELDS) + 1))
    for round_ in range(ROUNDS):
        for fold in range(folds):
            steps = LATER if round_ else FIRST
            weights[fold] = learn(table, labels, fold_of != fold, start=weights.get(fold), steps=steps)
            sums[fold_of == fold] = table.sums(weights[fold])[fold_of == fold]
        labels = best_guess(lesson, sums)
    yield from found_in(lesson, shares(sums))


def found_in(lesson: Lesson, likely: Floats) -> Iterator[str]:
    """A line a field: the share of the gold's counts that are found, their number, and how many claims get one."""
    by_claim: dict[int, list[int]] = defaultdict(list)
    for pair, claim in enumerate(lesson.claims):
        by_claim[claim].append(pair)
    for field, name in enumerate(FIELDS):
        column = likely[:, field + 1]
        best = {claim: max(pairs, key=lambda i: column[i]) for claim, pairs in by_claim.items()}
        told = {claim for claim, pair in best.items() if column[pair] >= LEAST}
        wanted = [one for one in lesson.wanted if one.field == field and one.needed]
        right = sum(
            any(best[one.claim] in group and all(column[i] >= BESIDE for i in group) for group in one.choices)
            for one in wanted
            if one.claim in told
        )
        yield f"{name}: {right / max(len(wanted), 1):.3f} of {len(wanted)}; told of {len(told)}"


def taught(lesson: Lesson, table: Table) -> Floats:
    """The weights that all pairs teach, against those of nothing, so that nothing has none."""
    everything = np.ones(table.rows, np.bool_)
    labels = first_guess(lesson)
    weights = learn(table, labels, everything, start=None, steps=FIRST)
    for _ in range(ROUNDS - 1):
        labels = best_guess(lesson, table.sums(weights))
        weights = learn(table, labels, everything, start=weights, steps=LATER)
    return weights[:, 1:] - weights[:, :1]


def write(path: Path, names: Sequence[str], weights: Floats) -> None:
    """The weights as a table of whole numbers; clues that weigh nothing are left out."""
    whole = np.rint(weights * UNIT).astype(int)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("clue", *FIELDS))
        rows.writerows((name, *row) for name, row in zip(names, whole.tolist(), strict=True) if any(row))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    codebook = load_codebook()
    lesson = lesson_of(list(readings(arguments.gold, codebook)), codebook)
    names = names_of(lesson)
    table = table_of(lesson, names)
    for line in measure(lesson, table, arguments.folds) if arguments.folds else ():
        print(line, flush=True)
    if arguments.out:
        write(arguments.out, names, taught(lesson, table))


if __name__ == "__main__":
    main()
