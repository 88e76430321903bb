"""The lines shown beside a message: every cell has one, twins are passed over, far is far."""

from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np
import pytest

import models
import models.encoder as ours
from core.errors import ConfigError
from core.triage.examples import Examples, packed
from models.encoder.source import Found, locate
from tests.core.triage.kit_explain import WordEncoder
from training.corpus import Row
from training.examples import (
    choose,
    farthest_first,
    main,
    make_examples,
    near_enough,
    shipped_encoder,
)


def row(text: str, intent: str = "deposit", lang: str = "en", urgency: str = "P2") -> Row:
    return Row(
        text=text,
        lang=lang,
        intent=intent,
        urgency=urgency,
        sentiment="neutral",
        stance="none",
        risk="none",
    )


ROWS = [
    *(row(f"where is my deposit number {number}") for number in range(20)),
    row("free coins for everybody", "spam", urgency="P3"),
    row("mein Geld, bitte: refund", "complaint", lang="de"),
    row("short", "chatter"),
    row("x" * 500, "chatter"),
    row("my seed phrase is " + "abandon " * 11 + "about", "account_security"),
]
HELDOUT = [
    row("deposit not there"),
    row("a deposit"),
    row("coins for you", "spam"),
    row("back then", "praise"),
]


def test_every_cell_has_a_line_and_what_cannot_be_shown_is_left_out():
    arrays = make_examples(ROWS, HELDOUT, WordEncoder(), most=6)
    examples = Examples.from_arrays(arrays, "words")
    assert {line.intent for line in examples.lines} == {"deposit", "spam", "complaint"}
    assert len(examples.lines) <= 6
    assert arrays["vectors"].dtype == np.int8
    assert 0 < examples.least <= 1.0
    (best, cosine), *_ = examples.nearest(WordEncoder().encode(["my deposit"])[0])
    assert (best.intent, cosine > 0.99) == ("deposit", True)


def test_the_first_of_every_cell_come_first_where_room_is_short():
    rows = [row("deposit a"), row("deposit b"), row("coins", "spam"), row("back", "praise")]
    chosen = choose(rows, WordEncoder().encode([each.text for each in rows]), 3)
    assert {rows[place].intent for place in chosen} == {"deposit", "spam", "praise"}


def test_the_most_typical_first_then_the_farthest():
    vectors = np.eye(3, dtype=np.float32)[[0, 0, 0, 1, 2]]
    order = list(farthest_first(vectors, 9))
    assert order[0] == 0
    assert set(order[1:3]) == {3, 4}
    assert sorted(order) == [0, 1, 2, 3, 4]


def test_where_neighbours_do_not_agree_nothing_is_near_enough():
    arrays = make_examples(ROWS, HELDOUT, WordEncoder())
    examples = Examples.from_arrays({**arrays, "least": np.array([-1.0])}, "words")
    others = [row(each.text, "kyc") for each in HELDOUT]
    vectors = WordEncoder().encode([each.text for each in others])
    assert near_enough(examples, others, vectors) > 1


def test_without_other_hands_lines_nothing_can_be_measured():
    with pytest.raises(ConfigError, match="calibration"):
        make_examples(ROWS, [], WordEncoder())


def test_eight_bits_are_enough():
    vectors = WordEncoder().encode(["deposit coins", "refund"])
    small, scale = packed(vectors)
    assert np.abs(small * scale[:, None] - vectors).max() < 0.005


def test_the_command_reads_a_corpus_and_writes_what_can_be_read(tmp_path, monkeypatch, capsys):
    for folder, rows in (("", ROWS), ("calibration", HELDOUT)):
        (tmp_path / folder).mkdir(exist_ok=True)
        lines = [json.dumps({**asdict(each), "risk": [each.risk]}) for each in rows]
        (tmp_path / folder / "en.jsonl").write_text("\n".join(lines), "utf-8")
    monkeypatch.setattr("training.examples.shipped_encoder", WordEncoder)
    main(["--corpus", str(tmp_path), "--output", str(tmp_path)])
    assert "lines" in capsys.readouterr().out
    arrays = models.load_arrays(tmp_path / "examples.npz", "")
    assert len(Examples.from_arrays(arrays, "words").lines) == 22


def test_the_encoder_that_ships_has_the_name_of_its_adapter():
    pytest.importorskip("onnxruntime")
    if locate().path is None:
        pytest.skip("the weights of the encoder are not here")
    assert shipped_encoder().name == ours.name_of(ours.load_adapter() or {})


def test_without_weights_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr("training.examples.locate", lambda: Found(None, why="fetch them"))
    with pytest.raises(ConfigError, match="fetch them"):
        shipped_encoder()
