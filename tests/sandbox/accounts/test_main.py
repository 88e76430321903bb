"""`python -m sandbox.accounts`: an exchange to try a desk against."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys

import httpx
import pytest

from core.accounts.codes import seal_with
from tests.core.accounts.kit import TOKEN

pytestmark = pytest.mark.anyio


async def test_it_prints_where_it_is_and_ends_in_order():
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox.accounts", "--code", "jonas",
        stdout=asyncio.subprocess.PIPE, env={**os.environ, "SKERRY_ACCOUNTS_TOKEN": TOKEN},
    )  # fmt: skip
    told = json.loads(await server.stdout.readline())
    assert told["token"] == TOKEN
    body = {"code_proof": seal_with(TOKEN)(told["code"]), "platform": "x", "desk_account": "1"}
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(base_url=told["base_url"], headers=headers) as client:
        body |= {"author_id": "7", "handle": ""}
        answer = await client.post("/v1/links", json=body)
        assert answer.status_code == 200
        looked = await client.post(
            "/v1/progress", json={"account": answer.json()["account"], "topic": "withdrawal"}
        )
        assert [each["id"] for each in looked.json()["items"]] == ["w1", "w2"]
    server.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(server.wait(), 20) == 0
