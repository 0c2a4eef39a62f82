"""The tables of a store, and the numbered steps that bring an older store up to them.

    reports      one text for each report_id
    copies       what each input said of such a text: name, source, date ...; one text may come in several times
    codings      which report was coded with what; the last one of a report holds, and its `key` names its claims
    claims       what the coder took from the report, as JSON
    judgements   what people decided
    forwards     where an incident id that is no more has gone
    merged       the last incidents and postures, to spare the next look; can be deleted at any time
    meta         schema_version, and what a later command must know (the codebook's folder)

Steps are never edited once released: a change of the tables is a new step. What is logged cannot be changed or
deleted: triggers see to it, for every program that opens the file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, select

from dateline.errors import StoreError

Step = Callable[[Connection], None]

_TABLES = MetaData()
meta = Table("meta", _TABLES, Column("key", String, primary_key=True), Column("value", String))
reports = Table("reports", _TABLES, Column("report_id", String, primary_key=True), Column("text", String))
copies = Table(
    "copies", _TABLES, Column("seq", Integer, primary_key=True), Column("report_id", String),
    Column("digest", String), Column("run", Integer), Column("name", String), Column("source", String),
    Column("url", String), Column("title", String), Column("language", String), Column("dating", String),
    Column("collected", String),
)  # fmt: skip
codings = Table(
    "codings", _TABLES, Column("seq", Integer, primary_key=True), Column("report_id", String), Column("key", String),
    Column("codebook", String), Column("method", String), Column("dating", String),
)  # fmt: skip
claims = Table(
    "claims", _TABLES, Column("key", String, primary_key=True), Column("claim_id", String, primary_key=True),
    Column("report_id", String), Column("start", Integer), Column("claim_class", String),
    Column("event_type", String), Column("body", String),
)  # fmt: skip
judgements = Table(
    "judgements", _TABLES, Column("seq", Integer, primary_key=True), Column("judgement_id", String),
    Column("verdict", String), Column("subject", String), Column("other", String), Column("by", String),
    Column("at", String), Column("reason", String),
)  # fmt: skip
merged = Table(
    "merged", _TABLES, Column("kind", String, primary_key=True), Column("key", String), Column("rows", String)
)  # fmt: skip
forwards = Table(
    "forwards", _TABLES, Column("incident_id", String, primary_key=True), Column("successor", String)
)  # fmt: skip


def migrate(connection: Connection, steps: Sequence[Step], *, name: str) -> None:
    """Runs the steps that the store `name` has not had, within the caller's transaction.

    Raises StoreError where the file is a database of another program or of a newer dateline.
    """
    version = schema_version(connection, name=name)
    if version > len(steps):
        raise StoreError(f"{name}: a newer dateline made it (store version {version}, ours is {len(steps)}); upgrade")
    for step in steps[version:]:
        step(connection)
    if version < len(steps):
        row = {"key": "schema_version", "value": str(len(steps))}
        connection.execute(meta.delete().where(meta.c.key == "schema_version"))
        connection.execute(meta.insert(), row)


def schema_version(connection: Connection, *, name: str) -> int:
    """The number of steps that the store has had; 0 for an empty file. Raises StoreError where it is no store."""
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if not tables:
        return 0
    version = None
    if {"meta", "reports", "claims"} <= tables:
        version = connection.scalar(select(meta.c.value).where(meta.c.key == "schema_version"))
    if version is None or not version.isdigit():
        raise StoreError(f"{name}: a database, but not a dateline store")
    return int(version)


def _first(connection: Connection) -> None:
    for statement in _FIRST.split(";\n\n"):
        connection.exec_driver_sql(statement)
    for table in ("reports", "copies", "codings", "claims", "judgements"):
        for change in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are only ever added to'); END"
            )


_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE reports (report_id TEXT PRIMARY KEY, text TEXT NOT NULL);

CREATE TABLE copies (
    seq INTEGER PRIMARY KEY, report_id TEXT NOT NULL REFERENCES reports, digest TEXT NOT NULL, run INTEGER NOT NULL,
    name TEXT NOT NULL, source TEXT, url TEXT, title TEXT, language TEXT NOT NULL, dating TEXT NOT NULL,
    collected TEXT NOT NULL, UNIQUE (report_id, digest, name));

CREATE TABLE codings (
    seq INTEGER PRIMARY KEY, report_id TEXT NOT NULL REFERENCES reports, key TEXT NOT NULL, codebook TEXT NOT NULL,
    method TEXT NOT NULL, dating TEXT NOT NULL);

CREATE INDEX codings_report ON codings (report_id, seq);

CREATE INDEX codings_key ON codings (key);

CREATE TABLE claims (
    key TEXT NOT NULL, claim_id TEXT NOT NULL, report_id TEXT NOT NULL REFERENCES reports, start INTEGER NOT NULL,
    claim_class TEXT NOT NULL, event_type TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (key, claim_id));

CREATE INDEX claims_id ON claims (claim_id);

CREATE TABLE judgements (
    seq INTEGER PRIMARY KEY, judgement_id TEXT NOT NULL UNIQUE, verdict TEXT NOT NULL, subject TEXT NOT NULL,
    other TEXT, "by" TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL);

CREATE TABLE merged (kind TEXT PRIMARY KEY, key TEXT NOT NULL, rows TEXT NOT NULL);

CREATE TABLE forwards (incident_id TEXT PRIMARY KEY, successor TEXT NOT NULL)"""

STEPS: tuple[Step, ...] = (_first,)
