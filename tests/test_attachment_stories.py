"""A file told as it happens: an agent attaches it in the console, the user has it, once."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.dialogue_kit import a_town
from tests.story_kit import memory, until

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("platform", ["telegram", "discord"])]

FEES, MAKER = "what are your trading fees?", "0.08"
PERSON = "can I talk to a real person please"
PNG, PDF = b"\x89PNG\r\n\x1a\n" + bytes(2_000_000), b"%PDF-1.7\n" + bytes(500)
CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')
SEEN = re.compile(r'name="seen" value="(\d+)"')


@pytest.fixture(scope="module")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="module")
async def town(tmp_path_factory):
    """One desk for all stories, whose agents have a second to call an answer back."""
    folder = tmp_path_factory.mktemp("files")
    async with a_town(folder, console={"port": 0, "undo_seconds": 1.0}) as running:
        yield running


@pytest.fixture
async def agent(town):
    """Somebody at the console, signed in."""
    link = await town.desk.web.first_link()
    async with httpx.AsyncClient(follow_redirects=True, timeout=20) as client:
        page = await client.get(link)
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        signed = await client.post(link.partition("?")[0], data=fields)
        assert signed.status_code == 200, signed.text
        client.base_url = town.desk.web.place.url
        yield client


async def answered_with_files(agent, case):
    """Claim the case, attach a picture and a PDF, send a sentence with them."""
    page = (await agent.get(f"/case/{case.id}")).text
    form = {"csrf": CSRF.search(page)[1]}
    await agent.post(f"/case/{case.id}/move/claim", data=form)
    files = [("file", ("shot.png", PNG)), ("file", ("terms.pdf", PDF))]
    put = await agent.post(f"/case/{case.id}/attach", data=form, files=files)
    assert "shot.png</bdi>" in put.text
    form["seen"] = SEEN.search(put.text)[1]
    sent = await agent.post(f"/case/{case.id}/reply", data=form | {"text": "Please have a look."})
    assert sent.status_code == 200, sent.text


def received(town, platform, ann):
    """The files on the user's screen: name and size as the platform tells them."""
    sandbox = town.places[platform].sandbox
    if platform == "telegram":
        posts = sandbox.world.bot_posts(ann.id)
        shown = [p.extra["photo"][-1] for p in posts if "photo" in p.extra]
        shown += [p.extra["document"] for p in posts if "document" in p.extra]
        return [each["file_size"] for each in shown]
    posts = [p for c in sandbox.world.channels.values() if c.is_dm for p in c.posts.values()]
    return [each["size"] for post in posts for each in post.attachments]


async def test_an_agents_files_reach_the_user_once_and_stand_in_the_case(town, agent, platform):
    ann = town.ann(platform)
    ann.writes(FEES)
    await ann.hears(MAKER)
    ann.writes(PERSON)
    case = await ann.case(lambda each: each.held_by == "queue")
    await answered_with_files(agent, case)
    await until(lambda: received(town, platform, ann) == [len(PNG), len(PDF)], 20)
    await ann.a_while()
    assert received(town, platform, ann) == [len(PNG), len(PDF)]
    page = (await agent.get(f"/case/{case.id}")).text
    assert "shot.png</bdi>" in page
    assert "2 MB</span>" in page
    lines = (await memory(town.desk).case_file(case.id)).lines
    assert [each.state for each in lines if each.kind == "file"] == ["sent", "sent"]
