"""Times of newswire sentences, read on Tuesday 17 March 2020 unless the test says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook import Codebook
from dateline.language import Engine, analyse
from dateline.read.times import find_times
from dateline.records import Dating, Evidence, Mention, Report, Timex, Zone

Finder = Callable[..., tuple[Mention, ...]]


def _dating(published: str | None) -> Dating:
    if published is None:
        return Dating(None, "unknown")
    return Dating(published, "given", (Evidence("r", published, header="published"),))


@pytest.fixture(scope="module")
def find(codebook: Codebook, engine: Engine) -> Finder:
    """A function from a text to its times."""

    def times(text: str, published: str | None = "2020-03-17", zones: tuple[Zone, ...] = ()) -> tuple[Mention, ...]:
        report = Report("r", "r.txt", text, dating=_dating(published), language="en")
        sentences = analyse([text], engine=engine)[0]
        return find_times(report, sentences, dating=report.dating, zones=zones, codebook=codebook)

    return times


def timex(mention: Mention) -> Timex:
    assert isinstance(mention.value, Timex)
    return mention.value


def days(mention: Mention) -> str:
    """The interval as text: one day, "first..last", open ends as dots, "-" for none."""
    span = timex(mention).occurred
    if span is None:
        return "-"
    start, end = (day.isoformat() if day else "" for day in (span.start, span.end))
    return start if start == end else f"{start}..{end}"


NAMED = [
    (
        "In the night of 12 to 13 March gunmen attacked a village.",
        "the night of 12 to 13 March",
        "2020-03-12..2020-03-13",
    ),
    ("Gunmen fled on Sunday. 05:40 Sirens were heard in the north.", "05:40", "2020-03-17"),
    ("Gunmen killed five farmers on Friday.", "Friday", "2020-03-13"),
    ("The army will hand over the base on Friday.", "Friday", "2020-03-20"),
    ("Troops are leaving the camp on Thursday.", "Thursday", "2020-03-19"),
    ("A convoy was ambushed on Tuesday.", "Tuesday", "2020-03-17"),
    ("The garrison is due to leave on Tuesday.", "Tuesday", "2020-03-17"),
    ("The talks begin on Sunday in Geneva.", "Sunday", "2020-03-22"),
    ("The army began to withdraw on Monday.", "Monday", "2020-03-16"),
    ("The army plans to withdraw on Monday.", "Monday", "2020-03-23"),
    ("He said on Monday the army would leave on Friday.", "Monday", "2020-03-16"),
    ("He said on Monday the army would leave on Friday.", "Friday", "2020-03-20"),
    ("The vote is scheduled for Saturday.", "Saturday", "2020-03-21"),
    ("Monday's attack killed three soldiers.", "Monday", "2020-03-16"),
    ("The base was handed over last Friday.", "last Friday", "2020-03-13"),
    ("The council will meet next Friday.", "next Friday", "2020-03-20"),
    ("A mine killed two shepherds on Thursday last week.", "Thursday last week", "2020-03-12"),
    ("Early Tuesday, two rockets hit the camp.", "Early Tuesday", "2020-03-17"),
    ("The village was raided late on Sunday.", "late on Sunday", "2020-03-15"),
    ("The army captured the town yesterday.", "yesterday", "2020-03-16"),
    ("Police fired on marchers today.", "today", "2020-03-17"),
    ("Another convoy will cross tomorrow.", "tomorrow", "2020-03-18"),
    ("The depot was hit the day before yesterday.", "the day before yesterday", "2020-03-15"),
    ("On March 11, rockets struck the airfield.", "March 11", "2020-03-11"),
    ("On 3 March gunmen stormed the village.", "3 March", "2020-03-03"),
    ("The parliament will vote on 12 February.", "12 February", "2021-02-12"),
    ("The truce collapsed on 20 December.", "20 December", "2019-12-20"),
    ("On March 11, 2019, a mine killed two farmers.", "March 11, 2019", "2019-03-11"),
    ("The attack came on Wednesday, March 11.", "Wednesday, March 11", "2020-03-11"),
    ("A shell fell on the market on the 3rd of March 2016.", "the 3rd of March 2016", "2016-03-03"),
    ("The raid of 2020-03-11 left nine dead.", "2020-03-11", "2020-03-11"),
    ("The raid of 17/03/2019 left nine dead.", "17/03/2019", "2019-03-17"),
    ("The raid of 3/4/2019 left nine dead.", "3/4/2019", "-"),
    ("The prisoners were freed on Christmas Eve.", "Christmas Eve", "2019-12-24"),
]
PERIODS = [
    ("In January, parliament voted to oust the troops.", "January", "2020-01-01..2020-01-31"),
    ("Parliament will vote in January.", "January", "2021-01-01..2021-01-31"),
    ("The offensive began in April.", "April", "2019-04-01..2019-04-30"),
    ("The troops are due to leave in April.", "April", "2020-04-01..2020-04-30"),
    ("In March 2019 the last pocket fell.", "March 2019", "2019-03-01..2019-03-31"),
    ("The offensive began in early February 2018.", "early February 2018", "2018-02-01..2018-02-09"),
    ("Shelling peaked in mid-January.", "mid-January", "2020-01-11..2020-01-20"),
    ("The mission was wound up at the end of June 2015.", "the end of June 2015", "2015-06-21..2015-06-30"),
    ("They may attack, the ministry warned in May.", "May", "2019-05-01..2019-05-31"),
    ("The coalition was set up in 2014.", "2014", "2014-01-01..2014-12-31"),
    ("The front stiffened in late 2016.", "late 2016", "2016-09-01..2016-12-31"),
    ("The base was built in the 1990s.", "the 1990s", "1990-01-01..1999-12-31"),
    ("They fled in the summer of 2014.", "the summer of 2014", "2014-06-01..2014-08-31"),
    ("The siege was lifted last autumn.", "last autumn", "2019-09-01..2019-11-30"),
    ("Clashes broke out last week near the dam.", "last week", "2020-03-09..2020-03-15"),
    ("A new brigade will arrive next week.", "next week", "2020-03-23..2020-03-29"),
    ("Two posts were overrun this week.", "this week", "2020-03-16..2020-03-17"),
    ("The force withdrew last month.", "last month", "2020-02-01..2020-02-29"),
    ("The squadron will return next month.", "next month", "2020-04-01..2020-04-30"),
    ("More than 300 people have died this year.", "this year", "2020-01-01..2020-03-17"),
    ("The force left last year.", "last year", "2019-01-01..2019-12-31"),
    ("Later this month the last platoon will leave.", "Later this month", "2020-03-17..2020-03-31"),
    ("Clashes erupted over the weekend.", "the weekend", "2020-03-14..2020-03-15"),
    ("The first quarter of 2019 was calm.", "The first quarter of 2019", "2019-01-01..2019-03-31"),
    ("In the first week of March, shelling killed nine.", "the first week of March", "2020-03-01..2020-03-07"),
    ("The exercise will take place between 12 and 15 August.", "12 and 15 August", "2020-08-12..2020-08-15"),
    ("The March 5-8 clashes left ten dead.", "March 5-8", "2020-03-05..2020-03-08"),
    ("Fighting raged from October to mid-January.", "October to mid-January", "2019-10-01..2020-01-20"),
    ("Fighting raged from March to May 2017.", "March to May 2017", "2017-03-01..2017-05-31"),
    ("The port was closed from Friday to Sunday.", "Friday to Sunday", "2020-03-13..2020-03-15"),
]
COUNTED = [
    ("Militants attacked the post two days ago.", "two days ago", "2020-03-15"),
    ("A drone struck the airfield three weeks ago.", "three weeks ago", "2020-02-22..2020-02-28"),
    ("The group seized the valley five years ago.", "five years ago", "2015-01-01..2015-12-31"),
    ("The truce was signed two months ago.", "two months ago", "2020-01-01..2020-01-31"),
    ("Mortar shells hit the camp days ago.", "days ago", "2020-03-07..2020-03-15"),
    ("Attacks have multiplied over the last week.", "the last week", "2020-03-10..2020-03-17"),
    ("About 200 people were killed in the past six months.", "the past six months", "2019-09-17..2020-03-17"),
    ("Both towns have faced shelling in recent weeks.", "recent weeks", "2020-02-04..2020-03-17"),
    ("It was the 24th such attack in less than six months.", "less than six months", "2019-09-17..2020-03-17"),
    ("The convoy will leave in three days.", "three days", "2020-03-17..2020-03-20"),
    ("The force will be rebuilt over the next two years.", "the next two years", "2020-03-17..2022-03-17"),
    ("On 3 March gunmen took the mill; two days later they left.", "two days later", "2020-03-05"),
    ("On 3 March gunmen took the mill. The following day they left.", "The following day", "2020-03-04"),
    ("On 3 March gunmen took the mill. The day before, they had warned it.", "The day before", "2020-03-02"),
    ("On 3 March gunmen took the mill. On the same day, a mine exploded.", "the same day", "2020-03-03"),
    ("In January a drone killed a general. Iran fired missiles days later.", "days later", "2020-01-03..2020-02-10"),
    ("A bridge fell in 2012. Three years later it was rebuilt.", "Three years later", "2015-01-01..2015-12-31"),
    ("The day before the 8 February vote, a bomb exploded.", "The day before", "2020-02-07"),
    ("The statement came hours after rockets hit the base.", "hours after", "2020-03-16..2020-03-17"),
    ("The siege lasted three months.", "three months", "-"),
    ("A two-year siege ended.", "two-year", "-"),
    ("Shelling is reported daily along the line.", "daily", "-"),
    ("Marches take place every Friday.", "every Friday", "-"),
]
BOUNDED = [
    ("The last troops will leave by the end of April.", "by", "2020-03-17..2020-04-30"),
    ("The garrison was set to be withdrawn by the end of April.", "by", "2020-03-17..2020-04-30"),
    ("By Friday, rebels had taken the town.", "by", "..2020-03-13"),
    ("The army has shelled the valley since October.", "since", "2019-10-01..2020-03-17"),
    ("The ceasefire will hold until 5 April.", "until", "2020-03-17..2020-04-05"),
    ("Nobody has crossed the line after Monday.", "after", "2020-03-17"),
    ("The village had been emptied before 2 March.", "before", "..2020-03-01"),
    ("After Monday's attack, the road was closed.", "on", "2020-03-16"),
]
TIMES = [
    ("A bomb went off on Sunday night in the bazaar.", "Sunday night", "2020-03-15TNI", None),
    ("Rockets landed near the embassy last night.", "last night", "2020-03-16TNI", None),
    ("Two soldiers were shot this morning.", "this morning", "2020-03-17TMO", None),
    ("On the night of 12 March gunmen came.", "the night of 12 March", "2020-03-12TNI", None),
    ("A rocket hit the base at around 3 a.m. on Tuesday.", "around 3 a.m. on Tuesday", "2020-03-17T03:00", "03:00"),
    ("Saturday at 15:00 GMT, three shells landed.", "Saturday at 15:00 GMT", "2020-03-14T15:00Z", "15:00Z"),
    ("Gunmen came on 2 March. At 5:30 p.m. they left.", "5:30 p.m.", "2020-03-02T17:30", "17:30"),
]
VALUES = [
    ("Shells fell last week.", "2020-W11", "DATE"),
    ("Shells fell in the past six months.", "P6M", "DURATION"),
    ("Shells fell for 36 hours.", "PT36H", "DURATION"),
    ("Shells fell for days.", "PXD", "DURATION"),
    ("Shells fell every Friday.", "XXXX-WXX-5", "SET"),
    ("Shells fell in the spring of 2018.", "2018-SP", "DATE"),
    ("Shells fell in January.", "2020-01", "DATE"),
]
UNKNOWN = [
    ("Shells fell on Tuesday.", "XXXX-WXX-2"),
    ("Shells fell on 3 March.", "XXXX-03-03"),
    ("Shells fell in March.", "XXXX-03"),
    ("Shells fell yesterday.", "XXXX-XX-XX"),
    ("Shells fell last week.", "XXXX-WXX"),
    ("Shells fell last year.", "XXXX"),
    ("Shells fell two days ago.", "XXXX-XX-XX"),
    ("Shells fell in the past six months.", "P6M"),
]
SILENT = [
    "They may attack.",
    "The victim was 25 years old.",
    "Troops march to the border.",
    "The fall of the town shocked many.",
    "Some 2,014 soldiers arrived.",
    "A second convoy arrived.",
    "The prisoner was in his 30s.",
    "The boat drifted with the current.",
    "The future of the base is unclear.",
    "They drank spring water.",
    "The army will leave as soon as it can.",
    "Troops sprang a trap.",
    "Two T-80s and a pair of Su-30s were lost.",
    "Temperatures were in the 40s.",
]


@pytest.mark.parametrize(("text", "quote", "expected"), [*NAMED, *PERIODS, *COUNTED])
def test_a_time_means_these_days(text: str, quote: str, expected: str, find: Finder) -> None:
    found = {mention.evidence.quote: days(mention) for mention in find(text)}
    assert found.get(quote) == expected, found


@pytest.mark.parametrize(("text", "bound", "expected"), BOUNDED)
def test_words_before_a_time_bound_it(text: str, bound: str, expected: str, find: Finder) -> None:
    assert [(timex(mention).bound, days(mention)) for mention in find(text)] == [(bound, expected)]


@pytest.mark.parametrize(("text", "quote", "value", "clock"), TIMES)
def test_a_time_of_day_belongs_to_its_day(text: str, quote: str, value: str, clock: str | None, find: Finder) -> None:
    time = timex(next(mention for mention in find(text) if mention.evidence.quote == quote))
    assert (time.value, time.type, time.occurred and time.occurred.clock) == (value, "TIME", clock)


@pytest.mark.parametrize(("text", "value", "kind"), VALUES)
def test_values_are_timex3(text: str, value: str, kind: str, find: Finder) -> None:
    assert [(timex(mention).value, timex(mention).type) for mention in find(text)] == [(value, kind)]


@pytest.mark.parametrize(("text", "value"), UNKNOWN)
def test_without_a_publication_date_nothing_is_guessed(text: str, value: str, find: Finder) -> None:
    (mention,) = find(text, published=None)
    assert (timex(mention).value, timex(mention).occurred, timex(mention).anchor) == (value, None, None)


def test_without_a_publication_date_full_dates_still_carry_others(find: Finder) -> None:
    found = find("On 3 March 2018 gunmen took the mill. Two days later they left.", published=None)
    assert [days(mention) for mention in found] == ["2018-03-03", "2018-03-05"]


def test_a_month_of_publication_dates_months_but_no_weekdays(find: Finder) -> None:
    found = find("Shells fell in January. Shells fell on Tuesday.", published="2020-03")
    assert [days(mention) for mention in found] == ["2020-01-01..2020-01-31", "-"]


@pytest.mark.parametrize("text", SILENT)
def test_words_that_only_look_like_times_are_left(text: str, find: Finder) -> None:
    assert [mention.evidence.quote for mention in find(text)] == []


def test_what_rests_on_the_publication_says_so(find: Finder) -> None:
    friday, absolute = find("Gunmen came on Friday; a first raid was on 2 May 2018.")
    assert timex(friday).anchor == Evidence("r", "2020-03-17", header="published")
    assert timex(absolute).anchor is None


def test_what_is_counted_from_another_time_cites_that_time(find: Finder) -> None:
    first, later = find("On March 11 rockets killed three soldiers at the base, which was hit again three days later.")
    assert days(later) == "2020-03-14"
    assert timex(later).anchor == first.evidence


def test_the_day_of_saying_anchors_nothing(find: Finder) -> None:
    found = find("On 3 March gunmen took the mill, police said on Monday. Two days later they left.")
    assert days(found[-1]) == "2020-03-05"


def test_years_are_shared_by_neighbours(find: Finder) -> None:
    found = find("The siege began on 4 May 2016. It ended on 9 July.")
    assert [days(mention) for mention in found] == ["2016-05-04", "2016-07-09"]


def test_header_lines_and_datelines_tell_no_event_time(find: Finder) -> None:
    text = "HARBOUR TOWN, March 16 (Example Wire) - Gunmen came on Sunday."
    found = find(text, zones=(Zone(0, text.index("Gunmen"), "dateline"),))
    assert [mention.evidence.quote for mention in found] == ["Sunday"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example.co.uk/a", "2019-06-05"),
        ("https://example.us/a", "2019-05-06"),
        ("https://example.com/a.uk", None),
        (None, None),
    ],
)
def test_numeric_dates_follow_the_country_of_the_publisher(
    url: str | None, expected: str | None, codebook: Codebook, engine: Engine
) -> None:
    text = "The raid of 5/6/2019 left nine dead."
    report = Report("r", "r.txt", text, url=url, dating=_dating("2020-03-17"), language="en")
    sentences = analyse([text], engine=engine)[0]
    (found,) = find_times(report, sentences, dating=report.dating, zones=(), codebook=codebook)
    assert days(found) == (expected or "-")


def test_a_language_without_words_of_time_has_no_times(codebook: Codebook) -> None:
    report = Report("r", "r.txt", "Le 3 mars 2020", language="fr")
    assert find_times(report, (), dating=report.dating, zones=(), codebook=codebook) == ()


WORDS = """
    on in by since until from to between and the a last next past this early late two three 3 11 31 2014 9999 days
    weeks years months ago later before after March February Tuesday Friday noon 3:30 p.m. GMT spring , . - overnight
    few recent week year decade century 0 1500 ambush happened will hit said end of first quarter 29 30 1/2/2020
"""
DAYS_OF_PUBLICATION = ["2020-03-17", "2020-02", "0001-01-01", "9999-12-31", None]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=14),
    st.sampled_from(DAYS_OF_PUBLICATION),
)
def test_any_words_give_quotes_that_slice_back_in_order(find: Finder, pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    found = find(text, published=published)
    assert all(text[m.evidence.start : m.evidence.end] == m.evidence.quote for m in found)
    assert all(one.evidence.end <= other.evidence.start for one, other in pairwise(found))
