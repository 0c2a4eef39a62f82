"""`dateline explain`: each value beside the words that it rests on, and the rule that gave it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dateline.cli.tables import counted, measure, number, place_name, short, when
from dateline.records import Report
from dateline.serial import FIELDS, Row

AROUND = 160  # characters shown on either side of a trigger


def find_row(ident: str, claims: Sequence[Row], incidents: Sequence[Row], forwards: Mapping[str, str]) -> Row:
    """The claim or incident whose id begins with `ident`, an incident first where it bears its claim's id.

    Follows the forwards of incidents that are no more. Raises BadParameter where none or several have it.
    """
    seen: set[str] = set()
    while ident in forwards and ident not in seen and not any(row["incident_id"] == ident for row in incidents):
        seen.add(ident)
        ident = forwards[ident]
    for key, rows in (("incident_id", incidents), ("claim_id", claims)):
        found = [row for row in rows if row[key].startswith(ident)]
        exact = [row for row in found if row[key] == ident]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if found:
            raise typer.BadParameter(f"'{ident}' begins {len(found)} ids; give more of it", param_hint="ID")
    raise typer.BadParameter(f"no claim or incident has the id '{ident}'", param_hint="ID")


def explanation(row: Row, claims: Sequence[Row], reports: Mapping[str, Report]) -> list[RenderableType]:
    """The parts of a page: heading, values with their words, passages, and why claims were joined."""
    if "incident_id" not in row:
        return [_heading(row, row["claim_id"]), _grounds(row, reports), *_passages([row], reports), *_notes(row)]
    members = [claim for claim in claims if claim["claim_id"] in row["claims"]]
    told = f"{counted(len(members), 'claim')} in {counted(row['reports'], 'independent report')}"
    return [
        _heading(row, row["incident_id"]),
        Text(told + (f"; they disagree on {', '.join(row['disputed'])}" if row["disputed"] else "")),
        _grounds(row, reports),
        *_passages(members, reports),
        *_reasons(row),
    ]


def _heading(row: Row, ident: str) -> Text:
    kind = "incident" if "incident_id" in row else row["class"]
    coder = f", coder {row['coder']}, rule {row['rule']}" if "coder" in row else ""
    line = f"{ident}  {kind}: {row['event_type']}, confidence {row['confidence']:.2f}{coder}"
    return Text(line, style="bold")


def _grounds(row: Row, reports: Mapping[str, Report]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("field", "value", "words", "rule", "sure"):
        table.add_column(column, overflow="fold")
    trigger = row["evidence"]["trigger"]
    table.add_row("event_type", row["event_type"], _words(trigger, row, reports), row.get("rule", ""), "")
    for field, value, spans, rule, confidence in _values(row):
        words = "\n".join(_words(span, row, reports) for span in spans)
        table.add_row(field, value, words, rule, f"{confidence:.2f}")
    return table


def _values(row: Row) -> Iterator[tuple[str, str, list[Row], str, float]]:
    """Field, value as text, its spans, its rule and its confidence, for every value of a claim or incident."""
    for field in ("factuality", *FIELDS):
        value, spans = row.get(field), row["evidence"].get(field)
        if not spans:
            continue
        rules, confidences = row["rules"][field], row["confidences"][field]
        if not isinstance(value, list):
            yield field, _text(field, value), spans, rules, confidences
            continue
        for item, one in enumerate(value):
            own = [span for span in spans if span.get("item") == item]
            yield field, _text(field, one), own, rules[item], confidences[item]


def _text(field: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if field == "occurred":
        return f"{when(value)} ({value['precision']})"
    if "gazetteer_id" in value:
        return f"{place_name(value)} ({value['precision']}, {value['gazetteer_id'] or 'not in the gazetteer'})"
    if "best" in value:
        sides = ", ".join(f"{side['who']}: {number(side['low'], side['high'])}" for side in value["by"])
        ends = number(value["low"], value["high"])
        best = ends if ends == str(value["best"]) else f"best {value['best']}, {ends}"
        return best + (f" ({sides})" if sides else "")
    if "low" in value:
        return measure(value | {"unit": value.get("unit") or value.get("who")})
    if "speaker" in value:
        return f"{value['speaker']} {value['stance']}"
    name, kind = value.get("name"), value.get("country") or value.get("kind")
    return f"{name} ({kind})" if name and kind else str(name or kind)


def _words(span: Row, row: Row, reports: Mapping[str, Report]) -> str:
    name = f"  {reports[span['report_id']].name}" if "incident_id" in row else ""
    if "header" in span:
        return f"“{span['quote']}” ({span['header']}){name}"
    return f"“{span['quote']}” {span['start']}-{span['end']}{name}"


def _passages(claims: Sequence[Row], reports: Mapping[str, Report]) -> list[RenderableType]:
    """The words around each claim's trigger, the trigger marked."""
    lines: list[RenderableType] = [Text("")]
    for claim in claims:
        report, trigger = reports[claim["report_id"]], claim["evidence"]["trigger"]
        begin, end = max(0, trigger["start"] - AROUND), trigger["end"] + AROUND
        line = Text(f"{short(claim['claim_id'])}  {report.name}: ", style="dim")
        line.append(_on_one_line(report.text[begin : trigger["start"]]), style="not dim")
        line.append(trigger["quote"], style="bold reverse not dim")
        line.append(_on_one_line(report.text[trigger["end"] : end]), style="not dim")
        lines.append(line)
    return lines


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")


def _notes(row: Row) -> list[RenderableType]:
    return [Text(f"{note['field']}: {note['note']}", style="italic") for note in row["notes"]]


def _reasons(row: Row) -> list[RenderableType]:
    pairs = [f"{short(one['claim'])} and {short(one['other'])}: {one['reason']}" for one in row["reasons"]]
    return [Text(""), Text("joined because", style="bold"), *map(Text, pairs)] if pairs else []
