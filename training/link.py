"""Trains the scorer of links on the states of shipped weights, and measures it.

`python -m training.link --data DIR --weights DIR --out FILE`: reads GUM's linked mentions, runs the network of the
weights folder over their words, and writes the scorer. `--width 0` does without states; `--test` measures on the
test part as well. To be run again whenever the network was trained anew: a scorer fits the states of one network.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from dateline.language.links import RULES, Scorer, links, load_scorer, save_scorer
from dateline.language.model import Model, Vectors
from dateline.language.pairs import marks, pair_up
from dateline.language.phrases import Words, find_phrases, read_words
from dateline.sentences import Sentence

from .coreference import LinkedDocument, analysed, linked_documents
from .link_scores import Found, link_scores, nearest, things

HIDDEN = 48
RAREST_MARK = 5
RATE, DECAY = 3e-3, 1e-2
STATE_DROPOUT, DROPOUT = 0.4, 0.3
MENTIONS_PER_STEP = 50


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document with its sentences as the engine reads them and the states of their words."""

    document: LinkedDocument
    sentences: tuple[Sentence, ...]
    states: tuple[Vectors, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document's pairs as tensors: `group` numbers the mentions that point back, `right` marks pairs of one thing."""

    flags: Tensor
    states: Tensor
    features: Tensor
    later: Tensor
    earlier: Tensor
    group: Tensor
    right: Tensor


class LinkNetwork(nn.Module):
    """What `Scorer` computes, with dropout."""

    def __init__(self, example: Lesson, width: int) -> None:
        super().__init__()
        marked, features = example.flags.shape[1], example.features.shape[1]
        self.projection = nn.Linear(example.states.shape[1], width)
        self.later = nn.Linear(marked + width, HIDDEN)
        self.earlier = nn.Linear(marked + width, HIDDEN, bias=False)
        self.pair = nn.Linear(features + width, HIDDEN, bias=False)
        self.link = nn.Linear(HIDDEN, 1)
        self.none = nn.Linear(marked + width + features, HIDDEN)
        self.none_link = nn.Linear(HIDDEN, 1)
        self.state_dropout, self.dropout = nn.Dropout(STATE_DROPOUT), nn.Dropout(DROPOUT)

    def forward(self, lesson: Lesson) -> tuple[Tensor, Tensor]:
        """A score for each pair, and one for each mention that it points nowhere."""
        states = self.state_dropout(self.projection(self.state_dropout(lesson.states)))
        mentions = torch.cat([lesson.flags, states], 1)
        products = states[lesson.later] * states[lesson.earlier]
        hidden = self.pair(torch.cat([lesson.features, products], 1))
        hidden = hidden + self.later(mentions)[lesson.later] + self.earlier(mentions)[lesson.earlier]
        pairs = self.link(self.dropout(torch.relu(hidden)))[:, 0]
        first = torch.zeros(int(lesson.group[-1]) + 1, dtype=torch.long).scatter(0, lesson.group, lesson.later)
        best = _highest(lesson.features, lesson.group, 0.0)
        alone = self.none(torch.cat([mentions[first], best], 1))
        return pairs, self.none_link(self.dropout(torch.relu(alone)))[:, 0]


def _highest(values: Tensor, group: Tensor, least: float) -> Tensor:
    """The highest value of each group, `least` or more."""
    shape = (int(group[-1]) + 1, *values.shape[1:])
    index = group.reshape(-1, *[1] * (values.dim() - 1)).expand_as(values)
    return torch.full(shape, least).scatter_reduce(0, index, values, "amax")


def loss_of(pairs: Tensor, none: Tensor, lesson: Lesson) -> Tensor:
    """The sum of what is lost on each mention: minus the log of the share of its right candidates, or of none."""
    top = torch.maximum(_highest(pairs.detach(), lesson.group, -1e9), none.detach())
    weights, alone = torch.exp(pairs - top[lesson.group]), torch.exp(none - top)
    total = alone.index_add(0, lesson.group, weights)
    right = torch.zeros_like(none).index_add(0, lesson.group, weights * lesson.right)
    linked = torch.zeros_like(none).index_add(0, lesson.group, lesson.right) > 0
    share = torch.where(linked, right, alone) / total
    return -torch.log(share.clamp(min=1e-12)).sum()


def analyse_part(data: Path, part: str, weights: Path) -> list[Analysed]:
    """The documents of a part as the engine of a weights folder reads them."""
    model = Model(weights)
    return [Analysed(document, *analysed(document, model)) for document in linked_documents(data, part)]


def lessons(part: Sequence[Analysed], words: Words, names: Sequence[str]) -> Iterator[Lesson]:
    """The documents as tensors, but for those in which nothing can be linked."""
    numbers = {name: number for number, name in enumerate(names)}
    for one in part:
        phrases = find_phrases(one.sentences, words)
        pairs, known = pair_up(phrases), things(one.document)
        if not len(pairs.later):
            continue
        flags = torch.zeros(len(phrases), len(names))
        for i, phrase in enumerate(phrases):
            flags[i, [numbers[mark] for mark in marks(phrase) if mark in numbers]] = 1
        spoken = [known.get((phrase.sentence, phrase.token), frozenset()) for phrase in phrases]
        ends = zip(pairs.later.tolist(), pairs.earlier.tolist(), strict=True)
        yield Lesson(
            flags=flags,
            states=torch.tensor(np.stack([one.states[phrase.sentence][phrase.token] for phrase in phrases])),
            features=torch.tensor(pairs.features),
            later=torch.tensor(pairs.later),
            earlier=torch.tensor(pairs.earlier),
            group=torch.tensor(np.unique(pairs.later, return_inverse=True)[1]),
            right=torch.tensor([float(bool(spoken[i] & spoken[j])) for i, j in ends]),
        )


def common_marks(part: Sequence[Analysed], words: Words) -> tuple[str, ...]:
    """The marks that are not too rare to learn from, in order."""
    counts = Counter(mark for one in part for phrase in find_phrases(one.sentences, words) for mark in marks(phrase))
    return tuple(sorted(mark for mark, count in counts.items() if count >= RAREST_MARK))


def learn(given: Sequence[Lesson], *, width: int, epochs: int, seed: int) -> LinkNetwork:
    """A network trained on the documents in random order, a document a step."""
    torch.manual_seed(seed)
    dice, order = random.Random(seed), list(given)
    network = LinkNetwork(given[0], width)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * len(order)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.02, 1 - step / steps))
    for _ in range(epochs):
        dice.shuffle(order)
        for lesson in order:
            loss = loss_of(*network(lesson), lesson) / MENTIONS_PER_STEP
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return network.eval()


