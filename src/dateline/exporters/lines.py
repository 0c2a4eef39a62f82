"""JSON Lines: every row whole, one object a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from dateline.codebook import Codebook
from dateline.serial import Row, dumps


def write_lines(what: str, rows: Sequence[Row], *, codebook: Codebook, out: TextIO) -> dict[str, int]:
    """Writes the rows as they are; nothing is ever left out."""
    out.writelines(dumps(row) + "\n" for row in rows)
    return {}
