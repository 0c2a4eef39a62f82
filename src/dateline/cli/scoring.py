"""`dateline score`: claims against a gold standard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.answers import SOME_FAILED, answering, print_rows, progress_bar, say, show
from dateline.cli.options import CodebookFolder, Jobs, Json, default_jobs, open_codebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from dateline.codebook import Codebook
    from dateline.pipeline.coding import Failure
    from dateline.records import CodedReport, Report
    from dateline.score.gold import GoldReport
    from dateline.serial import Row


@answering
def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder with gold.toml, or with such folders in it.")],
    store: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Score this store's claims instead of coding afresh.")
    ] = None,
    coder: Annotated[str, typer.Option(metavar="NAME", help="The coder to score, without a store.")] = "clause",
    jobs: Jobs = default_jobs(),  # noqa: B008 - the help shows it
    codebook: CodebookFolder = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Name every missed, spurious and wrong item.")] = False,
    json: Json = False,
) -> None:
    """Compare claims with a gold standard: precision, recall, F1 with its interval, and the share of right fields."""
    from dateline.score import score_report, summary
    from dateline.score.agreement import name_rules
    from dateline.score.gold import load_gold
    from dateline.serial import claim_to_json, dating_to_json

    book = open_codebook(codebook)
    golds = load_gold(gold)
    reports = [_report(one, book) for one in golds]
    coded, failures = _coded(reports, book, store=store, coder=coder, jobs=jobs)
    rules, verdicts = name_rules(book), []
    for one, report in zip(golds, reports, strict=True):
        if report.report_id in coded:
            found = coded[report.report_id]
            rows = [claim_to_json(claim) for claim in found.claims]
            dating = dating_to_json(found.read.dating, home=report.report_id)
            verdicts.append(score_report(one, rows, text=report.text, published=dating, rules=rules))
    if verbose:
        for line in (line for verdict in verdicts for line in verdict.lines):
            say(line)
    for failure in failures:
        say(f"not scored: {failure}")
    table = summary(verdicts)
    if json:
        print_rows([table])
    else:
        show(_table(table))
    if failures:
        raise typer.Exit(SOME_FAILED)


def _report(gold: GoldReport, codebook: Codebook) -> Report:
    """The gold report's text as the program reads it. Raises InputError where it cannot."""
    from dateline.collect import collect

    report = next(collect([str(gold.path)], codebook=codebook))
    if isinstance(report, Exception):
        raise report
    return report


def _coded(
    reports: Sequence[Report], codebook: Codebook, *, store: Path | None, coder: str, jobs: int
) -> tuple[dict[str, CodedReport], list[Failure | str]]:
    """By report id, what the store has of a report or what the coder gives now; and what has neither."""
    from dateline.pipeline.coding import Failure, built_in
    from dateline.pipeline.workers import BATCH
    from dateline.pipeline.workers import coded as coded_by_workers

    if store is not None:
        known = _stored(store, {report.report_id for report in reports})
        return known, [f"{report.name}: not coded in {store}" for report in reports if report.report_id not in known]
    coded: dict[str, CodedReport] = {}
    failures: list[Failure | str] = []
    distinct = list({report.report_id: report for report in reports}.values())
    crew = min(jobs, -(-len(distinct) // BATCH))
    with progress_bar("coding") as progress:
        for outcomes in coded_by_workers(distinct, method=built_in(coder), codebook=codebook, jobs=crew):
            failures += [one for one in outcomes if isinstance(one, Failure)]
            coded |= {one.read.report.report_id: one for one in outcomes if not isinstance(one, Failure)}
            progress(len(coded), len(distinct))
    return coded, failures


def _stored(path: Path, report_ids: set[str]) -> dict[str, CodedReport]:
    from dateline.records import CodedReport
    from dateline.store import Store

    with Store(path, create=False) as store:
        reads = {one.read.report.report_id: one.read for one in store.reports() if one.coded}
        claims = store.claims(report_ids=report_ids)
    return {
        ident: CodedReport(reads[ident], tuple(claim for claim in claims if claim.report_id == ident))
        for ident in report_ids & reads.keys()
    }


def _table(row: Row) -> Table:
    from rich.table import Table

    table = Table("", "share", "of", box=None, pad_edge=False, header_style="bold")
    for key in ("precision", "recall", "f1", "whole"):
        table.add_row(key, _number(row[key]), f"{row['claims']} claims in {row['reports']} reports")
    if row["f1_95"]:
        table.add_row("f1, 95 %", " to ".join(map(_number, row["f1_95"])), "bootstrap over reports")
    table.add_row("calibration", _number(row["calibration_error"]), "expected error of the claims' confidence")
    for field, cell in row["fields"].items():
        table.add_row(field, _number(cell["share"]), str(cell["n"]))
    return table


def _number(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"
