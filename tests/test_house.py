"""The rules of the house: imports point down, nothing prints but the command line, data stay out of the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from dateline.codebook import load_codebook

ROOT = Path(__file__).parents[1] / "src" / "dateline"
LAYERS = (
    {"errors"},
    {"sentences"},
    {"records"},
    {"codebook", "language", "gazetteer", "dates", "distance", "paragraphs", "serial"},
    {"datelines", "gazetteer_build"},
    {"masthead"},
    {"collect", "read"},
    {"coders", "merge"},
    {"store", "schema", "exporters", "score"},
    {"pipeline", "workers", "coding"},
    {"cli", "__init__"},
    {"__main__"},
)
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}
FILES = sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0]


def level(name: str) -> int:
    return next(i for i, names in enumerate(LAYERS) if name in names)


def imports(path: Path) -> set[str]:
    """The rooms that a file imports, wherever in the file it does so."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else (
            [name.name for name in node.names] if isinstance(node, ast.Import) else [])  # fmt: skip
        found |= {m.split(".")[1] for m in modules if m.startswith("dateline.")}
    return found


@pytest.mark.parametrize("path", FILES, ids=str)
def test_imports_point_down(path: Path) -> None:
    mine = room(path)
    for other in imports(path) - {mine}:
        assert level(other) < level(mine), f"{path.name} may not import {other}"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    if room(path) in {"cli", "__main__"}:
        return
    names = {node.func.id for node in ast.walk(ast.parse(path.read_text("utf-8")))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}  # fmt: skip
    assert not names & {"print", "exit", "quit"}


def test_no_file_name_says_nothing() -> None:
    assert not FORBIDDEN_NAMES & {path.stem for path in FILES}


def string_literals(path: Path) -> set[str]:
    """All strings of a file but its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    homes = (n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.FunctionDef | ast.ClassDef) and n.body)
    docs = {id(home.body[0].value) for home in homes if isinstance(home.body[0], ast.Expr)}
    strings = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return {str(n.value) for n in strings if id(n) not in docs}


@pytest.mark.parametrize("path", FILES, ids=str)
def test_code_names_no_event_type_and_no_actor(path: Path) -> None:
    codebook = load_codebook()
    names = {name for name in codebook.event_types if "_" in name} | {
        actor.id for actor in codebook.actors if "_" in actor.id
    }
    assert not names & string_literals(path)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_no_file_is_a_whole_floor(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_no_bare_except_and_no_clock_in_the_pure_rooms() -> None:
    for path in FILES:
        text = path.read_text("utf-8")
        assert not re.search(r"except\s*:", text), path
        if room(path) in {"read", "coders", "merge", "dates"}:
            assert not re.search(r"\b(today|now|utcnow|time)\(\)", text), path
