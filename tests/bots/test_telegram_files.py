"""Files of agents over real sockets: pictures show, the rest arrives as documents, each once."""

from __future__ import annotations

import pytest

from bots.telegram.limits import CAPABILITIES
from core.actions import Kind
from core.attaching import Carried, looked_at
from core.errors import MaybeSent, Rejected
from tests.bots.telegram_kit import a_stage, row

pytestmark = pytest.mark.anyio

PNG, PDF, GIF = b"\x89PNG\r\n\x1a\n" + bytes(900), b"%PDF-1.7\n" + bytes(90), b"GIF89a" + bytes(9)


@pytest.fixture
async def stage():
    async with a_stage() as made:
        yield made


def a_file(address, name="shot.png", data=PNG, **changes):
    """A row as the deliverer hands it over."""
    said = row(address, name, **changes)
    found = looked_at(name, data, CAPABILITIES.files, ())
    values = {each: getattr(said, each) for each in type(said).__slots__}
    return Carried(**(values | {"kind": Kind.FILE, "media": found.kind, "data": data}))


def arrived(stage, chat):
    """What lies on the platform: (field, name on the disk there, bytes)."""
    found = []
    for post in stage.sandbox.world.bot_posts(chat):
        (kind,) = {"photo", "document"} & set(post.extra)
        told = post.extra[kind][-1] if kind == "photo" else post.extra[kind]
        stored = stage.sandbox.world.files[told["file_id"]]
        found.append((kind, told.get("file_name", ""), stored.content))
    return found


async def test_a_picture_shows_as_one(stage):
    sent = await stage.adapter().send(a_file(stage.ann))
    (post,) = stage.sandbox.world.bot_posts(stage.ann)
    assert sent == f"{stage.ann}/{post.id}"
    assert arrived(stage, stage.ann) == [("photo", "", PNG)]


@pytest.mark.parametrize(("name", "data"), [("terms 收据.pdf", PDF), ("loop.gif", GIF)])
async def test_the_rest_arrives_as_documents_under_their_names(stage, name, data):
    await stage.adapter().send(a_file(stage.ann, name, data))
    assert arrived(stage, stage.ann) == [("document", name, data)]


@pytest.mark.parametrize("why", ["PHOTO_INVALID_DIMENSIONS", "IMAGE_PROCESS_FAILED"])
async def test_a_picture_that_is_not_shown_goes_as_a_document(stage, why):
    stage.sandbox.faults.inject(
        "status", "sendPhoto", status=400, description=f"Bad Request: {why}"
    )
    await stage.adapter().send(a_file(stage.ann))
    assert arrived(stage, stage.ann) == [("document", "shot.png", PNG)]


@pytest.mark.parametrize("method", ["sendPhoto", "sendDocument"])
async def test_any_other_refusal_is_one(stage, method):
    stage.sandbox.faults.inject("status", method, status=400, description="Bad Request: no")
    name, data = ("a.png", PNG) if method == "sendPhoto" else ("a.pdf", PDF)
    with pytest.raises(Rejected, match="No"):
        await stage.adapter().send(a_file(stage.ann, name, data))
    assert arrived(stage, stage.ann) == []


async def test_nobody_repeats_what_may_have_arrived(stage):
    stage.sandbox.faults.inject("drop", "sendPhoto", after=True)
    with pytest.raises(MaybeSent):
        await stage.adapter().send(a_file(stage.ann))
    assert len(arrived(stage, stage.ann)) == 1
    assert stage.methods("sendPhoto", "sendDocument") == ["sendPhoto"]


async def test_in_a_group_it_stands_where_it_was_asked(stage):
    asked = stage.say(stage.ann, stage.group)
    await stage.adapter().send(a_file(stage.group, reply_to=f"{stage.group}/{asked.id}"))
    (post,) = stage.sandbox.world.bot_posts(stage.group)
    assert post.reply_to == asked.id
