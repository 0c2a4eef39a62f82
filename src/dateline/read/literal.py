"""Says whether a name means the place itself ("in Iran") or its people and rulers ("Iran retaliated")."""

from __future__ import annotations

from collections.abc import Collection

from dateline.gazetteer import Entry, plain
from dateline.read.names import Name
from dateline.read.place_words import PlaceWords
from dateline.sentences import Sentence, Token


def is_literal(
    name: Name, entry: Entry | None, sentence: Sentence, *, words: PlaceWords, names: Collection[Name]
) -> bool:
    """True where the place is meant; `names` are those of the same sentence."""
    if name.demonym or name.inside or name.dateline or _is_hyphened(name, sentence, words):
        return False
    if _names_a_body(name, sentence, words):
        return False
    polity = _is_polity(entry, words)
    if polity is None:
        return True
    if name.last < len(sentence.tokens) and _rules(sentence.tokens[name.last], words):
        return False
    head = head_of(sentence, name.first, name.last)
    token, case = sentence.tokens[head], _case(sentence, head)
    while token.relation == "conj" and case is None and 0 <= token.head < len(sentence.tokens):
        head = token.head
        token, case = sentence.tokens[head], _case(sentence, head)
    governor = sentence.tokens[token.head] if token.head >= 0 else None
    if governor is None:
        return case is None or case.text.lower() not in words.acting
    if token.relation.startswith(("nmod:poss", "compound", "amod", "nmod:desc")):
        if polity == "capital":
            return not _rules(governor, words)
        return _owns_a_place(token.head, governor, sentence, words, names)
    if case is not None:
        return _by_case(case, governor, polity, words)
    return _by_verb(token, governor, polity, words)


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """The index of the token among `first` to `last` (half-open) whose head lies outside; the first such."""
    return next((i for i in range(first, last) if not first <= sentence.tokens[i].head < last), first)


def _is_polity(entry: Entry | None, words: PlaceWords) -> str | None:
    """What can speak and act: "country" or "capital"; None for all other places."""
    if entry is None or entry.kind not in ("country", "town", "province", "region"):
        return None
    if entry.kind == "country":
        return "country"
    return "capital" if (entry.country, plain(entry.name)) in words.capitals else None


def _is_hyphened(name: Name, sentence: Sentence, words: PlaceWords) -> bool:
    """Whether a hyphen ties the name to a word that makes it a party: "Iran-backed", "anti-Iran"."""
    tokens, last = sentence.tokens, name.last
    if last + 1 < len(tokens) and tokens[last].text in "-‐‑–" and tokens[last].start == tokens[last - 1].end:
        return tokens[last + 1].text.lower() in words.suffixes
    before = tokens[max(0, name.first - 2) : name.first]
    return len(before) == 2 and before[1].text in "-‐‑–" and before[0].text.lower() in words.prefixes


def _names_a_body(name: Name, sentence: Sentence, words: PlaceWords) -> bool:
    """Whether a body bears the name: "Boston University", "the Bank of England"."""
    tokens = sentence.tokens
    after, before = tokens[name.last : name.last + 1], tokens[max(0, name.first - 2) : name.first]
    if len(before) == 2 and before[1].text.lower() in words.partitive:
        after = (*after, before[0])
    return any(token.text[0].isupper() and token.text.lower() in words.bodies for token in after)


def _case(sentence: Sentence, head: int) -> Token | None:
    cases = (t for t in sentence.tokens[:head] if t.head == head and t.relation == "case" and t.upos != "PART")
    return next(cases, None)


def _rules(noun: Token, words: PlaceWords) -> bool:
    return noun.lemma.lower() in words.institutions or noun.text.lower() in words.institutions


def _decides(verb: Token, words: PlaceWords) -> bool:
    return verb.lemma.lower() in words.deciding or verb.text.lower() in words.deciding


def _owns_a_place(at: int, noun: Token, sentence: Sentence, words: PlaceWords, names: Collection[Name]) -> bool:
    """Whether what a country's name qualifies is itself a place: "Iraq's Anbar province", "Syria's north"."""
    if words.kind_of(noun.text) is not None or words.direction(noun.text) is not None or noun.lemma in words.border:
        return True
    return any(n.first <= at < n.last and not n.demonym and sentence.tokens[n.first].start <= noun.start for n in names)


def _by_case(case: Token, governor: Token, polity: str, words: PlaceWords) -> bool:
    """What a preposition makes of the name of a country or capital."""
    before = case.text.lower()
    if before in words.partitive:
        return not _rules(governor, words)
    if before in words.locative:
        return True
    if before in words.between and governor.text.lower() not in words.ways:
        return False
    return before not in words.acting or polity == "capital"


def _by_verb(token: Token, governor: Token, polity: str, words: PlaceWords) -> bool:
    """What a verb, of which it is subject or object, makes of the name of a country or capital."""
    if token.relation == "nsubj":
        if polity == "capital":
            return not _decides(governor, words)
        return governor.lemma in words.suffering
    if token.relation in ("obj", "iobj", "nsubj:outer"):
        return not _decides(governor, words)
    return token.relation not in ("vocative", "parataxis", "obl:agent")
