"""Many rows in one statement: what is rewritten, what is not, and that both come to the same."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    BigInteger,
    Column,
    MetaData,
    String,
    Table,
    bindparam,
    create_engine,
    delete,
    insert,
    or_,
    select,
    text,
    update,
)

from storage.engine.dialect import VALUES, add, execute, select_in, upsert
from storage.engine.postgres import PostgresDriver
from storage.engine.postgres_bulk import bulk
from storage.engine.postgres_words import clean
from tests import postgres_kit

_T = Table(
    "sample",
    MetaData(),
    Column("name", String, primary_key=True),
    Column("n", BigInteger),
    Column("words", String),
)
_ADD = upsert(_T, lambda new: {"n": _T.c.n + new.n})
_SET = (
    update(_T)
    .values(n=bindparam("to"), words="changed")
    .where(_T.c.name == bindparam("which"), _T.c.words != "no")
)
_NAMES = st.sampled_from(["a", "b", "c"])
_WORDS = st.text(st.characters(codec="utf-8"), max_size=12)


@pytest.fixture
def connection():
    driver = PostgresDriver(postgres_kit.server().url())
    with driver.writer.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TEMP TABLE sample (name text PRIMARY KEY, n bigint, words text)"
        )
        yield connection
        connection.rollback()
    driver.writer.dispose()
    driver.reader.dispose()


def row(name="a", n=1, words=""):
    return {"name": name, "n": n, "words": words}


def rows_of(connection):
    return {each.name: each for each in connection.execute(select(_T))}


ODD = ["", " ", '"', "\\", '\\"', "{}", "{a,b}", "NULL", "null", "'", "\n\t", "提现", "%s", "a,b"]


def test_every_text_arrives_as_it_is(connection):
    execute(connection, insert(_T), [row(str(n), words=each) for n, each in enumerate(ODD)])
    assert [rows_of(connection)[str(n)].words for n in range(len(ODD))] == ODD


def test_numbers_and_nothing_arrive(connection):
    execute(connection, insert(_T), [row("a", None, None), row("b", 0), row("c", -(2**62))])
    found = rows_of(connection)
    assert (found["a"].n, found["a"].words) == (None, None)
    assert (found["b"].n, found["c"].n) == (0, -(2**62))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(st.tuples(_NAMES, st.integers(-9, 9), _WORDS), min_size=1, max_size=9))
def test_rows_that_meet_add_up_as_if_they_came_one_by_one(connection, changes):
    connection.execute(delete(_T))
    execute(connection, _ADD, [row(name, n, words) for name, n, words in changes])
    sums, first = Counter(), {}
    for name, n, words in changes:
        sums[name] += n
        first.setdefault(name, clean(words))
    found = rows_of(connection)
    assert {name: each.n for name, each in found.items()} == dict(sums)
    assert {name: each.words for name, each in found.items()} == first


def test_the_last_of_several_changes_to_a_row_stays(connection):
    execute(connection, add(_T), [row("a"), row("b"), row("c", words="no"), row("a", 7)])
    changes = [("a", 2), ("b", 3), ("a", 4), ("c", 5), ("x", 6)]
    execute(connection, _SET, [{"which": name, "to": n} for name, n in changes])
    assert {name: each.n for name, each in rows_of(connection).items()} == {"a": 4, "b": 3, "c": 1}


def test_rows_are_deleted_together(connection):
    execute(connection, add(_T), [row("a"), row("b"), row("c")])
    gone = delete(_T).where(_T.c.name == bindparam("gone"))
    execute(connection, gone, [{"gone": "a"}, {"gone": "c"}, {"gone": "x"}])
    assert set(rows_of(connection)) == {"b"}


def test_values_are_looked_up_as_one_array(connection):
    execute(connection, add(_T), [row("a"), row("b", words='"'), row("c")])
    query = select(_T.c.name).where(or_(_T.c.name.in_(VALUES), _T.c.words.in_(VALUES)))
    found = select_in(connection, query.where(_T.c.n.in_([1, 2])), ["a", '"', "nobody"])
    assert sorted(each.name for each in found) == ["a", "b"]
    assert select_in(connection, query, []) == []


BY_TIME = delete(_T).where(_T.c.n < bindparam("before"))
SWAPPED = update(_T).values(name=bindparam("new")).where(_T.c.name == bindparam("old"))
EITHER = delete(_T).where(or_(_T.c.name == bindparam("one"), _T.c.words == bindparam("two")))
EVERYWHERE = update(_T).values(n=bindparam("to"))


@pytest.mark.parametrize(
    ("statement", "given_"),
    [
        pytest.param(BY_TIME, ("before",), id="found by no equality"),
        pytest.param(SWAPPED, ("new", "old"), id="changes what it is found by"),
        pytest.param(EITHER, ("one", "two"), id="found in two ways"),
        pytest.param(EVERYWHERE, ("to",), id="every row"),
        pytest.param(insert(_T).returning(_T.c.n), ("name", "n"), id="asks for an answer"),
        pytest.param(text("DELETE FROM sample"), (), id="text"),
    ],
)
def test_what_cannot_be_told_apart_goes_one_by_one(statement, given_):
    engine = create_engine("postgresql+psycopg://nobody@/nowhere", paramstyle="format")
    compiled = statement.compile(dialect=engine.dialect, column_keys=given_)
    names = tuple(compiled.positiontup or ())
    assert bulk(statement, compiled.string, names, given_) is None
