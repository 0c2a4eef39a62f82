"""Read the entity sets, each with its own labels, into tags that say what each set leaves open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .examples import KINDS, Example, Span
from .lists import amounts, armed_groups, facilities, hardware, organisations, peoples
from .rows import read_rows

NAMES = frozenset({"person", "organisation", "group", "place", "facility", "misc"})


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one set's labels map onto ours.

    `kinds` gives for each label of the set the kinds it may stand for, the likeliest first. `silent` are the kinds
    that the set does not annotate, so that its "O" may hide one of them.
    """

    kinds: Mapping[str, tuple[str, ...]]
    silent: frozenset[str]


WIKIGOLD = Scheme(
    {"PER": ("person",), "ORG": ("organisation", "group"), "LOC": ("place",), "MISC": ("misc", "nationality")},
    frozenset({"time", "quantity", "weapon", "vehicle"}),
)
CROSSNER = Scheme(
    {
        "politician": ("person",),
        "person": ("person",),
        "politicalparty": ("organisation", "group"),
        "organisation": ("organisation", "group"),
        "country": ("place",),
        "location": ("place",),
        "election": ("misc",),
        "event": ("misc",),
        "misc": ("misc", "nationality"),
    },
    frozenset({"time", "quantity", "weapon", "vehicle"}),
)
WNUT = Scheme(
    {
        "person": ("person",),
        "group": ("organisation", "group"),
        "corporation": ("organisation",),
        "location": ("place",),
        "product": ("misc", "weapon", "vehicle"),
        "creative-work": ("misc",),
    },
    frozenset({"time", "quantity", "weapon", "vehicle", "nationality", "misc"}),
)
UNER = Scheme(
    {"PER": ("person",), "ORG": ("organisation", "group"), "LOC": ("place",)},
    frozenset(KINDS) - {"person", "organisation", "place"},
)
RE3D = Scheme(
    {
        "Person": ("person",),
        "Organisation": ("organisation", "group"),
        "Location": ("place",),
        "Coordinate": ("place",),
        "Nationality": ("nationality",),
        "Weapon": ("weapon",),
        "MilitaryPlatform": ("vehicle",),
        "Vehicle": ("vehicle",),
        "Quantity": ("quantity",),
        "Money": ("quantity",),
        "Temporal": ("time",),
        "DocumentReference": ("misc",),
        "CommsIdentifier": ("misc",),
    },
    frozenset({"misc"}),
)


def read_tagged(path: Path, source: str, scheme: Scheme, split: Callable[[str], list[str]]) -> list[Example]:
    """Examples of a set with a word and a BIO tag per token; `split` cuts its tokens as the treebanks do."""
    examples = []
    for number, row in enumerate(read_rows(path)):
        words, tags = _resplit(row["tokens"], row["tags"], split)
        name = f"{source}-{number}"
        examples.append(labelled(source, name, words, spans_of(tags), scheme))
    return examples


def labelled(source: str, name: str, words: Iterable[str], spans: Iterable[Span], scheme: Scheme) -> Example:
    """An example whose words carry the tags that `scheme` leaves possible for these spans."""
    words = tuple(words)
    allowed = [open_tags(word, scheme.silent) for word in words]
    mapped = []
    for start, end, label in spans:
        kinds = _finer(words[start:end], scheme.kinds[label])
        mapped.append((start, end, kinds[0]))
        for i in range(start, end):
            allowed[i] = frozenset(f"{'B' if i == start else 'I'}-{kind}" for kind in kinds)
    return Example(source, name, words, allowed=tuple(allowed), spans=tuple(mapped))


def _finer(words: Sequence[str], kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds that the words leave of those that the label stands for."""
    name = " ".join(words).lower()
    if "nationality" in kinds and len(words) == 1:
        return ("nationality",) if name in peoples() else kinds[:1]
    if "group" in kinds:
        return ("group",) if name in armed_groups() else ("organisation",) if name in organisations() else kinds
    if kinds == ("place",) and len(words) > 1 and facilities() & {words[0].lower(), words[-1].lower()}:
        return ("facility",)
    return kinds


def open_tags(word: str, silent: frozenset[str]) -> frozenset[str]:
    """Tags of a word that a set left untagged: "O", and those of the silent kinds that the word could be part of.

    Leaving every silent kind open everywhere lets the network drift into tagging at will where no set decides.
    """
    kinds = {kind for kind in silent if _plausible(word, kind)}
    return frozenset({"O"} | {f"{position}-{kind}" for kind in kinds for position in "BI"})


def _plausible(word: str, kind: str) -> bool:
    if kind in ("time", "quantity"):
        return any(char.isdigit() for char in word) or word.lower() in amounts()
    if kind == "nationality":
        return word.lower() in peoples()
    if kind in ("weapon", "vehicle"):
        return word.lower() in hardware()
    return word[:1].isupper()


def spans_of(tags: Iterable[str]) -> list[Span]:
    """Half-open spans of a BIO sequence; a stray I- opens a span."""
    spans: list[Span] = []
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and (not tag.startswith("I-") or tag[2:] != kind):
            spans.append((start, i, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]
    return spans


def _resplit(words: list[str], tags: list[str], split: Callable[[str], list[str]]) -> tuple[list[str], list[str]]:
    new_words: list[str] = []
    new_tags: list[str] = []
    for word, tag in zip(words, tags, strict=True):
        parts = split(word) or [word]
        new_words += parts
        new_tags += [tag] + ["I" + tag[1:] if tag != "O" else "O"] * (len(parts) - 1)
    return new_words, new_tags
