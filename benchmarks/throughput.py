"""Speed, memory and size of dateline on reports of 450 words, made from the example reports.

    python benchmarks/throughput.py [--reports 300] [--jobs 2]

Prints reports a second from text files to stored claims and to merged incidents, the time of a second run over the
same files, the time from start to the claims of one file, the peak memory of one process and the size of a built wheel.
The baseline of the same run is a bare Python start that reads the same files, so that ratios hold on any machine.
"""

from __future__ import annotations

import argparse
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORDS = 450
READ = "import pathlib, sys; [path.read_text() for path in pathlib.Path(sys.argv[1]).iterdir()]"

CODE = """
import sys
from pathlib import Path
from dateline.codebook import load_codebook
from dateline.pipeline import run
from dateline.store import Store
with Store(Path(sys.argv[2])) as store:
    run([sys.argv[1]], store=store, codebook=load_codebook(), jobs=int(sys.argv[3]))
"""


def sentences() -> list[str]:
    """Paragraphs of the example reports, headers left out."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "examples" / "reports").glob("*.txt"))]
    return [line for text in texts for line in text.split("\n") if len(line.split()) > 12]


def make_reports(folder: Path, number: int) -> None:
    """Writes `number` distinct reports of about 450 words into `folder`, published on days of ten years."""
    rng, lines = random.Random(7), sentences()
    for i in range(number):
        day = date(2015, 1, 1) + timedelta(days=rng.randrange(3650))
        body, words = [f"Published: {day:%d %B %Y}\n\nDispatch number {i} from the region."], 0
        while words < WORDS:
            line = rng.choice(lines)
            body.append(line)
            words += len(line.split())
        (folder / f"{i:05}.txt").write_text("\n\n".join(body), encoding="utf-8")


def timed(*command: str) -> float:
    """Seconds that a command takes; what it prints is thrown away. Raises CalledProcessError where it fails."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def dateline(*arguments: str) -> float:
    """Seconds that one dateline command takes."""
    return timed(sys.executable, "-m", "dateline", *arguments)


def wheel_size(folder: Path) -> float:
    """Megabytes of a freshly built wheel."""
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True)
    return next(folder.glob("*.whl")).stat().st_size / 1e6


def main() -> None:
    """Runs the benchmark and prints its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    print(
        f"{datetime.now(UTC):%Y-%m-%d} {platform.processor() or platform.machine()} Python {platform.python_version()}"
    )
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "in").mkdir()
        (home / "one").mkdir()
        make_reports(home / "in", options.reports)
        make_reports(home / "one", 1)
        bare = timed(sys.executable, "-c", READ, str(home / "in"))
        single = min(dateline("code", str(home / "one"), "--store", str(home / f"{i}.db")) for i in range(3))
        first = dateline("code", str(home / "in"), "--store", str(home / "s.db"), "--jobs", str(options.jobs))
        second = dateline("code", str(home / "in"), "--store", str(home / "s.db"), "--jobs", str(options.jobs))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
        coded = timed(sys.executable, "-c", CODE, str(home / "in"), str(home / "c.db"), str(options.jobs))
        for what, seconds in (("stored claims", coded), ("incidents", first)):
            speed, ratio = options.reports / seconds, seconds / bare
            print(f"reports a second to {what:14} {speed:6.1f}   ({seconds:.1f} s, {ratio:.0f} x bare)")
        print(f"second run, same input:      {second:8.2f} s ({first / second:.0f} times faster)")
        print(f"start to claims of one file: {single:8.2f} s ({single / bare:.1f} x bare)")
        print(f"peak memory of one process:  {peak:8.0f} MB")
        print(f"wheel:                       {wheel_size(home):8.1f} MB")


if __name__ == "__main__":
    main()
