"""A running average of a network's weights: it generalises better than the last step's."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

EVERY = 4


class Average:
    """The average so far; `share` is how much of it an update keeps. An update is made every EVERY steps."""

    def __init__(self, network: nn.Module, share: float) -> None:
        self._live = [p for p in network.parameters() if p.requires_grad]
        self._names = [name for name, p in network.named_parameters() if p.requires_grad]
        self._mean = [p.detach().clone() for p in self._live]
        self._share = share
        self._steps = 0

    def step(self) -> None:
        """Count a step of training; early averages keep less, so that they forget where training began."""
        self._steps += 1
        if self._steps % EVERY == 0:
            share = min(self._share, (1 + self._steps / EVERY) / (10 + self._steps / EVERY))
            torch._foreach_lerp_(self._mean, [p.detach() for p in self._live], 1 - share)

    def state(self) -> dict[str, Tensor]:
        """The averaged weights by name."""
        return dict(zip(self._names, self._mean, strict=True))

    def load(self, given: dict[str, Tensor], steps: int) -> None:
        """Go on from weights that `state` gave after so many steps."""
        for name, mean in zip(self._names, self._mean, strict=True):
            mean.copy_(given[name])
        self._steps = steps


def finished(work: Path) -> dict[str, Tensor]:
    """The averaged weights in the last checkpoint of a training's work folder: those to ship, or to go on from."""
    weights: dict[str, Tensor] = torch.load(work / "last.pt", weights_only=True)["average"]
    return weights
