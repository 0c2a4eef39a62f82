"""One SQLite file that holds reports, codings, claims and judgements: added to, never changed.

Every read-out is sorted by ids, so that the same reports give the same bytes in whatever order they came.
Each call that writes is one transaction: after a crash the file holds whole transactions only.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, Row, create_engine, event, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from dateline.errors import StoreError
from dateline.records import Claim, CodedReport, Dating, Judgement, ReadReport, Report
from dateline.serial import claim_from_json, claim_to_json, dating_from_json, dating_to_json, dumps
from dateline.store import schema

PATIENCE_S = 30  # how long to wait for another program that writes
_KNOWN = ("unknown", "inferred", "metadata", "given")  # how well a date is known, worst first
_LATEST = text("seq IN (SELECT max(seq) FROM codings GROUP BY report_id)")


@dataclass(frozen=True, slots=True)
class Stored:
    """A report of the store: as its latest coding read it, `coded` where there is one; `collected` is an ISO day."""

    read: ReadReport
    collected: str
    coded: bool


class Store:
    """An open store file; a context manager that closes it. One object, one process."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        """Opens the store in `path`, brings an older one up to date, and makes a new one where `create`.

        Raises StoreError, naming the path, where it cannot be read or written, is no store or of a newer dateline.
        """
        self.name = str(path)
        _check_path(path, create=create)
        self._engine = _engine(path)
        try:
            self._migrate()
        except StoreError:
            self.close()
            raise

    def _migrate(self) -> None:
        with self._reading() as connection:
            if schema.schema_version(connection, name=self.name) == len(schema.STEPS):
                return
        with self._writing() as connection:
            schema.migrate(connection, schema.STEPS, name=self.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; a closed store cannot be used again."""
        self._engine.dispose()

    # --- reports --------------------------------------------------------------------------------------------

    def add_reports(self, reports: Iterable[Report], *, collected: str) -> tuple[str, ...]:
        """The ids of `reports`, sorted, once all of them are kept in one transaction; known copies add nothing."""
        ids: set[str] = set()
        with self._writing() as connection:
            run = 1 + (connection.scalar(select(func.max(schema.copies.c.run))) or 0)
            for report in reports:
                if report.report_id not in ids:
                    row = {"report_id": report.report_id, "text": report.text}
                    connection.execute(schema.reports.insert().prefix_with("OR IGNORE"), row)
                    ids.add(report.report_id)
                row = _copy_row(report) | {"run": run, "collected": collected}
                connection.execute(schema.copies.insert().prefix_with("OR IGNORE"), row)
        return tuple(sorted(ids))

    def report(self, report_id: str) -> Report | None:
        """A report under the copy that speaks for it, or None: see `_spokesman`."""
        copies = schema.copies
        query = select(copies, schema.reports.c.text).join(
            schema.reports, schema.reports.c.report_id == copies.c.report_id
        )
        with self._reading() as connection:
            rows = connection.execute(query.where(copies.c.report_id == report_id)).all()
        return _report(_spokesman(rows)) if rows else None

    def reports(self) -> list[Stored]:
        """Every report, by report id, with the dating that its latest coding gave."""
        copies = schema.copies
        query = select(copies, schema.reports.c.text).join(
            schema.reports, schema.reports.c.report_id == copies.c.report_id
        )
        rows: dict[str, list[Row[Any]]] = {}
        with self._reading() as connection:
            datings = self._datings(connection)
            for row in connection.execute(query.order_by(copies.c.report_id)):
                rows.setdefault(row.report_id, []).append(row)
        return [_stored(group, datings.get(report_id)) for report_id, group in rows.items()]

    def _datings(self, connection: Connection) -> dict[str, str]:
        rows = connection.execute(select(schema.codings.c.report_id, schema.codings.c.dating).where(_LATEST))
        return {row.report_id: row.dating for row in rows}

    # --- codings and claims -----------------------------------------------------------------------------------

    def uncoded(self, report_ids: Iterable[str], *, codebook: str, method: str) -> tuple[str, ...]:
        """Those of the report ids that this codebook and method have not coded as the reports now stand, in order.

        A coding that was made before, and then superseded by another codebook's, is taken up again.
        """
        keys = self._keys(codebook, method)
        with self._reading() as connection:
            rows = connection.execute(select(schema.codings).order_by(schema.codings.c.seq)).all()
        made = {row.key: row for row in rows}
        latest = {row.report_id: row.key for row in rows}
        wanted = tuple(report_ids)
        again = [made[keys[one]] for one in wanted if keys[one] in made and latest[one] != keys[one]]
        if again:
            with self._writing() as connection:
                connection.execute(schema.codings.insert(), [_without_seq(row) for row in again])
        return tuple(one for one in wanted if keys[one] not in made)

    def _keys(self, codebook: str, method: str) -> dict[str, str]:
        """By report id, the key of its coding with this codebook and method."""
        groups: dict[str, list[Row[Any]]] = {}
        with self._reading() as connection:
            for row in connection.execute(select(schema.copies)):
                groups.setdefault(row.report_id, []).append(row)
        return {
            report_id: coding_key(report_id, _spokesman(rows).digest, codebook, method)
            for report_id, rows in groups.items()
        }

    def add_codings(self, coded: Sequence[CodedReport], *, codebook: str, method: str) -> None:
        """Keeps each report's dating and claims, all in one transaction. Raises StoreError and keeps none of them.

        What another program has kept in the meantime, by the same codebook and method, adds nothing.
        """
        keys = [coding_key(one.read.report.report_id, _copy_digest(one.read.report), codebook, method) for one in coded]
        with self._writing() as connection:
            made = set(connection.scalars(select(schema.codings.c.key).where(schema.codings.c.key.in_(keys))))
            for key, one in zip(keys, coded, strict=True):
                if key in made:
                    continue
                report, dating = one.read.report, one.read.dating
                row = {"report_id": report.report_id, "key": key, "codebook": codebook, "method": method}
                row["dating"] = dumps(dating_to_json(dating, home=report.report_id))
                connection.execute(schema.codings.insert(), row)
                if one.claims:
                    connection.execute(schema.claims.insert(), [_claim_row(claim, key) for claim in one.claims])

    def claims(self, *, report_ids: Iterable[str] | None = None) -> list[Claim]:
        """The claims of each report's latest coding, by report id, trigger and claim id; of all reports or some."""
        claims, latest = schema.claims, select(schema.codings.c.key).where(_LATEST)
        query = select(claims.c.report_id, claims.c.body).where(claims.c.key.in_(latest))
        wanted = None if report_ids is None else set(report_ids)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(claims.c.report_id, claims.c.start, claims.c.claim_id)).all()
        return [claim_from_json(json.loads(row.body)) for row in rows if wanted is None or row.report_id in wanted]

    def state(self) -> str:
        """Changes whenever a coding or a judgement is added; what is merged from the store depends on nothing else."""
        with self._reading() as connection:
            seqs = [connection.scalar(select(func.max(t.c.seq))) for t in (schema.codings, schema.judgements)]
        return f"{seqs[0]} {seqs[1]}"

    def keep_merged(self, key: str, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """Keeps what was merged, by kind of row, for `merged` to find under `key`; over what was kept before."""
        kept = [{"kind": kind, "key": key, "rows": json.dumps(some, ensure_ascii=False)} for kind, some in rows.items()]
        with self._writing() as connection:
            connection.execute(schema.merged.insert().prefix_with("OR REPLACE"), kept)

    def merged(self, kind: str, key: str | None = None) -> list[dict[str, Any]] | None:
        """The merged rows of a kind that were kept under `key`, or None; without a key, those kept last."""
        query = select(schema.merged.c.rows).where(schema.merged.c.kind == kind)
        if key is not None:
            query = query.where(schema.merged.c.key == key)
        with self._reading() as connection:
            rows = connection.scalar(query)
        return None if rows is None else list(json.loads(rows))

    # --- judgements, forwards, and what later commands must know -------------------------------------------------

    def add_judgement(self, judgement: Judgement) -> None:
        """Keeps one decision. Raises StoreError where its id is taken."""
        row = {column.name: getattr(judgement, column.name) for column in schema.judgements.c if column.name != "seq"}
        with self._writing() as connection:
            connection.execute(schema.judgements.insert(), row)

    def judgements(self) -> list[Judgement]:
        """All decisions in the order in which they were made."""
        with self._reading() as connection:
            rows = connection.execute(select(schema.judgements).order_by(schema.judgements.c.seq)).all()
        return [Judgement(**_without_seq(row)) for row in rows]

    def add_forwards(self, forwards: Mapping[str, str]) -> None:
        """Keeps where incident ids that are no more have gone; a later forward of an id replaces the earlier."""
        rows = [{"incident_id": old, "successor": new} for old, new in sorted(forwards.items())]
        if rows:
            with self._writing() as connection:
                connection.execute(schema.forwards.insert().prefix_with("OR REPLACE"), rows)

    def forwards(self) -> dict[str, str]:
        """By incident id that is no more, the id that took its place."""
        with self._reading() as connection:
            rows = connection.execute(select(schema.forwards).order_by(schema.forwards.c.incident_id)).all()
        return {row.incident_id: row.successor for row in rows}

    def remember(self, key: str, value: str) -> None:
        """Keeps a fact that later commands need, over any earlier one of that key."""
        with self._writing() as connection:
            connection.execute(schema.meta.insert().prefix_with("OR REPLACE"), {"key": key, "value": value})

    def remembered(self, key: str) -> str | None:
        """The fact kept under `key`, or None."""
        with self._reading() as connection:
            return connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == key))

    # --- the file ----------------------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A connection that alone may write; what was written is kept at the end, and dropped at an exception."""
        with self._reading() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"{self.name}: {getattr(error, 'orig', None) or error}") from error


