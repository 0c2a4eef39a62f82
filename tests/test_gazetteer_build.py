"""A larger gazetteer from a dump of GeoNames: through the command, into a real file, and into what is read and coded.

All rows of these dumps are invented but for those of Ramadi and Mosul, which the shipped gazetteer has too.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app
from dateline.codebook import load_codebook
from dateline.gazetteer import KINDS, SHIPPED, Entry, open_gazetteer
from dateline.gazetteer_build import build
from dateline.gazetteer_build.dump import read_features

TEXT = "Published: 12 May 2023\n\nGunmen attacked the Iraqi village of Zarqubad on Thursday, killing two farmers.\n"


def cli(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def row(
    ident: int, name: str, feature: str = "P.PPL", *, lat: float = 33.3, lon: float = 43.1, others: str = "",
    country: str = "IQ", area: str = "01", people: int = 0,
) -> str:  # fmt: skip
    group, code = feature.split(".")
    cells = [ident, name, name, others, lat, lon, group, code, country, "", area, "", "", "", people]
    return "\t".join(map(str, [*cells, "", 40, "Asia/Baghdad", "2020-01-01"]))


RAMADI = row(95788, "Ramadi", lat=33.42, lon=43.3, people=223_500)
ROWS = [
    RAMADI,
    row(99000001, "Zarqubad", others="Zarkubad,زرقباد,zarqubad old,ZQB", people=310),
    row(99000002, "Old Zarqubad", "P.PPLQ"),
    row(99000003, "Nahr Zarqubad", "H.STM"),
    row(99000004, "Camp Zarqan", "L.MILB", lat=33.0),
    row(99000005, "Zarqubad", "S.PRN"),
    row(99000006, "Zarqubad Prison", "S.PRN"),
    row(99000007, "Al Asad Air Base", "S.AIRB", lat=33.7856, lon=42.4412),
    row(99000008, "Nowhere Village", country="YU"),
    row(99000009, "Mosul", lat=30.0, lon=47.0, people=70_000),
    *(row(99000010 + n, "Zarq Bridge", "S.BDG", lat=31.0 + n) for n in range(3)),
]


def write_dump(path: Path, *rows: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped gazetteer with the places of ROWS that it lacks."""
    folder = tmp_path_factory.mktemp("large")
    dump, out = write_dump(folder / "IQ.txt", *ROWS), folder / "large.sqlite"
    result = cli("gazetteer", "build", "--geonames", dump, "--out", out)
    assert result.exit_code == 0 and "1 airfield" not in result.stderr, result.output
    assert "2 sites, 2 towns more; 2 places of the dump it had already" in result.stderr
    return out


def write_copy(folder: Path, large: Path) -> Path:
    return Path(shutil.copy(large, folder / "old.sqlite"))


def found(path: Path, name: str) -> tuple[Entry, ...]:
    return open_gazetteer(path).lookup(name)


def table(path: Path, sql: str) -> list[Any]:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True).execute(sql).fetchall()


# --- what comes in --------------------------------------------------------------------------------------------------


def test_a_village_comes_in_with_its_names_and_its_division(large: Path) -> None:
    (entry,) = found(large, "Zarkubad")
    assert (entry.id, entry.name, entry.country, entry.kind) == ("geonames:99000001", "Zarqubad", "IRQ", "town")
    assert (entry.lat, entry.lon, entry.population, entry.admin1) == (33.3, 43.1, 310, "Al-Anbar")
    assert found(large, "ZQB") == ()


def test_a_facility_comes_in_by_the_kind_of_the_table(large: Path) -> None:
    assert [(entry.id, entry.kind) for entry in found(large, "Camp Zarqan")] == [("geonames:99000004", "site")]


@pytest.mark.parametrize("name", ["Old Zarqubad", "Nahr Zarqubad", "Nowhere Village", "Zarq Bridge"])
def test_what_is_abandoned_or_of_another_kind_or_generic_stays_out(large: Path, name: str) -> None:
    assert found(large, name) == ()


