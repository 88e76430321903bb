"""Private threads: one for each user who is helped in a server, and no channel of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bots.discord.buttons import DONE, components
from bots.discord.client import DeskClient
from bots.discord.errors import translate
from bots.discord.format import plain
from bots.discord.post import body, nonce_of, once, post
from bots.discord.words import say
from core.actions import Button
from core.errors import Rejected

NAME = "{handle} · {user}"
# Characters. Source: documentation, Start Thread without Message.
MAX_NAME = 100
PRIVATE_THREAD: Final = 12
TEXT, THREADS = 0, frozenset({10, 11, 12})
# A week without a word; the longest that Discord offers, in minutes.
ARCHIVE_AFTER: Final = 10080
REASON = "somebody asked to be helped in private"
NO_THREADS_HERE = "there is no channel near {channel} in which a private thread can be opened"
SWITCHED_OFF = "private threads are switched off in [bots.discord]"


async def open_private(
    client: DeskClient, channel: int, user: int, *, handle: str = "", language: str = "en"
) -> int:
    """The user's open private thread in (or above) a channel, made when there is none.

    The user is in it when this returns, and knows how to recognise us. Raises AdapterError.
    """
    if not client.config.private_threads:
        raise Rejected(SWITCHED_OFF)
    try:
        place = await _text_channel(client, channel)
        thread = await _open_already(client, place, user)
        if thread is None:
            thread = await _start(client, place, NAME.format(handle=handle[:60], user=user))
            await _greet(client, thread, user, language)
        # Whoever left it is brought back; for whoever is in it, this changes nothing.
        await client.http.add_user_to_thread(thread, user)
    except Exception as error:
        failure = translate(error, repeatable=True)
        # Closed for a thread is not closed for good.
        raise Rejected(str(failure)) if isinstance(failure, Rejected) else failure from None
    return thread


async def archive(client: DeskClient, thread: int) -> None:
    """Put a thread away; whoever writes in it brings it back. Raises AdapterError."""
    try:
        await client.http.edit_channel(thread, archived=True, reason="the case is settled")
    except Exception as error:
        raise translate(error, repeatable=True) from None


async def _text_channel(client: DeskClient, channel: int) -> Mapping[str, Any]:
    """The channel itself, or the one that its thread hangs from."""
    found: Mapping[str, Any] = await client.http.get_channel(channel)
    if found["type"] in THREADS:
        found = await client.http.get_channel(int(found["parent_id"]))
    if found["type"] != TEXT:
        raise Rejected(NO_THREADS_HERE.format(channel=channel))
    return found


async def _open_already(client: DeskClient, place: Mapping[str, Any], user: int) -> int | None:
    """Looked up there, so that neither a restart nor a second press opens another."""
    active: Mapping[str, Any] = await client.http.get_active_threads(int(place["guild_id"]))
    me = str(client.user.id) if client.user else ""
    for each in active["threads"]:
        ours = each["type"] == PRIVATE_THREAD and str(each.get("owner_id")) == me
        if ours and each["parent_id"] == place["id"] and _is_for(each["name"], user):
            return int(each["id"])
    return None


def _is_for(name: str, user: int) -> bool:
    return name.rpartition(" ")[2] == str(user)


async def _start(client: DeskClient, place: Mapping[str, Any], name: str) -> int:
    started: Mapping[str, Any] = await client.http.start_thread_without_message(
        int(place["id"]),
        name=name.removeprefix(" · ")[:MAX_NAME],
        auto_archive_duration=ARCHIVE_AFTER,
        type=PRIVATE_THREAD,
        invitable=False,
        reason=REASON,
    )
    return int(started["id"])


async def _greet(client: DeskClient, thread: int, user: int, language: str) -> None:
    name = client.user.name if client.user else ""
    done = Button(label=say("done_button", language), data=DONE)
    hello = body(plain(say("thread_hello", language, name=name)), components((done,), str(user)))
    await post(client, thread, once(hello, nonce_of(f"hello {thread}")))
