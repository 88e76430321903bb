"""Files of agents: one message each, whatever happens on the way."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from bots.discord.limits import CAPABILITIES
from bots.discord.post import nonce_of
from core.actions import Kind, Outgoing
from core.attaching import Carried, looked_at
from core.errors import MaybeSent
from core.types import Leg
from tests.bots.discord.out_kit import POST

pytestmark = pytest.mark.anyio

PNG = b"\x89PNG\r\n\x1a\n" + bytes(900)


def a_file(desk, name="shot.png", data=PNG, **changes):
    """A row as the deliverer hands it over."""
    found = looked_at(name, data, CAPABILITIES.files, ())
    target = f"f1 {found.kind} {found.size}"
    said = desk.row(found.name, **({"kind": Kind.FILE, "target": target} | changes))
    values = {each.name: getattr(said, each.name) for each in fields(Outgoing)}
    return Carried(**values, media=found.kind, data=data)


def bare(file):
    """The same row as it lies in the outbox."""
    return Outgoing(**{each.name: getattr(file, each.name) for each in fields(Outgoing)})


async def test_a_file_is_a_message_of_its_own(desk):
    file = a_file(desk)
    number = await desk.speaker.send(file)
    [said] = desk.said()
    assert said["id"] == number
    assert said["content"] == ""
    assert [(e["filename"], e["size"]) for e in said["attachments"]] == [("shot.png", len(PNG))]
    [sent] = desk.bodies()
    assert (sent["nonce"], sent["enforce_nonce"]) == (nonce_of(file.key), True)
    assert sent["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_in_private_it_goes_to_the_private_chat(desk):
    file = a_file(desk, "terms.pdf", b"%PDF-1.7", address=f"dm/{desk.ann}", leg=Leg.PRIVATE)
    await desk.speaker.send(file)
    posts = [
        post
        for channel in desk.sandbox.world.channels.values()
        if channel.is_dm
        for post in channel.posts.values()
    ]
    assert [each["filename"] for post in posts for each in post.attachments] == ["terms.pdf"]


async def test_502_twice_is_one_message(desk, no_waiting):
    desk.sandbox.faults.inject("status", POST, status=502, count=2, after=True)
    await desk.speaker.send(a_file(desk))
    assert len(desk.said()) == 1


@pytest.mark.parametrize("after", [True, False], ids=["arrived", "lost"])
async def test_a_connection_that_is_cut_is_one_message_with_all_of_the_file(desk, after):
    desk.sandbox.faults.inject("drop", POST, after=after)
    await desk.speaker.send(a_file(desk))
    [said] = desk.said()
    assert [each["size"] for each in said["attachments"]] == [len(PNG)]


async def test_what_nobody_knows_of_is_looked_up_by_its_nonce(desk):
    file = a_file(desk)
    desk.sandbox.faults.inject("drop", POST, count=9)
    with pytest.raises(MaybeSent):
        await desk.speaker.send(file)
    assert await desk.speaker.find(bare(file)) is None
    desk.sandbox.faults.clear()
    number = await desk.speaker.send(file)
    assert await desk.speaker.find(bare(file)) == number


async def test_without_the_nonce_the_size_tells_it_apart(desk):
    file = a_file(desk, reply_to="5")
    number = await desk.speaker.send(file)
    for channel in desk.sandbox.world.channels.values():
        for post in channel.posts.values():
            post.nonce = None
    assert await desk.speaker.find(bare(file)) == number
    other = replace(bare(file), key="row-9", target="f2 image/png 5")
    assert await desk.speaker.find(other) is None
