"""The layers of the encoder as float32 matrices: the packed weights with our adapter laid on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray

from models.encoder.graph import CONTRIB, Graph
from models.encoder.pack import Floats, Pack

# Our short names for the matrices of a layer, as the pack and the adapter write them.
MATRICES = ("q", "k", "v", "ao", "fi", "fo")

Adapter = Mapping[str, NDArray[Any]]


def matrix(pack: Pack, adapter: Adapter, layer: int, name: str) -> Floats:
    """One weight matrix, (out, in), with the adapter's low-rank change added."""
    shape = pack.shape
    rows = shape.inner if name == "fi" else shape.hidden
    weight = pack.matrix(f"l{layer}.{name}.w", rows)
    key = f"l{layer}.{name}"
    if f"{key}.a" in adapter:
        weight = weight + adapter[f"{key}.b"].astype(np.float32) @ adapter[f"{key}.a"].astype(
            np.float32
        )
    return weight


def assemble(pack: Pack, adapter: Adapter) -> bytes:
    """The whole network as an ONNX file."""
    graph = Graph(pack.shape)
    flow = graph.norm("embedded", "tokens", pack.vector("emb.ln.w"), pack.vector("emb.ln.b"))
    for layer in range(pack.shape.layers):
        flow = _layer(graph, pack, adapter, (layer, flow))
    _pool(graph, flow)
    return graph.model()


def places(pack: Pack) -> Floats:
    """What is added to a word at each position, (positions, hidden); all texts are of type 0."""
    hidden = pack.shape.hidden
    return pack.vector("emb.pos").reshape(-1, hidden) + pack.vector("emb.type")[:hidden]


def _layer(graph: Graph, pack: Pack, adapter: Adapter, at: tuple[int, str]) -> str:
    layer, flow = at
    name = f"l{layer}"

    def bias(part: str) -> Floats:
        return pack.vector(f"{name}.{part}.b")

    def weight(part: str) -> Floats:
        return matrix(pack, adapter, layer, part)

    def norm(part: str) -> tuple[Floats, Floats]:
        return pack.vector(f"{name}.{part}.w"), bias(part)

    qkv = np.concatenate([weight(part) for part in "qkv"])
    packed = graph.linear(f"{name}.qkv", flow, qkv, np.concatenate([bias(part) for part in "qkv"]))
    parts = graph.split(packed, [f"{name}.{part}" for part in "qkv"])
    looked = graph.node(
        "MultiHeadAttention",
        [*parts, "", "mask"],
        f"{name}.look",
        CONTRIB,
        num_heads=pack.shape.heads,
    )
    told = graph.linear(f"{name}.ao", looked, weight("ao"), bias("ao"))
    flow = graph.norm(f"{name}.aln", graph.add(f"{name}.a", told, flow), *norm("aln"))
    wide = graph.linear(f"{name}.fi", flow, weight("fi"), bias("fi"))
    bent = graph.node("Gelu", [wide], f"{name}.gelu", CONTRIB)
    back = graph.linear(f"{name}.fo", bent, weight("fo"), bias("fo"))
    return graph.norm(f"{name}.oln", graph.add(f"{name}.o", back, flow), *norm("oln"))


def _pool(graph: Graph, flow: str) -> None:
    """The mean over real tokens, of length one."""
    graph.constant("one", np.array([1], dtype=np.int64))
    graph.constant("two", np.array([2], dtype=np.int64))
    graph.node("Cast", ["mask"], "weights", to=onnx.TensorProto.FLOAT)
    graph.node("Unsqueeze", ["weights", "two"], "each")
    graph.node("Mul", [flow, "each"], "kept")
    graph.node("ReduceSum", ["kept", "one"], "sums", keepdims=0)
    graph.node("LpNormalization", ["sums"], "vectors", axis=1, p=2)
