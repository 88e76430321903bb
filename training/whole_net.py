"""The encoder in torch with all its layers open: what a GPU tunes, and the smaller one that ships.

The one that ships is read in eight bits, so it learns in eight bits: weights by row and activations
by batch are rounded as `models/encoder/graph.py` rounds them, and the rounding is looked through
when it learns. Without that it loses a point of accuracy and a tenth of the scams on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from models.encoder.layers import PARTS, Layers, places
from models.encoder.pack import Pack

DROPPED, ENTRY_DROPPED = 0.1, 0.05
_FAR = -1e4
# As in the packed weights.
EPSILON = 1e-12


class Rounded(nn.Linear):
    """A linear map; once `eight_bits` it computes with what eight bits leave of its numbers."""

    eight_bits = False

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        if not self.eight_bits:
            return super().forward(inputs)
        with torch.no_grad():
            low, high = torch.aminmax(inputs.detach().float())
            low, high = low.clamp(max=0.0), high.clamp(min=0.0)
            step = ((high - low) / 255).clamp(min=1e-8)
            zero = torch.round(-low / step).to(torch.int32)
            steps = (self.weight.detach().abs().amax(1) / 127).clamp(min=1e-11)
            none = torch.zeros(len(steps), dtype=torch.int32, device=steps.device)
        inputs = torch.fake_quantize_per_tensor_affine(inputs.float(), step, zero, 0, 255)
        weight = torch.fake_quantize_per_channel_affine(self.weight, steps, none, 0, -127, 127)
        return functional.linear(inputs, weight, self.bias)


class Layer(nn.Module):
    """One layer, begun with a layer of the packed weights or of ours."""

    def __init__(self, layers: Layers, number: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        for part in PARTS:
            setattr(self, part, _linear(layers.weight(number, part), layers.bias(number, part)))
        for part in ("aln", "oln"):
            setattr(self, part, _norm(layers.norm(number, part)))

    def forward(self, flow: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        texts, length, hidden = flow.shape
        packed = self.qkv(flow).view(texts, length, 3, self.heads, hidden // self.heads)
        query, key, value = packed.permute(2, 0, 3, 1, 4)
        looked = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        looked = looked.transpose(1, 2).reshape(texts, length, hidden)
        flow = self.aln(flow + functional.dropout(self.ao(looked), DROPPED, self.training))
        bent = self.fo(functional.gelu(self.fi(flow)))
        return self.oln(flow + functional.dropout(bent, DROPPED, self.training))


class Net(nn.Module):
    """Token ids, -1 where there is none, to the scores of all heads side by side."""

    def __init__(self, pack: Pack, layers: Layers, chosen: Sequence[int], codes: int) -> None:
        super().__init__()
        hidden = pack.shape.hidden
        words = torch.from_numpy(pack.matrix("emb.word", pack.shape.vocabulary))
        self.register_buffer("words", words.half(), persistent=False)
        self.register_buffer("places", torch.from_numpy(places(pack)), persistent=False)
        self.entry = _norm(layers.entry())
        self.layers = nn.ModuleList(Layer(layers, each, pack.shape.heads) for each in chosen)
        self.head = nn.Linear(hidden, codes)
        self.scale = sqrt(hidden)
        with torch.no_grad():
            self.head.weight.mul_(0.5)
            self.head.bias.zero_()

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.head(functional.dropout(self.vectors(ids), DROPPED, self.training))

    def vectors(self, ids: torch.Tensor) -> torch.Tensor:
        """(texts, hidden), scaled so that each number varies by about one."""
        known = ids >= 0
        flow = self.words[ids.clamp(min=0).long()].float() + self.places[: ids.shape[1]]
        flow = functional.dropout(self.entry(flow), ENTRY_DROPPED, self.training)
        # Half precision would blur what eight bits leave.
        half = flow.is_cuda and not self.reads_in_eight_bits
        mask = torch.where(known[:, None, None, :], 0.0, _FAR)
        with torch.autocast(flow.device.type, dtype=torch.bfloat16, enabled=half):
            for layer in self.layers:
                flow = layer(flow, mask.to(torch.bfloat16) if half else mask)
        weights = known.unsqueeze(-1).float()
        mean = (flow.float() * weights).sum(1) / weights.sum(1)
        return functional.normalize(mean, dim=1) * self.scale

    def in_eight_bits(self) -> Net:
        """From now on it computes as it will when it ships."""
        for part in self.modules():
            if isinstance(part, Rounded):
                part.eight_bits = True
        return self

    @property
    def reads_in_eight_bits(self) -> bool:
        return any(part.eight_bits for part in self.modules() if isinstance(part, Rounded))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The layers as `models/encoder/layers.py` documents a change."""
        found: dict[str, NDArray[Any]] = {"depth": np.array([len(self.layers)])}
        found["ln.w"], found["ln.b"] = _both(self.entry)
        for number, layer in enumerate(self.layers):
            for part in PARTS:
                weight, bias = _both(getattr(layer, part))
                scale = np.maximum(np.abs(weight).max(axis=1), 1e-9) / 127
                name = f"l{number}.{part}"
                found[f"{name}.w"] = np.round(weight / scale[:, None]).astype(np.int8)
                found[f"{name}.s"], found[f"{name}.b"] = scale.astype(np.float32), bias
            for part in ("aln", "oln"):
                name = f"l{number}.{part}"
                found[f"{name}.w"], found[f"{name}.b"] = _both(getattr(layer, part))
        return found

    def heads(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """(hidden, codes) and (codes,) for vectors of length one."""
        weight, bias = _both(self.head)
        return (weight.T * self.scale).astype(np.float32), bias


def _both(part: Any) -> tuple[NDArray[Any], NDArray[Any]]:
    return part.weight.detach().float().cpu().numpy(), part.bias.detach().float().cpu().numpy()


def _linear(weight: NDArray[Any], bias: NDArray[Any]) -> Rounded:
    made = Rounded(weight.shape[1], weight.shape[0])
    made.weight.data, made.bias.data = torch.from_numpy(weight), torch.from_numpy(bias.copy())
    return made


def _norm(both: tuple[NDArray[Any], NDArray[Any]]) -> nn.LayerNorm:
    made = nn.LayerNorm(len(both[0]), eps=EPSILON)
    made.weight.data = torch.from_numpy(both[0].copy())
    made.bias.data = torch.from_numpy(both[1].copy())
    return made
