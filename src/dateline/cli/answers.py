"""How a command answers: rows on standard output, everything else on standard error, and the exit code."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ParamSpec

import typer

from dateline.errors import DatelineError

DONE, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

P = ParamSpec("P")


def answering(command: Callable[P, None]) -> Callable[P, None]:
    """The command with its errors turned into one line on standard error and the exit code of the contract."""

    @functools.wraps(command)
    def answer(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except DatelineError as error:
            say(f"dateline: {error}")
            raise typer.Exit(USAGE) from error
        except KeyboardInterrupt:
            say("dateline: interrupted; what was finished is kept, and the same command goes on from there")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:  # the reader of our output has enough, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(DONE) from None

    return answer


def say(line: str) -> None:
    """Writes a line for the person, to standard error."""
    typer.echo(line, err=True)


def print_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """Writes each row as one line of JSON to standard output."""
    from dateline.serial import dumps

    for row in rows:
        sys.stdout.write(dumps(row) + "\n")


def show(*parts: Any) -> None:
    """Writes rich tables and text to standard output, wide enough for a table where that is no terminal."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else 140
    console = Console(width=width, highlight=False, markup=False, emoji=False)  # a report's brackets are no markup
    for part in parts:
        console.print(part)


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A function that is told (done, of how many) and draws a bar; it draws nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)
