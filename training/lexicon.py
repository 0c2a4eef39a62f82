"""The lexicon of lemmas that ships with the weights: counted from the training treebanks, plus irregular verbs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from dateline.language.lemma import QUOTES

from .examples import Example

LEFT_OUT = frozenset({"PROPN", "NUM", "SYM", "X", "PUNCT"})
CLEAREST = 0.9
VERBS = Path(__file__).parent / "irregular_verbs.txt"


def write_lexicon(examples: Iterable[Example], path: Path) -> None:
    """One line an entry, in order: the words whose lemma is the same at least nine times in ten.

    An irregular verb form that the treebanks lack is entered for the verb that the list gives it to.
    """
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for example in examples:
        for word, upos, lemma in zip(example.words, example.upos, example.lemmas, strict=True):
            if upos not in LEFT_OUT:
                counts[word.translate(QUOTES).lower(), upos][lemma] += 1
    entries = _irregular_verbs()
    for key, found in counts.items():
        lemma, times = found.most_common(1)[0]
        if times >= CLEAREST * found.total():
            entries[key] = lemma
    lines = [f"{word}\t{upos}\t{lemma}\n" for (word, upos), lemma in sorted(entries.items())]
    fresh = path.with_suffix(".new")
    fresh.write_text("".join(lines), encoding="utf-8")
    fresh.replace(path)


def _irregular_verbs() -> dict[tuple[str, str], str]:
    """Past forms and participles; a form of two verbs counts for the one listed last."""
    rows = (line.split() for line in VERBS.read_text(encoding="utf-8").splitlines())
    return {(form, "VERB"): row[0] for row in rows for form in row[1:]}
