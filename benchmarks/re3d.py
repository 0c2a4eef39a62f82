"""What annotators of re3d marked, and how much of it the reading and the claims have.

    python benchmarks/re3d.py DIR [--misses]

DIR holds re3d_*.jsonl.gz: reports on Syria and Iraq, 2014-17. Asked for are entities of which the annotators were sure
(confidence 0.5 and more) and whose offsets give their own words. One is found where a mention of the kinds named in
KINDS overlaps it, exactly where both cover the same words, an article before them apart. Many are no names ("a
hospital", "two bridges"). Of pairs said to fight it is asked whether one claim of violence has both among its parties.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.codebook import Codebook, load_codebook
from dateline.coders import CODERS
from dateline.collect.draft import Draft, make_report
from dateline.pipeline.coding import open_reader
from dateline.records import Claim, Evidence, Mention

SURE = 0.5
ARTICLE = "the "
VERDICTS = ("exact", "overlapping", "missed")
KINDS = {
    "Location": ("place", "site"),
    "Organisation": ("actor", "person", "site"),
    "Person": ("actor", "person"),
    "Nationality": ("actor", "place"),
    "Temporal": ("time",),
    "Weapon": ("weapon",),
    "MilitaryPlatform": ("weapon", "site"),
    "Vehicle": ("weapon", "site"),
    "Quantity": ("count",),
}
FIGHT, HARM = "FightingAgainst", "violence"


def read_documents(folder: Path) -> list[dict[str, Any]]:
    """The documents of all files of the folder, in the order of their names."""
    documents = []
    for path in sorted(folder.glob("re3d_*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            documents += [json.loads(line) for line in lines]
    return documents


def entities(document: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of each entity that is asked for, without its article."""
    for one in document["entities"]:
        start, end = one["start"], one["end"]
        words = document["text"][start:end]
        if one["type"] in KINDS and one["confidence"] >= SURE and words == one["text"]:
            yield one["type"], start + len(ARTICLE) * words.lower().startswith(ARTICLE), end


def verdict(start: int, end: int, found: Sequence[Evidence]) -> str:
    """One of VERDICTS."""
    over = [one for one in found if one.start < end and start < one.end]
    bare = ((one.start + len(ARTICLE) * one.quote.lower().startswith(ARTICLE), one.end) for one in over)
    return "exact" if (start, end) in bare else "overlapping" if over else "missed"


def fights(document: Mapping[str, Any]) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """The two spans of each pair that fights, where the annotators were sure."""
    for one in document["relations"]:
        if one["type"] == FIGHT and one["confidence"] >= SURE:
            yield (one["source_start"], one["source_end"]), (one["target_start"], one["target_end"])


def is_told(pair: tuple[Sequence[int], Sequence[int]], claims: Sequence[Claim], codebook: Codebook) -> bool:
    """Whether a claim of violence has a party over each span of the pair."""
    harmful = (claim for claim in claims if codebook.event_types[claim.event_type].family == HARM)
    spots = ([e for party in (*claim.actors, *claim.recipients) for e in party.evidence] for claim in harmful)
    return any(all(any(e.start < end and start < e.end for e in one) for start, end in pair) for one in spots)


def tally(mentions: Sequence[Mention], document: Mapping[str, Any], total: dict[str, Counter[str]], show: bool) -> None:
    """Count each entity of the document under its kind; places also by mentions of places alone."""
    for kind, start, end in entities(document):
        how = verdict(start, end, [m.evidence for m in mentions if m.kind in KINDS[kind]])
        words = document["text"][start:end]
        total[kind][how] += 1
        if kind == "Location":
            strict = verdict(start, end, [m.evidence for m in mentions if m.kind == "place"])
            total["Location, by places alone"][strict] += 1
            total["Location with a capital letter, by places"][strict] += any(map(str.isupper, words))
        if show and how == "missed":
            near = document["text"][max(0, start - 30) : end + 20].replace("\n", " ")
            print(f"{kind:16} {words!r}   ... {near}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--misses", action="store_true", help="print each entity that is missed")
    options = parser.parse_args()
    codebook, total, pairs = load_codebook(), defaultdict[str, Counter[str]](Counter), Counter[bool]()
    with open_reader(codebook) as read:
        for document in read_documents(options.folder):
            report = make_report(Draft(document["doc_id"], document["text"], language="en"), codebook=codebook)
            reading = read(report)
            tally(reading.mentions, document, total, options.misses)
            claims = tuple(CODERS["clause"](reading, codebook))
            pairs.update(is_told(pair, claims, codebook) for pair in fights(document))
    for name, counts in sorted(total.items()):
        found = 100 - 100 * counts["missed"] / counts.total()
        print(f"{name}: {counts.total()} asked for, {found:.1f} % found: {dict(counts)}")
    print(
        f"pairs that fight: {pairs.total()} asked for, {100 * pairs[True] / max(1, pairs.total()):.1f} % in one claim"
    )


if __name__ == "__main__":
    main()
