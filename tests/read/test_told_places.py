"""Places told by two names, by figures, by a word for a river, and names that the gazetteer lacks. Events invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook import Codebook
from dateline.gazetteer import Gazetteer
from dateline.language import Engine, analyse
from dateline.read.coordinates import find_coordinates
from dateline.read.places import find_places
from dateline.records import Mention, Report, Toponym

Finder = Callable[[str], dict[str, Mention]]


@pytest.fixture(scope="module")
def find(engine: Engine, codebook: Codebook, gazetteer: Gazetteer) -> Finder:
    """A function from a text to the places in it by their words."""

    def found(text: str) -> dict[str, Mention]:
        (sentences,) = analyse([text], engine=engine)
        report = Report("r", "r.txt", text, language="en")
        mentions = find_places(report, sentences, zones=(), codebook=codebook, gazetteer=gazetteer)
        return {mention.evidence.quote: mention for mention in mentions}

    return found


def told(mention: Mention) -> tuple[str | None, float | None, float | None, float | None]:
    """Country, point and radius of a mention's place."""
    assert isinstance(mention.value, Toponym)
    place = mention.value.place
    assert place is not None
    return place.country, place.lat, place.lon, place.radius_km


@pytest.mark.parametrize(("text", "words", "lat", "lon"), [
    ("A post between Homs and Palmyra was overrun.", "between Homs and Palmyra", 34.64, 37.49),
    ("A bus burned on the road from Kabul to Ghazni.", "from Kabul to Ghazni", 34.04, 68.8),
    ("Gunmen shut the Kabul-Kandahar highway on Monday.", "Kabul-Kandahar highway", 33.07, 67.45),
    ("A bridge linking Goma with Rutshuru fell.", "linking Goma with Rutshuru", -1.43, 29.34),
])  # fmt: skip
def test_a_way_lies_halfway_and_reaches_both_ends(find: Finder, text: str, words: str, lat: float, lon: float) -> None:
    mention = find(text)[words]
    _, found_lat, found_lon, radius = told(mention)
    assert mention.rule == "route"
    assert found_lat == pytest.approx(lat, abs=0.15)
    assert found_lon == pytest.approx(lon, abs=0.15)
    assert radius is not None and radius > 5


def test_two_capitals_without_a_way_are_two_governments(find: Finder) -> None:
    found = find("Talks between Moscow and Kyiv failed on Monday.")
    meanings = [mention.value for mention in found.values()]
    assert [m.literal for m in meanings if isinstance(m, Toponym)] == [False, False]


@pytest.mark.parametrize(("words", "lat", "lon", "radius"), [
    ("33°47′N 44°30′E", 33.7833, 44.5, 1.9),
    ("33.783°N 44.500°E", 33.783, 44.5, 0.1),
    ("33°47'12\"N, 44°30'05\"E", 33.7867, 44.5014, 0.1),
    ("12.5°S 45.2°W", -12.5, -45.2, 11.1),
    ("33.7831, 44.5002", 33.7831, 44.5002, 0.1),
    ("-1.6794; 29.2228", -1.6794, 29.2228, 0.1),
])  # fmt: skip
def test_figures_give_a_point_as_exact_as_their_last_digit(
    find: Finder, words: str, lat: float, lon: float, radius: float
) -> None:
    mention = find(f"The camp stands at {words} and was shelled.")[words]
    country, found_lat, found_lon, found_radius = told(mention)
    assert (country, found_radius) == (None, radius)
    assert found_lat == pytest.approx(lat, abs=1e-3)
    assert found_lon == pytest.approx(lon, abs=1e-3)


@pytest.mark.parametrize("text", [
    "Prices rose from 12.345, 13.456 to 14.567.", "It lies at 91.0000, 44.0000.", "It was 33° hot.", "4.1234, 5",
])  # fmt: skip
def test_other_figures_are_no_points(find: Finder, text: str) -> None:
    assert not find(text)


@given(st.text(alphabet="0123456789.,;°′'\" NSEW-", max_size=60))
@settings(max_examples=60)
def test_any_figures_may_come(engine: Engine, text: str) -> None:
    (sentences,) = analyse([text], engine=engine)
    for spot in find_coordinates(Report("r", "r.txt", text, language="en"), sentences):
        lat, lon, radius = spot.place.lat, spot.place.lon, spot.place.radius_km
        assert lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180
        assert radius is not None and radius > 0


def test_a_river_is_neither_the_country_nor_the_town_of_its_name(find: Finder) -> None:
    country, *_, radius = told(find("Bodies were found in the Niger river, in Mali.")["Niger"])
    assert country is None and radius is not None and radius > 500
    unknown = find("Rebels crossed the Bamako river near Mopti in Mali.")["Bamako"].value
    assert unknown == Toponym(None)


def test_a_place_that_the_gazetteer_lacks_is_told_as_unknown(find: Finder) -> None:
    mention = find("Two men were shot in Qarumbezi village, in Syria.")["Qarumbezi"]
    assert (mention.rule, mention.value) == ("unknown", Toponym(None))


def test_a_town_is_left_open_where_the_text_puts_it_into_another_country(find: Finder) -> None:
    found = find("Police in Canada arrested a man in Bradford, Ontario. Canadian officers found rifles.")
    value = found["Bradford"].value
    assert isinstance(value, Toponym) and value.place is None and value.candidates


@pytest.mark.parametrize(("text", "words", "kind"), [
    ("Clashes spread to Oregon, Utah, Washington and Wisconsin in the United States.", "Washington", "province"),
    ("Troops came from Benin, Gambia, Niger, Nigeria and Togo.", "Niger", "country"),
    ("Shells hit Idlib, Aleppo and Hama in Syria.", "Aleppo", "town"),
])  # fmt: skip
def test_a_list_holds_places_of_one_kind(find: Finder, text: str, words: str, kind: str) -> None:
    value = find(text)[words].value
    assert isinstance(value, Toponym) and value.place is not None and value.place.precision == kind


def test_a_name_keeps_the_country_that_a_noun_gave_it(find: Finder) -> None:
    text = "Arrests were made in the state of Victoria, Australian police said. American agents were in Victoria."
    mentions = find(text)
    assert told(mentions["Victoria"])[0] == "AUS"
