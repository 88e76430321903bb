"""Any public model: a classifier gives shares, everything else vectors of length one."""

from __future__ import annotations

import numpy as np
import pytest

from tests.models.hub_kit import needs_torch, save_model

needs_torch()

from models.hub import BATCH, Classifier, MeanPooled, open_model  # noqa: E402

TEXTS = ["my coins gone", "", "thanks " * 500, "\ud800", "great", "\0", "🚀", "my", "coins", "gone"]


def test_a_classifier_gives_a_share_to_each_label(tmp_path):
    model = open_model(save_model(tmp_path, ("negative", "neutral", "positive")))
    assert isinstance(model, Classifier)
    assert model.labels == ("negative", "neutral", "positive")
    assert model.name == f"hub:{tmp_path}"
    shares = model.encode(TEXTS)
    assert len(TEXTS) > BATCH
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-5)
    alone = np.concatenate([model.encode([text]) for text in TEXTS])
    assert np.allclose(shares, alone, atol=1e-5)


def test_labels_that_exclude_nothing_are_weighed(tmp_path):
    how = {"problem_type": "multi_label_classification"}
    model = open_model(save_model(tmp_path, ("a", "b", "c", "d"), **how))
    assert np.allclose(model.encode(["my coins"]).sum(axis=1), 1, atol=1e-5)


def test_a_plain_encoder_gives_vectors(tmp_path):
    model = open_model(save_model(tmp_path))
    assert isinstance(model, MeanPooled)
    vectors = model.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 16)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert model.encode([]).shape == (0, 16)


def test_a_folder_without_a_model_is_an_error(tmp_path):
    with pytest.raises((OSError, ValueError)):
        open_model(str(tmp_path))
