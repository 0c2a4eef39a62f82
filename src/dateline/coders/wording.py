"""The codebook's triggers as they are worded: which of them begin at a token, by its base form and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from dateline.codebook import Codebook, EventType, Trigger
from dateline.coders.tree import Tree
from dateline.read.inflection import base_forms

NOUNS = frozenset({"NOUN", "PROPN"})
Worded = tuple[tuple[str, ...], EventType, Trigger]
Index = Mapping[tuple[bool, str], list[Worded]]


@lru_cache(maxsize=4)
def _index(codebook: Codebook, language: str) -> Index:
    """Triggers by (is it a noun, the lemma of its head): a verb's head is its first word, a noun's its last."""
    index: dict[tuple[bool, str], list[Worded]] = {}
    for entry in codebook.event_types.values():
        for trigger in entry.triggers:
            if trigger.language != language:
                continue
            for is_noun, phrases in ((False, trigger.verbs), (True, trigger.nouns)):
                for phrase in phrases:
                    words = tuple(phrase.lower().split())
                    head = (words[-1] if is_noun else words[0]).split("-")[-1]
                    for key in dict.fromkeys((head, words[-1] if is_noun else words[0])):
                        index.setdefault((is_noun, key), []).append((words, entry, trigger))
    for found in index.values():
        found.sort(key=_order)
    return index


def _order(worded: Worded) -> tuple[int, int, str]:
    """Longer phrases first, then those with more conditions."""
    words, entry, trigger = worded
    return -len(words), -specific(trigger), entry.name


def specific(trigger: Trigger) -> int:
    """How much a trigger asks of the words about it; what is done to whom counts twice."""
    conditions = (trigger.subject_kinds, trigger.of_kinds, trigger.with_any, trigger.passive is not None)
    return sum(map(bool, conditions)) + 2 * bool(trigger.object_kinds)


def worded_at(
    codebook: Codebook, language: str, tree: Tree, i: int
) -> Iterator[tuple[tuple[int, ...], EventType, Trigger]]:
    """Triggers whose words stand at token `i`, with all their tokens; the longest and most specific first."""
    index, token = _index(codebook, language), tree.token(i)
    is_noun = token.upos in NOUNS
    forms = _forms(codebook, language, token.text, token.lemma, is_noun)
    reach: frozenset[str] | None = None
    for form in forms:
        for words, entry, trigger in index[is_noun, form]:
            if not is_noun and len(words) > 1:
                reach = reach or _reach(tree, i)
                if not reach.issuperset(words[1:]):
                    continue
            tokens = (_noun_words if is_noun else _verb_words)(tree, i, words, form)
            if tokens:
                yield tokens, entry, trigger


@lru_cache(maxsize=65536)
def _forms(codebook: Codebook, language: str, text: str, lemma: str, is_noun: bool) -> tuple[str, ...]:
    """The heads of triggers that a word may be a form of."""
    words, rules = _words(codebook, language, is_noun), codebook.languages[language]["inflections"]
    return base_forms(text, lemma, words, rules=rules, is_noun=is_noun)


def _reach(tree: Tree, i: int) -> frozenset[str]:
    """The base forms of all words that a trigger of the verb at `i` may hold besides the verb."""
    near = [j for k in (i, *tree.children[i]) for j in (k, *tree.children[k])]
    deep = [m for j in near for m in (*tree.children[j], j + 1) if m < len(tree.children)]
    return frozenset(tree.lemmas[j] for j in (*near, *deep))


@lru_cache(maxsize=8)
def _words(codebook: Codebook, language: str, is_noun: bool) -> frozenset[str]:
    return frozenset(form for noun, form in _index(codebook, language) if noun == is_noun)


def _before(tree: Tree, i: int, words: Sequence[str]) -> tuple[int, ...] | None:
    """The tokens just before `i` if their lemmas are the words; hyphens are tokens of their own."""
    parts = [part for word in words for part in word.replace("-", " - ").split()]
    start = i - len(parts)
    if start < 0 or any(tree.lemmas[start + k] != part for k, part in enumerate(parts)):
        return None
    return tuple(range(start, i))


def _noun_words(tree: Tree, i: int, words: tuple[str, ...], form: str) -> tuple[int, ...] | None:
    if form == words[-1]:
        before = _before(tree, i, words[:-1])
        return None if before is None else (*before, i)
    head = words[-1].rsplit("-", 1)
    before = _before(tree, i, [*words[:-1], *(f"{part}-" for part in head[:-1])])
    return None if before is None else (*before, i)


def _verb_words(tree: Tree, i: int, words: tuple[str, ...], form: str) -> tuple[int, ...] | None:
    """The verb with its hyphenated prefix, and its particle, object or prepositional phrase after it."""
    head = words[0].rsplit("-", 1)
    before = () if form == words[0] else _before(tree, i, [f"{part}-" for part in head[:-1]])
    if before is None:
        return None
    missing, found = list(words[1:]), list[int]()
    _take(tree, [i], missing, found)
    _take(tree, tuple(found), missing, found)
    return None if missing else tuple(sorted((*before, i, *found)))


def _take(tree: Tree, parents: Sequence[int], missing: list[str], found: list[int]) -> None:
    """Moves each missing word that hangs on one of the parents, or stands right behind it, to the found tokens."""
    for word in tuple(missing):
        nearby = [j for parent in parents for j in tree.children[parent]]
        for j in (*nearby, *(parent + 1 for parent in parents if parent + 1 < len(tree.children))):
            if tree.lemmas[j] == word and word in missing:
                missing.remove(word)
                found.append(j)
