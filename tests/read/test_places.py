"""Short sentences with what a careful reader makes of the places in them. All of the events are invented."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook import Codebook
from dateline.gazetteer import Gazetteer
from dateline.language import Engine, analyse
from dateline.read.places import find_places
from dateline.records import Mention, Place, Report, Toponym, Zone
from dateline.sentences import Sentence, Token

Finder = Callable[..., tuple[Mention, ...]]


@pytest.fixture(scope="module")
def find(engine: Engine, codebook: Codebook, gazetteer: Gazetteer) -> Finder:
    """A function from a text to the places in it."""

    def found(text: str, zones: tuple[Zone, ...] = (), language: str = "en") -> tuple[Mention, ...]:
        (sentences,) = analyse([text], engine=engine)
        report = Report("r", "r.txt", text, language=language)
        return find_places(report, sentences, zones=zones, codebook=codebook, gazetteer=gazetteer)

    return found


def meaning(find: Finder, text: str, words: str) -> Toponym:
    found = [m for m in find(text) if words in m.evidence.quote]
    assert found, f"{words!r} was not found in {text!r}"
    assert isinstance(found[0].value, Toponym)
    return found[0].value


def place(find: Finder, text: str, words: str) -> Place:
    chosen = meaning(find, text, words).place
    assert chosen is not None, f"{words!r} was left open"
    return chosen


def near(found: Place, lat: float, lon: float, degrees: float = 0.35) -> bool:
    return (
        found.lat is not None
        and found.lon is not None
        and abs(found.lat - lat) < degrees
        and abs(found.lon - lon) < degrees
    )


CHOICES = [
    # the same name in several countries: the rest of the report decides
    ("Rockets hit the Taji airbase north of Baghdad in Iraq.", "Taji", "IRQ", 33.52, 44.26),
    ("Fighters seized Palma in Mozambique's Cabo Delgado province.", "Palma", "MOZ", -10.78, 40.48),
    ("Ships collided off Spain and were towed to Palma, Spanish officials said.", "Palma", "ESP", 39.57, 2.65),
    ("Clashes broke out in Tripoli, in northern Lebanon, on Sunday.", "Tripoli", "LBN", 34.43, 35.84),
    ("Militias shelled each other in Tripoli, the Libyan capital.", "Tripoli", "LBY", 32.88, 13.19),
    ("Protesters in Tbilisi marched as Georgia debated the law.", "Georgia", "GEO", 42.2, 43.5),
    ("A shooting in Atlanta, Georgia, left two people dead.", "Georgia", "USA", 33.0, -83.5),
    ("Turkish jets bombed Kobani in northern Syria.", "Kobani", "SYR", 36.89, 38.35),
    ("Peacekeepers left their camp at Gao in northern Mali.", "Gao", "MLI", 16.27, -0.04),
    ("Two people were shot in Paris, Texas, on Monday.", "Paris", "USA", 33.66, -95.56),
    ("Two people were shot in Paris on Monday.", "Paris", "FRA", 48.85, 2.35),
    ("Government shells fell on Hama, the Syrian activists said.", "Hama", "SYR", 35.13, 36.75),
    ("The rebels advanced on Goma in eastern Congo.", "Goma", "COD", -1.68, 29.23),
    ("Russian troops shelled Bakhmut again.", "Bakhmut", "UKR", 48.59, 38.0),
    ("Argentine police broke up a protest in Cordoba.", "Cordoba", "ARG", -31.41, -64.18),
    ("Spanish police broke up a protest in Cordoba.", "Cordoba", "ESP", 37.89, -4.77),
    ("Gunmen killed a mayor in San Salvador, El Salvador.", "San Salvador", "SLV", 13.69, -89.19),
    ("Chilean riot police fired tear gas in Santiago.", "Santiago", "CHL", -33.46, -70.65),
    ("Cuban officials flew to Santiago de Cuba.", "Santiago de Cuba", "CUB", 20.02, -75.82),
    ("Serbs marched in Belgrade, while the South Sudanese town of Bor was calm.", "Bor", "SSD", 6.21, 31.56),
    ("A bomb went off in Hyderabad, in Pakistan's Sindh province.", "Hyderabad", "PAK", 25.39, 68.37),
    ("Indian police made arrests in Hyderabad.", "Hyderabad", "IND", 17.38, 78.46),
    ("Nigerian troops repelled an attack on Bama in Borno state.", "Bama", "NGA", 11.52, 13.69),
    ("A boat sank off Tartus in Syria.", "Tartus", "SYR", 34.89, 35.89),
    ("A convoy was ambushed near Birmingham, Alabama.", "Birmingham", "USA", 33.52, -86.8),
    ("Egyptian tanks crossed into Rafah in Egypt's North Sinai.", "Rafah", "EGY", 31.28, 34.24),
    # spellings
    ("Coalition troops left Al-Qaim in Iraq.", "Qaim", "IRQ", 34.39, 40.99),
    ("Coalition troops left Qaim, the western Iraqi base.", "Qaim", "IRQ", 34.39, 40.99),
    ("Houthi forces pulled out of Hodeidah in Yemen.", "Hodeidah", "YEM", 14.8, 42.95),
    ("Jets bombed Deir al-Zor in Syria.", "Deir al-Zor", "SYR", 35.33, 40.14),
    ("A drone struck Kharkov, Ukraine said.", "Kharkov", "UKR", 49.98, 36.25),
    ("The convoy reached Sana'a in Yemen.", "Sana'a", "YEM", 15.35, 44.2),
    ("Troops entered Tal Afar in Iraq.", "Tal Afar", "IRQ", 36.38, 42.45),
    # bases and airfields by their bare names
    ("Rockets landed at Al Asad in Iraq.", "Al Asad", "IRQ", 33.79, 42.44),
    ("Iraqi troops took over the Qayyarah and Kirkuk bases.", "Qayyarah", "IRQ", 35.77, 43.15),
    ("Iraqi troops took over the Qayyarah and Kirkuk bases.", "Kirkuk", "IRQ", 35.47, 44.37),
    ("Drones attacked the Saky air base in Crimea.", "Saky", "UKR", 45.1, 33.6),
    # provinces, regions and seas
    ("Fighting raged in Anbar province in Iraq.", "Anbar", "IRQ", 33.0, 42.4),
    ("Shells fell across the Donetsk region of Ukraine.", "Donetsk", "UKR", 48.06, 37.77),
    ("Aid reached the Gaza Strip on Friday.", "Gaza Strip", "PSE", 31.42, 34.36),
    ("A missile hit a tanker in the Red Sea.", "Red Sea", None, 20.5, 38.5),
    ("Violence spread in North Kivu, Congolese officials said.", "North Kivu", "COD", -0.8, 29.0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "country", "lat", "lon"), CHOICES)
def test_the_report_decides_which_place_is_meant(
    find: Finder, text: str, words: str, country: str | None, lat: float, lon: float
) -> None:
    chosen = place(find, text, words)
    assert chosen.country == country
    assert near(chosen, lat, lon, 1.0 if chosen.precision in ("province", "country", "sea") else 0.35)


PRECISIONS = [
    ("Rockets hit the Taji airbase in Iraq.", "Taji", "site"),
    ("Rockets hit Mosul in Iraq.", "Mosul", "town"),
    ("Rockets hit Iraq.", "Iraq", "country"),
    ("Rockets hit Helmand province in Afghanistan.", "Helmand", "province"),
    ("Rockets hit northern Mali.", "northern Mali", "province"),
    ("A frigate was hit in the Black Sea.", "Black Sea", "sea"),
    ("Rockets fell near Mosul in Iraq.", "Mosul", "near"),
    ("Rockets fell 20 km south of Mosul in Iraq.", "Mosul", "near"),
    ("A ship was hit off the coast of Yemen.", "Yemen", "sea"),
]


@pytest.mark.parametrize(("text", "words", "precision"), PRECISIONS)
def test_precision_says_how_much_is_known(find: Finder, text: str, words: str, precision: str) -> None:
    assert place(find, text, words).precision == precision


WHEREABOUTS = [
    ("Rockets fell 20 km south of Mosul in Iraq.", "20 km south of Mosul", 36.16, 43.12),
    ("Rockets fell 30 miles (48 km) west of Baghdad.", "30 miles (48 km) west of Baghdad", 33.34, 43.88),
    ("Two rockets hit an Iraqi base south of the capital.", "south of the capital", 33.07, 44.4),
    (
        "Gunmen attacked a Malian army post 60 kilometres north-east of Mopti.",
        "60 kilometres north-east of Mopti",
        14.88,
        -3.8,
    ),
    ("The convoy was stopped in northern Syria.", "northern Syria", 36.9, 38.5),
    ("The convoy was stopped in Syria's north.", "Syria's north", 36.9, 38.5),
    ("A mine went off on the outskirts of Aden in Yemen.", "outskirts of Aden", 12.78, 45.04),
    ("The Iraqi army sent tanks to the Syrian border.", "Syrian border", 36.5, 42.0),
    ("Troops massed on the border between Iraq and Syria.", "border between Iraq and Syria", 36.5, 42.0),
    ("Syrian rebels shelled the capital, Syrian officials said.", "the capital", 33.51, 36.29),
    ("Police opened fire in the Kenyan capital.", "Kenyan capital", -1.28, 36.82),
]


@pytest.mark.parametrize(("text", "words", "lat", "lon"), WHEREABOUTS)
def test_a_place_may_be_told_by_another(find: Finder, text: str, words: str, lat: float, lon: float) -> None:
    (found,) = [
        m for m in find(text) if m.evidence.quote.lower() in (words.lower(), words.lower().removeprefix("the "))
    ]
    assert isinstance(found.value, Toponym)
    assert found.value.place is not None
    assert near(found.value.place, lat, lon, 0.5)


SENSES = [
    ("Iran retaliated with missiles.", "Iran", False),
    ("Three soldiers were killed in Iran.", "Iran", True),
    ("Damascus denied the charge, the Syrian news agency said.", "Damascus", False),
    ("A car bomb exploded in Damascus.", "Damascus", True),
    ("The Kyiv government rejected the offer.", "Kyiv", False),
    ("Missiles fell on Kyiv overnight.", "Kyiv", True),
    ("A London-based monitoring group gave the toll.", "London", False),
    ("The Iran-backed militia fired rockets.", "Iran", False),
    ("An Iraqi base was hit.", "Iraqi", False),
    ("The pact was signed with Turkey.", "Turkey", False),
    ("Aid went to Turkey by road.", "Turkey", True),
    ("Iraq's parliament voted on Sunday.", "Iraq", False),
    ("Rockets hit Iraq's Anbar province.", "Anbar", True),
    ("Mosul fell to the rebels in Iraq.", "Mosul", True),
    ("US officials confirmed the strike.", "US", False),
    ("Washington accused Moscow of a breach.", "Washington", False),
    ("Washington accused Moscow of a breach.", "Moscow", False),
]


@pytest.mark.parametrize(("text", "words", "literal"), SENSES)
def test_a_name_may_stand_for_those_who_rule_there(find: Finder, text: str, words: str, literal: bool) -> None:
    assert meaning(find, text, words).literal is literal


def test_a_country_is_never_used_as_a_town(find: Finder) -> None:
    chosen = place(find, "Fighting went on in Kuwait.", "Kuwait")
    assert (chosen.precision, chosen.gazetteer_id) == ("country", "country:KWT")


def test_without_context_two_like_towns_stay_open_with_their_candidates(find: Finder) -> None:
    value = meaning(find, "Shots were heard in Springfield.", "Springfield")
    assert value.place is None
    assert len(value.candidates) > 3


@pytest.mark.parametrize("text", [
    "On March 11 the army withdrew.",
    "General Washington spoke first.",
    "The Patriot system was fired on Sunday.",
    "He read The Times.",
    "He went to the north.",
])  # fmt: skip
def test_what_is_no_place_is_not_taken_for_one(find: Finder, text: str) -> None:
    assert not [m for m in find(text) if isinstance(m.value, Toponym) and m.value.literal and m.value.place]


def test_a_report_in_capitals_needs_more_than_capitals(find: Finder) -> None:
    found = find(
        "SAN SALVADOR, 3 JAN 90 -- GUERRILLAS ATTACKED AN ARMY POST IN CHALATENANGO. THE ARMY KILLED FOUR GUERRILLAS."
    )
    names = {m.value.place.name for m in found if isinstance(m.value, Toponym) and m.value.place}
    assert "Chalatenango" in names
    assert not names & {"Army", "Four", "Killed", "Guerrillas"}


def test_the_dateline_is_not_where_it_happened(find: Finder) -> None:
    dateline = next(m for m in find("BEIRUT (Wire) - Jets bombed Idlib in Syria.") if m.evidence.quote == "BEIRUT")
    assert dateline.rule == "dateline"
    assert isinstance(dateline.value, Toponym)
    assert not dateline.value.literal


def test_headers_are_not_searched(find: Finder) -> None:
    text = "Published in London\n\nJets bombed Idlib in Syria."
    found = find(text, (Zone(0, 19, "header"),))
    assert not [m for m in found if m.evidence.start < 19]


def test_an_unlisted_village_is_not_its_namesake_abroad(find: Finder) -> None:
    """The only Keta of the gazetteer lies in Ghana, of which nothing else in the text speaks."""
    found = {
        m.evidence.quote: m.value for m in find("Gunmen from Zamfara, in northern Nigeria, rode into Keta near Gusau.")
    }
    keta = found["Keta"]
    assert isinstance(keta, Toponym) and keta.place is None


def test_a_language_without_words_gives_nothing(find: Finder) -> None:
    assert find("Rockets hit Mosul.", language="xx") == ()


VOCABULARY = [
    "Iraq", "Mosul", "the", "capital", "south", "of", "20", "km", "al", "-", "Qaim", "base", "bases", "and", ",", "'s",
    "northern", "border", "Syria", "Iraqi", "near", "off", "in", "(", ")", "Paris", "Texas", "B", "é", "province",
]  # fmt: skip


def flat(words: list[str]) -> tuple[str, Sentence]:
    """A sentence of these words in which every word hangs on the first."""
    text, tokens = " ".join(words), []
    at = 0
    for i, word in enumerate(words):
        upos = "PROPN" if word[0].isupper() else "NOUN"
        tokens.append(Token(at, at + len(word), word, word.lower(), upos, 0 if i else -1, "dep" if i else "root"))
        at += len(word) + 1
    return text, Sentence(0, len(text), tuple(tokens))


@settings(max_examples=200, deadline=None)
@given(words=st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=14))
def test_every_mention_slices_back_and_none_overlap(words: list[str], codebook: Codebook, gazetteer: Gazetteer) -> None:
    text, sentence = flat(words)
    report = Report("x", "x", text, language="en")
    found = find_places(report, (sentence,), zones=(), codebook=codebook, gazetteer=gazetteer)
    assert all(text[m.evidence.start : m.evidence.end] == m.evidence.quote for m in found)
    assert all(one.evidence.end <= two.evidence.start for one, two in pairwise(found))
    assert all(0 <= m.head < len(sentence.tokens) for m in found)
