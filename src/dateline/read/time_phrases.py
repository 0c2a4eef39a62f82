"""The time phrases of a report before they are worked out: joined, with their words, their clause and their bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dateline.dates import numeric_orders, publisher_order
from dateline.read.time_events import event_dated, event_named
from dateline.read.time_grammar import Grammar, Phrase, find_phrases, may_tell
from dateline.read.time_tense import Clauses, Outlook, clauses_of, outlook
from dateline.read.time_words import Word
from dateline.records import Evidence, Report, Zone
from dateline.sentences import Sentence, Token

RUNNING_ZONES = ("title", "caption")
CLOCK_SLOTS = frozenset({"clock", "hour", "halfday", "time_zone", "part", "approx", "mod"})
MODIFIER = ("nmod:poss", "compound", "amod", "nummod")
BOUND_FORMS = (
    "day",
    "days",
    "feast",
    "period",
    "nth",
    "ago",
    "later",
    "offset",
    "adjacent",
    "same",
    "that",
    "calendar",
    "event",
)
DATING_FORMS = ("day", "days", "period", "calendar", "feast", "adjacent", "ago", "later")
LONGEST_LINK, LONGEST_BOUND, LONGEST_GAP, LONGEST_COUNT = 3, 3, 3, 7
LONGEST_CLAUSE = 6
YEAR_RELATIONS = (
    "nsubj",
    "nsubj:pass",
    "obl",
    "obl:tmod",
    "obl:unmarked",
    "nmod",
    "nmod:tmod",
    "nmod:unmarked",
    "appos",
    "parataxis",
    "dep",
)
NO_YEAR_BESIDE = ("SYM", "NUM", "PROPN", "X")
NAMES = ("person", "organisation", "group", "place", "site")
COMPARED = ("ago", "later", "same")
COUNTED = ("NOUN", "PROPN", "ADJ", "NUM")
LASTING = ("since", "until")


@dataclass(frozen=True, slots=True)
class Told:
    """A time as told: its form and slots, its words, the head token of its sentence, its clause and its bound.

    `first` and `last` count the words that time phrases are made of; `pause` is the word at which the clause pauses
    behind it, as words are counted. `event` names the event it is counted from, `dates` of one that it dates.
    """

    form: str
    slots: Mapping[str, Any]
    evidence: Evidence
    sentence: int
    head: int
    outlook: Outlook
    bound: str
    first: int
    last: int
    pause: int
    event: str = ""
    dates: str = ""

    @property
    def final(self) -> bool:
        """Whether the clause pauses right behind the phrase."""
        return self.pause == self.last


def find_told(
    report: Report, sentences: tuple[Sentence, ...], *, zones: tuple[Zone, ...], grammar: Grammar
) -> tuple[Told, ...]:
    """The times told in the report's running statement, its title and captions, in text order."""
    closed = [(zone.start, zone.end) for zone in zones if zone.kind not in RUNNING_ZONES]
    order = numeric_order(report, grammar.table["numeric_dates"])
    return tuple(
        _ordered(told, order)
        for number, sentence in enumerate(sentences)
        if may_tell(report.text[sentence.start : sentence.end], grammar)
        for told in _in_sentence(report, number, sentence, grammar)
        if not any(start < told.evidence.end and told.evidence.start < end for start, end in closed)
    )


def numeric_order(report: Report, countries: Mapping[str, Sequence[str]]) -> str | None:
    """What numeric dates of a report begin with, "day" or "month", as others of it or its publisher's country say.

    None where they leave it open or disagree.
    """
    told = numeric_orders(report.text)
    if told:
        return next(iter(told)) if len(told) == 1 else None
    return publisher_order((report.url, report.source), countries)


def _ordered(told: Told, order: str | None) -> Told:
    """The time with the day of a numeric date whose order of day and month is known."""
    if order is None or "unclear_date" not in told.slots:
        return told
    first, second, year = told.slots["unclear_date"]
    day, month = (first, second) if order == "day" else (second, first)
    slots = {key: value for key, value in told.slots.items() if key != "unclear_date"}
    return replace(told, slots={**slots, "date": date(year, month, day)})


def _in_sentence(report: Report, number: int, sentence: Sentence, grammar: Grammar) -> Iterator[Told]:
    words, phrases = find_phrases(report.text[sentence.start : sentence.end], grammar, offset=sentence.start)
    if not phrases:
        return
    clauses = clauses_of(sentence, grammar.tense)
    told: list[Told] = []
    last = 0
    for phrase in _joined(phrases, words, grammar.table["links"]["clock"]):
        one = None if phrase.weak else _told(report, number, clauses, phrase, words, last, grammar)
        if one is None:
            continue
        whole = _range(report, told[-1], one, words, grammar) if told else None
        if whole:
            told.pop()
        told.append(whole or one)
        last = phrase.last
    yield from told


