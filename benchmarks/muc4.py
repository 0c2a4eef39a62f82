"""Incident templates of MUC-4 from our claims, beside the answer keys of one or more sets.

    python benchmarks/muc4.py DIR [--sets tst1 tst2] [--weights FILE] [--every N] [--errors]

DIR holds NAME.jsonl.gz; without --sets every set in it is read. With the weights of muc4_learn.py networks choose the
strings, without them rules do. Printed are recall, precision and F of each slot and of all templates after MUC-4's
rules, and the F1 of the five string slots as CEAF-REE.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.muc4_assembly import assembled
from benchmarks.muc4_features import Document
from benchmarks.muc4_key import SLOTS, Tally, Template, score_entities, score_templates
from benchmarks.muc4_model import chosen, load
from benchmarks.muc4_templates import templates
from dateline import language
from dateline.codebook import load_codebook
from dateline.coders import CODERS
from dateline.collect.draft import Draft, make_report
from dateline.pipeline.coding import open_reader


@dataclass
class Totals:
    """The tallies of slots and of roles over the reports so far."""

    slots: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    roles: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    documents: int = 0

    def add(self, key: Sequence[dict[str, Any]], found: Sequence[Template]) -> None:
        self.documents += 1
        for total, card in ((self.slots, score_templates(key, found)), (self.roles, score_entities(key, found))):
            for name, tally in card.items():
                total[name] = total[name] + tally

    def show(self) -> None:
        print(f"{self.documents} documents")
        show("slot", self.slots, SLOTS)
        show("entities by role", self.roles, list(self.roles))


def read_sets(folder: Path, names: Sequence[str], every: int) -> Iterator[dict[str, Any]]:
    """Every so many of the documents of the sets. Raises FileNotFoundError where a set is not in the folder."""
    paths = [folder / f"{name}.jsonl.gz" for name in names] or sorted(folder.glob("*.jsonl.gz"))
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line) for number, line in enumerate(lines) if number % every == 0)


def read_documents(read: Sequence[Mapping[str, Any]], *, vectors: bool = True) -> Iterator[Document]:
    """Each report read and coded, from its text and the date of its dateline; `vectors` are those of its words."""
    codebook, model = load_codebook(), language.load().model
    with open_reader(codebook) as reader:
        for one in read:
            draft = Draft(one["doc_id"], one["text"], language="en")
            reading = reader(make_report(draft, codebook=codebook, published=one["dateline_date"]))
            words = [[token.text for token in sentence.tokens] for sentence in reading.sentences] if vectors else []
            states = [parsed.states.astype(np.float16) for parsed in model.parse_all(words)]
            yield Document(reading, tuple(CODERS["clause"](reading, codebook)), states)


def found_templates(read: Sequence[Mapping[str, Any]], weights: Path | None) -> Iterator[list[Template]]:
    """The templates of each report."""
    if weights is None:
        codebook = load_codebook()
        yield from (templates(one.reading, one.claims, codebook) for one in read_documents(read, vectors=False))
        return
    models = load(weights)
    yield from (assembled(one, chosen(one, models)) for one in read_documents(read))


def show(title: str, tallies: Mapping[str, Tally], order: Sequence[str]) -> None:
    print(f"\n{title:26} {'recall':>7} {'prec.':>7} {'F':>7} {'points':>8} {'key':>6} {'found':>6}")
    for name in (*order, "all"):
        tally = sum(tallies.values(), Tally()) if name == "all" else tallies.get(name, Tally())
        recall, precision, f1 = tally.figures()
        row = f"{recall:7.1f} {precision:7.1f} {f1:7.1f} {tally.points:8.1f} {tally.possible:6} {tally.actual:6}"
        print(f"{name:26} {row}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="*", default=[])
    parser.add_argument("--weights", type=Path, help="what muc4_learn.py wrote; without it rules choose the strings")
    parser.add_argument("--every", type=int, default=1, help="read only every so many documents")
    parser.add_argument("--errors", action="store_true", help="print key and response of each document")
    options = parser.parse_args()
    read = list(read_sets(options.folder, options.sets, options.every))
    totals = Totals()
    for one, found in zip(read, found_templates(read, options.weights), strict=True):
        totals.add(one["templates"], found)
        if options.errors:
            _print_errors(one, found)
    totals.show()


def _print_errors(document: Mapping[str, Any], found: Sequence[Template]) -> None:
    print("=====", document["doc_id"])
    for key in document["templates"]:
        print("  key  ", {slot: ["/".join(fill["values"]) for fill in key[slot]] for slot in SLOTS if key.get(slot)})
    for one in found:
        print("  found", {slot: [fill.value for fill in fills] for slot, fills in one.items()})


if __name__ == "__main__":
    main()
