"""`dateline export`, `incidents`, `posture` and `explain`: what stands in a store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from dateline.cli.answers import answering, print_rows, say, show
from dateline.cli.options import DEFAULT_STORE, CodebookFolder, Json, StoreFile, open_codebook

if TYPE_CHECKING:
    from dateline.codebook import Codebook
    from dateline.serial import Row
    from dateline.store import Store


@answering
def export(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="claims, incidents, postures or reports.")],
    fmt: Annotated[str, typer.Option("--format", metavar="F", help="jsonl, csv or geojson.")] = "jsonl",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write; else standard output.")] = None,
    store: StoreFile = DEFAULT_STORE,
    codebook: CodebookFolder = None,
) -> None:
    """Write what the store holds for other programs; says on standard error how many rows a format left out."""
    from dateline.exporters import KINDS, formats_of
    from dateline.exporters import export as write
    from dateline.store import Store

    if what not in KINDS:
        raise typer.BadParameter(f"'{what}' is none of {', '.join(KINDS)}", param_hint="WHAT")
    if fmt not in formats_of(what):
        known = ", ".join(formats_of(what))
        raise typer.BadParameter(f"there is no format '{fmt}' for {what}; there are: {known}", param_hint="--format")
    with Store(store, create=False) as opened:
        book = open_codebook(codebook, opened)
        rows = _rows(what, opened, book)
    with _opened(out, store) as file:
        losses = write(what, rows, fmt=fmt, codebook=book, out=file)
    if losses:
        say(f"{sum(losses.values())} of {len(rows)} {what} are not in this {fmt}:")
        for reason, number in sorted(losses.items()):
            say(f"  {number}  {reason}")


@answering
def incidents(store: StoreFile = DEFAULT_STORE, codebook: CodebookFolder = None, json: Json = False) -> None:
    """Show what happened, as the claims of all reports taken together tell it."""
    from dateline.cli.tables import incident_table
    from dateline.store import Store

    with Store(store, create=False) as opened:
        rows = _rows("incidents", opened, open_codebook(codebook, opened))
    if json:
        print_rows(rows)
    else:
        show(incident_table(rows))


@answering
def posture(
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="DATE", help="What held on that day.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="A place, site, province or country (name or alpha-3 code).")
    ] = None,
    store: StoreFile = DEFAULT_STORE,
    codebook: CodebookFolder = None,
    json: Json = False,
) -> None:
    """Show which force is where, since when, how strong, and what it is about to do."""
    from dateline.cli.tables import posture_table
    from dateline.store import Store

    with Store(store, create=False) as opened:
        book = open_codebook(codebook, opened)
        rows = _rows("postures", opened, book)
    if as_of:
        rows = [row for row in rows if _holds(row, as_of.date().isoformat())]
    if place:
        rows = [row for row in rows if _is_at(row, place, book)]
    if json:
        print_rows(rows)
    else:
        show(posture_table(rows))


@answering
def explain(
    ident: Annotated[str, typer.Argument(metavar="ID", help="A claim or incident id, or its first letters.")],
    store: StoreFile = DEFAULT_STORE,
    codebook: CodebookFolder = None,
    json: Json = False,
) -> None:
    """Show every value of a claim or incident beside its words and rule, and why its claims were joined."""
    from dateline.cli.explaining import explanation, find_row
    from dateline.store import Store

    with Store(store, create=False) as opened:
        claims = _rows("claims", opened, None)
        found = _rows("incidents", opened, open_codebook(codebook, opened))
        row = find_row(ident, claims, found, opened.forwards())
        texts = {one.read.report.report_id: one.read.report for one in opened.reports()}
    if json:
        print_rows([row])
    else:
        show(*explanation(row, claims, texts))


def _rows(what: str, store: Store, codebook: Codebook | None) -> list[Row]:
    """All rows of a kind, in contract form; incidents and postures are merged with the codebook."""
    from dateline.serial import claim_to_json, report_to_json

    if what == "reports":
        return [report_to_json(one.read, collected=one.collected) for one in store.reports()]
    if what == "claims" or codebook is None:
        return [claim_to_json(claim) for claim in store.claims()]
    from dateline.pipeline import merged_rows

    return merged_rows(what, store, codebook)


@contextmanager
def _opened(out: Path | None, store: Path) -> Iterator[TextIO]:
    """Standard output, or a file that takes its name only once all is written; a device or pipe is written as it is."""
    if out is None:
        yield sys.stdout
        return
    try:
        if out.exists() and out.samefile(store):
            raise typer.BadParameter(f"{out}: that is the store itself", param_hint="--out")
        part = out.with_name(f"{out.name}.part") if out.is_file() or not out.exists() else out
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                yield file
            part.replace(out)
        finally:
            if part != out:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"{out}: {error.strerror}", param_hint="--out") from error


def _holds(row: Row, day: str) -> bool:
    valid = row["valid"]
    return (valid["start"] or "") <= day <= (valid["end"] or "9999")


def _is_at(row: Row, name: str, codebook: Codebook) -> bool:
    place, site = row["place"] or {}, row["site"] or {}
    code = place.get("country")
    names = {place.get("name"), place.get("admin1"), site.get("name")}
    names |= {country.name for country in codebook.countries if country.alpha3 == code}
    return name.upper() == code or any(name.casefold() in one.casefold() for one in names if one)
