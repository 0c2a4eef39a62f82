"""Base forms of a word among the codebook's words, where the engine's lemma is none of them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any


def base_forms(
    text: str, lemma: str, words: Container[str], *, rules: Mapping[str, Any], is_noun: bool
) -> tuple[str, ...]:
    """The engine's lemma if it is one of the words, else every form of theirs that the word as written can be of.

    A noun is also tried as written ("shelling" beside "shell").
    """
    text, lemma = text.lower(), lemma.lower()
    if lemma in words:
        return (lemma, text) if is_noun and text != lemma and text in words else (lemma,)
    return tuple(dict.fromkeys(form for form in _forms(text, rules, is_noun) if form in words))


def _forms(text: str, rules: Mapping[str, Any], is_noun: bool) -> Iterator[str]:
    if text in rules["irregular"]:
        yield rules["irregular"][text]
    yield text
    for ending, replacement in rules["nouns" if is_noun else "verbs"]:
        if text.endswith(ending) and len(text) > len(ending) + 1:
            stem = text[: len(text) - len(ending)]
            yield stem + replacement
            if ending in rules["double"] and stem[-1] == stem[-2]:
                yield stem[:-1]
