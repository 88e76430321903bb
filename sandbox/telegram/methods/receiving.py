"""Methods about the bot itself and how it gets its updates."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import time
from typing import Any
from urllib.parse import urlsplit

from sandbox.telegram import payloads
from sandbox.telegram.backend import Backend, Hook, method
from sandbox.telegram.errors import OTHER_POLLER, WEBHOOK_ACTIVE, bad_request, conflict
from sandbox.telegram.model import Json
from sandbox.telegram.schema import (
    Field,
    Given,
    boolean,
    file,
    integer,
    json_object,
    may,
    need,
    objects,
    string,
    strings,
)

LONGEST_POLL, LARGEST_BATCH, MOST_COMMANDS = 50, 100, 100
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)
IMPATIENT_SECONDS = 3.0


@method("getMe")
def get_me(backend: Backend, _given: Given) -> Json:
    """The bot."""
    return payloads.me_json(backend.world)


@method("logOut")
def log_out(_backend: Backend, _given: Given) -> bool:
    """Allowed, and of no consequence here."""
    return True


@method("close")
def close(_backend: Backend, _given: Given) -> bool:
    """Allowed, and of no consequence here."""
    return True


@method(
    "getUpdates",
    offset=may(integer),
    limit=may(integer),
    timeout=may(integer),
    allowed_updates=may(strings),
)
async def get_updates(backend: Backend, given: Given) -> list[Json]:
    """The oldest updates, waiting for one if there is none; only one poller at a time."""
    if backend.hook.url:
        raise conflict(WEBHOOK_ACTIVE)
    offset = given.get("offset", 0)
    limit = min(max(given.get("limit", LARGEST_BATCH), 1), LARGEST_BATCH)
    seconds = _patience(backend, offset, min(max(given.get("timeout", 0), 0), LONGEST_POLL))
    backend.updates.allow(given.get("allowed_updates"))
    if offset:
        backend.updates.confirm(offset)
    batch = backend.updates.fetch(limit)
    if batch or not seconds:
        return batch
    return await _long_poll(backend, limit, seconds)


def _patience(backend: Backend, offset: int, seconds: int) -> int:
    """Hot polling of one offset is slowed down where the operator asked for it."""
    before, at = backend.last_poll
    backend.last_poll = (offset, time.monotonic())
    hot = offset == before and time.monotonic() < at + IMPATIENT_SECONDS
    return max(seconds, int(IMPATIENT_SECONDS)) if backend.throttle_polls and hot else seconds


async def _long_poll(backend: Backend, limit: int, seconds: float) -> list[Json]:
    replace_poller(backend, OTHER_POLLER)
    mine: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    backend.poller = mine
    deadline = time.monotonic() + seconds
    try:
        while not mine.done() and not backend.closing.is_set():
            backend.updates.changed.clear()
            batch = backend.updates.fetch(limit)
            left = deadline - time.monotonic()
            if batch or left <= 0:
                return batch
            await _either(backend.updates.changed, mine, left)
        if mine.done():
            raise conflict(mine.result())
        return []
    finally:
        if backend.poller is mine:
            backend.poller = None


async def _either(event: asyncio.Event, other: asyncio.Future[str], seconds: float) -> None:
    task = asyncio.ensure_future(event.wait())
    either: set[asyncio.Future[Any]] = {task, other}
    try:
        await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        task.cancel()


def replace_poller(backend: Backend, why: str) -> None:
    """End a waiting getUpdates with a conflict."""
    if backend.poller is not None and not backend.poller.done():
        backend.poller.set_result(why)
    backend.poller = None


@method(
    "setWebhook",
    url=may(string),
    certificate=may(file),
    ip_address=may(string),
    max_connections=may(integer),
    allowed_updates=may(strings),
    drop_pending_updates=may(boolean),
    secret_token=may(string),
)
def set_webhook(backend: Backend, given: Given) -> bool:
    """Have updates pushed; an empty address ends it."""
    url, secret = given.get("url", ""), given.get("secret_token", "")
    if url:
        _check_address(url)
        replace_poller(backend, "terminated by setWebhook request")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    backend.updates.allow(given.get("allowed_updates"))
    if given.get("drop_pending_updates"):
        backend.updates.clear()
    most = min(max(given.get("max_connections", 40), 1), 100)
    backend.hook = Hook(url, secret, most)
    backend.updates.changed.set()
    return True


def _check_address(url: str) -> None:
    """Only this machine is ever pushed to."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    try:
        local = ipaddress.ip_address(parts.hostname).is_loopback
    except ValueError:
        local = parts.hostname == "localhost"
    if not local:
        raise bad_request("bad webhook: Failed to resolve host: Name or service not known")


@method("deleteWebhook", drop_pending_updates=may(boolean))
def delete_webhook(backend: Backend, given: Given) -> bool:
    """Back to polling."""
    return bool(set_webhook(backend, given))


@method("getWebhookInfo")
def get_webhook_info(backend: Backend, _given: Given) -> Json:
    """Where updates are pushed and how many wait."""
    hook = backend.hook
    backend.updates.expire()
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(backend.updates.pending),
    }
    if hook.url:
        info |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
    if hook.last_error:
        info |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
    return info | {"allowed_updates": sorted(backend.updates.allowed)}


COMMAND_KEYS: dict[str, Field] = {"scope": may(json_object), "language_code": may(string)}


@method("setMyCommands", metered=False, commands=need(objects), **COMMAND_KEYS)
def set_my_commands(backend: Backend, given: Given) -> bool:
    """What the menu shows, by scope and language."""
    commands: list[Json] = given["commands"]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        if not COMMAND.fullmatch(str(each.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(each.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    backend.commands[_menu(given)] = commands
    return True


@method("getMyCommands", metered=False, **COMMAND_KEYS)
def get_my_commands(backend: Backend, given: Given) -> list[Json]:
    """The menu of a scope and language."""
    return backend.commands.get(_menu(given), [])


@method("deleteMyCommands", metered=False, **COMMAND_KEYS)
def delete_my_commands(backend: Backend, given: Given) -> bool:
    """No menu for a scope and language."""
    backend.commands.pop(_menu(given), None)
    return True


def _menu(given: Given) -> tuple[str, str]:
    scope = given.get("scope") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    language = given.get("language_code", "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return repr(sorted(scope.items())), language
