"""A thousand leaks through the whole desk: what was recognised is afterwards found nowhere."""

from __future__ import annotations

import asyncio
import html
import io
import logging
import re
import sqlite3
from collections import Counter
from contextlib import asynccontextmanager, closing, contextmanager

import httpx
import pytest

from app.seeing import logs
from core.settings import LogTable
from core.triage.secrets import MARKS, mask
from sandbox.telegram import TelegramSandbox
from tests.leak_kit import SHARES, leaks, triples
from tests.story_kit import a_desk, loaded, on_telegram, until

pytestmark = pytest.mark.anyio

LEAKS, AUTHORS = 1000, 250
# Every tenth author posts his last leak where everybody can read it.
EVERY = 10
# Accounts have ten digits, so that none of them can be mistaken for a code.
FIRST_ACCOUNT = 5_000_000_001
PIECE = 8
# How many cases are opened in the console.
OPENED = 60
OPEN_ONES = (
    "select c.id, min(m.key) from 'case' c join message m using (conversation)"
    " group by 1 order by 1"
)
# What is masked must be so before anything seals it.
OPEN = {"key": "none"}
QUIET = "select count(*) from outbox where state in ('pending', 'sending')"
# Digits in here are times and shares, not codes.
_FRACTION = re.compile(r"\.\d{6,}")
# A salt of 16 bytes, and four digests of 32.
SEAL = 2 * (16 + 4 * 32)
SEALS = "select salt || person || words || previous || digest from audit_chain"
_DIGITS = re.compile(rf"[0-9a-f]{{{SEAL},}}")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_WORD = re.compile(r"[^\W\d_]+")


def test_a_leak_that_is_left_standing_is_noticed():
    """The search itself: it finds pieces of every kind of secret, and nothing in other words."""
    for leak in leaks():
        assert still_there([leak], f"…{leak.text}…"), leak.kind
    assert not still_there(leaks(), "your withdrawal is on its way, 3 of 12 confirmations")


