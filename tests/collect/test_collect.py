from __future__ import annotations

import errno
import hashlib
import io
import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codebook import Codebook
from dateline.collect import collect
from dateline.collect.draft import Draft, find_language, make_report, normalise
from dateline.errors import InputError
from dateline.records import Report

SENTENCE = "The army said on Monday that its soldiers had left the base near the border."


def reports(codebook: Codebook, *paths: Path, published: str | None = None) -> list[Report]:
    found = list(collect([str(path) for path in paths], codebook=codebook, published=published))
    assert all(isinstance(entry, Report) for entry in found)
    return [entry for entry in found if isinstance(entry, Report)]


def errors(codebook: Codebook, path: Path) -> list[str]:
    found = list(collect([str(path)], codebook=codebook))
    return [str(entry) for entry in found if isinstance(entry, InputError)]


def test_a_folder_is_walked_in_order_without_hidden_files_and_unknown_suffixes(
    tmp_path: Path, codebook: Codebook
) -> None:
    for name in ("b.txt", "a/z.TXT", ".hidden.txt", ".git/c.txt", "notes.md", "c.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SENTENCE)
    assert [report.name for report in reports(codebook, tmp_path)] == ["a/z.TXT", "b.txt"]


def test_a_named_file_of_unknown_suffix_is_read_as_text(tmp_path: Path, codebook: Codebook) -> None:
    (tmp_path / "report.wire").write_text(SENTENCE)
    assert reports(codebook, tmp_path / "report.wire")[0].text == SENTENCE


def test_an_empty_folder_and_a_missing_file_are_named(tmp_path: Path, codebook: Codebook) -> None:
    assert errors(codebook, tmp_path) == [f"{tmp_path}: no reports in this folder"]
    assert errors(codebook, tmp_path / "x.txt") == [f"{tmp_path / 'x.txt'}: no such file or folder"]


@contextmanager
def locked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder may not be looked into, even where the tests are run by one who may do all."""

    def scandir(path: str | os.PathLike[str]) -> Any:
        if Path(path) == folder:
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return really(path)

    really = os.scandir
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        yield


def test_a_folder_that_may_not_be_read_is_named_and_the_others_are_read(
    tmp_path: Path, codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.txt").write_text(SENTENCE)
    with locked(tmp_path / "inner", monkeypatch):
        bad, good = collect([str(tmp_path)], codebook=codebook)
    assert str(bad) == f"{tmp_path / 'inner'}: Permission denied" and isinstance(good, Report)
    with locked(tmp_path, monkeypatch):
        assert errors(codebook, tmp_path) == [f"{tmp_path}: Permission denied"]


def test_a_pipe_in_a_folder_is_passed_over_and_a_link_that_leads_nowhere_is_named(
    tmp_path: Path, codebook: Codebook
) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "none.txt")
    assert errors(codebook, tmp_path) == [f"{tmp_path / 'b.txt'}: no such file or folder"]


def test_a_bad_file_does_not_stop_the_next(tmp_path: Path, codebook: Codebook) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(SENTENCE)
    bad, good = collect([str(tmp_path)], codebook=codebook)
    assert str(bad) == "a.txt: the file is empty"
    assert isinstance(good, Report)


@pytest.mark.parametrize(
    ("given", "name"),
    [(SENTENCE, "stdin"), ('\n{"text": "Soldiers left.", "id": "one"}\n', "one"), ("{not JSON", "stdin")],
)
def test_standard_input_is_text_or_json_lines_by_its_look(
    given: str, name: str, codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    (report,) = collect(["-"], codebook=codebook)
    assert isinstance(report, Report)
    assert report.name == name


def test_a_report_keeps_its_text_but_for_line_ends_mark_and_composition(tmp_path: Path, codebook: Codebook) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffCafe\u0301\tin\u00a0Goma\r\nsecond\rthird  \n".encode())
    (report,) = reports(codebook, tmp_path)
    assert report.text == "Café\tin\u00a0Goma\nsecond\nthird  \n"
    assert report.report_id == hashlib.sha256(report.text.encode()).hexdigest()


def test_published_dates_only_what_has_no_date_of_its_own(tmp_path: Path, codebook: Codebook) -> None:
    (tmp_path / "a.txt").write_text(f"Published: 3 May 2021\n\n{SENTENCE}")
    (tmp_path / "b.txt").write_text(SENTENCE)
    own, given_by_user = (r.dating for r in reports(codebook, tmp_path, published="2020-03-17"))
    assert (own.published, own.evidence[0].header) == ("2021-05-03", None)
    assert (given_by_user.published, given_by_user.basis) == ("2020-03-17", "given")
    assert (given_by_user.evidence[0].header, given_by_user.evidence[0].quote) == ("published", "2020-03-17")


def test_a_published_argument_with_two_readings_is_refused_at_once(codebook: Codebook) -> None:
    with pytest.raises(InputError, match="not one certain date"):
        collect([], codebook=codebook, published="3/4/2020")


def test_the_language_is_found_unless_the_text_is_short_or_a_key_gives_it(codebook: Codebook) -> None:
    assert find_language(SENTENCE, codebook) == "en"
    assert find_language("Les soldats ont quitté la base située près de la frontière.", codebook) == "fr"
    assert find_language("Goma 12.", codebook) == "und"
    assert find_language("GUNNERS SHELLED THE PORT OVERNIGHT, KILLING SEVEN PEOPLE, POLICE SAID.", codebook) == "en"
    assert make_report(Draft("a", SENTENCE, language="en-GB"), codebook=codebook).language == "en"
    assert make_report(Draft("a", SENTENCE, language="sw"), codebook=codebook).language == "sw"


@given(st.text())
def test_normalising_is_done_once_and_for_all(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert "\r" not in once
    assert unicodedata.is_normalized("NFC", once)
