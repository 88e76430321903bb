"""Rows on their way: each value comes back as it was, whatever it is."""

from __future__ import annotations

import math
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConfigError
from storage.copies.check import copy_file, damage, unsafe
from storage.copies.load import as_kept, revision_known
from storage.copies.snapshot import Tally, line_of, row_of, snapshot

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(),
    st.binary(),
)


@given(row=st.lists(VALUES))
def test_a_row_comes_back_as_it_was(row):
    line = line_of(row)
    assert b"\n" not in line
    assert row_of(line) == row


@given(row=st.lists(st.text(alphabet=st.characters(exclude_categories=()), max_size=9)))
def test_so_do_texts_that_are_no_unicode(row):
    assert row_of(line_of(row)) == row


def test_infinity_is_a_number():
    assert row_of(line_of([math.inf])) == [math.inf]


def test_what_no_column_holds_is_refused():
    with pytest.raises(TypeError, match="no column may hold set"):
        line_of([{1}])


@given(rows=st.lists(st.lists(VALUES, max_size=3), max_size=9), seed=st.randoms())
def test_a_tally_does_not_mind_the_order_and_minds_everything_else(rows, seed):
    lines = [line_of(row) for row in rows]
    one, other = Tally(), Tally()
    one.add(lines)
    mixed = list(lines)
    seed.shuffle(mixed)
    other.add(mixed)
    assert one == other
    other.add([line_of(["more"])])
    assert one != other


@given(text=st.text())
def test_a_server_keeps_no_nul(text):
    line = line_of([1, text])
    (kept,) = as_kept("postgresql", [line])
    assert row_of(kept) == [1, text.replace("\0", "\N{REPLACEMENT CHARACTER}")]
    assert as_kept("sqlite", [line]) == [line]


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    with (
        pytest.raises(ConfigError, match="there is no such file"),
        snapshot(f"sqlite:///{tmp_path}/none.db"),
    ):
        raise AssertionError
    assert not list(tmp_path.iterdir())


def test_a_file_that_no_desk_has_worked_with_is_told(tmp_path):
    sqlite3.connect(tmp_path / "x.db").close()
    (tmp_path / "x.db").touch()
    with (
        pytest.raises(ConfigError, match="no desk has worked with it yet"),
        snapshot(f"sqlite:///{tmp_path}/x.db"),
    ):
        raise AssertionError


def test_schemas_of_the_future_are_refused():
    revision_known("0001")
    with pytest.raises(ConfigError, match="has schema 9999, which this version does not know"):
        revision_known("9999")


def test_damage_is_found(empty_file, tmp_path):
    path = tmp_path / "desk.db"
    copy_file(str(empty_file), str(path))
    assert damage(f"sqlite:///{path}", 5) == ""
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8192] = bytes(8192)
    path.write_bytes(data)
    assert damage(f"sqlite:///{path}", 5)
    assert damage(f"sqlite:///{path}", 0) == ""


def test_what_cannot_be_opened_at_all_is_said_by_whoever_opens_it(tmp_path):
    (tmp_path / "text.db").write_text("this is no database, whatever its name says" * 30)
    assert damage(f"sqlite:///{tmp_path}/text.db", 5) == ""
    assert damage(f"sqlite:///{tmp_path}/none.db", 5) == ""
    assert unsafe(f"sqlite:///{tmp_path}/none.db") == ""
    assert damage("postgresql://nobody@127.0.0.1:1/none", 5) == ""
    assert unsafe("postgresql://nobody@127.0.0.1:1/none") == ""
