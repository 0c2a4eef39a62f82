"""The corridor: the same reports give the same bytes, however the work is cut, stopped and taken up again."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from dateline.codebook import Codebook
from dateline.errors import DatelineError, EngineError
from dateline.pipeline import Summary, run, successors
from dateline.pipeline.coding import Code, Method, check_claims
from dateline.pipeline.workers import BATCH, deaf_start
from dateline.records import CodedReport, Report
from dateline.serial import claim_to_json, dumps, report_to_json
from dateline.store import Store
from tests import by_hand
from tests.by_hand import BOOK, write_reports

PATIENCE_S = 30


def code(paths: list[Path], store: Path, *, jobs: int = 1, method: Method | None = None) -> Summary:
    with Store(store) as opened:
        return run(
            [str(path) for path in paths], store=opened, codebook=BOOK, method=method or by_hand.method(), jobs=jobs
        )


def contents(store: Path) -> str:
    """All claims and reports of a store as their exports have them."""
    with Store(store, create=False) as opened:
        rows = [claim_to_json(claim) for claim in opened.claims()]
        rows += [report_to_json(one.read, collected=one.collected) for one in opened.reports()]
    return "\n".join(map(dumps, rows))


def coded_so_far(store: Path) -> int:
    if not store.exists():
        return 0
    with closing(sqlite3.connect(store)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM codings").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def test_reports_become_claims_in_the_store(tmp_path: Path) -> None:
    summary = code([write_reports(tmp_path / "in", 5)], tmp_path / "a.db")
    assert (summary.reports, summary.coded, summary.claims, summary.errors) == (5, 5, 3, ())


def test_a_second_run_codes_nothing_and_changes_nothing(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 5)
    code([folder], tmp_path / "a.db")
    before = contents(tmp_path / "a.db")
    summary = code([folder], tmp_path / "a.db", method=unable())
    assert (summary.coded, summary.known, contents(tmp_path / "a.db")) == (0, 5, before)


def test_two_jobs_give_the_bytes_of_one(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 2 * BATCH + 3)
    code([folder], tmp_path / "one.db")
    code([folder], tmp_path / "two.db", jobs=2)
    assert contents(tmp_path / "one.db") == contents(tmp_path / "two.db") != ""


def test_the_order_of_files_changes_no_byte(tmp_path: Path) -> None:
    files = sorted(write_reports(tmp_path / "in", BATCH + 2).iterdir())
    code(files, tmp_path / "one.db")
    code(files[::-1], tmp_path / "two.db")
    code(files[3:], tmp_path / "three.db")
    code(files, tmp_path / "three.db")
    assert contents(tmp_path / "one.db") == contents(tmp_path / "two.db") == contents(tmp_path / "three.db")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_killed_in_the_middle_is_finished_by_the_next(tmp_path: Path, jobs: int) -> None:
    folder, store = write_reports(tmp_path / "in", 4 * BATCH), tmp_path / "a.db"
    slow = by_hand.method(pause_s=0.02)
    process = multiprocessing.get_context("spawn").Process(
        target=code, args=([folder], store), kwargs={"jobs": jobs, "method": slow}
    )
    process.start()
    wait_for(lambda: coded_so_far(store) > 0)
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL and 0 < coded_so_far(store) < 4 * BATCH

    summary = code([folder], store)
    code([folder], tmp_path / "undisturbed.db")
    assert summary.known > 0 and summary.known + summary.coded == 4 * BATCH
    assert contents(store) == contents(tmp_path / "undisturbed.db")


def test_an_interrupted_run_keeps_what_was_finished(tmp_path: Path) -> None:
    folder, store = write_reports(tmp_path / "in", 3 * BATCH), tmp_path / "a.db"

    def interrupt(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with Store(store) as opened, pytest.raises(KeyboardInterrupt):
        run([str(folder)], store=opened, codebook=BOOK, method=by_hand.method(), jobs=2, progress=interrupt)
    assert coded_so_far(store) == BATCH
    assert not multiprocessing.active_children()


def test_a_worker_does_not_hear_ctrl_c_even_while_it_starts() -> None:
    ask = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    with deaf_start():
        inside = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    after = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert (inside.stdout, after.stdout) == ("True\n", "False\n")


def test_inputs_with_one_text_are_counted_as_copies(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 2)
    (folder / "z.txt").write_bytes((folder / "000.txt").read_bytes())
    summary = code([folder], tmp_path / "a.db")
    assert (summary.reports, summary.copies) == (2, 1)


def test_a_report_that_fails_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 3)
    (folder / "bad.txt").write_text("A FAULT of an invented kind, and gunners shelled Hit on that day.")
    summary = code([folder], tmp_path / "a.db")
    assert summary.coded == 3
    assert [(error.name, "a fault" in error.reason) for error in summary.errors] == [("bad.txt", True)]


def test_an_input_that_is_missing_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    summary = code([tmp_path / "none.txt", write_reports(tmp_path / "in", 3)], tmp_path / "a.db")
    assert summary.coded == 3 and "none.txt" in summary.errors[0].name


def test_a_report_in_a_language_without_codebook_is_kept_and_named(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 2)
    (folder / "fr.txt").write_text("Les soldats ont quitté la base pendant la nuit, selon les habitants de la ville.")
    summary = code([folder], tmp_path / "a.db")
    assert (summary.reports, summary.coded, [one.name for one in summary.foreign]) == (3, 2, ["fr.txt"])
    assert "quitté" in contents(tmp_path / "a.db")


def test_another_method_codes_all_again_and_so_does_the_store_without_inputs(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "in", 3)
    code([folder], tmp_path / "a.db")
    assert code([], tmp_path / "a.db", method=by_hand.method(identity="by-hand 2")).coded == 3
    assert code([], tmp_path / "a.db", method=by_hand.method(identity="by-hand 2")).known == 3


def test_an_incident_that_is_no_more_has_gone_where_most_of_its_claims_are() -> None:
    before = [{"incident_id": name, "claims": [*name]} for name in ("a", "bcd", "e", "f")]
    after = [{"incident_id": "ab", "claims": ["a", "b"]}, {"incident_id": "cdx", "claims": ["c", "d", "x"]}]
    assert successors(before, [*after, {"incident_id": "e", "claims": ["e"]}]) == {"a": "ab", "bcd": "cdx"}


# --- workers ---------------------------------------------------------------------------------------------------


@contextmanager
def prepare_nothing(codebook: Codebook) -> Iterator[Code]:
    raise EngineError("the engine is gone")
    yield


def unable() -> Method:
    """A method that knows what `by_hand` coded and cannot code anything itself."""
    return Method(by_hand.method().identity, prepare_nothing)


@contextmanager
def die_at_once(codebook: Codebook) -> Iterator[Code]:
    os._exit(9)
    yield


@contextmanager
def prepare_to_die(codebook: Codebook) -> Iterator[Code]:
    def code(reports: Sequence[Report]) -> Sequence[CodedReport]:
        if any(report.name == "003.txt" for report in reports):
            os._exit(9)
        with by_hand.prepare(0.0, codebook) as ordinary:
            return ordinary(reports)

    yield code


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_engine_that_cannot_be_opened_ends_the_run_with_its_reason(tmp_path: Path, jobs: int) -> None:
    with pytest.raises(EngineError, match="gone"):
        code([write_reports(tmp_path / "in", 2 * BATCH)], tmp_path / "a.db", jobs=jobs, method=unable())


def test_workers_that_cannot_start_end_the_run(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="--jobs"):
        code([write_reports(tmp_path / "in", 2 * BATCH)], tmp_path / "a.db", jobs=2, method=Method("x", die_at_once))


def test_a_report_that_kills_its_worker_is_named_and_all_others_are_coded(tmp_path: Path) -> None:
    method = Method("deadly", prepare_to_die)
    summary = code([write_reports(tmp_path / "in", 2 * BATCH)], tmp_path / "a.db", jobs=2, method=method)
    assert summary.coded == 2 * BATCH - 1
    assert [error.name for error in summary.errors] == ["003.txt"]


def test_words_that_do_not_stand_where_a_claim_says_are_refused() -> None:
    one, other = by_hand.report("Gunners shelled Hit."), by_hand.report("Gunmen shelled Hit.")
    check_claims(by_hand.claims_of(one), one)
    with pytest.raises(ValueError, match="of another report"):
        check_claims(by_hand.claims_of(one), other)
    moved = Report(one.report_id, "a.txt", " " + one.text)
    with pytest.raises(ValueError, match="does not stand"):
        check_claims(by_hand.claims_of(one), moved)
