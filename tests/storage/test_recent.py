"""What was made of a row is handed out again while the row is the same, and never longer."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.engine.recent import Recent

# As it is, and not as the other tests of this room have it.
GET = Recent.get
STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=40)


@pytest.fixture(autouse=True)
def as_on_a_desk(everything_is_read_from_its_row, monkeypatch):
    monkeypatch.setattr(Recent, "get", GET)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.integers(1, 3))
def test_only_what_was_made_of_this_very_row_comes_back(steps, most):
    recent, truth = Recent[str, str](most), {}
    for key, row in steps:
        known = recent.get(key, row)
        assert known is None or (known == f"{key}{row}" and truth[key] == row)
        recent.keep(key, row, f"{key}{row}")
        truth[key] = row
        assert recent.get(key, row) == f"{key}{row}"


def test_it_never_holds_more_than_it_may():
    recent = Recent[int, int](3)
    for key in range(10):
        recent.keep(key, key, key)
    assert sum(recent.get(key, key) is not None for key in range(10)) <= 3
