"""The words of one language that tell places apart, as typed tables: the codebook's `places` file of that language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.codebook import Codebook, Country
from dateline.gazetteer import plain

Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], float]]]


@dataclass(frozen=True, slots=True, eq=False)
class PlaceWords:
    """Words of one language, in lower case, and the codebook's countries by name, by adjective and by alpha-3.

    Phrases, with their kilometres, stand under their last word, the longest first.

    `kinds` gives the kind of place that a noun such as "airbase" speaks of; `capitals` are pairs of country (alpha-3)
    and plain name of its capital. `compass_letters` ("NNE") tell a direction behind a distance only, `abbreviations`
    ("Tenn.") a division behind the comma after a place only.
    """

    kinds: Mapping[str, str]
    locative: frozenset[str]
    acting: frozenset[str]
    suffixes: frozenset[str]
    prefixes: frozenset[str]
    institutions: frozenset[str]
    bodies: frozenset[str]
    deciding: frozenset[str]
    suffering: frozenset[str]
    titles: frozenset[str]
    connectors: frozenset[str]
    articles: frozenset[str]
    not_places: frozenset[str]
    abbreviations: Mapping[str, str]
    compass: Mapping[str, int]
    compass_letters: Mapping[str, int]
    centre: frozenset[str]
    partitive: frozenset[str]
    distant: frozenset[str]
    units: Mapping[str, float]
    near: Phrases
    offshore: Phrases
    border: frozenset[str]
    border_of: frozenset[str]
    capital: frozenset[str]
    between: frozenset[str]
    halfway: frozenset[str]
    ways: frozenset[str]
    from_to: frozenset[tuple[str, str]]
    holding: frozenset[str]
    nations: Mapping[str, Country]
    demonyms: Mapping[str, Country]
    capitals: frozenset[tuple[str | None, str]]
    countries: Mapping[str, Country]

    def kind_of(self, *words: str) -> str | None:
        """The kind of place that a noun speaks of, or None."""
        return self.kinds.get(" ".join(words).lower())

    def direction(self, word: str) -> int | None:
        """Degrees from north of a compass word, hyphenated or not; None for any other word."""
        return self.compass.get(word.lower().replace("-", "").replace(" ", ""))


@lru_cache(maxsize=8)
def place_words(codebook: Codebook, language: str) -> PlaceWords | None:
    """The words for `language`, or None where the codebook has none."""
    table = codebook.languages.get(language, {}).get("places")
    if table is None:
        return None
    sense, names, where = table["sense"], table["names"], table["whereabouts"]
    return PlaceWords(
        kinds={noun: kind for kind, nouns in table["kinds"].items() for noun in nouns},
        **{key: frozenset(sense[key]) for key in
           ("locative", "acting", "suffixes", "prefixes", "institutions", "bodies", "deciding", "suffering", "titles")},
        **{key: frozenset(names[key]) for key in ("connectors", "articles", "not_places")},
        abbreviations=names["abbreviations"],
        compass=table["compass"],
        compass_letters=where["compass_letters"],
        **{key: frozenset(where[key]) for key in ("centre", "partitive", "distant", "border", "border_of", "capital")},
        **{key: frozenset(where[key]) for key in ("between", "halfway", "ways", "holding")},
        from_to=frozenset((one, two) for one, two in where["from_to"]),
        units=where["units"],
        near=_phrases(where["near"]),
        offshore=_phrases(where["offshore"]),
        nations={plain(name): c for c in codebook.countries for name in (c.name, *c.variants)},
        capitals=frozenset((c.alpha3, plain(c.capital)) for c in codebook.countries),
        demonyms={plain(name): c for c in codebook.countries for name in c.adjectives},
        countries={country.alpha3: country for country in codebook.countries},
    )  # fmt: skip


def _phrases(table: Mapping[str, Any]) -> Phrases:
    found: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for phrase, km in sorted(table.items(), key=lambda item: -len(item[0])):
        words = tuple(phrase.split())
        found.setdefault(words[-1], []).append((words, float(km)))
    return found
