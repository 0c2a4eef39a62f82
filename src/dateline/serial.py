"""Records as JSON-ready dicts and back, key by key as the output contract has them.

Keys stand in a fixed order, unknown values are null, and `claim_from_json(claim_to_json(claim)) == claim`.
Beside the contract's keys a claim has `rules` and `confidences` (by field, a list where the field is one) and `notes`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from dateline.records import (
    MANY_VALUED,
    ONE_VALUED,
    TOLLS,
    Attribution,
    Claim,
    Coded,
    Count,
    Dating,
    Evidence,
    Incident,
    Mention,
    Party,
    Place,
    Posture,
    Reading,
    ReadReport,
    Report,
    Site,
    Term,
    TimeSpan,
    Timex,
    Toll,
    Toponym,
    Weapon,
)

Row = dict[str, Any]
FIELDS = (
    "occurred", "place", "origin", "destination", "actors", "recipients", "site", "weapon", "killed", "injured",
    "captured", "displaced", "strength", "number", "attribution", "cause",
)  # fmt: skip
_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029]")
_VALUES = {
    "occurred": TimeSpan, "place": Place, "origin": Place, "destination": Place, "site": Site, "weapon": Weapon,
    "actors": Party, "recipients": Party, "attribution": Attribution, "cause": str,
    **dict.fromkeys(("strength", "number", *TOLLS), Count),
}  # fmt: skip


def dumps(row: Mapping[str, Any]) -> str:
    """One line of JSON, in UTF-8; escaped are only controls and what some programs take for the end of a line."""
    line = json.dumps(row, ensure_ascii=False, separators=(", ", ": "))
    return _BREAKS.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


# --- values -----------------------------------------------------------------------------------------------


def value_to_json(value: Any, *, field: str) -> Any:
    """A field's value in contract form; a count's `of` is called `who` for people and `unit` for things."""
    if isinstance(value, TimeSpan):
        return time_span_to_json(value)
    if isinstance(value, Count):
        of = "who" if field in TOLLS else "unit"
        return {"low": value.low, "high": value.high, of: value.of, "words": value.words}
    if isinstance(value, Toll):
        sides = [dict(zip(("who", "best", "low", "high"), side, strict=True)) for side in value.by]
        return {"best": value.best, "low": value.low, "high": value.high, "by": sides}
    return value if isinstance(value, str) else _flat(value)


def value_from_json(row: Any, *, field: str) -> Any:
    """The value of a claim's field, from contract form."""
    kind: Callable[..., Any] = _VALUES[field]
    if kind is TimeSpan:
        return time_span_from_json(row)
    if kind is Count:
        of = "who" if field in TOLLS else "unit"
        return Count(row["low"], row["high"], row[of], row["words"])
    return row if kind is str else kind(**row)


def time_span_to_json(span: TimeSpan) -> Row:
    """An interval of days, with `time` where a time of day is known."""
    row = {"start": day_to_json(span.start), "end": day_to_json(span.end), "precision": span.precision}
    return row if span.clock is None else row | {"time": span.clock}


def time_span_from_json(row: Mapping[str, Any]) -> TimeSpan:
    """An interval of days, from contract form."""
    start, end = (None if row[key] is None else date.fromisoformat(row[key]) for key in ("start", "end"))
    return TimeSpan(start, end, row["precision"], row.get("time"))


def day_to_json(day: date | None) -> str | None:
    """An ISO day, or null."""
    return day.isoformat() if day else None


def _flat(value: Any) -> Row:
    return {name: getattr(value, name) for name in value.__slots__}


# --- evidence ---------------------------------------------------------------------------------------------


def span_to_json(evidence: Evidence, *, home: str | None = None) -> Row:
    """A span; it names its report unless that is `home`, the report of the row in which it stands."""
    row: Row = {"header": evidence.header, "quote": evidence.quote}
    if evidence.header is None:
        row = {"start": evidence.start, "end": evidence.end, "quote": evidence.quote}
    return row if evidence.report_id == home else row | {"report_id": evidence.report_id}


