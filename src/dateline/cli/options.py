"""Arguments that several commands share, and what they open."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dateline.codebook import Codebook
    from dateline.store import Store

FOLDER = "codebook_folder"
GAZETTEER = "gazetteer_file"
SHIPPED_NAME = "shipped"
MOST_JOBS = 4  # each has its own engine in memory

StoreFile = Annotated[Path, typer.Option("--store", metavar="FILE", help="The store file.")]
CodebookFolder = Annotated[
    Path | None,
    typer.Option("--codebook", metavar="DIR", help="A codebook folder, or core; else the store's, else core."),
]
GazetteerFile = Annotated[
    Path | None,
    typer.Option("--gazetteer", metavar="FILE", help="A gazetteer file, or shipped; else the store's, else shipped."),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The publication date of reports that do not tell it, as 2020-03-17."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line instead of a table.")]
Jobs = Annotated[int, typer.Option(min=1, help="Processes that code side by side.")]
DEFAULT_STORE = Path("dateline.db")


def open_codebook(folder: Path | None, store: Store | None = None) -> Codebook:
    """The codebook of a folder; without one, that with which the store was last coded, else the core codebook.

    Raises CodebookError where it cannot be read, and where the store's is no longer there.
    """
    from dateline.codebook import CORE, load_codebook
    from dateline.errors import CodebookError

    used = store.remembered(FOLDER) if store else None
    home = folder or Path(used or "core")
    if str(home) == "core" and not home.is_dir():
        home = CORE
    if not home.is_dir():
        raise CodebookError(f"{home}: no such codebook folder; name one with --codebook DIR")
    return load_codebook(home)


def gazetteer_file(file: Path | None, store: Store | None = None) -> Path | None:
    """The gazetteer of a file; without one, that with which the store was last coded; None for the shipped one.

    Raises GazetteerError where it is not there.
    """
    from dateline.errors import GazetteerError

    used = store.remembered(GAZETTEER) if store else None
    chosen = file or Path(used or SHIPPED_NAME)
    if chosen.is_file():
        return chosen.resolve()
    if str(chosen) != SHIPPED_NAME:
        raise GazetteerError(f"{chosen}: no such gazetteer; name one with --gazetteer FILE, or --gazetteer shipped")
    return None


def default_jobs() -> int:
    """As many processes as there are processors, up to MOST_JOBS."""
    return max(1, min(MOST_JOBS, os.cpu_count() or 1))
