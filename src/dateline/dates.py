"""An absolute date in a header value, as ISO text; relative words and dates with two readings give None."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-4])[:.h](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>Z\b|GMT\b|UTC\b|[+-]\d\d:?\d\d\b)?(?![\d/])",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_NAME = r"(?<![^\W\d_])(?P<name>[^\W\d_]{3,})\.?"
_LINK = r"(?:\s+[^\W\d_]{1,3}(?!\w))?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:[^\W\d_]{2}\b|[ºª.])?"
_YEAR = r"'?(?P<year>\d{4}|\d\d)(?![\d:])"
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=\D|$|[0-2]\d[0-5]\d)")
_COMPACT_CLOCK = re.compile(r"T?([0-2]\d)([0-5]\d)([0-5]\d)?(Z?)")
_DAY_FIRST = re.compile(rf"{_DAY}{_LINK}[\s-]*{_NAME},?{_LINK}[\s-]*{_YEAR}")
_MONTH_FIRST = re.compile(rf"{_NAME}{_LINK}[\s-]*{_DAY}(?:\s*,\s*|\s+){_YEAR}")
_NUMERIC = re.compile(r"(?P<first>\d(?<!\d\d)\d?)(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4}|\d\d)(?!\d)")
_GROUP = re.compile(  # a date-time group of the services (ACP 121): day, hour, minute, letter of the zone, month, year
    r"(?<!\d)(?P<day>\d\d)\s?(?P<clock>[0-2]\d[0-5]\d)\s?(?P<letter>[A-Z])\s?(?P<name>[A-Za-z]{3})\s?(?P<year>\d{4}|\d\d)(?!\d)"
)
_URL_DAY = re.compile(
    r"(?<=[/_-])(?P<year>(?:19|20)\d\d)(?P<sep>[/-])(?P<month>\d{1,2}|[^\W\d_]{3,9})(?P=sep)(?P<day>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)",
    re.IGNORECASE,
)
_URL_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>[01]\d)/")
_MONTH = re.compile(rf"(?<!\d\s){_NAME},?{_LINK}\s+(?P<year>\d{{4}})(?!\d)|(?<!\d)(?P<y>\d{{4}})-(?P<m>\d\d)(?![\d-])")


def parse_date(text: str, *, months: Mapping[str, int], order: str | None = None) -> str | None:
    """The date in `text` as ISO date-time, day or month, else None; the first where there are several.

    `months` maps lower-case names and abbreviations to 1..12. Two-digit years from 70 on lie in the 1900s.
    A purely numeric date counts only where one of its numbers cannot be a month, or both are the same, or `order` says
    which of them comes first, the "day" or the "month"; with points between them it is the day.
    """
    found = _first_day(text, months, order) if _DIGIT.search(text) else None
    if found is None:
        return _first_month(text, months)
    day, match = found
    return day.isoformat() + _clock(text, match)


def url_date(url: str, *, months: Mapping[str, int]) -> tuple[str, str] | None:
    """The ISO day, else the month, in the path of an address, and the words that give it; None where there is none."""
    path = url[url.find("/", url.find("://") + 3 if "://" in url else 0) :] if "/" in url else ""
    for match in _URL_DAY.finditer(path):
        year, month, number = (match[one] or match[two] for one, two in (("year", "y"), ("month", "m"), ("day", "d")))
        day = _day(int(year), int(month) if month.isdecimal() else months.get(month.lower(), 0), int(number))
        if day:
            return day.isoformat(), match[0]
    found = _URL_MONTH.search(path)
    known = found and 1 <= int(found["month"]) <= 12
    return (f"{found['year']}-{found['month']}", found[0].strip("/")) if found and known else None


def full_year(digits: str) -> int:
    """The year that two or four digits stand for: 70 to 99 lie in the 1900s, lower ones in the 2000s."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= 70 else 2000)


def numeric_day(first: int, second: int, year: int, order: str | None = None) -> date | None:
    """The day of a numeric date, or None where day and month could change places or there is no such day.

    What could change places is read by `order`, "day" or "month", where that is known.
    """
    if first > 12:
        return _day(year, second, first)
    if second > 12 or first == second:
        return _day(year, first, second)
    return {"day": _day(year, second, first), "month": _day(year, first, second)}.get(order or "")


