"""What must never be seen: the token anywhere, and users' words in a log."""

from __future__ import annotations

import logging

import pytest

from core.errors import MaybeSent, Unavailable
from tests.bots.telegram_kit import HastyClock, Listener, a_stage, row

pytestmark = pytest.mark.anyio


@pytest.fixture
async def stage():
    async with a_stage() as made:
        yield made


async def test_b18_the_token_is_in_no_log_and_no_error(stage, caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "telegram"):
        caplog.set_level(logging.DEBUG, logger=name)
    said = [await _everything_that_can_be_said(stage)]
    ours = [record for record in caplog.records if not record.name.startswith("uvicorn")]
    said += [f"{record.getMessage()} {record.exc_text}" for record in ours]
    secret = stage.sandbox.token.partition(":")[2]
    assert any("/sendMessage" in line for line in said)
    assert not [line for line in said if secret in line]


async def test_b18_what_users_write_is_in_no_log(stage, caplog):
    caplog.set_level(logging.DEBUG)
    adapter = stage.adapter()
    stage.sandbox.faults.inject("malformed", "getUpdates")
    stage.say(stage.ann, text="my seed is abandon abandon")
    async with Listener(adapter) as desk:
        await desk.until(lambda desk: desk.inbox)
    assert "abandon" not in caplog.text


async def _everything_that_can_be_said(stage) -> str:
    """Errors and names after every kind of failure."""
    adapter = stage.adapter(clock=HastyClock())
    said = [
        repr(adapter),
        repr(vars(adapter)),
        repr(adapter._line),
        repr(vars(adapter._speaker.line)),
    ]
    stage.sandbox.faults.inject("html", "getMe")
    stage.sandbox.faults.inject("status", "deleteWebhook", status=404)
    stage.sandbox.faults.inject("malformed", "getUpdates")
    async with Listener(adapter) as desk:
        stage.say(stage.ann)
        await desk.until(lambda desk: desk.inbox)
        said += [repr(error) + str(error.__cause__) for error in desk.errors]
    for kind in ("drop", "html", "malformed"):
        stage.sandbox.faults.inject(kind, "sendMessage")
        with pytest.raises(MaybeSent) as error:
            await adapter.send(row(stage.ann))
        said.append(str(error.getrepr(showlocals=False)))
    with pytest.raises(Unavailable) as error:
        await stage.adapter(base_url="http://127.0.0.1:9").send(row(stage.ann))
    return "\n".join([*said, str(error.getrepr(showlocals=False))])
