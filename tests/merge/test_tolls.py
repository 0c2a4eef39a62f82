from __future__ import annotations

import pytest

from dateline.merge.tolls import Range, Telling, disjoint, reconcile_sides, reconcile_toll, total
from dateline.records import Coded, Count, Evidence, Toll

INCLUDING = frozenset({"including"})


def told(text: str, *numbers: str) -> Range | None:
    """The total of a claim of which these words of the text are counts; "+" stands for no upper end."""
    counts = []
    for number in numbers:
        start, low = text.index(number.rstrip("+")), int(number.rstrip("+"))
        span = Evidence("r", number.rstrip("+"), start, start + len(number.rstrip("+")))
        counts.append(Coded(Count(low, None if "+" in number else low, None, number), (span,), "rule"))
    return total(counts, text=text, including=INCLUDING)


def toll(*tellings: tuple[str, int, int | None, int | None]) -> tuple[int | None, int | None, int | None]:
    return reconcile_toll([Telling(*telling) for telling in tellings])


@pytest.mark.parametrize(
    ("text", "numbers", "expected"),
    [
        ("It killed 2 soldiers and 1 guard.", ("2", "1"), (3, 3)),
        ("It killed 12 people, including 3 guards.", ("12", "3"), (12, 12)),
        ("It killed 3 guards. Another report says 2 died at once.", ("3", "2"), (3, 3)),
        ("It killed 2 soldiers and at least 5 guards.", ("2", "5+"), (7, None)),
        ("It killed nobody.", (), None),
    ],
)
def test_the_total_of_one_claim(text: str, numbers: tuple[str, ...], expected: Range | None) -> None:
    assert told(text, *numbers) == expected


def test_the_newest_day_gives_the_best_and_all_the_range() -> None:
    assert toll(("2021-05-10", 0, 11, 11), ("2021-05-12", 1, 14, 14)) == (14, 11, 14)


def test_of_one_day_the_number_of_most_independent_reports_is_best() -> None:
    assert toll(("2021-05-10T09", 0, 11, 11), ("2021-05-10T08", 1, 11, 11), ("2021-05-10T10", 2, 9, 9)) == (11, 9, 11)


def test_an_update_of_one_voice_replaces_what_it_told_before() -> None:
    assert toll(("2021-05-10T09", 0, 3, 3), ("2021-05-10T12", 0, 5, 5)) == (5, 3, 5)


def test_at_least_sets_no_upper_end() -> None:
    assert toll(("2021-05-10", 0, 14, None)) == (14, 14, None)
    assert toll(("2021-05-10", 0, 11, 11), ("2021-05-11", 1, 14, None)) == (14, 11, 14)


def test_an_earlier_exact_number_stands_if_the_newest_allow_it() -> None:
    assert toll(("2021-05-10", 0, 16, 16), ("2021-05-11", 1, 14, None)) == (16, 14, 16)


def test_up_to_alone_gives_no_best() -> None:
    assert toll(("2021-05-10", 0, None, 12)) == (None, None, 12)


def test_sides_are_told_apart() -> None:
    reds, blues = Telling("", 0, 2, 2), Telling("", 0, 5, None)
    expected = Toll(7, 7, None, (("reds", 2, 2, 2), ("blues", 5, 5, None)))
    assert reconcile_sides([Telling("", 0, 7, None)], [("reds", reds), ("blues", blues)]) == expected


def test_open_ends_meet_everything_on_their_side() -> None:
    assert not disjoint((14, None), (20, 20)) and disjoint((14, None), (11, 11)) and not disjoint((None, 12), (0, 3))
