from __future__ import annotations

import tomllib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codebook import CORE, Codebook
from dateline.read.zones import find_zones

BODY = "The army said on Monday that its soldiers had left the base near the border."


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    folder = CORE / "languages" / "en"
    english = {name: tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in ("times", "zones")}
    return Codebook("test", "1", "0", {}, {"en": english}, (), (), (), (), (), ())


def zones(codebook: Codebook, text: str) -> list[tuple[str, str]]:
    return [(zone.kind, text[zone.start : zone.end]) for zone in find_zones(text, codebook=codebook, language="en")]


def test_the_parts_of_a_whole_report(codebook: Codebook) -> None:
    text = f"""Soldiers leave border base

By our correspondent in Goma
Published: 3 May 2021 | Updated: 4 May 2021

GOMA, May 3 (Lake Wire) - {BODY}

[Photo: The gate of the base. Handout]

Read more:

Growers block the road to the lake

- What the truce says, and what it leaves out

{BODY}

"We are leaving," the commander said. (Reporting by A. Writer; Editing by B. Writer)

Share this on: Facebook | WhatsApp
"""
    assert zones(codebook, text) == [
        ("title", "Soldiers leave border base"),
        ("header", "By our correspondent in Goma"),
        ("header", "Published: 3 May 2021 | Updated: 4 May 2021"),
        ("dateline", "GOMA, May 3 (Lake Wire) -"),
        ("caption", "[Photo: The gate of the base. Handout]"),
        (
            "teaser",
            "Read more:\n\nGrowers block the road to the lake\n\n- What the truce says, and what it leaves out",
        ),
        ("share", "(Reporting by A. Writer; Editing by B. Writer)"),
        ("share", "Share this on: Facebook | WhatsApp"),
    ]


def test_a_date_in_brackets_under_a_title_is_a_header(codebook: Codebook) -> None:
    text = f"SUDAN\nAccess Update #4\n(as of 3 May 2021)\n\n{BODY}"
    assert ("header", "(as of 3 May 2021)") in zones(codebook, text)


def test_empty_header_labels_are_a_header(codebook: Codebook) -> None:
    text = f"Soldiers leave border base\n\nPublished: Updated:\n\n{BODY}"
    assert ("header", "Published: Updated:") in zones(codebook, text)


@pytest.mark.parametrize("cue", ["Read more:", "RELATED", "See also", "ALSO READ:", "[Related stories]", "READ NEXT"])
def test_headlines_under_a_teaser_cue_belong_to_it(cue: str, codebook: Codebook) -> None:
    text = f"{BODY}\n\n{cue}\nGrowers block the road\nTwo engineers freed\n{BODY}"
    assert zones(codebook, text) == [("teaser", f"{cue}\nGrowers block the road\nTwo engineers freed")]


def test_a_teaser_on_one_line_takes_no_line_more(codebook: Codebook) -> None:
    text = f"{BODY}\n\nRead also: Fuel prices double\n\nThe second day\n\n{BODY}"
    assert zones(codebook, text) == [("teaser", "Read also: Fuel prices double")]


@pytest.mark.parametrize(
    "line",
    [
        "(Photo: A. Writer)", "FILE PHOTO: A soldier stands at the gate. The base is closed.", "Image credit: Handout",
        "A soldier stands guard at the gate in Goma. A. Writer/AFP", "[Photo caption: The gate of the base]",
        "The square after the blast. Photo: a reader", "Photo by A. Writer",
    ],
)  # fmt: skip
def test_a_caption_is_found(line: str, codebook: Codebook) -> None:
    assert zones(codebook, f"{BODY}\n\n{line}\n\n{BODY}") == [("caption", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Share this", "Follow us on Telegram", "Sign up for our newsletter. It is free.", "Subscribe", "Tweet",
        "Copyright 2021 The Lake Wire. All rights reserved.", "All rights reserved", "© 2021 The Lake Wire",
        "Facebook Twitter WhatsApp", "Additional reporting by A. Writer; editing by B. Writer", "Tags: army, border",
    ],
)  # fmt: skip
def test_a_share_line_is_found(line: str, codebook: Codebook) -> None:
    assert zones(codebook, f"{BODY}\n\n{line}\n\n{BODY}") == [("share", line)]


@pytest.mark.parametrize(
    "line",
    [
        "By dawn the town had fallen.",
        "Related charges were dropped on Monday.",
        "Share prices fell after the attack.",
        "Subscribers to the radio heard the shots.",
        "Reporting by the commission shows that 12 people were killed.",
        "Published figures put the toll at 40.",
        "Watch posts along the river were attacked.",
        "The photo showed three soldiers at the gate.",
        "Date palms were burnt in the shelling.",
        "A spokesman (Reuters quoted him earlier) denied it.",
        "On 3 May 2021 gunmen attacked the base.",
    ],
)
def test_a_running_sentence_is_in_no_zone(line: str, codebook: Codebook) -> None:
    assert zones(codebook, f"{line}\n\n{BODY}\n\n{line}\n\n{BODY}\n\n{line}") == []


def test_a_list_of_teasers_ends_at_wrapped_running_text(codebook: Codebook) -> None:
    wrapped = "The army said on Monday that its soldiers\nhad left the base near the border and that\nnobody was hurt."
    text = f"{BODY}\n\nRead more:\n\nGrowers block the road\n\n{wrapped}"
    assert zones(codebook, text) == [("teaser", "Read more:\n\nGrowers block the road")]


def test_only_the_first_paragraph_has_a_dateline(codebook: Codebook) -> None:
    assert zones(codebook, f"{BODY}\n\nGOMA, May 3 (Lake Wire) - {BODY}") == []


LINES = st.sampled_from(
    ["Read more:", "RELATED", "Soldiers leave base", BODY, "", "Published: 3 May 2021", "(Photo: A)", "Share this",
     "É 🙂", "GOMA, May 3 (Wire) - " + BODY, "[Photo: (x) y]", "Tweet", "A/AFP", "By A. Writer", "\t",
     "(Reporting by A)", "x" * 200]
)  # fmt: skip


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_zones_are_in_order_apart_and_never_hold_the_statement(codebook: Codebook, text: str) -> None:
    found = find_zones(text, codebook=codebook, language="en")
    assert all(0 <= zone.start < zone.end <= len(text) for zone in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert not any(BODY in text[zone.start : zone.end] for zone in found)


@given(st.text(max_size=300))
def test_any_text_has_zones_within_it(codebook: Codebook, text: str) -> None:
    assert all(0 <= zone.start < zone.end <= len(text) for zone in find_zones(text, codebook=codebook, language="en"))
