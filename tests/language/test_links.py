"""Links of mentions: which words are mentions, what they may point back to, and what a scorer makes of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dateline.language import Engine, analyse
from dateline.language.links import RULES, SHIPPED, Scorer, chain, links, load_scorer, save_scorer
from dateline.language.pairs import pair_up
from dateline.language.phrases import Phrase, find_phrases, read_words
from dateline.sentences import Link, Sentence

WORDS = read_words(RULES)
WIDTH = 8

RAID = "Gunmen raided a barracks near Gao. They burned the barracks. A drone pursued the gunmen."


def sentences_of(text: str, engine: Engine) -> tuple[Sentence, ...]:
    return analyse([text], engine=engine)[0]


def phrases_of(text: str, engine: Engine) -> list[Phrase]:
    return find_phrases(sentences_of(text, engine), WORDS)


def phrase(text: str, lemma: str, engine: Engine) -> Phrase:
    return next(phrase for phrase in phrases_of(text, engine) if phrase.lemma == lemma)


def scorer_by_hand(features: dict[int, float], none: float) -> Scorer:
    """A scorer without marks that adds up weighted features of a pair, and holds `none` against it."""
    count = pair_up(()).features.shape[1]
    pair = np.zeros((count, 1), np.float32)
    for number, weight in features.items():
        pair[number] = weight
    return Scorer(
        marks=(),
        projection=np.zeros((WIDTH + 1, 0), np.float32),
        later=np.zeros((1, 1), np.float32),
        earlier=np.zeros((0, 1), np.float32),
        pair=pair,
        link=np.array([[1.0], [0.0]], np.float32),
        none=np.zeros((count + 1, 1), np.float32),
        none_link=np.array([[0.0], [none]], np.float32),
    )


def links_of(sentences: tuple[Sentence, ...], scorer: Scorer) -> tuple[Link, ...]:
    """The links where all states are alike."""
    states = [np.zeros((len(sentence.tokens), WIDTH), np.float32) for sentence in sentences]
    return links(sentences, states, words=WORDS, scorer=scorer)


def linked(text: str, scorer: Scorer, engine: Engine) -> list[tuple[str, str]]:
    """The words of each link, the later first."""
    sentences = sentences_of(text, engine)
    found = links_of(sentences, scorer)
    ends = [((link.sentence, link.token), (link.antecedent_sentence, link.antecedent_token)) for link in found]
    return [(sentences[a].tokens[i].text, sentences[b].tokens[j].text) for (a, i), (b, j) in ends]


@pytest.mark.parametrize(
    ("text", "pointing"),
    [
        ("They left the base.", ["they", "base"]),
        ("Rebels left a base.", []),
        ("These rebels left their base.", ["rebel", "their"]),
        ("The Malian army said it would stay.", ["army", "it"]),
        ("We saw who fired.", []),
    ],
)
def test_pronouns_and_definite_nouns_point_back(text: str, pointing: list[str], engine: Engine) -> None:
    assert [phrase.lemma for phrase in phrases_of(text, engine) if phrase.points_back] == pointing


def test_number_and_gender_come_from_the_words(engine: Engine) -> None:
    text = "Soldiers met Mrs. Keita and the police while she kept the gunman in a house."
    found = {phrase.lemma: (phrase.number, phrase.gender) for phrase in phrases_of(text, engine)}
    assert found["soldier"] == ("plural", "either")
    assert found["keita"] == ("plural", "feminine")
    assert found["police"] == ("plural", "either")
    assert found["she"] == ("singular", "feminine")
    assert found["gunman"] == ("singular", "masculine")
    assert found["house"] == ("singular", "either")


def test_a_mention_knows_the_clauses_around_it(engine: Engine) -> None:
    text = "The army said it had left."
    army, pronoun = phrases_of(text, engine)
    assert (army.clause, army.outer) == (2, -1)
    assert (pronoun.clause, pronoun.outer) == (5, 2)


def test_words_in_quotes_are_marked(engine: Engine) -> None:
    assert phrase('"We lost the bridge," said the mayor.', "bridge", engine).quoted
    assert not phrase('"We lost the bridge," said the mayor.', "mayor", engine).quoted


def test_candidates_stand_before_their_mention_and_in_groups(engine: Engine) -> None:
    phrases = phrases_of(RAID, engine)
    pairs = pair_up(phrases)
    assert (pairs.earlier < pairs.later).all()
    assert (np.diff(pairs.later) >= 0).all()
    assert {phrases[i].points_back for i in pairs.later} == {True}


def test_a_noun_finds_its_own_lemma_from_afar_and_nothing_else_does(engine: Engine) -> None:
    between = " ".join("Two trucks crossed a river at noon." for _ in range(20))
    phrases = phrases_of(f"A convoy left Gao. {between} The convoy returned. It stopped.", engine)
    pairs = pair_up(phrases)
    lemmas = [(phrases[i].lemma, phrases[j].lemma) for i, j in zip(pairs.later, pairs.earlier, strict=True)]
    assert ("convoy", "convoy") in lemmas
    assert ("convoy", "gao") not in lemmas
    assert ("it", "gao") not in lemmas


def test_the_likeliest_candidate_is_linked(engine: Engine) -> None:
    same_lemma = scorer_by_hand({7: 5.0}, none=1.0)
    assert linked(RAID, same_lemma, engine) == [("barracks", "barracks"), ("gunmen", "Gunmen")]


def test_candidates_that_are_linked_already_count_together(engine: Engine) -> None:
    sentences = sentences_of("The drone circled. The drone left. The drone returned.", engine)
    second, third = links_of(sentences, scorer_by_hand({7: 5.0}, none=1.0))
    assert (third.sentence, third.antecedent_sentence) == (2, 0)
    assert min(second.score, third.score) > 0.9


def test_without_a_likely_candidate_there_is_no_link(engine: Engine) -> None:
    assert linked(RAID, scorer_by_hand({}, none=9.0), engine) == []


@pytest.mark.parametrize("text", ["", "They left.", "Rebels left a base."])
def test_nothing_to_point_at_gives_no_link(text: str, engine: Engine) -> None:
    assert linked(text, scorer_by_hand({7: 5.0}, none=-9.0), engine) == []


def test_a_chain_is_followed_to_its_end() -> None:
    found = [Link(1, 0, 0, 3, 0.9), Link(2, 1, 1, 0, 0.8)]
    assert chain((2, 1), found) == ((1, 0), (0, 3))
    assert chain((0, 3), found) == ()


def test_a_scorer_outlives_its_file(tmp_path: Path, engine: Engine) -> None:
    scorer = scorer_by_hand({7: 5.0}, none=1.0)
    save_scorer(scorer, tmp_path / "links.npz")
    assert linked(RAID, load_scorer(tmp_path / "links.npz"), engine) == linked(RAID, scorer, engine)


def test_the_shipped_scorer_fits_the_features_of_pairs() -> None:
    scorer = load_scorer(SHIPPED)
    assert scorer.pair.shape[0] == pair_up(()).features.shape[1] + scorer.projection.shape[1]
