"""Places that the gazetteer lacks or cannot tell from namesakes: a name and mostly a country, but no coordinates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dateline.records import Mention, Place, Reading, Toponym

MOST, ALL, BEHIND = 0.5, 1.0, 2
COUNTRY = "country"
UNKNOWN = "town"  # what a name of which no more is known is taken for


def with_unmapped(reading: Reading) -> Reading:
    """The reading, each name of a place without a choice having a place of that name without coordinates.

    The country is that of all places named in its sentence, else the one in which most places of the report lie, else
    that of the nearest place. A name that others bear elsewhere is left open where no country is likely.
    """
    open_names = [m for m in reading.mentions if _is_open(m)]
    if not open_names:
        return reading
    countries = [_country_of(reading, mention) for mention in open_names]
    named = {id(m): _named(m, country) for m, country in zip(open_names, countries, strict=True)}
    return replace(reading, mentions=tuple(named.get(id(mention), mention) for mention in reading.mentions))


def _is_open(mention: Mention) -> bool:
    """Whether a name stands for a place that was not told from its namesakes, or that the gazetteer lacks."""
    return isinstance(mention.value, Toponym) and mention.value.place is None and mention.value.literal


def _country_of(reading: Reading, mention: Mention) -> str | None:
    beside = [m for m in reading.mentions if m.sentence == mention.sentence]
    return (
        _only(_countries(beside), ALL)
        or _only(_countries(reading.mentions, with_wide=True), MOST)
        or _country_near(reading, mention)
    )


def _country_near(reading: Reading, mention: Mention) -> str | None:
    """The country of the place named last before, or of one behind that is half as far."""
    start = mention.evidence.start
    known = [(m.evidence.start - start, country) for m in reading.mentions for country in _countries([m])]
    return min(known, key=lambda one: one[0] * BEHIND if one[0] > 0 else -one[0], default=(0, None))[1]


def _named(mention: Mention, country: str | None) -> Mention:
    """The mention with a place of its name, unless it has namesakes and no country is likely."""
    value = mention.value
    assert isinstance(value, Toponym)
    likely = [place for place in value.candidates if place.country == country]
    if value.candidates and country is None:
        return mention
    precision = likely[0].precision if likely else UNKNOWN
    place = Place(mention.evidence.quote, country, None, None, None, None, precision, None)
    return replace(mention, value=replace(value, place=place))


def _countries(mentions: Iterable[Mention], *, with_wide: bool = False) -> Counter[str]:
    """How often places are named in each country; countries themselves count only `with_wide`."""
    places = (m.value.place for m in mentions if isinstance(m.value, Toponym) and m.value.literal and m.value.place)
    return Counter(
        place.country for place in places
        if place.country and place.lat is not None and (with_wide or place.precision != COUNTRY)
    )  # fmt: skip


def _only(countries: Counter[str], least: float) -> str | None:
    """The country with at least that share of all, the first by name of several."""
    best = min(countries, key=lambda country: (-countries[country], country), default=None)
    return best if best and countries[best] >= least * countries.total() else None
