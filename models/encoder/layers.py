"""The layers of the encoder as float32 matrices: public or ours, and a low-rank change on them.

`Change` is what we ship beside the public weights. Whole layers: `depth` of them, `ln.w/.b` before
the first, and for each `l<n>.<part>.w` (int8, out x in), its `.s` (a scale per row) and `.b`, and
the norms `l<n>.aln` and `l<n>.oln`; parts are qkv, ao, fi, fo. Low-rank: `l<n>.<matrix>.a/.b16`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray

from models.encoder.graph import CONTRIB, Graph
from models.encoder.pack import Floats, Pack

# Our short names for the matrices of a layer, as the pack and the change write them.
MATRICES = ("q", "k", "v", "ao", "fi", "fo")
# The three that look are one matrix at work.
PARTS = {"qkv": ("q", "k", "v"), "ao": ("ao",), "fi": ("fi",), "fo": ("fo",)}
LOW, HIGH = "a", "b16"

Change = Mapping[str, NDArray[Any]]


class Layers:
    """Every matrix of the network by its name, whichever of the two it comes from."""

    def __init__(self, pack: Pack, change: Change) -> None:
        self._pack, self._change = pack, change
        self._ours = "depth" in change
        self.depth = int(change["depth"][0]) if self._ours else pack.shape.layers

    def weight(self, layer: int, part: str) -> Floats:
        """(out, in), the low-rank change added."""
        if self._ours:
            name = f"l{layer}.{part}"
            scale = self._change[f"{name}.s"].astype(np.float32)
            weight = self._change[f"{name}.w"].astype(np.float32) * scale[:, None]
        else:
            weight = np.concatenate([self._public(layer, each) for each in PARTS[part]])
        changes = [self._low_rank(layer, each) for each in PARTS[part]]
        if all(each is None for each in changes):
            return weight
        slices = np.split(weight, len(changes))
        both = zip(slices, changes, strict=True)
        return np.concatenate([one if two is None else one + two for one, two in both])

    def bias(self, layer: int, part: str) -> Floats:
        """The bias of a part, or of a norm."""
        if self._ours:
            return self._change[f"l{layer}.{part}.b"].astype(np.float32)
        names = PARTS.get(part, (part,))
        return np.concatenate([self._pack.vector(f"l{layer}.{each}.b") for each in names])

    def norm(self, layer: int, part: str) -> tuple[Floats, Floats]:
        """Scale and shift of `aln` or `oln`."""
        name = f"l{layer}.{part}.w"
        scale = self._change[name] if self._ours else self._pack.vector(name)
        return scale.astype(np.float32), self.bias(layer, part)

    def entry(self) -> tuple[Floats, Floats]:
        """Scale and shift of the norm before the first layer."""
        if self._ours:
            return self._change["ln.w"], self._change["ln.b"]
        return self._pack.vector("emb.ln.w"), self._pack.vector("emb.ln.b")

    def _public(self, layer: int, name: str) -> Floats:
        shape = self._pack.shape
        rows = shape.inner if name == "fi" else shape.hidden
        return self._pack.matrix(f"l{layer}.{name}.w", rows)

    def _low_rank(self, layer: int, name: str) -> Floats | None:
        key = f"l{layer}.{name}"
        low, high = self._change.get(f"{key}.{LOW}"), self._change.get(f"{key}.{HIGH}")
        if low is None or high is None:
            return None
        added: Floats = high.astype(np.float32) @ low.astype(np.float32)
        return added


def assemble(pack: Pack, change: Change) -> bytes:
    """The whole network as an ONNX file."""
    graph, layers = Graph(pack.shape), Layers(pack, change)
    flow = graph.norm("embedded", "tokens", *layers.entry())
    for layer in range(layers.depth):
        flow = _layer(graph, layers, (layer, flow))
    _pool(graph, flow)
    return graph.model()


def places(pack: Pack) -> Floats:
    """What is added to a word at each position, (positions, hidden); all texts are of type 0."""
    hidden = pack.shape.hidden
    return pack.vector("emb.pos").reshape(-1, hidden) + pack.vector("emb.type")[:hidden]


def _layer(graph: Graph, layers: Layers, at: tuple[int, str]) -> str:
    layer, flow = at
    name = f"l{layer}"

    def linear(part: str, source: str) -> str:
        return graph.linear(
            f"{name}.{part}", source, layers.weight(layer, part), layers.bias(layer, part)
        )

    parts = graph.split(linear("qkv", flow), [f"{name}.{part}" for part in "qkv"])
    looked = graph.node(
        "MultiHeadAttention",
        [*parts, "", "mask"],
        f"{name}.look",
        CONTRIB,
        num_heads=graph.shape.heads,
    )
    told = linear("ao", looked)
    flow = graph.norm(f"{name}.aln", graph.add(f"{name}.a", told, flow), *layers.norm(layer, "aln"))
    bent = graph.node("Gelu", [linear("fi", flow)], f"{name}.gelu", CONTRIB)
    back = linear("fo", bent)
    return graph.norm(f"{name}.oln", graph.add(f"{name}.o", back, flow), *layers.norm(layer, "oln"))


def _pool(graph: Graph, flow: str) -> None:
    """The mean over real tokens, of length one."""
    graph.constant("one", np.array([1], dtype=np.int64))
    graph.constant("two", np.array([2], dtype=np.int64))
    graph.node("Cast", ["mask"], "weights", to=onnx.TensorProto.FLOAT)
    graph.node("Unsqueeze", ["weights", "two"], "each")
    graph.node("Mul", [flow, "each"], "kept")
    graph.node("ReduceSum", ["kept", "one"], "sums", keepdims=0)
    graph.node("LpNormalization", ["sums"], "vectors", axis=1, p=2)
