"""What the coder may ask about a reading: trees, mentions by token, kinds of phrases, evidence of tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from dateline.codebook import Codebook, Country
from dateline.coders.cues import Cues, cues_of
from dateline.coders.tree import Tree, tree_of
from dateline.coders.unmapped import with_unmapped
from dateline.records import STANCES, Evidence, Mention, Party, Reading, Site, Term, Toponym, Weapon, Zone
from dateline.sentences import Sentence, Token

K = TypeVar("K")

ORGANISATIONS = frozenset({"organisation", "ministry", "agency", "parliament", "party", "movement", "mission"})
HEADING = 4
SURE = 0.7
ARMED = frozenset({"MIL", "REB", "UAF", "PRM", "COP"})
SEEN = frozenset({"engine/person", "engine/organisation", "engine/group"})
NAMES = SEEN | {"codebook/state"}
GROUPS = frozenset({"armed_group", "coalition", "force"})
UNCODED_ZONES = frozenset({"title", "header", "teaser", "caption", "share", "byline", "dateline"})


@dataclass(frozen=True, slots=True)
class Context:
    """A reading with its trees, its mentions by (sentence, token), and what those that point back stand for.

    What is asked of a report again and again is found once: mentions by sentence, the offsets `starts` at which all
    mentions begin, sites by the base form of their noun, actors by the last word of their name, the first mention of
    each country, the sentences that are `running` statement, and the country `home` of most places.
    """

    reading: Reading
    codebook: Codebook
    cues: Cues
    trees: tuple[Tree, ...]
    lemmas: tuple[frozenset[str], ...]
    at: dict[tuple[int, int], list[Mention]]
    counts: dict[tuple[int, int], Mention]
    actor_kinds: dict[str, str]
    capitals: dict[tuple[str, str], Country]
    linked: dict[tuple[int, int], tuple[int, int]]
    vocabulary: frozenset[str]
    of_sentence: Mapping[int, Sequence[Mention]]
    starts: Sequence[int]
    sites: Mapping[str, Sequence[Mention]]
    actors: Mapping[str, Sequence[Mention]]
    countries: Mapping[str | None, Mention]
    running: Sequence[bool]
    home: str | None
    known_kinds: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)

    def before(self, start: int) -> Iterator[Mention]:
        """Mentions that start before an offset, the last first."""
        return (self.reading.mentions[k] for k in range(bisect_left(self.starts, start) - 1, -1, -1))

    def starting(self, start: int) -> Sequence[Mention]:
        """Mentions that start at an offset."""
        return self.reading.mentions[bisect_left(self.starts, start) : bisect_right(self.starts, start)]

    def mentions(self, number: int, i: int, kind: str) -> list[Mention]:
        """Mentions of a kind that cover token `i` of sentence `number`."""
        here = self.at.get((number, i))
        return [m for m in here if m.kind == kind] if here else []

    def within(self, number: int, tokens: Iterable[int], kind: str) -> list[Mention]:
        """Mentions of a kind whose head is among the tokens, in text order."""
        found = {id(m): m for i in tokens for m in self.mentions(number, i, kind) if m.head == i}
        return sorted(found.values(), key=lambda m: m.evidence.start)

    def evidence(self, number: int, tokens: Iterable[int]) -> Evidence:
        """Evidence from the first to the last of the tokens."""
        chosen = [self.trees[number].token(i) for i in tokens]
        start, end = min(t.start for t in chosen), max(t.end for t in chosen)
        return self.reading.report.evidence(start, end)

    def core(self, number: int, i: int) -> int:
        """The noun that the phrase of token `i` is about: "troops" in "hundreds of troops", else `i` itself."""
        tree = self.trees[number]
        measures = self.cues["grammar"]["measures"]
        counted = [m.head for m in self.mentions(number, i, "count") if m.head != i and tree.token(m.head).head == i]
        if counted:
            return counted[0]
        if tree.lemma(i) in measures:
            of = self.cues["grammar"]["of"]
            inner = [j for cases, j in tree.obliques(i) if set(cases) & of]
            if inner and self.kinds(number, inner[0]) & {"person", "force", "weapon", "vehicle", "place", "site"}:
                return inner[0]
        return i

    def kinds(self, number: int, i: int) -> frozenset[str]:
        """What the noun at token `i` may be, in the codebook's kinds; "other" where nothing is known of it."""
        known = self.known_kinds.get((number, i))
        if known is None:
            known = self.known_kinds[number, i] = self._find_kinds(number, i)
        return known

    def _find_kinds(self, number: int, i: int) -> frozenset[str]:
        found: set[str] = set()
        for mention in self.at.get((number, i), ()):
            if not (mention.rule in NAMES and self.is_placed(number, i)):
                found |= self._kinds_of(mention, i)
        if not found:
            found = {kind for j in self.trees[number].kids(i, "appos") for kind in self.kinds(number, j)}
        if not found and any(self.trees[number].lemma(i) in nouns for nouns in self.cues["places"].values()):
            found = {"place"}
        return frozenset(found or {"other"})

    def _kinds_of(self, mention: Mention, i: int) -> set[str]:
        value = mention.value
        if isinstance(value, Party):
            return self._party_kinds(mention, value) if mention.head == i else set()
        if isinstance(value, Term):
            return self._term_kinds(mention, value) if mention.head == i else set()
        if isinstance(value, Site):
            return {"site", "vehicle"} if value.kind in {"vehicle", "convoy", "vessel", "aircraft"} else {"site"}
        if isinstance(value, Weapon):
            return {"weapon"}
        if isinstance(value, Toponym):
            return {"place"} if value.literal else {"state"} if self.capital_of(value) else set()
        return {"time"} if mention.kind == "time" else set()

    def is_placed(self, number: int, i: int) -> bool:
        """Whether token `i` is in a place's name that stands for the place itself."""
        return any(isinstance(m.value, Toponym) and m.value.literal for m in self.mentions(number, i, "place"))

    def capital_of(self, toponym: Toponym, even_literal: bool = False) -> Country | None:
        """The country for whose government a capital stands ("Ankara recalled its ambassador")."""
        place = toponym.place
        if (toponym.literal and not even_literal) or place is None or place.precision == "country":
            return None
        return self.capitals.get((place.name, place.country or ""))

    def _term_kinds(self, mention: Mention, term: Term) -> set[str]:
        """Soldiers and fighters in the plural are a force too."""
        plural = self.trees[mention.sentence].is_plural(mention.head)
        armed = term.kind == "person" and term.sector in ARMED and plural
        return {term.kind, "force"} if armed else {term.kind}

    def _party_kinds(self, mention: Mention, party: Party) -> set[str]:
        if mention.rule == "codebook/adjective" and self._is_person(mention):
            return {"person"}
        if mention.rule in {"codebook/state", "codebook/adjective"}:
            return {"state"}
        if mention.rule == "engine/person":
            return {"person"}
        if mention.rule == "engine/group":
            return {"group", "force"}
        kind = self.actor_kinds.get(party.id or "", "organisation")
        return {"group", "force"} if kind in GROUPS else {"organisation"} if kind in ORGANISATIONS else {"group"}

    def _is_person(self, mention: Mention) -> bool:
        """Whether a nationality stands for people: "a Palestinian", "two Americans"."""
        tree = self.trees[mention.sentence]
        token = tree.token(mention.head)
        counted = (mention.sentence, mention.head) in self.counts or bool(tree.kids(mention.head, "det", "nummod"))
        return token.relation not in {"amod", "compound"} and token.upos in {"NOUN", "PROPN"} and counted

    def stance_of(self, lemma: str) -> str | None:
        """The stance that a verb of saying tells, the plain one where it tells no other; None for other verbs."""
        return next((stance for stance in reversed(STANCES) if lemma in self.cues["speech"][stance]), None)

    def coded(self, number: int) -> bool:
        """Whether sentence `number` is the report's running statement: in no other zone, and no bare heading."""
        return self.running[number]


