"""Places of GeoVirus' reports: which are found, and how many of them lie within 161 km of where they are.

    python benchmarks/geovirus.py FILE [--misses] [--given]

FILE is geovirus.jsonl.gz. Accuracy counts over all annotated places, so that one which is not found or left undecided
is wrong; F1 is of places that overlap an annotated one and lie within 161 km (100 miles, the measure of the field).
With --given the annotated spans are given, and what each name means is asked for, not what stands before it ("northern
Mali" is Mali); what is left open is told twice, as wrong and by its first candidate.
Two conventions cost points that say nothing of the reading: which point stands for a country, and that "northern Mali"
is annotated as Mali. A further figure counts a country by its name and places told by a direction by where it starts.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from dateline.codebook import load_codebook
from dateline.collect.draft import Draft, make_report
from dateline.distance import km_between
from dateline.gazetteer import Gazetteer, open_gazetteer, plain
from dateline.language import load
from dateline.pipeline.coding import open_reader
from dateline.read import parse
from dateline.read.name_runs import Run
from dateline.read.names import Name, find_names
from dateline.read.place_words import PlaceWords, place_words
from dateline.read.strangers import as_waters
from dateline.read.toponyms import Meaning, resolve
from dateline.records import Mention, Place, Reading, Report, Toponym
from dateline.sentences import Sentence

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


def given(
    report: Report,
    sentences: tuple[Sentence, ...],
    golds: Sequence[Mapping[str, Any]],
    words: PlaceWords,
    at: Gazetteer,
) -> tuple[list[Name], list[int | None]]:
    """The report's names with the annotated spans among them, and the number of the name that stands for each span."""
    names = find_names(report, sentences, zones=(), words=words, gazetteer=at)
    spans = [on_tokens(sentences, gold["start"], gold["end"]) for gold in golds]
    own = {(name.sentence, name.first, name.last): name for name in names}
    kept = [n for n in names if not any(s and s[0] == n.sentence and s[1] < n.last and n.first < s[2] for s in spans)]
    wanted = {span: own.get(span) or name_at(report, sentences, span, words, at) for span in spans if span}
    merged = sorted([*kept, *wanted.values()], key=lambda name: (name.sentence, name.first))
    return merged, [merged.index(wanted[span]) if span else None for span in spans]


def on_tokens(sentences: Sequence[Sentence], start: int, end: int) -> tuple[int, int, int] | None:
    """The sentence and the half-open range of tokens that cover two offsets."""
    for number, sentence in enumerate(sentences):
        covered = [i for i, token in enumerate(sentence.tokens) if token.start < end and start < token.end]
        if covered:
            return number, covered[0], covered[-1] + 1
    return None


def name_at(
    report: Report, sentences: Sequence[Sentence], span: tuple[int, int, int], words: PlaceWords, at: Gazetteer
) -> Name:
    run = Run(report.text, sentences[span[0]], span[1], span[2], words, at, shouted=False)
    return Name(*span, run.words, at.lookup(run.words), run.hint())


def measure_given(path: Path, misses: bool) -> None:
    """Prints how many given spans are resolved to within the distance."""
    codebook, total = load_codebook(), Counter[str]()
    words = place_words(codebook, "en")
    assert words is not None
    gazetteer, engine = open_gazetteer(), load()
    with closing(gazetteer):
        for document in read_documents(path):
            report = make_report(Draft(document["doc_id"], document["text"], language="en"), codebook=codebook)
            sentences = parse(report, engine=engine, codebook=codebook)
            names, numbers = given(report, sentences, document["places"], words, gazetteer)
            meanings, _ = resolve(as_waters(names, sentences, words=words, gazetteer=gazetteer), sentences, words=words)
            for gold, number in zip(document["places"], numbers, strict=True):
                meaning = meanings[number] if number is not None else Meaning(None, ())
                verdict = of_meaning(gold, meaning)
                total[verdict] += 1
                if misses and verdict != "right":
                    told = [f"{e.name}, {e.country}" for e in (meaning.entry, *meaning.candidates) if e][:3]
                    print(f"{document['doc_id']}  {verdict:14} {gold['name']}: {told}")
    every = total.total()
    print(f"{every} given: {dict(total)}")
    print(f"within {NEAR_KM:.0f} km                            {100 * total['right'] / every:.1f}")
    print(f"and where open, the first candidate      {100 * (total['right'] + total['open, right']) / every:.1f}")


def of_meaning(gold: Mapping[str, Any], meaning: Meaning) -> str:
    first = meaning.entry or next(iter(meaning.candidates), None)
    if first is None:
        return "unknown"
    near = km_between(gold["lat"], gold["lon"], first.lat, first.lon) <= NEAR_KM
    return ("" if meaning.entry else "open, ") + ("right" if near else "far")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true", help="print each difference")
    parser.add_argument("--given", action="store_true", help="the annotated spans are given")
    options = parser.parse_args()
    if options.given:
        measure_given(options.file, options.misses)
        return
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
