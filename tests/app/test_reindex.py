"""Knowledge that changed is learnt by meaning in the background."""

from __future__ import annotations

import asyncio

import pytest

from app.house import read_known
from app.knowledge import reindex
from app.knowledge.reindex import Indexing, index_known
from core.settings import Settings

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def known():
    return read_known(Settings().knowledge)


async def settled(indexing: Indexing) -> None:
    if indexing._task is not None:
        await asyncio.wait([indexing._task])


async def test_what_ships_needs_no_index(known, monkeypatch):
    monkeypatch.setattr(reindex, "_outdated", lambda _: False)
    made = []
    indexing = Indexing(Settings(), lambda: made.append(True))
    indexing.ring(known)
    await settled(indexing)
    assert made == []


async def test_the_desk_hears_of_every_new_layer_and_the_last_wish_counts(known, monkeypatch):
    asked, made = [], []
    monkeypatch.setattr(reindex, "_elsewhere", lambda _, wish: asked.append(wish) or 7)
    indexing = Indexing(Settings(), lambda: made.append(True))
    indexing.ring(known)
    indexing.ring(known)
    await settled(indexing)
    assert asked == [known]
    indexing.ring(known)
    await settled(indexing)
    assert asked == [known, known]
    assert made == [True, True]


async def test_a_failure_costs_one_line_and_no_more(known, monkeypatch, caplog):
    def broken(*_):
        raise OSError("no space left")

    monkeypatch.setattr(reindex, "_elsewhere", broken)
    indexing = Indexing(Settings(), lambda: None)
    indexing.ring(known)
    await settled(indexing)
    assert "found by the last index and by words" in caplog.text
    monkeypatch.setattr(reindex, "_elsewhere", lambda *_: 0)
    indexing.ring(known)
    await settled(indexing)


def test_without_an_encoder_nothing_is_learnt(known):
    off = Settings.model_validate({"triage": {"encoder": {"use": "off"}}})
    assert reindex._elsewhere(off, known) == 0
    assert index_known(off, known) == 0


def test_a_layer_is_made_for_what_is_known_and_then_fits(known, monkeypatch, tmp_path):
    from dataclasses import replace

    from core.reply.asked import Asked

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    few = [Asked(each.questions[0], each.id, "en") for each in known.articles[:3]]
    small = replace(known, articles=known.articles[:3], asked=tuple(few))
    if not reindex._outdated(small):
        pytest.skip("no encoder is here")
    made = index_known(Settings(), small)
    if not made:
        pytest.skip("no encoder is here")
    assert made >= len(few)
    assert not reindex._outdated(small)
    assert index_known(Settings(), small) == 0
