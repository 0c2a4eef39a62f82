"""Comma-separated values: one full-width row for each claim, incident, posture or report, quotes included.

Where a field holds several values, its cells hold them all, with "; " between them and in one order; quotes are parted
by " | ". A cell of unknown value is empty. A row has the same columns whatever it holds. A text that a spreadsheet
would run as a formula has an apostrophe before it; JSON Lines have every text as it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TextIO

from dateline.codebook import Codebook
from dateline.records import TOLLS
from dateline.serial import FIELDS, Row

PLACE = ("name", "country", "admin1", "lat", "lon", "radius_km", "precision", "gazetteer_id")
PARTY = ("name", "id", "country", "sector", "words")
SPAN = ("start", "end", "precision", "time")
COUNT = ("low", "high", "who", "words")
MEASURE = ("low", "high", "unit", "words")
TOLL = ("best", "low", "high")
FORMULA = re.compile(r"[=+@\t\n-](?!\d+(\.\d+)?\Z)")  # a plain number runs nothing
PARTS: dict[str, tuple[str, ...]] = {
    "occurred": SPAN, "place": PLACE, "origin": PLACE, "destination": PLACE, "actors": PARTY, "recipients": PARTY,
    "site": ("name", "kind"), "weapon": ("kind", "words", "number"), "strength": MEASURE, "number": MEASURE,
    "attribution": ("speaker", "stance", "words"), "force": PARTY, "valid": SPAN,
    **dict.fromkeys(TOLLS, COUNT),
}  # fmt: skip
MERGED = PARTS | dict.fromkeys(TOLLS, TOLL)
REPORT = (
    "name", "report_id", "source", "url", "title", "published", "published_basis", "language", "collected", "text",
)  # fmt: skip


def write_csv(what: str, rows: Sequence[Row], *, codebook: Codebook, out: TextIO) -> dict[str, int]:
    """Writes a header line and the rows; nothing is left out but the grounds that have no cell (rules, reasons)."""
    cells = CELLS[what]
    writer = csv.DictWriter(out, list(cells({})), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _harmless(cell) for name, cell in cells(row).items()} for row in rows)
    return {}


def claim_cells(row: Row) -> Row:
    """The cells of a claim."""
    head = _plain(row, ("claim_id", "report_id", "class", "event_type", "factuality"))
    return head | _fields(row, PARTS) | _quotes(row) | _plain(row, ("confidence", "coder", "rule", "codebook"))


def incident_cells(row: Row) -> Row:
    """The cells of an incident; `claims` and `disputed` are lists."""
    head = _plain(row, ("incident_id", "event_type", "factuality", "first_published", "reports", "claims", "disputed"))
    cells = head | _fields(row, MERGED) | _quotes(row) | _plain(row, ("confidence", "codebook"))
    return {name: cell for name, cell in cells.items() if not name.startswith("cause")}


def posture_cells(row: Row) -> Row:
    """The cells of a posture."""
    cells = _plain(row, ("status", "as_of"))
    for field in ("force", "place", "site", "strength", "valid"):
        cells |= _parts(field, row.get(field), PARTS[field])
    cells |= {"claims": _cell(row.get("claims")), "quotes": _joined_quotes(row.get("evidence"))}
    return cells | _plain(row, ("codebook",))


def report_cells(row: Row) -> Row:
    """The cells of a report, its whole text last."""
    return _plain(row, REPORT) | {"published_quotes": _joined_quotes(row.get("published_evidence"))}


CELLS: dict[str, Callable[[Row], Row]] = {
    "claims": claim_cells,
    "incidents": incident_cells,
    "postures": posture_cells,
    "reports": report_cells,
}


def _plain(row: Row, keys: Sequence[str]) -> Row:
    return {key: _cell(row.get(key)) for key in keys}


def _fields(row: Row, parts: Mapping[str, Sequence[str]]) -> Row:
    cells: Row = {}
    for field in FIELDS:
        cells |= _parts(field, row.get(field), parts[field]) if field in parts else {field: _cell(row.get(field))}
    return cells


def _parts(field: str, value: Any, parts: Sequence[str]) -> Row:
    values = value if isinstance(value, list) else [value or {}]
    return {f"{field}_{part}": _cell([one.get(part) for one in values]) for part in parts}


def _quotes(row: Row) -> Row:
    evidence = row.get("evidence", {})
    trigger = evidence.get("trigger", {})
    cells = {f"trigger_{key}": _cell(trigger.get(key)) for key in ("start", "end", "quote")}
    for field in ("factuality", *FIELDS):
        cells[f"{field}_quotes"] = _joined_quotes(evidence.get(field))
    return cells


def _joined_quotes(spans: Sequence[Mapping[str, Any]] | None) -> str:
    return " | ".join(dict.fromkeys(span["quote"] for span in spans or ()))


def _harmless(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r", "\n")  # csv quotes a cell only for the line end that it writes itself
    return f"'{text}" if FORMULA.match(text) else text


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        known = ["" if one is None else str(one) for one in value]
        return "; ".join(known) if any(known) else ""
    return "" if value is None else value
