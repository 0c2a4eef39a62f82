"""The characters that the bytes of an input stand for, or the reason why they are no text.

Order: what a byte-order mark says, UTF-8, the encoding that the input itself declares, what charset-normalizer finds
with good confidence. Nothing is replaced or dropped: a text with holes would shift every offset.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from dateline.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_SIGNATURES = (
    (b"%PDF", "a PDF file"), (b"{\\rtf", "a rich text (RTF) file"),
    (b"PK\x03\x04", "a ZIP, Word or spreadsheet file"), (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a compressed file"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_WESTERN = "cp1252"
MOST_CONTROL = 0.1
MOST_CHAOS = 10.0
LEAST_COHERENCE = 20.0


def decode(data: bytes, name: str) -> str:
    """The text of `data`. Raises InputError, with `name`, for what is empty, binary or in no known encoding."""
    if not data:
        raise InputError(name, "the file is empty")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(name, f"not a text: it is {kind}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return check_text(_strictly(data, encoding, name), name)
    if b"\0" in data:
        raise InputError(name, "not a text: binary data (it holds NUL bytes)")
    return check_text(_unmarked(data, name), name)


def check_text(text: str, name: str) -> str:
    """`text` itself. Raises InputError where it is binary data or cannot be written as Unicode."""
    if "\0" in text or len(_CONTROL.findall(text)) > MOST_CONTROL * len(text):
        raise InputError(name, "not a text: binary data (it holds control characters)")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(name, f"not a valid text: half a character (surrogate) at {error.start}") from error
    return text


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(name, f"marked as {encoding}, but byte {error.start} does not fit: {error.reason}") from error


def _unmarked(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _declared(data) or _guessed(data)
        if text is None:
            reason = f"not UTF-8 (byte {error.start} is 0x{data[error.start]:02x}), and no other encoding fits"
            raise InputError(name, reason) from error
        return text


def _declared(data: bytes) -> str | None:
    declared = _DECLARED.search(data[:4096])
    if declared:
        with suppress(LookupError, UnicodeDecodeError):
            return data.decode(declared[1].decode("ascii"))
    return None


def _guessed(data: bytes) -> str | None:
    """What charset-normalizer finds; the Western code page is preferred where it fits as well as the best."""
    from charset_normalizer import from_bytes

    best, western = from_bytes(data).best(), from_bytes(data, cp_isolation=[_WESTERN]).best()
    if western and (best is None or (western.chaos, -western.coherence) <= (best.chaos, -best.coherence)):
        best = western
    if best is None or best.percent_chaos > MOST_CHAOS:
        return None
    with suppress(LookupError, UnicodeDecodeError):
        # Scripts of many characters are not measured for coherence; a strict decoding of them is evidence enough.
        if best.percent_coherence >= LEAST_COHERENCE or _is_wide(best.encoding, data):
            return data.decode(best.encoding)
    return None


def _is_wide(encoding: str, data: bytes) -> bool:
    from charset_normalizer.utils import is_multi_byte_encoding

    return is_multi_byte_encoding(encoding) and len(data) >= 20