def context_of(reading: Reading, codebook: Codebook) -> Context:
    """The context of a reading."""
    reading = with_unmapped(reading)
    cues = cues_of(codebook, reading.report.language)
    trees = tuple(tree_of(sentence, cues=cues) for sentence in reading.sentences)
    at: dict[tuple[int, int], list[Mention]] = {}
    for mention in reading.mentions:
        tokens, evidence = reading.sentences[mention.sentence].tokens, mention.evidence
        first = bisect_right(tokens, evidence.start, key=_end_of)
        for i in range(first, bisect_left(tokens, evidence.end, lo=first, key=_start_of)):
            at.setdefault((mention.sentence, i), []).append(mention)
    lemmas = tuple(frozenset(t.lemma.lower() for t in sentence.tokens) for sentence in reading.sentences)
    counts = {(m.sentence, m.head): m for m in reversed(reading.mentions) if m.kind == "count"}
    kinds, capitals = _tables(codebook)
    places = [(m, m.value) for m in reading.mentions if isinstance(m.value, Toponym)]
    return Context(
        reading, codebook, cues, trees, lemmas, at, counts, kinds, capitals, _linked(trees),
        vocabulary=frozenset().union(*lemmas),
        of_sentence=_grouped((m.sentence, m) for m in reading.mentions),
        starts=[mention.evidence.start for mention in reading.mentions],
        sites=_grouped((trees[m.sentence].token(m.head).lemma, m) for m in reading.mentions if m.kind == "site"),
        actors=_grouped((_last_word(m.evidence.quote), m) for m in reading.mentions if m.rule == "codebook/actor"),
        countries={p.place.country: m for m, p in reversed(places) if p.place and p.place.precision == "country"},
        running=_running(reading),
        home=_home(place for _, place in places),
    )  # fmt: skip


