"""Plain text, JSON, JSON Lines and CSV: drafts out of a stream of bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from dateline.collect.decoding import decode
from dateline.collect.draft import Draft
from dateline.errors import InputError

MEGABYTE = 1_000_000
LONGEST_LINE = 10 * MEGABYTE
LARGEST_FILE = 50 * MEGABYTE
_KEYS = ("title", "published", "source", "url", "language")
_DELIMITERS = ",;\t"

Drafts = Iterator[Draft | InputError]


def read_whole(stream: BinaryIO, name: str) -> bytes:
    """All bytes of a stream. Raises InputError past 50 MB, or where a line is longer than 10 MB."""
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise InputError(name, f"larger than {LARGEST_FILE // MEGABYTE} MB; JSON Lines may be of any size")
    start = 0
    while len(data) - start > LONGEST_LINE:
        end = data.rfind(b"\n", start, start + LONGEST_LINE + 1)
        if end < 0:
            raise InputError(name, _TOO_LONG)
        start = end + 1
    return data


_TOO_LONG = f"a line is longer than {LONGEST_LINE // MEGABYTE} MB"


def text_drafts(stream: BinaryIO, name: str) -> Drafts:
    """The one report of a plain text."""
    yield Draft(name, decode(read_whole(stream, name), name))


def stdin_drafts(stream: BinaryIO, name: str) -> Drafts:
    """The reports of JSON Lines, if the first line is a JSON object, else the one report of a plain text."""
    data = read_whole(stream, name)
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
    looks_like_json = first.startswith(b"{") and first.rstrip().endswith(b"}")
    yield from (jsonl_drafts if looks_like_json else text_drafts)(io.BytesIO(data), name)


def json_drafts(stream: BinaryIO, name: str) -> Drafts:
    """The reports of one JSON object or a list of them; those of a list are called NAME:1, NAME:2 ..."""
    value = _parsed(decode(read_whole(stream, name), name), name)
    if not isinstance(value, list):
        yield _draft(value, name, name)
        return
    if not value:
        raise InputError(name, "the list is empty")
    for n, entry in enumerate(value, 1):
        yield _attempt(entry, f"{name}:{n}")


def jsonl_drafts(stream: BinaryIO, name: str) -> Drafts:
    """A report for each line, called by its id or NAME:LINE; a bad line gives its error and the next is read."""
    number = 0
    some = False
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            _skip_line(stream)
            yield InputError(place, _TOO_LONG)
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _line_draft(line, place)
        else:
            continue
        some = True
    if not some:
        raise InputError(name, "there is no line in it" if number else "the file is empty")


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


def _line_draft(line: bytes, place: str) -> Draft | InputError:
    try:
        return _draft(_parsed(line.decode("utf-8-sig"), place), place, place)
    except UnicodeDecodeError as error:
        return InputError(place, f"not UTF-8: byte {error.start} is 0x{line[error.start]:02x}")
    except InputError as error:
        return error


def _attempt(entry: object, place: str) -> Draft | InputError:
    try:
        return _draft(entry, place, place)
    except InputError as error:
        return error


def _parsed(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(name, f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(name, f"not JSON that can be read: {error}") from error


def _draft(entry: object, name: str, place: str) -> Draft:
    """The draft of one object, which stands at `place`. Raises InputError for a key that is missing or no text."""
    if not isinstance(entry, Mapping):
        raise InputError(place, f"not a JSON object but {type(entry).__name__}")
    if not isinstance(entry.get("text"), str):
        raise InputError(place, "key 'text' is missing" if "text" not in entry else "key 'text' is not a text")
    title, published, source, url, language = (_plain(entry, key, place) for key in _KEYS)
    own_name = _plain(entry, "id", place) or name
    return Draft(own_name, entry["text"], title, source, url, published, language=language)


def _plain(entry: Mapping[str, object], key: str, place: str) -> str | None:
    value = entry.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise InputError(place, f"key '{key}' is not a text")
    return (str(value).strip() or None) if value is not None else None


# --- CSV --------------------------------------------------------------------------------------------------


def csv_drafts(stream: BinaryIO, name: str) -> Drafts:
    """A report for each row, called by its id or NAME:LINE; the columns are the keys of JSON Lines, in any order."""
    text = decode(read_whole(stream, name), name)
    rows = _rows(text, name)
    columns = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    if "text" not in columns:
        raise InputError(name, f"no column 'text'; its columns are: {', '.join(columns)[:200] or 'none'}")
    if len(rows) == 1:
        raise InputError(name, "there is no row below the column names")
    for line, cells in rows[1:]:
        if any(cell.strip() for cell in cells):
            yield _attempt(dict(zip(columns, cells, strict=False)), f"{name}:{line}")


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The rows with the number of the line on which each starts; the delimiter is the one that the first line uses."""
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    before = csv.field_size_limit(LONGEST_LINE)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows, start = [], 1
        for cells in reader:
            rows.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        raise InputError(name, f"not CSV: {error}") from error
    finally:
        csv.field_size_limit(before)
    return rows
