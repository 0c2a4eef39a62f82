"""The dependency tree of one sentence, asked in terms of grammar: subjects, objects, obliques, governors.

Relations are those of Universal Dependencies v2, which hold for every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coders.cues import Cues
from dateline.coders.mending import mended
from dateline.sentences import Sentence, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass"})
CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "xcomp", "csubj", "parataxis", "root"})
CLAUSE_KINDS = frozenset(relation.split(":")[0] for relation in CLAUSES)
NP_PARTS = frozenset({
    "det", "det:predet", "amod", "nummod", "compound", "nmod:poss", "flat", "fixed", "appos", "case", "goeswith",
    "compound:prt", "nmod:unmarked", "nmod:desc", "advmod", "punct", "nummod:gov",
})  # fmt: skip
PHRASE_PARTS = NP_PARTS - {"appos", "case", "punct"}
NAME_PARTS = frozenset({"flat", "fixed", "goeswith", "nmod:desc", "compound", "nummod"})
# PropBank's names for who does it, what it is done to, and where.
DOER, DONE_TO, WHERE = "ARG0", "ARG1", "ARGM-LOC"
NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
PREDICATES = frozenset({"VERB", "AUX", "ADJ"})


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence with the children, the base form in lower case and the relation of each of its tokens."""

    sentence: Sentence
    children: tuple[tuple[int, ...], ...]
    lemmas: tuple[str, ...]
    relations: tuple[str, ...]
    cues: Cues

    def token(self, i: int) -> Token:
        """Token number `i`."""
        return self.sentence.tokens[i]

    def lemma(self, i: int) -> str:
        """The base form of token `i`, lower case."""
        return self.lemmas[i]

    def is_plural(self, i: int) -> bool:
        """Whether the noun at `i` is written otherwise than its base form."""
        return self.token(i).text.lower() != self.lemma(i)

    def is_definite(self, i: int, *relations: str) -> bool:
        """Whether a determiner of `i`, or a word on it by one of the relations, points at something known."""
        return any(self.lemma(j) in self.cues["grammar"]["definite"] for j in self.kids(i, "det", *relations))

    def kids(self, i: int, *relations: str) -> list[int]:
        """Children of `i` that hang on it by one of the relations (sub-types told by their full name)."""
        own, named = self.children[i], self.relations
        return [j for j in own if named[j] in relations] if own and relations else list(own)

    def above(self, i: int) -> Iterator[int]:
        """The governors of `i`, the nearest first."""
        head, seen = self.token(i).head, set()
        while head >= 0 and head not in seen:
            yield head
            seen.add(head)
            head = self.token(head).head

    def below(self, i: int) -> list[int]:
        """`i` and all that hangs on it, in text order."""
        found, todo = {i}, [i]
        while todo:
            for j in self.children[todo.pop()]:
                if j not in found:
                    found.add(j)
                    todo.append(j)
        return sorted(found)

    def phrase(self, i: int) -> list[int]:
        """The noun phrase of `i` without clauses, coordinated phrases and far prepositional phrases."""
        found = [i]
        for j in self.children[i]:
            if self.relations[j] in PHRASE_PARTS and (j < i or self.relations[j] in NAME_PARTS):
                found += self.phrase(j)
        return sorted(found)

    def cases(self, i: int) -> tuple[str, ...]:
        """The prepositions of `i`, lower case, those of a coordination's first member included."""
        own = [self.lemma(j) for j in self.kids(i, "case")]
        if not own and self.token(i).relation == "conj":
            return self.cases(self.token(i).head)
        return tuple(own)

    def conjuncts(self, i: int) -> list[int]:
        """`i` and what is coordinated with it, in text order."""
        found = [i]
        for j in self.kids(i, "conj"):
            found += self.conjuncts(j)
        return sorted(found)

    def first_conjunct(self, i: int) -> int:
        """The first member of the coordination that `i` belongs to."""
        while self.token(i).relation == "conj" and self.token(i).head >= 0:
            i = self.token(i).head
        return i

    def is_passive(self, i: int) -> bool:
        """Whether the verb `i` is passive, by its own marks or as a bare participle after a noun."""
        if self.kids(i, "aux:pass"):
            return True
        first, token = self.first_conjunct(i), self.token(i)
        if first != i and (not self.kids(i, *SUBJECTS) or (not self.kids(i, "aux") and self._participle(token))):
            return self.is_passive(first)
        return token.relation == "acl" and token.upos == "VERB" and self._participle(token)

    def _participle(self, token: Token) -> bool:
        word = token.text.lower()
        return word != token.lemma.lower() and not word.endswith(tuple(self.cues["grammar"]["progressive_endings"]))

    def _meant(self, i: int, pronoun: int) -> int:
        """What a relative pronoun stands for: the head of its clause, or the noun before it where that is a verb.

        A whole clause is seldom what something was done to: "killed two at the base, which was hit again".
        """
        head = self.token(i).head
        before = pronoun - 1 if pronoun and self.token(pronoun - 1).upos != "PUNCT" else pronoun - 2
        nouns = {"NOUN", "PROPN"}
        stray = self.token(head).upos not in nouns and self.is_passive(i) and before >= 0
        return before if stray and self.token(before).upos in nouns else head

    def subjects(self, i: int) -> list[int]:
        """Heads of the subject of the verb `i`: its own, else that of the verb it is coordinated with or depends on.

        A copula has the subject of its predicate.
        """
        if self.token(i).relation == "cop":
            return self.subjects(self.token(i).head)
        own = self.kids(i, *SUBJECTS)
        own = [j for j in own if j < i] or own
        if own:
            relative = self.token(i).relation in {"acl:relcl", "advcl:relcl"} and self.token(own[0]).upos == "PRON"
            if relative and self._refers(own[0]):
                return self.conjuncts(self._meant(i, own[0]))
            return [k for j in own for k in self.conjuncts(j)]
        token = self.token(i)
        if token.relation == "advcl" and i and self._stands_alone(i):
            return self.conjuncts(i - 1)
        if token.relation in {"conj", "xcomp", "advcl", "parataxis"} and token.head >= 0:
            if self._is_charge(i) and (objects := self.kids(token.head, "obj")):
                return self.conjuncts(objects[0])
            if token.relation == "xcomp" and (objects := self.kids(token.head, "obj", "iobj")):
                return self.conjuncts(objects[0])
            if self.token(token.head).upos in PREDICATES:
                return self.subjects(token.head)
        if token.relation == "acl" and token.head >= 0:
            return self.conjuncts(token.head)
        if token.relation == "acl:relcl" and token.head >= 0 and not self._has_object_gap(i):
            return self.conjuncts(token.head)
        return []

    def _is_charge(self, i: int) -> bool:
        """Whether a clause tells what somebody is charged with or kept from: "accused the army of shelling"."""
        words = self.cues["grammar"]
        marks = {self.lemma(j) for j in self.kids(i, "mark", "case")}
        governor = self.token(self.token(i).head)
        return bool(marks & words["charge_marks"]) and governor.lemma.lower() in words["charges"]

    def _stands_alone(self, i: int) -> bool:
        """Whether a finite verb stands right behind the noun that must be its subject, which hangs elsewhere."""
        endings = tuple(self.cues["grammar"]["progressive_endings"])
        bare = not self.kids(i, "mark", "aux", "aux:pass") and not self.token(i).text.lower().endswith(endings)
        return bare and self.token(i - 1).upos in {"NOUN", "PROPN"}

    def _refers(self, i: int) -> bool:
        """Whether a pronoun stands for the noun that its relative clause describes."""
        token = self.token(i)
        return (
            token.upos == "PRON"
            and token.head >= 0
            and token.lemma.lower() not in self.cues["grammar"]["personal_pronouns"]
        )

    def _has_object_gap(self, i: int) -> bool:
        return bool(self.kids(i, *SUBJECTS))

    def objects(self, i: int) -> list[int]:
        """Heads of the direct object of the verb `i`, coordinated ones each for itself."""
        own = self.kids(i, "obj") or self._mistaken_objects(i)
        if own:
            return self.conjuncts(own[0])
        token = self.token(i)
        if token.relation == "acl:relcl" and self.kids(i, "nsubj") and not self.is_passive(i):
            subject = self.kids(i, "nsubj")[0]
            return self.conjuncts(token.head) if not self._refers(subject) else []
        later = [j for j in self.kids(i, "conj") if self.token(j).upos == "VERB" and not self.kids(j, *SUBJECTS)]
        shared = [k for j in later[:1] for k in self.kids(j, "obj")]
        alone = not any(self.token(j).relation in {"obl", "advcl"} for j in self.children[i])
        beside = bool(later) and later[0] - i <= 2
        return self.conjuncts(shared[0]) if shared and (alone or beside) else []

    def _mistaken_objects(self, i: int) -> list[int]:
        """Nouns behind a verb that can only be its object: a second subject, an oblique without a preposition."""
        subjects = self.kids(i, *SUBJECTS)
        second = [j for j in subjects if j > i] if subjects and subjects[0] < i else []
        return second or [j for j in self.kids(i, "obl") if j > i and self._is_bare(j)]

    def _is_bare(self, i: int) -> bool:
        """Whether an oblique has no preposition of its own: a mistaken object."""
        number = {k for j in self.kids(i, "nummod") for k in self.below(j)}
        return not [j for j in self.kids(i, "case") if j not in number] and self.token(i).upos == "NOUN"

    def obliques(self, i: int) -> list[tuple[tuple[str, ...], int]]:
        """(prepositions, head) of every prepositional phrase on `i`, coordinated ones each for itself."""
        found = []
        if self.token(i).relation == "cop":
            head = self.token(i).head
            if not self.cases(head):
                return []
            return [(self.cases(j) or self.cases(head), j) for j in self.conjuncts(head)] + self.obliques(head)
        for j in self.children[i]:
            relation = self.relations[j]
            if relation.startswith(("obl", "nmod")) and relation != "nmod:poss":
                found += [(self.cases(k) or self.cases(j), k) for k in self.conjuncts(j) if not self._is_other(k)]
        return found

    def _is_other(self, i: int) -> bool:
        """Whether a coordinated phrase is an alternative ("in Iraq or in Kuwait")."""
        return any(self.lemma(j) in self.cues["grammar"]["or"] for j in self.kids(i, "cc"))

    def told(self, i: int, role: str) -> list[int]:
        """Heads of the phrases in that PropBank role of the predicate `i`, coordinated ones each for itself."""
        frames = (frame for frame in self.sentence.predicates if frame.start == i)
        spans = [(a.start, a.end) for frame in frames for a in frame.arguments if a.role == role]
        return [j for start, end in spans for j in self.conjuncts(self._top(start, end)) if j < end]

    def _top(self, start: int, end: int) -> int:
        """The noun on which the others of a span hang; its first noun where a clause that describes it was taken so."""
        tops = [i for i in range(start, end) if not start <= self.token(i).head < end]
        described = self.token(tops[0]).relation.startswith("acl")
        nouns = range(start, end) if described else tops
        return next((i for i in nouns if self.token(i).upos in NOMINALS), tops[0])

    def clause_head(self, i: int) -> int:
        """The predicate of the clause that `i` stands in (`i` itself if it is one)."""
        for j in (i, *self.above(i)):
            if self.relations[j].split(":")[0] in CLAUSE_KINDS:
                return j
            if self.token(j).relation == "conj" and self.token(j).upos in PREDICATES:
                return j
        return i


def tree_of(sentence: Sentence, *, cues: Cues) -> Tree:
    """The tree of a sentence."""
    sentence = mended(sentence)
    children: list[list[int]] = [[] for _ in sentence.tokens]
    for i, token in enumerate(sentence.tokens):
        if token.head >= 0:
            children[token.head].append(i)
    lemmas = tuple(token.lemma.lower() for token in sentence.tokens)
    relations = tuple(token.relation for token in sentence.tokens)
    return Tree(sentence, tuple(map(tuple, children)), lemmas, relations, cues)
