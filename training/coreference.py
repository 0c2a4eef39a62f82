"""Documents with linked mentions, as GUM annotates them: which words speak of one thing, over sentence bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.language.model import Model, Parsed, Vectors
from dateline.sentences import Entity, Sentence, Token

from .examples import Example
from .treebank import Block, document_blocks, example_of

OPENING = re.compile(r"\((?P<id>\d+)-(?P<type>\w+)-(?P<rest>[^()]*)(?P<single>\))?|(?P<close>\d+)\)")


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """A half-open range of words of one sentence; mentions of one document with the same `entity` are one thing.

    `status` is the information status, such as "new" or "giv:act"; `named` is set where an encyclopedia has it.
    """

    sentence: int
    start: int
    end: int
    head: int
    entity: str
    type: str
    status: str
    named: bool


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document's sentences, and its mentions in the order of their heads."""

    name: str
    examples: tuple[Example, ...]
    mentions: tuple[LinkedMention, ...]


def read_linked(path: Path) -> list[LinkedDocument]:
    """The documents of a gzipped CoNLL-U file."""
    return [_document(blocks) for blocks in document_blocks(path)]


def _document(blocks: Sequence[Block]) -> LinkedDocument:
    found = [mention for number, block in enumerate(blocks) for mention in mentions_of(block, number)]
    ordered = sorted(found, key=lambda mention: (mention.sentence, mention.head, mention.start))
    examples = tuple(example_of(block, "gum") for block in blocks)
    return LinkedDocument(examples[0].name.rpartition("-")[0], examples, tuple(ordered))


def mentions_of(block: Block, sentence: int = 0) -> Iterator[LinkedMention]:
    """The mentions that open and close in the sentence, in the order in which they close."""
    heads = [int(row[6]) - 1 for row in block.words]
    waiting: dict[str, list[tuple[int, re.Match[str]]]] = {}
    for i, row in enumerate(block.words):
        value = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for event in OPENING.finditer(value):
            if not event["close"]:
                waiting.setdefault(event["id"], []).append((i, event))
            entity = event["close"] or (event["single"] and event["id"])
            if entity and waiting.get(entity):
                start, opening = waiting[entity].pop()
                yield _mention(sentence, start, i + 1, opening, heads)


def _mention(sentence: int, start: int, end: int, opening: re.Match[str], heads: Sequence[int]) -> LinkedMention:
    """The head is the first word that hangs from a word outside."""
    head = next(i for i in range(start, end) if not start <= heads[i] < end)
    status, *others = opening["rest"].split("-")
    return LinkedMention(sentence, start, end, head, opening["id"], opening["type"], status, len(others) >= 5)


def linked_documents(data: Path, part: str) -> list[LinkedDocument]:
    """GUM's openly licensed documents of a part: "train", "dev" or "test"."""
    return read_linked(data / "ud_gum_cc" / f"en_gum_cc-ud-{part}.conllu.gz")


def analysed(document: LinkedDocument, model: Model) -> tuple[tuple[Sentence, ...], tuple[Vectors, ...]]:
    """The document's words as the engine reads them, and their states; offsets count the words joined by spaces."""
    parsed = model.parse_all([example.words for example in document.examples])
    sentences, start = [], 0
    for example, found in zip(document.examples, parsed, strict=True):
        sentences.append(_analysed(example.words, found, start))
        start = sentences[-1].end + 1
    return tuple(sentences), tuple(found.states for found in parsed)


def _analysed(words: Sequence[str], parsed: Parsed, start: int) -> Sentence:
    starts = [start + sum(len(word) + 1 for word in words[:i]) for i in range(len(words))]
    layers = zip(starts, words, parsed.lemmas, parsed.upos, parsed.heads, parsed.relations, strict=True)
    tokens = tuple(Token(at, at + len(word), word, *rest) for at, word, *rest in layers)
    return Sentence(start, tokens[-1].end, tokens, tuple(Entity(*entity) for entity in parsed.entities))
