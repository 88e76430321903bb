"""State as the API shows it: only the fields and expansions that were asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.twitter import errors
from sandbox.twitter import text as wording
from sandbox.twitter.model import DirectMessage, Json, Post, User
from sandbox.twitter.scene import EDIT_SECONDS, MOST_EDITS
from sandbox.twitter.visibility import visible
from sandbox.twitter.world import World, iso

ALWAYS_TWEET = ("id", "text", "edit_history_tweet_ids")
ALWAYS_USER = ("id", "name", "username")
ALWAYS_DM = ("id", "event_type", "text")


@dataclass(slots=True)
class View:
    """What the caller wants to see."""

    tweet: Sequence[str] = ()
    user: Sequence[str] = ()
    dm: Sequence[str] = ()
    expansions: Sequence[str] = ()
    errors: list[Json] = field(default_factory=list[Json])


def post_json(world: World, post: Post, view: View) -> Json:
    """A Tweet object; an expansion shows the field it starts from as well."""
    wanted = {*ALWAYS_TWEET, *view.tweet, *_fields_of(view.expansions)}
    return _chosen(wanted, post, world, _POST_FIELDS)


def _fields_of(expansions: Sequence[str]) -> set[str]:
    heads = {each.partition(".")[0] for each in expansions}
    return heads & set(_POST_FIELDS)


def _chosen(wanted: set[str], thing: Any, world: World, readers: dict[str, Any]) -> Json:
    shown = {name: read(world, thing) for name, read in readers.items() if name in wanted}
    return {name: value for name, value in shown.items() if value not in (None, "", [], {})}


def _find(world: World) -> Callable[[str], int]:
    return world.named


def _referenced(_world: World, post: Post) -> list[Json]:
    kinds = {"replied_to": post.reply_to, "quoted": post.quotes, "retweeted": post.repost_of}
    return [{"type": kind, "id": str(number)} for kind, number in kinds.items() if number]


def _note(world: World, post: Post) -> Json:
    if not post.note:
        return {}
    found = wording.entities(post.note, post.links, _find(world))
    return {"text": post.note} | ({"entities": found} if found else {})


def _edit_controls(world: World, post: Post) -> Json:
    first = world.posts.get(post.history[0], post)
    return {
        "edits_remaining": MOST_EDITS - len(post.history) + 1,
        "is_edit_eligible": not post.reply_to,
        "editable_until": iso(first.created_at + EDIT_SECONDS),
    }


def _metrics(_world: World, _post: Post) -> Json:
    names = ("retweet_count", "reply_count", "like_count", "quote_count")
    return dict.fromkeys((*names, "bookmark_count", "impression_count"), 0)


_POST_FIELDS: dict[str, Callable[[World, Post], Any]] = {
    "id": lambda _, post: str(post.id),
    "text": lambda _, post: post.text,
    "edit_history_tweet_ids": lambda _, post: [str(each) for each in post.history],
    "author_id": lambda _, post: str(post.author),
    "conversation_id": lambda _, post: str(post.conversation),
    "created_at": lambda _, post: iso(post.created_at),
    "display_text_range": lambda _, post: [post.prefix, len(post.text)],
    "edit_controls": _edit_controls,
    "entities": lambda world, post: wording.entities(post.text, post.links, _find(world)),
    "in_reply_to_user_id": lambda _, post: str(post.in_reply_to_user or ""),
    "lang": lambda _, post: post.lang,
    "note_tweet": _note,
    "public_metrics": _metrics,
    "referenced_tweets": _referenced,
    "reply_settings": lambda _, post: post.reply_settings,
}


def user_json(user: User, view: View) -> Json:
    """A User object."""
    wanted = {*ALWAYS_USER, *view.user}
    values = {
        "id": str(user.id),
        "name": user.name,
        "username": user.username,
        "created_at": iso(user.created_at),
        "description": user.description,
        "protected": user.protected,
        "verified": user.verified,
        "verified_type": "blue" if user.verified else "none",
        "subscription_type": "Premium" if user.premium else "None",
        "receives_your_dm": user.dms == "open" and not user.blocks_us,
        "public_metrics": {
            "followers_count": user.followers,
            "following_count": 0,
            "tweet_count": 0,
            "listed_count": 0,
        },
    }
    return {name: value for name, value in values.items() if name in wanted}


def message_json(message: DirectMessage, view: View) -> Json:
    """A DmEvent object."""
    wanted = {*ALWAYS_DM, *view.dm, *view.expansions}
    found = wording.entities(message.text, message.links, lambda _: 0)
    values = {
        "id": str(message.id),
        "event_type": "MessageCreate",
        "text": message.text,
        "created_at": iso(message.created_at),
        "dm_conversation_id": message.conversation,
        "sender_id": str(message.sender),
    }
    shown = {name: value for name, value in values.items() if name in wanted}
    return shown | (found if "entities" in wanted else {})


def includes(world: World, posts: Iterable[Post], view: View) -> Json:
    """What the expansions of these posts bring along; what is gone goes to `view.errors`."""
    users: dict[int, None] = {}
    others: dict[int, Post] = {}
    for post in posts:
        users |= dict.fromkeys(_people(post, view))
        if "referenced_tweets.id" in view.expansions:
            others |= _others(world, post, view)
    if "referenced_tweets.id.author_id" in view.expansions:
        users |= dict.fromkeys(each.author for each in others.values())
    found: Json = {}
    if users:
        known = [world.users[each] for each in users if each in world.users]
        found["users"] = [user_json(each, view) for each in known]
    if others:
        found["tweets"] = [post_json(world, each, view) for each in others.values()]
    return found


def _people(post: Post, view: View) -> Iterable[int]:
    if "author_id" in view.expansions:
        yield post.author
    if "entities.mentions.username" in view.expansions:
        yield from (*post.implicit, *post.mentions)
    if "in_reply_to_user_id" in view.expansions and post.in_reply_to_user:
        yield post.in_reply_to_user


def _others(world: World, post: Post, view: View) -> dict[int, Post]:
    found = {}
    for number in (post.reply_to, post.quotes, post.repost_of):
        other = visible(world, number)
        if other:
            found[number] = other
        elif number:
            view.errors.append(unseen(world, "referenced_tweets.id", number))
    return found


def unseen(world: World, parameter: str, number: int) -> Json:
    """Why a post cannot be shown: its author keeps it from us, or it is gone."""
    if number in world.posts:
        return errors.concealed(parameter, number)
    return errors.missing(parameter, number, "tweet")


def page(world: World, posts: Sequence[Post], view: View) -> Json:
    """Posts with what belongs to them, as `data`, `includes` and `errors`."""
    body: Json = {}
    if posts:
        body["data"] = [post_json(world, each, view) for each in posts]
        extra = includes(world, posts, view)
        body |= {"includes": extra} if extra else {}
    return body | ({"errors": view.errors} if view.errors else {})
