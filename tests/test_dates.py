"""An absolute date in a header value."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codebook import Codebook
from dateline.dates import full_year, numeric_day, parse_date

READS = [
    ("17 March 2020", "2020-03-17"),
    ("March 17, 2020", "2020-03-17"),
    ("Mar 17, 2020 10:20 GMT", "2020-03-17T10:20Z"),
    ("2020-03-17T10:20:00Z", "2020-03-17T10:20:00Z"),
    ("2020-03-17T10:20:00.000+03:00", "2020-03-17T10:20:00+03:00"),
    ("2020-03-17 10:20", "2020-03-17T10:20"),
    ("20200317T102030Z", "2020-03-17T10:20:30Z"),
    ("20200317", "2020-03-17"),
    ("Tue, 17 Mar 2020 10:20:00 +0000", "2020-03-17T10:20:00Z"),
    ("Tuesday 17 March 2020 10.20 EDT", "2020-03-17T10:20"),
    ("10:20 p.m., March 17, 2020", "2020-03-17T22:20"),
    ("1 January 2020 12:00 AM", "2020-01-01T00:00"),
    ("17th of March, 2020", "2020-03-17"),
    ("17-Mar-2020", "2020-03-17"),
    ("3 JAN 90", "1990-01-03"),
    ("3 JAN 69", "2069-01-03"),
    ("Sept. 3, 1999", "1999-09-03"),
    ("17/03/2020", "2020-03-17"),
    ("3/17/2020", "2020-03-17"),
    ("5/5/2020", "2020-05-05"),
    ("March 2020", "2020-03"),
    ("2020-03", "2020-03"),
    ("Published 12 May 2020 | Updated 14 May 2020", "2020-05-12"),
]
SILENT = ["3/4/2020", "March 17", "Tuesday", "yesterday", "", "2020", "30 February 2020", "2020-13-01", "17-18 March"]


@pytest.mark.parametrize(("text", "value"), READS)
def test_a_date_is_read_whatever_its_order(text: str, value: str, codebook: Codebook) -> None:
    assert parse_date(text, months=codebook.languages["en"]["times"]["months"]) == value


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_single_day_or_month_gives_none(text: str, codebook: Codebook) -> None:
    assert parse_date(text, months=codebook.languages["en"]["times"]["months"]) is None


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_two_digits_of_a_year_are_enough_for_a_century(day: date) -> None:
    assert full_year(f"{day:%y}") == day.year


@given(st.dates())
def test_a_numeric_date_is_read_only_if_it_has_one_reading(day: date) -> None:
    one_reading = day.day > 12 or day.day == day.month
    assert numeric_day(day.day, day.month, day.year) == (day if one_reading else None)
