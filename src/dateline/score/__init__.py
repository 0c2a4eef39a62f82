"""Claims against a gold standard: precision, recall and F1 with an interval, and the share of right fields.

A gold claim and a claim may pair where the class agrees, the type is one of the gold's and the trigger overlaps the
gold words in the report's text. Pairs are one to one, as many as can be, and those with more right fields first.
A claim is spurious when it pairs with none, unless its trigger stands in optional passages only.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.score.agreement import NameRules, field_right, find_words, squash
from dateline.score.gold import FIELDS, GoldClaim, GoldReport, listed
from dateline.serial import Row

MOVES = frozenset({"event", "posture"})  # a movement may be coded as either
ROUNDS, SEED = 2000, 17
FEWEST_FOR_INTERVAL = 10
BINS = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one report: counts, the right and the scored fields, and a line for each thing wrong.

    `sure` has, for each claim that is right or spurious, its confidence and whether it is right.
    """

    found: int
    spurious: int
    missed: int
    whole: int
    fields: tuple[tuple[str, bool], ...]
    lines: tuple[str, ...]
    sure: tuple[tuple[float, bool], ...] = ()


def score_report(
    gold: GoldReport, claims: Sequence[Row], *, text: str, published: Mapping[str, Any], rules: NameRules
) -> Verdict:
    """The verdict on the claims of one report, in contract form; `published` is its date and basis as coded."""
    spots, touched = _touched(gold, claims, text)
    pairs = _pairs(gold.claims, claims, touched, rules)
    known = {claims[p]["claim_id"]: gold.claims[g].id for g, p in pairs.items()}
    needed = [g for g, claim in enumerate(gold.claims) if not claim.optional]
    rights = {g: _verdicts(gold.claims[g], claims[pairs[g]], known, rules) for g in needed if g in pairs}
    header = _header_fields(gold.header, published)
    free = _spurious(gold, touched, set(pairs.values()))
    spurious = [claims[p] for p in free]
    lines = [f"report: {field}: gold {gold.header[field]}, coded {published[field]}" for field, ok in header if not ok]
    lines += [_wrong(gold.claims[g], field, claims[pairs[g]]) for g in rights for field, ok in rights[g] if not ok]
    lines += [_missed(gold.claims[g], found=bool(spots[g])) for g in needed if g not in pairs]
    lines += [f"spurious {row['event_type']}: {row['evidence']['trigger']['quote']}" for row in spurious]
    return Verdict(
        found=len(rights),
        spurious=len(spurious),
        missed=len(needed) - len(rights),
        whole=sum(all(ok for _, ok in verdicts) for verdicts in rights.values()),
        fields=(*header, *(pair for verdicts in rights.values() for pair in verdicts)),
        lines=tuple(f"{gold.name}: {line}" for line in lines),
        sure=tuple((claims[p]["confidence"], p not in free) for p in sorted({*pairs.values(), *free})),
    )


def paired(gold: GoldReport, claims: Sequence[Row], *, text: str, rules: NameRules) -> dict[int, int]:
    """The number of the gold claim by that of the claim, in contract form, that pairs with it."""
    _, touched = _touched(gold, claims, text)
    return {p: g for g, p in _pairs(gold.claims, claims, touched, rules).items()}


def summary(verdicts: Sequence[Verdict]) -> Row:
    """All verdicts in one JSON-ready table; a share of nothing is null."""
    found, spurious, missed = (sum(getattr(one, key) for one in verdicts) for key in ("found", "spurious", "missed"))
    fields = [pair for one in verdicts for pair in one.fields]
    return {
        "reports": len(verdicts),
        "claims": found + missed,
        "precision": _share(found, found + spurious),
        "recall": _share(found, found + missed),
        "f1": f1(verdicts),
        "f1_95": _interval(verdicts),
        "whole": _share(sum(one.whole for one in verdicts), found + missed),
        "calibration_error": calibration_error([pair for one in verdicts for pair in one.sure]),
        "fields": {
            field: {"right": sum(rights), "n": len(rights), "share": _share(sum(rights), len(rights))}
            for field in ("published", "published_basis", *FIELDS)
            if (rights := [right for name, right in fields if name == field])
        },
    }


def f1(verdicts: Sequence[Verdict]) -> float | None:
    """The harmonic mean of precision and recall over all claims, or None where there are none."""
    found = sum(one.found for one in verdicts)
    return _share(2 * found, 2 * found + sum(one.spurious + one.missed for one in verdicts))


