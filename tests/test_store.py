"""The store: what goes in comes out sorted, nothing in it changes, and a bad file is named."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from dateline.errors import StoreError
from dateline.records import CodedReport, Dating, Judgement, ReadReport, Report
from dateline.store import Store, schema
from tests import by_hand
from tests.by_hand import report

NOON = "2020-03-18T12:00:00+00:00"
FIRST, SECOND = report("Gunners shelled Hit."), report("Gunners shelled Rawa and shelled Ana.", name="b.txt")


def given_on(day: str) -> Dating:
    return Dating(day, "given")


def add(store: Store, *reports: Report, codebook: str = "book", method: str = "m1") -> None:
    store.add_reports(reports, collected=NOON)
    coded = [CodedReport(ReadReport(one, one.dating), by_hand.claims_of(one)) for one in reports]
    store.add_codings(coded, codebook=codebook, method=method)


def test_claims_and_reports_come_back_sorted_whatever_the_order(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as one, Store(tmp_path / "b.db") as other:
        add(one, FIRST, SECOND)
        add(other, SECOND)
        add(other, FIRST)
        assert one.claims() == other.claims() and len(one.claims()) == 3
        assert one.reports() == other.reports()
        assert [stored.collected for stored in one.reports()] == ["2020-03-18", "2020-03-18"]


def test_the_same_report_twice_is_one(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        add(store, FIRST)
        assert store.add_reports([FIRST, FIRST], collected=NOON) == (FIRST.report_id,)
        assert len(store.reports()) == 1


def test_what_was_coded_is_known_and_what_changed_is_not(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        add(store, FIRST)
        store.add_reports([SECOND], collected=NOON)
        ids = (FIRST.report_id, SECOND.report_id)
        assert store.uncoded(ids, codebook="book", method="m1") == (SECOND.report_id,)
        assert store.uncoded(ids, codebook="book", method="m2") == ids
        assert store.uncoded(ids, codebook="other", method="m1") == ids


def test_a_date_given_later_holds_and_asks_for_new_coding(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        add(store, FIRST)
        for day in ("2020-03-17", "2020-03-15"):
            store.add_reports([replace(FIRST, dating=given_on(day))], collected=NOON)
            stored = store.report(FIRST.report_id)
            assert stored and stored.dating.published == day
        assert store.uncoded([FIRST.report_id], codebook="book", method="m1") == (FIRST.report_id,)
        store.add_reports([FIRST], collected=NOON)
        stored = store.report(FIRST.report_id)
        assert stored and stored.dating.published == "2020-03-15"


def test_of_copies_in_one_run_the_same_speaks_whatever_the_order(tmp_path: Path) -> None:
    copies = [replace(FIRST, name=name, dating=given_on("2020-03-17")) for name in ("z.txt", "b.txt", "m.txt")]
    with Store(tmp_path / "a.db") as one, Store(tmp_path / "b.db") as other:
        one.add_reports([FIRST, *copies], collected=NOON)
        other.add_reports([*reversed(copies), FIRST], collected=NOON)
        assert one.report(FIRST.report_id) == other.report(FIRST.report_id) == copies[1]


def test_claims_of_the_latest_coding_hold_and_an_earlier_one_is_taken_up_again(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        add(store, SECOND, method="m1")
        store.add_codings([CodedReport(ReadReport(SECOND, SECOND.dating), ())], codebook="book", method="m2")
        assert store.claims() == []
        assert store.uncoded([SECOND.report_id], codebook="book", method="m1") == ()
        assert len(store.claims()) == 2


def test_judgements_stay_in_their_order(tmp_path: Path) -> None:
    made = [Judgement(f"j{n}", "same", "c1", "c2", "me", NOON, "seen") for n in (2, 1)]
    with Store(tmp_path / "a.db") as store:
        for judgement in made:
            store.add_judgement(judgement)
        assert store.judgements() == made
        with pytest.raises(StoreError, match="judgement_id"):
            store.add_judgement(made[0])


def test_what_was_merged_is_kept_until_a_coding_or_a_judgement_comes(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        add(store, FIRST)
        state = store.state()
        store.keep_merged("k1", {"incidents": [{"incident_id": "i1"}]})
        assert store.merged("incidents", "k1") == [{"incident_id": "i1"}]
        assert store.merged("incidents") == [{"incident_id": "i1"}]
        assert store.merged("incidents", "k2") is None and store.merged("postures", "k1") is None
        assert store.state() == state
        store.add_judgement(Judgement("j1", "accept", "c1", None, "me", NOON))
        assert store.state() != state


def test_forwards_and_facts_can_be_replaced(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        store.add_forwards({"i1": "i2"})
        store.add_forwards({"i1": "i3"})
        store.remember("codebook_folder", "one")
        store.remember("codebook_folder", "two")
        assert store.forwards() == {"i1": "i3"}
        assert (store.remembered("codebook_folder"), store.remembered("x")) == ("two", None)


@pytest.mark.parametrize("table", ["reports", "copies", "codings", "claims", "judgements"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET rowid = rowid"])
def test_nothing_logged_can_be_changed_by_any_program(tmp_path: Path, table: str, change: str) -> None:
    with Store(tmp_path / "a.db") as store:
        add(store, FIRST)
        store.add_judgement(Judgement("j1", "accept", "c1", None, "me", NOON))
    connection = sqlite3.connect(tmp_path / "a.db")
    with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
        connection.execute(change.format(table))
    connection.close()


def test_what_another_program_coded_in_the_meantime_adds_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as one, Store(tmp_path / "a.db") as other:
        add(one, FIRST)
        before = one.state(), one.claims()
        add(other, FIRST)
        assert (one.state(), one.claims()) == before


def test_half_a_batch_is_no_batch(tmp_path: Path) -> None:
    claim = by_hand.claims_of(SECOND)[0]
    with Store(tmp_path / "a.db") as store:
        store.add_reports([FIRST, SECOND], collected=NOON)
        good = CodedReport(ReadReport(FIRST, FIRST.dating), by_hand.claims_of(FIRST))
        bad = CodedReport(ReadReport(SECOND, SECOND.dating), (claim, claim))
        with pytest.raises(StoreError):
            store.add_codings([good, bad], codebook="book", method="m1")
        assert store.claims() == [] and not any(one.coded for one in store.reports())


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def text_file(path: Path) -> Path:
    path.write_text("This is no database, but it is long enough to be taken for a broken one." * 20)
    return path


def foreign_database(path: Path) -> Path:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (line TEXT)")
    connection.commit()
    connection.close()
    return path


def newer_store(path: Path) -> Path:
    Store(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    connection.commit()
    connection.close()
    return path


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (folder, "a folder"),
        (text_file, "not a database"),
        (foreign_database, "not a dateline store"),
        (newer_store, "newer dateline"),
        (lambda path: path / "deeper.db", "does not exist"),
    ],
)
def test_a_path_that_cannot_be_a_store_is_named_with_the_reason(tmp_path: Path, make: object, reason: str) -> None:
    path = make(tmp_path / "x.db")  # type: ignore[operator]
    with pytest.raises(StoreError, match=reason) as caught:
        Store(path)
    assert str(path) in str(caught.value)


def test_a_store_to_look_at_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        Store(tmp_path / "a.db", create=False)
    assert not (tmp_path / "a.db").exists()


def test_a_full_disk_is_told_and_costs_only_the_batch(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        add(store, FIRST)
        with store._reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="full"):
            add(store, report("Gunners shelled Hit. " * 5000))
        assert len(store.claims()) == 1


def test_an_older_store_gets_the_steps_that_it_has_not_had(tmp_path: Path) -> None:
    def second(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE later (line TEXT)")

    Store(tmp_path / "a.db").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.begin() as connection:
        schema.migrate(connection, (*schema.STEPS, second), name="a.db")
        assert schema.schema_version(connection, name="a.db") == len(schema.STEPS) + 1
        connection.exec_driver_sql("SELECT line FROM later")
    engine.dispose()


def test_a_store_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        add(store, FIRST)
    (tmp_path / "a.db").chmod(0o444)
    with Store(tmp_path / "a.db", create=False) as store:
        assert len(store.claims()) == 1
