"""Places that annotators of re3d marked, and how many of them the reading finds.

    python benchmarks/re3d_places.py FOLDER [--misses]

FOLDER holds re3d_train.jsonl.gz: reports on Syria and Iraq, 2014-17. Asked for are entities of type Location of which
the annotators were sure (confidence 0.5 and more) and whose offsets give their own words. One is found where a mention
overlaps it, exactly where both cover the same words, an article before them apart. Many are no names ("a hospital",
"two bridges"): such are our sites. So the share is told by mentions of kind place, by those or sites, and for those
with a capital letter.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.codebook import load_codebook
from dateline.collect.draft import Draft, make_report
from dateline.pipeline.coding import open_reader
from dateline.records import Evidence

SURE = 0.5
ARTICLE = "the "
VERDICTS = ("exact", "overlapping", "missed")
ASKED = ("all, by places or sites", "all, by places", "with a capital letter, by places")


def read_documents(folder: Path) -> list[dict[str, Any]]:
    with gzip.open(folder / "re3d_train.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def locations(document: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Start and end of each place that is asked for, without its article."""
    for one in document["entities"]:
        start, end = one["start"], one["end"]
        words = document["text"][start:end]
        if one["type"] == "Location" and one["confidence"] >= SURE and words == one["text"]:
            yield start + len(ARTICLE) * words.lower().startswith(ARTICLE), end


def verdict(start: int, end: int, found: list[Evidence]) -> str:
    """One of VERDICTS."""
    over = [one for one in found if one.start < end and start < one.end]
    bare = ((one.start + len(ARTICLE) * one.quote.lower().startswith(ARTICLE), one.end) for one in over)
    return "exact" if (start, end) in bare else "overlapping" if over else "missed"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="print each difference")
    options = parser.parse_args()
    codebook, total = load_codebook(), {name: Counter[str]() for name in ASKED}
    with open_reader(codebook) as read:
        for document in read_documents(options.folder):
            report = make_report(Draft(document["doc_id"], document["text"], language="en"), codebook=codebook)
            mentions = read(report).mentions
            places, sites = ([m.evidence for m in mentions if m.kind == kind] for kind in ("place", "site"))
            for start, end in locations(document):
                words, how = document["text"][start:end], verdict(start, end, places)
                total["all, by places or sites"][verdict(start, end, [*places, *sites])] += 1
                total["all, by places"][how] += 1
                total["with a capital letter, by places"][how] += any(map(str.isupper, words))
                if options.misses and how != "exact":
                    near = document["text"][max(0, start - 30) : end + 20].replace("\n", " ")
                    print(f"{how:12} {words!r}   ... {near}")
    for name, counts in total.items():
        found = 100 - 100 * counts["missed"] / counts.total()
        print(f"{name}: {counts.total()} asked for, {found:.1f} % found: {dict(counts)}")


if __name__ == "__main__":
    main()
