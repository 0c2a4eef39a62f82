"""The command line: what goes to standard output, what to standard error, and the exit code."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.text import Text
from typer.testing import CliRunner, Result

from dateline import __version__
from dateline.cli import app
from dateline.cli.answers import say, show
from dateline.cli.explaining import find_row
from dateline.cli.tables import incident_table, latest
from dateline.codebook import load_codebook
from dateline.pipeline import run as run_pipeline
from dateline.store import Store
from tests import by_hand

TEXT = """Invented News Desk
Published: 12 May 2023

Three rockets hit the airport in Kandahar on Thursday. Soldiers closed the road, residents of the city said.
"""


def cli(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of six reports with four claims, coded by hand."""
    path = tmp_path / "a.db"
    with Store(path) as opened:
        folder = by_hand.write_reports(tmp_path / "in", 6)
        run_pipeline([str(folder)], store=opened, codebook=load_codebook(), method=by_hand.method())
    return path


# --- the whole way, with the real engine ----------------------------------------------------------------------------


def test_code_prints_incidents_and_says_what_to_try_next(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    result = cli("code", tmp_path / "a.txt", "--store", tmp_path / "a.db", "--jobs", "1")
    assert result.exit_code == 0, result.output
    assert "rocket" in result.stdout and "2023-05-11" in result.stdout
    assert "1 coded now" in result.stderr and "dateline explain ID" in result.stderr


def test_read_prints_every_mention_with_its_span(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (row,) = lines(cli("read", tmp_path / "a.txt", "--json"))
    assert row["published"] == "2023-05-12" and row["sentences"]
    assert all(row["text"][one["start"] : one["end"]] == one["quote"] for one in row["mentions"])
    day = next(one for one in row["mentions"] if one["quote"] == "Thursday")
    assert (day["value"], day["type"], day["occurred"]["start"]) == ("2023-05-11", "DATE", "2023-05-11")


def test_read_prints_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    result = cli("read", tmp_path / "a.txt")
    assert result.exit_code == 0 and "Kandahar" in result.stdout and "2023-05-11" in result.stdout


def test_score_codes_the_gold_reports_afresh(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT)
    (tmp_path / "gold.toml").write_text(
        '[report]\npublished = "2023-05-12"\n[[claim]]\nwords = "Three rockets hit the airport in Kandahar"\n'
        'types = ["rocket_attack"]\nplace = "Kandahar"\n'
    )
    (row,) = lines(cli("score", tmp_path, "--json"))
    assert row["recall"] == 1.0 and row["fields"]["place"]["share"] == 1.0


# --- what went wrong ------------------------------------------------------------------------------------------------


def test_a_bad_input_beside_good_ones_is_named_and_gives_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    result = cli("code", tmp_path / "a.txt", tmp_path / "none.txt", "--store", tmp_path / "a.db", "--jobs", "1")
    assert result.exit_code == 1 and "none.txt: no such file" in result.stderr


def test_nothing_but_bad_inputs_gives_two(tmp_path: Path) -> None:
    result = cli("code", tmp_path / "none.txt", "--store", tmp_path / "a.db")
    assert result.exit_code == 2 and "none.txt: no such file" in result.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["export", "claims"], "no such store"),
        (["incidents"], "no such store"),
        (["code"], "no such store"),
        (["code", ".", "--published", "yesterday"], "not one certain date"),
        (["export", "claims", "--format", "acled"], "jsonl, csv, geojson"),
        (["export", "reports", "--format", "geojson"], "jsonl, csv"),
        (["export", "events"], "claims, incidents, postures"),
        (["code", ".", "--coder", "nobody"], "clause"),
        (["code", ".", "--codebook", "nowhere"], "nowhere"),
        (["score", "."], "gold.toml"),
        (["codebook", "show", "nonsense"], "rocket_attack"),
        (["posture", "--as-of", "soon"], "soon"),
        (["serve"], "No such command"),
    ],
)
def test_wrong_usage_gives_two_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = cli(*words)
    assert result.exit_code == 2 and result.stdout == ""
    assert message in " ".join(result.stderr.replace("│", " ").split())


