"""News reports into an auditable dataset of conflict events and force posture: every value shows its words."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "run": "pipeline",
    "dataset": "pipeline",
    "Summary": "pipeline",
    "Store": "store",
    "load_codebook": "codebook",
    "Codebook": "codebook",
    "Report": "records",
    "Claim": "records",
    "Incident": "records",
    "Posture": "records",
    "Judgement": "records",
    "Dataset": "records",
    "DatelineError": "errors",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    """A public name, from its module; nothing is imported before it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    return getattr(import_module(f"dateline.{_HOMES[name]}"), name)
