"""Lays out the encoder as an ONNX graph: eight-bit weights, one operator per step of a layer.

In: `tokens` (batch, length, hidden) float32, word and position embeddings added up, and `mask`
(batch, length) int32, 1 where a token is real.
Out: `vectors` (batch, hidden) float32, the mean over each text's tokens, of length one.
Weights are eight-bit with a scale per column; activations are measured as they come.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.encoder.pack import Floats, Shape

OPSET, CONTRIB = 17, "com.microsoft"
_IR_VERSION = 9


class Graph:
    """Nodes and weights in the making; every method names the tensor it adds."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self._nodes: list[Any] = []
        self._weights: list[Any] = []

    def constant(self, name: str, value: NDArray[Any]) -> str:
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, kind: str, inputs: Sequence[str], output: str, domain: str = "", **how: Any
    ) -> str:
        self._nodes.append(
            helper.make_node(kind, list(inputs), [output], name=output, domain=domain, **how)
        )
        return output

    def linear(self, name: str, source: str, weight: Floats, bias: Floats) -> str:
        """source @ weight.T + bias, in eight bits."""
        scale = np.maximum(np.abs(weight).max(axis=1), 1e-9) / 127
        small = np.round(weight / scale[:, None]).astype(np.int8)
        inputs = [
            source,
            self.constant(f"{name}.w", small.T),
            self.constant(f"{name}.s", scale.astype(np.float32)),
            self.constant(f"{name}.z", np.zeros(len(scale), dtype=np.int8)),
            self.constant(f"{name}.b", bias),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, name, CONTRIB)

    def split(self, source: str, outputs: Sequence[str]) -> Sequence[str]:
        """Equal parts of the last dimension."""
        self._nodes.append(helper.make_node("Split", [source], list(outputs), axis=2))
        return outputs

    def norm(self, name: str, source: str, weight: Floats, bias: Floats) -> str:
        """Layer normalisation."""
        inputs = [source, self.constant(f"{name}.w", weight), self.constant(f"{name}.b", bias)]
        return self.node("LayerNormalization", inputs, name, epsilon=self.shape.epsilon)

    def add(self, name: str, one: str, other: str) -> str:
        """The sum. `SkipLayerNormalization` would do this and `norm` at once, five times slower."""
        return self.node("Add", [one, other], name)

    def model(self) -> bytes:
        """The finished file."""
        hidden = self.shape.hidden
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [
                helper.make_tensor_value_info(
                    "tokens", TensorProto.FLOAT, ["batch", "length", hidden]
                ),
                helper.make_tensor_value_info("mask", TensorProto.INT32, ["batch", "length"]),
            ],
            [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", hidden])],
            self._weights,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)
        onnx.checker.check_model(model, full_check=False)
        return bytes(model.SerializeToString())
