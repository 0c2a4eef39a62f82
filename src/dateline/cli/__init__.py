"""The command line: each command parses its arguments, calls one function and prints what comes back."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from dateline import __version__
from dateline.cli import codebooks, coding, gazetteers, looking, scoring

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("code")(coding.code)
app.command("read")(coding.read)
app.command("export")(looking.export)
app.command("incidents")(looking.incidents)
app.command("posture")(looking.posture)
app.command("explain")(looking.explain)
app.command("score")(scoring.score)
app.add_typer(codebooks.app, name="codebook")
app.add_typer(gazetteers.app, name="gazetteer")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def dateline(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """News reports into an auditable dataset of conflict events and force posture: every value shows its words."""


def main() -> None:
    """Runs the command line; standard output and error are UTF-8 wherever they go; closed ones lead nowhere."""
    nowhere = Path(os.devnull)
    sys.stdin = sys.stdin or nowhere.open()
    sys.stdout, sys.stderr = sys.stdout or nowhere.open("w"), sys.stderr or nowhere.open("w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()
