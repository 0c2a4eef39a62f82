"""The network: the encoder, and heads for tags, lemmas, entities, trees, predicates with roles, events, factuality."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from dateline.language.model import FARTHEST

from .encoder import HIDDEN_SCORE, WIDTH, Encoder, RowDropout

ARC_WIDTH, RELATION_WIDTH = 256, 96
ENTITY_WIDTH, EVENT_WIDTH, CLAIM_WIDTH, FACT_WIDTH, PAIR_WIDTH = 128, 128, 128, 64, 128
HEAD_DROPOUT = 0.25
SLOPE = 0.1


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many classes each head tells apart."""

    upos: int
    lemma: int
    relation: int
    entity: int
    role: int
    event: int
    argument: int
    claim: int
    part: int


@dataclass(frozen=True, slots=True)
class Tags:
    """Scores of each word's classes, and its degree of factuality."""

    upos: Tensor
    lemma: Tensor
    entity: Tensor
    predicate: Tensor
    event: Tensor
    factuality: Tensor
    claim: Tensor


class PairTagger(nn.Module):
    """What each word of a sentence is to one predicate, trigger or claim of it.

    A word and a predicate meet as a sum, as a product feature by feature, and in their distance; a look at the
    neighbours to both sides then lets spans hang together.
    """

    def __init__(self, roles: int, arguments: int, parts: int) -> None:
        super().__init__()
        self.word = nn.Linear(WIDTH, 2 * PAIR_WIDTH)
        self.predicate = nn.Linear(WIDTH, 2 * PAIR_WIDTH)
        self.distance = nn.Embedding(2 * FARTHEST + 1, PAIR_WIDTH)
        self.around = nn.Linear(3 * PAIR_WIDTH, PAIR_WIDTH)
        self.role = nn.Linear(PAIR_WIDTH, roles)
        self.argument = nn.Linear(PAIR_WIDTH, arguments)
        self.part = nn.Linear(PAIR_WIDTH, parts)
        self.dropout = RowDropout(HEAD_DROPOUT)

    def forward(self, states: Tensor, real: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of the tags of roles, arguments and parts, a row a pair, a column a word; padding is no neighbour."""
        dropped = self.dropout(states)
        rows, places = pairs[:, 0], pairs[:, 1]
        word = self.word(dropped)[rows]
        predicate = self.predicate(dropped)[rows, places][:, None]
        met = _halves_meet(word, predicate) + self.distance(self._distances(states.shape[1], places))
        met = self.dropout(functional.leaky_relu(met, SLOPE)) * real[rows][:, :, None]
        blank = torch.zeros_like(met[:, :1])
        before, after = torch.cat([blank, met[:, :-1]], 1), torch.cat([met[:, 1:], blank], 1)
        around = functional.leaky_relu(self.around(torch.cat([before, met, after], 2)), SLOPE)
        found = met + self.dropout(around)
        return self.role(found), self.argument(found), self.part(found)

    def _distances(self, words: int, places: Tensor) -> Tensor:
        away = torch.arange(words)[None] - places[:, None]
        return away.clamp(-FARTHEST, FARTHEST) + FARTHEST


def _halves_meet(word: Tensor, predicate: Tensor) -> Tensor:
    """The sum of the first halves and the product of the second."""
    return word[..., :PAIR_WIDTH] + predicate[..., :PAIR_WIDTH] + word[..., PAIR_WIDTH:] * predicate[..., PAIR_WIDTH:]


class Network(nn.Module):
    """Encoder and heads; the word in place 0 of each row is CLS and stands for the root."""

    def __init__(self, sizes: Sizes, vocabulary: int = 30522) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary)
        self.upos = nn.Linear(WIDTH, sizes.upos)
        self.lemma = nn.Linear(WIDTH, sizes.lemma)
        self.entity_inner = nn.Linear(WIDTH, ENTITY_WIDTH)
        self.entity = nn.Linear(ENTITY_WIDTH, sizes.entity)
        self.event_inner = nn.Linear(WIDTH, EVENT_WIDTH)
        self.event = nn.Linear(EVENT_WIDTH, sizes.event)
        self.claim_inner = nn.Linear(WIDTH, CLAIM_WIDTH)
        self.claim = nn.Linear(CLAIM_WIDTH, sizes.claim)
        self.fact_inner = nn.Linear(WIDTH, FACT_WIDTH)
        self.fact = nn.Linear(FACT_WIDTH, 1)
        self.predicate = nn.Linear(WIDTH, 2)
        self.pair = PairTagger(sizes.role, sizes.argument, sizes.part)
        self.arc_word = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc_head = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc = nn.Parameter(torch.zeros(ARC_WIDTH, ARC_WIDTH))
        self.arc_bias = nn.Parameter(torch.zeros(ARC_WIDTH))
        self.relation_word = nn.Linear(WIDTH, RELATION_WIDTH)
        self.relation_head = nn.Linear(WIDTH, RELATION_WIDTH)
        self.relation = nn.Parameter(torch.zeros(sizes.relation, RELATION_WIDTH + 1, RELATION_WIDTH + 1))
        self.dropout = RowDropout(HEAD_DROPOUT)
        nn.init.xavier_uniform_(self.arc)
        for matrix in self.relation.data:
            nn.init.xavier_uniform_(matrix)

    def states(self, pieces: Tensor, cases: Tensor, firsts: Tensor) -> Tensor:
        """One state per word, taken at its first piece; place 0 is CLS."""
        mixed = self.encoder(pieces, cases)
        return torch.gather(mixed, 1, firsts[:, :, None].expand(-1, -1, WIDTH))

    def tags(self, states: Tensor) -> Tags:
        """All that is said of each word by itself."""
        dropped = self.dropout(states)
        return Tags(
            upos=self.upos(dropped),
            lemma=self.lemma(dropped),
            entity=self.entity(self._narrow(self.entity_inner, states)),
            predicate=self.predicate(dropped),
            event=self.event(self._narrow(self.event_inner, states)),
            factuality=self.fact(self._narrow(self.fact_inner, states))[..., 0],
            claim=self.claim(self._narrow(self.claim_inner, states)),
        )

    def arcs(self, states: Tensor, real: Tensor) -> Tensor:
        """Score of every word (second axis) under every head (third axis); padding is hidden."""
        word = self._narrow(self.arc_word, states)
        head = self._narrow(self.arc_head, states)
        scores = word @ self.arc @ head.transpose(1, 2) + (head @ self.arc_bias)[:, None, :]
        return scores.float().masked_fill(~real[:, None, :], HIDDEN_SCORE)

    def relations(self, states: Tensor, heads: Tensor) -> Tensor:
        """Scores of the relations of every word to the head given for it."""
        word = _with_one(self._narrow(self.relation_word, states))
        head = _with_one(self._narrow(self.relation_head, states))
        chosen = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, head.shape[2]))
        width = RELATION_WIDTH + 1
        flat = self.relation.permute(1, 0, 2).reshape(width, -1)
        halves = (word @ flat).view(*word.shape[:2], -1, width)
        return (halves @ chosen[:, :, :, None]).squeeze(3)

    def _narrow(self, layer: nn.Linear, states: Tensor) -> Tensor:
        result: Tensor = self.dropout(functional.leaky_relu(layer(self.dropout(states)), SLOPE))
        return result


def _with_one(values: Tensor) -> Tensor:
    return torch.cat([values, torch.ones_like(values[:, :, :1])], dim=2)