def span_from_json(row: Mapping[str, Any], *, home: str) -> Evidence:
    """The evidence of a span that stands in a row of report `home`."""
    report_id = row.get("report_id", home)
    if "header" in row:
        return Evidence(report_id, row["quote"], header=row["header"])
    return Evidence(report_id, row["quote"], row["start"], row["end"])


def coded_fields(record: Claim | Incident) -> Iterator[tuple[str, tuple[Coded[Any], ...]]]:
    """Every field of a claim or incident that has a value, with its coded values; factuality first."""
    yield "factuality", (record.factuality,)
    for field in FIELDS:
        value = getattr(record, field, None)
        if value:
            yield field, value if isinstance(value, tuple) else (value,)


def _grounds(record: Claim | Incident, home: str | None) -> Row:
    """The keys that say what the values rest on: evidence, rules and confidences, each by field."""
    evidence: Row = {"trigger": span_to_json(record.trigger, home=home)}
    rules: Row = {}
    confidences: Row = {}
    for field, values in coded_fields(record):
        many = isinstance(getattr(record, field), tuple)
        evidence[field] = [
            span_to_json(span, home=home) | ({"item": item} if many else {})
            for item, coded in enumerate(values)
            for span in coded.evidence
        ]
        rules[field] = [coded.rule for coded in values] if many else values[0].rule
        confidences[field] = [coded.confidence for coded in values] if many else values[0].confidence
    return {"evidence": evidence, "rules": rules, "confidences": confidences}


def _values(record: Claim | Incident) -> Row:
    row: Row = {}
    for field in FIELDS:
        value = getattr(record, field, None)
        if isinstance(value, tuple):
            row[field] = [value_to_json(coded.value, field=field) for coded in value]
        else:
            row[field] = None if value is None else value_to_json(value.value, field=field)
    return row


# --- claims -----------------------------------------------------------------------------------------------


def claim_to_json(claim: Claim) -> Row:
    """A claim in contract form."""
    grounds = _grounds(claim, claim.report_id)
    return {
        "claim_id": claim.claim_id,
        "report_id": claim.report_id,
        "class": claim.claim_class,
        "event_type": claim.event_type,
        "factuality": claim.factuality.value,
        **_values(claim),
        "evidence": grounds.pop("evidence"),
        "confidence": claim.confidence,
        "coder": claim.coder,
        "rule": claim.rule,
        **grounds,
        "notes": [{"field": field, "note": note} for field, note in claim.notes],
    }


def claim_from_json(row: Mapping[str, Any]) -> Claim:
    """The claim that `claim_to_json` wrote. Raises KeyError or ValueError where the row is none."""
    fields: Row = {
        field: _coded(row, field, value_from_json(row[field], field=field))
        for field in ONE_VALUED
        if row[field] is not None
    }
    for field in MANY_VALUED:
        values = (value_from_json(value, field=field) for value in row[field])
        fields[field] = tuple(_coded(row, field, value, item=item) for item, value in enumerate(values))
    return Claim(
        claim_id=row["claim_id"],
        report_id=row["report_id"],
        claim_class=row["class"],
        event_type=row["event_type"],
        trigger=span_from_json(row["evidence"]["trigger"], home=row["report_id"]),
        factuality=_coded(row, "factuality", row["factuality"]),
        confidence=row["confidence"],
        coder=row["coder"],
        rule=row["rule"],
        notes=tuple((note["field"], note["note"]) for note in row["notes"]),
        **fields,
    )


def _coded(row: Mapping[str, Any], field: str, value: Any, *, item: int | None = None) -> Coded[Any]:
    spans = [span for span in row["evidence"][field] if span.get("item") == item]
    rule, confidence = row["rules"][field], row["confidences"][field]
    return Coded(
        value,
        tuple(span_from_json(span, home=row["report_id"]) for span in spans),
        rule if item is None else rule[item],
        confidence if item is None else confidence[item],
    )


# --- what is merged from claims -----------------------------------------------------------------------------


def incident_to_json(incident: Incident) -> Row:
    """An incident in contract form; each of its spans names the report in which it stands."""
    grounds = _grounds(incident, None)
    return {
        "incident_id": incident.incident_id,
        "claims": list(incident.claims),
        "reports": incident.reports,
        "first_published": incident.first_published,
        "disputed": list(incident.disputed),
        "class": "event",
        "event_type": incident.event_type,
        "factuality": incident.factuality.value,
        **_values(incident),
        "evidence": grounds.pop("evidence"),
        "confidence": incident.confidence,
        **grounds,
        "reasons": [{"claim": claim, "other": other, "reason": why} for claim, other, why in incident.reasons],
    }


