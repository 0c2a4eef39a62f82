"""Words that count acts are tallies, never events."""

from __future__ import annotations

import pytest

from tests.conftest import Coding

CASES = [
    ("It was the 12th attack on Goma this year.", "tally", 12),
    ("The third such attack hit Goma on Monday.", "tally", 3),
    ("Rebels shelled Goma nine times since January 2022.", "tally", 9),
    ("Gunmen have killed 300 people in Jos since January 2022.", "tally", None),
    ("Shelling has killed 31 people in Sumy since Monday.", "tally", None),
    ("Clashes have killed 140 people in Darfur.", "tally", None),
    ("Border police have detained 900 people at Edirne since January.", "tally", None),
    ("The rebels have killed two guards at Kidal.", "event", None),
    ("Attacks on Goma have increased this year.", "tally", None),
    ("A spike in rocket attacks hit Sirte.", "tally", None),
    ("The second attack killed nine people in Goma on Monday.", "event", None),
    ("Rebels fired 12 rockets at Sirte.", "event", 12),
]


@pytest.mark.parametrize(("text", "claim_class", "number"), CASES)
def test_counted_acts_are_a_tally_with_its_number(
    code: Coding, text: str, claim_class: str, number: int | None
) -> None:
    (claim,) = code(text)
    assert claim.claim_class == claim_class
    assert (claim.number.value.low if claim.number else None) == number
