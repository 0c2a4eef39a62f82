"""Finds points that a report gives in figures: "33.78°N 44.50°E", "33°47′N 44°30′E", "33.783, 44.500"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.distance import KM_A_DEGREE
from dateline.read.whereabouts import Spot
from dateline.records import Place, Report
from dateline.sentences import Sentence

_ANGLE = r"(\d{1,3}(?:\.\d+)?)\s?°(?:\s?(\d{1,2}(?:\.\d+)?)\s?[′'’])?(?:\s?(\d{1,2}(?:\.\d+)?)\s?[″\"”])?\s?"
_LETTERED = re.compile(rf"{_ANGLE}([NS])[,;]?\s{{0,2}}{_ANGLE}([EW])")
_PLAIN = re.compile(r"(?<![\d.])(-?\d{1,2}\.\d{4,})\s?[,;]\s?(-?\d{1,3}\.\d{4,})(?![\d.])")
_LIKELY = re.compile(r"\.\d{3,}\s?[,;]")  # quick to look for, and part of every pair
_PARTED = re.compile(r"(?<![\d.])(-?\d{1,2}\.\d{3,})\s?;\s?(-?\d{1,3}\.\d{3,})(?![\d.])")
SITE_KM = 3.0  # what is told less exactly is only near a spot
Point = tuple[int, int, float, float, float]  # start, end, latitude, longitude, kilometres
_SOUTH_OR_WEST = ("S", "W")


def find_coordinates(report: Report, sentences: Sequence[Sentence]) -> list[Spot]:
    """A spot for each pair of figures that is a point of the globe; its radius is what the last given digit is worth.

    Plain pairs of decimals, latitude first, have four digits and more behind the point, or three where a semicolon
    parts them: three after a comma are thousands, too. The country is not told.
    """
    points = [*_lettered(report.text), *_plain(report.text)]
    return [spot for point in points for spot in _on_tokens(report.text, sentences, point)]


def _lettered(text: str) -> Iterator[Point]:
    for found in _LETTERED.finditer(text) if "°" in text else ():
        parts = found.groups()
        lat, lon = (_degrees(parts[at : at + 3], parts[at + 3]) for at in (0, 4))
        yield found.start(), found.end(), lat, lon, _worth(parts[:3])


def _plain(text: str) -> Iterator[Point]:
    if not _LIKELY.search(text):
        return
    pairs = {found.start(): found for pattern in (_PLAIN, _PARTED) for found in pattern.finditer(text)}
    for found in pairs.values():
        yield found.start(), found.end(), float(found[1]), float(found[2]), _worth((found[1],))


def _degrees(parts: Sequence[str | None], letter: str | None) -> float:
    degrees = sum(float(part or 0) * 60.0**-power for power, part in enumerate(parts))
    return -degrees if letter in _SOUTH_OR_WEST else degrees


def _worth(parts: Sequence[str | None]) -> float:
    """Kilometres that one unit of the last given digit stands for."""
    power, last = max((power, part) for power, part in enumerate(parts) if part)
    return KM_A_DEGREE * 60.0**-power * 10.0 ** -len(last.partition(".")[2])


def _on_tokens(text: str, sentences: Sequence[Sentence], point: Point) -> Iterator[Spot]:
    """The spot on the tokens of a point; none where a sentence ends within it or it is no point of the globe."""
    start, end, lat, lon, km = point
    number = sum(sentence.start <= start for sentence in sentences) - 1
    tokens = sentences[number].tokens if number >= 0 else ()
    covered = [i for i, token in enumerate(tokens) if token.start < end and start < token.end]
    if not covered or tokens[covered[-1]].end < end or abs(lat) > 90 or abs(lon) > 180:
        return
    precision, reach = "site" if km <= SITE_KM else "near", max(0.1, round(km, 1))
    place = Place(text[start:end], None, None, round(lat, 5), round(lon, 5), reach, precision, None)
    yield Spot(number, covered[0], covered[-1] + 1, place, "coordinates")