def test_a_facility_does_not_answer_to_the_name_of_a_town(large: Path) -> None:
    assert [entry.id for entry in found(large, "Zarqubad")] == ["geonames:99000001"]
    assert [entry.id for entry in found(large, "Zarqubad Prison")] == ["geonames:99000006"]


def test_what_the_shipped_gazetteer_has_stays_as_it_was(large: Path) -> None:
    for name in ("Ramadi", "Al Asad Air Base", "Donbas", "San José", "Iraq"):
        assert found(large, name) == found(SHIPPED, name) != ()
    shipped = table(SHIPPED, "SELECT * FROM places ORDER BY id")
    assert table(large, f"SELECT * FROM places WHERE id < {len(shipped)} ORDER BY id") == shipped
    for sql in ("SELECT * FROM borders", "SELECT * FROM divisions"):
        assert table(large, sql) == table(SHIPPED, sql)


def test_a_name_that_both_have_leads_to_both_the_bigger_first(large: Path) -> None:
    before, after = found(SHIPPED, "Mosul"), found(large, "Mosul")
    assert {entry.id for entry in after} == {entry.id for entry in before} | {"geonames:99000009"}
    assert [entry.population for entry in after] == sorted((entry.population for entry in after), reverse=True)


def test_the_same_dump_gives_the_same_bytes_packed_or_not(tmp_path: Path, large: Path) -> None:
    with zipfile.ZipFile(tmp_path / "IQ.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "columns: geonameid, name")
        archive.write(write_dump(tmp_path / "rows", *ROWS), "IQ.txt")
    out = write_copy(tmp_path, SHIPPED)
    assert cli("gazetteer", "build", "--geonames", tmp_path / "IQ.zip", "--out", out).exit_code == 0
    assert out.read_bytes() == large.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["IQ.zip", "old.sqlite", "rows"]


def test_the_table_names_kinds_of_the_gazetteer() -> None:
    features = read_features()
    assert {feature.kind for feature in features.values()} <= set(KINDS)
    assert "P.PPL" in features and "S.AIRB" in features and "P.PPLQ" not in features


# --- what is no dump ------------------------------------------------------------------------------------------------


def test_lines_that_cannot_be_read_are_counted_and_the_first_is_told(tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "IQ.txt", *ROWS, "99000020\tcut off", row(99000021, "Far", lat=133.0), ROWS[1])
    result = cli("gazetteer", "build", "--geonames", dump, "--out", tmp_path / "a.sqlite")
    assert result.exit_code == 1
    assert f"2 lines; the first is {dump}, line {len(ROWS) + 1}: 2 columns" in result.stderr
    assert found(tmp_path / "a.sqlite", "Zarqubad")


def test_headings_empty_lines_and_a_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    dump = tmp_path / "IQ.txt"
    headings = "geonameid\t" + "\t".join(f"column {number}" for number in range(2, 20))
    dump.write_text("\n".join([headings, *ROWS[:2], "", ROWS[4], "\n"]), encoding="utf-8-sig")
    result = cli("gazetteer", "build", "--geonames", dump, "--out", tmp_path / "out.sqlite")
    assert result.exit_code == 0, result.stderr
    assert "1 site, 1 town more" in result.stderr


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"iso,name\nIQ,Iraq\n", "line 1: 1 columns"),
        (b"95788\tRamadi\ten\n" * 300, "line 1: 3 columns"),
        (bytes(range(256)) * 40_000, "line 1"),
        (b"PK\x03\x04 the first half of a zip file", "line 1"),
    ],
)
def test_a_file_that_is_no_dump_is_refused_with_its_name_and_the_reason(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    (tmp_path / "wrong.txt").write_bytes(data)
    result = cli("gazetteer", "build", "--geonames", tmp_path / "wrong.txt", "--out", tmp_path / "a.sqlite")
    assert result.exit_code == 2 and f"wrong.txt: no dump of GeoNames: {reason}" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["wrong.txt"]


def test_a_zip_file_that_is_damaged_or_holds_no_dump_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "IQ.zip", "w") as archive:
        archive.writestr("IQ.csv", "nothing of the kind")
    (tmp_path / "cut.zip").write_bytes((tmp_path / "IQ.zip").read_bytes()[:60])
    for name, reason in (
        ("IQ.zip", "it should hold IQ.txt"),
        ("cut.zip", "cannot be unpacked"),
        ("none.zip", "no such"),
    ):
        result = cli("gazetteer", "build", "--geonames", tmp_path / name, "--out", tmp_path / "a.sqlite")
        assert result.exit_code == 2 and name in result.stderr and reason in result.stderr


