"""Any public transformer instead of the default encoder: read by transformers and torch.

A sequence classifier gives a share for each of its labels; any other model gives the mean of its
last hidden states, of length one. Needs the extra `[torch]`; one thread, texts of like length
together. Code that comes with a model is never run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
import transformers
from numpy.typing import NDArray

BATCH, MAX_TOKENS = 8, 256
CLASSIFIES = "ForSequenceClassification"
_MANY = "multi_label_classification"

Floats = NDArray[np.float32]


class Classifier:
    """Texts to shares: one column a label of the model, each row sums to one."""

    def __init__(self, name: str, model: Any, tokenizer: Any) -> None:
        self.name, self._model, self._tokenizer = name, model, tokenizer
        names: dict[int, str] = model.config.id2label
        self.labels = tuple(names[place] for place in range(len(names)))
        self._many = getattr(model.config, "problem_type", None) == _MANY

    def encode(self, texts: Sequence[str]) -> Floats:
        """(texts, labels) float32."""
        return _in_batches(texts, len(self.labels), self._shares)

    def _shares(self, texts: Sequence[str]) -> Any:
        scores = self._model(**_inputs(self._tokenizer, texts)).logits.float()
        if not self._many:
            return scores.softmax(dim=1)
        each = scores.sigmoid()
        return each / each.sum(dim=1, keepdim=True)


class MeanPooled:
    """Texts to vectors of length one."""

    def __init__(self, name: str, model: Any, tokenizer: Any) -> None:
        self.name, self._model, self._tokenizer = name, model, tokenizer
        self.width: int = model.config.hidden_size

    def encode(self, texts: Sequence[str]) -> Floats:
        """(texts, width) float32."""
        return _in_batches(texts, self.width, self._vectors)

    def _vectors(self, texts: Sequence[str]) -> Any:
        inputs = _inputs(self._tokenizer, texts)
        weights = inputs["attention_mask"].unsqueeze(-1).float()
        sums = (self._model(**inputs).last_hidden_state.float() * weights).sum(dim=1)
        return torch.nn.functional.normalize(sums, dim=1)


def open_model(name: str) -> Classifier | MeanPooled:
    """A model by its name on the hub or by its folder; OSError or ValueError when there is none."""
    with _silent():
        config = transformers.AutoConfig.from_pretrained(name)
        tokenizer = transformers.AutoTokenizer.from_pretrained(name)
        classifies = any(CLASSIFIES in each for each in config.architectures or ())
        auto = (
            transformers.AutoModelForSequenceClassification
            if classifies
            else transformers.AutoModel
        )
        model = auto.from_pretrained(name).eval()
    torch.set_num_threads(1)
    given = f"hub:{name}"
    return (
        Classifier(given, model, tokenizer) if classifies else MeanPooled(given, model, tokenizer)
    )


def _in_batches(texts: Sequence[str], width: int, read: Callable[[Sequence[str]], Any]) -> Floats:
    found = np.zeros((len(texts), width), dtype=np.float32)
    # Torch's tokenizers refuse lone surrogates.
    whole = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
    order = sorted(range(len(whole)), key=lambda place: len(whole[place]))
    with torch.inference_mode():
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            found[part] = read([whole[place] for place in part]).numpy()
    return found


def _inputs(tokenizer: Any, texts: Sequence[str]) -> Any:
    longest = min(MAX_TOKENS, tokenizer.model_max_length)
    return tokenizer(
        list(texts), padding=True, truncation=True, max_length=longest, return_tensors="pt"
    )


@contextmanager
def _silent() -> Any:
    """No bars and no advice on stderr while a model loads: a service's log is not a terminal."""
    log: Any = transformers.logging
    level = log.get_verbosity()
    log.set_verbosity_error()
    log.disable_progress_bar()
    try:
        yield
    finally:
        log.set_verbosity(level)
        log.enable_progress_bar()
