"""Zones: the stretches of a report that are not its running statement, found by the codebook's words and by shape.

A zone never holds a running sentence of the report: a line counts only if it is short, or opens with words that no
statement opens with, and a list of teasers ends where the next running paragraph starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.codebook import Codebook
from dateline.masthead import any_of, read_masthead
from dateline.paragraphs import LONG, Span, is_headline, paragraphs
from dateline.records import Zone

MOST_TEASERS = 12
_LONGEST = {"caption": 400, "share": 300}
_LEADING = r"^[\s\-•*>\[(]*"
MOST_BUTTONS = 12
_BUTTON_BREAK = re.compile(r"[\s|,/•·:]+")


@dataclass(frozen=True, slots=True, eq=False)
class ZonePatterns:
    """What tells the zones of one language: a teaser's cue alone or with its headline, lines, buttons and brackets."""

    alone: re.Pattern[str]
    inline: re.Pattern[str]
    caption: re.Pattern[str]
    share: re.Pattern[str]
    buttons: frozenset[str]
    bracketed: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=8)
def zone_patterns(codebook: Codebook, language: str) -> ZonePatterns:
    """The patterns for `language`; those of a language that the codebook has not find nothing."""
    words: Mapping[str, Any] = codebook.languages.get(language, {}).get("zones", {})
    caption, share = words.get("caption", {}), words.get("share", {})
    cue = rf"{_LEADING}(?:{any_of(words.get('teaser', {}).get('cues', ()))})"
    return ZonePatterns(
        alone=re.compile(rf"{cue}\s*[:…>».]*\s*[\])]?\Z", re.IGNORECASE),
        inline=re.compile(rf"{cue}\s*[:|>»]\s*\S.*\Z", re.IGNORECASE),
        caption=_caption_pattern(caption),
        share=_share_pattern(share),
        buttons=frozenset(share.get("buttons", ())),
        bracketed=_bracket_patterns(caption, share),
    )


def find_zones(text: str, *, codebook: Codebook, language: str) -> tuple[Zone, ...]:
    """The zones of `text` in text order; none overlaps another, and each is a half-open span.

    Kinds: title, header, dateline, teaser, caption, share. A language that the codebook has not gives what the
    first line and the dateline show.
    """
    patterns = zone_patterns(codebook, language)
    spans = paragraphs(text)
    found = [
        *_masthead(text, codebook, language),
        *_teasers(text, spans, patterns),
        *_lines(text, spans, "caption", patterns.caption, frozenset()),
        *_lines(text, spans, "share", patterns.share, patterns.buttons),
        *(Zone(*match.span(), kind) for kind, marks in patterns.bracketed.items() for match in marks.finditer(text)),
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


def _teasers(text: str, spans: Sequence[Span], patterns: ZonePatterns) -> Iterator[Zone]:
    """A cue alone on its line with the headlines under it, or a cue with its headline behind it."""
    after = 0
    for n, (start, end) in enumerate(spans):
        line = text[start:end]
        if n < after or len(line) >= LONG:
            continue
        if patterns.alone.match(line):
            after = _after_headlines(text, spans, n + 1, patterns)
            yield Zone(start, spans[after - 1][1], "teaser")
        elif patterns.inline.match(line):
            yield Zone(start, end, "teaser")


def _after_headlines(text: str, spans: Sequence[Span], first: int, patterns: ZonePatterns) -> int:
    """The number of the first paragraph from `first` on that is no headline of a teaser list."""
    for n in range(first, min(first + MOST_TEASERS, len(spans))):
        line = text[slice(*spans[n])]
        if not is_headline(line.lstrip("-•*> ")) or patterns.share.match(line) or patterns.caption.match(line):
            return n
    return min(first + MOST_TEASERS, len(spans))


# --- captions and share lines -------------------------------------------------------------------------------


def _lines(
    text: str, spans: Sequence[Span], kind: str, pattern: re.Pattern[str], buttons: frozenset[str]
) -> Iterator[Zone]:
    for start, end in spans:
        line = text[start:end]
        if len(line) <= _LONGEST[kind] and (pattern.match(line) or (buttons and _is_buttons(line, buttons))):
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
    parts = _BUTTON_BREAK.split(line.casefold().strip("|,/•·: "), MOST_BUTTONS)
    return len(parts) <= MOST_BUTTONS and all(part in buttons for part in parts)


def _bracket_patterns(caption: Mapping[str, Any], share: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    """Brackets within or behind a paragraph that hold a picture credit or the names of those who reported."""
    photo = rf"(?:{any_of(caption.get('cues', ()))})\s*:|(?:{any_of(caption.get('opens', ()))})\b"
    authors = rf"(?:{any_of(share.get('credits', ()))})\b"
    return {
        kind: re.compile(rf"\((?:{opening})[^()]{{0,300}}\)|\[(?:{opening})[^\[\]]{{0,300}}\]", re.IGNORECASE)
        for kind, opening in (("caption", photo), ("share", authors))
    }
