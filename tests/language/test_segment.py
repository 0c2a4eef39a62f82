"""Where sentences and words end in the habits of newswire."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language import RULES
from dateline.language.segment import MOST_WORDS, read_rules, segment, tokens

ENGLISH = read_rules(RULES)


def cut(text: str) -> list[str]:
    return [text[sentence[0][0] : sentence[-1][1]] for sentence in segment(text, ENGLISH)]


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokens(text, ENGLISH)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["TIKRIT, March 3 (Reuters) - Two shells fell.", "No one was hurt."],
        ["Lt. Gen. J. R. Holt met Sgt. Maj. Ann T. Reyes.", "They spoke."],
        ["The U.S. Army left.", "It had come to the U.S. in 2004."],
        ["He served in the U.S.", "The base is closed."],
        ["It fell at 9 a.m. Monday.", "Police came at 10 a.m.", "Shops shut."],
        ["Route No. 5 is shut.", "Is it safe?", "No."],
        ["Shelling began on Jan. 5 in St. Louis Street.", "It stopped at noon."],
        ["“We stay.”", "He left."],
        ['"Why now?" he asked.', '"We know nothing."', "He hung up."],
        ["They fled (some on foot.)", "Others stayed."],
        ["al-Furat bridge was hit.", "al-Hawl was not."],
        ["Prices rose 3.5 percent to 1.200 a ton.", "Bread is scarce."],
        ["We waited . . . and waited.", "Then it came..."],
        ["She works for Acme Corp. in Goma.", "Plan B.", "The road is cut."],
        ["The town fell.[12]", "It was empty."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_a_headline_without_a_stop_and_bullets_stand_alone() -> None:
    text = "Bridge hit in Gao\n\nTwo were hurt.\n- One soldier\n- One driver\n"
    assert cut(text) == ["Bridge hit in Gao", "Two were hurt.", "- One soldier", "- One driver"]


def test_a_line_that_was_full_goes_on_in_the_next() -> None:
    text = (
        "The column left the base before dawn and reached\n"
        "the river in the afternoon, where engineers were\n"
        "still laying a bridge. It crossed after dark.\n"
    )
    assert len(cut(text)) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US-led force hasn't left.", "The|US|-|led|force|has|n't|left|."),
        ("It’s the rebels’ base; they’ll go", "It|’s|the|rebels|’|base|;|they|’ll|go"),
        ("$5.5 million, 50%, 12:30, 2,500", "$|5.5|million|,|50|%|,|12:30|,|2,500"),
        ("pro-government F-16s, 10-15 km", "pro-government|F|-|16s|,|10|-|15|km"),
        ("5km off at 7pm on 11/06/2014", "5|km|off|at|7|pm|on|11/06/2014"),
        ("We cannot reach al-Shifa.", "We|can|not|reach|al|-|Shifa|."),
        ("the 1990s, 82nd, Qur'an, AT&T", "the|1990s|,|82nd|,|Qur'an|,|AT&T"),
        ("see www.example.org/a_b, a@b.org.", "see|www.example.org/a_b|,|a@b.org|."),
        ("U.S.-backed (“SDF”) units—", "U.S.|-|backed|(|“|SDF|”|)|units|—"),
        ("call 555-0142, +44 or mailto:a@b.org", "call|555-0142|,|+44|or|mailto:a@b.org"),
        ("I dont know, theyre late .?", "I|do|nt|know|,|they|re|late|.?"),
        ("the 1990's in talk.politics.misc", "the|1990's|in|talk.politics.misc"),
    ],
)
def test_words_are_cut_as_in_the_treebanks(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


@pytest.mark.parametrize("text", ["MR. HOLT MET GEN. SAID ON SEPT. 5.", "mr. holt met gen. said on sept. 5."])
def test_abbreviations_keep_their_stop_in_one_case(text: str) -> None:
    (sentence,) = segment(text, ENGLISH)
    assert [text[start:end].lower() for start, end in sentence] == [
        "mr.", "holt", "met", "gen.", "said", "on", "sept.", "5", ".",
    ]  # fmt: skip


def test_a_headline_run_into_its_text_is_parted_only_by_what_was_learnt() -> None:
    text = "The bridge is shut. Read the full report here http://example.org/a It was hit at dawn."
    assert len(segment(text, ENGLISH)) > len(segment(text, read_rules(RULES, None)))


@given(st.text(st.characters(), max_size=60))
def test_half_a_surrogate_pair_is_cut_like_any_sign(text: str) -> None:
    ends = {sentence[-1][1] for sentence in segment(f"A. {text}\ud83d It fell. \ud83d", ENGLISH)}
    assert max(ends) == len(text) + len("A. ? It fell. ?")


@given(st.text(max_size=300) | st.text(alphabet="aA.1 \n\"'’-([U$S", max_size=120))
def test_any_text_is_cut_into_ordered_words_that_lose_nothing(text: str) -> None:
    spans = [span for sentence in segment(text, ENGLISH) for span in sentence]
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert [char for char in kept if char.isalnum()] == [char for char in text if char.isalnum()]


def test_an_endless_sentence_is_cut_in_parts() -> None:
    parts = segment("one, two " * 500, ENGLISH)
    assert len(parts) > 1
    assert max(map(len, parts)) <= MOST_WORDS
