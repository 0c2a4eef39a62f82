"""What the store holds, written for other programs. To add a format: one file here, and its line in EXPORTERS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TextIO

from dateline.codebook import Codebook
from dateline.exporters.geojson import write_geojson
from dateline.exporters.lines import write_lines
from dateline.exporters.tables import write_csv
from dateline.serial import Row

KINDS = ("claims", "incidents", "postures", "reports")


class Writer(Protocol):
    """Writes rows in contract form to `out`; what comes back says, by reason, how many it had to leave out."""

    def __call__(self, what: str, rows: Sequence[Row], *, codebook: Codebook, out: TextIO) -> dict[str, int]: ...


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its writer and which kinds of row it can hold."""

    write: Writer
    kinds: tuple[str, ...] = KINDS


EXPORTERS: Mapping[str, Exporter] = {
    "jsonl": Exporter(write_lines),
    "csv": Exporter(write_csv),
    "geojson": Exporter(write_geojson, ("claims", "incidents", "postures")),
}


def formats_of(what: str) -> tuple[str, ...]:
    """The formats that can hold rows of this kind."""
    return tuple(name for name, exporter in EXPORTERS.items() if what in exporter.kinds)


def export(what: str, rows: Sequence[Row], *, fmt: str, codebook: Codebook, out: TextIO) -> dict[str, int]:
    """Writes the rows to `out` in the format `fmt`; what comes back is the loss report: reason and number of rows.

    Every row but a report's carries the codebook's id, version and digest. Raises KeyError where `formats_of(what)`
    does not name the format.
    """
    if what != "reports":
        stamp = f"{codebook.id} {codebook.version} {codebook.digest}"
        rows = [row | {"codebook": stamp} for row in rows]
    return EXPORTERS[fmt].write(what, rows, codebook=codebook, out=out)
