"""What the first page weighs and asks of the network: a budget that no change may break."""

from __future__ import annotations

import gzip
import re

import pytest

from tests.console.fakes import a_case, a_line

pytestmark = pytest.mark.anyio

# Packed, in bytes: the page with fifty cases and an open one, its styles, scripts and pictures.
MOST_BYTES = 100_000
MOST_REQUESTS = 8
PACKED = {"Accept-Encoding": "gzip"}


async def test_the_first_page_is_light(desk, mira):
    cases = [desk.book.add(a_case(n), a_line("My withdrawal is pending")) for n in range(60)]
    page = (await mira.get(f"/case/{cases[0].id}")).content
    addresses = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode()))
    weights = {"the page": len(gzip.compress(page))}
    for address in addresses:
        async with mira.client.stream("GET", address, headers=PACKED) as answer:
            weights[address] = sum([len(part) async for part in answer.aiter_raw()])
    assert len(weights) <= MOST_REQUESTS
    assert sum(weights.values()) < MOST_BYTES, weights


async def test_nothing_comes_from_another_place(desk, mira):
    case = desk.book.add(a_case(), a_line("Have a look at https://nordex-help.invalid/x"))
    for path in ("/", f"/case/{case.id}", "/health", "/protection"):
        page = (await mira.get(path)).text
        assert not re.findall(r'(?:src|href|action|srcset)="(?:https?:)?//[^"]*"', page)
