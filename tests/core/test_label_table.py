"""`[triage.labels.<name>]`: read, defaulted, and set right where it is mistyped."""

from __future__ import annotations

import pytest

from core.errors import ConfigError
from core.settings import parse

REFUND = '[triage.labels.refund]\nexamples = "refund.jsonl"\n'


def test_a_label_has_defaults():
    table = parse(REFUND, {}).settings.triage.labels["refund"]
    assert (table.examples, table.weights, table.least_precision) == ("refund.jsonl", "", 0.9)
    assert table.enabled


def test_all_of_it_can_be_set_and_laid_over():
    text = f'{REFUND}from = "/heads/refund.npz"\nenabled = false\n'
    over = {"SKERRY_TRIAGE__LABELS__REFUND__LEAST_PRECISION": "0.8"}
    table = parse(text, over).settings.triage.labels["refund"]
    assert (table.weights, table.enabled) == ("/heads/refund.npz", False)
    assert table.least_precision == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f'{REFUND}exampels = "x"', "did you mean 'examples'?"),
        (f'{REFUND}form = "x"', "did you mean 'from'?"),
        (f"{REFUND}least_precision = 2", "'triage.labels.refund.least_precision' is 2"),
        ('[triage.labels."Re fund"]\nexamples = "x"', "Re fund"),
        ('[triage.lables.refund]\nexamples = "x"', "did you mean 'labels'?"),
    ],
    ids=["key", "alias", "value", "name", "table"],
)
def test_mistakes_are_named_in_one_line(text, line):
    with pytest.raises(ConfigError) as refused:
        parse(text, {})
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)