def military_zone(letter: str) -> str:
    """The offset from UTC that a zone letter stands for, as in ISO 8601; Z is UTC, J the local time, which has none.

    A to M without J lie east, N to Y west (ACP 121).
    """
    east, west = "ABCDEFGHIKLM", "NOPQRSTUVWXY"
    if letter.upper() in east:
        return f"+{east.index(letter.upper()) + 1:02d}:00"
    return f"-{west.index(letter.upper()) + 1:02d}:00" if letter.upper() in west else letter.upper().replace("J", "")


def numeric_readings(text: str) -> tuple[tuple[date, date], str] | None:
    """Both days that the first numeric date of a text can mean, the earlier first, and its words; None if sure."""
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match["first"]), int(match["second"]), full_year(match["year"])
        if match["sep"] == ".":
            continue
        days = sorted(day for day in (_day(year, first, second), _day(year, second, first)) if day)
        if len(days) == 2 and days[0] != days[1]:
            return (days[0], days[1]), match[0]
    return None


def publisher_order(names: Sequence[str | None], countries: Mapping[str, Sequence[str]]) -> str | None:
    """What numeric dates of a publisher begin with, "day" or "month", by its names and addresses; None if unknown.

    `countries` has the names, hosts and last parts of domains for each order.
    """
    for name in filter(None, names):
        host = re.sub(r"^\w+://(?:www\.)?", "", name.strip()).partition("/")[0].casefold()
        told = {host, host.removeprefix("the "), host.rpartition(".")[2] if "." in host else host}
        told |= {".".join(host.split(".")[-2:])} if "." in host else set()
        for order in ("day", "month"):
            if told & set(countries[order]):
                return order
    return None


def numeric_orders(text: str) -> frozenset[str]:
    """What the numeric dates of a text begin with: "day", "month" or both; those that can be read both ways tell none.

    Dates with a hyphen or a two-digit year do not count.
    """
    orders = set()
    for match in _NUMERIC.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        if len(match["year"]) == 4 and match["sep"] != "-" and numeric_day(first, second, int(match["year"])):
            orders |= {"day"} if first > 12 else {"month"} if second > 12 else set()
    return frozenset(orders)


def _first_day(text: str, months: Mapping[str, int], order: str | None) -> tuple[date, re.Match[str]] | None:
    found = []
    for pattern in (_GROUP, _ISO, _COMPACT, _DAY_FIRST, _MONTH_FIRST, _NUMERIC):
        for match in pattern.finditer(text):
            if day := _day_of(match, months, order):
                found.append((match.start(), day, match))
                break
    return min(found, key=lambda entry: entry[0])[1:] if found else None


def _day_of(match: re.Match[str], months: Mapping[str, int], order: str | None) -> date | None:
    parts = match.groupdict()
    year = full_year(parts["year"])
    if "first" in parts:
        order = "day" if parts["sep"] == "." else order
        return numeric_day(int(parts["first"]), int(parts["second"]), year, order)
    month = months.get(parts["name"].lower()) if "name" in parts else int(parts["month"])
    return _day(year, month, int(parts["day"])) if month else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _first_month(text: str, months: Mapping[str, int]) -> str | None:
    for match in _MONTH.finditer(text):
        month = int(match["m"]) if match["m"] else months.get(match["name"].lower())
        if month and 1 <= month <= 12:
            return f"{match['y'] or match['year']}-{month:02d}"
    return None


def _clock(text: str, day: re.Match[str]) -> str:
    """`THH:MM[:SS][zone]` for the time of day in or beside a date, or the empty text."""
    if "letter" in day.groupdict():
        return f"T{day['clock'][:2]}:{day['clock'][2:]}{military_zone(day['letter'])}"
    if compact := _COMPACT_CLOCK.match(text, day.end()):
        return "T" + ":".join(filter(None, compact.group(1, 2, 3))) + compact[4]
    found = _CLOCK.search(text[: day.start()] + " " * len(day[0]) + _open(text[day.end() :]))
    return "T" + _hours(found) + _zone(found["zone"]) if found else ""


def _open(text: str) -> str:
    return re.sub(r"^T(?=\d)", " ", text)


def _hours(clock: re.Match[str]) -> str:
    hour = int(clock["hour"]) % 24
    if half := clock["half"]:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return ":".join(part for part in (f"{hour:02d}", clock["minute"], clock["second"]) if part)


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone[0] not in "+-" or zone[1:].replace(":", "") == "0000":
        return "Z"
    return f"{zone[:3]}:{zone[-2:]}"
