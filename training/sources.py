"""Which files train, which are held back, and how the parts are drawn."""

from __future__ import annotations

import re
from pathlib import Path

from .entities import CROSSNER, UNER, WIKIGOLD, WNUT, read_tagged
from .examples import Example
from .treebank import Document, read_documents, read_trees

WIKIGOLD_HELD_BACK = 340
NEWS = "GUM_news"
HYPHENS = re.compile(r"(?<=\w)(-)(?=\w)")


def tree_examples(data: Path) -> list[Example]:
    """The training parts of the two treebanks."""
    ewt = read_trees(data / "ud_ewt" / "en_ewt-ud-train.conllu.gz", "ewt")
    gum = read_trees(data / "ud_gum_cc" / "en_gum_cc-ud-train.conllu.gz", "gum")
    return ewt + gum


def entity_examples(data: Path) -> list[Example]:
    """The training parts of the entity sets."""
    folder = data / "ner"
    examples = wikigold(data)[:-WIKIGOLD_HELD_BACK]
    for part in ("train", "dev"):
        examples += read_tagged(folder / f"crossner_politics.{part}.jsonl.gz", f"crossner-{part}", CROSSNER, cut)
        examples += read_tagged(folder / f"wnut17.{part}.jsonl.gz", f"wnut17-{part}", WNUT, cut)
    return examples


def wikigold(data: Path) -> list[Example]:
    """All of wikigold; the last WIKIGOLD_HELD_BACK sentences (whole articles but for the first) are for testing."""
    return read_tagged(data / "ner" / "wikigold.jsonl.gz", "wikigold", WIKIGOLD, cut)


def tree_tests(data: Path) -> dict[str, list[Example]]:
    """The test parts of the treebanks, by name."""
    parts = {
        f"EWT {part}": read_trees(data / "ud_ewt" / f"en_ewt-ud-{part}.conllu.gz", "ewt") for part in ("dev", "test")
    }
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
        folder / "crossner_politics.test.jsonl.gz", "crossner-test", CROSSNER, cut
    )
    tests["WNUT-17 test"] = read_tagged(folder / "wnut17.test.jsonl.gz", "wnut17-test", WNUT, cut)
    for part in ("dev", "test"):
        tests[f"UNER EWT {part}"] = read_tagged(folder / f"uner_ewt.{part}.jsonl.gz", f"uner-{part}", UNER, cut)
    return tests


def _gum(data: Path, part: str) -> Path:
    return data / "ud_gum_cc" / f"en_gum_cc-ud-{part}.conllu.gz"


def cut(word: str) -> list[str]:
    return HYPHENS.sub(r" \1 ", word).split()
