"""Reports and a coder made by hand, for tests of what comes before and after coding."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from dateline.codebook import Codebook
from dateline.pipeline.coding import Code, Method
from dateline.records import Claim, Coded, CodedReport, Evidence, Place, ReadReport, Report

BOOK = Codebook("by-hand", "1", "digest-1", {}, {"en": {"times": {}, "zones": {}}}, (), (), (), (), (), ())
SHELLED = re.compile(r"\bshelled (\w+)")


def report(text: str, *, name: str = "a.txt") -> Report:
    return Report(hashlib.sha256(text.encode()).hexdigest(), name, text, language="en")


def claims_of(one: Report) -> tuple[Claim, ...]:
    """A claim for every "shelled X" in a report, at a place called X."""
    claims = []
    for number, match in enumerate(SHELLED.finditer(one.text)):
        word = Evidence(one.report_id, "shelled", match.start(), match.start() + len("shelled"))
        name = Evidence(one.report_id, match[1], match.start(1), match.end(1))
        place = Coded(Place(match[1], "IRQ", None, 33.0, 44.0, 5.0, "town", None), (name,), "by-hand")
        happened = Coded("happened", (word,), "by-hand")
        ident = f"{one.report_id[:12]}-{number}"
        claim = Claim(ident, one.report_id, "event", "shelling", word, happened, 0.5, "by-hand", "shelled", place=place)
        claims.append(claim)
    return tuple(claims)


@contextmanager
def prepare(pause_s: float, codebook: Codebook) -> Iterator[Code]:
    def code_one(one: Report) -> CodedReport:
        time.sleep(pause_s)
        if "FAULT" in one.text:
            raise RuntimeError("a fault")
        return CodedReport(ReadReport(one, one.dating), claims_of(one))

    yield lambda reports: [code_one(one) for one in reports]


def method(*, pause_s: float = 0.0, identity: str = "by-hand 1") -> Method:
    return Method(identity, partial(prepare, pause_s))


def write_reports(folder: Path, number: int) -> Path:
    """A folder of so many short English reports, two of them without anything to code."""
    folder.mkdir(exist_ok=True)
    for n in range(number):
        verb = "visited" if n in (1, 4) else "shelled"
        text = f"Report {n} of the invented desk. Gunners {verb} Town{n} during the night, residents said.\n"
        (folder / f"{n:03}.txt").write_text(text, "utf-8")
    return folder
