"""The trained network as ONNX graphs: one up to arc scores, one for relations, one for frames.

`python -m training.export --work DIR --start DIR --out DIR [--float]` writes the shipped files from a checkpoint.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from .average import finished
from .head_graphs import write_frames, write_model, write_relations
from .labels import read_labels
from .network import Network


def ship(work: Path, start: Path, out: Path, *, int8: bool = True) -> None:
    """Write the graphs, labels and vocabulary of the last checkpoint; each file is replaced in one step."""
    write(averaged(work), work, start, out, int8=int8)


def write(network: Network, work: Path, start: Path, out: Path, *, int8: bool = True) -> None:
    """Write the graphs of a network, and the labels and words that it was trained with."""
    out.mkdir(parents=True, exist_ok=True)
    for name, folder in (("labels.json", work), ("lemmas.tsv", work), ("vocab.txt", start)):
        fresh = out / f"{name}.new"
        shutil.copyfile(folder / name, fresh)
        fresh.replace(out / name)
    write_model(network, out / "model.onnx", int8=int8)
    write_relations(network, out / "relations.onnx", int8=int8)
    write_frames(network, out / "frames.onnx", int8=int8)


def averaged(work: Path) -> Network:
    """The network of the last checkpoint with its averaged weights, for use and not for training."""
    network = Network(read_labels(work / "labels.json").sizes())
    network.load_state_dict(finished(work))
    network.eval()
    return network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("work", "start", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights")
    arguments = parser.parse_args()
    ship(arguments.work, arguments.start, arguments.out, int8=not arguments.float)


if __name__ == "__main__":
    main()