def posture_to_json(posture: Posture) -> Row:
    """A posture row in contract form; each of its spans names the report in which it stands."""
    return {
        "force": _flat(posture.force),
        "place": None if posture.place is None else _flat(posture.place),
        "site": None if posture.site is None else _flat(posture.site),
        "status": posture.status,
        "strength": None if posture.strength is None else value_to_json(posture.strength, field="strength"),
        "valid": time_span_to_json(posture.valid),
        "as_of": day_to_json(posture.as_of),
        "claims": list(posture.claims),
        "evidence": [span_to_json(span) for span in posture.evidence],
    }


# --- reports and what is read in them -------------------------------------------------------------------------


def dating_to_json(dating: Dating, *, home: str) -> Row:
    """The four keys of a report row that say when it was published and how that is known."""
    return {
        "published": dating.published,
        "published_basis": dating.basis,
        "published_evidence": [span_to_json(span, home=home) for span in dating.evidence],
        "published_note": dating.note,
    }


def dating_from_json(row: Mapping[str, Any], *, home: str) -> Dating:
    """The dating of report `home`."""
    spans = tuple(span_from_json(span, home=home) for span in row["published_evidence"])
    return Dating(row["published"], row["published_basis"], spans, row["published_note"])


def report_to_json(read: ReadReport, *, collected: str | None = None) -> Row:
    """A report row in contract form; `collected` is the day on which it first came in."""
    report = read.report
    return {
        "name": report.name,
        "report_id": report.report_id,
        "source": report.source,
        "url": report.url,
        "title": report.title,
        **dating_to_json(read.dating, home=report.report_id),
        "language": report.language,
        "text": report.text,
        "collected": collected,
    }


def report_from_json(row: Mapping[str, Any]) -> ReadReport:
    """The report of a row; the row tells one dating, which stands for that of the header too."""
    dating = dating_from_json(row, home=row["report_id"])
    report = Report(
        **{key: row[key] for key in ("report_id", "name", "text", "source", "url", "title", "language")},
        dating=dating,
    )
    return ReadReport(report, dating)


def reading_to_json(reading: Reading) -> Row:
    """A report with all that it mentions, as `dateline read --json` prints it."""
    report = reading.report
    return {
        "name": report.name,
        "report_id": report.report_id,
        "text": report.text,
        **dating_to_json(reading.dating, home=report.report_id),
        "language": report.language,
        "sentences": [[sentence.start, sentence.end] for sentence in reading.sentences],
        "zones": _rows(reading.zones),
        "mentions": [mention_to_json(mention) for mention in reading.mentions],
    }


def mention_to_json(mention: Mention) -> Row:
    """A mention as `dateline read --json` shows it: its span, and what it means by its kind."""
    home, span = mention.evidence.report_id, mention.evidence
    row = {"kind": mention.kind, **span_to_json(span, home=home), "rule": mention.rule}
    return row | _meaning(mention.value, home)


def _meaning(value: Timex | Toponym | Party | Count | Weapon | Site | Term, home: str) -> Row:
    if isinstance(value, Timex):
        return {
            "value": value.value,
            "type": value.type,
            "occurred": None if value.occurred is None else time_span_to_json(value.occurred),
            "anchor": None if value.anchor is None else span_to_json(value.anchor, home=home),
            "bound": value.bound,
            "note": value.note or None,
        }
    if isinstance(value, Toponym):
        place = None if value.place is None else _flat(value.place)
        return {"place": place, "candidates": _rows(value.candidates), "literal": value.literal}
    if isinstance(value, Count):
        return {"count": value_to_json(value, field="number")}
    names: dict[type, str] = {Party: "actor", Weapon: "weapon", Site: "site", Term: "term"}
    return {names[type(value)]: _flat(value)}


def _rows(values: Sequence[Any]) -> list[Row]:
    return [_flat(value) for value in values]
