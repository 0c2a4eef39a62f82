"""Places of GeoVirus' reports: which are found, and how many of them lie within 161 km of where they are.

    python benchmarks/geovirus.py FILE [--misses]

FILE is geovirus.jsonl.gz. Accuracy counts over all annotated places, so that one which is not found or left undecided
is wrong; F1 is of places that overlap an annotated one and lie within 161 km (100 miles, the measure of the field).
Two conventions cost points that say nothing of the reading: which point stands for a country, and that "northern Mali"
is annotated as Mali. A further figure counts a country by its name and places told by a direction by where it starts.
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
from dateline.distance import km_between
from dateline.gazetteer import plain
from dateline.pipeline.coding import open_reader
from dateline.records import Mention, Place, Reading, Toponym

NEAR_KM = 161.0


def read_documents(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def found_places(reading: Reading) -> list[tuple[Mention, Toponym]]:
    """Our places that are told as places; what stands for people or a government is not asked for."""
    return [(one, one.value) for one in reading.mentions if isinstance(one.value, Toponym)]


def away(gold: Mapping[str, Any], place: Place | None) -> float | None:
    """Kilometres from the annotated place to ours, or None where ours has no point."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return km_between(gold["lat"], gold["lon"], place.lat, place.lon)


def is_same(gold: Mapping[str, Any], mention: Mention, value: Toponym, nations: Mapping[str, str]) -> bool:
    """Whether ours is the annotated country by name, or was told by the annotated place."""
    started = value.candidates[0] if value.candidates and mention.rule in ("whereabouts", "border") else value.place
    if started is None:
        return False
    country = nations.get(plain(gold["name"]))
    distance = away(gold, started)
    by_name = started.precision == "country" and started.country == country
    return by_name or (distance is not None and distance <= NEAR_KM)


def judged(document: dict[str, Any], reading: Reading, nations: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A verdict and a line of report for each annotated place and for each of ours that overlaps none."""
    found = found_places(reading)
    for gold in document["places"]:
        over = [
            (one, value)
            for one, value in found
            if one.evidence.start < gold["end"] and gold["start"] < one.evidence.end
        ]
        ours = over[0][1].place if over else None
        distance = away(gold, ours)
        if not over:
            yield "missed", gold["name"]
        elif distance is None:
            yield "undecided", f"{gold['name']}: {[c.name for c in over[0][1].candidates][:4]}"
        else:
            where = f"{gold['name']}: {ours.name if ours else ''}, {ours.country if ours else ''}, {distance:.0f} km"
            same = is_same(gold, *over[0], nations)
            yield ("right" if distance <= NEAR_KM else "far, same" if same else "far"), where
    for one, value in found:
        overlaps = any(one.evidence.start < g["end"] and g["start"] < one.evidence.end for g in document["places"])
        if not overlaps and value.literal and value.place is not None:
            yield "extra", one.evidence.quote


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true", help="print each difference")
    options = parser.parse_args()
    codebook, total = load_codebook(), Counter[str]()
    nations = {
        plain(name): country.alpha3 for country in codebook.countries for name in (country.name, *country.variants)
    }
    with open_reader(codebook) as read:
        for document in read_documents(options.file):
            report = make_report(Draft(document["doc_id"], document["text"], language="en"), codebook=codebook)
            for verdict, line in judged(document, read(report), nations):
                total[verdict] += 1
                if options.misses and verdict != "right":
                    print(f"{document['doc_id']}  {verdict:9} {line}")
    gold = sum(total[name] for name in ("right", "far, same", "far", "undecided", "missed"))
    decided = total["right"] + total["far"] + total["far, same"]
    print(f"{gold} annotated: {dict(total)}")
    print(f"accuracy within {NEAR_KM:.0f} km, all annotated   {100 * total['right'] / gold:.1f}")
    print(f"accuracy of those found and decided      {100 * total['right'] / decided:.1f}")
    print(f"all annotated, countries by name         {100 * (total['right'] + total['far, same']) / gold:.1f}")
    print(f"F1 from text                             {200 * total['right'] / (gold + decided + total['extra']):.1f}")


if __name__ == "__main__":
    main()