@pytest.mark.parametrize("out", ["notes.txt", "IQ.txt", "none/a.sqlite"])
def test_nothing_but_a_gazetteer_is_overwritten(tmp_path: Path, out: str) -> None:
    (tmp_path / "notes.txt").write_text("notes")
    dump = write_dump(tmp_path / "IQ.txt", *ROWS)
    result = cli("gazetteer", "build", "--geonames", dump, "--out", tmp_path / out)
    assert result.exit_code == 2 and ("not overwritten" in result.stderr or "no such folder" in result.stderr)
    assert (tmp_path / "notes.txt").read_text() == "notes" and dump.read_text().startswith(RAMADI)
    assert cli("gazetteer", "build", "--geonames", dump, "--out", SHIPPED).exit_code == 2


def test_a_build_that_is_interrupted_leaves_the_old_file(tmp_path: Path, large: Path) -> None:
    out = write_copy(tmp_path, large)
    before = out.read_bytes()

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    dump = write_dump(tmp_path / "long.txt", *(row(99000001 + n, f"Zarq {n}", "H.STM") for n in range(30_000)))
    with pytest.raises(KeyboardInterrupt):
        build(dump, out, countries=load_codebook().countries, progress=stop)
    assert out.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["long.txt", "old.sqlite"]


def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path: Path, large: Path) -> None:
    out = write_copy(tmp_path, large)
    before = out.read_bytes()
    dump = write_dump(tmp_path / "IQ.txt", *ROWS)
    pytest.importorskip("resource")
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5_000_000, 5_000_000));"
        "from dateline.cli import app; app(sys.argv[1:])"
    )
    words = ["gazetteer", "build", "--geonames", str(dump), "--out", str(out)]
    ended = subprocess.run([sys.executable, "-c", limited, *words], capture_output=True, text=True, check=False)
    assert ended.returncode == 2 and "old.sqlite: cannot be written" in ended.stderr, ended.stderr
    assert out.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["IQ.txt", "old.sqlite"]


# --- what it is for -------------------------------------------------------------------------------------------------


def places(result: Result) -> list[Any]:
    assert result.exit_code == 0, result.output
    mentions = json.loads(result.stdout)["mentions"]
    return [one["place"]["gazetteer_id"] for one in mentions if one["quote"] == "Zarqubad" and one.get("place")]


def test_a_village_that_only_the_dump_has_is_read(tmp_path: Path, large: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    assert places(cli("read", tmp_path / "a.txt", "--json")) == []
    assert places(cli("read", tmp_path / "a.txt", "--json", "--gazetteer", large)) == ["geonames:99000001"]


def test_a_store_is_coded_anew_with_another_gazetteer_and_keeps_to_it(tmp_path: Path, large: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    code = ("code", tmp_path / "a.txt", "--store", tmp_path / "a.db", "--jobs", "1", "--json")
    for gazetteer, done, place in (
        ((), "1 coded now", None),
        (("--gazetteer", large), "1 coded now", "Zarqubad"),
        ((), "0 coded now", "Zarqubad"),
        (("--gazetteer", "shipped"), "0 coded now", None),  # as the first time
        ((), "0 coded now", None),
    ):
        result = cli(*code, *gazetteer)
        assert result.exit_code == 0 and done in result.stderr, result.output
        where = [json.loads(line)["place"] for line in result.stdout.splitlines()]
        assert place is None or [one and one["name"] for one in where] == [place]
        assert place is not None or "99000001" not in json.dumps(where)


@pytest.mark.parametrize("name", ["none.sqlite", "a.txt"])
def test_a_gazetteer_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT * 20)
    result = cli("code", tmp_path / "a.txt", "--store", tmp_path / "a.db", "--gazetteer", tmp_path / name)
    assert result.exit_code == 2 and name in result.stderr
