"""The errors dateline raises; a caller who catches `DatelineError` has them all.

DatelineError
├── InputError       a report cannot be read: names the input and the reason
├── CodebookError    a codebook file is wrong: names file, key and reason
├── GazetteerError   the gazetteer file is missing, damaged or of another version
├── EngineError      the language engine's files are missing or damaged
├── StoreError       the store cannot be opened, written or is of a newer version
└── GoldError        a gold standard cannot be read
"""

from __future__ import annotations


class DatelineError(Exception):
    """Any error that dateline raises on purpose; its text is fit to be shown to a user."""


class InputError(DatelineError):
    """A report cannot be read: `name` is the file or line, `reason` says why in plain words."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class CodebookError(DatelineError):
    """A codebook file is wrong: the text names the file, the key and the reason."""


class GazetteerError(DatelineError):
    """The gazetteer file is missing, damaged or of another version."""


class EngineError(DatelineError):
    """The language engine's files are missing or damaged."""


class StoreError(DatelineError):
    """The store cannot be opened or written, or a newer dateline made it."""


class GoldError(DatelineError):
    """A gold standard cannot be read."""
