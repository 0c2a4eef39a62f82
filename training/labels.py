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


@dataclass(frozen=True, slots=True)
class Labels:
    """Class names by class number, one tuple for each head."""

    upos: tuple[str, ...]
    lemma: tuple[str, ...]
    relation: tuple[str, ...]
    entity: tuple[str, ...]

    def sizes(self) -> Sizes:
        return Sizes(len(self.upos), len(self.lemma), len(self.relation), len(self.entity))

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")


def read_labels(path: Path) -> Labels:
    """Labels as `Labels.write` left them."""
    given = json.loads(path.read_text(encoding="utf-8"))
    return Labels(**{name: tuple(values) for name, values in given.items()})


def count_labels(examples: Iterable[Example]) -> Labels:
    """All parts of speech and relations, and the lemma rules seen at least RAREST_RULE times."""
    upos: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    for example in examples:
        upos.update(example.upos)
        relations.update(example.relations)
        rules.update(map(find_rule, example.words, example.lemmas))
    common = [rule for rule, count in rules.most_common() if count >= RAREST_RULE]
    return Labels(tuple(sorted(upos)), tuple(common), tuple(sorted(relations)), TAGS)
