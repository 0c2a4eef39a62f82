"""`dateline codebook check` and `dateline codebook show`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.answers import SOME_FAILED, answering, print_rows, say, show
from dateline.cli.options import CodebookFolder, Json, open_codebook

app = typer.Typer(no_args_is_help=True, help="Check a codebook, or print a definition.")


@app.command()
@answering
def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A codebook folder, or core.")] = Path("core"),
    json: Json = False,
) -> None:
    """Read a codebook and run its own examples; prints what fails, file by file."""
    from dateline.pipeline.trial import example_failures

    book = open_codebook(folder)
    rows = [{"event_type": name, "failures": list(lines)} for name, lines in example_failures(book)]
    failed = [row for row in rows if row["failures"]]
    if json:
        print_rows(rows)
    else:
        for row in failed:
            typer.echo(f"{row['event_type']}.toml")
            for line in row["failures"]:
                typer.echo(f"  {line}")
    examples = sum(len(entry.examples) for entry in book.event_types.values())
    say(
        f"{book.id} {book.version}: {len(rows)} event types with {examples} examples, "
        f"{len(rows) - len(failed)} types as they should be, {len(failed)} not"
    )
    if failed:
        raise typer.Exit(SOME_FAILED)


@app.command("show")
@answering
def show_type(
    name: Annotated[str, typer.Argument(metavar="TYPE", help="An event type's name.")],
    codebook: CodebookFolder = None,
    json: Json = False,
) -> None:
    """Print what counts as an event type, what does not, its words and its place in other schemes."""
    book = open_codebook(codebook)
    if name not in book.event_types:
        known = ", ".join(book.event_types)
        raise typer.BadParameter(f"'{name}' is no event type; there are: {known}", param_hint="TYPE")
    entry = book.event_types[name]
    if json:
        row = {"name": entry.name, "class": entry.claim_class, "family": entry.family, "on_map": entry.on_map}
        row |= {"definition": entry.definition, "includes": list(entry.includes), "excludes": list(entry.excludes)}
        row |= {"borderline": list(entry.borderline)}
        row |= {"roles": dict(entry.roles), "peers": {peer: dict(codes) for peer, codes in entry.peers.items()}}
        print_rows([row])
        return
    parts = [f"{entry.name}: class {entry.claim_class}, {entry.family}", entry.definition.strip()]
    parts += [f"  + {line}" for line in entry.includes] + [f"  - {line}" for line in entry.excludes]
    parts += [f"  ? {line}" for line in entry.borderline]
    parts += [f"  {role}: {what}" for role, what in entry.roles.items()]
    words = {word for trigger in entry.triggers for word in (*trigger.verbs, *trigger.nouns)}
    parts.append(f"  words: {', '.join(sorted(words))}")
    parts += [f"  {peer}: {', '.join(codes.values()) or 'none'}" for peer, codes in entry.peers.items()]
    show(*parts)
