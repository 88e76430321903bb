"""Messages on the wire: bodies as the API takes them, and the calls that carry them. Retries and
the desk's errors are the caller's business."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from io import BytesIO
from typing import Any

import discord
from discord.http import MultipartParameters

from bots.discord.client import DeskClient
from bots.discord.format import plain, to_discord
from bots.discord.interactions import Token
from bots.discord.limits import MAX_TEXT
from bots.discord.line import CALL_S, Webhooks
from core.actions import Outgoing
from core.attaching import Carried
from core.errors import MaybeSent, Rejected

TOO_LONG = "{length} characters are more than the {most} that Discord takes"
NOTHING = "there is nothing in this message that Discord would show"
NO_ID = "the answer named no message"
# Flags of a message. Source: documentation, Message Flags.
NO_EMBEDS, ONLY_FOR_YOU = 1 << 2, 1 << 6

Body = dict[str, Any]


def nonce_of(key: str) -> str:
    """The same short name for an outbox row each time it is sent: 24 of at most 25 characters."""
    return blake2b(key.encode(), digest_size=12).hexdigest()


def content_of(outgoing: Outgoing) -> str:
    """A row's text as Discord shows it; raises Rejected where it cannot be shown whole."""
    text = to_discord(outgoing.text) if outgoing.markdown else plain(outgoing.text)
    if len(text) > MAX_TEXT:
        # What escaping made too long may still be said; it pings nobody and unfolds nothing.
        text = outgoing.text
    if len(text) > MAX_TEXT:
        raise Rejected(TOO_LONG.format(length=len(text), most=MAX_TEXT))
    if not text.strip():
        raise Rejected(NOTHING)
    return text


def body(content: str, rows: Sequence[Body] = (), *, flags: int = NO_EMBEDS) -> Body:
    """A message that calls nobody by name and unfolds no link."""
    return {
        "content": content,
        "allowed_mentions": {"parse": [], "replied_user": False},
        "components": list(rows),
        "flags": flags,
    }


def once(message: Body, nonce: str) -> Body:
    """The message made so that the server takes it once, however often it is sent."""
    return message | {"nonce": nonce, "enforce_nonce": True}


def in_reply(message: Body, to: int) -> Body:
    """The message under another one, or on its own when that is gone."""
    return message | {"message_reference": {"message_id": str(to), "fail_if_not_exists": False}}


async def post(client: DeskClient, channel: int, message: Body, file: Carried | None = None) -> int:
    """Send to a channel, thread or opened private chat; the new message's id."""
    params = MultipartParameters(payload=message, multipart=None, files=None)
    if file is not None:
        params = _with_file(message, file)
    return _id(await client.http.send_message(channel, params=params))


def _with_file(message: Body, file: Carried) -> MultipartParameters:
    """The same message as a form with a file in it."""
    opened = discord.File(BytesIO(file.data), filename=file.text)
    payload = message | {"attachments": [{"id": 0, "filename": opened.filename}]}
    form: list[dict[str, Any]] = [
        {"name": "payload_json", "value": json.dumps(payload)},
        {
            "name": "files[0]",
            "value": opened.fp,
            "filename": opened.filename,
            "content_type": file.media,
        },
    ]
    return MultipartParameters(payload=None, multipart=form, files=[opened])


async def change(client: DeskClient, channel: int, number: int, message: Body) -> int:
    """Make a message of ours another one, buttons and card included; twice comes to the same."""
    shown = {name: message[name] for name in ("content", "allowed_mentions", "components", "flags")}
    payload = shown | {"embeds": message.get("embeds", [])}
    params = MultipartParameters(payload=payload, multipart=None, files=None)
    return _id(await client.http.edit_message(channel, number, params=params))


async def fill_in(client: DeskClient, token: Token, message: Body) -> int:
    """Put the message where Discord shows that we are thinking; twice comes to the same."""
    shown = {name: message[name] for name in ("content", "allowed_mentions", "components")}
    return await _webhook(client, "edit_original_interaction_response", token, payload=shown)


async def follow_up(client: DeskClient, token: Token, message: Body) -> int:
    """A further answer that only the user sees. There is no nonce here: twice are two."""
    return await _webhook(client, "execute_webhook", token, payload=message, wait=True)


async def _webhook(client: DeskClient, method: str, token: Token, **what: Any) -> int:
    """Through our own adapter: the library's is bound to the gateway's task, and its HTTP half
    would write the token into its warnings."""
    call = getattr(Webhooks(client.config.api_base), method)
    http = client.http
    session = getattr(http, "_HTTPClient__session")  # noqa: B009
    async with asyncio.timeout(CALL_S):
        return _id(
            await call(
                token.application,
                token.secret.get_secret_value(),
                session=session,
                proxy=http.proxy,
                proxy_auth=http.proxy_auth,
                **what,
            )
        )


def _id(message: object) -> int:
    number = message.get("id") if isinstance(message, Mapping) else None
    if number is None:
        raise MaybeSent(NO_ID)
    return int(number)