def test_a_report_in_another_language_is_named_and_gives_one(tmp_path: Path) -> None:
    (tmp_path / "fr.txt").write_text(
        "Les soldats ont quitté la base près de la frontière, ont dit lundi les habitants."
    )
    (tmp_path / "short.txt").write_text("Attack")
    result = cli("code", tmp_path, "--store", tmp_path / "a.db", "--jobs", "1")
    assert result.exit_code == 1 and "fr.txt: its language (fr) is not in the codebook" in result.stderr
    assert "short.txt: its language cannot be told" in result.stderr
    result = cli("read", tmp_path / "fr.txt")
    assert result.exit_code == 2 and "not read: fr.txt: its language (fr) is not in the codebook" in result.stderr


def test_what_comes_next_is_said_only_where_there_is_something_and_can_be_pasted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    nothing = cli("code", tmp_path / "none.txt", "--store", tmp_path / "my store.db")
    assert "next:" not in nothing.stderr
    some = cli("code", tmp_path / "a.txt", "--store", tmp_path / "my store.db", "--jobs", "1")
    assert f"--store '{tmp_path / 'my store.db'}'" in some.stderr


def run(command: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, by the shell."""
    line = command.replace("dateline", f"{shlex.quote(sys.executable)} -m dateline", 1)
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("dateline incidents --store {} > /dev/full", 2, "No space left"),
        ("dateline export reports --store {} > /dev/full", 2, "No space left"),
        ("dateline incidents --store {} >&-", 0, ""),
        ("dateline code - --store {} <&-", 2, "stdin: the file is empty"),
        ("dateline codebook show shelling | true; exit ${{PIPESTATUS[0]}}", 0, ""),
    ],
)
def test_an_output_or_input_that_fails_is_named_without_a_traceback(
    store: Path, command: str, code: int, message: str
) -> None:
    result = run(command.format(shlex.quote(str(store))))
    assert result.returncode == code and message in result.stderr and "Traceback" not in result.stderr


def test_no_report_commands_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    bad = "a\x1b[2J\x1b]0;title\x07\x9b31m\u202eb\tc"
    show(bad, incident_table([]), Text(bad))
    say(bad)
    out, err = capsys.readouterr()
    assert out.splitlines()[0].startswith("a[2J]0;title31mb") and "\x1b" not in out
    assert err == "a[2J]0;title31mb\tc\n"


# --- what stands in a store -------------------------------------------------------------------------------------------


def test_export_writes_lines_to_standard_output_or_a_file(store: Path, tmp_path: Path) -> None:
    rows = lines(cli("export", "claims", "--format", "jsonl", "--store", store))
    assert [row["event_type"] for row in rows] == ["shelling"] * 4
    assert cli("export", "claims", "--store", store, "--out", tmp_path / "c.jsonl").exit_code == 0
    assert [json.loads(line) for line in (tmp_path / "c.jsonl").read_text("utf-8").splitlines()] == rows


def test_export_names_its_losses_on_standard_error(store: Path) -> None:
    result = cli("export", "claims", "--format", "geojson", "--store", store)
    assert len(json.loads(result.stdout)["features"]) == 4 and result.stderr == ""
    reports = lines(cli("export", "reports", "--store", store))
    assert len(reports) == 6 and len(reports[0]["collected"]) == len("2020-03-18")


def test_an_export_that_cannot_be_written_gives_two(store: Path, tmp_path: Path) -> None:
    result = cli("export", "claims", "--store", store, "--out", tmp_path / "none" / "c.jsonl")
    assert result.exit_code == 2 and "No such file" in result.stderr


def test_an_export_never_takes_the_place_of_its_store_or_of_a_device(store: Path, tmp_path: Path) -> None:
    before = store.read_bytes()
    result = cli("export", "claims", "--store", store, "--out", store)
    assert result.exit_code == 2 and "the store itself" in result.stderr and store.read_bytes() == before
    (tmp_path / "pipe").symlink_to("/dev/null")
    assert cli("export", "claims", "--store", store, "--out", tmp_path / "pipe").exit_code == 0
    assert (tmp_path / "pipe").is_char_device() and not list(tmp_path.glob("*.part"))


def test_incidents_are_shown_and_explained(store: Path) -> None:
    rows = lines(cli("incidents", "--json", "--store", store))
    assert rows and rows[0]["event_type"] == "shelling"
    ident = rows[0]["incident_id"]
    assert ident[:10] in cli("incidents", "--store", store).stdout
    page = cli("explain", ident, "--store", store)
    assert page.exit_code == 0 and "“shelled”" in page.stdout and "by-hand" in page.stdout
    assert lines(cli("explain", ident, "--json", "--store", store))[0]["incident_id"] == ident


def test_a_claim_is_explained_by_the_first_letters_of_its_id(store: Path) -> None:
    claim = lines(cli("export", "claims", "--store", store))[0]
    page = cli("explain", claim["claim_id"], "--store", store)
    assert page.exit_code == 0 and "“shelled”" in page.stdout
    assert cli("explain", "zzz", "--store", store).exit_code == 2


def test_ids_are_found_by_their_beginning_and_over_forwards() -> None:
    claims, incidents = [{"claim_id": "ab1"}, {"claim_id": "ab2"}], [{"incident_id": "cd1"}]
    assert find_row("ab2", claims, incidents, {}) == {"claim_id": "ab2"}
    assert find_row("c", claims, incidents, {}) == {"incident_id": "cd1"}
    assert find_row("old", claims, incidents, {"old": "cd1", "cd1": "old"}) == {"incident_id": "cd1"}
    with pytest.raises(typer.BadParameter, match="begins 2 ids"):
        find_row("ab", claims, incidents, {})


def test_the_latest_incidents_are_shown_where_there_are_too_many() -> None:
    days = ["2023-05-01", None, "2023-05-03", "2023-05-02"]
    rows = [{"occurred": day and {"start": day, "end": day}} for day in days]
    assert latest(rows, 2) == [rows[2], rows[3]] and latest(rows, 9)[-1] == rows[1]


def test_posture_of_an_empty_store_says_so(store: Path) -> None:
    assert cli("posture", "--store", store).stdout.strip() == "No postures."
    assert lines(cli("posture", "--json", "--as-of", "2020-03-17", "--place", "Hit", "--store", store)) == []


def test_score_of_a_store(store: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "report.txt").write_bytes((tmp_path / "in" / "000.txt").read_bytes())
    (gold / "gold.toml").write_text('[report]\n[[claim]]\nwords = "shelled"\ntypes = ["shelling"]\n')
    (row,) = lines(cli("score", gold, "--store", store, "--json"))
    assert (row["precision"], row["recall"]) == (1.0, 1.0)
    assert "f1" in cli("score", gold, "--store", store).stdout
    (gold / "report.txt").write_text("Another report, which that store has never seen before at all.")
    assert cli("score", gold, "--store", store).exit_code == 1


def test_a_definition_is_shown() -> None:
    result = cli("codebook", "show", "rocket_attack")
    assert result.exit_code == 0 and "rocket_attack" in result.stdout and "actor" in result.stdout


# --- the command itself -----------------------------------------------------------------------------------------------


def test_version() -> None:
    assert cli("--version").stdout == f"dateline {__version__}\n"


@pytest.mark.parametrize("command", ["code", "read", "export", "incidents", "posture", "explain", "score"])
def test_every_command_has_help(command: str) -> None:
    result = cli(command, "--help")
    assert (result.exit_code == 0 and "--store" in result.stdout) or command == "read"


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'sqlalchemy', 'numpy', 'onnxruntime', 'trafilatura', 'py3langid', 'rich.table'}"
    check = f"import sys, dateline.cli; assert not {heavy} & set(sys.modules), {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", check], check=True)
