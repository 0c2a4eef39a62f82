"""Trains the spaCy pipeline that benchmarks/engine.py compares with, on the examples that train dateline's engine.

Two parts, joined as in spaCy's own English packages: `syntax` (parts of speech, lemmas and trees on one tok2vec) and
`entities` (on a tok2vec of its own, since other sets train it). The settings are those that spaCy recommends for
accuracy on a CPU, but for the width and depth below and for word vectors, which it has none of. Training ends by
spaCy's own rule: when the scores on EWT dev have not risen for PATIENCE steps. A part that has ended is not trained
again; one that was cut off starts anew.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import spacy
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokens import Doc, DocBin
from spacy.training import Example as Pair
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import registry
from spacy.vocab import Vocab
from spacy_peer import use_quickest_ops

from training.examples import Example
from training.own_trees import own_trees
from training.sources import entity_examples, entity_tests, tree_examples, tree_tests

WIDTH, DEPTH = 192, 4  # spaCy's own English packages for CPUs have 96 and 4
PATIENCE, EVALUATE_EVERY = 1600, 200
SEED = 1
OWN_TREES = 320  # as in training/make.py
TOGETHER = 10  # sentences of one document that make one spaCy document, so that their bounds are learnt
PIPES = {"syntax": ["morphologizer", "trainable_lemmatizer", "parser"], "entities": ["ner"]}
STOP_ON = {  # a zero puts out a score that spaCy would count
    "syntax": {"pos_acc": 0.25, "lemma_acc": 0.25, "dep_las": 0.5, "dep_uas": 0.0, "morph_acc": 0.0},
    "entities": {"named_f": 1.0, "ents_f": 0.0},
}
NAMED = frozenset({"person", "organisation", "place"})  # what UNER annotates
SCORER = "dateline.named.v1"


def train_peer(data: Path, folder: Path, max_steps: int) -> None:
    """Trains what is missing of the two pipelines in `folder` and joins them; `max_steps` 0 leaves the end to spaCy."""
    use_quickest_ops()
    for part in PIPES:
        if not (folder / part / "trained").exists():
            _train_part(data, folder / part, part, max_steps)
    joined(folder).to_disk(folder / "model")


def _train_part(data: Path, home: Path, part: str, max_steps: int) -> None:
    (home / "running").mkdir(parents=True, exist_ok=True)
    for name, docs in _corpora(data, part).items():
        DocBin(docs=docs).to_disk(home / f"{name}.spacy")
    config = settings(home, part, max_steps)
    config.to_disk(home / "config.cfg")
    train(_tokenised_plainly(init_nlp(config)), home / "running")
    (home / "running").rename(home / "trained")


def joined(folder: Path) -> Language:
    """The best of both pipelines as one, which plain spaCy can open."""
    nlp = spacy.load(folder / "syntax" / "trained" / "model-best")
    plain = {"components.ner.scorer.@scorers": "spacy.ner_scorer.v1"}
    entities = spacy.load(folder / "entities" / "trained" / "model-best", config=plain)
    entities.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=entities)
    return nlp


def settings(home: Path, part: str, max_steps: int) -> Any:
    """The filled-in config of one pipeline."""
    config = init_config(lang="en", pipeline=PIPES[part], optimize="accuracy", gpu=False)
    tok2vec = config["components"]["tok2vec"]["model"]
    tok2vec["embed"]["include_static_vectors"] = False
    tok2vec["encode"] |= {"width": WIDTH, "depth": DEPTH}
    config["paths"] |= {"train": str(home / "train.spacy"), "dev": str(home / "dev.spacy"), "vectors": None}
    config["initialize"]["vectors"] = None
    config["system"]["seed"] = SEED
    config["training"] |= {
        "max_epochs": 0,
        "max_steps": max_steps,
        "patience": PATIENCE,
        "eval_frequency": EVALUATE_EVERY,
        "score_weights": STOP_ON[part],
    }
    if part == "entities":
        config["components"]["ner"]["scorer"] = {"@scorers": SCORER}
    return config


@registry.scorers(SCORER)
def make_named_scorer() -> Any:
    """The scorer of the set that stops the training of entities, which annotates the kinds in NAMED alone."""
    return named_score


def named_score(examples: Iterable[Pair], **_: object) -> dict[str, float]:
    """F1 of the spans whose kind is in NAMED."""
    gold, given, both = 0, 0, 0
    for pair in examples:
        sides = [
            {(span.start, span.end, span.label_) for span in doc.ents if span.label_ in NAMED}
            for doc in (pair.reference, pair.predicted)
        ]
        gold, given, both = gold + len(sides[0]), given + len(sides[1]), both + len(sides[0] & sides[1])
    return {"named_f": 2 * both / max(1, gold + given)}


def _corpora(data: Path, part: str) -> dict[str, list[Doc]]:
    """The documents that train a part and those that stop its training."""
    vocab = spacy.blank("en").vocab
    trees = tree_examples(data)
    if part == "syntax":
        trees += own_trees(OWN_TREES, random.Random(SEED))
        return {"train": _tree_docs(vocab, trees), "dev": _tree_docs(vocab, tree_tests(data)["EWT dev"])}
    tagged = [example for example in trees if example.allowed] + entity_examples(data, SEED)
    stop = entity_tests(data)["UNER EWT dev"]
    return {"train": [_entity_doc(vocab, e) for e in tagged], "dev": [_entity_doc(vocab, e) for e in stop]}


def _tree_docs(vocab: Vocab, examples: Iterable[Example]) -> list[Doc]:
    by_document = groupby(examples, key=lambda example: example.name.rpartition("-")[0])
    return [_tree_doc(vocab, few) for _, group in by_document for few in _batched(group)]


def _batched(group: Iterator[Example]) -> Iterator[list[Example]]:
    while few := list(islice(group, TOGETHER)):
        yield few


def _tree_doc(vocab: Vocab, examples: Sequence[Example]) -> Doc:
    """Sentences as one document with spaCy's heads: counted over the document, a root being its own head."""
    heads: list[int] = []
    for example in examples:
        first = len(heads)
        heads += [first + (head - 1 if head else i) for i, head in enumerate(example.heads)]
    return Doc(
        vocab,
        words=[word for e in examples for word in e.words],
        pos=[upos for e in examples for upos in e.upos],
        lemmas=[lemma for e in examples for lemma in e.lemmas],
        heads=heads,
        deps=["ROOT" if relation == "root" else relation for e in examples for relation in e.relations],
        sent_starts=[i == 0 for e in examples for i in range(len(e.words))],
    )


def _entity_doc(vocab: Vocab, example: Example) -> Doc:
    """A sentence with its spans; a word outside of them that may belong to one is left missing, not outside."""
    tags = [None if len(allowed) > 1 else "O" for allowed in example.allowed]
    for start, end, kind in example.spans:
        tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return Doc(vocab, words=list(example.words), ents=tags)


def _tokenised_plainly(nlp: Language) -> Language:
    """The pipeline with a tokeniser that does not rewrite norms ("n't" as "not"), since the examples are cut words."""
    rules = nlp.tokenizer.rules
    nlp.tokenizer.rules = {text: [{ORTH: piece[ORTH]} for piece in pieces] for text, pieces in rules.items()}
    return nlp
