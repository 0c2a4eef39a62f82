"""Weighs the marks by which the coder finds the act that a claim is a consequence of.

`python -m training.causes --gold DIR --out FILE`: codes the reports of the gold, pairs their claims with the gold's
and fits the weights of `coders/reasons.py`'s marks; prints how often the likeliest is right in folds that share no
report.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from dateline.codebook import load_codebook
from dateline.coders.causes import LEAST
from dateline.coders.clause import sited
from dateline.coders.drafts import freeze
from dateline.coders.placing import by_kind
from dateline.coders.reasons import Plot, none_marks, plot_of, reasons_of
from dateline.score import paired
from dateline.score.agreement import name_rules
from dateline.score.gold import GoldClaim, listed
from dateline.serial import claim_to_json

from .places_of_claims import FOLDS, Lesson, Read, fit, read_gold
from .siting import measure, write

CAUSE, UNSAID, SAID = "cause", 0.15, 8.0  # what a claim counts whose gold names no cause, and one whose gold does
HEAD = """# What speaks for an act as the reason of another: the weights of the marks of coders/reasons.py, for all
# claims and, to be added, for types. Made by `python -m training.causes`.
"""


def main() -> None:
    """Read, train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    learn(list(read_gold(given.gold)), given.gold.name, given.out)


def learn(reports: Sequence[Read], name: str, out: Path) -> None:
    """Fits in folds to measure, then on all reports, and writes the weights."""
    folds = [sum(map(ord, gold.name.split("/")[0])) % FOLDS for gold, _ in reports]
    lessons = [lesson for number, report in enumerate(reports) for lesson in _lessons(number, report)]
    tables = [by_kind(fit([one for one in lessons if folds[one.report] != fold])) for fold in range(FOLDS)]
    measure(lessons, [tables[fold] for fold in folds], least=LEAST)
    write(fit(lessons), HEAD, name, out)


def _lessons(number: int, report: Read) -> list[Lesson]:
    """A lesson for each claim of the gold; words of response teach nothing where the gold names no cause."""
    gold, context = report
    drafts = sited(context)
    rows = [claim_to_json(freeze(draft, coder="", part=0, causes=())) for draft in drafts]
    pairs = paired(gold, rows, text=context.reading.report.text, rules=name_rules(load_codebook()))
    plot, claims = plot_of(context, drafts), {index: gold.claims[pair] for index, pair in pairs.items()}
    return [_lesson(number, plot, index, claims) for index in sorted(claims)]


def _lesson(report: int, plot: Plot, index: int, claims: Mapping[int, GoldClaim]) -> Lesson:
    want, found = claims[index].fields.get(CAUSE), reasons_of(plot, index)
    named = [] if want is None else listed(want)
    right = [reason.index in claims and claims[reason.index].id in named for reason in found]
    marks = (none_marks(plot, index), *(reason.marks for reason in found))
    weight = SAID if want is not None else UNSAID if plot.cues[index] is None else 0.0
    return Lesson(report, plot.drafts[index].event_type, marks, (not any(right), *right), weight)


if __name__ == "__main__":
    main()
