"""An act told again adds to the first claim; another act does not."""

from __future__ import annotations

import pytest

from tests.conftest import Coding, toll

AGAIN = [
    "Gunmen attacked a village near Djibo on Sunday. The attack killed nine people.",
    "Gunmen attacked a village near Djibo. Nine people were killed.",
]
APART = [
    "Gunmen attacked a village near Djibo on Sunday. Another attack killed nine people in Dori.",
    "Gunmen attacked a village near Djibo. The attack in Dori killed nine people.",
]


@pytest.mark.parametrize("text", AGAIN)
def test_what_points_back_adds_its_toll_to_the_act(code: Coding, text: str) -> None:
    (claim,) = code(text)
    assert toll(claim.killed) == [(9, 9)]


@pytest.mark.parametrize("text", APART)
def test_another_act_or_another_place_is_a_claim_of_its_own(code: Coding, text: str) -> None:
    first, second = code(text)
    assert (toll(first.killed), toll(second.killed)) == ([], [(9, 9)])
