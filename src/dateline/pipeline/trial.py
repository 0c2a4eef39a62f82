"""A codebook's own examples, coded: what their authors take from them against what the coder takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.codebook import Codebook, EventType, Example
from dateline.collect.draft import Draft, make_report
from dateline.errors import CodebookError, GoldError
from dateline.pipeline.coding import Code, Method, built_in
from dateline.records import Report
from dateline.score import score_report
from dateline.score.agreement import NameRules, name_rules
from dateline.score.gold import GoldReport, gold_claim
from dateline.serial import claim_to_json, dating_to_json


def example_failures(codebook: Codebook, *, method: Method | None = None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each event type with a line for everything that its examples ask for and the coder does otherwise.

    An example passes when each of its claims is found, with all its fields, and no other claim of that type is.
    Raises CodebookError where an example cannot be read.
    """
    rules = name_rules(codebook)
    with (method or built_in()).prepare(codebook) as code:
        for entry in codebook.event_types.values():
            lines = [
                line
                for number, example in enumerate(entry.examples, 1)
                for line in _failures(entry, example, number, codebook, code, rules)
            ]
            yield entry.name, tuple(lines)


def _failures(
    entry: EventType, example: Example, number: int, codebook: Codebook, code: Code, rules: NameRules
) -> Sequence[str]:
    gold = _gold(entry, example, f"example {number}")
    types = {entry.name, *(name for claim in gold.claims for name in claim.types)}
    report = _report(entry, example, codebook)
    (coded,) = code([report])
    rows = [claim_to_json(claim) for claim in coded.claims if claim.event_type in types]
    dating = dating_to_json(coded.read.dating, home=report.report_id)
    return score_report(gold, rows, text=report.text, published=dating, rules=rules).lines


def _gold(entry: EventType, example: Example, name: str) -> GoldReport:
    defaults = {"types": [entry.name], "class": entry.claim_class}
    try:
        claims = tuple(
            gold_claim({**defaults, **claim}, ident=f"claim {number}", where=f"{entry.name}.toml: {name}")
            for number, claim in enumerate(example.claims, 1)
        )
    except GoldError as error:
        raise CodebookError(str(error)) from error
    return GoldReport(name, None, {}, claims)


def _report(entry: EventType, example: Example, codebook: Codebook) -> Report:
    """The example as a report; one too short for its language to be told has the language of the type's triggers."""
    report = make_report(Draft(entry.name, example.text), codebook=codebook, published=example.published)
    if report.language in codebook.languages or not entry.triggers:
        return report
    return replace(report, language=entry.triggers[0].language)
