"""Weighs the marks by which the coder finds who does, undergoes or tells an act where the grammar left it open.

`python -m training.siding --gold DIR --out FILE`: codes the reports of the gold, pairs their claims with the gold's
and fits the weights of `coders/sides.py`'s marks; prints how often the likeliest is right in folds that share no
report. Minutes of fitting after the minute that the engine needs.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from dateline.codebook import load_codebook
from dateline.coders.clause import unsided
from dateline.coders.drafts import freeze
from dateline.coders.placing import ANY, Weights, by_kind, chances
from dateline.coders.sides import (
    FIELDS,
    HELD,
    NONE,
    SPEAKER,
    Company,
    Side,
    company_of,
    marks_of,
    none_marks,
    party_of,
    speaker_of,
)
from dateline.coders.siding import LEAST, Scales, is_open, scales_of, side_draft
from dateline.score import paired
from dateline.score.agreement import NameRules, name_rules, same_name
from dateline.score.gold import GoldClaim, listed
from dateline.serial import claim_to_json

from .places_of_claims import FOLDS, ROUNDS, SMALLEST, Lesson, Read, Table, fit, read_gold

UNSAID = {"actors": 0.3, "recipients": 0.15, "attribution": 0.5}  # what a claim counts whose gold names nobody there
HEAD = """# What speaks for somebody named near a claim as the one who does, undergoes or tells it: the weights of the
# marks of coders/sides.py by field, for all claims and, to be added, for types. Made by `python -m training.siding`.
"""

TOLD, WEIGHT_TOLD = "told", 0.3  # what is learnt of claims that the grammar settles, and what they count

Tables = Mapping[str, Weights]
Lessons = dict[str, list[Lesson]]


@dataclass(frozen=True, slots=True)
class Asking:
    """A report whose sides are asked for, and the names of those that were."""

    report: int
    company: Company
    rules: NameRules
    known: dict[tuple[bool, int, int], list[str]]

    def names(self, side: Side, field: str) -> list[str]:
        """By what names a side would be told in a field."""
        key = field == SPEAKER, side.number, side.token
        if key not in self.known:
            self.known[key] = _names(self.company, side, field)
        return self.known[key]


def _names(company: Company, side: Side, field: str) -> list[str]:
    if field == SPEAKER:
        return [speaker_of(company.context, side).value.speaker]
    party = party_of(company.context, side).value
    return [name for name in (party.name, party.words) if name]


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
    nobody: Tables = {field: by_kind({ANY: {NONE: 99.0}}) for field in FIELDS}
    tables = [nobody] * FOLDS
    for _ in range(ROUNDS):
        scales = [{field: scales_of(weights) for field, weights in table.items()} for table in tables]
        lessons = _lessons(reports, [scales[fold] for fold in folds])
        tables = [_without(lessons, folds, fold) for fold in range(FOLDS)]
    _measure(lessons, [tables[fold] for fold in folds])
    _write({field: fit(lessons[field]) for field in FIELDS}, name, out)


def _without(lessons: Lessons, folds: Sequence[int], fold: int) -> Tables:
    """The weights learnt of all reports but those of a fold."""
    return {field: by_kind(fit([one for one in some if folds[one.report] != fold])) for field, some in lessons.items()}


def _lessons(reports: Sequence[Read], scales: Sequence[Mapping[str, Scales]]) -> Lessons:
    """By field a lesson for each claim of the gold, those before it settled by the scales of the report."""
    rules, found = name_rules(load_codebook()), {field: list[Lesson]() for field in FIELDS}
    for number, (gold, context) in enumerate(reports):
        drafts = unsided(context)
        rows = [claim_to_json(freeze(draft, coder="", part=0, causes=())) for draft in drafts]
        pairs = paired(gold, rows, text=context.reading.report.text, rules=rules)
        asking = Asking(number, company_of(context, drafts), rules, {})
        for index in range(len(drafts)):
            for field in FIELDS:
                if index in pairs:
                    found[field].append(_lesson(asking, index, field, gold.claims[pairs[index]]))
                side_draft(asking.company, index, field, scales[number][field])
    return found


def _lesson(asking: Asking, index: int, field: str, claim: GoldClaim) -> Lesson:
    draft, found = asking.company.drafts[index], marks_of(asking.company, index, field)
    want = claim.fields.get(field)
    wanted = [] if want is None else [name for party in listed(want) for name in listed(party)]
    right = [bool(wanted) and same_name(wanted, asking.names(side, field), rules=asking.rules) for side, _ in found]
    marks = (none_marks(asking.company.context, draft), *(tuple(chain(*groups)) for _, groups in found))
    weight = UNSAID[field] if want is None else 1.0
    if not is_open(draft, field):
        told = (HELD, f"own-{field}")
        bare = (tuple(mark for mark in own if not mark.startswith(told)) for own in marks[1:])
        marks, weight = ((TOLD,), *bare), WEIGHT_TOLD if any(right) else 0.0
    return Lesson(asking.report, draft.event_type, marks, (not any(right), *right), weight)


def _measure(lessons: Lessons, tables: Sequence[Tables]) -> None:
    for field, some in lessons.items():
        counts: Counter[str] = Counter()
        for lesson in (one for one in some if one.marks[0] != (TOLD,)):
            shares = chances(lesson.marks, lesson.kind, tables[lesson.report][field])
            best = max(range(1, len(shares)), key=lambda i: shares[i], default=0)
            given = best > 0 and shares[best] >= LEAST[field]
            said = "said" if lesson.weight == 1.0 else "unsaid"
            counts.update({said: 1, f"{said}, there": any(lesson.right[1:]), f"{said}, given": given})
            counts[f"{said}, given right"] += given and lesson.right[best]
        print(field, dict(counts))


def _write(tables: dict[str, Table], gold: str, out: Path) -> None:
    """The weights worth a line, by field and type."""
    lines = [HEAD, f'source = "claims of {gold} paired with the coder\'s"']
    for field, table in tables.items():
        for kind, weights in sorted(table.items(), key=lambda pair: (pair[0] != ANY, pair[0])):
            lines += ["", f"[{field}.{kind}]"]
            kept = sorted((mark, weight) for mark, weight in weights.items() if abs(weight) >= SMALLEST)
            lines += [f'"{mark}" = {weight:.2f}' for mark, weight in kept]
    out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
