"""Events that times hang on: which event a time dates, and which one another is counted from ("since the coup").

An event is known by the lemma of its noun and the proper name that hangs on it. A time dates it where it stands with
the noun ("the 8 March vote", "the siege of 2016") or with a verb of happening, as the codebook lists them ("the siege,
which began on 2 March").
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from dateline.sentences import Sentence, Token

FORMS_BEFORE = ("offset", "numbered")
LONGEST_NOUN = 6
SKIPPED = ("DET", "ADJ", "NUM", "PRON", "PROPN", "ADP")
DATES_NOUN = ("nmod", "compound", "nummod", "nmod:poss", "nmod:unmarked", "nmod:tmod", "amod")


def event_named(sentence: Sentence, form: str, slots: Mapping[str, object], head: int, last: int) -> str:
    """The name of the event that a time up to token `last` is counted from; empty where none is named."""
    if form == "event":
        return _name(sentence.tokens, last if sentence.tokens[last].upos in ("NOUN", "PROPN") else head)
    if form in FORMS_BEFORE:
        return _noun_behind(sentence.tokens, last + 1) or ("" if form == "offset" else _subject(sentence.tokens, head))
    return _subject(sentence.tokens, head) if form == "that" and "nth" in slots else ""


def event_dated(sentence: Sentence, head: int, happening: Sequence[str], units: Container[str]) -> str:
    """The name of the event that the time with this head token dates; empty where it dates none."""
    tokens = sentence.tokens
    token = tokens[head]
    if token.head < 0:
        return ""
    governor = tokens[token.head]
    if governor.upos == "NOUN" and token.relation in DATES_NOUN:
        return _name(tokens, token.head)
    if governor.lemma.lower() not in happening:
        return ""
    if governor.relation.startswith("acl") and governor.head >= 0:
        return _noun_of_clause(tokens, governor.head, units)
    return _subject_of(tokens, token.head)


def _noun_of_clause(tokens: Sequence[Token], noun: int, units: Container[str]) -> str:
    """The noun that a clause is about; "the third day of the siege, which began" is about the siege."""
    below = [i for i, one in enumerate(tokens) if one.head == noun and one.relation == "nmod"]
    return _name(tokens, below[0] if tokens[noun].lemma.lower() in units and below else noun)


def _noun_behind(tokens: Sequence[Token], at: int) -> str:
    """The noun that the words from `at` on lead to: "of the long siege"."""
    for i in range(at, min(at + LONGEST_NOUN, len(tokens))):
        if tokens[i].upos == "NOUN" and not (tokens[i].relation == "compound" and tokens[i].head > i):
            return _name(tokens, i)
        if tokens[i].upos not in (*SKIPPED, "NOUN"):
            return ""
    return ""


def _subject(tokens: Sequence[Token], head: int) -> str:
    """The subject of the clause in which a token stands, be it that of the token itself."""
    at = head
    for _ in tokens:
        if at < 0:
            return ""
        if found := _subject_of(tokens, at):
            return found
        at = tokens[at].head
    return ""


def _subject_of(tokens: Sequence[Token], verb: int) -> str:
    subjects = (i for i, one in enumerate(tokens) if one.head == verb and one.relation in ("nsubj", "nsubj:pass"))
    return next((_name(tokens, i) for i in subjects if tokens[i].upos == "NOUN"), "")


def _name(tokens: Sequence[Token], noun: int) -> str:
    """The lemma of a noun, with the proper name that hangs on it: "fall of kabul"."""
    names = [one for one in tokens if one.head == noun and one.relation == "nmod" and one.upos == "PROPN"]
    return " of ".join(one.lemma.lower() for one in (tokens[noun], *names[:1]))


def same_event(one: str, other: str) -> bool:
    """Whether two names of events may be of one: the same noun, and no two different proper names."""
    (noun, _, name), (noun2, _, name2) = one.partition(" of "), other.partition(" of ")
    return noun == noun2 and (name == name2 or not (name and name2))
