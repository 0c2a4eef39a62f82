"""Days of incidents in the wire reports of MUC-3/4 beside those of the answer keys.

    python benchmarks/muc_dates.py FILE [--every N] [--misses]

FILE is dev.jsonl.gz. Counted are the templates that must be given and whose DATE is one single day. `told`: the day is
among those that the reading resolved, or is that of publication. `coded`: a claim is coded on the day, or it is that of
publication, on which the key puts what has no time of its own.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.codebook import load_codebook
from dateline.coders import CODERS
from dateline.collect.draft import Draft, make_report
from dateline.pipeline.coding import open_reader
from dateline.records import Claim, Mention, Reading, Timex


def read_documents(path: Path, every: int) -> list[dict[str, Any]]:
    """Every so many of the documents that have templates."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    return [document for document in documents if document["templates"]][::every]


def key_days(template: dict[str, Any]) -> set[str]:
    """The single days that the key allows; empty where it has none or may be left out."""
    pairs = [pair for filler in template.get("incident_date") or () for pair in filler["iso"] if pair]
    return set() if template["optional"] else {first for first, last in pairs if first == last}


def day_of(mention: Mention) -> str | None:
    """The one day that a time means."""
    span = mention.value.occurred if isinstance(mention.value, Timex) else None
    return span.start.isoformat() if span and span.start and span.start == span.end else None


def coded_days(claims: Sequence[Claim]) -> set[str]:
    """The single days on which claims are coded."""
    spans = [claim.occurred.value for claim in claims if claim.occurred]
    return {span.start.isoformat() for span in spans if span.start and span.start == span.end}


def verdicts(
    document: dict[str, Any], reading: Reading, claims: Sequence[Claim]
) -> Iterator[tuple[set[str], bool, bool]]:
    """For each template with a single day: the days of its key, whether one is told, and whether one is coded."""
    published = {(reading.dating.published or "")[:10]}
    told = {day for mention in reading.mentions if (day := day_of(mention))} | published
    coded = coded_days(claims) | published
    for template in document["templates"]:
        if key := key_days(template):
            yield key, bool(key & told), bool(key & coded)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--every", type=int, default=1, help="read only every so many documents")
    parser.add_argument("--misses", action="store_true", help="print each day that is not told")
    options = parser.parse_args()
    codebook, total = load_codebook(), Counter[str]()
    with open_reader(codebook) as read:
        for document in read_documents(options.file, options.every):
            draft = Draft(document["doc_id"], document["text"], language="en")
            report = make_report(draft, codebook=codebook, published=document["dateline_date"])
            reading = read(report)
            claims = tuple(CODERS["clause"](reading, codebook))
            for key, told, coded in verdicts(document, reading, claims):
                total += Counter(templates=1, told=told, coded=coded)
                if options.misses and not told:
                    print(
                        document["doc_id"],
                        document["dateline_date"],
                        sorted(key),
                    )
    for name in ("told", "coded"):
        print(f"{name:6} {100 * total[name] / total['templates']:.1f} % of {total['templates']}")


if __name__ == "__main__":
    main()
