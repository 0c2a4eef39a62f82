"""Fill the templates of own_sentences.toml: examples in which every entity kind is annotated."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

from .entities import Scheme, labelled
from .examples import KINDS, Example, Span
from .lists import base_names, group_names, organisation_names, own_words, town_names

SLOT = re.compile(r"\{(\w+)\}")
LEADING = ("the ",)

OWN = Scheme({kind: (kind,) for kind in KINDS}, frozenset())

KNOWN = {"group": group_names, "force": organisation_names, "town": town_names, "facility": base_names}
KNOWN_SHARE = 0.5

Cut = Callable[[str], list[tuple[int, int]]]


def own_examples(count: int, dice: random.Random, cut: Cut) -> list[Example]:
    """So many filled templates; `cut` gives the spans of the words of a text."""
    given = own_words()
    templates = given["templates"]["sentences"]
    return [_filled(templates[i % len(templates)], given, dice, cut, f"own-{i}") for i in range(count)]


def _filled(template: str, given: dict[str, Any], dice: random.Random, cut: Cut, name: str) -> Example:
    text, marks, last = "", [], 0
    for slot in SLOT.finditer(template):
        text += template[last : slot.start()]
        filling = _cased(_drawn(slot.group(1).lower(), given, dice), slot.group(1))
        if filling.lower().startswith(LEADING) and text.lower().endswith(LEADING):
            filling = filling[4:]
        start = len(text) + (4 if filling.lower().startswith(LEADING) else 0)
        text += filling
        marks.append((start, len(text), given["kinds"][slot.group(1).lower()]))
        last = slot.end()
    text += template[last:]
    words = cut(text)
    spans = [_word_span(words, mark) for mark in marks]
    return labelled("own", name, [text[a:b] for a, b in words], spans, OWN)


def _drawn(slot: str, given: dict[str, Any], dice: random.Random) -> str:
    """An entry of the slot's list, or as often one of the names that the codebook or the gazetteer knows."""
    if slot in KNOWN and dice.random() < KNOWN_SHARE:
        return dice.choice(KNOWN[slot]())
    entry: str = dice.choice(given["lists"][slot])
    return entry


def _cased(filling: str, slot: str) -> str:
    if slot.isupper():
        return filling.upper()
    return filling[0].upper() + filling[1:] if slot[0].isupper() else filling


def _word_span(words: list[tuple[int, int]], mark: Span) -> Span:
    """The mark in words; a plural -s written on to it belongs to it, and so does the stop of an abbreviation."""
    start, end, kind = mark
    inside = [i for i, (a, b) in enumerate(words) if a < end and b > start]
    return inside[0], inside[-1] + 1, kind
