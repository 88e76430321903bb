"""What became of a send that nobody knows about: our own timeline and messages tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from typing import Any

from bots.twitter.client import XClient
from bots.twitter.policy import wording
from bots.twitter.recall import Recall
from bots.twitter.weigh import links
from core.actions import Outgoing
from core.errors import MaybeSent
from core.types import Leg

TOO_MUCH = "too much was said since to find one text in it"
# Clocks differ; a send is looked for from this long before it was due.
MARGIN = timedelta(minutes=2)
PER_PAGE, MOST_PAGES = 100, 8
POST_FIELDS = ["created_at", "entities", "referenced_tweets", "note_tweet"]
LINK = "\N{LINK SYMBOL}"

_MENTIONS = re.compile(r"^(?:@\w{1,15}\s+)+")
_SHORT_LINK = re.compile(r"https?://t\.co/\w+")

# One page of what we said: asked for with the token of the page, as the SDK does.
Ask = Callable[[str | None], Awaitable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """Looks for sends, by words and by what they answer."""

    client: XClient
    recall: Recall

    async def find(self, outgoing: Outgoing) -> str | None:
        """The id of what was said; None when it is not there. AdapterError when X cannot tell."""
        me = str((await self.client.me())["id"])
        if outgoing.leg is Leg.PUBLIC:
            return await self._among_posts(outgoing, me)
        return await self._among_messages(outgoing, me)

    async def _among_posts(self, outgoing: Outgoing, me: str) -> str | None:
        words, since = comparable(wording(outgoing)), outgoing.due_at - MARGIN

        async def page(token: str | None) -> Mapping[str, Any]:
            answer: Mapping[str, Any] = await self.client.get_users_tweets(
                me,
                start_time=since,
                max_results=PER_PAGE,
                pagination_token=token,
                tweet_fields=POST_FIELDS,
                user_auth=True,
            )
            return answer

        async for post in pages(page):
            same = answers(post) == outgoing.reply_to and comparable(text_of(post)) == words
            if same and not self.recall.taken(str(post["id"]), outgoing.key):
                return str(post["id"])
        return None

    async def _among_messages(self, outgoing: Outgoing, me: str) -> str | None:
        words, since = comparable(wording(outgoing)), outgoing.due_at - MARGIN

        async def page(token: str | None) -> Mapping[str, Any]:
            answer: Mapping[str, Any] = await self.client.get_direct_message_events(
                participant_id=outgoing.address.partition("/")[2],
                event_types="MessageCreate",
                max_results=PER_PAGE,
                pagination_token=token,
                dm_event_fields=["id", "text", "sender_id", "created_at", "entities"],
                user_auth=True,
            )
            return answer

        async for event in pages(page):
            if _moment(event) < since:
                return None
            same = event.get("sender_id") == me and comparable(text_of(event)) == words
            if same and not self.recall.taken(str(event["id"]), outgoing.key):
                return str(event["id"])
        return None


async def pages(ask: Ask) -> AsyncIterator[Mapping[str, Any]]:
    """What the pages hold, newest first; MaybeSent when they have no end."""
    token: str | None = None
    for _ in range(MOST_PAGES):
        page = await ask(token)
        for each in page.get("data") or ():
            yield each
        token = (page.get("meta") or {}).get("next_token")
        if not token:
            return
    raise MaybeSent(TOO_MUCH)


def answers(post: Mapping[str, Any]) -> str | None:
    """The id of the post that this one replies to."""
    return next(
        (
            str(each.get("id"))
            for each in post.get("referenced_tweets") or ()
            if each.get("type") == "replied_to"
        ),
        None,
    )


def text_of(post: Mapping[str, Any]) -> str:
    """The whole text: of long posts the field `text` has only the beginning."""
    note = post.get("note_tweet") or {}
    return unescape(str(note.get("text") or post.get("text") or ""))


def comparable(text: str) -> str:
    """A text without what X changes in it: its links, and the names before a reply."""
    normal = unicodedata.normalize("NFC", _MENTIONS.sub("", text.strip()))
    short = _SHORT_LINK.sub(LINK, normal)
    return " ".join(_without(short, links(short)).split())


def _without(text: str, addresses: Iterable[str]) -> str:
    for each in sorted(addresses, key=len, reverse=True):
        text = text.replace(each, LINK)
    return text


def _moment(event: Mapping[str, Any]) -> datetime:
    try:
        return datetime.fromisoformat(str(event["created_at"]))
    except (KeyError, ValueError):
        raise MaybeSent(TOO_MUCH) from None
