"""When a report was published, worked out from its words. All reports here are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook import Codebook, KnownEvent
from dateline.language import Engine, analyse
from dateline.read.dating import date_report
from dateline.records import Dating, Evidence, Report, Zone

Dater = Callable[..., Dating]
UNDATED = Dating(None, "unknown")
EVENTS = (
    KnownEvent("harbour explosion", ("harbour", "Port Ember", "silo"), date(2019, 5, 6), date(2019, 5, 6)),
    KnownEvent("river accord", ("River Accord", "signed"), date(2021, 11, 3), date(2021, 11, 4)),
)


@pytest.fixture(scope="module")
def date_of(codebook: Codebook, engine: Engine) -> Dater:
    """A function from a text to its dating, by a codebook whose known events are invented."""
    book = replace(codebook, known_events=EVENTS)

    def dating(text: str, zones: tuple[Zone, ...] = (), given: Dating = UNDATED) -> Dating:
        report = Report("r", "r.txt", text, dating=given, language="en")
        return date_report(report, analyse([text], engine=engine)[0], zones=zones, codebook=book)

    return dating


def quotes(dating: Dating) -> list[str]:
    return [evidence.quote for evidence in dating.evidence]


# 23 July 2019 was a Tuesday.
SAID = "The governor's office said Tuesday that the depot would be closed. The move was being announced Tuesday. "
RAID = "On July 18, gunmen killed two guards at the depot, which was raided again three days later. "
SPIKE = "Officials spoke of a rise in raids over the last week. "
PLAN = "All guards will leave the valley by the end of September. "
EVENT = "In May, an explosion in a silo of the harbour of Port Ember killed dozens. "


def test_a_day_is_inferred_from_all_that_the_words_allow(date_of: Dater) -> None:
    dating = date_of(SAID + RAID + SPIKE + PLAN + EVENT)
    assert (dating.published, dating.basis) == ("2019-07-23", "inferred")


def test_the_words_that_fixed_the_day_are_its_evidence(date_of: Dater) -> None:
    text = SAID + RAID + SPIKE + PLAN + EVENT
    dating = date_of(text)
    assert {
        "Tuesday",
        "July 18",
        "three days later",
        "the last week",
        "the end of September",
        "May",
        "Port Ember",
    } <= set(quotes(dating))
    assert quotes(dating)[0] == "Tuesday"
    assert all(text[words.start : words.end] == words.quote for words in dating.evidence)


def test_today_confirms_the_weekday_of_saying(date_of: Dater) -> None:
    said = "The governor's office said Tuesday that the depot was being emptied today. "
    assert date_of(said + RAID + SPIKE + EVENT).published == "2019-07-23"


def test_a_weekday_of_saying_alone_fixes_no_day(date_of: Dater) -> None:
    said = "The governor's office said Tuesday that the depot would be closed. "
    assert date_of(said + RAID + SPIKE + EVENT).published == "2019-07"


def test_two_weekdays_that_agree_equally_fix_no_day(date_of: Dater) -> None:
    said = "Police said Monday that a depot burned Monday. The office said Tuesday that a mill burned Tuesday. "
    assert date_of(said + RAID + SPIKE + EVENT).published == "2019-07"


def test_without_a_word_that_bounds_the_gap_nothing_is_chosen(date_of: Dater) -> None:
    dating = date_of(SAID + RAID + EVENT)
    assert dating.published is None
    assert "possible" in dating.note


def test_without_a_year_the_note_says_what_is_missing(date_of: Dater) -> None:
    dating = date_of(SAID + RAID + SPIKE)
    assert (dating.published, dating.basis, dating.evidence) == (None, "unknown", ())
    assert "year" in dating.note


def test_a_full_date_and_a_recent_stretch_give_the_month(date_of: Dater) -> None:
    dating = date_of("On 4 June 2016 shells killed nine in the old town. In the past two weeks, 40 people have died.")
    assert (dating.published, dating.basis) == ("2016-06", "inferred")


def test_a_full_date_and_the_weekday_give_the_day(date_of: Dater) -> None:
    text = (
        "The army said Tuesday that it was leaving the town today. On 4 June 2016 shells killed nine in the old town, "
    )
    assert date_of(text + "and in the past week, 40 people have died.").published == "2016-06-07"


def test_the_last_date_of_the_past_is_the_lower_bound(date_of: Dater) -> None:
    dating = date_of("The base was built in 2004. On 4 June 2016 shells fell on it, and nothing more is known.")
    assert dating.published is None
    assert "2016-06-04 or later" in dating.note


def test_dates_that_contradict_each_other_give_none(date_of: Dater) -> None:
    dating = date_of("The pact was signed on 4 June 2016. The troops will leave by the end of 2014.")
    assert dating.published is None
    assert "contradict" in dating.note


def test_what_is_given_stays(date_of: Dater) -> None:
    given = Dating("2020-03-17T10:20Z", "metadata", (Evidence("r", "2020-03-17T10:20Z", header="published"),))
    assert date_of(SAID + RAID + SPIKE + EVENT, given=given) == given


def test_a_header_line_gives_the_date(date_of: Dater) -> None:
    line = "Published: 23 July 2019"
    dating = date_of(f"{line}\n\n{RAID}", zones=(Zone(0, len(line), "header"),))
    assert (dating.published, dating.basis, quotes(dating)) == ("2019-07-23", "given", [line])


@pytest.mark.parametrize(
    ("url", "published", "words"),
    [
        ("https://example.org/2019/07/23/raid-in-the-valley", "2019-07-23", "2019/07/23"),
        ("https://example.org/world/2019/jul/23/raid", "2019-07-23", "2019/jul/23"),
        ("https://example.org/news/20190723-raid", "2019-07-23", "20190723"),
        ("https://example.org/raid-2019-07-23.html", "2019-07-23", "2019-07-23"),
        ("https://example.org/2019/07/raid-in-the-valley", "2019-07", "2019/07"),
        ("https://example.org/2019/31/raid-in-the-valley", None, ""),
        ("https://example.org/id/201907", None, ""),
    ],
)
def test_the_address_of_a_page_gives_the_date(codebook: Codebook, url: str, published: str | None, words: str) -> None:
    dating = date_report(Report("r", "r.txt", "Gunmen came.", url=url, language="en"), (), zones=(), codebook=codebook)
    assert (dating.published, dating.basis) == (published, "metadata" if published else "unknown")
    assert quotes(dating) == [words] * bool(published)


def test_what_is_known_of_the_day_is_told_with_its_words(date_of: Dater) -> None:
    dating = date_of("The truce was signed on 4 April 2019. The troops will leave by the end of 2019.")
    assert (dating.published, dating.basis) == (None, "unknown")
    assert "2019-04-04 to 2019-12-31" in dating.note
    assert {"4 April 2019", "the end of 2019"} <= set(quotes(dating))


def test_an_empty_header_gives_nothing(date_of: Dater) -> None:
    line = "Published: Updated:"
    assert date_of(f"{line}\n\n{RAID}", zones=(Zone(0, len(line), "header"),)).published is None


def test_a_dateline_without_a_year_takes_it_from_known_events(date_of: Dater) -> None:
    line = "PORT EMBER, July 23 (Example Wire) - "
    dating = date_of(line + RAID + EVENT, zones=(Zone(0, len(line), "dateline"),))
    assert (dating.published, dating.basis) == ("2019-07-23", "inferred")
    assert "July 23" in quotes(dating)


def test_a_language_without_words_of_time_is_undated(codebook: Codebook) -> None:
    dating = date_report(Report("r", "r.txt", "Mardi", language="fr"), (), zones=(), codebook=codebook)
    assert (dating.published, dating.basis) == (None, "unknown")
    assert "fr" in dating.note


SENTENCES = (
    SAID,
    RAID,
    SPIKE,
    PLAN,
    EVENT,
    "Aid came in 2012. ",
    "Talks will start in 2015. ",
    "It rained yesterday. ",
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), max_size=6))
def test_a_dating_always_rests_on_words_or_says_why_not(date_of: Dater, sentences: list[str]) -> None:
    dating = date_of("".join(sentences))
    assert dating.evidence or dating.published is None
    assert bool(dating.note) or dating.published is not None
