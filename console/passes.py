"""Links, sessions and known devices: random tokens of which only digests are ever kept."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from core.casebook import Agent, Doorkeeper
from core.doors import Session, Way
from core.ports import Clock

LINK, DEVICE = "link", "device"
LINK_LASTS = timedelta(minutes=30)
DEVICE_LASTS = timedelta(days=180)
TOKEN_BYTES = 32
LONGEST_TOKEN = 128
# What a browser calls itself, from the most particular name to the most general.
_BROWSERS = (
    ("Edge", r"\bEdg(?:e|A|iOS)?/"), ("Opera", r"\bOPR/"), ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"), ("Chrome", r"(?:Chrome|CriOS|Chromium)/"),
    ("Safari", r"\bSafari/"), ("curl", r"^curl/"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", r"Android"), ("iPhone", r"iPhone"), ("iPad", r"iPad"), ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"), ("ChromeOS", r"CrOS"), ("Linux", r"Linux|X11"),
)  # fmt: skip
_LONGEST_AGENT = 400


@dataclass(frozen=True, slots=True)
class Arrival:
    """How somebody came in just now, and from where."""

    way: Way
    strong: bool
    device: str
    address: str


async def issue_link(door: Doorkeeper, agent: str, clock: Clock, public_url: str) -> str:
    """A sign-in link for the agent with this id; it works once, for half an hour."""
    token = token_urlsafe(TOKEN_BYTES)
    await door.put_pass(digest(token), agent, LINK, clock.now() + LINK_LASTS)
    return f"{public_url.rstrip('/')}/sign-in?token={token}"


async def redeem(door: Doorkeeper, token: str, now: datetime) -> Agent | None:
    """Whose link this is, once; None when it is used, old or wrong."""
    return await door.take_pass(digest(token), LINK, now)


def new_session(
    agent: str, arrival: Arrival, now: datetime, lasts: timedelta
) -> tuple[str, Session]:
    """A new session and the token of it, which nobody knows but the browser that gets it."""
    token = token_urlsafe(TOKEN_BYTES)
    session = Session(
        digest=digest(token),
        agent=agent,
        opened_at=now,
        seen_at=now,
        until=now + lasts,
        way=arrival.way,
        strong=arrival.strong,
        device=arrival.device,
        address=arrival.address,
    )
    return token, session


def digest(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def form_token(session: str) -> str:
    """The session's proof that a form came from our own page."""
    return hmac.new(session.encode("utf-8", "replace"), b"form", sha256).hexdigest()


def is_form_token(session: str, token: str) -> bool:
    """Compared in constant time; foreign input may hold any character."""
    return hmac.compare_digest(form_token(session).encode(), token.encode("utf-8", "replace"))


def cookie_name(public_url: str, suffix: str = "") -> str:
    """`__Host-` pins the cookie to this host and path; browsers allow it under https only."""
    return f"__Host-skerry{suffix}" if is_secure(public_url) else f"skerry{suffix}"


def is_secure(public_url: str) -> bool:
    """Whether agents reach the console by https."""
    return public_url.startswith("https:")


def device_of(user_agent: str) -> str:
    """A browser in words that its owner knows again: `Firefox, Windows`."""
    text = user_agent[:_LONGEST_AGENT]
    named = [
        next((name for name, mark in table if re.search(mark, text)), "")
        for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(each for each in named if each)
