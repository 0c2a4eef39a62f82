"""What a report mentions, as far as pointing back goes: pronouns, nouns and names with the grammar around them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.sentences import Sentence, Token

CLAUSES = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis"})
PARTS_OF_NAMES = frozenset({"flat", "fixed", "goeswith", "reparandum"})
HEADS = frozenset({"NOUN", "PROPN", "PRON"})
MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "flat"})
QUOTES = frozenset('"“”„«»')
SUBJECT = "nsubj"
UNKNOWN, PLURAL = "either", "plural"
POINTING = frozenset({"definite", "demonstrative"})
NO_KIND = "none"


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of one language."""

    pronouns: Mapping[str, tuple[str, str]]
    determiners: Mapping[str, str]
    plural: frozenset[str]
    genders: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention by its head word.

    `start` and `end` bound all that hangs on the head, `clause` is the head of the clause around it and `outer` that
    of the clause around that one, -1 where there is none. `modifiers` are lemmas in lower case, as is `lemma`.
    """

    sentence: int
    token: int
    start: int
    end: int
    lemma: str
    modifiers: frozenset[str]
    form: str
    determiner: str
    function: str
    head: int
    clause: int
    outer: int
    number: str
    gender: str
    kind: str
    quoted: bool
    joined: bool

    @property
    def points_back(self) -> bool:
        """Whether it is a pronoun or a noun with a determiner that may point back."""
        return self.form not in ("noun", "name") or (self.form == "noun" and self.determiner in POINTING)


def read_words(path: Path) -> Words:
    """Word lists from a TOML file; KeyError names a table or list that is missing."""
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    nouns = given["nouns"]
    return Words(
        pronouns={word: (number, gender) for word, (number, gender) in given["pronouns"].items()},
        determiners={word: kind for kind, words in given["determiners"].items() for word in words},
        plural=frozenset(nouns["plural"]),
        genders={word: gender for gender in ("masculine", "feminine") for word in nouns[gender]},
    )


def find_phrases(sentences: Sequence[Sentence], words: Words) -> list[Phrase]:
    """The mentions of a report in text order."""
    found: list[Phrase] = []
    quoted = False
    for number, sentence in enumerate(sentences):
        tree = _Tree(sentence.tokens)
        kinds = {i: entity.kind for entity in sentence.entities for i in range(entity.start, entity.end)}
        for i, token in enumerate(sentence.tokens):
            quoted ^= token.text in QUOTES
            form = _form(token, sentence.tokens, words) if token.upos in HEADS else ""
            if form:
                found.append(_phrase(number, i, form, tree, kinds.get(i, NO_KIND), quoted, words))
    return found


def _form(token: Token, tokens: Sequence[Token], words: Words) -> str:
    """The pronoun itself, "noun" or "name"; nothing for words that head no mention."""
    if token.upos == "PRON":
        word = token.text.lower()
        return word if word in words.pronouns else ""
    if token.relation.partition(":")[0] in PARTS_OF_NAMES:
        return ""
    if token.relation == "compound" and tokens[token.head].upos == token.upos:
        return ""
    return "noun" if token.upos == "NOUN" or token.text.islower() else "name"


class _Tree:
    """A sentence's words with what hangs on each, and the bounds of that."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.children: list[list[int]] = [[] for _ in tokens]
        self.starts, self.ends = list(range(len(tokens))), list(range(1, len(tokens) + 1))
        for i, token in enumerate(tokens):
            head = token.head
            if head >= 0:
                self.children[head].append(i)
            while head >= 0 and not self.starts[head] <= i < self.ends[head]:
                self.starts[head], self.ends[head] = min(self.starts[head], i), max(self.ends[head], i + 1)
                head = tokens[head].head

    def clause(self, i: int) -> int:
        """The head of the clause that `i` stands in, not counting the one that it heads; -1 where there is none."""
        i = self.tokens[i].head
        while i >= 0:
            token = self.tokens[i]
            relation = token.relation.partition(":")[0]
            if relation in CLAUSES or (relation == "conj" and token.upos == "VERB"):
                return i
            i = token.head
        return -1


def _phrase(number: int, i: int, form: str, tree: _Tree, kind: str, quoted: bool, words: Words) -> Phrase:
    token = tree.tokens[i]
    modifiers, determiner, joined = _dependents([tree.tokens[j] for j in tree.children[i]], words)
    clause = tree.clause(i)
    count, gender = _agreement(token, form, modifiers, words)
    return Phrase(
        number, i, tree.starts[i], tree.ends[i], token.lemma.lower(), modifiers, form, determiner, token.relation,
        token.head, clause, tree.clause(clause) if clause >= 0 else -1, PLURAL if joined else count, gender, kind,
        quoted, joined,
    )  # fmt: skip


def _dependents(children: Sequence[Token], words: Words) -> tuple[frozenset[str], str, bool]:
    """The modifiers' lemmas, the kind of determiner, and whether others are coordinated with the mention."""
    modifiers, determiner, joined = [], "none", False
    for child in children:
        relation = child.relation
        if relation == "nmod:poss":
            determiner = "possessive"
        elif relation.startswith("det"):
            determiner = words.determiners.get(child.text.lower(), "other")
        if relation.partition(":")[0] in MODIFIERS:
            modifiers.append(child.lemma.lower())
        joined = joined or relation == "conj"
    return frozenset(modifiers), determiner, joined


def _agreement(token: Token, form: str, modifiers: frozenset[str], words: Words) -> tuple[str, str]:
    """Number and gender, as far as the words tell."""
    if form in words.pronouns:
        return words.pronouns[form]
    lemma = token.lemma.lower()
    named = (word.rstrip(".") for word in (lemma, *sorted(modifiers)))
    gender = next((words.genders[word] for word in named if word in words.genders), UNKNOWN)
    if form == "name":
        return UNKNOWN, gender
    return (PLURAL if lemma in words.plural or token.text.lower() != lemma else "singular"), gender
