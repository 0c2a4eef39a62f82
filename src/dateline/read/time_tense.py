"""Whether the clause around a time phrase speaks of the past or of what is to come, read from its tree.

The verb that governs the phrase decides: its auxiliaries, its form beside its lemma, and for an infinitive what it
hangs on. Relations are those of Universal Dependencies v2; the words are the codebook's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.sentences import Sentence, Token

AUXILIARIES = ("aux", "aux:pass", "cop")
NAMING = ("compound", "nmod", "nmod:poss", "amod", "nummod")
OPEN_CLAUSES = ("xcomp", "acl", "ccomp", "csubj", "advcl", "conj")


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a clause looks at its time: `direction` is "past", "future" or, where nothing tells, "".

    `verb` is the lemma that governs the phrase; `nominal` is True where the phrase hangs on a noun below that verb.
    A verb in the plain `present` tells of the past only as headlines do, what is `habitual` of no one day. A `firm`
    past is told by a past form; participles alone, perfects and presents may tell of what is arranged.
    """

    direction: str = ""
    verb: str = ""
    nominal: bool = False
    progressive: bool = False
    perfect: bool = False
    present: bool = False
    habitual: bool = False
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Clauses:
    """A sentence with what hangs on each of its words, by their number, and the words that tell tenses."""

    sentence: Sentence
    hanging: Mapping[int, Sequence[Token]]
    words: Mapping[str, frozenset[str]]

    def token(self, index: int) -> Token:
        return self.sentence.tokens[index]

    def children(self, index: int) -> Sequence[Token]:
        return self.hanging.get(index, ())

    def auxiliaries(self, index: int) -> list[Token]:
        return [token for token in self.children(index) if token.relation in AUXILIARIES]

    def has(self, token: Token, key: str) -> bool:
        return token.lemma.lower() in self.words[key] or token.text.lower() in self.words[key]


def clauses_of(sentence: Sentence, words: Mapping[str, frozenset[str]]) -> Clauses:
    """The clauses of a sentence; `words` is the table of tense."""
    hanging: dict[int, list[Token]] = {}
    for token in sentence.tokens:
        hanging.setdefault(token.head, []).append(token)
    return Clauses(sentence, hanging, words)


def outlook(view: Clauses, head: int, *, verb: int | None = None) -> Outlook:
    """The outlook of the clause of the token `head`, or of the one of the token `verb`."""
    at, nominal = _governor(view, head) if verb is None else (verb, False)
    if at < 0:
        return Outlook()
    if _is_planned_for(view, at, head) or _names_plan(view, at, head) or _still_holds(view, at, head):
        return Outlook("future", view.token(at).lemma.lower(), nominal)
    direction = _direction(view, at, 0)
    habitual = any(token.head in (at, head) and view.has(token, "habitual") for token in view.sentence.tokens)
    auxiliaries = view.auxiliaries(at)
    return Outlook(
        direction="" if nominal and direction == "future" else direction,
        verb=view.token(at).lemma.lower(),
        nominal=nominal,
        progressive=bool(auxiliaries) and any(_ends_progressive(view, one) for one in (view.token(at), *auxiliaries)),
        perfect=any(view.has(token, "perfect") for token in auxiliaries),
        habitual=habitual,
        present=not auxiliaries and view.token(at).upos == "VERB" and _ends_present(view, view.token(at)),
        firm=direction == "past" and _is_firm(view, at, auxiliaries),
    )


def _is_firm(clause: Clauses, at: int, auxiliaries: list[Token]) -> bool:
    """Whether a past form tells the predicate: "began", "was signed"; not "expected", which may lack its auxiliary."""
    forms = {one.text.lower() for one in auxiliaries}
    if forms:
        return bool(forms & clause.words["past_forms"]) and not forms & clause.words["present_perfect"]
    token = clause.token(at)
    form, bare = token.text.lower(), token.text.lower() == token.lemma.lower()
    is_past = form in clause.words["unmarked"] if bare else not _ends_present(clause, token)
    return token.upos == "VERB" and is_past and not clause.has(token, "planned")


def _is_planned_for(clause: Clauses, at: int, head: int) -> bool:
    """Whether the phrase names when something planned is due: "scheduled for Friday", "a Friday deadline"."""
    links = {token.text.lower() for token in clause.children(head) if token.relation == "case"}
    due = bool(links & clause.words["planned_links"]) or clause.token(at).upos in ("ADJ", "NOUN")
    return due and clause.has(clause.token(at), "planned")


def _names_plan(clause: Clauses, at: int, head: int) -> bool:
    """Whether the phrase names something by when it is due: "a 3 June hearing has been scheduled"."""
    time = clause.token(head)
    noun = clause.token(time.head) if time.head >= 0 and time.relation in NAMING else None
    listed = noun is not None and noun.head == at and noun.relation in ("nsubj:pass", "obj")
    return listed and clause.has(clause.token(at), "scheduling")


