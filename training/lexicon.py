"""The lexicon of lemmas that ships with the weights, counted from the training treebanks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from dateline.language.lemma import QUOTES

from .examples import Example

LEFT_OUT = frozenset({"PROPN", "NUM", "SYM", "X", "PUNCT"})
CLEAREST = 0.9


def write_lexicon(examples: Iterable[Example], path: Path) -> None:
    """One line an entry, in order: those words whose lemma is the same at least nine times in ten."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for example in examples:
        for word, upos, lemma in zip(example.words, example.upos, example.lemmas, strict=True):
            if upos not in LEFT_OUT:
                counts[word.translate(QUOTES).lower(), upos][lemma] += 1
    lines = []
    for (word, upos), found in sorted(counts.items()):
        lemma, times = found.most_common(1)[0]
        if times >= CLEAREST * found.total():
            lines.append(f"{word}\t{upos}\t{lemma}\n")
    fresh = path.with_suffix(".new")
    fresh.write_text("".join(lines), encoding="utf-8")
    fresh.replace(path)
