"""Gold standards: reports with the claims that a careful human coder takes from them, written as quotes.

    gold/<slug>/report.txt + gold.toml       one report: [report], [[claim]]
    gold/<slug>/01.txt ... + gold.toml       several: [[report]] file = "01.txt"; each [[claim]] names its file

A claim has `words` (the passage whose trigger makes it), `types` (any of them is right), and may have `class`,
`optional` and any of FIELDS; a field that is not there is not scored.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dateline.errors import GoldError
from dateline.records import TOLLS
from dateline.serial import FIELDS as CLAIM_FIELDS

FIELDS = ("factuality", "occurred_as_of", *CLAIM_FIELDS)
_TEXTS = ("types", "class", "factuality", "actors", "recipients", "weapon", "attribution", "cause")
_SHAPES: Mapping[str, tuple[type, ...]] = {
    "words": (str,), "trigger": (str,), "occurred": (list,), "occurred_as_of": (str, date),
    **dict.fromkeys(_TEXTS, (str, list)), **dict.fromkeys(("place", "origin", "destination"), (str, dict)),
    **dict.fromkeys(("site", *TOLLS, "strength", "number"), (dict,)),
}  # fmt: skip
_OTHER = {"id", "file", "words", "trigger", "types", "class", "optional", "incident", "note"}


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One claim to be found; an optional one is neither missed nor spurious. `fields` holds what is scored of it.

    `trigger` are those of its `words` that name the event, and empty where the coder did not mark them.
    """

    id: str
    words: str
    trigger: str
    types: tuple[str, ...]
    classes: tuple[str, ...]
    optional: bool
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One report with its claims; `header` may give `published` and `published_basis`, `path` its file."""

    name: str
    path: Path | None
    header: Mapping[str, Any]
    claims: tuple[GoldClaim, ...]


def load_gold(path: Path) -> list[GoldReport]:
    """The gold reports in a folder, in the folders under it, or of one gold.toml. Raises GoldError, naming the file."""
    if not path.exists():
        raise GoldError(f"{path}: no such file or folder")
    if path.is_file():
        return _gold_set(path)
    files = [path / "gold.toml"] if (path / "gold.toml").is_file() else sorted(path.glob("**/gold.toml"))
    if not files:
        raise GoldError(f"{path}: no gold.toml in it")
    return [report for file in files for report in _gold_set(file)]


def gold_claim(table: Mapping[str, Any], *, ident: str, where: str) -> GoldClaim:
    """The gold claim of a TOML table. Raises GoldError where words or types are missing, a key or its kind is wrong."""
    for key in ("words", "types"):
        if not table.get(key):
            raise GoldError(f"{where}: claim {ident}: key '{key}' is missing")
    for key in table.keys() - set(FIELDS) - _OTHER:
        raise GoldError(f"{where}: claim {ident}: key '{key}' is not known")
    for key, value in table.items():
        if key in _SHAPES and not _has_shape(key, value):
            raise GoldError(f"{where}: claim {ident}: key '{key}' is {value!r}, which is of the wrong kind")
    return GoldClaim(
        id=ident,
        words=table["words"],
        trigger=table.get("trigger", ""),
        types=tuple(listed(table["types"])),
        classes=tuple(listed(table.get("class", "event"))),
        optional=bool(table.get("optional")),
        fields={key: table[key] for key in FIELDS if key in table},
    )


def _has_shape(key: str, value: Any) -> bool:
    """Whether a value is of a kind that its key may have; an interval has two ends."""
    parts = value if isinstance(value, list) else ()
    sound = isinstance(value, _SHAPES[key]) and all(isinstance(part, str | list | date) for part in parts)
    return sound and (key != "occurred" or len(parts) == 2)


def listed(value: Any) -> list[Any]:
    """A list as it is, null as an empty list, anything else as a list of one."""
    if value is None:
        return []
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]


def _gold_set(file: Path) -> list[GoldReport]:
    try:
        table = tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GoldError(f"{file}: {error}") from error
    for key in ("report", "claim"):
        if not all(isinstance(entry, Mapping) for entry in listed(table.get(key))):
            raise GoldError(f"{file}: key '{key}' is no table")
    headers = {header.get("file", "report.txt"): header for header in listed(table.get("report", {}))}
    claims: dict[str, list[GoldClaim]] = {name: [] for name in headers}
    for number, entry in enumerate(listed(table.get("claim")), 1):
        ident = str(entry.get("id", f"claim-{number}"))
        home = entry.get("file", next(iter(headers)) if len(headers) == 1 else None)
        if home not in claims:
            raise GoldError(f"{file}: claim {ident}: key 'file' names no report of this set")
        claims[home].append(gold_claim(entry, ident=ident, where=str(file)))
    return [_gold_report(file, name, header, claims[name]) for name, header in headers.items()]


def _gold_report(file: Path, name: str, header: Mapping[str, Any], claims: Sequence[GoldClaim]) -> GoldReport:
    path = file.parent / name
    if not path.is_file():
        raise GoldError(f"{file}: {name}: no such file")
    return GoldReport(f"{file.resolve().parent.name}/{name}", path, header, tuple(claims))
