"""Every designation of a weapon in the core codebook is known in a plain sentence, as a whole and with its kind."""

from __future__ import annotations

import pytest

from dateline.codebook import Codebook, load_codebook
from dateline.records import Weapon
from tests.conftest import Reader

KINDS = [weapon.kind for weapon in load_codebook().weapons if weapon.names]


@pytest.mark.parametrize("kind", KINDS)
def test_each_designation_is_found_with_its_kind(kind: str, codebook: Codebook, reading_of: Reader) -> None:
    names = next(weapon.names for weapon in codebook.weapons if weapon.kind == kind)
    text = "\n\n".join(f"Officers showed the {name} to the visitors." for name in names)
    mentions = [(m.evidence.quote, m.value) for m in reading_of(text).mentions if isinstance(m.value, Weapon)]
    found = {quote for quote, weapon in mentions if weapon.kind == kind}
    assert [name for name in names if name not in found] == []


def test_a_designation_stands_for_one_kind(codebook: Codebook) -> None:
    names = [name.casefold().replace("-", " ") for weapon in codebook.weapons for name in weapon.names]
    assert len(names) >= 250
    assert sorted({name for name in names if names.count(name) > 1}) == []
