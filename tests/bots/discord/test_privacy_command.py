"""`/privacy` as a command of this platform: with its one option, the wish to be erased."""

from __future__ import annotations

import pytest

from core.commands import PRIVACY
from core.types import Leg
from tests.bots.discord.out_kit import until

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("options", "words"), [(None, PRIVACY), ({"erase": True}, f"{PRIVACY} erase")], ids=str
)
async def test_the_desk_hears_it_in_private(desk, options, words):
    desk.sandbox.control.slash(desk.ann, desk.channel, "privacy", options)
    await until(lambda: desk.heard)
    message = desk.heard[-1]
    assert (message.text, message.leg) == (words, Leg.PRIVATE)
