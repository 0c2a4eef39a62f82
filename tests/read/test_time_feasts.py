"""Days of feasts, as church calendars and Islamic almanacs publish them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dateline.read.time_feasts import easter, islamic_day, orthodox_easter


@pytest.mark.parametrize("day", ["1961-04-02", "2000-04-23", "2019-04-21", "2020-04-12", "2025-04-20", "2038-04-25"])
def test_easter_sunday(day: str) -> None:
    assert easter(int(day[:4])) == date.fromisoformat(day)


@pytest.mark.parametrize("day", ["2019-04-28", "2020-04-19", "2022-04-24", "2024-05-05", "2025-04-20"])
def test_orthodox_easter_sunday(day: str) -> None:
    assert orthodox_easter(int(day[:4])) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("year", "month", "day", "seen"),
    [(1441, 9, 1, "2020-04-24"), (1443, 9, 1, "2022-04-02"), (1445, 10, 1, "2024-04-10"), (1445, 12, 10, "2024-06-16")],
)
def test_the_islamic_calendar_is_a_day_off_at_most(year: int, month: int, day: int, seen: str) -> None:
    reckoned = islamic_day(year, month, day)
    assert reckoned is not None
    assert abs(reckoned - date.fromisoformat(seen)) <= timedelta(days=1)
