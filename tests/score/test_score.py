"""Scores: what pairs, which fields are right, and what a missing or a further claim costs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.errors import GoldError
from dateline.score import Verdict, calibration_error, score_report, summary
from dateline.score.agreement import NameRules, field_right, find_words, same_name, squash
from dateline.score.gold import GoldReport, gold_claim, load_gold

TEXT = "Gunners shelled Hit on Monday, killing two. Later, rebels shelled Ana. Talks were held."
RULES = NameRules(frozenset({"the", "of", "al"}), frozenset({"al", "ash"}), frozenset({"troops", "army"}))


def gold(*claims: dict[str, Any], **header: str) -> GoldReport:
    return GoldReport("g", None, header, tuple(gold_claim(c, ident=str(n), where="g") for n, c in enumerate(claims)))


def claim(word: str, kind: str = "shelling", **values: Any) -> dict[str, Any]:
    start = TEXT.index(word)
    evidence = {"trigger": {"start": start, "end": start + len(word), "quote": word}}
    fixed = {
        "claim_id": word,
        "class": "event",
        "event_type": kind,
        "evidence": evidence,
        "cause": [],
        "confidence": 0.9,
    }
    return fixed | values


def verdict(wanted: GoldReport, *claims: dict[str, Any]) -> Verdict:
    published = {"published": "2020-03-17", "published_basis": "given"}
    return score_report(wanted, claims, text=TEXT, published=published, rules=RULES)


HIT = {"words": "Gunners shelled Hit", "types": ["shelling"]}
ANA = {"words": "rebels shelled Ana", "types": ["shelling", "attack"]}


def counts(one: Verdict) -> tuple[int, int, int]:
    return one.found, one.spurious, one.missed


def test_a_claim_is_found_where_type_agrees_and_the_trigger_overlaps() -> None:
    assert counts(verdict(gold(HIT), claim("shelled"))) == (1, 0, 0)
    assert counts(verdict(gold(HIT), claim("shelled", "talks"))) == (0, 1, 1)
    assert counts(verdict(gold(HIT), claim("held"))) == (0, 1, 1)
    assert counts(verdict(gold(HIT | {"class": "tally"}), claim("shelled"))) == (0, 1, 1)


def test_two_claims_in_one_place_need_two_golds() -> None:
    assert counts(verdict(gold(HIT), claim("shelled"), claim("Gunners"))) == (1, 1, 0)
    assert counts(verdict(gold(HIT, HIT), claim("shelled"), claim("Gunners"))) == (2, 0, 0)


def test_as_many_pairs_as_can_be() -> None:
    wide = {"words": "Gunners shelled Hit on Monday, killing two", "types": ["shelling", "killing"]}
    assert counts(verdict(gold(wide, HIT), claim("shelled"), claim("killing", "killing"))) == (2, 0, 0)


def test_an_optional_claim_is_neither_missed_nor_spurious() -> None:
    optional = HIT | {"optional": True}
    assert counts(verdict(gold(optional, ANA))) == (0, 0, 1)
    assert counts(verdict(gold(optional), claim("shelled", "attack"))) == (0, 0, 0)


def test_a_claim_is_whole_when_all_its_scored_fields_are_right() -> None:
    killed = [{"low": 2, "high": 2, "words": "two"}]
    wanted = gold(HIT | {"factuality": ["happened"], "killed": {"low": 2, "high": 2}})
    assert verdict(wanted, claim("shelled", factuality="happened", killed=killed)).whole == 1
    half = verdict(wanted, claim("shelled", factuality="planned", killed=killed))
    assert (half.whole, dict(half.fields)) == (0, {"factuality": False, "killed": True})


def test_a_cause_is_right_where_it_points_at_the_named_claim() -> None:
    wanted = gold(HIT | {"id": "x"}, ANA | {"cause": ["0"]})
    first, then = claim("Gunners shelled"), claim("rebels shelled", cause=["Gunners shelled"])
    assert dict(verdict(wanted, first, then).fields) == {"cause": True}
    assert dict(verdict(wanted, first, then | {"cause": []}).fields) == {"cause": False}


def test_the_date_of_the_report_is_a_field() -> None:
    assert dict(verdict(gold(published="2020-03-17", published_basis="inferred")).fields) == {
        "published": True, "published_basis": False,
    }  # fmt: skip
    unknown = {"published": None, "published_basis": "unknown"}
    assert score_report(gold(published=""), [], text=TEXT, published=unknown, rules=RULES).fields == (
        ("published", True),
    )


def test_precision_recall_and_f1_over_reports() -> None:
    table = summary([verdict(gold(HIT, ANA), claim("shelled"), claim("held")), verdict(gold(HIT), claim("shelled"))])
    assert (table["precision"], table["recall"], table["f1"], table["f1_95"]) == (2 / 3, 2 / 3, 2 / 3, None)


def test_an_interval_needs_ten_reports_and_holds_the_score() -> None:
    good, bad = verdict(gold(HIT), claim("shelled")), verdict(gold(HIT))
    table = summary([good] * 9 + [bad] * 3)
    low, high = table["f1_95"]
    assert low < table["f1"] < high


def span(start: str | None, end: str | None) -> dict[str, Any]:
    return {"occurred": {"start": start, "end": end, "precision": "range"}}


@pytest.mark.parametrize(
    ("field", "want", "row", "right"),
    [
        ("occurred", ["2020-03-01", "2020-03-31"], span("2020-03-02", "2020-03-05"), True),
        ("occurred", ["2020-03-01", "2020-03-31"], span("2020-03-02", None), False),
        ("occurred", ["2020-03-01", "2020-03-31"], {"occurred": None}, False),
        ("occurred_as_of", "2020-03-17", span("2020-03-02", None), True),
        ("occurred_as_of", "2020-03-17", span(None, "2020-03-16"), False),
        ("killed", {"low": 3, "high": 3}, {"killed": [{"low": 2, "high": 2}, {"low": 1, "high": 1}]}, True),
        ("killed", {"low": 3, "high": None}, {"killed": [{"low": 3, "high": 3}]}, False),
        ("strength", {"words": "hundreds"}, {"strength": {"low": 200, "high": None}}, True),
        ("strength", {"words": "hundreds"}, {"strength": None}, False),
        ("weapon", ["katyusha"], {"weapon": [{"kind": "rocket", "words": "Katyusha rockets"}]}, True),
        ("attribution", ["a US official"], {"attribution": [{"speaker": "an Iraqi official"}]}, False),
        ("attribution", ["US official"], {"attribution": [{"speaker": "the U.S. official"}]}, True),
        ("actors", [["US"], ["Army"]], {"actors": [{"name": "US", "words": "American"}]}, False),
        ("actors", ["US", "Iran"], {"actors": [{"name": "Iran", "words": "Iran"}]}, True),
        ("site", {"kind": "base"}, {"site": {"name": "Camp North", "kind": "base"}}, True),
        ("site", {"kind": "base"}, {"site": None}, False),
    ],
)
def test_fields(field: str, want: Any, row: dict[str, Any], right: bool) -> None:
    assert field_right(field, want, row, rules=RULES) is right


@pytest.mark.parametrize(
    ("want", "right"),
    [
        ({"country": "IRQ"}, True),
        ({"country": "SYR"}, False),
        ({"lat": 33.6, "lon": 42.8}, True),
        ({"lat": 34.6, "lon": 42.8}, False),
        ({"lat": 34.6, "lon": 42.8, "within_km": 200}, True),
        ({"name": ["Heet", "Hit"]}, True),
        ("Hit", True),
        ("Ana", False),
    ],
)
def test_places(want: Any, right: bool) -> None:
    place = {"name": "Hit", "country": "IRQ", "lat": 33.64, "lon": 42.83}
    assert field_right("place", want, {"place": place}, rules=RULES) is right


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("al-Shabaab", "Al Shabaab", True),
        ("Kata’ib Hezbollah", "Kataib Hezbollah", True),
        ("Iraq's parliament", "the parliament of Iraq", True),
        ("US", "US-led coalition", False),
        ("troops", "Iraqi troops", False),
        ("the troops", "troops", True),
    ],
)
def test_names(one: str, other: str, same: bool) -> None:
    assert same_name([one], [other], rules=RULES) is same


def test_words_are_found_whatever_their_quotes_and_spaces() -> None:
    assert find_words("'it  is' Hit", squash("It’s “it is” HIT!")) == [(6, 16)]
    assert find_words("hit", squash("White Hit")) == [(6, 9)]
    assert find_words("hit", squash("White")) == [(1, 4)]


def test_gold_is_read_from_folders_and_a_wrong_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "report.txt").write_text(TEXT)
    toml = tmp_path / "one" / "gold.toml"
    toml.write_text('[report]\npublished = "2020-03-17"\n[[claim]]\nid = "a"\nwords = "Hit"\ntypes = ["shelling"]\n')
    (report,) = load_gold(tmp_path)
    assert (report.name, report.claims[0].id, report.claims[0].classes) == ("one/report.txt", "a", ("event",))
    toml.write_text('[report]\n[[claim]]\nid = "a"\nwords = "Hit"\ntypes = ["shelling"]\nkiled = 3\n')
    with pytest.raises(GoldError, match="'kiled' is not known"):
        load_gold(tmp_path)


CLAIM = '[report]\n[[claim]]\nwords = "x"\n'
WRONG = ["", "[[claim", CLAIM, "report = 5", "claim = 5"]
WRONG += [f"{CLAIM}types = ['a']\n{line}" for line in ("killed = 3", "place = 7", "occurred = '2023'", "actors = [5]")]


@pytest.mark.parametrize("text", WRONG)
def test_gold_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "gold.toml").write_text(text)
    with pytest.raises(GoldError, match=r"gold\.toml"):
        load_gold(tmp_path)


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no such file or folder"):
        load_gold(tmp_path / "none")
    with pytest.raises(GoldError, match=r"no gold\.toml"):
        load_gold(tmp_path)


def test_confidence_is_calibrated_where_that_share_of_the_claims_is_right() -> None:
    assert calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == 0
    assert calibration_error([(0.95, False), (0.15, False)]) == pytest.approx(0.55)
    assert calibration_error([]) is None


def test_a_verdict_keeps_how_sure_right_and_spurious_claims_were() -> None:
    both = verdict(gold(HIT), claim("shelled", confidence=0.8), claim("Talks", "talks", confidence=0.3))
    assert both.sure == ((0.8, True), (0.3, False))
