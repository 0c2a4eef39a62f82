"""One report read to the bottom: each coded claim that a gold folder asks for, and the ledger of forces and bases.

    python benchmarks/seed.py DIR

DIR holds gold.toml and its report. Printed are the scores, every missed, spurious and wrong item, and the rows of
`[[posture]]` with whether the ledger has one of that force, place and status.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.corpus import coded
from dateline.codebook import load_codebook
from dateline.collect import collect
from dateline.merge import merge
from dateline.pipeline.coding import built_in
from dateline.records import Posture, Report
from dateline.score import summary
from dateline.score.agreement import NameRules, name_rules, same_name
from dateline.score.gold import listed, load_gold


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder: Path = parser.parse_args().folder
    codebook = load_codebook()
    verdicts = [verdict for verdict, _ in coded(load_gold(folder), codebook)]
    print(json.dumps(summary(verdicts), indent=1))
    print("\n".join(line for verdict in verdicts for line in verdict.lines))
    wanted = tomllib.loads((folder / "gold.toml").read_text("utf-8-sig")).get("posture", [])
    rows, rules = ledger(folder), name_rules(codebook)
    found = [any(agrees(want, row, rules) for row in rows) for want in wanted]
    print(f"ledger: {sum(found)} of {len(wanted)} rows, {len(rows)} given")
    for want, right in zip(wanted, found, strict=True):
        print("  ", "found " if right else "missed", want)


def ledger(folder: Path) -> Sequence[Posture]:
    """The postures that follow from the reports of the folder alone."""
    codebook = load_codebook()
    with built_in().prepare(codebook) as code:
        done = code([one for one in collect([str(folder)], codebook=codebook) if isinstance(one, Report)])
    claims = [claim for one in done for claim in one.claims]
    reads = {one.read.report.report_id: one.read for one in done}
    return merge(claims, reads, (), codebook).postures


def agrees(want: Mapping[str, Any], row: Posture, rules: NameRules) -> bool:
    """Whether the row is of the wanted force, site or country, and of one of the wanted statuses."""
    names = [row.force.name, row.force.words]
    places = [one.name for one in (row.site, row.place) if one]
    country = row.place.country if row.place else None
    return (
        row.status in listed(want["status"])
        and same_name(listed(want["force"]), names, rules=rules)
        and ("site" not in want or same_name(listed(want["site"]), places, rules=rules))
        and ("country" not in want or country in listed(want["country"]))
    )


if __name__ == "__main__":
    main()
