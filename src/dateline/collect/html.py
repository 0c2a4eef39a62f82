"""News pages: text, title, publisher and address by trafilatura; the publication date by the page's metadata."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.collect.decoding import decode
from dateline.collect.draft import Draft
from dateline.collect.files import read_whole
from dateline.errors import InputError

FEWEST_LETTERS = 40
FEWEST_WORDS = 8
_TITLE_LINES = 5
# In order of trust; names of meta properties and microdata as publishers use them.
_PROPERTIES = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "og:published_time",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "publish-date", "publish_date", "publishdate",
    "publication_date", "originalpublicationdate", "pubdate", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date", "dc.date.created", "dcterms.date", "date",
)  # fmt: skip
_FIELDS = ("property", "name", "itemprop")


def html_drafts(stream: BinaryIO, name: str) -> Iterator[Draft]:
    """The one report of a page. Raises InputError where the page holds none."""
    yield read_page(decode(read_whole(stream, name), name), name)


def read_page(page: str, name: str) -> Draft:
    """The report in the markup of a page: paragraphs parted by blank lines, from the title line on if it stands there.

    Raises InputError where the page holds no running text. The published value is as the page's metadata has it.
    """
    from trafilatura import bare_extraction, load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = load_html(page)
    found: Any = None if tree is None else bare_extraction(tree, with_metadata=True, include_comments=False)
    if found is None or not _has_statement(found.text or ""):
        raise InputError(name, "no report found in the page")
    return Draft(
        name=name,
        text=_from_title(found.text, found.title),
        title=found.title,
        source=found.sitename,
        url=found.url,
        published=_published(tree),
        basis="metadata",
    )


def _has_statement(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= FEWEST_LETTERS and len(text.split()) >= FEWEST_WORDS


def _from_title(text: str, title: str | None) -> str:
    """The paragraphs parted by blank lines, without the section names above the title."""
    lines = [line for line in text.split("\n") if line.strip()]
    first = lines.index(title) if title in lines[:_TITLE_LINES] else 0
    return "\n\n".join(lines[first:])


def _published(tree: Any) -> str | None:
    """The value of the most trusted field that gives a time of day, else of the most trusted field of all."""
    values = [value.strip() for value in _dates(tree) if value.strip()]
    return next((value for value in values if ":" in value), values[0] if values else None)


def _dates(tree: Any) -> Iterator[str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta", "time", "span", "div", "abbr"):
        for field in _FIELDS:
            key = (element.get(field) or "").lower()
            found.setdefault(key, element.get("content") or element.get("datetime") or "")
    yield from _linked_data(tree)
    yield from (found[key] for key in _PROPERTIES if key in found)
    yield from (e.get("datetime") for e in tree.iter("time") if e.get("datetime") and e.get("pubdate") is not None)


def _linked_data(tree: Any) -> Iterator[str]:
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            try:
                yield from _values(json.loads(script.text or ""), "datePublished")
            except (ValueError, RecursionError):
                continue


def _values(node: object, key: str) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get(key), str):
            yield node[key]
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _values(child, key)
