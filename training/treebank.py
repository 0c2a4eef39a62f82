"""Read CoNLL-U: sentences with part of speech, lemma and tree, and the raw text with its gold bounds."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .examples import Example


@dataclass(frozen=True, slots=True)
class Block:
    """One sentence of a CoNLL-U file: its comments by key and its rows of ten columns, ranges included."""

    comments: dict[str, str]
    rows: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """The rows with a whole number for id: no ranges, no empty nodes."""
        return tuple(row for row in self.rows if row[0].isdigit())


def read_blocks(path: Path) -> Iterator[Block]:
    """The sentences of a gzipped CoNLL-U file in order."""
    comments: dict[str, str] = {}
    rows: list[tuple[str, ...]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                comments[key.strip()] = value.strip()
            elif line:
                rows.append(tuple(line.split("\t")))
            elif rows:
                yield Block(comments, tuple(rows))
                comments, rows = {}, []


def read_trees(path: Path, source: str) -> list[Example]:
    """Every sentence as an example with all tree layers; relation subtypes are kept."""
    return [example_of(block, source) for block in read_blocks(path)]


def example_of(block: Block, source: str) -> Example:
    """The block as an example; a missing lemma is the word itself."""
    form, lemma, upos, head, relation = (tuple(row[i] for row in block.words) for i in (1, 2, 3, 6, 7))
    lemmas = tuple(word if found == "_" else found for word, found in zip(form, lemma, strict=True))
    return Example(source, block.comments["sent_id"], form, upos, lemmas, tuple(map(int, head)), relation)


@dataclass(frozen=True, slots=True)
class Document:
    """A document's raw text and, in its offsets, the gold sentences: for each word span, head and relation."""

    name: str
    text: str
    sentences: tuple[tuple[tuple[int, int], ...], ...]
    examples: tuple[Example, ...]


def read_documents(path: Path, source: str) -> list[Document]:
    """The documents with paragraphs parted by blank lines and sentences as their text was spaced."""
    return [_document(group, source) for group in document_blocks(path)]


def document_blocks(path: Path) -> list[list[Block]]:
    """The sentences of a gzipped CoNLL-U file, document by document."""
    groups: list[list[Block]] = []
    for block in read_blocks(path):
        if any(key.startswith("newdoc") for key in block.comments) or not groups:
            groups.append([])
        groups[-1].append(block)
    return groups


def _document(blocks: list[Block], source: str) -> Document:
    text = ""
    sentences = []
    for block in blocks:
        if text and any(key.startswith("newpar") for key in block.comments):
            text = text.rstrip() + "\n\n"
        sentences.append(tuple(_word_spans(block, len(text))))
        text += block.comments["text"]
        last = block.rows[-1] if "-" not in block.rows[-1][0] else block.words[-1]
        text += "" if "SpaceAfter=No" in last[9] else " "
    examples = tuple(example_of(block, source) for block in blocks)
    return Document(blocks[0].comments["sent_id"], text, tuple(sentences), examples)


def _word_spans(block: Block, offset: int) -> Iterator[tuple[int, int]]:
    """Where each word stands; the parts of a contraction are found inside it in turn."""
    text, place = block.comments["text"], 0
    for row in block.words:
        start = text.find(row[1], place)
        if start < 0:
            raise ValueError(f"word {row[1]!r} is not in the text of {block.comments['sent_id']}")
        place = start + len(row[1])
        yield offset + start, offset + place
