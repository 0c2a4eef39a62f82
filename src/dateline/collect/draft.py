"""A report as an input gives it, before its text is normalised and its identity fixed, and the report made of it."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.codebook import Codebook
from dateline.collect.decoding import check_text
from dateline.collect.headers import UNKNOWN, find_source, find_title, text_dating, value_dating
from dateline.dates import publisher_order
from dateline.errors import InputError
from dateline.masthead import Masthead, header_words, read_masthead
from dateline.records import Dating, Report

UNDETERMINED = "und"
FEWEST_LETTERS = 20
FEWEST_WORDS = 30
LEAST_SURE = 0.5
_SAMPLE = 4_000


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of one input; `basis` is how `published` is known: "given" for a key, "metadata" for a page."""

    name: str
    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    basis: str = "given"
    language: str | None = None


def make_report(draft: Draft, *, codebook: Codebook, published: str | None = None) -> Report:
    """The report of a draft, its text in NFC with plain line ends and no byte-order mark; nothing else is changed.

    `published` dates a report that says nothing about it. Raises InputError where there is no text.
    """
    text = normalise(check_text(draft.text, draft.name))
    if not text.strip():
        raise InputError(draft.name, "there is no text in it")
    language = draft.language.partition("-")[0].lower() if draft.language else find_language(text, codebook)
    head = read_masthead(text, codebook=codebook, language=language)
    report_id = hashlib.sha256(text.encode()).hexdigest()
    return Report(
        report_id=report_id,
        name=draft.name,
        text=text,
        source=draft.source or find_source(text, head),
        url=draft.url,
        title=draft.title or find_title(text, head),
        dating=_dating(draft, text, head, report_id, codebook, published),
        language=language,
    )


def normalise(text: str) -> str:
    """`text` in NFC, with LF for every line end and without byte-order mark; applied twice it changes no more."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return unicodedata.normalize("NFC", plain)


def find_language(text: str, codebook: Codebook) -> str:
    """The ISO 639-1 code of the text's language, "und" where it is short or no language is likely.

    A language of the codebook is known by its small words alone; only other texts need the large identifier, which
    takes capitals, as of telegrams, for another language.
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < FEWEST_LETTERS:
        return UNDETERMINED
    known = _by_small_words(sample, codebook)
    if known is not None:
        return known
    code, likelihood = _identifier().classify(sample.lower())
    return code if likelihood >= LEAST_SURE and len(code) == 2 else UNDETERMINED


def _by_small_words(sample: str, codebook: Codebook) -> str | None:
    words = sample.lower().split()
    for language, tables in codebook.languages.items():
        table = tables.get("words")
        small = frozenset(table["function"]) if table else frozenset()
        if table and len(words) >= FEWEST_WORDS and sum(w in small for w in words) >= table["share"] * len(words):
            return language
    return None


@cache
def _identifier() -> Any:
    from py3langid import langid

    load: Any = langid.LanguageIdentifier.from_model_file
    return load(langid.MODEL_FILE, norm_probs=True)


def _numeric_order(names: Sequence[str | None], codebook: Codebook) -> str | None:
    """Whether numeric dates of the publisher begin with the day or the month."""
    tables = (language["times"]["numeric_dates"] for language in codebook.languages.values() if "times" in language)
    return next((order for table in tables if (order := publisher_order(names, table))), None)


def _dating(
    draft: Draft, text: str, head: Masthead, report_id: str, codebook: Codebook, published: str | None
) -> Dating:
    """By the input's field, else by the report's own words, else by `published`; else the first reason for none."""
    months = header_words(codebook).months
    by_field = UNKNOWN
    if draft.published:
        order = _numeric_order((draft.url, draft.source, find_source(text, head)), codebook)
        by_field = value_dating(draft.published, draft.basis, report_id=report_id, months=months, order=order)
    if by_field.published:
        return by_field
    by_text = text_dating(text, head, report_id=report_id, months=months)
    if by_text.published:
        return by_text
    if published:
        return value_dating(published, "given", report_id=report_id, months=months)
    return by_field if by_field.note else by_text