def _still_holds(clause: Clauses, at: int, head: int) -> bool:
    """Whether what has begun goes on up to the time: "has kept the road closed until Friday"."""
    time = clause.token(head)
    nouns = (head, time.head) if time.head >= 0 and time.relation in NAMING else (head,)
    cases = (token for noun in nouns for token in clause.children(noun) if token.relation == "case")
    links = {token.text.lower() for token in cases}
    if not links & clause.words["open_links"]:
        return False
    seen = 0
    while at >= 0 and seen < len(clause.sentence.tokens):
        verbs = (clause.token(at), *clause.auxiliaries(at))
        if any(token.text.lower() in clause.words["present_perfect"] for token in verbs):
            return True
        if clause.token(at).relation not in (*OPEN_CLAUSES, "amod", "obj"):
            return False
        at, seen = clause.token(at).head, seen + 1
    return False


def _governor(clause: Clauses, head: int) -> tuple[int, bool]:
    """The predicate above a token, -1 if there is none, and whether a noun lies between."""
    at, nominal, seen = head, False, 0
    while at >= 0 and seen < len(clause.sentence.tokens):
        token = clause.token(at)
        if (token.upos == "VERB" and at != head) or any(t.relation == "cop" for t in clause.children(at)):
            return at, nominal
        if clause.has(token, "planned") and at != head and token.upos in ("ADJ", "NOUN"):
            return at, False
        nominal = nominal or (at != head and token.upos in ("NOUN", "PROPN", "PRON"))
        at, seen = token.head, seen + 1
    return -1, nominal


def _direction(clause: Clauses, at: int, depth: int) -> str:
    token = clause.token(at)
    auxiliaries = clause.auxiliaries(at)
    if depth > len(clause.sentence.tokens):
        return ""
    if any(clause.has(one, "perfect") for one in auxiliaries):
        return "past"
    if any(clause.has(one, "future") for one in auxiliaries):
        return "future"
    marks = [child for child in clause.children(at) if child.text.lower() in clause.words["infinitive"]]
    if marks and any(one.start < marks[0].start for one in auxiliaries):
        return "future"  # "is to be vacated"
    if any(mark.relation in ("mark", "aux") for mark in marks):
        return _of_infinitive(clause, at, depth)
    if auxiliaries:
        return _of_auxiliaries(clause, at, auxiliaries)
    return _of_form(clause, at, token, depth)


def _of_infinitive(clause: Clauses, at: int, depth: int) -> str:
    """What is to be done is to come, unless the verb above says that it was done, or it is a past purpose."""
    token = clause.token(at)
    if token.head < 0:
        return "future"
    governor = clause.token(token.head)
    if clause.has(governor, "planned"):
        return "future"
    if clause.has(governor, "implicative") or token.relation == "advcl":
        return _direction(clause, token.head, depth + 1)
    return "future"


def _of_auxiliaries(clause: Clauses, at: int, auxiliaries: list[Token]) -> str:
    if any(one.text.lower() in clause.words["past_forms"] for one in auxiliaries):
        return "past"
    if _is_progressive(clause, at) or clause.has(clause.token(at), "scheduled"):
        return "future"
    return "past" if clause.token(at).upos == "VERB" else ""


def _is_progressive(clause: Clauses, at: int) -> bool:
    return clause.token(at).upos == "VERB" and _ends_progressive(clause, clause.token(at))


def _ends_progressive(clause: Clauses, token: Token) -> bool:
    return token.text.lower().endswith(tuple(clause.words["progressive_endings"]))


def _ends_present(clause: Clauses, token: Token) -> bool:
    form = token.text.lower()
    return form != token.lemma.lower() and form.endswith(tuple(clause.words["present_endings"]))


def _of_form(clause: Clauses, at: int, token: Token, depth: int) -> str:
    """The direction of a verb without auxiliaries, by its form and what it hangs on."""
    form, lemma = token.text.lower(), token.lemma.lower()
    hangs = token.relation in OPEN_CLAUSES and token.head >= 0
    if _is_progressive(clause, at) and form != lemma:
        return _above(clause, token.head, depth) if hangs else ""
    if form == lemma and form not in clause.words["unmarked"]:
        if hangs and clause.token(token.head).upos == "VERB":
            return _direction(clause, token.head, depth + 1)
        return _of_present(clause, token)
    if _ends_present(clause, token):
        return _of_present(clause, token)
    if token.relation == "conj" and form in clause.words["unmarked"] and token.head >= 0:
        return _direction(clause, token.head, depth + 1)
    return "past"


def _above(clause: Clauses, head: int, depth: int) -> str:
    at = head if clause.token(head).upos == "VERB" else _governor(clause, head)[0]
    return _direction(clause, at, depth + 1) if at >= 0 else ""


def _of_present(clause: Clauses, token: Token) -> str:
    """A present tells of what is scheduled, or, as in headlines, of what has just been."""
    return "future" if clause.has(token, "scheduled") else "past"
