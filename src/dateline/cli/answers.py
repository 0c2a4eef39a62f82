"""How a command answers: rows on standard output, everything else on standard error, and the exit code."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ParamSpec

import typer

from dateline.errors import DatelineError

DONE, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

P = ParamSpec("P")
# What would command a terminal, or turn the direction of a line, were it in a report's words or a file's name.
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


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
            _drop_output()
            raise typer.Exit(DONE) from None
        except OSError as error:
            say(f"dateline: {error.filename or 'standard output'}: {error.strerror or error}")
            _drop_output()
            raise typer.Exit(USAGE) from error

    return answer


def _drop_output() -> None:
    """Sends what is still to be written nowhere, so that the end of the program does not try it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(line: str) -> None:
    """Writes a line for the person, to standard error, without what would command the terminal."""
    typer.echo(_COMMANDS.sub("", line), err=True)


def print_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """Writes each row as one line of JSON to standard output."""
    from dateline.serial import dumps

    for row in rows:
        sys.stdout.write(dumps(row) + "\n")


def show(*parts: Any) -> None:
    """Writes rich tables and text to standard output, wide enough for a table where that is no terminal.

    Whatever words stand in them, they cannot command the terminal.
    """
    from rich.console import Console
    from rich.segment import Segment, Segments

    width = None if sys.stdout.isatty() else 140
    console = Console(width=width, highlight=False, markup=False, emoji=False)  # a report's brackets are no markup
    with console.capture() as page:
        for part in parts:
            console.print(Segments([Segment(_COMMANDS.sub("", one.text), one.style) for one in console.render(part)]))
    sys.stdout.write(page.get())


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
