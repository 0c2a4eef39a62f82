"""Our own corpus as sentences: the words that make claims, of which types, whether what they tell happened, and who
or what takes part in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.codebook import Codebook
from dateline.score.gold import GoldClaim, GoldReport, listed, load_gold

from .examples import Example, Parts
from .own_facts import DEGREE

Cut = Callable[[str], Sequence[Sequence[tuple[int, int]]]]
Range = tuple[int, int]

OUTSIDE = frozenset({"O"})
OPEN: frozenset[str] = frozenset()
DEGREES = {"happened": DEGREE, "ongoing": DEGREE, "planned": -DEGREE, "threatened": -DEGREE, "denied": -DEGREE}
PARTIES, PLACES = ("actors", "recipients", "attribution"), ("place", "origin", "destination")
COUNTS = ("killed", "injured", "captured", "displaced", "strength", "number")
FIGURES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a report: the spans of its words in the text, and the words in small letters."""

    spans: tuple[Range, ...]
    words: tuple[str, ...]

    def range(self, start: int, end: int) -> Range | None:
        """The words that a stretch of the text touches."""
        inside = [i for i, (a, b) in enumerate(self.spans) if a < end and b > start]
        return (inside[0], inside[-1] + 1) if inside else None


def read_claims(folder: Path, cut: Cut) -> list[Example]:
    """The sentences of all reports under a folder of gold; `cut` gives the spans of the words of each sentence."""
    return [example for report in load_gold(folder) for example in _sentences(report, cut)]


def read_examples(codebook: Codebook, cut: Cut) -> list[Example]:
    """The sentences of the codebook's own examples: outside of the passages that it names, a word is not of the type.

    Nothing is learnt of the passages themselves, whose trigger is not marked, nor whether there are other types.
    """
    types = frozenset(codebook.event_types)
    found = []
    for entry in codebook.event_types.values():
        others = types - {entry.name} | OUTSIDE
        for number, example in enumerate(entry.examples):
            starts = [(example.text.find(claim["words"]), len(claim["words"])) for claim in example.claims]
            for spans in cut(example.text):
                words = tuple(example.text[a:b] for a, b in spans)
                told = [any(a < start + size and b > start for start, size in starts) for a, b in spans]
                kinds = tuple(OPEN if inside else others for inside in told)
                found.append(Example("own", f"{entry.name}#{number}", words, claims=kinds))
    return found


def _sentences(report: GoldReport, cut: Cut) -> Iterator[Example]:
    text = report.path.read_text("utf-8") if report.path else ""
    for number, spans in enumerate(cut(text)):
        words = tuple(text[a:b] for a, b in spans)
        sentence = _Sentence(tuple(spans), tuple(word.lower() for word in words))
        told = [(claim, found) for claim in report.claims if (found := _trigger(text, claim, sentence))]
        yield Example(
            "own",
            f"{report.name}#{number}",
            words,
            factuality=tuple(sorted(_degrees(told).items())),
            claims=_kinds(told, len(words)),
            parts=tuple(_parts(claim, found, sentence) for claim, found in told if not claim.optional),
        )


def _trigger(text: str, claim: GoldClaim, sentence: _Sentence) -> Range | None:
    """The words of the claim's trigger in this sentence; of an optional claim without one, those of its passage."""
    start = text.find(claim.words)
    inner = claim.words.find(claim.trigger)
    if start < 0 or inner < 0:
        return None
    words = claim.trigger or claim.words
    return sentence.range(start + inner, start + inner + len(words))


def _kinds(told: Sequence[tuple[GoldClaim, Range]], length: int) -> tuple[frozenset[str], ...]:
    """The types that each word may tell; what a claim may be taken for or left teaches nothing."""
    kinds = [OUTSIDE] * length
    for claim, (start, end) in sorted(told, key=lambda given: given[0].optional):
        for i in range(start, end):
            if kinds[i] == OUTSIDE:
                kinds[i] = OPEN if claim.optional else frozenset(claim.types)
            elif kinds[i] and not claim.optional:
                kinds[i] |= frozenset(claim.types)
    return tuple(kinds)


def _degrees(told: Sequence[tuple[GoldClaim, Range]]) -> Mapping[int, float]:
    """The degree of the words of a trigger, where all that the coder takes for right agree on it."""
    degrees = {}
    for claim, (start, end) in told:
        given = {DEGREES.get(name) for name in listed(claim.fields.get("factuality"))}
        if len(given) == 1 and (degree := given.pop()) is not None:
            degrees |= dict.fromkeys(range(start, end), degree)
    return degrees


def _parts(claim: GoldClaim, trigger: Range, sentence: _Sentence) -> Parts:
    """The first word of the trigger, and the tags that each word may have for it.

    A part of the claim whose words are not in the sentence may be told by any other words of it.
    """
    found: dict[int, str] = {}
    missing: set[str] = set()
    for name, choices in _wanted(claim.fields):
        span = _nearest(choices, trigger, sentence, found)
        if span is None:
            missing.add(name)
        else:
            found |= {i: f"{'B' if i == span[0] else 'I'}-{name}" for i in range(*span)}
    open_tags = OUTSIDE | {f"{position}-{name}" for name in missing for position in "BI"}
    return trigger[0], tuple(frozenset({found[i]}) if i in found else open_tags for i in range(len(sentence.words)))


def _wanted(fields: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[str]]]:
    """The name of each part that the coder gives, with the words for it any of which may stand in the text."""
    for name in PARTIES:
        given = listed(fields.get(name))
        for party in given if given and isinstance(given[0], list) else [given] if given else []:
            yield name, party
    for name in PLACES:
        if isinstance(fields.get(name), dict):
            yield name, listed(fields[name].get("name"))
    for word in listed(fields.get("weapon")):
        yield "weapon", [word] if isinstance(word, str) else word
    if isinstance(fields.get("site"), dict):
        yield "site", listed(fields["site"].get("name"))
    for name in COUNTS:
        if name in fields:
            yield name, _figures(fields[name])


def _figures(count: Mapping[str, Any]) -> list[str]:
    """How a count may be written."""
    numbers = {count[key] for key in ("low", "high") if isinstance(count.get(key), int)}
    small = [FIGURES[number] for number in numbers if number < len(FIGURES)]
    return [*listed(count.get("words")), *map(str, numbers), *(f"{number:,}" for number in numbers), *small]


def _nearest(choices: Sequence[str], trigger: Range, sentence: _Sentence, taken: Mapping[int, str]) -> Range | None:
    """The longest of the choices that stands in the sentence outside of what is taken, where it is nearest."""
    for words in sorted((choice.lower().split() for choice in choices), key=len, reverse=True):
        places = [span for span in _places(" ".join(words), sentence) if not set(range(*span)) & taken.keys()]
        if places:
            return min(places, key=lambda span: min(abs(span[0] - trigger[1] + 1), abs(span[1] - 1 - trigger[0])))
    return None


def _places(words: str, sentence: _Sentence) -> Iterator[Range]:
    """Where the words stand, however they are cut."""
    wanted = words.replace(" ", "")
    for start in range(len(sentence.words)):
        joined, end = "", start
        while wanted and end < len(sentence.words) and len(joined) < len(wanted):
            joined += sentence.words[end]
            end += 1
        if joined == wanted:
            yield start, end