def _joined(phrases: Sequence[Phrase], words: Sequence[Word], links: Sequence[str]) -> list[Phrase]:
    """The phrases, a time of day being one with its day or days."""
    joined: list[Phrase] = []
    for phrase in phrases:
        if joined and _belong(joined[-1], phrase, words, links):
            last = joined.pop()
            form = "days" if "days" in (last.form, phrase.form) else "day"
            phrase = Phrase(form, {**phrase.slots, **last.slots}, last.first, phrase.last, last.weak and phrase.weak)
        joined.append(phrase)
    return joined


def _belong(one: Phrase, other: Phrase, words: Sequence[Word], links: Sequence[str]) -> bool:
    if not {one.form, other.form} <= {"day", "days"} or other.first - one.last > LONGEST_LINK:
        return False
    if (one.slots.keys() & other.slots.keys()) - {"mod", "approx"}:
        return False
    mere_clock = one.slots.keys() <= CLOCK_SLOTS or other.slots.keys() <= CLOCK_SLOTS
    return mere_clock and all(word.text in links for word in words[one.last : other.first])


def _told(
    report: Report,
    number: int,
    clauses: Clauses,
    phrase: Phrase,
    words: Sequence[Word],
    behind: int,
    grammar: Grammar,
) -> Told | None:
    """The phrase in its clause, or None where its word is no time here ("they may", "Daily Star").

    `behind` is the word after the phrase before, whose words say nothing about this one.
    """
    start, end, tokens = words[phrase.first].start, words[phrase.last - 1].end, clauses.sentence.tokens
    inside = [i for i, token in enumerate(tokens) if token.start < end and start < token.end]
    if not inside:
        return None
    head = next((i for i in inside if tokens[i].head not in inside), inside[0])
    if phrase.last - phrase.first == 1 and not _is_time(phrase, tokens[head].upos, opening=head == 0):
        return None
    if phrase.last - phrase.first == 1 and words[phrase.first].text.isalpha() and _is_in_name(clauses.sentence, head):
        return None
    if "bare" in phrase.slots and not _is_year(tokens, head):
        return None
    if "unnamed" in phrase.slots and not _is_day_of_month(tokens, inside[-1]):
        return None
    relation = tokens[head].relation
    names_noun = relation in MODIFIER or _has_article(phrase, words, grammar.table["links"]["articles"])
    last = inside[-1]
    counted = _is_counted(phrase, words, grammar.table["counting"])
    view = _outlook(clauses, head, inside[0], names_noun, grammar)
    return Told(
        form=phrase.form,
        slots={**phrase.slots, "counted": True} if counted else phrase.slots,
        evidence=report.evidence(start, end),
        sentence=number,
        head=head,
        outlook=view,
        bound=_bound_of_noun(phrase, words, view, grammar)
        if names_noun
        else _bound(phrase, words[behind : phrase.first], relation, view, grammar),
        first=phrase.first,
        last=phrase.last,
        pause=next((i for i in range(phrase.last, len(words)) if not words[i].text[0].isalnum()), len(words)),
        event=event_named(clauses.sentence, phrase.form, phrase.slots, head, last),
        dates=event_dated(clauses.sentence, head, grammar.table["happening"], grammar.table["classes"]["unit"])
        if phrase.form in DATING_FORMS
        else "",
    )


def _has_article(phrase: Phrase, words: Sequence[Word], articles: Sequence[str]) -> bool:
    """Whether the article of a noun behind stands before a day or month: "the 8 May vote"."""
    return phrase.form in ("day", "days", "period") and phrase.first > 0 and words[phrase.first - 1].text in articles


def _outlook(clauses: Clauses, head: int, first: int, names_noun: bool, grammar: Grammar) -> Outlook:
    """The outlook of the clause; a verb of saying right before the phrase ("said on Tuesday") is its clause."""
    tokens = clauses.sentence.tokens
    before = range(first - 1, max(first - 3, -1), -1)
    verb = next((i for i in before if tokens[i].upos not in ("ADP", "ADV")), -1)
    said = verb >= 0 and tokens[verb].lemma.lower() in grammar.table["reporting"]["verbs"]
    view = outlook(clauses, head, verb=verb if said and tokens[verb].upos == "VERB" else None)
    return replace(view, nominal=True) if names_noun and not view.nominal else view


