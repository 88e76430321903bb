"""What a machine makes up of the API's document never breaks it; `bench.api_fuzz` does more."""

from __future__ import annotations

import warnings

import pytest


@pytest.mark.slow
def test_two_thousand_made_up_calls_break_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from bench.api_fuzz import fuzz

        found = fuzz(2_000, 11)
    assert found.statuses.total() >= 1_500
    assert found.wrong == []
