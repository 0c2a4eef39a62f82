"""`dateline gazetteer build`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.answers import INTERRUPTED, SOME_FAILED, answering, progress_bar, say
from dateline.cli.options import open_codebook

if TYPE_CHECKING:
    from dateline.gazetteer_build import Built

app = typer.Typer(no_args_is_help=True, help="Make a larger gazetteer.")


@app.callback()
def gazetteer() -> None:
    """Make a larger gazetteer."""


@app.command()
@answering
def build(
    geonames: Annotated[
        Path,
        typer.Option(metavar="FILE", help="A dump of GeoNames: allCountries.zip, or one country's as IQ.txt."),
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The new gazetteer file.")] = Path("gazetteer.sqlite"),
) -> None:
    """Add to the shipped gazetteer the towns, villages and facilities that a dump of GeoNames has beyond it."""
    from dateline.gazetteer_build import build as build_gazetteer

    countries = open_codebook(None).countries
    try:
        with progress_bar("reading") as progress:
            built = build_gazetteer(geonames, out, countries=countries, progress=progress)
    except KeyboardInterrupt:
        say(f"dateline: interrupted; {out} is as it was before")
        raise typer.Exit(INTERRUPTED) from None
    _tell(built, geonames, out)
    if built.flaws:
        raise typer.Exit(SOME_FAILED)


def _tell(built: Built, geonames: Path, out: Path) -> None:
    from dateline.cli.tables import counted

    if built.first_flaw:
        where = f"the first is {geonames}, line {built.first_flaw.line}: {built.first_flaw.reason}"
        say(f"not read: {counted(built.flaws, 'line')}; {where}")
    added = ", ".join(counted(number, kind) for kind, number in sorted(built.added.items())) or "nothing"
    say(f"{out}: the shipped gazetteer and {added} more; {counted(built.known, 'place')} of the dump it had already")
    say(f"next: dateline code PATH... --gazetteer {shlex.quote(str(out))}")
