"""Trains the weigher of times for acts whose own clause tells none, and measures it.

`python -m training.times_of_claims --corpus corpus/train --out src/dateline/coders/timing.toml`: codes each report up
to the times of its clauses, pairs the acts with the gold claims, and learns by logistic regression which of the
candidates lie within the gold interval. An act to which the careful coder gave no time teaches that none does. The
figures printed are those of reports that were held back in turn (`--folds`), a set of retellings being held back whole.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.codebook import Codebook, load_codebook
from dateline.coders.clause import settled
from dateline.coders.context import context_of
from dateline.coders.drafts import Draft, freeze
from dateline.coders.timing import candidates, marks_of_act, scene_of
from dateline.collect import collect
from dateline.pipeline.coding import open_reader
from dateline.records import Reading, Report
from dateline.score import may_pair
from dateline.score.agreement import field_right, find_words, name_rules, squash
from dateline.score.gold import GoldClaim, GoldReport, load_gold
from dateline.serial import claim_to_json, time_span_to_json

RAREST, LIGHTEST = 8, 0.02
STEPS = 200
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """An act without a time of its own: the marks of each candidate, and which of them are right.

    `asked` is False where the gold gives no time; `group` is the folder of its report.
    """

    group: str
    marks: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    asked: bool


def read_lessons(corpus: Path) -> Iterator[Lesson]:
    """The lessons of all reports of a corpus."""
    codebook = load_codebook()
    with open_reader(codebook) as read:
        for gold in load_gold(corpus):
            report = next(collect([str(gold.path)], codebook=codebook))
            if isinstance(report, Report) and report.language in codebook.languages:
                yield from lessons_of(gold, read(report), codebook)


def lessons_of(gold: GoldReport, reading: Reading, codebook: Codebook) -> Iterator[Lesson]:
    """The lessons of one report: its events without a time that pair with a claim of the gold."""
    context = context_of(reading, codebook)
    drafts = settled(context)
    scene = scene_of(context, drafts)
    spots = squash(reading.report.text)
    for index, draft in enumerate(drafts):
        claim = paired(draft, gold, spots) if draft.occurred is None and draft.claim_class != "posture" else None
        if claim is None:
            continue
        want = claim.fields.get("occurred")
        found, about = candidates(scene, draft, drafts[:index]), marks_of_act(context, draft)
        rows = [{"occurred": time_span_to_json(one.span)} for one in found]
        right = tuple(
            want is not None and field_right("occurred", want, row, rules=name_rules(codebook)) for row in rows
        )
        yield Lesson(
            gold.name.partition("/")[0], tuple(crossed(one.marks, about) for one in found), right, want is not None
        )


def crossed(marks: Sequence[str], about: Sequence[str]) -> tuple[str, ...]:
    """The marks of a candidate and of its act, each alone, and each of the first beside each of the second."""
    alone = ("any", *marks)
    return (*alone, *about, *(f"{one} / {other}" for one, other in product(alone, about)))


def paired(draft: Draft, gold: GoldReport, spots: tuple[str, Sequence[int]]) -> GoldClaim | None:
    """The claim of the gold that a draft is, if its type agrees and its trigger lies in the claim's words."""
    row = claim_to_json(freeze(draft, coder="", part=0, causes=()))
    for claim in gold.claims:
        inside = any(a < draft.trigger.end and draft.trigger.start < b for a, b in find_words(claim.words, spots))
        if inside and may_pair(claim, row):
            return claim
    return None


def learn(lessons: Sequence[Lesson], *, decay: float) -> dict[str, float]:
    """The weight of each mark that is not too rare, by Newton-free gradient steps with momentum on the mean loss."""
    counts = Counter(mark for one in lessons for marks in one.marks for mark in set(marks))
    names = sorted(mark for mark, count in counts.items() if count >= RAREST)
    number = {name: i for i, name in enumerate(names)}
    rows = [[number[mark] for mark in set(marks) if mark in number] for one in lessons for marks in one.marks]
    given = np.zeros((len(rows), len(names)), dtype=np.float32)
    for i, row in enumerate(rows):
        given[i, row] = 1.0
    right = np.array([value for one in lessons for value in one.right], dtype=np.float32)
    weights, speed = np.zeros(len(names), np.float32), np.zeros(len(names), np.float32)
    rate = 4.0 / max(1.0, float(np.mean(given.sum(1))))
    for _ in range(STEPS):
        slope = given.T @ (1 / (1 + np.exp(-given @ weights)) - right) / len(right) + decay * weights
        speed = 0.9 * speed - rate * slope
        weights = weights + speed
    return dict(zip(names, weights.tolist(), strict=True))


def likelihoods(lesson: Lesson, weights: dict[str, float]) -> Floats:
    """How likely each candidate is right."""
    sums = np.array([sum(weights.get(mark, 0.0) for mark in marks) for marks in lesson.marks])
    return 1 / (1 + np.exp(-sums))


def held_back(lessons: Sequence[Lesson], *, folds: int, decay: float) -> list[tuple[float, bool, Lesson]]:
    """For each lesson the likelihood of its best candidate and whether that is right, by weights of other reports."""
    groups = sorted({one.group for one in lessons})
    fold = {group: i % folds for i, group in enumerate(groups)}
    found = []
    for k in range(folds):
        weights = learn([one for one in lessons if fold[one.group] != k], decay=decay)
        for one in (one for one in lessons if fold[one.group] == k and one.marks):
            scores = likelihoods(one, weights)
            best = int(np.argmax(scores))
            found.append((float(scores[best]), one.right[best], one))
    return found


def table(found: Sequence[tuple[float, bool, Lesson]], asked: int) -> Iterator[str]:
    """How many are given a time at each least likelihood, how many rightly, and to how many the gold gives none."""
    for least in (0.0, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7):
        taken = [(right, one) for score, right, one in found if score >= least]
        right, silent = sum(right for right, _ in taken), sum(not one.asked for _, one in taken)
        yield f"least {least:.2f}: {len(taken)} given, {right} right of {asked} asked, {silent} where the gold has none"


def write(weights: dict[str, float], path: Path, *, least: float, source: str) -> None:
    """The weights as TOML: those of single marks, then those of marks of a candidate beside marks of the act."""
    kept = {name: round(value, 2) for name, value in sorted(weights.items()) if abs(value) >= LIGHTEST}
    lines = [f"# {source}", f"least = {least}", "", "[alone]"]
    lines += [f'"{name}" = {value}' for name, value in kept.items() if " / " not in name]
    pairs = [(*name.split(" / "), value) for name, value in kept.items() if " / " in name]
    lines += ["", "[beside]"]
    for mark, group in groupby(pairs, key=lambda pair: pair[0]):
        lines.append(f'"{mark}" = {{ ' + ", ".join(f'"{other}" = {value}' for _, other, value in group) + " }")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--decay", type=float, default=0.001)
    parser.add_argument("--least", type=float, default=0.25)
    options = parser.parse_args()
    lessons = list(read_lessons(options.corpus))
    asked = sum(one.asked for one in lessons)
    reached = sum(any(one.right) for one in lessons)
    print(f"{len(lessons)} acts without a time of their own, {reached} with a right candidate")
    for line in table(held_back(lessons, folds=options.folds, decay=options.decay), asked):
        print(line)
    if options.out:
        source = "Learnt by training/times_of_claims.py from the reports and codings of corpus/train (CC BY 4.0)."
        write(learn(lessons, decay=options.decay), options.out, least=options.least, source=source)


if __name__ == "__main__":
    main()
