"""Which files train, which are held back, and how the parts are drawn."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache, partial
from pathlib import Path

from dateline.codebook import load_codebook
from dateline.language import RULES
from dateline.language.segment import Rules, read_rules, segment, tokens

from .claims import read_claims, read_examples
from .entities import CROSSNER, UNER, WIKIGOLD, WNUT, read_tagged
from .events import DEV_FOLD, TEST_FOLD, read_events, training_part
from .examples import Example
from .layers import with_layers
from .mentions import read_mentions
from .military import read_military
from .own import own_examples
from .swapped import swapped
from .treebank import Document, read_documents, read_trees

SETS = ("ewt", "gum", "geneva", "entities", "claims")
CORPUS = Path(__file__).parent.parent / "corpus"
CORPUS_TIMES = 2
WIKIGOLD_HELD_BACK = 340
NEWS = "GUM_news"
MILITARY_TIMES = 2
OWN_SENTENCES = 2400


def training_sets(data: Path, seed: int, fold: int = 0) -> dict[str, list[Example]]:
    """The training parts of all sets under the names in SETS; re3d's are those outside the given fold."""
    return {
        "ewt": _ewt(data, "train"),
        "gum": read_mentions(_gum(data, "train")),
        "geneva": training_part(read_events(data / "geneva" / "geneva.jsonl.gz")),
        "entities": entity_examples(data, seed, fold),
        "claims": (claims("train") + examples()) * CORPUS_TIMES,
    }


def examples() -> list[Example]:
    """The sentences of the core codebook's own examples."""
    return read_examples(load_codebook(), partial(segment, rules=_rules()))


def claims(part: str) -> list[Example]:
    """The sentences of a part of our own corpus."""
    return read_claims(CORPUS / part, partial(segment, rules=_rules()))


def entity_examples(data: Path, seed: int, fold: int) -> list[Example]:
    """The training parts of the entity sets, and our own sentences; of WNUT-17 only what holds an entity."""
    folder = data / "ner"
    examples = wikigold(data)[:-WIKIGOLD_HELD_BACK]
    for part in ("train", "dev"):
        examples += read_tagged(folder / f"crossner_politics.{part}.jsonl.gz", f"crossner-{part}", CROSSNER, cut_word)
    places = _place_names(examples)
    edited = examples + military(data, places, fold)[0] * MILITARY_TIMES
    posts = read_tagged(folder / "wnut17.train.jsonl.gz", "wnut17-train", WNUT, cut_word)
    dice = random.Random(seed)
    examples = edited + swapped(edited, dice, cut_word) + [example for example in posts if example.spans]
    return examples + own_examples(OWN_SENTENCES, dice, _cut_words)


def military(data: Path, places: frozenset[str], fold: int = 0) -> tuple[list[Example], list[Example]]:
    """re3d's training and held-back examples, these being one of FOLDS parts of its documents."""
    path = data / "re3d" / "re3d_train.jsonl.gz"
    return read_military(path, partial(segment, rules=_rules()), places, fold)


def _place_names(examples: list[Example]) -> frozenset[str]:
    """Names that are annotated as places at least twice."""
    names = Counter(
        " ".join(example.words[start:end])
        for example in examples
        for start, end, kind in example.spans
        if kind == "place"
    )
    return frozenset(name for name, count in names.items() if count > 1)


def wikigold(data: Path) -> list[Example]:
    """All of wikigold; the last WIKIGOLD_HELD_BACK sentences (whole articles but for the first) are for testing."""
    return read_tagged(data / "ner" / "wikigold.jsonl.gz", "wikigold", WIKIGOLD, cut_word)


def tree_tests(data: Path) -> dict[str, list[Example]]:
    """The test parts of the treebanks, by name."""
    parts = {f"EWT {part}": _ewt(data, part) for part in ("dev", "test")}
    gum = [e for part in ("dev", "test") for e in read_trees(_gum(data, part), "gum")]
    parts["GUM news dev+test"] = [example for example in gum if example.name.startswith(NEWS)]
    parts["GUM dev+test"] = gum
    parts["PUD"] = read_trees(data / "ud_pud" / "en_pud-ud-test.conllu.gz", "pud")
    return parts


def raw_tests(data: Path) -> dict[str, list[Document]]:
    """The same as whole documents, by name."""
    gum = [document for part in ("dev", "test") for document in read_documents(_gum(data, part), "gum")]
    ewt = read_documents(data / "ud_ewt" / "en_ewt-ud-dev.conllu.gz", "ewt")
    news = [document for document in gum if document.name.startswith(NEWS)]
    return {"GUM news dev+test": news, "GUM dev+test": gum, "EWT dev": ewt}


def entity_tests(data: Path) -> dict[str, list[Example]]:
    """The entity sets' test parts, by name."""
    folder = data / "ner"
    tests = {"wikigold held back": wikigold(data)[-WIKIGOLD_HELD_BACK:]}
    tests["CrossNER politics test"] = read_tagged(
        folder / "crossner_politics.test.jsonl.gz", "crossner-test", CROSSNER, cut_word
    )
    tests["re3d held back"] = military_fold(data, 0)
    tests["WNUT-17 test"] = read_tagged(folder / "wnut17.test.jsonl.gz", "wnut17-test", WNUT, cut_word)
    for part in ("dev", "test"):
        tests[f"UNER EWT {part}"] = read_tagged(folder / f"uner_ewt.{part}.jsonl.gz", f"uner-{part}", UNER, cut_word)
    return tests


def military_fold(data: Path, fold: int) -> list[Example]:
    """One of the parts of re3d that are held back in turn."""
    return military(data, _place_names(wikigold(data)), fold)[1]


def event_tests(data: Path) -> dict[str, list[Example]]:
    """The held-back folds of the event set, by name."""
    folds = read_events(data / "geneva" / "geneva.jsonl.gz")
    return {"GENEVA fold 8 (dev)": folds[DEV_FOLD], "GENEVA fold 9 (test)": folds[TEST_FOLD]}


def _ewt(data: Path, part: str) -> list[Example]:
    return with_layers(read_trees(data / "ud_ewt" / f"en_ewt-ud-{part}.conllu.gz", "ewt"), data, part)


def _gum(data: Path, part: str) -> Path:
    return data / "ud_gum_cc" / f"en_gum_cc-ud-{part}.conllu.gz"


def cut_word(word: str) -> list[str]:
    """A token of another set as the words that the treebanks would make of it."""
    return [word[start:end] for start, end in _cut_words(word)]


def _cut_words(text: str) -> list[tuple[int, int]]:
    return list(tokens(text, _rules()))


@cache
def _rules() -> Rules:
    return read_rules(RULES)
