"""Albums that grow, and memories that do not. Pure."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

import pytest

from bots.telegram import albums, ears
from bots.telegram.albums import GrowingAlbums
from bots.telegram.convert import hear
from bots.telegram.ears import _keep
from core.types import Author
from tests.bots.test_telegram_convert import KNOWN, SAMPLES

NAME = (1, "album")
PARTS = [hear([update], KNOWN).arrivals[0] for update in SAMPLES["private/album"]]


def test_a_part_is_the_whole_so_far():
    growing = GrowingAlbums()
    grown = [growing.grow(NAME, part) for part in PARTS]
    assert [len(each.attachments) for each in grown] == [1, 2, 3, 4]
    assert {each.id for each in grown} == {PARTS[0].id}
    assert len({each.key for each in grown}) == 4


@pytest.mark.parametrize("again", range(3))
def test_a_part_that_comes_again_is_what_it_was(again):
    growing = GrowingAlbums()
    grown = [growing.grow(NAME, part) for part in PARTS[:3]]
    assert growing.grow(NAME, PARTS[again]) == grown[again]


def test_somebody_elses_part_is_his_own_message():
    growing = GrowingAlbums()
    growing.grow(NAME, PARTS[0])
    foreign = replace(PARTS[1], author=Author(id="9"))
    assert growing.grow(NAME, foreign) == foreign


def test_memories_stay_small(monkeypatch):
    monkeypatch.setattr(albums, "MOST_ALBUMS", 2)
    monkeypatch.setattr(ears, "MOST", 2)
    growing, memory = GrowingAlbums(), OrderedDict()
    for number in range(3):
        growing.grow((number, "album"), PARTS[0])
        _keep(memory, number, number)
    assert growing.grow((0, "album"), PARTS[1]).version == 0
    assert growing.grow((2, "album"), PARTS[1]).version == 1
    assert list(memory) == [1, 2]
