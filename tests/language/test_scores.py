"""What the engine gets right of the annotated sentences in sample/ may not fall unnoticed below floors.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dateline.language import WEIGHTS, Engine, analyse, load
from dateline.language.model import Model, Parsed

HERE = Path(__file__).parent
SAMPLE = HERE / "sample"
FLOORS: dict[str, float] = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["floors"]

ALIKE = {"group": "organisation", "facility": "place"}
UNCOUNTED = {"V", "C-V"}
WITHOUT_ROLES = {"amod", "case"}

Span = tuple[int, int, str]
Role = tuple[int, int, int, str]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated sentence: words count from 0, -1 is the root's head, spans are half-open."""

    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    entities: frozenset[Span]
    roles: frozenset[Role]
    facts: dict[int, int]

    def may_have_roles(self, i: int) -> bool:
        return self.upos[i] == "VERB" and self.relations[i] not in WITHOUT_ROLES


def read_sample() -> list[Gold]:
    layers = tomllib.loads((SAMPLE / "layers.toml").read_text("utf-8"))
    blocks = (SAMPLE / "trees.conllu").read_text("utf-8").strip().split("\n\n")
    return [gold_of(block.splitlines(), layers) for block in blocks]


def gold_of(lines: list[str], layers: dict[str, Any]) -> Gold:
    name = next(line.removeprefix("# sent_id = ") for line in lines if line.startswith("# sent_id"))
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    words, lemmas, upos, heads, relations = (tuple(row[i] for row in rows) for i in (1, 2, 3, 6, 7))
    layer = layers[name]
    return Gold(
        words,
        lemmas,
        upos,
        tuple(int(head) - 1 for head in heads),
        relations,
        frozenset(map(span_of, layer["entities"])),
        frozenset((int(verb) - 1, *span_of(role)) for verb, roles in layer["roles"].items() for role in roles),
        {int(verb) - 1: degree for verb, degree in layer["facts"].items()},
    )


def span_of(given: str) -> Span:
    """`kind 3-5` as a half-open span that counts from 0."""
    kind, _, numbers = given.partition(" ")
    first, _, last = numbers.partition("-")
    return int(first) - 1, int(last or first), kind


def share(right: Iterable[bool]) -> float:
    verdicts = list(right)
    return 100 * sum(verdicts) / len(verdicts)


def agree(told: Iterable[Iterable[str]], gold: Iterable[Iterable[str]]) -> float:
    """The percentage of words of which the same is told, in whatever letter case."""
    pairs = ((a, b) for one, other in zip(told, gold, strict=True) for a, b in zip(one, other, strict=True))
    return share(a.casefold() == b.casefold() for a, b in pairs)


def f1(told: Iterable[frozenset[Any]], gold: Iterable[frozenset[Any]]) -> float:
    pairs = list(zip(told, gold, strict=True))
    both = sum(len(a & b) for a, b in pairs)
    return 200 * both / sum(len(a) + len(b) for a, b in pairs)


def arcs_right(parsed: Parsed, gold: Gold) -> Iterator[tuple[bool, bool]]:
    """For each word whether its head is right, and whether its relation but for the subtype is too."""
    for i, head in enumerate(gold.heads):
        attached = parsed.heads[i] == head
        yield attached, attached and parsed.relations[i].partition(":")[0] == gold.relations[i].partition(":")[0]


def merged(spans: Iterable[Span]) -> frozenset[Span]:
    return frozenset((start, end, ALIKE.get(kind, kind)) for start, end, kind in spans)


def roles_of(parsed: Parsed, gold: Gold) -> frozenset[Role]:
    """Told arguments of the words whose arguments are annotated."""
    frames = [frame for frame in parsed.predicates if gold.may_have_roles(frame.start)]
    return frozenset(
        (frame.start, a.start, a.end, a.role) for frame in frames for a in frame.arguments if a.role not in UNCOUNTED
    )


def sides(parsed: Parsed, gold: Gold) -> Iterator[tuple[bool, bool]]:
    """For each verb that tells what surely did or did not happen: whether it did, and whether that is what is told."""
    for i, degree in gold.facts.items():
        if degree:
            yield degree > 0, (parsed.factuality[i] > 0) == (degree > 0)


def links_right(engine: Engine) -> Iterator[bool]:
    """For each annotated link whether the mention is linked to something that is the same thing."""
    for given in tomllib.loads((SAMPLE / "links.toml").read_text("utf-8"))["texts"]:
        sentences = analyse([given["text"]], engine=engine)[0]
        told = {
            (link.sentence, link.token): (link.antecedent_sentence, link.antecedent_token)
            for sentence in sentences
            for link in sentence.links
        }
        for annotated in given["links"]:
            later, _, earlier = annotated.partition(" = ")
            yield told.get(place_of(later)) in set(map(place_of, earlier.split(", ")))


def place_of(given: str) -> Place:
    """`2.4 it` as sentence and word, counted from 0."""
    sentence, _, word = given.split()[0].partition(".")
    return int(sentence) - 1, int(word) - 1


def in_case(model: Model, sample: list[Gold], change: Callable[[str], str]) -> float:
    told = [found.upos for found in model.parse_all([[change(word) for word in gold.words] for gold in sample])]
    return agree(told, [gold.upos for gold in sample])


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    sample, model = read_sample(), Model(WEIGHTS)
    parsed = model.parse_all([gold.words for gold in sample])
    return {
        "upos_in_capitals": in_case(model, sample, str.upper),
        "upos_in_small_letters": in_case(model, sample, str.lower),
        "links": share(links_right(load())),
        **word_scores(sample, parsed),
        **span_scores(sample, parsed),
    }


def word_scores(sample: list[Gold], parsed: list[Parsed]) -> dict[str, float]:
    pairs = list(zip(parsed, sample, strict=True))
    arcs = [arc for told, gold in pairs for arc in arcs_right(told, gold)]
    verbs = [verb for told, gold in pairs for verb in sides(told, gold)]
    return {
        "upos": agree([told.upos for told in parsed], [gold.upos for gold in sample]),
        "lemmas": agree([told.lemmas for told in parsed], [gold.lemmas for gold in sample]),
        "uas": share(attached for attached, _ in arcs),
        "las": share(labelled for _, labelled in arcs),
        "factuality": share(right for _, right in verbs),
        "factuality_did_not_happen": share(right for happened, right in verbs if not happened),
    }


def span_scores(sample: list[Gold], parsed: list[Parsed]) -> dict[str, float]:
    told, entities = [frozenset(one.entities) for one in parsed], [gold.entities for gold in sample]
    roles = [roles_of(one, gold) for one, gold in zip(parsed, sample, strict=True)]
    return {
        "entities": f1(told, entities),
        "entities_merged": f1(map(merged, told), map(merged, entities)),
        "roles": f1(roles, [gold.roles for gold in sample]),
    }


def test_every_score_has_a_floor(scores: dict[str, float]) -> None:
    assert set(FLOORS) == set(scores)


@pytest.mark.parametrize("measure", FLOORS)
def test_no_score_falls_below_its_floor(measure: str, scores: dict[str, float]) -> None:
    assert scores[measure] >= FLOORS[measure]
