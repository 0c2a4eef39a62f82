"""Predicates with their roles, events, and degrees of factuality, on invented sentences about real places."""

from __future__ import annotations

import pytest

from dateline.language import Engine, analyse
from dateline.sentences import Frame, Sentence


def one(text: str, engine: Engine) -> Sentence:
    (sentence,) = analyse([text], engine=engine)[0]
    return sentence


def frame_of(verb: str, sentence: Sentence) -> Frame:
    return next(frame for frame in sentence.predicates if sentence.tokens[frame.start].text == verb)


def role(name: str, verb: str, sentence: Sentence) -> str:
    """The words of the role, or nothing."""
    spans = [(a.start, a.end) for a in frame_of(verb, sentence).arguments if a.role == name]
    return " ".join(token.text for a, b in spans for token in sentence.tokens[a:b])


def degree(verb: str, sentence: Sentence) -> float:
    return next(d for d, token in zip(sentence.factuality, sentence.tokens, strict=True) if token.text == verb)


@pytest.mark.parametrize(
    ("text", "verb", "doer", "done_to"),
    [
        ("Gunmen attacked a police post on Sunday.", "attacked", "Gunmen", "a police post"),
        ("Two soldiers were killed by the militia.", "killed", "by the militia", "Two soldiers"),
        ("Troops who captured the airfield left on Monday.", "captured", "Troops", "the airfield"),
        ("The army said its troops had destroyed three tanks.", "destroyed", "its troops", "three tanks"),
    ],
)
def test_who_did_it_and_to_whom(text: str, verb: str, doer: str, done_to: str, engine: Engine) -> None:
    sentence = one(text, engine)
    assert role("ARG0", verb, sentence) == doer
    assert role("ARG1", verb, sentence) == done_to


def test_when_where_and_whether(engine: Engine) -> None:
    sentence = one("Rebels did not enter the town on Friday.", engine)
    assert role("ARGM-NEG", "enter", sentence) == "not"
    assert role("ARGM-TMP", "enter", sentence) == "on Friday"


def test_a_sentence_without_a_predicate_has_no_frame(engine: Engine) -> None:
    assert one("Mosul, Iraq", engine).predicates == ()


def test_an_event_has_a_type_and_a_trigger(engine: Engine) -> None:
    sentence = one("Militants attacked the convoy and killed four guards.", engine)
    assert {"Attack", "Killing"} <= {frame.kind for frame in sentence.events}


@pytest.mark.parametrize(
    ("happened", "not_so", "verb"),
    [
        ("The troops left the base on Monday.", "The troops did not leave the base on Monday.", "left leave"),
        ("The army withdrew from the town.", "The army would withdraw if talks began.", "withdrew withdraw"),
    ],
)
def test_what_did_not_happen_has_a_lower_degree(happened: str, not_so: str, verb: str, engine: Engine) -> None:
    first, second = verb.split()
    assert degree(first, one(happened, engine)) > degree(second, one(not_so, engine)) + 0.4
