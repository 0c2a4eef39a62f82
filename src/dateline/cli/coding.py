"""`dateline code` and `dateline read`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.answers import SOME_FAILED, USAGE, answering, print_rows, progress_bar, say, show
from dateline.cli.options import (
    DEFAULT_STORE,
    FOLDER,
    GAZETTEER,
    SHIPPED_NAME,
    CodebookFolder,
    GazetteerFile,
    Jobs,
    Json,
    Published,
    StoreFile,
    default_jobs,
    gazetteer_file,
    open_codebook,
)

if TYPE_CHECKING:
    from dateline.pipeline import Summary
    from dateline.serial import Row

MOST_SHOWN = 200  # incidents that a run prints
Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders of reports; - for stdin.")]
SomePaths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH...", help="Files and folders of reports; - for stdin. None: the store's own reports."),
]


@answering
def code(
    paths: SomePaths = None,
    store: StoreFile = DEFAULT_STORE,
    published: Published = None,
    jobs: Jobs = default_jobs(),  # noqa: B008 - the help shows it
    codebook: CodebookFolder = None,
    gazetteer: GazetteerFile = None,
    coder: Annotated[str, typer.Option(help="Which coder to use.")] = "clause",
    json: Json = False,
) -> None:
    """Collect reports, read, code and merge them, and keep everything in one store; prints the incidents."""
    from dateline.pipeline import merge_and_keep, merged_rows, run
    from dateline.pipeline.coding import built_in
    from dateline.store import Store

    with Store(store, create=bool(paths)) as opened:
        book = open_codebook(codebook, opened)
        places = gazetteer_file(gazetteer, opened)
        method = built_in(coder, gazetteer=places)
        if codebook is not None:
            opened.remember(FOLDER, str(codebook.resolve()) if codebook.is_dir() else str(codebook))
        if gazetteer is not None:
            opened.remember(GAZETTEER, str(places or SHIPPED_NAME))
        with progress_bar("coding") as progress:
            summary = run(
                paths or [], store=opened, codebook=book, method=method, published=published, jobs=jobs,
                progress=progress,
            )  # fmt: skip
        merge_and_keep(opened, book)
        rows = merged_rows("incidents", opened, book)
    if json:
        print_rows(rows)
    else:
        _show_latest(rows, store)
    _tell(summary, store)
    if summary.errors or summary.foreign:
        raise typer.Exit(SOME_FAILED if summary.reports else USAGE)


def _show_latest(rows: list[Row], store: Path) -> None:
    from dateline.cli.tables import incident_table, latest

    show(incident_table(latest(rows, MOST_SHOWN)))
    if len(rows) > MOST_SHOWN:
        say(f"these are the latest {MOST_SHOWN} of {len(rows)} incidents; for all: dateline incidents{_option(store)}")


def _tell(summary: Summary, store: Path) -> None:
    from dateline.cli.tables import counted
    from dateline.pipeline.coding import why_foreign

    for error in summary.errors:
        say(f"not coded: {error}")
    for report in summary.foreign:
        say(f"kept, but not coded: {report.name}: {why_foreign(report)}")
    copies = f" (and {summary.copies} more with the text of one of them)" if summary.copies else ""
    say(
        f"{counted(summary.reports, 'report')}{copies}: {summary.coded} coded now into "
        f"{counted(summary.claims, 'claim')}, {summary.known} coded before, "
        f"{len(summary.foreign)} in other languages, {len(summary.errors)} failed"
    )
    if not summary.reports:
        return
    option = _option(store)
    say(f"next: dateline explain ID{option}; dateline posture{option}; dateline export incidents --format csv{option}")


def _option(store: Path) -> str:
    """What a later command must be told to find the store."""
    return "" if store == DEFAULT_STORE else f" --store {shlex.quote(str(store))}"


@answering
def read(
    paths: Paths,
    published: Published = None,
    codebook: CodebookFolder = None,
    gazetteer: GazetteerFile = None,
    json: Json = False,
) -> None:
    """Show what reports mention before any coding: times, places, actors, counts, with their words."""
    from dateline.cli.tables import mention_table
    from dateline.collect import collect
    from dateline.errors import InputError
    from dateline.pipeline.coding import attempt, open_reader
    from dateline.records import Reading
    from dateline.serial import reading_to_json

    book = open_codebook(codebook)
    errors: list[str] = []
    done = 0
    with open_reader(book, gazetteer=gazetteer_file(gazetteer)) as read_one:
        for report in collect(paths, codebook=book, published=published):
            reading = report if isinstance(report, InputError) else attempt(report, read_one)
            if not isinstance(reading, Reading):
                errors.append(str(reading))
                continue
            done += 1
            row = reading_to_json(reading)
            if json:
                print_rows([row])
            else:
                show(*mention_table(row))
    for error in errors:
        say(f"not read: {error}")
    if errors:
        raise typer.Exit(SOME_FAILED if done else USAGE)
