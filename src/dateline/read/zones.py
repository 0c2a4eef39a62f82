"""Zones: the stretches of a report that are not its running statement, found by the codebook's words and by shape.

A zone never holds a running sentence of the report: a line counts only if it is short, or opens with words that no
statement opens with, and a list of teasers ends where the next running paragraph starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.codebook import Codebook
from dateline.masthead import any_of, read_masthead
from dateline.paragraphs import LONG, Span, is_headline, paragraphs
from dateline.records import Zone

MOST_TEASERS = 12
_LONGEST = {"caption": 400, "share": 300}
_LEADING = r"^[\s\-•*>\[(]*"


def find_zones(text: str, *, codebook: Codebook, language: str) -> tuple[Zone, ...]:
    """The zones of `text` in text order; none overlaps another, and each is a half-open span.

    Kinds: title, header, dateline, teaser, caption, share. A language that the codebook has not gives what the
    first line and the dateline show.
    """
    words: Mapping[str, Any] = codebook.languages.get(language, {}).get("zones", {})
    spans = paragraphs(text)
    found = [
        *_masthead(text, codebook, language),
        *_teasers(text, spans, words),
        *_lines(text, spans, words, "caption", _caption_pattern(words.get("caption", {}))),
        *_lines(text, spans, words, "share", _share_pattern(words.get("share", {}))),
        *_bracketed(text, words),
    ]
    return tuple(_disjoint(found))


def _disjoint(found: Sequence[Zone]) -> Iterator[Zone]:
    """The zones in text order; of two that overlap the one that starts first, and of these the longer."""
    end = 0
    for zone in sorted(found, key=lambda zone: (zone.start, -zone.end)):
        if zone.start >= end:
            yield zone
            end = zone.end


def _masthead(text: str, codebook: Codebook, language: str) -> Iterator[Zone]:
    head = read_masthead(text, codebook=codebook, language=language)
    if head.title:
        yield Zone(*head.title, "title")
    for line in head.headers:
        if (line.start, line.end) != head.title:
            yield Zone(line.start, line.end, "header")
    if head.dateline:
        yield Zone(head.dateline.start, head.dateline.end, "dateline")


# --- teasers ----------------------------------------------------------------------------------------------


def _teasers(text: str, spans: Sequence[Span], words: Mapping[str, Any]) -> Iterator[Zone]:
    """A cue alone on its line with the headlines under it, or a cue with its headline behind it."""
    cue = rf"{_LEADING}(?:{any_of(words.get('teaser', {}).get('cues', ()))})"
    alone = re.compile(rf"{cue}\s*[:…>».]*\s*[\])]?\Z", re.IGNORECASE)
    inline = re.compile(rf"{cue}\s*[:|>»]\s*\S.*\Z", re.IGNORECASE)
    after = 0
    for n, (start, end) in enumerate(spans):
        line = text[start:end]
        if n < after or len(line) >= LONG:
            continue
        if alone.match(line):
            after = _after_headlines(text, spans, n + 1, words)
            yield Zone(start, spans[after - 1][1], "teaser")
        elif inline.match(line):
            yield Zone(start, end, "teaser")


def _after_headlines(text: str, spans: Sequence[Span], first: int, words: Mapping[str, Any]) -> int:
    """The number of the first paragraph from `first` on that is no headline of a teaser list."""
    share = _share_pattern(words.get("share", {}))
    caption = _caption_pattern(words.get("caption", {}))
    for n in range(first, min(first + MOST_TEASERS, len(spans))):
        line = text[slice(*spans[n])]
        if not is_headline(line.lstrip("-•*> ")) or share.match(line) or caption.match(line):
            return n
    return min(first + MOST_TEASERS, len(spans))


# --- captions and share lines -------------------------------------------------------------------------------


def _lines(
    text: str, spans: Sequence[Span], words: Mapping[str, Any], kind: str, pattern: re.Pattern[str]
) -> Iterator[Zone]:
    buttons = frozenset(words.get("share", {}).get("buttons", ())) if kind == "share" else frozenset()
    for start, end in spans:
        line = text[start:end]
        if len(line) <= _LONGEST[kind] and (pattern.match(line) or _is_buttons(line, buttons)):
            yield Zone(start, end, kind)


def _caption_pattern(words: Mapping[str, Any]) -> re.Pattern[str]:
    """A line that opens with a caption's cue, or holds a picture credit at its end."""
    cues, opens, agencies = (any_of(words.get(key, ())) for key in ("cues", "opens", "agencies"))
    return re.compile(
        rf"{_LEADING}(?i:(?:{cues})\s*:|(?:{opens})\b)"
        rf"|[^\n]{{3,}}[.\])|—–-]\s*\(?(?i:{cues}):[^.\n]*\Z"
        rf"|[^\n]{{3,}}(?:/\s?|[|—–]\s)(?:{agencies})[\])]?\.?\Z"
    )


def _share_pattern(words: Mapping[str, Any]) -> re.Pattern[str]:
    """A line that asks the reader to share, follow or subscribe, states rights, or credits those who reported."""
    opens, dated, labels, authors = (any_of(words.get(key, ())) for key in ("opens", "dated", "labels", "credits"))
    return re.compile(
        rf"{_LEADING}(?:(?:{opens})(?!\w)|(?:{dated})\s*(?:19|20)\d\d\b|(?:{labels})\s*:"
        rf"|(?:{authors})\b[^\n]*(?:;[^\n]*|[^.\s])\Z)",
        re.IGNORECASE,
    )


def _is_buttons(line: str, buttons: frozenset[str]) -> bool:
    parts = re.split(r"[\s|,/•·:]+", line.casefold().strip("|,/•·: "))
    return len(parts) <= 12 and all(part in buttons for part in parts)


def _bracketed(text: str, words: Mapping[str, Any]) -> Iterator[Zone]:
    """Brackets within or behind a paragraph that hold a picture credit or the names of those who reported."""
    caption, share = words.get("caption", {}), words.get("share", {})
    photo = rf"(?:{any_of(caption.get('cues', ()))})\s*:|(?:{any_of(caption.get('opens', ()))})\b"
    authors = rf"(?:{any_of(share.get('credits', ()))})\b"
    for kind, opening in (("caption", photo), ("share", authors)):
        pattern = re.compile(rf"\((?:{opening})[^()]{{0,300}}\)|\[(?:{opening})[^\[\]]{{0,300}}\]", re.IGNORECASE)
        yield from (Zone(*match.span(), kind) for match in pattern.finditer(text))
