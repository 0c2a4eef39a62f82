from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.collect.decoding import check_text, decode
from dateline.errors import InputError

WESTERN = "“We are leaving,” the general said on Monday. – The señor agreed, según él."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_an_encoding_is_found(encoding: str) -> None:
    assert decode(WESTERN.encode(encoding), "in") == WESTERN


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Армия сообщила, что солдаты покинули базу в понедельник утром и направились к границе."),
        ("cp1256", "قال الجيش إن قواته غادرت القاعدة يوم الاثنين وتوجهت إلى الحدود"),
        ("gb18030", "军队宣布士兵已于周一离开基地,前往边境地区。两名平民受伤。"),
    ],
)
def test_other_scripts_are_found(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "in") == text


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = '<html><head><meta charset="cp1250"></head><p>Żołnierze'
    assert decode(page.encode("cp1250"), "in") == page


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"a\0b", "NUL"),
        ("no mark".encode("utf-16-le"), "NUL"),
        (b"\xff\xfea", "marked as utf-16, but byte"),
        (bytes(range(1, 9)) * 20 + b"words", "control characters"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"Soldiers left. " * 5 + b"\xff\xfe\x80" + "é“x”".encode(), "byte 75 is 0xff"),
        (random.Random(1).randbytes(3000).replace(b"\0", b"a"), "not"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        decode(data, "in")


def test_half_a_character_is_refused() -> None:
    with pytest.raises(InputError, match="surrogate"):
        check_text("left \ud800 the base", "in")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf_8_comes_back_as_it_went_in(text: str) -> None:
    assert decode(text.encode("utf-8-sig"), "in") == text


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_an_input_error(data: bytes) -> None:
    try:
        assert "\0" not in decode(data, "in")
    except InputError as error:
        assert error.name == "in"
