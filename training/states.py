"""The state of each word in the shipped network: its graph with one more output."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import TensorProto, helper

from dateline.language.model import encode
from dateline.language.wordpiece import WordPiece, read_vocabulary

STATES = "states"


class States:
    """The open graph of a weights folder."""

    def __init__(self, folder: Path) -> None:
        self._wordpiece = WordPiece(read_vocabulary(folder / "vocab.txt"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(_with_states(folder / "model.onnx"), options)

    def of(self, words: Sequence[str]) -> npt.NDArray[np.float32]:
        """A row a word of one sentence."""
        row = encode(words, self._wordpiece)
        inputs = {name: np.array([values]) for name, values in zip(("pieces", "cases", "firsts"), row, strict=True)}
        states: npt.NDArray[np.float32] = self._session.run([STATES], inputs)[0][0, 1:]
        return states


def _with_states(path: Path) -> bytes:
    """The graph with the states of the words for output, whether or not it ships with them."""
    model = onnx.load(path)
    if STATES not in [output.name for output in model.graph.output]:
        (gathered,) = (node.output[0] for node in model.graph.node if node.op_type == "GatherND")
        model.graph.node.append(helper.make_node("Identity", [gathered], [STATES]))
        model.graph.output.append(helper.make_tensor_value_info(STATES, TensorProto.FLOAT, ["rows", "words", "width"]))
    result: bytes = model.SerializeToString()
    return result
