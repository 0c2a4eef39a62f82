"""The engine on invented sentences about real places: offsets, trees, tags, names, independence, start-up."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language import Engine, analyse, load
from dateline.sentences import Sentence

REPORT = """KIRKUK, March 3 (Reuters) - Three rockets hit the K-1 air base in Iraq on Tuesday, wounding two soldiers.

"We have not found the launcher," said Col. Karim Jabbar, a spokesman for the Iraqi army.
The French troops left Gao on Sunday. Niger's government had asked the United Nations for help."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load()


def one(text: str, engine: Engine) -> Sentence:
    (sentence,) = analyse([text], engine=engine)[0]
    return sentence


def word(sentence: Sentence, text: str) -> int:
    return next(i for i, token in enumerate(sentence.tokens) if token.text == text)


def names(sentence: Sentence) -> set[tuple[str, str]]:
    return {(" ".join(t.text for t in sentence.tokens[e.start : e.end]), e.kind) for e in sentence.entities}


@pytest.mark.parametrize(
    ("text", "verb", "subject", "other", "relation"),
    [
        ("Three rockets hit the base near Kirkuk.", "hit", "rockets", "base", "obj"),
        ("The soldiers were killed by a roadside bomb.", "killed", "soldiers", "bomb", "obl"),
        ("French troops will leave Gao on Sunday.", "leave", "troops", "Gao", "obj"),
        ("Rebels handed over the town to the army.", "handed", "Rebels", "town", "obj"),
        ("The army did not attack the village.", "attack", "army", "village", "obj"),
    ],
)
def test_who_did_what(text: str, verb: str, subject: str, other: str, relation: str, engine: Engine) -> None:
    sentence = one(text, engine)
    found = sentence.tokens
    assert found[word(sentence, verb)].head == -1
    assert found[word(sentence, subject)].head == word(sentence, verb)
    assert found[word(sentence, subject)].relation.startswith("nsubj")
    assert found[word(sentence, other)].head == word(sentence, verb)
    assert found[word(sentence, other)].relation.partition(":")[0] == relation


def test_lemmas_and_parts_of_speech(engine: Engine) -> None:
    sentence = one("Two soldiers were killed and three others fled the burning cities.", engine)
    lemmas = [token.lemma for token in sentence.tokens]
    assert lemmas == ["two", "soldier", "be", "kill", "and", "three", "other", "flee", "the", "burn", "city", "."]
    assert [sentence.tokens[i].upos for i in (0, 1, 2, 3, 4)] == ["NUM", "NOUN", "AUX", "VERB", "CCONJ"]


def test_names_and_their_kinds(engine: Engine) -> None:
    sentence = one("Omar Haddad told Reuters in Damascus that Hezbollah fighters had left Lebanon.", engine)
    assert {("Omar Haddad", "person"), ("Damascus", "place"), ("Hezbollah", "group")} <= names(sentence)
    assert ("Lebanon", "place") in names(sentence)


def test_capitals_throughout_are_read_too(engine: Engine) -> None:
    sentence = one("TWO SOLDIERS WERE KILLED IN BAGHDAD.", engine)
    assert sentence.tokens[word(sentence, "KILLED")].lemma == "kill"
    assert sentence.tokens[word(sentence, "SOLDIERS")].head == word(sentence, "KILLED")


def test_offsets_refer_to_the_text_as_given(engine: Engine) -> None:
    for sentence in analyse([REPORT], engine=engine)[0]:
        assert sentence.start == sentence.tokens[0].start
        assert sentence.end == sentence.tokens[-1].end
        assert all(REPORT[token.start : token.end] == token.text for token in sentence.tokens)


def test_every_sentence_has_one_root_and_every_word_reaches_it(engine: Engine) -> None:
    for sentence in analyse([REPORT], engine=engine)[0]:
        heads = [token.head for token in sentence.tokens]
        assert heads.count(-1) == 1
        for i in range(len(heads)):
            steps = 0
            while i >= 0 and steps <= len(heads):
                i, steps = heads[i], steps + 1
            assert i == -1


def test_a_report_is_read_alike_in_any_company_and_order(engine: Engine) -> None:
    paragraphs = REPORT.split("\n")
    alone = [analyse([text], engine=engine)[0] for text in paragraphs]
    assert analyse(paragraphs, engine=engine) == alone
    assert analyse(paragraphs[::-1], engine=engine) == alone[::-1]
    first = analyse([paragraphs[0] + "\n\n" + paragraphs[2]], engine=engine)[0][0]
    assert first == alone[0][0]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_analysed(text: str) -> None:
    end = 0
    for sentence in analyse([text], engine=SHARED)[0]:
        assert end <= sentence.start < sentence.end
        assert all(text[token.start : token.end] == token.text and token.lemma for token in sentence.tokens)
        assert all(0 <= entity.start < entity.end <= len(sentence.tokens) for entity in sentence.entities)
        end = sentence.end


SHARED = load()


@pytest.mark.parametrize("text", ["", " \n\t\n", "word " * 3000, "a" * 5000, "." * 400])
def test_odd_texts_do_no_harm(text: str, engine: Engine) -> None:
    assert sum(len(sentence.tokens) for sentence in analyse([text], engine=engine)[0]) <= 3000


def test_importing_the_package_does_not_load_the_runtime() -> None:
    code = "import sys, dateline.language; raise SystemExit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
