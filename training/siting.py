"""Weighs the marks by which the coder finds what a claim hit, held or handed over.

`python -m training.siting --gold DIR --out FILE`: codes the reports of the gold, pairs their claims with the gold's
and fits the weights of `coders/things.py`'s marks; prints how often the likeliest is right in folds that share no
report.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from dateline.codebook import load_codebook
from dateline.coders.clause import sided
from dateline.coders.context import Context
from dateline.coders.drafts import freeze
from dateline.coders.phrases import site_named
from dateline.coders.placing import ANY, Weights, by_kind, chances
from dateline.coders.sides import NONE
from dateline.coders.siding import Scales, scales_of
from dateline.coders.siting import LEAST, site_draft
from dateline.coders.things import Field, Target, marks_of, none_marks
from dateline.records import Site
from dateline.score import paired
from dateline.score.agreement import NameRules, field_right, name_rules
from dateline.score.gold import GoldClaim
from dateline.serial import claim_to_json, value_to_json

from .places_of_claims import FOLDS, ROUNDS, SMALLEST, Lesson, Read, Table, fit, read_gold

SITE, UNSAID = "site", 0.15  # what a claim counts whose gold names no site
HEAD = """# What speaks for a thing named near a claim as its site: the weights of coders/things.py, for all
# claims and, to be added, for types. Made by `python -m training.siting`.
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
    tables: list[Weights] = [by_kind({ANY: {NONE: 99.0}})] * FOLDS
    for _ in range(ROUNDS):
        scales = [scales_of(table) for table in tables]
        lessons = _lessons(reports, [scales[fold] for fold in folds])
        tables = [by_kind(fit([one for one in lessons if folds[one.report] != fold])) for fold in range(FOLDS)]
    measure(lessons, [tables[fold] for fold in folds], least=LEAST)
    write(fit(lessons), HEAD, name, out)


def _lessons(reports: Sequence[Read], scales: Sequence[Scales]) -> list[Lesson]:
    """A lesson for each claim of the gold, those before it settled by the scales of the report."""
    rules, found = name_rules(load_codebook()), list[Lesson]()
    for number, (gold, context) in enumerate(reports):
        drafts = sided(context)
        rows = [claim_to_json(freeze(draft, coder="", part=0, causes=())) for draft in drafts]
        pairs = paired(gold, rows, text=context.reading.report.text, rules=rules)
        scene = Field(context, drafts)
        for index in range(len(drafts)):
            if index in pairs:
                found.append(_lesson(number, scene, index, gold.claims[pairs[index]], rules))
            site_draft(scene, index, scales[number])
    return found


def _lesson(report: int, scene: Field, index: int, claim: GoldClaim, rules: NameRules) -> Lesson:
    draft, found, want = scene.drafts[index], marks_of(scene, index), claim.fields.get(SITE)
    sites = [value_to_json(_site(scene.context, target), field=SITE) for target, _ in found]
    right = [want is not None and field_right(SITE, want, {SITE: site}, rules=rules) for site in sites]
    marks = (none_marks(scene.context, draft), *(tuple(chain(*groups)) for _, groups in found))
    return Lesson(report, draft.event_type, marks, (not any(right), *right), UNSAID if want is None else 1.0)


def _site(context: Context, target: Target) -> Site:
    return site_named(context, target.number, target.token, target.kind).value


def measure(lessons: Sequence[Lesson], tables: Sequence[Weights], *, least: float) -> None:
    """Prints how many lessons were said, had a right candidate, were given one, and a right one."""
    counts: Counter[str] = Counter()
    for lesson in lessons:
        shares = chances(lesson.marks, lesson.kind, tables[lesson.report])
        best = max(range(1, len(shares)), key=lambda i: shares[i], default=0)
        given = best > 0 and shares[best] >= least
        said = "said" if lesson.weight >= 1.0 else "unsaid"
        counts.update({said: 1, f"{said}, there": any(lesson.right[1:]), f"{said}, given": given})
        counts[f"{said}, given right"] += given and lesson.right[best]
    print(dict(counts))


def write(table: Table, head: str, gold: str, out: Path) -> None:
    """The weights worth a line, by type."""
    lines = [head, f'source = "claims of {gold} paired with the coder\'s"']
    for kind, weights in sorted(table.items(), key=lambda pair: (pair[0] != ANY, pair[0])):
        lines += ["", f"[weights.{kind}]"]
        kept = sorted((mark, weight) for mark, weight in weights.items() if abs(weight) >= SMALLEST)
        lines += [f'"{mark}" = {weight:.2f}' for mark, weight in kept]
    out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
