"""Rich tables of incidents, postures and mentions, out of rows in contract form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dateline.records import TOLLS
from dateline.serial import Row

SHORT_ID = 10


def incident_table(rows: Sequence[Row]) -> RenderableType:
    """Incidents in order of their days, those of unknown day last."""
    if not rows:
        return "No incidents."
    table = _table("id", "when", "what", "where", "who", "to whom", "toll", "reports")
    for row in sorted(rows, key=lambda row: (when(row["occurred"]) or "~", row["incident_id"])):
        doubt = "" if row["factuality"] == "happened" else f" ({row['factuality']})"
        table.add_row(
            short(row["incident_id"]),
            _marked(row, "occurred", when(row["occurred"])),
            _marked(row, "event_type", row["event_type"].replace("_", " ") + doubt),
            _marked(row, "place", where(row)),
            _marked(row, "actors", names(row["actors"])),
            _marked(row, "recipients", names(row["recipients"])),
            toll(row),
            str(row["reports"]),
        )
    if any(row["disputed"] for row in rows):
        table.caption = "* the claims disagree; dateline explain ID shows how"
    return table


def latest(rows: Sequence[Row], most: int) -> list[Row]:
    """The rows of the latest days, at most so many; those of unknown day come last."""
    return sorted(rows, key=lambda row: when(row["occurred"]), reverse=True)[:most]


def posture_table(rows: Sequence[Row]) -> RenderableType:
    """Postures as they come: force by force and place by place."""
    if not rows:
        return "No postures."
    table = _table("force", "where", "status", "strength", "from", "to", "as of", "claims")
    for row in rows:
        site = row["site"]["name"] if row["site"] else ""
        place = where(row)
        table.add_row(
            row["force"]["name"],
            site if place in site else ", ".join(filter(None, (site, place))),
            row["status"].replace("_", " "),
            measure(row["strength"]),
            row["valid"]["start"] or "",
            row["valid"]["end"] or "",
            row["as_of"] or "",
            " ".join(map(short, row["claims"])),
        )
    return table


def mention_table(row: Row) -> list[RenderableType]:
    """A report's heading and the table of what it mentions."""
    published = row["published"] or "unknown"
    head = Text(f"{row['name']}: published {published} ({row['published_basis']})", style="bold")
    table = _table("at", "kind", "words", "means", "rule")
    for mention in row["mentions"]:
        at = f"{mention['start']}-{mention['end']}"
        table.add_row(at, mention["kind"], mention["quote"], _meaning(mention), mention["rule"])
    return [head, table]


# --- cells -----------------------------------------------------------------------------------------------------


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def short(ident: str) -> str:
    """The first letters of an id, enough to find it by."""
    return ident[:SHORT_ID]


def when(occurred: Mapping[str, Any] | None) -> str:
    """An interval as text: one day, two ends, or an open end."""
    if not occurred:
        return ""
    start, end = occurred["start"], occurred["end"]
    clock = f" {occurred['time']}" if "time" in occurred else ""
    return f"{start}{clock}" if start == end else f"{start or '...'} to {end or '...'}"


def where(row: Row) -> str:
    """The place with its country; for a movement where it goes from and to."""
    place = place_name(row.get("place"))
    ends = [place_name(row.get("origin")), place_name(row.get("destination"))]
    return place or " → ".join(ends) if any((place, *ends)) else ""


def place_name(place: Mapping[str, Any] | None) -> str:
    """A place's name and its country's code."""
    if not place:
        return ""
    country = place["country"]
    return f"{place['name']} ({country})" if country and place["precision"] != "country" else str(place["name"])


def names(parties: Sequence[Mapping[str, Any]]) -> str:
    """The parties' names."""
    return ", ".join(dict.fromkeys(party["name"] for party in parties))


def measure(count: Mapping[str, Any] | None) -> str:
    """A count as text: a number, a range or an open end, with its unit."""
    if not count:
        return ""
    return " ".join(filter(None, (number(count["low"], count["high"]), count.get("unit"))))


def number(low: int | None, high: int | None) -> str:
    """A closed range of numbers as text."""
    if low == high:
        return "" if low is None else str(low)
    if low is None:
        return f"up to {high}"
    return f"{low}+" if high is None else f"{low}-{high}"


def toll(row: Row) -> str:
    """What is known of killed, injured, captured and displaced; a star marks what the claims disagree on."""
    parts = []
    for field in TOLLS:
        count = row[field]
        if count:
            best = "" if count["best"] is None else str(count["best"])
            text = f"{best or number(count['low'], count['high'])} {field}"
            parts.append(_marked(row, field, text))
    return ", ".join(parts)


def _marked(row: Row, field: str, text: str) -> str:
    return f"{text} *" if field in row["disputed"] and text else text


def _meaning(mention: Row) -> str:
    if "value" in mention:
        return f"{mention['value']}  {when(mention['occurred'])}".strip()
    if "candidates" in mention:
        rivals = len(mention["candidates"])
        return place_name(mention["place"]) or (f"undecided between {rivals}" if rivals else "not in the gazetteer")
    if "count" in mention:
        return measure(mention["count"])
    value: Row = next((mention[key] for key in ("actor", "weapon", "site", "term") if key in mention), {})
    return str(value.get("id") or value.get("name") or value.get("kind") or "")


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
