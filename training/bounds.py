"""Learn where sentences end from the raw text of the treebanks' training parts: `dateline/language/weights/bounds.npz`.

A logistic regression over hashed clues, rounded to whole numbers. `--folds 4` also prints the F1 of sentences on
documents that were held out, each in one of four runs; no test part is read.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from dateline.language import RULES
from dateline.language.bounds import Bounds, Classes, candidates, clues, places, view_of
from dateline.language.segment import Rules, lines_of, read_rules, segment
from dateline.language.stops import Line, stops_of

from .treebank import Document, read_documents

PLACES = 1 << 17
EPOCHS, BATCH, RATE, DECAY = 6, 2000, 0.03, 0.1
ONE = 24  # the whole number that stands for a weight of one
LEAN = -0.4  # a missed bound and a false one cost the same two sentences, but unsure places are more often bounds
SEEN = 5
KINDS = {
    "ADJ": "j", "ADP": "i", "ADV": "r", "AUX": "x", "CCONJ": "c", "DET": "d", "INTJ": "!", "NOUN": "n", "NUM": "0",
    "PART": "t", "PRON": "p", "PROPN": "N", "PUNCT": ".", "SCONJ": "s", "SYM": "$", "VERB": "v", "X": "X",
}  # fmt: skip
CASES: dict[str, Callable[[str], str]] = {"as written": str, "capitals": str.upper, "small letters": str.lower}

Floats = npt.NDArray[np.float64]
Words = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Rows:
    """The candidates of some documents: the places of all their clues, how many each has, and which are bounds."""

    places: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]
    right: Floats


def learn(documents: Sequence[Document], rules: Rules) -> Bounds:
    """Weights and classes of words from these documents; the same each time."""
    classes = classes_of(documents)
    cased = _weights(_rows(documents, rules, classes, one_case=False))
    uncased = _weights(_rows([_in_case(document, str.lower) for document in documents], rules, classes, one_case=True))
    return Bounds((cased.tolist(), uncased.tolist()), (round(LEAN * ONE), round(LEAN * ONE)), classes)


def classes_of(documents: Sequence[Document]) -> Classes:
    """For each word SEEN often enough the parts of speech it mostly is and whether it is written small inside text."""
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    small: Counter[str] = Counter()
    for example in (example for document in documents for example in document.examples):
        headed = any(word.islower() for word in example.words)
        for k, (word, upos) in enumerate(zip(example.words, example.upos, strict=True)):
            if word[0].isalpha():
                kinds[word.lower()][KINDS[upos]] += 1
                small[word.lower()] += (1 if word[0].islower() else -1) * (k > 0 and headed)
    return {word: (_mostly(seen), _size(small[word], seen)) for word, seen in kinds.items() if seen.total() >= SEEN}


def _mostly(kinds: Counter[str]) -> str:
    return "".join(sorted(kind for kind, count in kinds.most_common(2) if 5 * count >= kinds.total()))


def _size(balance: int, seen: Counter[str]) -> str:
    return "l" if 2 * balance > seen.total() else "u" if -2 * balance > seen.total() else "m"


def _rows(documents: Sequence[Document], rules: Rules, classes: Classes, one_case: bool) -> Rows:
    """The candidates in lines of one case, or in those of both."""
    found: list[int] = []
    counts, right = [], []
    for document in documents:
        starts = {sentence[0][0] for sentence in document.sentences}
        for spans, line in lines_of(document.text, rules):
            if line.one_case == one_case:
                for i, signs in _clues_of(line, rules, classes):
                    found += places(signs, PLACES - 1)
                    counts.append(len(signs))
                    right.append(spans[i][0] in starts)
    return Rows(np.array(found), np.array(counts), np.array(right, dtype=np.float64))


def _clues_of(line: Line, rules: Rules, classes: Classes) -> Iterator[tuple[int, list[str]]]:
    view = view_of(line, stops_of(line, rules.stops), classes)
    return ((i, clues(view, i)) for i in candidates(view))


def _weights(rows: Rows) -> npt.NDArray[np.int8]:
    """Weights of a logistic regression by Adam with a falling rate, rounded."""
    firsts, draws = np.cumsum(rows.counts) - rows.counts, np.random.default_rng(1)
    weights, mean, spread = (np.zeros(PLACES) for _ in range(3))
    step = 0
    for epoch in range(EPOCHS):
        order = draws.permutation(len(rows.counts))
        for chosen in (order[k : k + BATCH] for k in range(0, len(order), BATCH)):
            step += 1
            slope = _slope(rows, firsts, chosen, weights)
            mean = 0.9 * mean + 0.1 * slope
            spread = 0.999 * spread + 0.001 * slope**2
            size = np.sqrt(spread / (1 - 0.999**step)) + 1e-8
            weights -= RATE * (1 - epoch / EPOCHS) * mean / (1 - 0.9**step) / size
    return np.clip(np.rint(ONE * weights), -127, 127).astype(np.int8)


def _slope(rows: Rows, firsts: npt.NDArray[np.int64], chosen: npt.NDArray[np.int64], weights: Floats) -> Floats:
    """The slope of the loss over the chosen rows, with a pull to zero on the weights that they use."""
    counts = rows.counts[chosen]
    starts = np.cumsum(counts) - counts
    used = rows.places[np.repeat(firsts[chosen] - starts, counts) + np.arange(counts.sum())]
    wrong = 1 / (1 + np.exp(-np.add.reduceat(weights[used], starts))) - rows.right[chosen]
    slope = np.bincount(used, np.repeat(wrong, counts), PLACES)
    slope[used] += 2 * DECAY * weights[used]
    return slope / len(chosen)


def _in_case(document: Document, change: Callable[[str], str]) -> Document:
    """The document with each letter changed that stays one letter."""
    text = "".join(changed if len(changed := change(char)) == 1 else char for char in document.text)
    return replace(document, text=text)


def held_out(documents: Sequence[Document], rules: Rules, folds: int) -> Iterator[tuple[str, str, float]]:
    """F1 of sentences by letter case and source, each document cut by what was learnt without it."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for fold in range(folds):
        held = [document for document in documents if _fold(document, folds) == fold]
        bounds = learn([document for document in documents if _fold(document, folds) != fold], rules)
        for case, change in CASES.items():
            for document in (_in_case(document, change) for document in held):
                gold, given = _ends(document.sentences), _ends(segment(document.text, replace(rules, bounds=bounds)))
                for source in sources_of(document):
                    counts[case, source, "both"] += len(gold & given)
                    counts[case, source, "all"] += len(gold) + len(given)
    for case, source, _ in sorted({(*key[:2], "") for key in counts}):
        yield case, source, 200 * counts[case, source, "both"] / counts[case, source, "all"]


