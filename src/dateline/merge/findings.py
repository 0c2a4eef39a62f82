"""What one comparison of two claims found: points for or against one occurrence, and the words that say why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Points for (or, below nought, against) two claims being of one occurrence; `apart`: they cannot be."""

    points: float
    words: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """All findings on a pair of claims: their sum, whether any of them keeps the two apart, and the words."""

    score: float
    apart: bool
    findings: tuple[Finding, ...]

    @property
    def reason(self) -> str:
        """The findings in words, those that count most first."""
        telling = sorted((f for f in self.findings if f.words), key=lambda f: -f.points)
        return ", ".join(dict.fromkeys(finding.words for finding in telling))


NOTHING = Finding(0.0, "")


def sum_up(findings: Sequence[Finding]) -> Likeness:
    """The likeness that findings add up to."""
    kept = tuple(finding for finding in findings if finding is not NOTHING)
    return Likeness(sum(finding.points for finding in kept), any(finding.apart for finding in kept), kept)
