"""What a report says about itself: when it was published, its title, and who published it."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.datelines import full_date
from dateline.dates import numeric_readings, parse_date
from dateline.masthead import Field, Masthead, find_date
from dateline.records import Dating, Evidence

HEADER = "published"
UNKNOWN = Dating(None, "unknown")
_ORDER = ("published", None, "date", "dateline", "updated")
_LONGEST_VALUE = 200


def value_dating(
    value: str, basis: str, *, report_id: str, months: Mapping[str, int], order: str | None = None
) -> Dating:
    """The dating that a field's value gives; where it is no one date, an unknown dating whose note says so.

    `order` says whether numeric dates of the publisher begin with the day or the month.
    """
    published = parse_date(value[:_LONGEST_VALUE], months=months, order=order)
    readings = numeric_readings(value[:_LONGEST_VALUE]) if published is None else None
    if readings:
        days, words = readings
        evidence = (Evidence(report_id, words, header=HEADER),)
        return Dating(None, "unknown", evidence, f"'{words}' is {days[0]} or {days[1]}")
    if published is None:
        return Dating(None, "unknown", note=f"'{value[:40]}' is not one certain date")
    return Dating(published, basis, (Evidence(report_id, value, header=HEADER),))


def text_dating(text: str, head: Masthead, *, report_id: str, months: Mapping[str, int]) -> Dating:
    """The dating by the report's own header lines or its dateline, the label for publishing before all others.

    A dateline counts only with day, month and year; the date of an update stands in where there is no other.
    """
    dates = [*_header_dates(text, head, months), *_dateline(text, head, months)]
    found = dict(reversed(dates))
    days = dict(reversed([(label, told) for label, told in dates if len(told[0]) >= len("0000-00-00")]))
    for label, known in ((label, known) for known in (days, found) for label in _ORDER):
        if label in known:
            value, start, end = known[label]
            evidence = Evidence(report_id, text[start:end], start, end)
            note = "the date of an update" if label == "updated" else ""
            return Dating(value, "given", (evidence,), note)
    return Dating(None, "unknown", note=_why_not(text, head))


def find_title(text: str, head: Masthead) -> str | None:
    """The title line, if the text opens with one."""
    return text[slice(*head.title)] if head.title else None


def find_source(text: str, head: Masthead) -> str | None:
    """The publisher by a header line, else the agency of the dateline."""
    named = [text[f.start : f.end] for f in _fields(head) if f.label == "source" and f.start < f.end]
    if not named and head.dateline and head.dateline.agency:
        named = [text[slice(*head.dateline.agency)].strip()]
    return named[0] if named else None


def _fields(head: Masthead) -> list[Field]:
    return [field for line in head.headers for field in line.fields]


Found = tuple[str | None, tuple[str, int, int]]


def _header_dates(text: str, head: Masthead, months: Mapping[str, int]) -> list[Found]:
    dates = []
    for field in _fields(head):
        if field.label in _ORDER and (found := find_date(text[field.start : field.end], months=months)):
            value, start, end = found
            dates.append((field.label, (value, field.start + start, field.start + end)))
    return dates


def _dateline(text: str, head: Masthead, months: Mapping[str, int]) -> list[Found]:
    prefix = head.dateline
    value = full_date(text, prefix, months=months) if prefix else None
    return [("dateline", (value, *prefix.date))] if value and prefix and prefix.date else []


def _why_not(text: str, head: Masthead) -> str:
    if any(field.label == "published" and field.start == field.end for field in _fields(head)):
        return "a header for the date of publication stands there with nothing behind it"
    if head.dateline and head.dateline.date:
        return f"the dateline '{text[slice(*head.dateline.date)]}' has no year"
    return "no header, dateline or metadata gives a date"
