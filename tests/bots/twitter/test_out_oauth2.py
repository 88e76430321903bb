"""OAuth 2.0 user tokens: renewed once at a time, kept before they are used."""

from __future__ import annotations

import asyncio
import json
import stat
from pathlib import Path

import pytest

from bots.twitter import oauth2
from bots.twitter.oauth2 import Tokens, load, save
from core.errors import CredentialsRefused, Unavailable
from tests.bots.twitter.kit import a_stage

pytestmark = pytest.mark.anyio
REFRESH = "POST /2/oauth2/token"
MENTIONS = "GET /2/users/{id}/mentions"


def keep(path: Path, issued, **changes) -> Path:
    names = ("access_token", "refresh_token")
    path.write_text(json.dumps({name: issued[name] for name in names} | changes))
    return path


def client_of(stage, path):
    table = {"client_id": stage.sandbox.client["CLIENT_ID"], "token_file": str(path)}
    return stage.client(oauth2=table)


async def mentions(client):
    return await client.get_users_mentions("1001", user_auth=True)


async def test_a13_two_concurrent_401_lead_to_one_refresh(tmp_path):
    async with a_stage() as stage:
        path = keep(tmp_path / "tokens.json", stage.control.issue_tokens())
        client = client_of(stage, path)
        async with client.open():
            await mentions(client)
            stage.control.expire_tokens()
            await asyncio.gather(*(mentions(client) for _ in range(4)), client.get_me())
        assert len(stage.calls(REFRESH)) == 1
        assert {call.auth for call in stage.calls(MENTIONS) if call.status == 200} == {"oauth2"}


async def test_a13_a_crash_after_the_refresh_keeps_the_new_token(tmp_path):
    async with a_stage() as stage:
        issued = stage.control.issue_tokens()
        path = keep(tmp_path / "tokens.json", issued)
        stage.control.expire_tokens()
        client = client_of(stage, path)
        async with client.open():
            # The renewed call itself is lost, as if the process had died there.
            stage.control.inject("drop", MENTIONS, count=None)
            with pytest.raises(Unavailable):
                await client.request("GET", "/2/users/1001/mentions", user_auth=True)
            stage.control.clear_faults()
            await mentions(client)
        assert load(path).refresh_token != issued["refresh_token"]
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert [each.name for each in tmp_path.iterdir()] == ["tokens.json"]
        stage.control.expire_tokens()
        again = client_of(stage, path)
        async with again.open():
            await mentions(again)
        assert [call.status for call in stage.calls(REFRESH)] == [200, 200]


async def test_a13_a_token_about_to_end_is_renewed_before_it_is_used(tmp_path):
    async with a_stage() as stage:
        ends = stage.clock.now().timestamp() + 60
        path = keep(tmp_path / "t.json", stage.control.issue_tokens(), expires_at=ends)
        client = client_of(stage, path)
        async with client.open():
            await asyncio.gather(mentions(client), mentions(client))
        assert [call.status for call in stage.calls(MENTIONS)] == [200, 200]
        assert len(stage.calls(REFRESH)) == 1
        assert load(path).expires_at > ends + 3_600


async def test_a13_tokens_that_somebody_else_renewed_are_taken_from_the_file(tmp_path):
    async with a_stage() as stage:
        path = keep(tmp_path / "t.json", stage.control.issue_tokens())
        client = client_of(stage, path)
        async with client.open():
            await mentions(client)
            stage.control.expire_tokens()
            keep(path, stage.control.issue_tokens())
            await mentions(client)
        assert stage.calls(REFRESH) == []


async def test_a_withdrawn_authorization_is_for_an_operator(tmp_path):
    async with a_stage() as stage:
        issued = stage.control.issue_tokens()
        client = client_of(stage, keep(tmp_path / "t.json", issued))
        stage.control.revoke()
        async with client.open():
            with pytest.raises(CredentialsRefused, match="authorise the app again") as caught:
                await mentions(client)
        assert not any(issued[name] in str(caught.value) for name in issued if "token" in name)


@pytest.mark.parametrize("kind", ["html", "malformed", "drop"])
async def test_a_refresh_that_fails_for_the_moment_is_tried_again_with_the_old_token(
    tmp_path, kind
):
    async with a_stage() as stage:
        client = client_of(stage, keep(tmp_path / "t.json", stage.control.issue_tokens()))
        stage.control.expire_tokens()
        stage.control.inject(kind, REFRESH)
        async with client.open():
            with pytest.raises(Unavailable):
                await mentions(client)
            await mentions(client)


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"access_token": 1}'])
async def test_a_file_without_tokens_is_for_an_operator(tmp_path, content):
    path = tmp_path / "t.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(CredentialsRefused, match="token_file"):
        load(path)


def test_a_full_disk_leaves_the_old_tokens_in_place(tmp_path, monkeypatch):
    path, old = tmp_path / "t.json", Tokens(access_token="a", refresh_token="b")
    save(path, old)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(oauth2.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(path, Tokens(access_token="c", refresh_token="d"))
    assert load(path) == old
    assert [each.name for each in tmp_path.iterdir()] == ["t.json"]


def test_tokens_do_not_show_themselves():
    assert "secret" not in repr(Tokens(access_token="secret-a", refresh_token="secret-b"))
