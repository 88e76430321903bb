"""Rows that share a statement are written as if each had one of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, select

from storage.engine.dialect import add, execute, upsert
from storage.engine.sqlite_bulk import EXACT, LARGER, rows_of, several

PLACE = Table("place", MetaData(), Column("name", String, primary_key=True), Column("n", Integer))
ADD = add(PLACE)
GROW = upsert(PLACE, lambda new: {"n": PLACE.c.n * 2 + new.n})
ROWS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 9)), max_size=200)


def written(statement, batches):
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        PLACE.metadata.create_all(connection)
        for rows in batches:
            execute(connection, statement, [{"name": name, "n": n} for name, n in rows])
        return connection.execute(select(PLACE).order_by(PLACE.c.name)).all()


@pytest.mark.parametrize("statement", [ADD, GROW], ids=["the first stays", "each adds up"])
@given(rows=ROWS)
def test_together_is_the_same_as_one_by_one(statement, rows):
    assert written(statement, [rows]) == written(statement, [[row] for row in rows])


@given(st.integers(1, 1000))
def test_every_row_is_in_one_statement_and_few_texts_exist(count):
    trips = list(several("INSERT INTO t (a) VALUES (?)", [(n,) for n in range(count)]))
    assert [value for _, values in trips for value in values] == list(range(count))
    assert {text.count("?") for text, _ in trips} <= {*range(1, EXACT + 1), *LARGER}


def test_what_is_no_insert_of_plain_values_goes_one_by_one():
    assert rows_of(PLACE.delete(), "DELETE FROM place WHERE name = ?", ("name",), ("name",)) is None
    text = "INSERT INTO place (name) SELECT ?"
    assert rows_of(PLACE.insert(), text, ("name",), ("name",)) is None
    wanted = PLACE.insert().returning(PLACE.c.n)
    assert rows_of(wanted, "INSERT INTO place VALUES (?)", ("name",), ("name",)) is None


def test_rows_that_differ_behind_their_values_cannot_share_a_statement():
    text = "INSERT INTO place VALUES (?, ?) ON CONFLICT DO UPDATE SET n = ?"
    assert rows_of(PLACE.insert(), text, ("name", "n", "other"), ("name", "n", "other")) is None
    assert rows_of(PLACE.insert(), text, ("name", "n", "fixed"), ("name", "n")) is not None
