"""Fill the sentences of own_facts.toml: verbs that say whether what they tell happened."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from .examples import Example

FACTS = Path(__file__).parent / "own_facts.toml"
DEGREE = 1.2
SIGNS = {"/+": DEGREE, "/-": -DEGREE}
SLOT = re.compile(r"\{(\w+)\}")


def own_facts(count: int, dice: random.Random) -> list[Example]:
    """So many examples with degrees alone, as UDS gives them to clear cases, the sentences taken in turn."""
    given = tomllib.loads(FACTS.read_text(encoding="utf-8"))
    sentences = given["facts"]["sentences"]
    return [_filled(sentences[i % len(sentences)], given["lists"], dice, f"own-fact-{i}") for i in range(count)]


def _filled(sentence: str, lists: Mapping[str, Sequence[str]], dice: random.Random, name: str) -> Example:
    text = SLOT.sub(lambda slot: _drawn(slot.group(1), lists, dice), sentence)
    first, *rest = text.split()
    marked = [first, *(word.lower() if word in lists["men"] else word for word in rest)]
    words = tuple(word[:-2] if word[-2:] in SIGNS else word for word in marked)
    degrees = tuple((i, SIGNS[word[-2:]]) for i, word in enumerate(marked) if word[-2:] in SIGNS)
    return Example("own", name, words, factuality=degrees)


def _drawn(slot: str, lists: Mapping[str, Sequence[str]], dice: random.Random) -> str:
    """A word for the slot; an act comes in the form that the slot names."""
    forms = ("act", "acted", "acting", "done")
    if slot in forms:
        act = dice.choice(lists["act"]).split()
        return [*act, act[1]][forms.index(slot)]
    return dice.choice(lists[slot])