def _is_counted(phrase: Phrase, words: Sequence[Word], counting: Sequence[str]) -> bool:
    """Whether acts are counted in front of the phrase: "the third such attack in a week"."""
    before = words[max(0, phrase.first - LONGEST_COUNT) : phrase.first]
    return any(word.text in counting or "{nth}" in dict(word.keys) for word in before)


def _is_time(phrase: Phrase, upos: str, *, opening: bool) -> bool:
    if (phrase.form == "set" and "weekday" not in phrase.slots) or "deictic" in phrase.slots:
        return opening or upos != "PROPN"
    return upos == "ADJ" if "adjective" in phrase.slots else upos not in ("AUX", "VERB")


def _is_in_name(sentence: Sentence, head: int) -> bool:
    """Whether a word belongs to the name of somebody or something: "August Wilson", "the Daily Mail"."""
    around = (entity for entity in sentence.entities if entity.start <= head < entity.end and entity.kind in NAMES)
    return any(entity.kind == "person" or entity.end - entity.start > 1 for entity in around)


def _is_day_of_month(tokens: Sequence[Token], at: int) -> bool:
    """Whether an ordinal in figures counts no noun behind it."""
    counts = tokens[at].relation in MODIFIER or (at + 1 < len(tokens) and tokens[at + 1].upos in COUNTED)
    return tokens[at].text[:1].isdigit() and not counts


def _is_year(tokens: Sequence[Token], head: int) -> bool:
    """Whether a bare number can be a year: it counts no things and belongs to no name, sum or other number."""
    beside = (tokens[i] for i in (head - 1, head + 1) if 0 <= i < len(tokens))
    alone = all(one.upos == "PUNCT" for one in tokens if one.head == head)
    return alone and tokens[head].relation in YEAR_RELATIONS and not any(one.upos in NO_YEAR_BESIDE for one in beside)


def _bound(phrase: Phrase, before: Sequence[Word], relation: str, view: Outlook, grammar: Grammar) -> str:
    """The bound that the words before set, some of which set another in a past clause."""
    if phrase.form not in BOUND_FORMS:
        return "on"
    for length in range(min(LONGEST_BOUND, len(before)), 0, -1):
        link = " ".join(word.text for word in before[-length:])
        found = grammar.table["bounds"].get(link)
        if found and view.direction == "past":
            found = grammar.table["past_bounds"].get(link, found)
        if found:
            compared = relation.startswith("nmod") or phrase.form in COMPARED
            return "on" if found == "from" and compared else found
    return "on"


def _bound_of_noun(phrase: Phrase, words: Sequence[Word], view: Outlook, grammar: Grammar) -> str:
    """The bound before the noun of an event that the phrase dates: "since the 2021 coup"."""
    events = grammar.table["classes"]["event"]
    before = phrase.first - (phrase.first > 0 and words[phrase.first - 1].text in grammar.table["links"]["articles"])
    if not any(word.text in events for word in words[phrase.last : phrase.last + LONGEST_LINK]):
        return "on"
    bound = _bound(phrase, words[max(0, before - LONGEST_BOUND) : before], "", view, grammar)
    return bound if bound in LASTING else "on"


def _range(report: Report, one: Told, other: Told, words: Sequence[Word], grammar: Grammar) -> Told | None:
    """One time of two: "from March to mid-May", "between Tuesday and Friday"; None where they stand apart."""
    ranges: Mapping[str, Sequence[str]] = grammar.table["ranges"]
    if not {one.form, other.form} <= {"day", "period"}:
        return None
    before = words[one.first - 1].text if one.first else ""
    opened = before if before in ranges else "bare"
    link = " ".join(word.text for word in words[one.last : other.first])
    after = words[other.last].text if other.last < len(words) else ""
    joint = after in ranges["joint"] and link in ranges["between"]
    if not (joint or link in ranges[opened]) or ((joint or opened == "bare") and not _alike(one, other)):
        return None
    evidence = report.evidence(one.evidence.start, other.evidence.end)
    slots = {"first": one, "last": other}
    return replace(one, form="range", slots=slots, evidence=evidence, bound="on", last=other.last, pause=other.pause)


def _alike(one: Told, other: Told) -> bool:
    return any(one.slots.keys() >= {key} <= other.slots.keys() for key in ("weekday", "month", "clock", "hour", "year"))
