"""The ring: what is sealed opens only where it was put, and nothing else opens at all."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConfigError
from storage.sealing.columns import COLUMNS, MESSAGE_TEXT, Column, mark, marks
from storage.sealing.sealed import (
    FORM,
    HEAD,
    UNREADABLE,
    KeyRing,
    UnreadableError,
    key_of,
    new_key,
    parse_keys,
    use,
)
from storage.tables import metadata


def a_key(name: str) -> bytes:
    return sha256(name.encode()).digest()


OLD, NEW, FOREIGN = a_key("old"), a_key("new"), a_key("foreign")
RING = KeyRing([NEW, OLD])
PLACE, ROW = "message.text", "replay:nordex:1:0"
ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.fixture(autouse=True)
def ring():
    use(RING)
    yield
    use(None)


@given(ANY, ANY)
def test_whatever_is_sealed_opens_as_it_was(text, row):
    sealed = RING.seal(text, PLACE, row)
    assert sealed.isascii()
    assert key_of(sealed) == RING.current
    assert RING.open(sealed, PLACE, row) == text


@given(ANY.filter(bool), st.booleans())
def test_a_column_gives_back_whatever_it_was_given_sealed_or_not(text, private):
    closed = MESSAGE_TEXT.closed(text, ROW, private=private)
    assert (key_of(closed) == RING.current) is private
    assert MESSAGE_TEXT.opened(closed, ROW) == text
    assert MESSAGE_TEXT.secret(closed, ROW) == text


def test_what_is_empty_stays_so_and_the_same_words_never_look_the_same():
    assert MESSAGE_TEXT.closed("", ROW) == ""
    assert MESSAGE_TEXT.opened("", ROW) == ""
    assert RING.seal("hello", PLACE, ROW) != RING.seal("hello", PLACE, ROW)


SEALED = RING.seal("send it to my other wallet", PLACE, ROW)


@pytest.mark.parametrize(
    ("value", "place", "row"),
    [
        pytest.param(SEALED, PLACE, "replay:nordex:2:0", id="another row"),
        pytest.param(SEALED, "outbox.text", ROW, id="another column"),
        pytest.param(SEALED[:-4], PLACE, ROW, id="truncated"),
        pytest.param(SEALED[:HEAD], PLACE, ROW, id="nothing but the head"),
        pytest.param(SEALED[:HEAD] + "AAAA", PLACE, ROW, id="shorter than a nonce"),
        pytest.param(SEALED[:-2] + "!!", PLACE, ROW, id="no base64"),
        pytest.param(FORM + KeyRing([OLD]).current + SEALED[HEAD:], PLACE, ROW, id="another key"),
        pytest.param(KeyRing([FOREIGN]).seal("x", PLACE, ROW), PLACE, ROW, id="a missing key"),
        pytest.param("plain", PLACE, ROW, id="not sealed"),
    ],
)
def test_what_was_moved_or_changed_does_not_open(value, place, row):
    with pytest.raises(UnreadableError):
        RING.open(value, place, row)


@given(st.integers(HEAD, len(SEALED) - 1), st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789"))
def test_no_changed_character_is_overlooked(index, character):
    changed = SEALED[:index] + character + SEALED[index + 1 :]
    if changed != SEALED:
        with pytest.raises(UnreadableError):
            RING.open(changed, PLACE, ROW)


def test_a_column_shows_that_it_cannot_be_read_instead_of_failing():
    foreign = KeyRing([FOREIGN]).seal("x", PLACE, ROW)
    assert MESSAGE_TEXT.opened(foreign, ROW) == UNREADABLE
    assert MESSAGE_TEXT.secret(foreign, ROW) is None
    use(None)
    assert MESSAGE_TEXT.opened(SEALED, ROW) == UNREADABLE
    assert MESSAGE_TEXT.closed("hello", ROW) == "hello"


def test_an_older_key_opens_and_the_first_one_seals():
    old = KeyRing([OLD]).seal("hello", PLACE, ROW)
    assert RING.open(old, PLACE, ROW) == "hello"
    assert key_of(RING.seal("hello", PLACE, ROW)) == KeyRing([NEW]).current != key_of(old)


def test_the_index_knows_a_word_by_a_digest_of_its_own_key():
    tokens = {RING.blind("wallet", key) for key in RING.ids}
    assert len(tokens) == 2
    assert RING.blind("wallet", RING.current) == KeyRing([NEW]).blind("wallet", RING.current)
    assert all("wallet" not in each for each in tokens)


def test_marks_find_what_any_key_or_none_has_marked():
    assert mark("acc-1") in marks("acc-1")
    assert "acc-1" in marks("acc-1")
    assert mark("") == ""
    use(None)
    assert (mark("acc-1"), marks("acc-1")) == ("acc-1", ("acc-1",))


WRITTEN = b64encode(NEW).decode()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(WRITTEN, id="one"),
        pytest.param(WRITTEN.rstrip("="), id="without padding"),
        pytest.param(f"# the key\n{WRITTEN}\n{b64encode(OLD).decode()} # since May", id="a file"),
        pytest.param(f"{WRITTEN}, {b64encode(OLD).decode()}", id="a list"),
    ],
)
def test_keys_are_read_the_first_one_seals(text):
    assert parse_keys(text, "the file").current == KeyRing([NEW]).current


@pytest.mark.parametrize(
    "text", ["", "# nothing", "short", "\N{SNOWMAN}", WRITTEN + " x", "=" * 44]
)
def test_what_is_no_key_is_said_in_one_line_that_does_not_repeat_it(text):
    with pytest.raises(ConfigError, match="a file: a sealing key is 32 random bytes") as refused:
        parse_keys(text, "a file")
    assert "\n" not in str(refused.value)
    assert WRITTEN not in str(refused.value)


def test_new_keys_are_keys_and_never_the_same():
    assert parse_keys(new_key(), "x").current != parse_keys(new_key(), "x").current


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.place)
def test_every_sealed_column_is_there_with_what_names_its_rows(column: Column):
    table = metadata.tables[column.table]
    assert {column.name, *column.row} <= set(table.columns.keys())
    assert column.name not in {each.name for each in table.primary_key}
    assert not table.columns[column.name].index
