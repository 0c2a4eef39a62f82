"""The actors of the core codebook: enough of them, none twice, with parents, days and countries that hold."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations

from dateline.codebook import Actor, Codebook
from dateline.read.lexicon import folded_words

KINDS = {
    "armed_group", "force", "agency", "ministry", "parliament", "party", "movement", "coalition", "mission",
    "organisation",
}  # fmt: skip


def _days(actor: Actor) -> tuple[date, date]:
    return actor.valid_from or date.min, actor.valid_to or date.max


def test_there_are_enough_of_each_kind_and_of_many_states(codebook: Codebook) -> None:
    assert len(codebook.actors) >= 1300
    assert {actor.kind for actor in codebook.actors} == KINDS
    bodies = {actor.country for actor in codebook.actors if actor.kind in {"force", "agency", "ministry"}}
    assert len(bodies) >= 110


def test_an_id_stands_once_and_never_for_a_country(codebook: Codebook) -> None:
    ids = [actor.id for actor in codebook.actors] + [country.alpha3.lower() for country in codebook.countries]
    assert sorted({name for name in ids if ids.count(name) > 1}) == []


def test_an_alias_names_one_actor_at_a_time(codebook: Codebook) -> None:
    named = defaultdict(set)
    for actor in codebook.actors:
        for alias in (actor.name, *actor.aliases):
            named[tuple(word for word, _, _ in folded_words(alias))].add(actor)
    shared = [
        (" ".join(words), one.id, other.id)
        for words, actors in named.items()
        for one, other in combinations(actors, 2)
        if max(_days(one)[0], _days(other)[0]) <= min(_days(one)[1], _days(other)[1])
    ]
    assert shared == []


def test_no_alias_is_the_bare_name_or_adjective_of_a_country(codebook: Codebook) -> None:
    states = {word.casefold() for one in codebook.countries for word in (one.name, *one.variants, *one.adjectives)}
    assert [a.id for a in codebook.actors if states & {name.casefold() for name in (a.name, *a.aliases)}] == []


def test_parents_and_countries_are_in_the_codebook_and_days_are_in_order(codebook: Codebook) -> None:
    countries = {country.alpha3 for country in codebook.countries}
    ids = {actor.id for actor in codebook.actors} | {code.lower() for code in countries}
    for actor in codebook.actors:
        assert actor.parent is None or (actor.parent in ids and actor.parent != actor.id), actor.id
        assert actor.country is None or actor.country in countries, actor.id
        assert _days(actor)[0] <= _days(actor)[1], actor.id
