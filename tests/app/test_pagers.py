"""E-mail and webhooks to those on call, over real sockets."""

from __future__ import annotations

import asyncio
import hmac
import json
from contextlib import asynccontextmanager
from dataclasses import replace
from hashlib import sha256

import httpx
import pytest

from app.service import pagers
from app.service.pagers import SIGNATURE, STAMP, UNSIGNED, Hook, Mailer
from core.errors import Rejected, Unavailable
from core.service.paging import Chain, Waiting, next_call
from core.tables.service import MailTable
from tests.conftest import NOON
from tests.core.service.kit import step, urgent

pytestmark = pytest.mark.anyio
SECRET = "a made-up secret"
LINK = "https://desk.nordex.example/on-call/abc"


def a_call(via="webhook", address="http://127.0.0.1:1/page"):
    wanted = step("mira", via=via, address=address)
    return replace(next_call(Waiting(case=urgent()), Chain(steps=(wanted,)), NOON), link=LINK)


@asynccontextmanager
async def serving(talk):
    """A server on a free port of this machine; `talk` has one conversation with a client."""

    async def handle(reader, writer):
        try:
            await talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


# webhook


class Receiver:
    """Answers each request by the next status; keeps what came."""

    def __init__(self, *statuses):
        self.statuses, self.came = list(statuses), []

    async def talk(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = (line.partition(": ") for line in head.splitlines()[1:])
        headers = {name.lower(): value for name, _, value in lines if name}
        body = await reader.readexactly(int(headers["content-length"]))
        self.came.append((headers, body))
        status = self.statuses.pop(0)
        if status:
            writer.write(
                f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
            )
            await writer.drain()


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(pagers, "FIRST_PAUSE_S", 0.001)


@asynccontextmanager
async def hooked(receiver, secret=SECRET):
    async with serving(receiver.talk) as port, httpx.AsyncClient() as client:
        hook = Hook(client=client, secret=secret, now=lambda: NOON)
        yield hook, a_call(address=f"http://127.0.0.1:{port}/page")


async def test_a_webhook_is_signed_and_repeats_nothing_that_the_user_wrote():
    receiver = Receiver(204)
    async with hooked(receiver) as (hook, call):
        await hook.carry(call, "**P0**: a case")
    [(headers, body)] = receiver.came
    stamp = headers[STAMP.lower()]
    mac = hmac.new(SECRET.encode(), f"{stamp}.".encode() + body, sha256).hexdigest()
    assert headers[SIGNATURE.lower()] == f"sha256={mac}"
    assert int(stamp) == NOON.timestamp()
    told = json.loads(body)
    assert (told["case"], told["priority"], told["step"]) == (call.case.id, "P0", "mira")
    assert (told["text"], told["link"]) == ("P0: a case", LINK)
    assert call.case.subject not in body.decode()
    assert call.case.author_name not in body.decode()


@pytest.mark.usefixtures("quick")
async def test_a_webhook_that_stumbles_is_tried_again():
    receiver = Receiver(503, 0, 200)
    async with hooked(receiver) as (hook, call):
        await hook.carry(call, "P0")
    assert len(receiver.came) == 3


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("statuses", "error", "why"),
    [
        ((500, 502, 429), Unavailable, "answered 429"),
        ((0, 0, 0), Unavailable, "no answer: RemoteProtocolError"),
        ((403,), Rejected, "answered 403"),
    ],
    ids=["down", "silent", "refused"],
)
async def test_a_webhook_that_stays_down_says_why(statuses, error, why):
    receiver = Receiver(*statuses)
    async with hooked(receiver) as (hook, call):
        with pytest.raises(error, match=why):
            await hook.carry(call, "P0")
    assert len(receiver.came) == len(statuses)


async def test_an_unsigned_call_is_sent_to_nobody():
    receiver = Receiver(200)
    async with hooked(receiver, secret="") as (hook, call):
        with pytest.raises(Rejected, match=UNSIGNED[:30]):
            await hook.carry(call, "P0")
    assert receiver.came == []


# e-mail


class Post:
    """A mail server that takes one letter, or says no where it is told to."""

    def __init__(self, no=""):
        self.no, self.letter, self.said = no, "", []

    async def talk(self, reader, writer):
        def say(line):
            writer.write(f"{line}\r\n".encode())

        say("220 nordex")
        while line := (await reader.readline()).decode().strip():
            word = line.split(" ")[0].upper()
            self.said.append(word)
            if word == self.no:
                say("535 no" if word == "AUTH" else "550 no")
            elif word == "EHLO":
                say("250-nordex\r\n250 AUTH PLAIN")
            elif word == "AUTH":
                say("235 in")
            elif word == "DATA":
                say("354 go")
                self.letter = (await reader.readuntil(b"\r\n.\r\n")).decode()
                say("250 taken")
            elif word == "QUIT":
                say("221 bye")
                break
            else:
                say("250 fine")


@asynccontextmanager
async def mailed(post, user=""):
    async with serving(post.talk) as port:
        table = MailTable(
            host="127.0.0.1", port=port, user=user, sender="desk@nordex.example", security="none"
        )
        yield Mailer(table, SECRET if user else "", timeout_s=5)


async def test_a_letter_says_enough_on_a_locked_screen():
    post = Post()
    call = a_call("email", "mira@nordex.example")
    async with mailed(post, user="desk") as mailer:
        await mailer.carry(call, f"**P0**: a case\n{LINK}")
    assert "AUTH" in post.said
    assert f"Subject: [P0] {call.case.intent} {call.case.id}" in post.letter
    assert "To: mira@nordex.example" in post.letter
    assert LINK in post.letter
    assert "**" not in post.letter


@pytest.mark.parametrize(
    ("no", "user", "error", "why"),
    [
        ("AUTH", "desk", Rejected, "refuses the user"),
        ("RCPT", "", Rejected, "refuses the mailbox"),
        ("MAIL", "", Rejected, "answered 550"),
    ],
)
async def test_a_server_that_says_no_is_told_in_one_line_without_the_password(no, user, error, why):
    async with mailed(Post(no), user=user) as mailer:
        with pytest.raises(error, match=why) as refused:
            await mailer.carry(a_call("email", "mira@nordex.example"), "P0")
    assert SECRET not in str(refused.value)
    assert "\n" not in str(refused.value)


async def test_a_server_that_is_away_is_tried_no_longer_than_it_takes():
    async with mailed(Post()) as mailer:
        away = mailer
    with pytest.raises(Unavailable, match="cannot be reached"):
        await away.carry(a_call("email", "mira@nordex.example"), "P0")
