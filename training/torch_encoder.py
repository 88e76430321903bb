"""The encoder in torch, only for tuning: the packed weights, a low-rank change, and heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from peft import LoraConfig, get_peft_model
from torch import nn
from torch.nn.functional import normalize
from transformers import BertConfig, BertModel

from models.encoder.layers import HIGH, LOW, MATRICES, PARTS, Change, Layers
from models.encoder.pack import Floats, Pack

if TYPE_CHECKING:
    from training.tune import Learnt, Plan

# Our short names -> where the library keeps the same weights.
_LINEARS = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "fi": "intermediate.dense", "fo": "output.dense",
}  # fmt: skip
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


class Tuned(nn.Module):
    """Token ids in, the scores of every head out."""

    def __init__(
        self, pack: Pack, heads: Sequence[tuple[str, int]], plan: Plan, change: Change | None = None
    ) -> None:
        super().__init__()
        shape, layers = pack.shape, Layers(pack, change or {})
        self._words = torch.from_numpy(pack.matrix("emb.word", shape.vocabulary))
        self._padding, self._layers = pack.special.padding, layers.depth
        # Vectors of length one are scaled up, so that each number varies by about one.
        self._scale = shape.hidden**0.5
        self.encoder = get_peft_model(
            bert(pack, layers),
            LoraConfig(
                r=plan.rank,
                lora_alpha=2 * plan.rank,
                target_modules=["query", "key", "value", "dense"],
                layers_to_transform=list(
                    range(min(plan.first_layer, layers.depth - 1), layers.depth)
                ),
                layers_pattern="layer",
            ),
        )
        self.drop = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({name: nn.Linear(shape.hidden, codes) for name, codes in heads})
        self._plan = plan

    def forward(self, ids: Sequence[Sequence[int]]) -> dict[str, torch.Tensor]:
        vectors = self.drop(self.vectors(ids))
        return {name: head(vectors) for name, head in self.heads.items()}

    def vectors(self, ids: Sequence[Sequence[int]]) -> torch.Tensor:
        """(texts, hidden), scaled."""
        longest = max(map(len, ids))
        tokens = torch.full((len(ids), longest), self._padding)
        mask = torch.zeros(len(ids), longest, dtype=torch.long)
        for row, each in enumerate(ids):
            tokens[row, : len(each)] = torch.tensor(each)
            mask[row, : len(each)] = 1
        # Half precision is twice as fast where the processor has it, and as good.
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            flow = self.encoder(inputs_embeds=self._words[tokens], attention_mask=mask)
        weights = mask.unsqueeze(-1).float()
        mean = (flow.last_hidden_state.float() * weights).sum(1) / weights.sum(1)
        return normalize(mean, dim=1) * self._scale

    def groups(self) -> list[dict[str, Any]]:
        """What is learnt, the heads faster than the layers."""
        layers = [each for each in self.encoder.parameters() if each.requires_grad]
        return [
            {"params": layers, "lr": self._plan.rate},
            {"params": list(self.heads.parameters()), "lr": self._plan.head_rate},
        ]

    def learnt(self) -> Learnt:
        """The change and the heads as arrays; the scale of the vectors goes into the heads."""
        from training.tune import Learnt  # noqa: PLC0415 - it imports this module

        heads = {
            name: (
                (head.weight.detach().numpy().T * self._scale).astype(np.float32),
                head.bias.detach().numpy().astype(np.float32),
            )
            for name, head in self.heads.items()
        }
        return Learnt(dict(self._change()), heads)

    def _change(self) -> Any:
        layers = self.encoder.base_model.model.encoder.layer
        factor = 2.0  # lora_alpha / r
        for number in range(min(self._plan.first_layer, self._layers - 1), self._layers):
            for name in MATRICES:
                part = layers[number].get_submodule(_LINEARS[name])
                low = part.lora_A["default"].weight.detach().numpy()
                high = part.lora_B["default"].weight.detach().numpy() * factor
                yield f"l{number}.{name}.{LOW}", low.astype(np.float16)
                yield f"l{number}.{name}.{HIGH}", high.astype(np.float16)


def bert(pack: Pack, layers: Layers | None = None) -> Any:
    """Packed weights, or our layers, as the library's model, fed with embeddings instead of ids."""
    shape, layers = pack.shape, layers or Layers(pack, {})
    config = BertConfig(
        vocab_size=2,
        hidden_size=shape.hidden,
        num_hidden_layers=layers.depth,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        # Its half-precision gradient is faster than that of the fused kernel on a processor.
        attn_implementation="eager",
    )
    model = BertModel(config, add_pooling_layer=False)
    found = model.load_state_dict(dict(_weights(pack, layers)), strict=False)
    if found.unexpected_keys or found.missing_keys != ["embeddings.word_embeddings.weight"]:
        raise ValueError(f"the packed weights do not fit the model: {found}")
    return model


def _weights(pack: Pack, layers: Layers) -> Any:
    hidden, types = pack.shape.hidden, pack.shape.types
    yield (
        "embeddings.position_embeddings.weight",
        torch.from_numpy(pack.vector("emb.pos")).reshape(-1, hidden),
    )
    kinds = torch.zeros(types, hidden)
    given: Floats = pack.vector("emb.type").reshape(-1, hidden)
    kinds[: len(given)] = torch.from_numpy(given)
    yield "embeddings.token_type_embeddings.weight", kinds
    yield from _both("embeddings.LayerNorm", layers.entry())
    for layer in range(layers.depth):
        place = f"encoder.layer.{layer}"
        for part, names in PARTS.items():
            weights = np.split(layers.weight(layer, part), len(names))
            biases = np.split(layers.bias(layer, part), len(names))
            for name, weight, bias in zip(names, weights, biases, strict=True):
                yield from _both(f"{place}.{_LINEARS[name]}", (weight, bias))
        for name, part in _NORMS.items():
            yield from _both(f"{place}.{part}", layers.norm(layer, name))


def _both(name: str, pair: tuple[Floats, Floats]) -> Any:
    weight, bias = pair
    yield f"{name}.weight", torch.from_numpy(np.ascontiguousarray(weight))
    yield f"{name}.bias", torch.from_numpy(np.ascontiguousarray(bias))
