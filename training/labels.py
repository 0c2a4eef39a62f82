"""The label sets of all heads, counted from the training data in a fixed order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from dateline.language.lemma import find_rule

from .examples import TAGS, Example
from .network import Sizes

RAREST_RULE = 3
RAREST_ROLE = 10
NOTHING_TOLD = frozenset({"O"})


@dataclass(frozen=True, slots=True)
class Labels:
    """Class names by class number, one tuple for each head."""

    upos: tuple[str, ...]
    lemma: tuple[str, ...]
    relation: tuple[str, ...]
    entity: tuple[str, ...]
    role: tuple[str, ...]
    event: tuple[str, ...]
    argument: tuple[str, ...]
    claim: tuple[str, ...]
    part: tuple[str, ...]

    def sizes(self) -> Sizes:
        return Sizes(**{name: len(values) for name, values in asdict(self).items()})

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")


def read_labels(path: Path) -> Labels:
    """Labels as `Labels.write` left them."""
    given = json.loads(path.read_text(encoding="utf-8"))
    return Labels(**{name: tuple(values) for name, values in given.items()})


def count_labels(examples: Iterable[Example]) -> Labels:
    """All parts of speech and relations, and the lemma rules, roles, events and arguments that are not too rare."""
    upos: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    events: Counter[str] = Counter()
    arguments: Counter[str] = Counter()
    claims: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    for example in examples:
        upos.update(example.upos)
        relations.update(example.relations)
        if example.lemmas:
            rules.update(map(find_rule, example.words, example.lemmas))
        roles.update(a.role for frame in example.predicates or () for a in frame.arguments)
        events.update(frame.kind for frame in example.events or ())
        arguments.update(a.role for frame in example.events or () for a in frame.arguments)
        claims.update(kind for kinds in example.claims for kind in kinds - NOTHING_TOLD)
        parts.update(tag[2:] for _, words in example.parts for tags in words for tag in tags if tag.startswith("B-"))
    common = [rule for rule, count in rules.most_common() if count >= RAREST_RULE]
    return Labels(
        upos=tuple(sorted(upos)),
        lemma=tuple(common),
        relation=tuple(sorted(relations)),
        entity=TAGS,
        role=("O", *_begun(roles)),
        event=("O", *sorted(kind for kind, count in events.items() if count >= RAREST_ROLE)),
        argument=("O", *_begun(arguments)),
        claim=("O", *sorted(kind for kind, count in claims.items() if count >= RAREST_ROLE)),
        part=("O", *_begun(parts)),
    )


def _begun(roles: Counter[str]) -> list[str]:
    """A tag for the first word and one for the others, for each role that is not too rare."""
    common = sorted(role for role, count in roles.items() if count >= RAREST_ROLE)
    return [f"{position}-{role}" for role in common for position in "BI"]
