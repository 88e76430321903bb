"""X's payloads to the desk's arrivals: pure, and total."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Any

from bots.twitter.around import Around, around_of, author_of
from bots.twitter.content import (
    PLATFORM,
    Json,
    Unreadable,
    attachments,
    clean,
    identity,
    language_of,
    leading,
    mentions,
    moment,
    names,
    reading,
    referenced,
    table,
    text_of,
)
from bots.twitter.stopwords import BUILT_IN, STOPPED, wish
from core.commands import STOP
from core.types import Arrival, DeadLetter, Message, Place, Reach, Removal

TOO_DEEP = "nested too deeply to be kept"
# Errors whose words are ours; others may quote the user, and are only named.
_OUR_WORDS = (Unreadable, TypeError, KeyError, AttributeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What reading a payload takes besides the payload; `stop` are the words that silence us."""

    me: str
    handle: str
    now: datetime
    stop: frozenset[str] = BUILT_IN


# How objects of one kind are read, and what the kind is called.
How = tuple[Callable[[Json, Around, Known], Sequence[Arrival]], str]


def hear_posts(payload: Any, known: Known) -> list[Arrival]:
    """A page of posts, or one from the stream: arrivals, oldest first."""
    return hear_page(payload, known, (post_of, "post"))


def overheard(payload: Any, known: Known) -> list[Message]:
    """A page of posts that were not written to us: nobody is answered, nobody opts out."""
    heard = hear_posts(payload, known)
    return [replace(each, addressed=False) for each in heard if isinstance(each, Message)]


def dead_letter(payload: Any, error: Exception, known: Known, kind: str) -> DeadLetter:
    """What cannot be read, kept; the same each time it is delivered."""
    raw = _raw(payload)
    given = payload.get("id") if isinstance(payload, dict) else None
    named = isinstance(given, str) and given.isascii() and given.isdigit()
    why = f"{type(error).__name__}: {error}" if isinstance(error, _OUR_WORDS) else ""
    return DeadLetter(
        platform=PLATFORM,
        account=known.me,
        id=f"{kind}/{str(given)[:32] if named else digest(raw)}",
        raw=raw,
        error=(why or type(error).__name__)[:200],
        received_at=known.now,
    )


def digest(raw: str) -> str:
    """A short name for something that has none."""
    return blake2b(raw.encode(), digest_size=8).hexdigest()


def hear_page(payload: Any, known: Known, how: How) -> list[Arrival]:
    """The objects of one answer, read one by one, oldest first."""
    try:
        payload = clean(payload)
        data = table(payload, "payload").get("data")
        around = around_of(payload.get("includes"))
    except Exception as error:  # the promise: one broken payload harms no other
        return [dead_letter(payload, error, known, how[1])]
    # X lists the newest first; the desk reads in the order of writing.
    listed = [] if data is None else data if isinstance(data, list) else [data]
    return [one for each in reversed(listed) for one in read_safely(each, around, known, how)]


def read_safely(one: Any, around: Around, known: Known, how: How) -> Sequence[Arrival]:
    """What one object comes to; a dead letter where it cannot be read."""
    read, kind = how
    try:
        return read(table(one, kind), around, known)
    except Exception as error:  # the promise: one broken object harms no other
        return (dead_letter(one, error, known, kind),)


def post_of(post: Json, around: Around, known: Known) -> tuple[Arrival, ...]:
    """One post: a message, with the wish to be left alone before it; nothing for our own."""
    author = identity(post.get("author_id"), "author_id")
    if author == known.me or referenced(post, "retweeted"):
        return ()
    own = identity(post.get("id"), "id")
    first, version = _edition(post, own)
    thread = identity(post.get("conversation_id"), "conversation_id")
    above = referenced(post, "replied_to")
    quoted = referenced(post, "quoted")
    message = Message(
        platform=PLATFORM,
        account=known.me,
        id=first,
        conversation=f"post:{thread}:{author}",
        scene=f"post:{thread}",
        address=f"post/{author}",
        author=author_of(author, around.users, language_of(post)),
        place=Place.REPLY if above else Place.MENTION,
        text=_own_text(post, known),
        sent_at=moment(post.get("created_at"), "created_at"),
        received_at=known.now,
        version=version,
        addressed=_calls_us(post, around, known),
        reply_to=above or quoted or None,
        reply_text=_text_above(around.posts.get(above or quoted)),
        attachments=attachments(post, around.media),
    )
    to_us = message.addressed or post.get("in_reply_to_user_id") == known.me
    return obeyed(message, known) if to_us else (message,)


def _edition(post: Json, own: str) -> tuple[str, int]:
    """The id of the first version, and which version this is: every edit has an id of its own."""
    listed = post.get("edit_history_tweet_ids") or [own]
    if not isinstance(listed, list):
        raise Unreadable("edit_history_tweet_ids is not a list")
    history = sorted((identity(each, "edit_history_tweet_ids") for each in listed), key=int)
    if own not in history:
        raise Unreadable("edit_history_tweet_ids does not name the post itself")
    return history[0], history.index(own)


def _own_text(post: Json, known: Known) -> str:
    """What is said, without the call by which it begins; a bare call stays as it is."""
    text = reading(post)
    call = f"@{known.handle}".casefold()
    first, _, rest = text.partition(" ")
    return rest.strip() or text if first.casefold() == call else text


def _calls_us(post: Json, around: Around, known: Known) -> bool:
    """Whether the author typed our name: X itself puts the names of a thread before every answer
    in it, and neither its readers nor its summon rule take those for a call."""
    ours = [each for each in mentions(post) if names(each, known.me, known.handle)]
    above = referenced(post, "replied_to")
    if not ours or not above:
        return bool(ours)
    automatic = _automatic(post, around.posts.get(above), known)
    return any(_start(each) >= automatic for each in ours)


def _automatic(post: Json, parent: Json | None, known: Known) -> int:
    """How many characters of the text X wrote itself."""
    shown = post.get("display_text_range")
    if isinstance(shown, list) and shown and isinstance(shown[0], int):
        return shown[0]
    if parent is not None and not _concerns_us(parent, known):
        return 0
    return leading(text_of(post))


def _concerns_us(parent: Json, known: Known) -> bool:
    ours = any(names(each, known.me, known.handle) for each in mentions(parent))
    return ours or parent.get("author_id") == known.me


def _start(mention: Json) -> int:
    start = mention.get("start", 0)
    if not isinstance(start, int):
        raise Unreadable("mentions.start is not a number")
    return start


def _text_above(parent: Json | None) -> str:
    return reading(parent) if parent else ""


def obeyed(message: Message, known: Known) -> tuple[Arrival, ...]:
    """The message, after the order to be silent or to speak again if it is one.

    A wish for silence reads "/stop" from here on, in whatever language it was said.
    """
    may_speak = wish(message.text, known.stop)
    if may_speak is None:
        return (message,)
    news = Reach(
        platform=PLATFORM,
        account=known.me,
        address=message.address,
        open=may_speak,
        why="" if may_speak else STOPPED,
    )
    return (news, message if may_speak else replace(message, text=STOP, addressed=False))


def removal(post: str, known: Known) -> Removal:
    """A post that is gone from X, by the id of its first version."""
    return Removal(platform=PLATFORM, account=known.me, id=post)


def _raw(payload: Any) -> str:
    try:
        return json.dumps(clean(payload), ensure_ascii=False, default=str)
    except RecursionError:
        return TOO_DEEP
