"""What lies on the disk: nothing private that could be read, and all of it still at hand."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from app.commands.migrate import move
from core.errors import ConfigError
from core.finding import Search
from core.sealing import PLAIN, Mark
from core.types import Removal
from storage import open_store
from storage import tables as t
from storage.sealing.columns import COLUMNS
from storage.sealing.sealed import UNREADABLE, KeyRing, key_of
from tests import postgres_kit
from tests.conftest import NOON
from tests.contract.store_kit import REPLAY, after
from tests.storage.sealing_kit import (
    BOTH,
    FOREIGN,
    HANDLE,
    MARKER,
    NEW,
    OLD,
    SAID,
    a_letter,
    tell_all,
)

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path, empty_file):
    if request.param == "postgres":
        return postgres_kit.emptied(postgres_kit.server())
    return f"sqlite:///{shutil.copy(empty_file, tmp_path / 'desk.db')}"


@pytest.fixture
def path(tmp_path, empty_file):
    return Path(shutil.copy(empty_file, tmp_path / "desk.db"))


def bytes_of(path: Path) -> bytes:
    """The file, its log and whatever else lies beside it."""
    return b"".join(each.read_bytes() for each in path.parent.iterdir() if each.is_file())


def is_seen(word: str, data: bytes) -> bool:
    return any(word.encode(form) in data for form in ("utf-8", "utf-16-le", "utf-16-be"))


def everything(connection) -> str:
    """Every value of every table, the index of words included."""
    found = [
        str(row) for table in t.metadata.sorted_tables for row in connection.execute(select(table))
    ]
    if connection.dialect.name == "postgresql":
        found += [str(row) for row in connection.exec_driver_sql("SELECT * FROM search_words")]
    return "\n".join(found)


async def found(store, words):
    page = await store.find(Search(words=words, agent="mira", now=NOON))
    return [each.text for each in page.rows]


async def reseal(store, limit=3):
    """Walk through everything; values sealed, values that cannot be opened."""
    mark, values, lost = Mark(), 0, 0
    while mark:
        step = await store.reseal(mark, limit=limit)
        values, lost, mark = values + step.values, lost + step.unreadable, step.mark
    return values, lost


async def keys_in(store):
    return {each.key for each in await store.seal_counts()}


async def test_nothing_private_can_be_read_in_the_file(path):
    store = await open_store(f"sqlite:///{path}", ring=OLD)
    await tell_all(store)
    alive = bytes_of(path)
    await store.close()
    for data in (alive, bytes_of(path)):
        assert is_seen("ann", data)
        assert not is_seen(MARKER, data)
        assert not is_seen(MARKER[:6], data)


async def test_nothing_private_can_be_read_in_any_row(url):
    store = await open_store(url, ring=OLD)
    await tell_all(store)
    assert MARKER not in await store._database.read(everything)
    counts = {each.place: each.key for each in await store.seal_counts()}
    await store.close()
    assert set(counts.values()) == {OLD.current}
    # Each column was written, so that none is in the list for nothing; bulk orders hold
    # cases, and words set aside are those of a second tab.
    assert {each.place for each in COLUMNS} - counts.keys() <= {"bulk.body", "draft.aside"}


async def test_all_of_it_is_as_it_was_said(url):
    store = await open_store(url, ring=OLD)
    case = await tell_all(store)
    file = await store.case_file(case.id)
    texts = {each.text for each in file.lines}
    assert texts >= {SAID, f"{SAID}!"}
    assert file.case.subject == SAID
    assert (await store.account_link(HANDLE)).reference == MARKER
    assert (await store.webhooks())[0].secret == MARKER
    assert (await store.keys("mira")).secret == MARKER
    assert (await store.take_step("d1", "oidc", after(1))).body == {"verifier": MARKER}
    assert [each.text for each in await store.corrections()] == [SAID]
    assert {each.text for each in await store.due([REPLAY], after(60), limit=5)} == {SAID}
    assert (await found(store, "zebra empty"))[0] == SAID
    await store.close()


async def test_what_lay_there_plain_is_sealed_in_steps_and_still_found(url):
    store = await open_store(url)
    await tell_all(store)
    await store.close()
    store = await open_store(url, ring=OLD)
    assert await keys_in(store) == {PLAIN}
    assert await found(store, MARKER) == [SAID]
    values, lost = await reseal(store)
    assert values > len(COLUMNS) - 5
    assert lost == 0
    assert await keys_in(store) == {OLD.current}
    assert MARKER not in await store._database.read(everything)
    assert await found(store, "zebra wallet") == [SAID]
    assert await reseal(store) == (0, 0)
    await store.close()


async def test_a_file_is_wiped_of_what_lay_there_plain(path):
    store = await open_store(f"sqlite:///{path}")
    await tell_all(store)
    await store.close()
    assert is_seen(MARKER, bytes_of(path))
    store = await open_store(f"sqlite:///{path}", ring=OLD)
    await reseal(store)
    await store.wipe()
    assert not is_seen(MARKER, bytes_of(path))
    await store.close()


async def test_keys_are_changed_while_the_desk_runs(url):
    store = await open_store(url, ring=OLD)
    await tell_all(store)
    await store.close()
    store = await open_store(url, ring=BOTH)
    await store.put([a_letter()])
    assert await found(store, MARKER) == [SAID]
    values, _ = await reseal(store)
    assert values > 0
    assert await keys_in(store) == {NEW.current}
    await store.wipe()
    await store.close()
    store = await open_store(url, ring=NEW)
    assert await found(store, MARKER) == [SAID]
    assert (await store.account_link(HANDLE)).reference == MARKER
    person = await store.person(REPLAY, "u1")
    assert [each.name for each in person.names] == ["Ann"]
    await store.close()


async def test_a_walk_that_was_interrupted_begins_again_and_does_only_the_rest(url):
    store = await open_store(url, ring=OLD)
    await tell_all(store)
    await store.close()
    store = await open_store(url, ring=BOTH)
    first = await store.reseal(Mark(), limit=1)
    assert (first.values, first.mark.column) == (1, 0)
    rest, _ = await reseal(store)
    assert rest > first.values
    assert await reseal(store) == (0, 0)
    await store.close()


async def test_a_wrong_key_stops_the_start_with_one_line(url):
    await (await open_store(url, ring=OLD)).close()
    with pytest.raises(ConfigError, match=f"sealed under key {OLD.current}, and the key given is"):
        await open_store(url, ring=FOREIGN)
    with pytest.raises(ConfigError, match="and no key was given"):
        await open_store(url)


async def test_a_key_that_is_lost_for_good_leaves_placeholders_and_no_page_fails(url, caplog):
    store = await open_store(url, ring=OLD)
    case = await tell_all(store)
    await store.close()
    store = await open_store(url, ring=FOREIGN, lost=[OLD.current])
    file = await store.case_file(case.id)
    assert file.case.subject == UNREADABLE
    assert {each.text for each in file.lines if each.kind == "message"} == {UNREADABLE}
    assert await store.account_link(HANDLE) is None
    (webhook,) = await store.webhooks()
    assert not webhook.is_on
    codes = (await store.keys("mira")).secret
    assert codes
    assert codes not in (MARKER, (await store.keys("mira")).secret)
    assert await store.take_step("d1", "oidc", after(1)) is None
    assert [each.text for each in await store.drafts(case.id)] == ["", ""]
    assert await found(store, MARKER) == []
    assert (await reseal(store))[0] == 0
    await store.put([Removal(platform=REPLAY, account="nordex", id="m1")])
    assert {
        each.text for each in (await store.case_file(case.id)).lines if each.kind == "message"
    } == {""}
    await store.close()
    assert MARKER not in caplog.text


async def test_nothing_of_a_send_that_cannot_be_opened_is_sent(url):
    store = await open_store(url, ring=OLD)
    await tell_all(store)
    await store.close()
    store = await open_store(url, ring=FOREIGN, lost=[OLD.current])
    assert await store.due([REPLAY], after(60), limit=5) == []
    fates = select(t.outbox.c.state, t.outbox.c.why).where(t.outbox.c.key == "r1")
    rows = await store._database.read(lambda connection: connection.execute(fates).all())
    assert [tuple(row) for row in rows] == [("failed", UNREADABLE)]
    await store.close()


def test_a_value_says_which_key_it_needs():
    assert key_of(KeyRing([b"k" * 32]).seal("x", "a.b", "r")) == KeyRing([b"k" * 32]).current


async def test_a_move_to_a_server_carries_sealed_values_as_they_are(path, monkeypatch):
    store = await open_store(f"sqlite:///{path}", ring=OLD)
    await tell_all(store)
    texts = select(t.message.c.key, t.message.c.text).order_by(t.message.c.key)
    before = await store._database.read(lambda connection: connection.execute(texts).all())
    await store.close()
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("SKERRY_STORAGE__URL", f"sqlite:///{path.name}")
    (path.parent / "settings.toml").write_text("")
    url = postgres_kit.server().make("sealed_and_moved")
    assert await asyncio.to_thread(move, url, None, dry_run=False) == 0
    store = await open_store(url, ring=OLD)
    after_ = await store._database.read(lambda connection: connection.execute(texts).all())
    assert [tuple(row) for row in after_] == [tuple(row) for row in before]
    while await store.index_older():
        pass
    assert await found(store, MARKER) == [SAID]
    assert MARKER not in await store._database.read(everything)
    await store.close()
