"""Incident templates of MUC-4 from our claims, beside the answer keys of one or more sets.

    python benchmarks/muc4.py DIR [--sets tst1 tst2] [--every N] [--errors]

DIR holds NAME.jsonl.gz; without --sets every set in it is read. Printed are recall, precision and F of each slot and of all
templates after MUC-4's rules, and the F1 of the five string slots as CEAF-REE.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.muc4_key import SLOTS, Tally, Template, score_entities, score_templates
from benchmarks.muc4_templates import templates
from dateline.codebook import load_codebook
from dateline.coders import CODERS
from dateline.collect.draft import Draft, make_report
from dateline.pipeline.coding import open_reader


def read_sets(folder: Path, names: Sequence[str], every: int) -> Iterator[dict[str, Any]]:
    """Every so many of the documents of the sets. Raises FileNotFoundError where a set is not in the folder."""
    paths = [folder / f"{name}.jsonl.gz" for name in names] or sorted(folder.glob("*.jsonl.gz"))
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line) for number, line in enumerate(lines) if number % every == 0)


def found_templates(documents: Sequence[Mapping[str, Any]]) -> Iterator[list[Template]]:
    """The templates of each document, from its text alone and the date of its dateline."""
    codebook = load_codebook()
    with open_reader(codebook) as read:
        for document in documents:
            draft = Draft(document["doc_id"], document["text"], language="en")
            reading = read(make_report(draft, codebook=codebook, published=document["dateline_date"]))
            yield templates(reading, tuple(CODERS["clause"](reading, codebook)), codebook)


def show(title: str, tallies: Mapping[str, Tally], order: Sequence[str]) -> None:
    print(f"\n{title:26} {'recall':>7} {'prec.':>7} {'F':>7} {'points':>8} {'key':>6} {'found':>6}")
    for name in (*order, "all"):
        tally = sum(tallies.values(), Tally()) if name == "all" else tallies.get(name, Tally())
        recall, precision, f1 = tally.figures()
        print(
            f"{name:26} {recall:7.1f} {precision:7.1f} {f1:7.1f} {tally.points:8.1f} {tally.possible:6} {tally.actual:6}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="*", default=[])
    parser.add_argument("--every", type=int, default=1, help="read only every so many documents")
    parser.add_argument("--errors", action="store_true", help="print key and response of each document")
    options = parser.parse_args()
    documents = list(read_sets(options.folder, options.sets, options.every))
    slots: dict[str, Tally] = defaultdict(Tally)
    roles: dict[str, Tally] = defaultdict(Tally)
    for document, found in zip(documents, found_templates(documents), strict=True):
        for total, card in (
            (slots, score_templates(document["templates"], found)),
            (roles, score_entities(document["templates"], found)),
        ):
            for name, tally in card.items():
                total[name] = total[name] + tally
        if options.errors:
            _print_errors(document, found)
    print(f"{len(documents)} documents")
    show("slot", slots, SLOTS)
    show("entities by role", roles, list(roles))


def _print_errors(document: Mapping[str, Any], found: Sequence[Template]) -> None:
    print("=====", document["doc_id"])
    for key in document["templates"]:
        print("  key  ", {s: ["/".join(f["values"]) for f in key[s]] for s in SLOTS if key.get(s)})
    for one in found:
        print("  found", {s: [fill.value for fill in fills] for s, fills in one.items()})


if __name__ == "__main__":
    main()
