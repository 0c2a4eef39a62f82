"""Causes of errors: each missing or further string and incident is named once, by what went wrong."""

from __future__ import annotations

from typing import Any

from benchmarks.muc4_causes import causes
from benchmarks.muc4_key import Fill


def key(**slots: list[str]) -> dict[str, Any]:
    fills = {slot: [{"values": [one], "refs": [], "optional": False} for one in own] for slot, own in slots.items()}
    return {"optional": False, **fills}


def found(**slots: list[str]) -> dict[str, list[Fill]]:
    return {slot: [Fill(one) for one in own] for slot, own in slots.items()}


def test_nothing_is_wrong_where_all_is_found() -> None:
    assert not list(causes([key(phys_tgt_id=["MILL"])], [found(phys_tgt_id=["THE MILL"])], []))


def test_a_string_cut_otherwise_is_missing_and_spurious() -> None:
    told = causes([key(phys_tgt_id=["OLD MILL"])], [found(phys_tgt_id=["MILL"])], [])
    assert list(told) == [
        "missing physical target: its string cut otherwise",
        "spurious physical target: its string cut otherwise",
    ]


def test_one_of_another_role_is_told_so_on_both_sides() -> None:
    told = list(causes([key(perp_individual=["MILLER"])], [found(hum_tgt_description=["MILLER"])], []))
    assert told == [
        "missing perpetrator, individual: taken for another role",
        "spurious victim: of another role in the key",
    ]


def test_a_report_without_a_key_and_one_without_an_answer() -> None:
    assert list(causes([], [found(phys_tgt_id=["MILL"])], [])) == [
        "spurious incident: report without any in the key",
        "spurious physical target: report without any incident in the key",
    ]
    assert list(causes([key(phys_tgt_id=["MILL"])], [], [])) == [
        "missing incident: report where none was found",
        "missing physical target: no incident found in the report",
    ]


def test_a_second_string_of_one_entity_is_too_many() -> None:
    raid = {**key(hum_tgt_name=["ANA RUIZ"])}
    raid["hum_tgt_name"][0]["values"].append("RUIZ")
    told = list(causes([raid], [found(hum_tgt_name=["RUIZ", "ANA RUIZ"])], []))
    assert told == ["spurious victim: a further string of one that was found"]
