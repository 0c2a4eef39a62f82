"""Accuracy and speed of dateline's language engine, beside a spaCy pipeline trained on the same data.

    python benchmarks/engine.py --data DATA [--peer FOLDER] [--train-peer] [--max-steps N] [--out FILE]

Without `--peer` dateline's engine alone is measured. `--train-peer` first trains what FOLDER lacks of the pipeline
(spacy_training.py); `--max-steps` cuts that short for a try. DATA holds the data sets of training/README.md.
One scorer scores both engines (training/evaluate.py), and both run on one thread in one process, in turns.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median

# One thread, for numpy reads this when it is imported, here and in what is started from here.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

from dateline.language import RULES, WEIGHTS, analyse, load
from dateline.language.model import Model
from dateline.language.segment import read_rules
from training.counting import Parser, Score
from training.entity_scores import entity_scores
from training.evaluate import Reading, raw_scores, read_text, tree_scores
from training.sources import entity_tests, raw_tests, tree_tests
from training.treebank import Document

TREE = ("upos", "lemma", "UAS", "LAS")
RAW = ("sentence", "word", "LAS")
ENTITIES = ("all", "person", "organisation", "place")
RUNS = 5
SPEED_TEXT = "GUM dev+test"
SENTENCE = "Three patrol boats left the northern harbour on Monday, the port authority said."
OURS = "from dateline.language import analyse, load; analyse([{text!r}], engine=load())"
PEERS = "import spacy; spacy.load({folder!r})({text!r})"


@dataclass(frozen=True, slots=True)
class Contender:
    """One engine: given words and given text to what is scored, text to what its users get, a start, its files."""

    name: str
    parser: Parser
    read: Callable[[str], Sequence[Reading]]
    run: Callable[[str], object]
    start: str
    folder: Path


def ours() -> Contender:
    """dateline's engine with the weights that ship."""
    model, engine = Model(WEIGHTS), load()
    read = partial(read_text, model, read_rules(RULES))
    start = OURS.format(text=SENTENCE)
    return Contender("dateline", model, read, lambda text: analyse([text], engine=engine), start, WEIGHTS)


def theirs(folder: Path) -> Contender:
    """The trained spaCy pipeline in `folder`."""
    from spacy_peer import Peer

    peer = Peer(folder / "model")
    start = PEERS.format(folder=str(folder / "model"), text=SENTENCE)
    return Contender(f"spaCy {version('spacy')} ({peer.ops})", peer, peer.read, peer.docs, start, folder / "model")


def report(contenders: Sequence[Contender], data: Path) -> Iterator[str]:
    """The lines of the report: four tables, whose cells give the engines in the order of the first line."""
    machine = f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, one thread"
    yield f"{' / '.join(c.name for c in contenders)}; {machine}; {datetime.now(UTC):%d %B %Y}"
    yield header("gold words, % right", TREE)
    for name, examples in tree_tests(data).items():
        yield row(name, TREE, [tree_scores(c.parser, examples) for c in contenders])
    documents = raw_tests(data)
    yield header("raw text, F1", RAW)
    for name, part in documents.items():
        yield row(name, RAW, [raw_scores(c.read, part) for c in contenders])
    yield header("named entities, F1 of exact spans", ENTITIES)
    for name, examples in entity_tests(data).items():
        yield row(name, ENTITIES, [entity_scores(c.parser, examples) for c in contenders])
    yield header("raw text to parsed objects", ("figure", "ratio"))
    yield from cost(contenders, documents[SPEED_TEXT])


def cost(contenders: Sequence[Contender], documents: Sequence[Document]) -> Iterator[str]:
    """Lines for words a second, seconds from a start to the first parse, and megabytes of the weights."""
    texts = [document.text for document in documents]
    words = sum(len(sentence) for document in documents for sentence in document.sentences)
    seconds = in_turns([partial(run_all, c.run, texts) for c in contenders])
    starts = in_turns([partial(start_anew, c.start) for c in contenders])
    sizes = [[sum(path.stat().st_size for path in c.folder.rglob("*") if path.is_file()) / 1e6] for c in contenders]
    rates = [[words / value for value in values] for values in seconds]
    for name, digits, figures in (
        ("words a second", 0, rates),
        ("start to first parse, s", 2, starts),
        ("MB on disk", 1, sizes),
    ):
        middle = [median(values) for values in figures]
        ratio = f"{middle[0] / middle[1]:.2f}" if len(middle) > 1 else ""
        yield f"| {name} | {' / '.join(f'{value:,.{digits}f}' for value in middle)} | {ratio} |"


def in_turns(tasks: Sequence[Callable[[], object]]) -> list[list[float]]:
    """Seconds of RUNS runs of each task, one task after the other in each round, after a round that is not counted."""
    rounds = [[timed(task) for task in tasks] for _ in range(RUNS + 1)]
    return [list(values) for values in zip(*rounds[1:], strict=True)]


def timed(task: Callable[[], object]) -> float:
    """Seconds that one run of a task takes."""
    started = time.perf_counter()
    task()
    return time.perf_counter() - started


def run_all(run: Callable[[str], object], texts: Sequence[str]) -> None:
    """Runs an engine over each text."""
    for text in texts:
        run(text)


def start_anew(code: str) -> None:
    """Runs Python code in a process of its own; raises CalledProcessError where it fails."""
    subprocess.run([sys.executable, "-c", code], check=True)


def header(title: str, columns: Sequence[str]) -> str:
    """The head of a Markdown table, with a blank line before it."""
    return f"\n| {title} | {' | '.join(columns)} |\n|{'---|' * (len(columns) + 1)}"


def row(name: str, columns: Sequence[str], scores: Sequence[Score]) -> str:
    """A line of a Markdown table; a score that the test set does not have is left blank."""
    cells = (" / ".join(f"{score[column]:.1f}" for score in scores if column in score) for column in columns)
    return f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    """Trains the peer if asked to, prints the report and writes it to a file if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--peer", type=Path, help="folder of the spaCy pipeline")
    parser.add_argument("--train-peer", action="store_true", help="train what that folder lacks first")
    parser.add_argument("--max-steps", type=int, default=0, help="most training steps a part; 0: spaCy decides")
    parser.add_argument("--out", type=Path, help="write the report here as well")
    options = parser.parse_args()
    if options.train_peer:
        if not options.peer:
            parser.error("--train-peer needs --peer FOLDER")
        from spacy_training import train_peer

        train_peer(options.data, options.peer, options.max_steps)
    lines = []
    for line in report([ours(), *([theirs(options.peer)] if options.peer else [])], options.data):
        print(line, flush=True)
        lines.append(line)
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
