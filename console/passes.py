"""Links and sessions: random tokens of which only digests are ever kept."""

from __future__ import annotations

import hmac
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from core.casebook import Agent, Doorkeeper
from core.ports import Clock

LINK, SESSION = "link", "session"
LINK_LASTS = timedelta(minutes=30)
SESSION_LASTS = timedelta(hours=12)
TOKEN_BYTES = 32


async def issue_link(door: Doorkeeper, agent: str, clock: Clock, public_url: str) -> str:
    """A sign-in link for the agent with this id; it works once, for half an hour."""
    token = token_urlsafe(TOKEN_BYTES)
    await door.put_pass(digest(token), agent, LINK, clock.now() + LINK_LASTS)
    return f"{public_url.rstrip('/')}/sign-in?token={token}"


async def redeem(door: Doorkeeper, token: str, clock: Clock) -> str | None:
    """Trade a link's token for a session's; None when the link is used, old or wrong."""
    agent = await door.take_pass(digest(token), LINK, clock.now())
    if agent is None:
        return None
    session = token_urlsafe(TOKEN_BYTES)
    await door.put_pass(digest(session), agent.id, SESSION, clock.now() + SESSION_LASTS)
    return session


async def whose(door: Doorkeeper, session: str, clock: Clock) -> Agent | None:
    """The agent behind a session token."""
    return await door.take_pass(digest(session), SESSION, clock.now()) if session else None


async def end(door: Doorkeeper, session: str) -> None:
    """Sign out: the session's token is worth nothing from now on."""
    await door.drop_pass(digest(session))


def digest(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def form_token(session: str) -> str:
    """The session's proof that a form came from our own page."""
    return hmac.new(session.encode(), b"form", sha256).hexdigest()


def is_form_token(session: str, token: str) -> bool:
    """Compared in constant time; foreign input may hold any character."""
    return hmac.compare_digest(form_token(session).encode(), token.encode("utf-8", "replace"))


def cookie_name(public_url: str) -> str:
    """`__Host-` pins the cookie to this host and path; browsers allow it under https only."""
    return "__Host-skerry" if is_secure(public_url) else "skerry"


def is_secure(public_url: str) -> bool:
    """Whether agents reach the console by https."""
    return public_url.startswith("https:")