def test_only_seals_are_left_out_and_not_what_stands_beside_them():
    seal, key = "0123456789abcdef" * (SEAL // 16), "5a201d25" * 8
    assert without({seal}, f"c{seal}{key} {key}") == f"c{key} {key}"
    assert without(set(), f"c{seal}{key}") == f"c{seal}{key}"


def test_hardly_anything_is_missed():
    missed = [leak for leak in leaks() if still_there([leak], mask(leak.text).text)]
    by_kind = Counter(leak.kind for leak in missed)
    print(f"missed of {LEAKS}: {dict(by_kind)}")  # noqa: T201
    assert len(missed) < LEAKS / 100
    assert all(count <= SHARES[kind] / 20 for kind, count in by_kind.items())


async def test_a_recognised_secret_is_found_nowhere(tmp_path):
    found = [leak for leak in leaks() if not still_there([leak], mask(leak.text).text)]
    with everything_logged() as log:
        async with TelegramSandbox(reads_all=True) as telegram:
            group = a_group(telegram)
            table = on_telegram(telegram)
            async with (
                a_desk(loaded(tmp_path, table, sealing=OPEN)) as desk,
                a_listener(desk) as heard,
            ):
                accounts = post(telegram, group, found)
                await until(lambda: judged(tmp_path) == len(found), 90)
                await until(lambda: rows(tmp_path, QUIET) == [(0,)], 60)
                seen = await pages(heard.client, rows(tmp_path, OPEN_ONES))
            assert [each for each in accounts if not telegram.world.bot_posts(each)] == []
            public = "\n".join(each.text for each in telegram.world.chat(group).posts.values())
            assert still_there(found, public) == []
    assert "hint" in heard.text
    assert log.getvalue()
    assert seen.count("removed]") > OPENED
    check_database(tmp_path, len(found))
    for name, text in {"log": log.getvalue(), "pages": seen, "stream": heard.text}.items():
        assert still_there(found, text) == [], name
    seals = seals_in(tmp_path)
    for path in tmp_path.iterdir():
        text = without(seals, path.read_bytes().decode("utf-8", "replace"))
        assert still_there(found, text) == [], path.name


def a_group(telegram):
    """Where others read along; the bot may take messages away."""
    owner = telegram.world.add_user("Olga", id=FIRST_ACCOUNT - 1).id
    return telegram.control.create_chat("Nordex Official", owner, bot="administrator")["id"]


def post(telegram, group, found):
    """Everybody says a few things at once, nearly all in private; the authors."""
    accounts = [FIRST_ACCOUNT + number for number in range(AUTHORS)]
    for account in accounts:
        telegram.world.add_user("Ann", id=account, reachable=True)
        telegram.control.join(account, group)
    for number, leak in enumerate(found):
        account = accounts[number % AUTHORS]
        in_public = number >= len(found) - AUTHORS and number % EVERY == 0
        telegram.control.say(account, group if in_public else account, leak.text)
    return accounts


def judged(folder):
    """How many messages have been read."""
    [(count,)] = rows(folder, "select count(*) from verdict")
    return count


def check_database(folder, count):
    """Stored masked, each in a case of the highest priority."""
    marks = " or ".join(f"text like '%{mark}%'" for mark in MARKS.values())
    assert rows(folder, f"select count(*) from message where {marks}") == [(count,)]
    assert rows(folder, "select distinct priority from 'case'") == [("P0",)]
    assert rows(folder, "select count(distinct author_id) from 'case'") == [(AUTHORS,)]
    assert rows(folder, "select count(*) from dead_letter") == [(0,)]


def seals_in(folder):
    """What the audit's chain is made of, as it stands in a row: salts and digests, half a million
    hexadecimal digits, among which eight of any key are found by chance."""
    return {row[0] for row in rows(folder, SEALS)}


def without(seals, text):
    """The text but for these very digits, whatever stands beside them."""

    def cut(run):
        kept, at = [], 0
        while at < len(run[0]):
            known = run[0][at : at + SEAL] in seals
            kept.append("" if known else run[0][at])
            at += SEAL if known else 1
        return "".join(kept)

    return _DIGITS.sub(cut, text)


def rows(folder, statement):
    with closing(sqlite3.connect(f"file:{folder / 'desk.db'}?mode=ro", uri=True)) as database:
        return database.execute(statement).fetchall()


@contextmanager
def everything_logged():
    """What the desk logs at its most talkative, as it would stand in a file."""
    root, written = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    logs.setup(LogTable(level="debug"))
    root.handlers[0].setStream(written)
    try:
        yield written
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        for name, own in levels.items():
            logging.getLogger(name).setLevel(own)


class Heard:
    """An agent's browser: a session, and everything the stream told it."""

    def __init__(self, client):
        self.client, self.text = client, ""

    async def listen(self):
        async with self.client.stream("GET", "/events") as stream:
            async for chunk in stream.aiter_text():
                self.text += chunk


@asynccontextmanager
async def a_listener(desk):
    origin = {"origin": desk.web.place.url}
    async with httpx.AsyncClient(base_url=desk.web.place.url, timeout=30, headers=origin) as client:
        link = httpx.URL(desk.sign_in)
        await client.post("/sign-in", data={"token": link.params["token"]})
        heard = Heard(client)
        listening = asyncio.create_task(heard.listen())
        try:
            yield heard
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


async def pages(client, cases):
    """What agents see: lists, cases, reasons, protection, health."""
    step = max(1, len(cases) // OPENED)
    opened = [f"/case/{case}" for case, _ in cases[::step]]
    reasons = [f"/case/{case}/why?line={key}" for case, key in cases[: 4 * step : step]]
    fixed = ["/", "/?view=all", "/protection", "/protection?view=all", "/health", "/readyz"]
    texts = []
    for address in (*fixed, *opened, *reasons):
        answer = await client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        texts.append(answer.text)
    return "\n".join(texts)


def still_there(found, text):
    """The leaks of which a piece stands in a text: eight characters, or three words in a row."""
    plain = html.unescape(_ESCAPED.sub(lambda each: chr(int(each[1], 16)), text))
    plain = _FRACTION.sub(".", plain)
    return [*_pieces([each for each in found if each.secret], plain), *_phrases(found, plain)]


def _pieces(found, text):
    owners = {}
    for leak in found:
        size = min(PIECE, len(leak.secret))
        for at in range(len(leak.secret) - size + 1):
            owners.setdefault(size, {})[leak.secret[at : at + size]] = leak
    hits = {}
    for size, pieces in owners.items():
        for at in range(len(text) - size + 1):
            leak = pieces.get(text[at : at + size])
            if leak and (len(leak.secret) >= PIECE or _stands_alone(text, at, size)):
                hits[leak.text] = leak
    return list(hits.values())


def _stands_alone(text, at, size):
    around = text[at - 1 : at] + text[at + size : at + size + 1]
    return not any(each.isalnum() and each.isascii() for each in around)


def _phrases(found, text):
    owners = {each: leak for leak in found for each in triples(leak.words)}
    if not owners:
        return []
    said = [each.lower() for each in _WORD.findall(text)]
    hits = {owners[each].text: owners[each] for each in triples(tuple(said)) if each in owners}
    for word in said:  # words that are written without spaces between them
        if not word.isascii():
            joined = (each for each in triples(tuple(word)) if each in owners)
            hits |= {owners[each].text: owners[each] for each in joined}
    return list(hits.values())
