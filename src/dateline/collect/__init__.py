"""Reports out of files, folders and standard input; what cannot be read comes as an error beside the reports."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from dateline.codebook import Codebook
from dateline.collect.draft import Draft, make_report
from dateline.collect.files import csv_drafts, json_drafts, jsonl_drafts, stdin_drafts, text_drafts
from dateline.collect.html import html_drafts
from dateline.dates import parse_date
from dateline.errors import InputError
from dateline.masthead import header_words
from dateline.records import Report

Collector = Callable[[BinaryIO, str], Iterator[Draft | InputError]]

STDIN = "-"
COLLECTORS: Mapping[str, Collector] = {
    ".txt": text_drafts,
    ".html": html_drafts,
    ".htm": html_drafts,
    ".json": json_drafts,
    ".jsonl": jsonl_drafts,
    ".csv": csv_drafts,
}


def collect(
    locations: Sequence[str], *, codebook: Codebook, published: str | None = None
) -> Iterator[Report | InputError]:
    """The reports of files, folders and "-" (standard input), in order; each bad input as the error that names it.

    Folders are walked in the order of their names; hidden files and unknown suffixes in them are passed over. A named
    file of unknown suffix is read as plain text. `published` dates reports that say nothing about it; raises
    InputError at once where it is not one certain date.
    """
    if published is not None and parse_date(published, months=header_words(codebook).months) is None:
        raise InputError("published", f"'{published}' is not one certain date; write it as 2020-03-17")
    return _reports(locations, codebook, published)


def _reports(locations: Sequence[str], codebook: Codebook, published: str | None) -> Iterator[Report | InputError]:
    for location in locations:
        for draft in _drafts(location):
            if isinstance(draft, InputError):
                yield draft
                continue
            try:
                yield make_report(draft, codebook=codebook, published=published)
            except InputError as error:
                yield error


def _drafts(location: str) -> Iterator[Draft | InputError]:
    path = Path(location)
    if location == STDIN:
        yield from _guarded(stdin_drafts, sys.stdin.buffer, "stdin")
    elif path.is_dir():
        yield from _folder(path)
    else:
        yield from _file(path, path.name)


def _folder(folder: Path) -> Iterator[Draft | InputError]:
    barred: list[OSError] = []
    names = sorted(_names(folder, barred.append))
    for error in barred:
        yield InputError(str(error.filename), error.strerror or str(error))
    if not names and not barred:
        yield InputError(str(folder), "no reports in this folder")
    for name in names:
        yield from _file(folder / name, name)


def _names(folder: Path, barred: Callable[[OSError], None]) -> Iterator[str]:
    """The paths of the files in a folder that can be read as reports; `barred` is told of folders that are locked."""
    for home, folders, files in os.walk(folder, onerror=barred):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(home, name) for name in files if not name.startswith(".")):
            if path.suffix.lower() in COLLECTORS and not _is_special(path):
                yield path.relative_to(folder).as_posix()


def _is_special(path: Path) -> bool:
    """Whether a file is a pipe, a device or the like, which might never end; of one that is locked, reading tells."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _file(path: Path, name: str) -> Iterator[Draft | InputError]:
    try:
        with path.open("rb") as stream:
            yield from _guarded(COLLECTORS.get(path.suffix.lower(), text_drafts), stream, name)
    except FileNotFoundError:
        yield InputError(str(path), "no such file or folder")
    except OSError as error:
        yield InputError(str(path), error.strerror or str(error))


def _guarded(collector: Collector, stream: BinaryIO, name: str) -> Iterator[Draft | InputError]:
    try:
        yield from collector(stream, name)
    except InputError as error:
        yield error
