"""How a typed text becomes a post: leading mentions, short links, escapes, the cut of long ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, Unpack

from sandbox.twitter import text as wording
from sandbox.twitter.model import DirectMessage, Post
from sandbox.twitter.world import World


class Details(TypedDict, total=False):
    """What else a post may be; `bare` leaves out a reply's leading mentions."""

    reply_to: int
    quotes: int
    reply_settings: str
    lang: str
    age: float
    bare: bool


def new_post(world: World, author: int, typed: str, **details: Unpack[Details]) -> Post:
    """A post as X would store it; not yet in the world."""
    at = world.time() - details.get("age", 0)
    number = world.snowflake(at)
    target = world.post(details["reply_to"]) if details.get("reply_to") else None
    leading = _leading(world, author, target) if target and not details.get("bare") else []
    shown = _with_quote(world, typed, details.get("quotes", 0))
    post = Post(
        id=number,
        author=author,
        created_at=at,
        sequence=world.sequence + 1,
        typed=typed,
        text="",
        mentions=_ids(world, wording.mentioned(typed)),
        implicit=leading,
        reply_to=target.id if target else 0,
        in_reply_to_user=target.author if target else 0,
        conversation=target.conversation if target else number,
        quotes=details.get("quotes", 0),
        reply_settings=details.get("reply_settings", "everyone"),
        lang=details.get("lang", "en"),
        history=[number],
    )
    _write(world, post, shown)
    return post


def new_version(world: World, old: Post, typed: str, age: float = 0) -> Post:
    """The edited post: another id, the same history."""
    at = world.time() - age
    post = Post(
        id=world.snowflake(at),
        author=old.author,
        created_at=at,
        sequence=world.sequence + 1,
        typed=typed,
        text="",
        mentions=_ids(world, wording.mentioned(typed)),
        implicit=old.implicit,
        reply_to=old.reply_to,
        in_reply_to_user=old.in_reply_to_user,
        conversation=old.conversation,
        quotes=old.quotes,
        reply_settings=old.reply_settings,
        lang=old.lang,
        history=old.history,
    )
    post.history.append(post.id)
    _write(world, post, _with_quote(world, typed, old.quotes))
    return post


def repost(world: World, author: int, original: Post) -> Post:
    """Somebody else's post on one's own timeline."""
    at = world.time()
    number = world.snowflake(at)
    name = world.user(original.author).username
    return Post(
        id=number,
        author=author,
        created_at=at,
        sequence=world.sequence + 1,
        typed="",
        text=f"RT @{name}: {original.text}"[:140],
        repost_of=original.id,
        conversation=number,
        history=[number],
    )


def new_message(
    world: World, sender: int, recipient: int, typed: str, age: float = 0
) -> DirectMessage:
    """A direct message; not yet in the world."""
    at = world.time() - age
    shortened, links = wording.shorten(typed)
    return DirectMessage(
        id=world.snowflake(at),
        sender=sender,
        recipient=recipient,
        created_at=at,
        sequence=world.sequence + 1,
        text=wording.escape(shortened),
        links=links,
    )


def _leading(world: World, author: int, target: Post) -> list[int]:
    everybody = dict.fromkeys([target.author, *target.implicit, *target.mentions])
    return [each for each in everybody if each != author and each in world.users]


def _with_quote(world: World, typed: str, quoted: int) -> str:
    if not quoted:
        return typed
    name = world.user(world.post(quoted).author).username
    return f"{typed} https://twitter.com/{name}/status/{quoted}"


def _ids(world: World, handles: Sequence[str]) -> list[int]:
    return [number for number in dict.fromkeys(map(world.named, handles)) if number]


def _write(world: World, post: Post, shown: str) -> None:
    prefix = "".join(f"@{world.user(each).username} " for each in post.implicit)
    shortened, post.links = wording.shorten(prefix + shown)
    post.prefix = len(prefix)
    if wording.weighted_length(shown) <= wording.LIMIT:
        post.text = wording.escape(shortened)
        return
    post.note = wording.escape(shortened)
    rest = wording.shorten(f"https://twitter.com/i/web/status/{post.id}")[0]
    post.text = f"{wording.escape(shortened[: wording.NOTE_CUT])}… {rest}"
