"""Claims beside the codings of gold folders: scores, the worth of confidence, and what is coded in trap reports.

    python benchmarks/corpus.py DIR... [--wrong]

DIR holds folders with gold.toml, as `corpus/test` does, or is one. Traps are the reports in folders whose names begin
with "trap-": they speak the language of war about other things.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.codebook import Codebook, load_codebook
from dateline.collect import collect
from dateline.pipeline.coding import built_in
from dateline.records import Claim
from dateline.score import Verdict, score_report, summary
from dateline.score.agreement import name_rules
from dateline.score.gold import GoldReport, load_gold
from dateline.serial import claim_to_json, dating_to_json

HARM = "violence"  # the family of types that a trap must not be taken for


def coded(golds: Sequence[GoldReport], codebook: Codebook) -> Iterator[tuple[Verdict, Sequence[Claim]]]:
    """The verdict on each report, and its claims. Raises InputError where a report cannot be read."""
    rules = name_rules(codebook)
    with built_in().prepare(codebook) as code:
        for gold in golds:
            report = next(collect([str(gold.path)], codebook=codebook))
            if isinstance(report, Exception):
                raise report
            (found,) = code([report])
            rows = [claim_to_json(claim) for claim in found.claims]
            dating = dating_to_json(found.read.dating, home=report.report_id)
            yield score_report(gold, rows, text=report.text, published=dating, rules=rules), found.claims


def violence_in(gold: GoldReport, verdict: Verdict, claims: Sequence[Claim], codebook: Codebook) -> int:
    """How many claims of violence a trap report was given that are not in its coding; 0 for other reports."""
    if not (gold.path and gold.path.parent.name.startswith("trap-")):
        return 0
    harm = {name for name, entry in codebook.event_types.items() if entry.family == HARM}
    return min(verdict.spurious, sum(1 for claim in claims if claim.event_type in harm))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    parser.add_argument("--wrong", action="store_true", help="print every missed, spurious and wrong item")
    options = parser.parse_args()
    codebook = load_codebook()
    for folder in options.folders:
        golds = load_gold(folder)
        results = list(coded(golds, codebook))
        traps = [violence_in(gold, *result, codebook) for gold, result in zip(golds, results, strict=True)]
        table = summary([verdict for verdict, _ in results]) | {"violence claimed in traps": sum(traps)}
        print(f"{folder}: {json.dumps(table, indent=1)}")
        for verdict, _ in results if options.wrong else ():
            print("\n".join(verdict.lines))


if __name__ == "__main__":
    main()
