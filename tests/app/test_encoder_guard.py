"""A failing, hanging or slow encoder is left alone for a while, and asked again afterwards."""

from __future__ import annotations

import numpy as np
import pytest

from app.encoder.guard import SLICE, Guarded
from core.errors import EncoderUnavailable
from tests.app.encoder_kit import FakeEncoder


class Watch:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def inner():
    encoder = FakeEncoder()
    yield encoder
    encoder.gate.set()


@pytest.fixture
def guard(inner, watch):
    return Guarded(inner, slowest_ms=100, pause_s=30, now=watch, patience_s=5)


def refused(guard, texts=("a",)):
    with pytest.raises(EncoderUnavailable) as error:
        guard.encode(list(texts))
    return str(error.value)


def test_vectors_come_back_in_order(guard, inner):
    texts = ["x" * (length % 7) for length in range(3 * SLICE + 5)]
    assert guard.encode(texts)[:, 1].tolist() == [len(text) for text in texts]
    assert [len(call) for call in inner.calls] == [SLICE] * 3 + [5]
    assert (guard.name, guard.state.state, guard.state.name) == ("fake", "ok", "fake")
    assert guard.encode([]).shape == (0, 3)


def test_a_failure_is_not_repeated_until_the_pause_is_over(guard, inner, watch, caplog):
    inner.error = ValueError("no memory\nat all")
    assert refused(guard) == "ValueError: no memory"
    assert refused(guard) == "ValueError: no memory"
    assert len(inner.calls) == 1
    assert guard.state.state == "broken"
    assert "the cheap stage reads alone" in caplog.text
    watch.time += 31
    refused(guard)
    assert len(inner.calls) == 2
    assert caplog.text.count("reads alone") == 1
    inner.error = None
    watch.time += 31
    assert len(guard.encode(["a"])) == 1
    assert guard.state.state == "ok"


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_vectors_that_are_no_numbers_are_a_failure(guard, inner, value):
    inner.value = value
    assert "not numbers" in refused(guard)


def test_too_few_vectors_are_a_failure(guard, inner, monkeypatch):
    monkeypatch.setattr(inner, "encode", lambda texts: np.ones((1, 3), np.float32))
    assert "not numbers" in refused(guard, ["a", "b"])


def test_slow_on_average_is_too_slow(guard, inner, watch):
    def takes(texts):
        watch.time += 0.2 * len(texts)

    guard.encode(["a"])
    inner.takes = takes
    guard.encode(["a"])
    assert guard.state.ms == pytest.approx(20)
    assert "more than 100" in refused(guard, ["a"] * SLICE * 20)
    assert guard.state.state == "slow"
    inner.takes = lambda texts: None
    watch.time += 31
    guard.encode(["a"])
    assert (guard.state.state, guard.state.ms) == ("ok", 0)


def test_a_slow_batch_ends_where_that_shows(guard, inner, watch):
    def takes(texts):
        watch.time += 0.2 * len(texts)

    inner.takes = takes
    refused(guard, ["a"] * SLICE * 4)
    assert len(inner.calls) == 1


def test_a_call_that_hangs_is_left_behind(inner, watch):
    guard = Guarded(inner, slowest_ms=100, pause_s=30, now=watch, patience_s=0.05)
    inner.gate.clear()
    assert refused(guard) == "no answer within 0.05 s"
    watch.time += 31
    assert "not come back" in refused(guard)
    assert len(inner.calls) == 1
    inner.gate.set()
    guard._thread.join(5)
    watch.time += 31
    assert len(guard.encode(["a"])) == 1


def test_since_when_it_is_so(guard, inner):
    before = guard.state.since
    guard.encode(["a"])
    assert guard.state.since == before
    inner.error = OSError("gone")
    refused(guard)
    assert guard.state.since > before
    assert guard.state.degraded
