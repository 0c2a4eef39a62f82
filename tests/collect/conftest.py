from __future__ import annotations

import tomllib

import pytest

from dateline.codebook import CORE, Codebook


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """A codebook of English words for headers and dates, and nothing else."""
    folder = CORE / "languages" / "en"
    english = {name: tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in ("times", "zones")}
    return Codebook("test", "1", "0", {}, {"en": english}, (), (), (), (), (), ())
