"""`[accounts]` put to work: the connector, the seal of linking codes, the aide, how it is doing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

from app.accounts.http import HttpAccounts
from console.services import Part, Services
from core.accounts.aide import AccountAide
from core.accounts.codes import Seal, seal_with
from core.accounts.desk import AccountsUnavailable
from core.accounts.links import AccountLinks
from core.accounts.visit import Tools
from core.desk import Desk
from core.errors import ConfigError
from core.settings import Loaded
from core.tables.account import TOKEN

SHORTEST_TOKEN = 24
CHECK_IT = "see docs/accounts.md; until then such questions go to people"


@dataclass(frozen=True, slots=True)
class Accounts:
    """What looking into accounts consists of; nothing at all without `[accounts] base_url`."""

    exchange: HttpAccounts | None = None

    def shown(self, seen: Services) -> Services:
        """The console's services, with how this is doing among the parts."""
        before = seen.parts
        return replace(seen, parts=lambda: [*before(), *self.parts()])

    def parts(self) -> Sequence[Part]:
        """How it is doing, for the console."""
        if self.exchange is None:
            return ()
        breaker = self.exchange.breaker
        state = "paused" if breaker.is_open else "failing" if breaker.failed else "answering"
        why = f"The exchange's account desk {breaker.why}" if breaker.why else ""
        return (Part(name="accounts", state=state, since=breaker.since, detail=why),)


async def build_accounts(
    desk: Desk, links: AccountLinks, loaded: Loaded, stack: AsyncExitStack
) -> Accounts:
    """Give the desk its aide and the aide its connector; raises ConfigError without a token."""
    token = token_of(loaded)
    if not token:
        return Accounts()
    table = loaded.settings.accounts
    exchange = HttpAccounts(table, token)
    stack.push_async_callback(exchange.close)
    desk.aides = (*desk.aides, AccountAide(Tools(desk=exchange, links=links, table=table)))
    return Accounts(exchange)


def seal_of(loaded: Loaded) -> Seal | None:
    """What takes linking codes out of messages; every process that listens needs it."""
    token = token_of(loaded)
    return seal_with(token) if token else None


def token_of(loaded: Loaded) -> str:
    """The token; empty where no account is looked into. Raises ConfigError in one line."""
    if not loaded.settings.accounts.base_url:
        return ""
    token = loaded.secrets.get(TOKEN, "").strip()
    if not token:
        raise ConfigError(
            f"{TOKEN} is not set, but settings.toml: 'accounts.base_url' is: set both or neither"
        )
    if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable():
        raise ConfigError(
            f"{TOKEN} has to be {SHORTEST_TOKEN} or more plain letters and digits, made at random"
        )
    return token


async def examined(loaded: Loaded) -> tuple[str, str, str]:
    """For `skerry doctor`: ok, note or bad; what was found; what to do."""
    try:
        token = token_of(loaded)
    except ConfigError as error:
        return "bad", str(error), "mend the line named"
    if not token:
        return "ok", "no account is looked into: [accounts] base_url is empty", ""
    url = loaded.settings.accounts.base_url
    desk = HttpAccounts(loaded.settings.accounts, token)
    try:
        await desk.check()
    except AccountsUnavailable as error:
        return "bad", f"{url} {error}", CHECK_IT
    finally:
        await desk.close()
    return "ok", f"{url} answers", ""
