"""Runs the encoder: texts in, one vector a text out; one thread, no file written, nothing fetched.

The network is assembled in memory at every start, which costs a third of a second, so that no
cache can be stale or damaged. Word embeddings stay in the weight file and are read as they are
needed. Vectors of one text differ a little with its neighbours in a batch, because activations
are scaled together: cosine above 0.99.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from models.encoder.layers import Change, assemble, places
from models.encoder.pack import Floats, Pack, unpacked
from models.encoder.pieces import Cutter

# What the public weights were trained to see before a text; our own layers do without it.
PREFIX = "query: "
MAX_TOKENS = 128
# Starting the network once more costs as much as reading this many tokens (measured: 4 to 8).
START = 8
# More texts in one run make it no faster.
_MOST_TOGETHER = 16
_METASPACE = "\u2581"
# A text of more characters than this cannot matter beyond MAX_TOKENS.
_MOST_CHARACTERS = 1500


class E5:
    """The `Encoder` port on onnxruntime; `change` is ours to the public weights."""

    def __init__(self, pack: Pack, change: Change, name: str) -> None:
        self.name, self.width = name, pack.shape.hidden
        self._padding = pack.special.padding
        self._words = pack.blocks("emb.word", pack.shape.vocabulary)
        self._places = places(pack)
        self._cutter = Cutter(pack, MAX_TOKENS)
        self._session = _session(assemble(pack, change))
        self._prefix = prefix_of(change)

    def encode(self, texts: Sequence[str]) -> Floats:
        """(texts, width) float32, each of length one; short texts are read together."""
        vectors = np.zeros((len(texts), self.width), dtype=np.float32)
        ids = self.ids(texts)
        order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
        for group in together([len(ids[place]) for place in order]):
            part = order[group]
            vectors[part] = self._run([ids[place] for place in part])
        return vectors

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text, begin and end among them."""
        return self._cutter.ids([self._prefix + text[:_MOST_CHARACTERS] for text in texts])

    def _run(self, ids: Sequence[Sequence[int]]) -> NDArray[Any]:
        longest = max(map(len, ids))
        padded = np.full((len(ids), longest), self._padding, dtype=np.int64)
        for row, each in enumerate(ids):
            padded[row, : len(each)] = each
        words = unpacked(self._words[padded.ravel()]).reshape(len(ids), longest, -1)
        mask = (padded != self._padding).astype(np.int32)
        feed = {"tokens": words + self._places[:longest], "mask": mask}
        (vectors,) = self._session.run(None, feed)
        return np.asarray(vectors)


def together(lengths: Sequence[int]) -> list[slice]:
    """Which texts are read in one run, so that the least is read in all, padding and starts among
    it; `lengths` in tokens, rising."""
    least, begins = [0], [0]
    for end, longest in enumerate(lengths, start=1):
        cost, begin = min(
            (least[begin] + (end - begin) * longest + START, begin)
            for begin in range(max(0, end - _MOST_TOGETHER), end)
        )
        least.append(cost)
        begins.append(begin)
    groups, end = list[slice](), len(lengths)
    while end:
        groups.append(slice(begins[end], end))
        end = begins[end]
    return groups[::-1]


def prefix_of(change: Change) -> str:
    """What stands before every text."""
    return "" if "depth" in change else PREFIX


def tokenizer(pack: Pack, most: int = MAX_TOKENS) -> Tokenizer:
    """The pack's unigram model; texts go through the pack's normaliser before it."""
    made = Tokenizer(models.Unigram(pack.pieces, unk_id=pack.special.unknown, byte_fallback=False))
    made.normalizer = normalizers.Replace(Regex(" {2,}"), " ")
    made.pre_tokenizer = pre_tokenizers.Metaspace(
        replacement=_METASPACE, prepend_scheme="always", split=True
    )
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        special_tokens=[("<s>", pack.special.begin), ("</s>", pack.special.end)],
    )
    made.enable_truncation(most)
    return made


def _session(model: bytes) -> Any:
    how = onnxruntime.SessionOptions()
    how.intra_op_num_threads = how.inter_op_num_threads = 1
    # The graph is laid out as it runs best; the optimiser would fuse what is slower fused.
    how.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    how.log_severity_level = 3
    return onnxruntime.InferenceSession(model, how, providers=["CPUExecutionProvider"])