def _start_of(token: Token) -> int:
    return token.start


def _end_of(token: Token) -> int:
    return token.end


def _grouped(pairs: Iterable[tuple[K, Mention]]) -> Mapping[K, Sequence[Mention]]:
    found: dict[K, list[Mention]] = defaultdict(list)
    for key, mention in pairs:
        found[key].append(mention)
    return found


def _last_word(words: str) -> str:
    return words.lower().split()[-1].split("-")[-1]


def _home(places: Iterable[Toponym]) -> str | None:
    """The country in which at least half of the places named in the report lie."""
    told = Counter(one.place.country for one in places if one.literal and one.place and one.place.country)
    common = max(sorted(told), key=lambda country: told[country], default=None)
    return common if common and 2 * told[common] >= told.total() else None


def _running(reading: Reading) -> list[bool]:
    zones = [zone for zone in reading.zones if zone.kind in UNCODED_ZONES]
    return [_is_running(sentence, zones) for sentence in reading.sentences]


def _is_running(sentence: Sentence, zones: Sequence[Zone]) -> bool:
    if len(sentence.tokens) <= HEADING and not any(t.upos in {"VERB", "AUX"} for t in sentence.tokens):
        return False
    middle = (sentence.start + sentence.end) // 2
    return not any(zone.start <= middle < zone.end for zone in zones)


def _linked(trees: Sequence[Tree]) -> dict[tuple[int, int], tuple[int, int]]:
    """For each mention that surely points back, the nearest noun or name that it points to, be it over pronouns."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for link in (link for tree in trees for link in tree.sentence.links if link.score >= SURE):
        there = (link.antecedent_sentence, link.antecedent_token)
        if trees[there[0]].token(there[1]).upos != "PRON":
            found[link.sentence, link.token] = there
        elif there in found:
            found[link.sentence, link.token] = found[there]
    return found


@lru_cache(maxsize=4)
def _tables(codebook: Codebook) -> tuple[dict[str, str], dict[tuple[str, str], Country]]:
    kinds = {actor.id: actor.kind for actor in codebook.actors}
    return kinds, {(country.capital, country.alpha3): country for country in codebook.countries}
