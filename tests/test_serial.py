"""Claims go out in contract form and come back as they were."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dateline import records as r
from dateline.serial import (
    claim_from_json,
    claim_to_json,
    dumps,
    incident_to_json,
    mention_to_json,
    posture_to_json,
    report_from_json,
    report_to_json,
)

WORDS = st.text(min_size=1, max_size=8)
MAYBE = st.none() | WORDS
NUMBER = st.none() | st.integers(0, 10**6)
SURE = st.floats(0, 1)
HOME = "report-1"


@st.composite
def evidences(draw: st.DrawFn) -> r.Evidence:
    quote, start = draw(WORDS), draw(st.integers(0, 99))
    home = draw(st.sampled_from([HOME, "report-2"]))
    if draw(st.booleans()):
        return r.Evidence(home, quote, header="published")
    return r.Evidence(home, quote, start, start + len(quote))


def coded(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    spans = st.lists(evidences(), min_size=1, max_size=2).map(tuple)
    return st.builds(r.Coded, values, spans, WORDS, SURE)


def many(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(coded(values), max_size=2).map(tuple)


@st.composite
def time_spans(draw: st.DrawFn) -> r.TimeSpan:
    days = sorted([draw(st.dates()), draw(st.dates())])
    ends = [draw(st.sampled_from([day, None])) for day in days]
    return r.TimeSpan(ends[0], ends[1], draw(st.sampled_from(r.TIME_PRECISIONS)), draw(st.none() | st.just("03:30Z")))


PLACE = st.builds(r.Place, WORDS, MAYBE, MAYBE, st.none() | SURE, st.none() | SURE, st.none() | SURE, WORDS, MAYBE)
PARTY = st.builds(r.Party, WORDS, MAYBE, MAYBE, MAYBE, WORDS)
COUNT = st.builds(r.Count, NUMBER, NUMBER, MAYBE, WORDS)
CLAIMS = st.builds(
    r.Claim,
    claim_id=WORDS, report_id=st.just(HOME), claim_class=st.sampled_from(r.CLAIM_CLASSES), event_type=WORDS,
    trigger=evidences(), factuality=coded(st.sampled_from(r.FACTUALITIES)), confidence=SURE, coder=WORDS, rule=WORDS,
    occurred=st.none() | coded(time_spans()), place=st.none() | coded(PLACE), origin=st.none() | coded(PLACE),
    destination=st.none() | coded(PLACE), site=st.none() | coded(st.builds(r.Site, WORDS, WORDS)),
    strength=st.none() | coded(COUNT), number=st.none() | coded(COUNT), actors=many(PARTY), recipients=many(PARTY),
    weapon=many(st.builds(r.Weapon, WORDS, WORDS, NUMBER)), killed=many(COUNT), injured=many(COUNT),
    captured=many(COUNT), displaced=many(COUNT), attribution=many(st.builds(r.Attribution, WORDS, WORDS, WORDS)),
    cause=many(WORDS), notes=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
)  # fmt: skip


@given(CLAIMS)
def test_a_claim_comes_back_from_its_line_of_json(claim: r.Claim) -> None:
    assert claim_from_json(json.loads(dumps(claim_to_json(claim)))) == claim


def span(quote: str, start: int = 0, report_id: str = HOME) -> r.Evidence:
    return r.Evidence(report_id, quote, start, start + len(quote))


def sure(value: Any, *quotes: str) -> r.Coded[Any]:
    return r.Coded(value, tuple(span(quote) for quote in quotes), "rule-x")


SHELLED = r.Claim(
    claim_id="c1", report_id=HOME, claim_class="event", event_type="shelling", trigger=span("shelled", 4),
    factuality=sure("happened", "shelled"), confidence=0.5, coder="hand", rule="clause",
    occurred=sure(r.TimeSpan(date(2020, 3, 11), None, "range"), "since March 11"),
    killed=(sure(r.Count(12, None, "civilian", "at least 12"), "at least 12"), sure(r.Count(1, 1, None, "one"), "one")),
)  # fmt: skip


def test_a_claim_has_the_keys_of_the_contract_and_null_for_the_unknown() -> None:
    row = claim_to_json(SHELLED)
    assert row["class"] == "event" and row["place"] is None and row["actors"] == []
    assert row["occurred"] == {"start": "2020-03-11", "end": None, "precision": "range"}
    assert row["killed"][0] == {"low": 12, "high": None, "who": "civilian", "words": "at least 12"}


def test_evidence_of_a_list_says_which_item_it_bears() -> None:
    evidence = claim_to_json(SHELLED)["evidence"]
    assert evidence["trigger"] == {"start": 4, "end": 11, "quote": "shelled"}
    assert [(one["quote"], one["item"]) for one in evidence["killed"]] == [("at least 12", 0), ("one", 1)]


def test_evidence_in_a_header_names_the_header() -> None:
    header = r.Evidence(HOME, "17 March", header="published")
    when = r.Coded(r.TimeSpan(date(2020, 3, 16), date(2020, 3, 16), "day"), (header,), "x")
    claim = r.Claim("c", HOME, "event", "talks", span("met"), sure("happened", "met"), 1.0, "hand", "x", occurred=when)
    assert claim_to_json(claim)["evidence"]["occurred"] == [{"header": "published", "quote": "17 March"}]


def test_an_incident_counts_by_side_and_names_the_report_of_each_span() -> None:
    toll = r.Toll(3, 2, 4, (("soldiers", 2, 2, 2),))
    incident = r.Incident(
        "i1", ("c1", "c2"), 2, "2020-03-11", "shelling", sure("happened", "shelled"), span("shelled"), 0.9,
        disputed=("killed",), killed=sure(toll, "three"), reasons=(("c1", "c2", "same place and day"),),
    )  # fmt: skip
    row = incident_to_json(incident)
    side = {"who": "soldiers", "best": 2, "low": 2, "high": 2}
    assert row["killed"] == {"best": 3, "low": 2, "high": 4, "by": [side]}
    assert row["evidence"]["killed"] == [{"start": 0, "end": 5, "quote": "three", "report_id": HOME}]
    assert row["reasons"] == [{"claim": "c1", "other": "c2", "reason": "same place and day"}]
    assert row["disputed"] == ["killed"] and row["injured"] is None


def test_a_posture_tells_force_strength_and_days() -> None:
    force = r.Party("Iraqi Army", "irq_army", "IRQ", "MIL", "Iraqi troops")
    posture = r.Posture(
        force, None, r.Site("Camp North", "base"), "present", r.Count(300, 300, "troops", "300 troops"),
        r.TimeSpan(date(2020, 3, 17), None, "range"), date(2020, 3, 17), ("c1",), (span("300 troops"),),
    )  # fmt: skip
    row = posture_to_json(posture)
    assert row["strength"] == {"low": 300, "high": 300, "unit": "troops", "words": "300 troops"}
    assert (row["as_of"], row["valid"]["end"], row["place"]) == ("2020-03-17", None, None)


@given(WORDS, MAYBE, st.lists(evidences(), max_size=2).map(tuple))
def test_a_report_comes_back_from_its_row(text: str, title: str | None, words: tuple[r.Evidence, ...]) -> None:
    dating = r.Dating("2020-03-17", "inferred", words, "counted back")
    read = r.ReadReport(r.Report(HOME, "a.txt", text, title=title, dating=dating, language="en"), dating)
    assert report_from_json(json.loads(dumps(report_to_json(read, collected="2020-03-18")))) == read


def test_a_time_is_shown_with_its_value_and_anchor() -> None:
    day = r.TimeSpan(date(2020, 3, 17), date(2020, 3, 17), "day")
    timex = r.Timex("2020-03-17", "DATE", day, r.Evidence(HOME, "18 March", header="published"))
    row = mention_to_json(r.Mention("time", span("Tuesday", 4), "weekday", timex, 0, 1))
    assert (row["kind"], row["start"], row["quote"], row["value"]) == ("time", 4, "Tuesday", "2020-03-17")
    assert row["anchor"] == {"header": "published", "quote": "18 March"}


def test_a_place_is_shown_with_its_candidates() -> None:
    town = r.Place("Hit", "IRQ", "Anbar", 33.64, 42.83, 5.0, "town", "geonames:95788")
    row = mention_to_json(r.Mention("place", span("Hit"), "gazetteer", r.Toponym(None, (town,)), 0, 0))
    assert row["place"] is None and row["candidates"][0]["gazetteer_id"] == "geonames:95788"


def test_a_line_holds_nothing_that_ends_it_or_commands_a_terminal() -> None:
    row = {"text": "a\x1b[31mb\x7f\x85\x9b\u2028\u2029é\n"}
    assert dumps(row).isprintable() and "é" in dumps(row) and json.loads(dumps(row)) == row
