"""What the shipped gazetteer answers, and how two spellings of a name meet."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codebook import CORE, load_codebook
from dateline.distance import km_between
from dateline.errors import GazetteerError
from dateline.gazetteer import KINDS, SHIPPED, Entry, Gazetteer, fold, open_gazetteer, plain

FACILITIES = (
    "airfield",
    "base",
    "building",
    "camp",
    "checkpoint",
    "embassy",
    "hospital",
    "infrastructure",
    "religious",
)
NATIONS = {country.alpha3: country.name for country in load_codebook().countries}


def in_country(gazetteer: Gazetteer, name: str, country: str) -> list[Entry]:
    return [entry for entry in gazetteer.lookup(name) if entry.country == country]


@pytest.mark.parametrize(("one", "other"), [
    ("Al-Qa'im", "Qaim"),
    ("Ash Shirqāţ", "al-Shirqat"),
    ("Deir ez-Zor", "Deir al-Zor"),
    ("Qayyarah", "QAYYARA"),
    ("Saint-Louis", "St. Louis"),
    ("Diyarbakır", "diyarbakir"),
    ("Łódź", "Lodz"),
    ("Ta’izz", "Taizz"),
])  # fmt: skip
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Gao", "Goa"), ("Mali", "Malmo"), ("An Najaf", "Ann Najaf"), ("Al", "El")])
def test_other_names_keep_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert plain(plain(name)) == plain(name)
    assert fold(name) == fold(plain(name))


@pytest.mark.parametrize(("name", "country", "lat", "lon"), [
    ("Raqqa", "SYR", 35.95, 39.01),
    ("Arbil", "IRQ", 36.19, 44.01),
    ("Qaim", "IRQ", 34.39, 40.99),
    ("Kobani", "SYR", 36.89, 38.35),
    ("Hodeidah", "YEM", 14.8, 42.95),
    ("Bakhmut", "UKR", 48.59, 38.0),
    ("Mocimboa da Praia", "MOZ", -11.35, 40.35),
    ("El Fasher", "SDN", 13.63, 25.35),
    ("Palma", "MOZ", -10.78, 40.48),
    ("Saravena", "COL", 6.96, -71.87),
])  # fmt: skip
def test_towns_are_found_under_the_names_news_gives_them(
    gazetteer: Gazetteer, name: str, country: str, lat: float, lon: float
) -> None:
    found = in_country(gazetteer, name, country)
    assert any(abs(entry.lat - lat) < 0.15 and abs(entry.lon - lon) < 0.15 for entry in found)


AIRFIELDS = ["Al Asad", "Qayyarah West", "Taji", "Kirkuk Air Base", "Balad", "Bagram", "Hmeimim", "Belbek"]


@pytest.mark.parametrize("name", AIRFIELDS)
def test_airfields_are_found_with_and_without_their_kind(gazetteer: Gazetteer, name: str) -> None:
    assert {entry.kind for entry in gazetteer.lookup(name)} & {"airfield", "site"}


@pytest.mark.parametrize(("name", "kind"), [
    ("Iraq", "country"), ("Republic of Iraq", "country"), ("Anbar", "province"), ("Anbar Governorate", "province"),
    ("Donetsk Oblast", "province"), ("Donbas", "region"), ("Sahel", "region"), ("Black Sea", "sea"),
    ("Al-Tanf", "site"),
])  # fmt: skip
def test_every_kind_of_place_is_there(gazetteer: Gazetteer, name: str, kind: str) -> None:
    assert kind in {entry.kind for entry in gazetteer.lookup(name)}


def test_airport_codes_are_no_names(gazetteer: Gazetteer) -> None:
    assert not in_country(gazetteer, "GAO", "CUB")
    assert not in_country(gazetteer, "BGW", "IRQ")


def test_a_town_knows_its_division(gazetteer: Gazetteer) -> None:
    divisions = {
        name: in_country(gazetteer, name, "IRQ")[0].admin1 for name in ("Ramadi", "Mosul", "Karbala", "Tikrit")
    }
    assert divisions == {"Ramadi": "Al-Anbar", "Mosul": "Ninawa", "Karbala": "Karbala", "Tikrit": "Salah ad Din"}


def test_a_town_knows_its_county(gazetteer: Gazetteer) -> None:
    assert in_country(gazetteer, "Ipswich", "GBR")[0].admin2 == "Suffolk"
    assert in_country(gazetteer, "Ramadi", "IRQ")[0].admin2 == "Ramadi District"


@pytest.mark.parametrize(("name", "country", "kind", "lat", "lon"), [
    ("Texas", "USA", "province", 31.4, -99.3),
    ("Queensland", "AUS", "province", -22.5, 144.4),
    ("Ontario", "CAN", "province", 50.0, -86.0),
    ("NSW", "AUS", "province", -32.2, 147.0),
    ("Suffolk", "GBR", "district", 52.2, 1.0),
    ("Donegal", "IRL", "province", 54.9, -8.0),
    ("Wajir", "KEN", "province", 1.9, 40.0),
    ("Scott County", "USA", "district", 41.6, -90.6),
    ("Mwaro", "BDI", "province", -3.5, 29.7),
    ("Bakhmut Raion", "UKR", "district", 48.6, 38.0),
])  # fmt: skip
def test_divisions_lie_where_they_are(
    gazetteer: Gazetteer, name: str, country: str, kind: str, lat: float, lon: float
) -> None:
    found = [entry for entry in in_country(gazetteer, name, country) if entry.kind == kind]
    assert any(abs(entry.lat - lat) < 1.2 and abs(entry.lon - lon) < 1.2 for entry in found)


def test_counties_that_bear_surnames_go_by_their_full_names_only(gazetteer: Gazetteer) -> None:
    assert "district" not in {entry.kind for entry in in_country(gazetteer, "Scott", "USA")}


def test_a_border_lies_between_its_countries(gazetteer: Gazetteer) -> None:
    line = gazetteer.border("SYR", "IRQ")
    assert line is not None
    assert 33 < line.lat < 38
    assert 40 < line.lon < 43
    assert gazetteer.border("IRQ", "SYR") == line
    assert gazetteer.border("IRQ", "MLI") is None


with (CORE / "bases.csv").open(encoding="utf-8", newline="") as file:
    SITES = list(csv.DictReader(file))


def test_there_are_facilities_enough_and_each_is_told_in_full() -> None:
    facilities = [row for row in SITES if row["kind"] in FACILITIES]
    told = [
        row for row in facilities if all(row[key] for key in ("name", "aliases", "lat", "lon", "radius_km", "source"))
    ]
    assert len(told) >= 250
    assert all(row["source"] for row in SITES)
    assert {row["kind"] for row in SITES} <= {*FACILITIES, "position", "other"}
    assert len({row["id"] for row in SITES}) == len(SITES)


def test_every_curated_site_answers_to_all_its_names_where_it_lies(gazetteer: Gazetteer) -> None:
    for row in SITES:
        for name in filter(None, (row["name"], *row["aliases"].split("|"))):
            found = [entry for entry in gazetteer.lookup(name) if entry.id == f"base:{row['id']}"]
            assert found, f"{name} does not lead to {row['id']}"
            assert found[0].country == (row["country"] or None)
            assert abs(found[0].lat - float(row["lat"])) + abs(found[0].lon - float(row["lon"])) < 0.001
            assert 0 < found[0].radius_km <= 100


def test_curated_sites_lie_in_their_countries(gazetteer: Gazetteer) -> None:
    """Within the circle of the country; Alaska lies outside that of the United States."""
    for row in SITES:
        nations = [e for e in gazetteer.lookup(NATIONS.get(row["country"], "")) if e.country == row["country"]]
        circles = [e for e in nations if e.kind == "country"]
        away = [km_between(e.lat, e.lon, float(row["lat"]), float(row["lon"])) - 1.3 * e.radius_km for e in circles]
        assert not away or min(away) < 0 or row["admin1"] == "Alaska", row["id"]


def test_unknown_names_give_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Qwxzzy") == ()
    assert gazetteer.lookup("") == ()
    assert gazetteer.lookup("' -") == ()


@given(st.text(max_size=20))
def test_any_text_may_be_looked_up(gazetteer: Gazetteer, name: str) -> None:
    for entry in gazetteer.lookup(name):
        assert entry.kind in KINDS
        assert -90 <= entry.lat <= 90
        assert -180 <= entry.lon <= 180
        assert entry.radius_km > 0


def test_it_opens_at_once_and_is_small() -> None:
    began = time.perf_counter()
    open_gazetteer().lookup("Baghdad")
    assert time.perf_counter() - began < 0.3
    assert SHIPPED.stat().st_size < 40_000_000


def test_what_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    other.write_text("not a gazetteer at all, but long enough to look like a file" * 40)
    with pytest.raises(GazetteerError, match="other"):
        open_gazetteer(other)
    with pytest.raises(GazetteerError, match="no such file"):
        open_gazetteer(tmp_path / "missing.sqlite")


def test_nothing_can_be_written(gazetteer: Gazetteer) -> None:
    before = SHIPPED.stat().st_mtime_ns
    code = "from dateline.gazetteer import open_gazetteer; g = open_gazetteer(); g.lookup('Mosul'); g.close()"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert SHIPPED.stat().st_mtime_ns == before
    assert not list(SHIPPED.parent.glob("*-journal")) + list(SHIPPED.parent.glob("*-wal"))
