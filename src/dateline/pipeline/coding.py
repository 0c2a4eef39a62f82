"""One report from text to claims, with all that this needs opened once in the process where it runs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from dateline import __version__
from dateline.codebook import Codebook
from dateline.collect.draft import UNDETERMINED
from dateline.errors import DatelineError, EngineError
from dateline.records import Claim, CodedReport, Evidence, Reading, ReadReport, Report
from dateline.serial import coded_fields

T = TypeVar("T")
Code = Callable[[Sequence[Report]], Sequence[CodedReport]]
SHAPE_CLAIMS = (
    "language", "gazetteer_data", "gazetteer.py", "read", "coders", "records.py", "sentences.py", "dates.py",
    "datelines.py", "masthead.py", "paragraphs.py",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Method:
    """A way to code: `identity` changes whenever its claims could; `prepare` opens it and can be sent to a worker.

    What is prepared codes several reports at once, each as if it were the only one.
    """

    identity: str
    prepare: Callable[[Codebook], AbstractContextManager[Code]]


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be coded, and why."""

    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


def built_in(coder: str = "clause", *, gazetteer: Path | None = None) -> Method:
    """The method of a coder of ours, with the places of the file `gazetteer`, or of the shipped one.

    Raises DatelineError where there is no coder of that name, GazetteerError where the file is no gazetteer.
    """
    from dateline.coders import CODERS, VERSIONS
    from dateline.gazetteer import open_gazetteer

    if coder not in CODERS:
        raise DatelineError(f"no coder is called {coder!r}; there are: {', '.join(sorted(CODERS))}")
    identity = f"{coder} {VERSIONS[coder]}, dateline {__version__}, files {package_digest(*SHAPE_CLAIMS)}"
    if gazetteer is not None:
        open_gazetteer(gazetteer).close()
        identity += f", gazetteer {_file_digest(gazetteer)[:16]}"
    return Method(identity, partial(prepare, coder, gazetteer=gazetteer))


@contextmanager
def open_reader(codebook: Codebook, *, gazetteer: Path | None = None) -> Iterator[Callable[[Report], Reading]]:
    """A function from a report to its reading, with the places of the file `gazetteer`, or of the shipped one.

    Raises EngineError or GazetteerError where their files are missing.
    """
    with open_reader_of_many(codebook, gazetteer=gazetteer) as read_each:
        yield lambda report: read_each([report])[0]


@contextmanager
def open_reader_of_many(
    codebook: Codebook, *, gazetteer: Path | None = None
) -> Iterator[Callable[[Sequence[Report]], list[Reading]]]:
    """As `open_reader`, for several reports at once."""
    from dateline.gazetteer import open_gazetteer
    from dateline.language import load
    from dateline.read import parse_all, read

    try:
        engine = load()
    except OSError as error:
        raise EngineError(f"the language engine cannot be loaded: {error}") from error

    with closing(open_gazetteer(gazetteer)) as places:

        def read_each(reports: Sequence[Report]) -> list[Reading]:
            for report in reports:
                if report.language not in codebook.languages:
                    raise DatelineError(why_foreign(report))
            parsed = zip(reports, parse_all(reports, engine=engine, codebook=codebook), strict=True)
            return [read(report, own, codebook=codebook, gazetteer=places) for report, own in parsed]

        yield read_each


def why_foreign(report: Report) -> str:
    """Why a report cannot be read whose language the codebook lacks."""
    if report.language == UNDETERMINED:
        return "its language cannot be told"
    return f"its language ({report.language}) is not in the codebook"


@contextmanager
def prepare(coder: str, codebook: Codebook, *, gazetteer: Path | None = None) -> Iterator[Code]:
    """A function from reports to their claims, by the built-in coder of that name."""
    from dateline.coders import CODERS

    with open_reader_of_many(codebook, gazetteer=gazetteer) as read_each:

        def code(reports: Sequence[Report]) -> list[CodedReport]:
            return [
                CodedReport(ReadReport(reading.report, reading.dating), tuple(CODERS[coder](reading, codebook)))
                for reading in read_each(reports)
            ]

        yield code


def code_each(reports: Sequence[Report], code: Code) -> list[CodedReport | Failure]:
    """What each report gives, in order; where one fails, whatever the error, each is coded by itself."""

    def checked(some: Sequence[Report]) -> Sequence[CodedReport]:
        coded = code(some)
        for report, one in zip(some, coded, strict=True):
            check_claims(one.claims, report)
        return coded

    with suppress(Exception):
        return list(checked(reports))
    return [attempt(report, lambda report: checked([report])[0]) for report in reports]


def attempt(report: Report, work: Callable[[Report], T]) -> T | Failure:
    """What the work gives for a report, or why it failed."""
    try:
        return work(report)
    except DatelineError as error:
        return Failure(report.name, str(error))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one report must not cost the user all the others
        return Failure(report.name, f"dateline failed on it, please report this: {type(error).__name__}: {error}")


def check_claims(claims: Sequence[Claim], report: Report) -> None:
    """Raises ValueError unless every claim is of this report, once, and all its words stand where it says."""
    ids = [claim.claim_id for claim in claims]
    if len(set(ids)) < len(ids) or any(claim.report_id != report.report_id for claim in claims):
        raise ValueError("claims with one id, or of another report")
    for claim in claims:
        for span in spans_of(claim):
            if span.header is None and report.text[span.start : span.end] != span.quote:
                raise ValueError(f"{claim.claim_id}: {span.quote!r} does not stand at {span.start}:{span.end}")


def spans_of(claim: Claim) -> Iterator[Evidence]:
    """All the words on which a claim rests, the trigger first."""
    yield claim.trigger
    for _, values in coded_fields(claim):
        for coded in values:
            yield from coded.evidence


def package_digest(*parts: str) -> str:
    """A digest over those files and folders of the package, code and data: it changes when what they do could."""
    total, home = hashlib.sha256(), Path(__file__).parents[1]
    for path in sorted(file for part in parts for file in (home / part, *(home / part).rglob("*"))):
        if path.is_file() and path.suffix not in {".pyc", ".md"}:
            total.update(path.relative_to(home).as_posix().encode() + b"\0")
            total.update(bytes.fromhex(_file_digest(path)))
    return total.hexdigest()[:16]


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
