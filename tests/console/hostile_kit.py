"""A real desk, every room of it wired, with hostile words wherever people or agents can leave any.

Whoever writes to the desk is a stranger; whoever works in it may be one too, with a stolen session.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from console.allowance import Allowance
from sandbox.telegram import TelegramSandbox
from tests.console.conftest import Agent
from tests.console.filled_kit import ATTACK, Filled, filled
from tests.story_kit import case_of, has_scam, memory, until

CORPUS: Sequence[str] = [
    json.loads(line)["text"]
    for line in Path(__file__).with_name("hostile.jsonl").read_text().splitlines()
]
ARTICLES = ("welcome", "account-close", "security-secret-posted", "fees-trading-tiers")
ROSTER = "agent,zone,monday,tuesday,wednesday,thursday,friday,saturday,sunday"
FIRST_USER = 7000
# Whose name and messages are hostile, who poses as us, and who says how it went.
MALLORY, POSER, RATER = FIRST_USER, FIRST_USER + 1, 6999


@dataclass(slots=True)
class Hostile:
    """The running desk, who works in it, the answers it gave, and pages of what was made."""

    found: Filled
    agent: Agent
    folder: Path
    answers: list[tuple[str, int]] = field(default_factory=list)
    made: list[str] = field(default_factory=list)

    async def send(self, path: str, **fields: Any) -> httpx.Response:
        """Post a form; whatever it says, its answer is remembered."""
        fields = {name: _sendable(value) for name, value in fields.items()}
        answer = await self.agent.send(path, **fields)
        self.answers.append((path, answer.status_code))
        return answer

    async def keep(self, path: str, **fields: Any) -> str:
        """Post a form that makes something; its page is walked over later."""
        answer = await self.send(path, **fields)
        place = answer.headers.get("location", "").partition("?")[0]
        if place:
            self.made.append(place)
        return place


@asynccontextmanager
async def hostile(folder: Path) -> AsyncIterator[Hostile]:
    """A filled desk in which everything has been said to break it."""
    knowledge = {"articles": str(a_shelf(folder)), "identities": str(a_registry(folder))}
    async with (
        filled(folder, knowledge=knowledge, satisfaction={"ask_after_min": 0}) as found,
        httpx.AsyncClient(base_url=found.url, timeout=60) as client,
    ):
        link = await found.link()
        await client.post("/sign-in", data={"token": link.partition("token=")[2]})
        found.desk.web.services.entry.brakes.forms = Allowance(10_000, 0.001)
        desk = Hostile(found, Agent(client), folder)
        await strangers_write(desk)
        await desk.agent.get(f"/case/{found.known['case_id']}")
        for leaves in WHERE:
            await leaves(desk)
        yield desk


def a_shelf(folder: Path) -> Path:
    """A few articles to write beside, and one that somebody put there by hand."""
    shelf = folder / "articles"
    (shelf / "en").mkdir(parents=True)
    for name in ARTICLES:
        shutil.copy(Path("knowledge/articles/en") / f"{name}.md", shelf / "en")
    return shelf


def a_registry(folder: Path) -> Path:
    """Of its own: what is written there is not ours to keep."""
    return Path(shutil.copy("knowledge/identities.toml", folder / "identities.toml"))


async def strangers_write(desk: Hostile) -> None:
    """Names, handles and words of people who write in private and in the group."""
    sandbox = desk.found.sandbox
    group = next(each.id for each in sandbox.world.chats.values() if each.title)
    for number, words in enumerate(["", "", *some(40)]):
        name = words[:60] or "<img src=x onerror=pwn()>Nordex Support"
        sandbox.world.add_user(name, id=FIRST_USER + number, username=f"user{number}")
    for number, words in enumerate(some(40), start=2):
        sandbox.control.say(FIRST_USER + number, FIRST_USER + number, words[:3000])
    for words in some(25):
        sandbox.control.say(MALLORY, MALLORY, words[:3000])
    sandbox.control.join(POSER, group)
    sandbox.control.say(POSER, group, f"{ATTACK} <img src=x onerror=pwn()>")
    case = await until(case_of(desk.found.desk, MALLORY), 60)
    desk.made.append(f"/case/{case.id}")
    desk.made.append(f"/person/telegram/{MALLORY}")
    await until(has_scam(desk.found.desk, "telegram", POSER), 60)
    for row in (await memory(desk.found.desk).scams("all")).rows:
        desk.made.append(f"/protection/{row.id}")
    desk.found.known["hostile_case"] = case.id


async def in_cases(desk: Hostile) -> None:
    """Tags, notes, answers, drafts, reasons, labels, words at a transfer."""
    case = desk.found.known["hostile_case"]
    await desk.send(f"/case/{case}/move/claim")
    await desk.agent.get(f"/case/{case}")
    for words in some(30):
        await desk.send(f"/case/{case}/tag", tag=words[:60])
    for words in some(60):
        await desk.send(f"/case/{case}/note", note=f"{words} @operator")
        await desk.send(f"/case/{case}/draft", text=words, note=words)
    for words in some(60):
        for what, fields in (
            ("reply", {"text": words}),
            ("check", {"text": words}),
            ("insert", {"text": words, "pick": words, "article": words}),
            ("correct", {"line": words, "intent": words}),
            ("snooze", {"until": "own", "own": words, "zone": words}),
            ("transfer", {"to": words, "words": words}),
            ("merge", {"other": words, "stays": words}),
            ("split", {"line": words}),
            ("unsay", {"line": words}),
        ):
            await desk.send(f"/case/{case}/{what}", **fields)
            await desk.agent.get(f"/case/{case}")
    await desk.send(f"/case/{case}/resolve", reason="solved", words=CORPUS[11])
    desk.made += [f"/case/{case}/story", f"/case/{case}/together", f"/case/{case}/articles"]


async def in_the_feed(desk: Hostile) -> None:
    """Names of saved views, tags of orders to many, macros and answers kept ready."""
    case = desk.found.known["hostile_case"]
    for words in some(20):
        await desk.keep("/views", name=words[:40], view=f"open&tag={words[:60]}")
        await desk.keep("/bulk", act="tag", case=case, tag=words[:60])
        for number, steps in enumerate(({}, {"step_tag": words[:40], "step_note": words[:40]})):
            fields = {"owner": "team", "leg": "both", "text_en": words, **steps}
            await desk.keep("/prepared/new", name=words, **fields)
            plain = f"h{abs(hash(words)) % 10**9}x{number}"
            await desk.keep("/prepared/new", **(fields | {"name": plain}))
        await desk.send("/prepared/new/look", name=words, text_en=words)
        await desk.send("/prepared.csv", rows=f'name,leg,en\n"{words}",both,"{words}"\n')


async def in_incidents(desk: Hostile) -> None:
    """Titles, coins and the words that go out to everybody."""
    for words in some(30):
        place = await desk.keep("/incidents", title=words[:200], topic="withdrawal", coins=words)
        if place:
            texts = {"text_en": words, "text_zh": words, "text_ar": words}
            fields = {"title": words[:200], "topic": "deposit", "coins": words[:40], **texts}
            await desk.send(f"{place}/edit", **fields)
            for how in ("confirm", "resolve"):
                await desk.send(f"{place}/preview/{how}", **texts)
            await desk.send(f"{place}/merge", into=words)
    await desk.send("/incidents/mode", value=CORPUS[0], hours="1")


async def in_knowledge(desk: Hostile) -> None:
    """Drafts of articles by the form and in files, and the registry of who is real."""
    for number, words in enumerate(some(30)):
        fields = {"intent": "withdrawal", "title": words, "short": words, "body": words}
        place = f"/knowledge/en/hostile-{number}"
        await desk.send(f"{place}/look", questions=words, **fields)
        await desk.keep(place, questions=words, asks=words, seen="", **fields)
        desk.made.append(place)
    folder = desk.folder / "articles" / "en"
    for number, words in enumerate(some(25)):
        head = f"id: file-{number}\nintent: withdrawal\ntitle: {json.dumps(words)}\n"
        text = f"---\n{head}short: {json.dumps(words)}\nquestions: [x]\n---\n{words}\n"
        (folder / f"file-{number}.md").write_text(text, encoding="utf-8", errors="replace")
        desk.made.append(f"/knowledge/en/file-{number}")
    for words in some(40):
        official = {"section": "official", "field_platform": "telegram", "field_id": "4711"}
        for path in ("/identities/preview", "/identities"):
            await desk.send(path, **official, field_handle=words[:60], field_name=words[:60])
            await desk.send(path, section="fake", field_handle=words, field_name=words)


async def in_the_team(desk: Hostile) -> None:
    """Hours, zones, skills and languages of a shift, files of shifts, words at a handover."""
    case = desk.found.known["case_id"]
    for words in some(40):
        for wish in ({"hours": words}, {"zone": words}, {"skill": words}, {"languages": words}):
            await desk.send("/team/plan/operator", **wish)
        await desk.send("/team/handover", case=case, note=words, to=words, giver="operator")
        await desk.send("/team/me", value=words)
        await desk.send("/team/roster", rows=words)
        await desk.send("/team/roster", rows=f'{ROSTER}\noperator,"{words}",,,,,,,\n')
    await desk.send("/team/handover", case=case, note=CORPUS[11], to="", giver="operator")


async def at_the_door(desk: Hostile) -> None:
    """Names of colleagues, of programs, of devices, and where events go."""
    for number, words in enumerate(some(25)):
        await desk.send("/people", identity=f"p{number}", name=words[:70], role="agent")
        await desk.send("/people", identity=words, name=words, role="agent")
        await desk.send(
            "/tokens", name=words[:60], owner="operator", scopes="read:cases", days="30"
        )
        await desk.send("/webhooks", url=words, events="case.opened")
        url = f"https://hooks.nordex.example/?{words}"
        await desk.keep("/webhooks", url=url, events="case.opened")
        await desk.send("/language", code=words, back=words)
        await desk.send("/verify", q=words, what=words)


async def in_privacy(desk: Hostile) -> None:
    """Reasons of holds, accounts that somebody asks about, and what he types to be sure."""
    for words in some(40):
        who = f"telegram:{words[:80]}"
        for path, fields in (
            ("hold", {"scope": "person", "subject": who, "reason": words[:200], "who": who}),
            ("hold", {"scope": words, "subject": words, "reason": words}),
            ("lift", {"number": "1", "reason": words, "who": words}),
            ("erase", {"who": who, "sure": words}),
            ("export", {"who": who, "form": "html"}),
            ("export", {"who": words, "form": words}),
        ):
            await desk.send(f"/privacy/{path}", **fields)
        desk.made.append("/privacy?" + str(httpx.QueryParams({"who": _sendable(who)})))


async def in_service(desk: Hostile) -> None:
    """What somebody writes who was asked how it went."""
    sandbox, parts = desk.found.sandbox, desk.found.desk
    sandbox.world.add_user("Rea", id=RATER, username="rea", language_code="en")
    sandbox.control.say(RATER, RATER, "my identity verification has been pending for two days")
    case = await until(case_of(parts, RATER, lambda each: each.held_by == "queue"), 30)
    for path, fields in (
        ("move/claim", {}), ("reply", {"text": "It is done."}), ("resolve", {"reason": "solved"}),
    ):  # fmt: skip
        await desk.agent.get(f"/case/{case.id}")
        await desk.send(f"/case/{case.id}/{path}", **fields)
    keys = await until(lambda: _buttons(sandbox, "/rate 2"), 30)
    post, data = keys[0]
    sandbox.control.press(RATER, RATER, post, data)
    sorry = "What went wrong?"
    await until(lambda: [e for e in sandbox.world.bot_posts(RATER) if sorry in e.text], 30)
    sandbox.control.say(RATER, RATER, f"{CORPUS[11]} {CORPUS[66]}")

    async def commented() -> bool:
        return any(each.comment for each in await memory(parts).ratings(case.opened_at))

    await until(commented, 30)


def _buttons(sandbox: TelegramSandbox, ends: str) -> list[tuple[int, str]]:
    keys = [
        (post.id, key["callback_data"])
        for post in sandbox.world.bot_posts(RATER)
        for row in (post.markup or {}).get("inline_keyboard", ())
        for key in row
    ]
    return [each for each in keys if ends in each[1]]


WHERE = (
    in_cases,
    in_the_feed,
    in_incidents,
    in_knowledge,
    in_the_team,
    at_the_door,
    in_privacy,
    in_service,
)


async def told_something(desk: Hostile, paths: Iterable[str], words: str) -> list[tuple[str, int]]:
    """What pages answer to hostile words in every part of an address."""
    names = ("view", "q", "tag", "after", "before", "days", "language", "intent", "only", "done")
    names += ("platform", "topic", "agent", "line", "from", "to", "span", "rows", "token", "as_of")
    asked = {name: _sendable(words) for name in names}
    answers = []
    for path in paths:
        answer = await desk.agent.client.get(path.partition("?")[0], params=asked)
        answers.append((path, answer.status_code))
        await asyncio.sleep(0)
    return answers


def some(step: int) -> Sequence[str]:
    """Hostile words from all over the corpus; another step takes others."""
    return CORPUS[step % 7 :: step]


def _sendable(value: Any) -> Any:
    """A lone half of a surrogate pair has no bytes to send."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value
