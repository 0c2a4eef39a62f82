"""Coders: functions from a reading and a codebook to claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dateline.codebook import Codebook
from dateline.coders import clause
from dateline.records import Claim, Reading

Coder = Callable[[Reading, Codebook], Iterable[Claim]]

CODERS: Mapping[str, Coder] = {clause.NAME: clause.code}
VERSIONS: Mapping[str, str] = {clause.NAME: clause.VERSION}
