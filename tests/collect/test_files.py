from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator

import pytest

from dateline.collect.draft import Draft
from dateline.collect.files import (
    LARGEST_FILE,
    LONGEST_LINE,
    csv_drafts,
    json_drafts,
    jsonl_drafts,
    text_drafts,
)
from dateline.errors import InputError

Reader = Callable[[io.BytesIO, str], Iterator[Draft | InputError]]


def read(reader: Reader, data: bytes | str) -> list[str]:
    """What a reader yields, as `name: text` of drafts and as the text of errors, raised ones last."""
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    seen = []
    try:
        for entry in reader(stream, "in"):
            seen.append(f"{entry.name}: {entry.text}" if isinstance(entry, Draft) else f"! {entry}")
    except InputError as error:
        seen.append(f"! {error}")
    return seen


# --- plain text -------------------------------------------------------------------------------------------


def test_a_file_past_fifty_megabytes_is_refused() -> None:
    assert read(text_drafts, b"a\n" * (LARGEST_FILE // 2 + 1)) == [
        "! in: larger than 50 MB; JSON Lines may be of any size"
    ]


def test_a_line_past_ten_megabytes_is_refused_wherever_it_stands() -> None:
    long = b"a" * (LONGEST_LINE + 1)
    assert read(text_drafts, b"first\n" + long) == ["! in: a line is longer than 10 MB"]
    assert read(text_drafts, long[1:] + b"\n") == [f"in: {'a' * LONGEST_LINE}\n"]


# --- JSON Lines -------------------------------------------------------------------------------------------


def test_every_key_of_a_line_is_taken() -> None:
    line = {
        "text": "Soldiers left.", "id": "r1", "title": "T", "published": "2020-03-17", "source": "S",
        "url": "https://s.example/1", "language": "en", "unknown": [1],
    }  # fmt: skip
    (draft,) = jsonl_drafts(io.BytesIO(json.dumps(line).encode()), "in")
    assert draft == Draft("r1", "Soldiers left.", "T", "S", "https://s.example/1", "2020-03-17", "given", "en")


def test_a_bad_line_is_named_by_its_number_and_the_others_are_read() -> None:
    lines = ['{"text": "one", "id": 7}', "nonsense", "", '{"title": "x"}', '{"text": 5}', "[1]", '{"text": "two"}']
    assert read(jsonl_drafts, "\n".join(lines)) == [
        "7: one",
        "! in:2: not JSON: Expecting value at line 1, column 1",
        "! in:4: key 'text' is missing",
        "! in:5: key 'text' is not a text",
        "! in:6: not a JSON object but list",
        "in:7: two",
    ]


def test_a_line_too_long_is_passed_over_whole() -> None:
    data = b'{"text": "' + b"a" * (2 * LONGEST_LINE) + b'"}\n{"text": "next"}'
    assert read(jsonl_drafts, data) == ["! in:1: a line is longer than 10 MB", "in:2: next"]


@pytest.mark.parametrize("line", ["[" * 100_000, '{"text": ' + "9" * 5_000 + "}", '{"text": "a", "url": {}}'])
def test_hostile_json_is_an_error_and_no_crash(line: str) -> None:
    assert [entry[:2] for entry in read(jsonl_drafts, line)] == ["! "]


def test_a_line_that_is_not_utf_8_is_named() -> None:
    assert read(jsonl_drafts, b'{"text": "\xff"}') == ["! in:1: not UTF-8: byte 10 is 0xff"]


def test_a_file_without_lines_is_an_error() -> None:
    assert read(jsonl_drafts, b"") == ["! in: the file is empty"]
    assert read(jsonl_drafts, b"\n\n") == ["! in: there is no line in it"]


# --- JSON -------------------------------------------------------------------------------------------------


def test_json_is_one_report_or_a_list() -> None:
    assert read(json_drafts, '{"text": "one"}') == ["in: one"]
    assert read(json_drafts, '[{"text": "one"}, {"text": "two", "id": "b"}, 3]') == [
        "in:1: one",
        "b: two",
        "! in:3: not a JSON object but int",
    ]
    assert read(json_drafts, "[]") == ["! in: the list is empty"]


# --- CSV --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_with_the_delimiter_of_its_first_line(delimiter: str) -> None:
    rows = [["ID", "Text", "published"], ["1", '"One\n""line"""', "2020-03-17"], ["", "", ""], ["", "Two", ""]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert read(csv_drafts, text) == ['1: One\n"line"', "in:5: Two"]


def test_csv_without_a_text_column_names_the_columns_it_has() -> None:
    assert read(csv_drafts, "a,b\n1,2") == ["! in: no column 'text'; its columns are: a, b"]
    assert read(csv_drafts, "text\n") == ["! in: there is no row below the column names"]


def test_a_csv_cell_may_be_longer_than_the_reader_of_python_allows() -> None:
    assert read(csv_drafts, "text\n" + "w " * 100_000) == ["in:2: " + "w " * 100_000]
