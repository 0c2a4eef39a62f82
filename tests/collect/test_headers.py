from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dateline.codebook import Codebook
from dateline.collect.draft import Draft, make_report
from dateline.records import Report

BODY = "Soldiers left the base near the border on Monday, the army said in a statement."


def report_of(codebook: Codebook, text: str) -> Report:
    return make_report(Draft("in", text, language="en"), codebook=codebook)


@pytest.mark.parametrize(
    ("head", "published", "quote"),
    [
        ("Published: 17 March 2020\n\n", "2020-03-17", "17 March 2020"),
        ("Title of it\n\nPublished: Wednesday, 9 October 2024, 11.40\n\n", "2024-10-09T11:40", "9 October 2024, 11.40"),
        ("Date: 2020-03-17T10:20:00Z\n", "2020-03-17T10:20:00Z", "2020-03-17T10:20:00Z"),
        ("Updated: 4 May 2021 | Published: 3 May 2021\n\n", "2021-05-03", "3 May 2021"),
        ("Title of it\nPublished: Updated: 4 May 2021\n\n", "2021-05-04", "4 May 2021"),
        ("Flash update, 2 February 2024\n\n", "2024-02-02", "2 February 2024"),
        ("Saturday 3 October 2020\n\n", "2020-10-03", "3 October 2020"),
        ("As of 15 May 2023\n\n", "2023-05-15", "15 May 2023"),
        ("The Border Post, Tuesday 5 March 2024. All times local.\n\n", "2024-03-05", "5 March 2024"),
        ("GOMA, DR Congo, 5 May 2021 — ", "2021-05-05", "5 May 2021"),
        ("BAGHDAD, March 17, 2020 (Wire) - ", "2020-03-17", "March 17, 2020"),
        ("SAN SALVADOR, 3 JAN 90 -- [REPORT] [TEXT] ", "1990-01-03", "3 JAN 90"),
        ("Mogadishu, 26 June 2023 - ", "2023-06-26", "26 June 2023"),
    ],
)
def test_a_date_in_header_or_dateline_is_given_with_its_words(
    head: str, published: str, quote: str, codebook: Codebook
) -> None:
    report = report_of(codebook, head + BODY)
    assert (report.dating.published, report.dating.basis) == (published, "given")
    assert [e.quote for e in report.dating.evidence] == [quote]


def test_a_credit_in_brackets_at_the_foot_dates_the_report(codebook: Codebook) -> None:
    dating = report_of(codebook, f"{BODY}\n\n(The Border Post, Tuesday, March 5, 2024)\n").dating
    assert (dating.published, dating.basis) == ("2024-03-05", "given")


@pytest.mark.parametrize(
    ("head", "note"),
    [
        ("BAGHDAD, March 17 (Wire) - ", "the dateline 'March 17' has no year"),
        ("Title of it\n\nPublished: Updated:\n\n", "nothing behind it"),
        ("Published: 3/4/2020\n\n", "no header, dateline or metadata gives a date"),
        ("Two killed in blast of 3 May 2021\n\n", "no header, dateline or metadata gives a date"),
        ("The base was built on Sunday, 3 May 2021.\n\n", "no header, dateline or metadata gives a date"),
    ],
)
def test_what_is_not_enough_leaves_the_date_unknown_and_says_why(head: str, note: str, codebook: Codebook) -> None:
    dating = report_of(codebook, head + BODY).dating
    assert (dating.published, dating.basis) == (None, "unknown")
    assert note in dating.note


def test_a_field_wins_over_the_text_and_one_that_cannot_be_read_does_not(codebook: Codebook) -> None:
    text = f"Published: 17 March 2020\n\n{BODY}"
    by_field = make_report(Draft("in", text, published="2020-03-18T09:00Z"), codebook=codebook).dating
    assert (by_field.published, by_field.evidence[0].header) == ("2020-03-18T09:00Z", "published")
    assert make_report(Draft("in", text, published="soon"), codebook=codebook).dating.published == "2020-03-17"
    assert "'soon'" in make_report(Draft("in", BODY, published="soon"), codebook=codebook).dating.note


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Soldiers leave border base\n\n", "Soldiers leave border base"),
        ("PRESS RELEASE\n\nSoldiers leave border base\n\n", "Soldiers leave border base"),
        ("Soldiers leave border base\nPublished: 3 May 2021\n", "Soldiers leave border base"),
        ("Soldiers left it.\n\n", None),
        ("Soldiers left the base and\n", None),
        (f"{'Soldiers leave ' * 11}\n\n", None),
        ("", None),
    ],
)
def test_the_title_is_a_short_first_line_that_stands_apart(head: str, title: str | None, codebook: Codebook) -> None:
    assert report_of(codebook, head + BODY).title == title


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ("Source: Border Post\n\n", "Border Post"),
        ("BAGHDAD, March 17 (Tigris Wire) - ", "Tigris Wire"),
        ("BAGHDAD - ", None),
    ],
)
def test_the_source_is_a_header_or_the_agency(head: str, source: str | None, codebook: Codebook) -> None:
    assert report_of(codebook, head + BODY).source == source


PIECES = st.sampled_from(
    ["Published:", "Updated:", "17 March 2020", "BAGHDAD", ",", "(Wire)", " - ", "\n", "\n\n", "May", "2021", "é",
     "\u00a0", "\t", "03:30", "By", "a", "The army left.", "|", "--", "[TEXT]", "🙂"]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=14).map(" ".join))
def test_every_evidence_of_a_dating_is_what_stands_in_the_text(codebook: Codebook, text: str) -> None:
    assume(text.strip())
    report = report_of(codebook, text)
    assert all(report.text[e.start : e.end] == e.quote for e in report.dating.evidence)
    assert report.title is None or report.title in report.text
