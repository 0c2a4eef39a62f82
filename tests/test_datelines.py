from __future__ import annotations

import pytest

from dateline.codebook import Country
from dateline.datelines import find_dateline, full_date

MONTHS = {"january": 1, "jan": 1, "march": 3, "may": 5, "june": 6}
IRAQ = Country("IQ", "IRQ", "Iraq", ("Republic of Iraq",), ("Iraqi",), "Baghdad", 33.0, 44.0, 500.0)
BODY = "Soldiers left the base on Monday."


def parts(text: str) -> tuple[str, str | None, str | None] | None:
    """Prefix, date and agency as they stand in the text."""
    found = find_dateline(text, (0, len(text)), months=MONTHS, countries=[IRAQ])
    if found is None:
        return None
    date, agency = (text[slice(*span)] if span else None for span in (found.date, found.agency))
    return text[found.start : found.end], date, agency


@pytest.mark.parametrize(
    ("prefix", "date", "agency"),
    [
        ("BAGHDAD, March 17 (Tigris Wire) -", "March 17", "Tigris Wire"),
        ("GOMA, DR Congo, 5 May 2021 —", "5 May 2021", None),
        ("Mogadishu, 26 June 2023 –", "26 June 2023", None),
        ("WASHINGTON/BAGHDAD (Tigris Wire) —", None, "Tigris Wire"),
        ("SAN SALVADOR, 3 JAN 90 -- [REPORT] [PRESS COMMITTEE] [TEXT]", "3 JAN 90", None),
        ("HAVANA (CUBA), 14 JAN 89 (RADIO NETWORK) -- [TEXT]", "14 JAN 89", "RADIO NETWORK"),
        ("MOSCOW, March 17. /WIRE/.", "March 17", "WIRE"),
        ("MARAWI CITY -", None, None),
        ("Kufra – 16/10/2017 –", "16/10/2017", None),
        ("Kufra, 16.10.2017 -", "16.10.2017", None),
        ("KABUL:", None, None),
        ("Baghdad, Iraq –", None, None),
        ("Port of Spain, June 2 --", "June 2", None),
    ],
)
def test_a_dateline_is_found(prefix: str, date: str | None, agency: str | None) -> None:
    assert parts(f"{prefix} {BODY}") == (prefix, date, agency)


@pytest.mark.parametrize(
    "text",
    [
        "Al-Qaim, a desert base - the first - was signed over on Monday.",
        "Soldiers - some of them wounded - left the base.",
        "NATO - which has a mission there - did not comment.",
        "THE PRESIDENT -- WHO LEFT ON MONDAY -- SAID THAT TALKS WOULD GO ON.",
        "Fighters of the group (a faction of the front) - they left - said so.",
        "The talks of March 17 (the third round) - ended.",
        "Georgia – The vote was held on Sunday.",
        "US - Iran talks resume",
        "-",
    ],
)
def test_a_sentence_with_a_dash_has_no_dateline(text: str) -> None:
    assert parts(text) is None


@pytest.mark.parametrize(
    ("prefix", "day"),
    [
        ("GOMA, 5 May 2021 —", "2021-05-05"),
        ("GOMA, 3 JAN 90 --", "1990-01-03"),
        ("GOMA, May 5 -", None),
        ("GOMA -", None),
    ],
)
def test_only_a_dateline_with_its_year_gives_a_day(prefix: str, day: str | None) -> None:
    text = f"{prefix} {BODY}"
    found = find_dateline(text, (0, len(text)), months=MONTHS)
    assert found is not None
    assert full_date(text, found, months=MONTHS) == day