def scorer_of(network: LinkNetwork, names: tuple[str, ...]) -> Scorer:
    """The network's weights as they ship."""
    arrays = {}
    for name, layer in network.named_children():
        if isinstance(layer, nn.Linear):
            rows = [layer.weight.detach().numpy().T]
            rows += [] if layer.bias is None else [layer.bias.detach().numpy()[None]]
            arrays[name] = np.concatenate(rows)
    return Scorer(names, **arrays)


def measure(part: Sequence[Analysed], words: Words, scorer: Scorer) -> Iterator[tuple[str, object]]:
    """The scores of the plain rule and of the shipped code."""
    plain = [Found(one.document, one.sentences, nearest(one.sentences, words)) for one in part]
    yield "nearest", link_scores(plain, words)
    found = [links(one.sentences, one.states, words=words, scorer=scorer) for one in part]
    yield "learned", link_scores([Found(a.document, a.sentences, b) for a, b in zip(part, found, strict=True)], words)


def main() -> None:
    arguments = read_arguments()
    torch.set_num_threads(1)
    words = read_words(RULES)
    training = analyse_part(arguments.data, "train", arguments.weights)
    names = common_marks(training, words)
    given = list(lessons(training, words, names))
    network = learn(given, width=arguments.width, epochs=arguments.epochs, seed=arguments.seed)
    save_scorer(scorer_of(network, names), arguments.out)
    for part in ("dev", "test")[: 1 + arguments.test]:
        held = analyse_part(arguments.data, part, arguments.weights)
        for name, score in measure(held, words, load_scorer(arguments.out)):
            print(f"{part}, {name}: {json.dumps(score)}", flush=True)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "weights", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--width", type=int, default=48, help="how wide the states are made; 0 does without them")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--test", action="store_true", help="measure on the test part too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
