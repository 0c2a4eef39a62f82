from __future__ import annotations

from dateline.merge.copies import voices
from tests.merge.invented_claims import report

WIRE = " ".join(f"word{i}" for i in range(200))


def heard(*texts: str) -> list[int]:
    names = [f"r{i}" for i in range(len(texts))]
    return list(voices(names, dict(report(name, 0, text) for name, text in zip(names, texts, strict=True))).values())


def test_a_copy_with_a_word_changed_is_the_same_voice() -> None:
    assert heard(WIRE, WIRE.replace("word77 ", "other ").upper()) == [0, 0]


def test_a_cut_copy_and_a_copy_inside_a_longer_report_are_the_same_voice() -> None:
    digest = WIRE + " " + " ".join(f"more{i}" for i in range(400))
    assert heard(WIRE, " ".join(WIRE.split()[:60]), digest) == [0, 0, 0]


def test_another_account_is_another_voice() -> None:
    assert heard(WIRE, " ".join(f"word{i} and" for i in range(200))) == [0, 1]


def test_two_voices_joined_by_a_third_are_one() -> None:
    one, other = (" ".join(f"{name}{i}" for i in range(100)) for name in "ab")
    assert heard(one, other, f"{one} {other}") == [0, 0, 0]


def test_a_few_words_within_a_long_report_are_no_copy_of_it() -> None:
    assert heard(WIRE, " ".join(WIRE.split()[:10])) == [0, 1]


def test_a_report_that_is_not_at_hand_is_a_voice_of_its_own() -> None:
    assert voices(["gone", "lost"], {}) == {"gone": 0, "lost": 1}