def coding_key(report_id: str, header: str, codebook: str, method: str) -> str:
    """What names a coding: it changes with the report's text or header (a digest), the codebook and the method."""
    return hashlib.sha256("\0".join((report_id, header, codebook, method)).encode()).hexdigest()


def _check_path(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise StoreError(f"{path}: a folder, not a store file")
    if path.exists():
        return
    if not create:
        raise StoreError(f"{path}: no such store; `dateline code PATH... --store {path}` makes one")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} does not exist")
    if not os.access(path.parent, os.W_OK):
        raise StoreError(f"{path}: no permission to write in {path.parent}")


def _engine(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": PATIENCE_S})

    @event.listens_for(engine, "connect")
    def by_hand(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, so that changes of tables are transactions too
        connection.execute("PRAGMA foreign_keys = ON")

    return engine


# --- rows ----------------------------------------------------------------------------------------------------


def _copy_row(report: Report) -> dict[str, Any]:
    return {
        "report_id": report.report_id,
        "digest": _copy_digest(report),
        "name": report.name,
        "source": report.source,
        "url": report.url,
        "title": report.title,
        "language": report.language,
        "dating": dumps(dating_to_json(report.dating, home=report.report_id)),
    }


def _copy_digest(report: Report) -> str:
    """Changes with all that a reader is told of the report beside its text; not with the file's name."""
    dating = dating_to_json(report.dating, home=report.report_id)
    header = [report.source, report.url, report.title, report.language, dating]
    return hashlib.sha256(json.dumps(header).encode()).hexdigest()


def _spokesman(rows: Sequence[Row[Any]]) -> Row[Any]:
    """The copy that speaks for a text: the best-known date first, then the latest run, then the order of the alphabet.

    So a date that is given later holds, and copies within one run give the same row in whatever order they come.
    """

    def rank(row: Row[Any]) -> tuple[int, int, str, str]:
        return (-_KNOWN.index(json.loads(row.dating)["published_basis"]), -row.run, row.name, row.digest)

    return min(rows, key=rank)


def _report(row: Row[Any]) -> Report:
    dating = dating_from_json(json.loads(row.dating), home=row.report_id)
    return Report(row.report_id, row.name, row.text, row.source, row.url, row.title, dating, row.language)


def _stored(rows: Sequence[Row[Any]], dating: str | None) -> Stored:
    report = _report(_spokesman(rows))
    read: Dating = report.dating if dating is None else dating_from_json(json.loads(dating), home=report.report_id)
    return Stored(ReadReport(report, read), min(row.collected for row in rows)[:10], dating is not None)


def _claim_row(claim: Claim, key: str) -> dict[str, Any]:
    return {
        "key": key,
        "claim_id": claim.claim_id,
        "report_id": claim.report_id,
        "start": claim.trigger.start,
        "claim_class": claim.claim_class,
        "event_type": claim.event_type,
        "body": dumps(claim_to_json(claim)),
    }


def _without_seq(row: Row[Any]) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name != "seq"}