def calibration_error(sure: Sequence[tuple[float, bool]]) -> float | None:
    """How far confidence is from the share of right claims: the mean over ten equal bins, weighted by their claims.

    None where there are no claims. Guo, Pleiss, Sun and Weinberger 2017, *On calibration of modern neural networks*.
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in sure:
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    gaps = (abs(sum(right - confidence for confidence, right in pairs)) for pairs in bins.values())
    return _share(sum(gaps), len(sure))


def _interval(verdicts: Sequence[Verdict]) -> list[float] | None:
    """The 95 % bootstrap interval of F1 over reports; None under ten reports, which would tell nothing."""
    if len(verdicts) < FEWEST_FOR_INTERVAL:
        return None
    dice = random.Random(SEED)
    rounds = sorted(f1(dice.choices(verdicts, k=len(verdicts))) or 0.0 for _ in range(ROUNDS))
    return [rounds[int(0.025 * ROUNDS)], rounds[int(0.975 * ROUNDS) - 1]]


def _share(right: float, of: int) -> float | None:
    return right / of if of else None


# --- pairing -------------------------------------------------------------------------------------------------


def _touched(gold: GoldReport, claims: Sequence[Row], text: str) -> tuple[list[list[tuple[int, int]]], list[list[int]]]:
    """The spans of the words of each gold claim, and for each claim the gold claims whose words its trigger touches."""
    squashed = squash(text)
    spots = [find_words(claim.words, squashed) for claim in gold.claims]
    return spots, [[g for g, spans in enumerate(spots) if _overlap(spans, row)] for row in claims]


def _overlap(spans: Sequence[tuple[int, int]], row: Row) -> bool:
    trigger = row["evidence"]["trigger"]
    return any(start < trigger["end"] and trigger["start"] < end for start, end in spans)


def may_pair(gold: GoldClaim, row: Row) -> bool:
    """Whether class and type agree."""
    moves = {row["class"], *gold.classes} >= MOVES and row["event_type"] in gold.types
    return row["event_type"] in gold.types and (row["class"] in gold.classes or moves)


def _pairs(
    golds: Sequence[GoldClaim], claims: Sequence[Row], touched: Sequence[Sequence[int]], rules: NameRules
) -> dict[int, int]:
    """Gold number to claim number, as many as can be; needed claims and those with more right fields go first."""
    rights = {
        (g, p): sum(right for _, right in _verdicts(golds[g], claims[p], {}, rules))
        for p, near in enumerate(touched)
        for g in near
        if may_pair(golds[g], claims[p])
    }
    held: dict[int, int] = {}

    def seat(g: int, tried: set[int]) -> bool:
        for p in sorted((p for h, p in rights if h == g and p not in tried), key=lambda p: (-rights[g, p], p)):
            tried.add(p)
            if p not in held or seat(held[p], tried):
                held[p] = g
                return True
        return False

    best = {g: max(right for (h, _), right in rights.items() if h == g) for g, _ in rights}
    for g in sorted(best, key=lambda g: (golds[g].optional, -best[g], g)):
        seat(g, set())
    return {g: p for p, g in held.items()}


def _verdicts(gold: GoldClaim, row: Row, known: Mapping[str, str], rules: NameRules) -> list[tuple[str, bool]]:
    """Each scored field and whether it is right; a cause is right where it points at a claim paired to a named one."""
    verdicts = []
    for field, want in gold.fields.items():
        if field == "cause":
            verdicts.append((field, any(known.get(cause) in listed(want) for cause in row["cause"])))
        else:
            verdicts.append((field, field_right(field, want, row, rules=rules)))
    return verdicts


def _spurious(gold: GoldReport, touched: Sequence[Sequence[int]], paired: set[int]) -> list[int]:
    """The claims that pair with none and stand in a passage that was not optional, or in none."""
    free = [p for p in range(len(touched)) if p not in paired]
    return [p for p in free if not touched[p] or not all(gold.claims[g].optional for g in touched[p])]


def _header_fields(header: Mapping[str, Any], published: Mapping[str, Any]) -> list[tuple[str, bool]]:
    fields = []
    if "published" in header:
        fields.append(("published", str(published["published"] or "")[:10] == str(header["published"])[:10]))
    if "published_basis" in header:
        fields.append(("published_basis", published.get("published_basis") in listed(header["published_basis"])))
    return fields


def _wrong(claim: GoldClaim, field: str, row: Row) -> str:
    value = row.get("occurred" if field == "occurred_as_of" else field)
    return f"{claim.id}: {field}: gold {claim.fields[field]}, coded {value}"


def _missed(claim: GoldClaim, *, found: bool) -> str:
    where = "" if found else " (words that are not in the report)"
    return f"{claim.id}: missed {'/'.join(claim.types)}: {claim.words}{where}"
