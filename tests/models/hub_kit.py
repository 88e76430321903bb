"""Public models in miniature: real architectures with random numbers, saved as the hub would."""

from __future__ import annotations

from pathlib import Path

import pytest

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "my", "coins", "gone", "thanks", "great"]


def needs_torch() -> None:
    for needed in ("torch", "transformers"):
        pytest.importorskip(needed, reason=f"needs {needed}: pip install 'skerry[torch]'")


def save_model(folder: Path, labels: tuple[str, ...] = (), **changes) -> str:
    """A sequence classifier with these labels, or a plain encoder; the folder's name."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import (
        BertConfig,
        BertForSequenceClassification,
        BertModel,
        PreTrainedTokenizerFast,
    )

    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        **({"id2label": dict(enumerate(labels)), "num_labels": len(labels)} if labels else {}),
        **changes,
    )
    (BertForSequenceClassification if labels else BertModel)(config).save_pretrained(folder)
    words = models.WordLevel({word: place for place, word in enumerate(WORDS)}, "[UNK]")
    cutter = Tokenizer(words)
    cutter.pre_tokenizer = pre_tokenizers.Whitespace()
    cutter.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    special = {"unk_token": "[UNK]", "pad_token": "[PAD]"}
    PreTrainedTokenizerFast(
        tokenizer_object=cutter, model_max_length=64, **special
    ).save_pretrained(folder)
    return str(folder)
