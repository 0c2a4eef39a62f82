"""The core codebook: every entry is whole, and every example codes as its author says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from dateline.codebook import CORE, Codebook, load_codebook
from dateline.errors import CodebookError
from dateline.pipeline.trial import example_failures
from dateline.score.gold import listed

TYPES = sorted(path.stem for path in (CORE / "event_types").glob("*.toml"))


@pytest.fixture(scope="module")
def failures(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    return dict(example_failures(codebook))


@pytest.mark.parametrize("name", TYPES)
def test_every_example_of_a_type_codes_as_it_says(name: str, failures: dict[str, tuple[str, ...]]) -> None:
    assert failures[name] == ()


@pytest.mark.parametrize("name", TYPES)
def test_a_type_is_defined_worded_and_shown(name: str, codebook: Codebook) -> None:
    entry = codebook.event_types[name]
    assert entry.definition and entry.includes and entry.excludes and entry.triggers and entry.roles
    assert len(entry.borderline) >= 2
    assert set(entry.peers) == {"plover", "acled", "ucdp"}


@pytest.mark.parametrize("name", TYPES)
def test_a_type_is_shown_by_five_examples_of_which_two_are_something_else(name: str, codebook: Codebook) -> None:
    entry = codebook.event_types[name]
    own = [any(name in listed(claim.get("types", name)) for claim in example.claims) for example in entry.examples]
    assert len(own) >= 5
    assert min(own.count(True), own.count(False)) >= 2


BURIAL = """
name = "burial"
class = "event"
family = "civil"
on_map = true
definition = "People bury their dead."
roles = { actor = "who buries", recipient = "who is buried" }
peers = {}

[[triggers]]
language = "en"
verbs = ["bury"]
object_kinds = ["person"]

[[examples]]
text = "Villagers buried nine farmers near Goma on Monday."
[[examples.claims]]
words = "buried nine farmers"

[[examples]]
text = "Families in Sirte buried two soldiers."
[[examples.claims]]
words = "buried two soldiers"

[[examples]]
text = "Sand buried the road to Gao."
"""


def test_a_new_type_in_a_codebook_of_ones_own_works_without_training(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(CORE, folder)
    (folder / "event_types" / "burial.toml").write_text(BURIAL, "utf-8")
    assert next(found for name, found in example_failures(load_codebook(folder)) if name == "burial") == ()


def test_a_noun_stands_for_one_thing(codebook: Codebook) -> None:
    for lexemes in (codebook.weapons, codebook.sites, codebook.people):
        nouns = [noun for lexeme in lexemes for noun in lexeme.nouns.get("en", ())]
        assert sorted({noun for noun in nouns if nouns.count(noun) > 1}) == []


def test_enough_actors_with_parents_that_exist(codebook: Codebook) -> None:
    ids = {actor.id for actor in codebook.actors} | {country.alpha3.lower() for country in codebook.countries}
    assert len(codebook.actors) >= 300
    assert {actor.parent for actor in codebook.actors if actor.parent} <= ids


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("event_types/bombing.toml", "[[triggers]]", "[[triggers]]\nsubject_kinds = true"),
        ("weapons.toml", "[[weapon]]", "[[weapon]]\ndesignations = 5"),
        ("events.toml", "words = ", "wordy = "),
        ("countries.csv", ",", "\n"),
        ("actors.csv", "i", "\udcff"),
    ],
)
def test_a_value_of_the_wrong_kind_names_its_file(tmp_path: Path, file: str, old: str, new: str) -> None:
    folder = tmp_path / "book"
    shutil.copytree(CORE, folder)
    text = (folder / file).read_text("utf-8")
    (folder / file).write_text(text.replace(old, new), encoding="utf-8", errors="surrogateescape")
    with pytest.raises(CodebookError, match=re.escape(file)):
        load_codebook(folder)


def test_a_table_saved_by_a_spreadsheet_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    shutil.copytree(CORE, folder)
    (folder / "actors.csv").write_bytes(b"\xef\xbb\xbf" + (CORE / "actors.csv").read_bytes())
    assert len(load_codebook(folder).actors) == len(load_codebook().actors)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ('name = "other"', "the file is called"),
        ('colour = "red"', "key 'colour' is not known"),
        ("family = ", "Invalid"),
    ],
)
def test_an_error_names_the_file_and_the_key(tmp_path: Path, broken: str, message: str) -> None:
    folder = tmp_path / "book"
    (folder / "event_types").mkdir(parents=True)
    (folder / "codebook.toml").write_text('id = "x"\nversion = "1"\n', encoding="utf-8")
    head = "" if broken.startswith("name") else 'name = "raid"\n'
    (folder / "event_types" / "raid.toml").write_text(head + broken + "\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=message) as caught:
        load_codebook(folder)
    assert "raid.toml" in str(caught.value)
