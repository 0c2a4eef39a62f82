"""A small ONNX graph writer: named operations over named values, with int8 weights where asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Floats = npt.NDArray[np.float32]

OPSET = 17
CONTRIB = "com.microsoft"
# Seven bits: two products with a byte then never overflow the 16 bits that processors without VNNI add them up in.
INT8_LIMIT = 63
# A row of inputs is scaled by its own largest number, so that what is run beside it changes nothing.
BYTE_LIMIT, BYTE_MIDDLE = 127, 128


class Graph:
    """Operations and weights written so far."""

    def __init__(self, *, int8: bool) -> None:
        self._int8 = int8
        self._nodes: list[onnx.NodeProto] = []
        self._weights: dict[str, onnx.TensorProto] = {}
        self._count = 0

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add an operation with one output; its name comes back."""
        return self.ops(kind, 1, *inputs, domain=domain, **attributes)[0]

    def ops(self, kind: str, outputs: int, *inputs: str, domain: str = "", **attributes: Any) -> list[str]:
        """Add an operation with several outputs."""
        self._count += 1
        names = [f"v{self._count}_{i}" for i in range(outputs)]
        self._nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names

    def weight(self, name: str, values: npt.NDArray[np.generic]) -> str:
        """Add a constant; adding one of the same name again changes nothing."""
        if name not in self._weights:
            self._weights[name] = numpy_helper.from_array(np.asarray(values, order="C"), name)
        return name

    def linear(self, name: str, value: str, matrix: Floats, bias: Floats | None = None) -> str:
        """`value @ matrix + bias`; in an int8 graph the matrix has a scale a column, and the value one a row."""
        product, scale = self.product(name, value, matrix)
        if scale:
            product = self.op("Mul", product, scale)
        return product if bias is None else self.op("Add", product, self.weight(f"{name}.bias", bias))

    def product(self, name: str, value: str, matrix: Floats) -> tuple[str, str]:
        """`value @ matrix` but for a factor of each row, and these factors; without a name where all are 1."""
        if not self._int8:
            return self.op("MatMul", value, self.weight(f"{name}.matrix", matrix)), ""
        scales = np.abs(matrix).max(axis=0).clip(min=1e-8) / INT8_LIMIT
        largest = self.op("ReduceMax", self.op("Abs", value), axes=[-1])
        largest = self.op("Max", largest, self.weight("tiny", np.array(1e-8, np.float32)))
        step = self.weight("byte", np.array(1 / BYTE_LIMIT, np.float32))
        middle = self.weight("byte_middle", np.array(BYTE_MIDDLE, np.uint8))
        inputs = [
            self.op("QuantizeLinear", self.op("Div", value, largest), step, middle),
            self.weight(f"{name}.matrix", np.rint(matrix / scales).astype(np.int8)),
            step,
            self.weight(f"{name}.scales", scales.astype(np.float32)),
            middle,
            self.weight(f"{name}.zeros", np.zeros(len(scales), np.int8)),
        ]
        return self.op("MatMulIntegerToFloat", *inputs, domain=CONTRIB), largest

    def rows(self, name: str, table: Floats, places: str) -> str:
        """Rows of a table; in an int8 graph kept as bytes with a scale for each row."""
        if not self._int8:
            return self.op("Gather", self.weight(name, table), places)
        scales = np.abs(table).max(axis=1, keepdims=True).clip(min=1e-8) / INT8_LIMIT
        rounded = np.rint(table / scales).astype(np.int8)
        row = self.op("Cast", self.op("Gather", self.weight(name, rounded), places), to=TensorProto.FLOAT)
        return self.op("Mul", row, self.op("Gather", self.weight(f"{name}.scales", scales.astype(np.float32)), places))

    def write(self, path: Path, inputs: list[onnx.ValueInfoProto], outputs: dict[str, onnx.ValueInfoProto]) -> None:
        """Write the graph with these outputs (inner name to declared output), in one step for other readers."""
        renamed = [helper.make_node("Identity", [inner], [info.name]) for inner, info in outputs.items()]
        graph = helper.make_graph(
            self._nodes + renamed, "dateline", inputs, list(outputs.values()), list(self._weights.values())
        )
        imports = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=imports, ir_version=8)
        onnx.checker.check_model(model)
        fresh = path.with_suffix(".new")
        fresh.write_bytes(model.SerializeToString())
        fresh.replace(path)
