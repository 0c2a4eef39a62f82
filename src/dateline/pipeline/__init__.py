"""The corridor: reports come in, are read, are coded, are kept; and are merged whenever somebody asks.

    collect -> Report -> (read -> Reading -> code -> Claim) -> store;   store -> merge -> Dataset

What stands in brackets runs report by report, in several processes; what was coded before is not coded again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dateline.codebook import Codebook
from dateline.collect import collect
from dateline.errors import InputError
from dateline.pipeline.coding import Failure, Method, built_in, package_digest
from dateline.pipeline.workers import BATCH, coded
from dateline.records import CodedReport, Dataset, Report
from dateline.serial import Row, incident_to_json, posture_to_json

if TYPE_CHECKING:
    from dateline.store import Store

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: reports found, coded now and coded before, claims found now, and what was not coded.

    `copies` is the number of inputs with the very text of another one. `errors` names what could not be read or coded;
    `foreign` the reports in a language that the codebook lacks.
    """

    reports: int
    coded: int
    known: int
    claims: int
    copies: int
    errors: tuple[InputError, ...]
    foreign: tuple[Report, ...]


def run(
    locations: Sequence[str],
    *,
    store: Store,
    codebook: Codebook,
    method: Method | None = None,
    published: str | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Summary:
    """Codes the reports in `locations` into `store`, or, where there are none, those that the store has already.

    Every batch is kept once it is done: an interrupted run is finished by the next. Raises StoreError where the store
    cannot be written, EngineError and GazetteerError where the program's own files are missing.
    """
    method = method or built_in()
    errors: list[InputError] = []
    kept: list[str] = []
    collected = collect(locations, codebook=codebook, published=published)
    found = store.add_reports(_kept(collected, kept, errors), collected=_now())
    copies = len(kept) - len(found)
    if not locations:
        found = tuple(one.read.report.report_id for one in store.reports())
    todo = store.uncoded(found, codebook=codebook.digest, method=method.identity)
    foreign: list[Report] = []
    reports = _codable(todo, store, codebook, foreign)
    done, claims = 0, 0
    with closing(coded(reports, method=method, codebook=codebook, jobs=min(jobs, -(-len(todo) // BATCH)))) as batches:
        for outcomes in batches:
            batch = [one for one in outcomes if isinstance(one, CodedReport)]
            store.add_codings(batch, codebook=codebook.digest, method=method.identity)
            errors += [InputError(one.name, one.reason) for one in outcomes if isinstance(one, Failure)]
            done, claims = done + len(batch), claims + sum(len(one.claims) for one in batch)
            if progress:
                progress(done, len(todo))
    return Summary(len(found), done, len(found) - len(todo), claims, copies, tuple(errors), tuple(foreign))


def dataset(store: Store, codebook: Codebook) -> Dataset:
    """What all claims and judgements of the store say, taken together; the same store gives the same, to the byte."""
    from dateline.merge import merge

    reports = {one.read.report.report_id: one.read for one in store.reports()}
    return merge(store.claims(), reports, store.judgements(), codebook)


def merge_and_keep(store: Store, codebook: Codebook) -> None:
    """Merges what is not merged yet; keeps the rows in the store for `merged_rows`, and where old incidents went."""
    key = _merged_key(store, codebook)
    if store.merged("incidents", key) is None:
        rows = _rows_of(dataset(store, codebook))
        store.add_forwards(successors(store.merged("incidents") or [], rows["incidents"]))
        store.keep_merged(key, rows)


def merged_rows(kind: str, store: Store, codebook: Codebook) -> list[Row]:
    """The `incidents` or `postures` of the store in contract form: as kept, or merged anew where something changed."""
    kept = store.merged(kind, _merged_key(store, codebook))
    return _rows_of(dataset(store, codebook))[kind] if kept is None else kept


def successors(before: Iterable[Row], after: Sequence[Row]) -> dict[str, str]:
    """By id of an incident that is no more, the one that has most of its claims; none where no claim is left."""
    homes = {claim: row["incident_id"] for row in after for claim in row["claims"]}
    ids = set(homes.values())
    forwards = {}
    for row in before:
        shares = Counter(homes[claim] for claim in row["claims"] if claim in homes)
        if shares and row["incident_id"] not in ids:
            forwards[row["incident_id"]] = min(shares, key=lambda ident: (-shares[ident], ident))
    return forwards


def _rows_of(merged: Dataset) -> dict[str, list[Row]]:
    return {
        "incidents": [incident_to_json(incident) for incident in merged.incidents],
        "postures": [posture_to_json(posture) for posture in merged.postures],
    }


def _merged_key(store: Store, codebook: Codebook) -> str:
    return f"{store.state()} {codebook.digest} {package_digest('merge', 'serial.py')}"


def _kept(collected: Iterable[Report | InputError], kept: list[str], errors: list[InputError]) -> Iterator[Report]:
    """The reports that can be kept, their ids being added to `kept`; what cannot goes to `errors`."""
    for one in collected:
        if isinstance(one, InputError):
            errors.append(one)
        elif not _is_unicode(one.name, one.source, one.url, one.title):
            name = one.name.encode(errors="replace").decode()
            errors.append(InputError(name, "its name or header holds bytes that are no characters"))
        else:
            kept.append(one.report_id)
            yield one


def _is_unicode(*texts: str | None) -> bool:
    try:
        "".join(filter(None, texts)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _codable(report_ids: Sequence[str], store: Store, codebook: Codebook, foreign: list[Report]) -> Iterator[Report]:
    """The reports whose language the codebook has; the others go to `foreign`."""
    for report in filter(None, map(store.report, report_ids)):
        if report.language in codebook.languages:
            yield report
        else:
            foreign.append(report)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
