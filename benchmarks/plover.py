"""Event classes, actors and recipients of the PLOVER gold standard records beside our claims.

    python benchmarks/plover.py DIR [--misses]

DIR holds plover_gsr.jsonl.gz. A record's class is right where a claim of its sentence has a type that the core
codebook puts into that class of PLOVER (2024; classes renamed and modes moved since are read under their new names).
What is only planned or threatened may belong to its own class, as one in the future, or to that of promises or of
threats: the manual knows both. Records of classes that no type of ours belongs to are told apart. Actors and
recipients are right where the words of a record's party and those of one of the claim's share a word that is more than
a function word, over the records whose class is right.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.codebook import Codebook, load_codebook
from dateline.coders import CODERS
from dateline.collect.draft import Draft, make_report
from dateline.pipeline.coding import open_reader
from dateline.records import Claim, Coded, Party

AHEAD = {
    "AID": "AGREE",
    "CONSULT": "AGREE",
    "RETREAT": "AGREE",
    "SANCTION": "THREATEN",
    "COERCE": "THREATEN",
    "ASSAULT": "THREATEN",
}
MOVED = {("COERCE", "destroy"): "ASSAULT", ("COERCE", "detain"): "ASSAULT"}
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT"}
SMALL = frozenset(("the", "a", "an", "of", "in", "and", "for", "its", "s", "on", "to"))


def read_records(folder: Path) -> list[dict[str, Any]]:
    """The records, in the order of the file."""
    with gzip.open(folder / "plover_gsr.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def coded(records: Sequence[Mapping[str, Any]], codebook: Codebook) -> Iterator[tuple[Claim, ...]]:
    """The claims of each record's text."""
    with open_reader(codebook) as read:
        for record in records:
            draft = Draft(record["id"], record["text"], language="en")
            reading = read(make_report(draft, codebook=codebook, published=record["date"]))
            yield tuple(CODERS["clause"](reading, codebook))


def classes(codebook: Codebook) -> dict[str, str]:
    """The class of PLOVER of each event type that has one."""
    return {
        name: entry.peers["plover"]["event"]
        for name, entry in codebook.event_types.items()
        if entry.peers.get("plover", {}).get("event")
    }


def classes_of(claim: Claim, kinds: Mapping[str, str]) -> set[str]:
    """The classes of PLOVER that the claim may belong to."""
    name = kinds.get(claim.event_type)
    ahead = AHEAD.get(name or "") if claim.factuality.value in ("planned", "threatened") else None
    return {one for one in (name, ahead) if one}


def class_of(record: Mapping[str, Any]) -> str:
    """The record's class under its name of 2024; destroying and abducting are modes of another class since."""
    name = str(record["event"])
    return MOVED.get((name, record.get("mode") or ""), RENAMED.get(name, name))


def best_claim(record: Mapping[str, Any], claims: Sequence[Claim], kinds: Mapping[str, str]) -> Claim | None:
    """The claim of the record's class that shares most parties with it, or None."""
    wanted = class_of(record)
    right = [claim for claim in claims if wanted in classes_of(claim, kinds)]
    return max(right, key=lambda claim: sum(sides(record, claim).values()), default=None)


def sides(record: Mapping[str, Any], claim: Claim) -> dict[str, bool]:
    """For each side that the record names, whether the claim has one of its parties."""
    both = (("actor", record.get("source"), claim.actors), ("recipient", record.get("target"), claim.recipients))
    everyone = (
        claim.actors + claim.recipients
        if set(_texts(record.get("source"))) == set(_texts(record.get("target")))
        else None
    )
    return {side: _meet(_texts(parties), everyone or found) for side, parties, found in both if _texts(parties)}


def _texts(parties: Any) -> list[str]:
    listed = parties if isinstance(parties, list) else [parties] if isinstance(parties, dict) else []
    return [party["actorText"] for party in listed if isinstance(party, dict) and party.get("actorText")]


def _meet(texts: Sequence[str], parties: Sequence[Coded[Party]]) -> bool:
    wanted = {word for text in texts for word in _words(text)}
    return any(wanted & set(_words(f"{party.value.words} {party.value.name}")) for party in parties)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", text.lower()) if word not in SMALL]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="print the records that are not right")
    options = parser.parse_args()
    codebook = load_codebook()
    kinds, total, by_class = classes(codebook), Counter[str](), Counter[tuple[str, str]]()
    records = read_records(options.folder)
    for record, claims in zip(records, coded(records, codebook), strict=True):
        name = class_of(record)
        if name not in kinds.values():
            total["without a type of ours"] += 1
            continue
        claim = best_claim(record, claims, kinds)
        by_class[name, "all"] += 1
        by_class[name, "right"] += claim is not None
        for side, right in sides(record, claim).items() if claim else ():
            total[f"{side} asked"] += 1
            total[f"{side} right"] += right
        if options.misses and (claim is None or not all(sides(record, claim).values())):
            print(name, record["textInfo"]["markup"], [(c.event_type, c.trigger.quote) for c in claims])
    _print(total, by_class)


def _print(total: Counter[str], by_class: Counter[tuple[str, str]]) -> None:
    for name in sorted({name for name, _ in by_class}):
        print(f"{name:10} {by_class[name, 'right']:4} of {by_class[name, 'all']}")
    right, asked = (sum(n for (_, kind), n in by_class.items() if kind == key) for key in ("right", "all"))
    print(
        f"class {100 * right / asked:.1f} % of {asked}; {total['without a type of ours']} records have no type of ours"
    )
    for side in ("actor", "recipient"):
        print(f"{side} {100 * total[f'{side} right'] / total[f'{side} asked']:.1f} % of {total[f'{side} asked']}")


if __name__ == "__main__":
    main()
