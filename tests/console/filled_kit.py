"""A real desk in which every page of the console has something to show."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from app.run import Parts
from console.passes import issue_link
from core.protection import scam_id
from sandbox.telegram import TelegramSandbox
from tests.console.conftest import Agent
from tests.console.routes_table import DOOR, NEEDS
from tests.story_kit import a_desk, case_of, has_scam, loaded, memory, on_telegram, until

ANN, BEN, EVE = 501, 502, 666
STUCK = "my withdrawal of 250 USDT has been pending for three days, write to ann@mail.example"
ARABIC = "مرحبا، أين سحبي؟ مضت ثلاثة أيام"
LONG = "0x" + "ab12cd34" * 30
ATTACK = "Hello dear, kindly send me a DM to validate your wallet with your recovery phrase"
NEWS = "SOL withdrawals are delayed right now. Your coins are safe and nothing is lost."
ARTICLE = "account-close"
# Parts of pages, files and streams: no pages of their own.
PARTS = frozenset(
    {
        "GET /case/{case_id}/articles",
        "GET /case/{case_id}/live",
        "GET /case/{case_id}/prepared",
        "GET /case/{case_id}/story.json",
        "GET /case/{case_id}/together",
        "GET /events",
        "GET /livez",
        "GET /mentions/unread",
        "GET /numbers.json",
        "GET /numbers/{name}.csv",
        "GET /prepared.csv",
        "GET /presence",
        "GET /protection/{scam_id}/evidence.zip",
        "GET /readyz",
        "GET /sign-in/company",
        "GET /sign-in/company/back",
        "GET /static/{path:path}",
        "GET /team/me.ics",
        "GET /team/roster.csv",
        "GET /verify.json",
    }
)
# Pages of one moment: half a sign-in, a page's link, the look before an act.
MOMENTS = frozenset({"GET /on-call/{token}", "GET /sign-in/code", "GET /protection/preview"})


@dataclass(slots=True)
class Filled:
    """The running desk, its address, a sign-in link, and what stands where its pages need ids."""

    desk: Parts
    url: str
    sandbox: TelegramSandbox
    known: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    async def link(self) -> str:
        """A one-time sign-in link of the operator's."""
        services = self.desk.web.services
        return await issue_link(services.door, "operator", services.clock, self.url)

    def pages(self) -> list[str]:
        """The address of every page there is, with what makes it show something."""
        names = (each for each in sorted({*NEEDS, *DOOR}) if each.startswith("GET "))
        pages = [each for each in names if each not in PARTS | MOMENTS]
        return [self._address(each.removeprefix("GET ")) for each in pages]

    def _address(self, path: str) -> str:
        known = self.known | ({"identity": ARTICLE} if "/knowledge/" in path else {})
        there = re.sub(r"\{(\w+)(?::path)?\}", lambda at: known[at[1]], path)
        query = self.asked.get(path, "")
        return f"{there}?{query}" if query else there


@asynccontextmanager
async def filled(folder: Path, **tables: Any) -> AsyncIterator[Filled]:
    """People wrote, somebody attacked, and the operator used everything once; `tables` are more
    settings."""
    async with AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(TelegramSandbox(reads_all=True))
        console = {"port": 0, "undo_seconds": 0}
        settings = loaded(folder, on_telegram(sandbox), console=console, **tables)
        desk = await stack.enter_async_context(a_desk(settings))
        found = Filled(desk, desk.web.place.url, sandbox)
        await _people_write(sandbox, found)
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=found.url))
        await client.post("/sign-in", data={"token": desk.sign_in.partition("token=")[2]})
        await _operator_works(Agent(client), found)
        yield found


async def comes_in(page: Any, found: Filled) -> None:
    """The operator's browser, signed in."""
    await page.goto(await found.link())
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_selector("body[data-ready] #feed")


async def _people_write(sandbox: TelegramSandbox, found: Filled) -> None:
    world, control = sandbox.world, sandbox.control
    for who, name, handle in (
        (ANN, "Ann", "ann"), (BEN, "Ben", "ben"), (EVE, "Nordex Support", "NordexSupp0rt_help"),
    ):  # fmt: skip
        world.add_user(name, id=who, username=handle, language_code="en")
    group = control.create_chat("Nordex Official", ANN)["id"]
    control.join(BEN, group)
    control.join(EVE, group)
    control.say(ANN, ANN, STUCK)
    control.say(ANN, ANN, LONG)
    control.say(BEN, BEN, ARABIC)
    control.say(EVE, group, ATTACK)
    case = await until(case_of(found.desk, ANN, lambda each: each.held_by == "queue"), 30)
    await until(case_of(found.desk, BEN), 30)
    await until(has_scam(found.desk, "telegram", EVE), 30)
    found.known |= {
        "case_id": case.id,
        "platform": "telegram",
        "author_id": str(ANN),
        "scam_id": scam_id("telegram", str(EVE)),
        "agent_id": "operator",
        "what": "first_people",
        "language": "en",
    }


async def _operator_works(agent: Agent, found: Filled) -> None:
    case = found.known["case_id"]
    await agent.get(f"/case/{case}")
    for path, fields in (
        ("move/claim", {}),
        ("reply", {"text": "I see it: it leaves within the hour."}),
        ("note", {"note": "Treasury is looking, @operator."}),
        ("tag", {"tag": "vip"}),
    ):
        await _sent(agent, f"/case/{case}/{path}", **fields)
        await agent.get(f"/case/{case}")
    await _sent(agent, "/views", name="Money out", view="open&topic=withdrawal")
    macro = {"name": "fee", "owner": "team", "leg": "both", "text_en": "It is free, {name}."}
    made = await _sent(agent, "/prepared/new", **macro, step_resolve="solved")
    found.known["identity"] = made.headers["location"].partition("?")[0].rpartition("/")[2]
    await _sent(agent, "/tokens", name="report", owner="operator", scopes="read:cases", days="30")
    await _sent(agent, "/webhooks", url="https://hooks.nordex.example/x", events="case.opened")
    bulk = await _sent(agent, "/bulk", act="tag", case=case, tag="seen")
    found.known["bulk_id"] = bulk.headers["location"].partition("?")[0].rpartition("/")[2]
    opened = await _sent(agent, "/incidents", title="SOL withdrawals", topic="withdrawal")
    found.known["incident_id"] = opened.headers["location"].partition("?")[0].rpartition("/")[2]
    page = (await agent.get("/webhooks")).text
    found.known["webhook_id"] = re.search(r"/webhooks/(wh_\w+)", page)[1]
    rows = await memory(found.desk).case_file(case)
    line = next(each for each in rows.lines if each.verdict)
    found.asked |= {
        "/search": "q=withdrawal",
        "/bulk": f"act=tag&tag=seen&case={case}",
        "/case/{case_id}/why": str(httpx.QueryParams({"line": line.key})),
    }


async def _sent(agent: Agent, path: str, **fields: Any) -> httpx.Response:
    answer = await agent.send(path, **fields)
    assert answer.status_code in {200, 303}, (path, answer.status_code, answer.text[-2000:])
    return answer
