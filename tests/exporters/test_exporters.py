"""Rows in contract form go out whole, and a format that cannot hold a row says so."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from dateline.codebook import Codebook, EventType
from dateline.exporters import EXPORTERS, KINDS, export, formats_of


def entry(name: str, *, on_map: bool) -> EventType:
    return EventType(name, "event", "any", on_map, "", (), (), {}, (), {}, ())


TYPES = {"shelling": entry("shelling", on_map=True), "talks": entry("talks", on_map=False)}
BOOK = Codebook("book", "1.2", "abc", TYPES, {}, (), (), (), (), (), ())
TOWN = {
    "name": "Hit", "country": "IRQ", "admin1": "Anbar", "lat": 33.64, "lon": 42.83, "radius_km": 5.0,
    "precision": "town", "gazetteer_id": "geonames:95788",
}  # fmt: skip


def claim(**values: Any) -> dict[str, Any]:
    trigger = {"start": 8, "end": 15, "quote": "shelled"}
    return {
        "claim_id": "c1", "report_id": "r1", "class": "event", "event_type": "shelling", "factuality": "happened",
        "occurred": None, "place": TOWN, "origin": None, "destination": None, "actors": [], "recipients": [],
        "evidence": {"trigger": trigger, "place": [{"start": 16, "end": 19, "quote": "Hit"}]}, **values,
    }  # fmt: skip


def written(what: str, *rows: dict[str, Any], fmt: str) -> tuple[str, dict[str, int]]:
    out = io.StringIO(newline="")
    losses = export(what, rows, fmt=fmt, codebook=BOOK, out=out)
    return out.getvalue(), losses


def cells(what: str, *rows: dict[str, Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(what, *rows, fmt="csv")[0], newline="")))


def features(what: str, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    collection = json.loads(written(what, *rows, fmt="geojson")[0])
    assert collection["type"] == "FeatureCollection" and collection["codebook"]["digest"] == "abc"
    return list(collection["features"])


def test_a_line_is_the_row_and_the_codebook_that_it_was_made_with() -> None:
    text, losses = written("claims", claim(), fmt="jsonl")
    assert json.loads(text) == claim() | {"codebook": "book 1.2 abc"} and losses == {}


def test_lines_keep_letters_of_every_script(tmp_path: Path) -> None:
    text, _ = written("reports", {"report_id": "r1", "text": "هيت\u2028Ґ"}, fmt="jsonl")
    assert "هيت" in text and json.loads(text)["text"] == "هيت\u2028Ґ"


def test_a_csv_row_has_a_cell_for_every_part_and_the_quotes() -> None:
    two, more = {"low": 2, "high": 2, "who": "soldiers", "words": "two"}, {"low": 1, "high": None, "who": None}
    (row,) = cells("claims", claim(killed=[two, more]))
    assert (row["place_name"], row["place_lat"], row["place_quotes"]) == ("Hit", "33.64", "Hit")
    assert (row["killed_low"], row["killed_high"], row["killed_who"]) == ("2; 1", "2; ", "soldiers; ")
    assert (row["trigger_start"], row["trigger_quote"], row["occurred_start"]) == ("8", "shelled", "")


def test_a_csv_of_incidents_has_one_number_for_best_low_and_high() -> None:
    toll = {"best": 3, "low": 2, "high": 4, "by": []}
    (row,) = cells("incidents", claim(incident_id="i1", killed=toll, claims=["c1", "c2"], disputed=["killed"]))
    assert (row["killed_best"], row["killed_low"], row["killed_high"]) == ("3", "2", "4")
    assert (row["incident_id"], row["claims"], row["disputed"]) == ("i1", "c1; c2", "killed")


def test_a_csv_of_postures_and_of_reports() -> None:
    force = {"name": "Iraqi Army", "id": None, "country": "IRQ", "sector": "MIL", "words": "troops"}
    posture = {"force": force, "place": TOWN, "status": "present", "evidence": [{"quote": "troops"}], "claims": ["c1"]}
    (row,) = cells("postures", posture)
    assert (row["force_name"], row["place_name"], row["quotes"]) == ("Iraqi Army", "Hit", "troops")
    report = {"name": "a.txt", "text": "one\ntwo, “three”", "published_evidence": [{"quote": "17 March"}]}
    (row,) = cells("reports", report)
    assert (row["text"], row["published_quotes"]) == ("one\ntwo, “three”", "17 March")


@pytest.mark.parametrize("title", ["=1+1", "+1+1", "-1-1", "@SUM(1)", "\t=1", "\n=1"])
def test_no_text_in_a_csv_is_a_formula_for_a_spreadsheet(title: str) -> None:
    (row,) = cells("reports", {"title": title, "text": "a=1", "published_evidence": [{"quote": title}]})
    assert (row["title"], row["published_quotes"], row["text"]) == (f"'{title}", f"'{title}", "a=1")
    (south,) = cells("claims", claim(place=TOWN | {"lat": -33.64}))
    assert south["place_lat"] == "-33.64"


def test_a_carriage_return_in_a_title_does_not_break_the_row() -> None:
    (row,) = cells("reports", {"title": "one\rtwo\r", "published_evidence": []})
    assert row["title"] == "one\ntwo\n"


@pytest.mark.parametrize("what", KINDS)
def test_a_csv_has_the_same_header_with_and_without_rows(what: str) -> None:
    empty, _ = written(what, fmt="csv")
    assert empty.count("\n") == 1 and len(empty.split(",")) > 8


def test_a_feature_stands_at_its_place_and_carries_the_evidence() -> None:
    (feature,) = features("claims", claim())
    assert feature["geometry"] == {"type": "Point", "coordinates": [42.83, 33.64]}
    assert feature["id"] == "c1" and feature["properties"]["evidence"]["trigger"]["quote"] == "shelled"


def test_a_movement_without_a_place_stands_where_it_began() -> None:
    (feature,) = features("claims", claim(place=None, origin=TOWN, destination=TOWN | {"lat": 1.0}))
    assert feature["properties"]["shown_at"] == "origin" and feature["geometry"]["coordinates"][1] == 33.64


def test_a_map_says_what_it_leaves_out_and_why() -> None:
    rows = claim(), claim(place=None), claim(event_type="talks"), claim(place=TOWN | {"lat": None, "lon": None})
    text, losses = written("claims", *rows, fmt="geojson")
    assert len(json.loads(text)["features"]) == 1
    assert sorted(losses.values()) == [1, 1, 1] and any("talks" in reason for reason in losses)


def test_formats_that_hold_each_kind() -> None:
    assert formats_of("claims") == tuple(EXPORTERS)
    assert "geojson" not in formats_of("reports")
