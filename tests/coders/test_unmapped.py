"""A place that the gazetteer lacks keeps its name and its likely country, and gets no coordinates."""

from __future__ import annotations

import pytest

from dateline.records import Place
from tests.conftest import Coding, only

LACKED = [
    ("Thousands fled to Jos. Gunmen attacked the village of Xreawo.", "NGA"),
    ("Gunmen attacked the village of Xreawo, near Goma.", "COD"),
    ("Gunmen attacked the village of Xreawo.", None),
]


def _attacked(code: Coding, text: str) -> Place:
    place = only(code(text), "attack").place
    assert place is not None
    return place.value


@pytest.mark.parametrize(("text", "country"), LACKED[::2])
def test_a_name_without_a_place_is_kept_with_the_country_of_its_surroundings(
    code: Coding, text: str, country: str | None
) -> None:
    place = _attacked(code, text)
    assert (place.name, place.country) == ("Xreawo", country)


@pytest.mark.parametrize(("text", "country"), LACKED)
def test_what_the_gazetteer_lacks_has_no_coordinates_of_another(code: Coding, text: str, country: str | None) -> None:
    place = _attacked(code, text)
    assert place.name != "Xreawo" or (place.lat, place.lon, place.gazetteer_id) == (None, None, None)
