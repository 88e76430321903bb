"""A packed encoder of our own, small enough to compute by hand, and the same network in numpy."""

from __future__ import annotations

import struct

import numpy as np

from models.encoder.pack import MAGIC, unpacked

HIDDEN, LAYERS, HEADS, INNER, POSITIONS = 32, 2, 4, 64, 160
EPSILON = 1e-6
SPECIAL = (0, 2, 1, 3)  # begin, end, padding, unknown
PIECES = [
    ("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("\u2581", -2.0),
    ("\u2581query", -3.0), (":", -3.0), ("\u2581my", -4.0), ("\u2581coins", -5.0),
    ("\u2581gone", -5.5),
    *((letter, -8.0) for letter in "abcdefghijklmnopqrstuvwxyz"),
]  # fmt: skip
NORMAL = {"A": "a", "ﬁ": "fi", "\u00a0": " "}


class Tiny:
    """The file's bytes and the numbers in it."""

    def __init__(self, seed: int = 5) -> None:
        luck = np.random.default_rng(seed)
        self.tensors: dict[str, tuple[int, bytes]] = {}
        self.vectors: dict[str, np.ndarray] = {}
        self.matrices: dict[str, np.ndarray] = {}
        self._matrix("emb.word", luck.normal(size=(len(PIECES), HIDDEN)))
        self._vector("emb.pos", luck.normal(size=POSITIONS * HIDDEN) / 4)
        self._vector("emb.type", luck.normal(size=2 * HIDDEN) / 4)
        self._norm("emb.ln", luck)
        for layer in range(LAYERS):
            for name, shape in (
                ("q", (HIDDEN, HIDDEN)), ("k", (HIDDEN, HIDDEN)), ("v", (HIDDEN, HIDDEN)),
                ("ao", (HIDDEN, HIDDEN)), ("fi", (INNER, HIDDEN)), ("fo", (HIDDEN, INNER)),
            ):  # fmt: skip
                self._matrix(f"l{layer}.{name}.w", luck.normal(size=shape) / shape[1] ** 0.5)
                self._vector(f"l{layer}.{name}.b", luck.normal(size=shape[0]) / 8)
            self._norm(f"l{layer}.aln", luck)
            self._norm(f"l{layer}.oln", luck)

    def bytes(self) -> bytes:
        head = struct.pack("<4si7ifi5i", MAGIC, 1, HIDDEN, LAYERS, HEADS, INNER, len(PIECES),
                           POSITIONS, 2, EPSILON, 32, len(PIECES), *SPECIAL)  # fmt: skip
        texts = [text.encode() for text, _ in PIECES]
        blob = b"".join(texts)
        ends = np.cumsum([0, *map(len, texts)]).astype("<u4").tobytes()
        scores = np.array([score for _, score in PIECES], dtype="<f4").tobytes()
        normal = b"".join(
            struct.pack(f"<IB{len(to)}I", ord(one), len(to), *map(ord, to))
            for one, to in NORMAL.items()
        )
        front = head + struct.pack("<Q", len(blob)) + ends + scores + blob
        front += struct.pack("<iI", len(NORMAL), len(normal)) + normal
        names = {name: name.encode() for name in self.tensors}
        start = len(front) + 4 + sum(2 + len(name) + 21 for name in names.values())
        directory, data = struct.pack("<i", len(names)), b""
        for name, (kind, raw) in self.tensors.items():
            place = struct.pack("<BiQQ", kind, 0, start + len(data), len(raw))
            directory += struct.pack("<H", len(names[name])) + names[name] + place
            data += raw
        return front + directory + data

    def forward(self, ids: list[int], adapter=None) -> np.ndarray:
        """The vector of one text, in float64."""
        flow = self.matrices["emb.word"][ids] + self.vectors["emb.type"][:HIDDEN]
        flow = flow + self.vectors["emb.pos"].reshape(-1, HIDDEN)[: len(ids)]
        flow = self._normed(flow, "emb.ln")
        for layer in range(LAYERS):
            at = f"l{layer}"
            q, k, v = (self._linear(flow, f"{at}.{part}", adapter) for part in "qkv")
            told = self._linear(_attention(q, k, v), f"{at}.ao", adapter)
            flow = self._normed(flow + told, f"{at}.aln")
            wide = self._linear(flow, f"{at}.fi", adapter)
            back = self._linear(_gelu(wide), f"{at}.fo", adapter)
            flow = self._normed(flow + back, f"{at}.oln")
        mean = flow.mean(axis=0)
        return mean / np.linalg.norm(mean)

    def _linear(self, flow, name, adapter):
        weight = self.matrices[f"{name}.w"]
        if adapter and f"{name}.a" in adapter:
            weight = weight + adapter[f"{name}.b16"].astype(float) @ adapter[f"{name}.a"].astype(
                float
            )
        return flow @ weight.T + self.vectors[f"{name}.b"]

    def _normed(self, flow, name):
        spread = np.sqrt(flow.var(axis=1, keepdims=True) + EPSILON)
        centred = (flow - flow.mean(axis=1, keepdims=True)) / spread
        return centred * self.vectors[f"{name}.w"] + self.vectors[f"{name}.b"]

    def _norm(self, name, luck):
        self._vector(f"{name}.w", 1 + luck.normal(size=HIDDEN) / 10)
        self._vector(f"{name}.b", luck.normal(size=HIDDEN) / 10)

    def _vector(self, name, values):
        raw = values.astype("<f4").tobytes()
        self.tensors[name], self.vectors[name] = (0, raw), values.astype("<f4").astype(float)

    def _matrix(self, name, values):
        raw = packed(values)
        self.tensors[name] = (1, raw)
        blocks = np.frombuffer(raw, dtype=np.uint8).reshape(len(values), -1)
        self.matrices[name] = unpacked(blocks).astype(float)


def packed(values: np.ndarray) -> bytes:
    """Rows of float as blocks of four bits: the inverse of `unpacked`, up to rounding."""
    blocks = values.reshape(-1, 32)
    scale = (np.abs(blocks).max(axis=1) / 7).astype("<f2")
    small = np.clip(np.round(blocks / scale[:, None].astype(float)), -8, 7).astype(int) + 8
    nibbles = (small[:, :16] | small[:, 16:] << 4).astype(np.uint8)
    return np.concatenate([scale[:, None].view(np.uint8), nibbles], axis=1).tobytes()


def _attention(q, k, v):
    def split(each):
        return each.reshape(len(each), HEADS, -1).swapaxes(0, 1)

    scores = split(q) @ split(k).swapaxes(1, 2) / (HIDDEN // HEADS) ** 0.5
    grown = np.exp(scores - scores.max(axis=2, keepdims=True))
    looked = grown / grown.sum(axis=2, keepdims=True) @ split(v)
    return looked.swapaxes(0, 1).reshape(len(q), -1)


def _gelu(values):
    from math import erf

    return values * 0.5 * (1 + np.vectorize(erf)(values / 2**0.5))