def sources_of(document: Document) -> list[str]:
    """The treebank and the treebank's genre."""
    source = document.examples[0].source
    return [source, f"{source} {document.name.removeprefix('GUM_').replace('-', '_').partition('_')[0]}"]


def _fold(document: Document, folds: int) -> int:
    return crc32(document.name.encode()) % folds


def _ends(sentences: Sequence[Words] | list[list[tuple[int, int]]]) -> set[tuple[int, int]]:
    return {(sentence[0][0], sentence[-1][1]) for sentence in sentences}


def write_bounds(path: Path, bounds: Bounds) -> None:
    """The file that `read_bounds` reads."""
    words = sorted(bounds.classes)
    kinds, cases = zip(*(bounds.classes[word] for word in words), strict=True)
    np.savez_compressed(
        path,
        weights=np.array(bounds.weights, dtype=np.int8),
        least=np.array(bounds.least),
        words=np.array(words),
        kinds=np.array(kinds),
        cases=np.array(cases),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    files = {"ewt": "ud_ewt/en_ewt-ud-train.conllu.gz", "gum": "ud_gum_cc/en_gum_cc-ud-train.conllu.gz"}
    documents = [document for name, file in files.items() for document in read_documents(arguments.data / file, name)]
    rules = read_rules(RULES, None)
    for case, source, score in held_out(documents, rules, arguments.folds):
        print(f"{case}, {source}: {score:.2f}")
    write_bounds(arguments.out, learn(documents, rules))


if __name__ == "__main__":
    main()
