"""Finds named parties: the codebook's actors and their aliases, states and their adjectives, names the engine saw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateline.codebook import Actor, Codebook, Country
from dateline.read.counts import clear_of
from dateline.read.lexicon import Lexicon, build_lexicon, folded_words, scan
from dateline.records import Dating, Mention, Party, Report
from dateline.sentences import Sentence

NAMED = frozenset({"person", "organisation", "group"})


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to write a party; `exact` ones (acronyms) must stand in upper case."""

    party: Party
    exact: bool
    rule: str
    rank: int
    valid_from: date | None = None
    valid_to: date | None = None


def _actor_aliases(actor: Actor) -> Iterator[tuple[str, Alias]]:
    for alias in dict.fromkeys((actor.name, *actor.aliases)):
        party = Party(actor.name, actor.id, actor.country, actor.sector, alias)
        yield alias, Alias(party, _is_acronym(alias), "codebook/actor", 0, actor.valid_from, actor.valid_to)


def _country_aliases(country: Country) -> Iterator[tuple[str, Alias]]:
    forms = [(name, "codebook/state") for name in (country.name, *country.variants)]
    forms += [(adjective, "codebook/adjective") for adjective in country.adjectives]
    for alias, rule in forms:
        party = Party(country.name, country.alpha3.lower(), country.alpha3, None, alias)
        yield alias, Alias(party, _is_acronym(alias), rule, 1)


def _is_acronym(alias: str) -> bool:
    letters = [char for char in alias if char.isalpha()]
    return len(letters) <= 5 and all(char.isupper() for char in letters)


@lru_cache(maxsize=4)
def _lexicon(codebook: Codebook) -> Lexicon[Alias | None]:
    """The names of parties; None stands for a capital whose name holds its country's ("San Salvador")."""
    entries: list[tuple[str, Alias | None]] = [pair for actor in codebook.actors for pair in _actor_aliases(actor)]
    entries += [pair for country in codebook.countries for pair in _country_aliases(country)]
    entries += [(country.capital, None) for country in codebook.countries if _holds_country(country)]
    return build_lexicon(entries)


def _holds_country(country: Country) -> bool:
    names = (name for name in (country.name, *country.variants) if name != country.capital)
    return any(f" {name} " in f" {country.capital} " for name in names)


@lru_cache(maxsize=4)
def _common_nouns(codebook: Codebook) -> frozenset[str]:
    lexemes = (*codebook.weapons, *codebook.sites, *codebook.people)
    return frozenset(noun for lexeme in lexemes for nouns in lexeme.nouns.values() for noun in nouns)


def find_actors(report: Report, sentences: tuple[Sentence, ...], *, dating: Dating,
                codebook: Codebook) -> tuple[Mention, ...]:  # fmt: skip
    """Mentions of kind actor, in text order and without overlap: codebook names first, then names the engine saw."""
    known = tuple(_known(report, sentences, dating, codebook))
    seen = clear_of(_seen(report, sentences), known)
    return tuple(sorted((*known, *seen), key=lambda m: (m.evidence.start, m.evidence.end)))


def _known(report: Report, sentences: tuple[Sentence, ...], dating: Dating, codebook: Codebook) -> Iterator[Mention]:
    lexicon, common = _lexicon(codebook), _common_nouns(codebook)
    shouting = report.text.upper() == report.text
    year = dating.published[:10] if dating.published else None
    for number, sentence in enumerate(sentences):
        words = folded_words(report.text[sentence.start : sentence.end])
        for start, end, aliases in scan([word for word, _, _ in words], lexicon):
            first, last = words[start][1] + sentence.start, words[end - 1][2] + sentence.start
            written = report.text[first:last]
            mute = shouting and written.lower() in common
            fitting = [a for a in aliases if a and _fits(a, written, shouting, mute) and _holds(a, year)]
            if fitting:
                yield _mention(report, number, sentence, first, last, min(fitting, key=lambda a: a.rank))


def _fits(alias: Alias, written: str, shouting: bool, mute: bool) -> bool:
    """Whether the words may be the alias; in a text of capitals alone a common noun (`mute`) is no acronym."""
    if shouting:
        return not alias.exact or (len(written) > 2 and not mute)
    if alias.exact:
        return all(char.isupper() for char in written if char.isalpha())
    return any(char.isupper() for char in written)


def _holds(alias: Alias, day: str | None) -> bool:
    if day is None:
        return True
    starts = alias.valid_from is None or alias.valid_from.isoformat()[: len(day)] <= day
    return starts and (alias.valid_to is None or day <= alias.valid_to.isoformat()[: len(day)])


def _mention(report: Report, number: int, sentence: Sentence, start: int, end: int, alias: Alias) -> Mention:
    evidence, known = report.evidence(start, end), alias.party
    party = Party(known.name, known.id, known.country, known.sector, evidence.quote)
    return Mention("actor", evidence, alias.rule, party, number, _head(sentence, start, end))


def _head(sentence: Sentence, start: int, end: int) -> int:
    """The token inside the span whose head lies outside it."""
    inside = [i for i, token in enumerate(sentence.tokens) if token.start < end and start < token.end]
    outer = [i for i in inside if sentence.tokens[i].head not in inside]
    return (outer or inside or [0])[0]


def _seen(report: Report, sentences: tuple[Sentence, ...]) -> Iterator[Mention]:
    for number, sentence in enumerate(sentences):
        for entity in sentence.entities:
            if entity.kind not in NAMED:
                continue
            start, end = sentence.tokens[entity.start].start, sentence.tokens[entity.end - 1].end
            evidence = report.evidence(start, end)
            party = Party(evidence.quote, None, None, None, evidence.quote)
            yield Mention("actor", evidence, f"engine/{entity.kind}", party, number, _head(sentence, start, end))
