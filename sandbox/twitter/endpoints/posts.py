"""Posts: reading some, posting, deleting, hiding replies."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.twitter import compose, errors, payloads
from sandbox.twitter import text as wording
from sandbox.twitter.backend import ANYBODY, USERS, Backend, Request, endpoint
from sandbox.twitter.endpoints.timelines import SCOPES, shown
from sandbox.twitter.errors import ApiError, forbidden, invalid
from sandbox.twitter.fields import TWEET_VIEW
from sandbox.twitter.limits import Budget
from sandbox.twitter.model import Json, Post
from sandbox.twitter.schema import numbers
from sandbox.twitter.visibility import summons_us, visible
from sandbox.twitter.world import normal

WRITE = "tweet.read tweet.write users.read"
NEW_POST = {
    "text": str,
    "reply": {
        "in_reply_to_tweet_id!": "id",
        "exclude_reply_user_ids": ["id"],
        "auto_populate_reply_metadata": bool,
    },
    "quote_tweet_id": "id",
    "reply_settings": str,
    "direct_message_deep_link": str,
    "for_super_followers_only": bool,
    "share_with_followers": bool,
    "nullcast": bool,
    "card_uri": str,
    "community_id": "id",
    "geo": {"place_id": str},
    "edit_options": {"previous_post_id!": "id"},
    "media": {"media_ids!": ["id"], "tagged_user_ids": ["id"]},
    "poll": {"options!": [str], "duration_minutes!": int, "reply_settings": str},
}
SETTINGS = frozenset({"following", "mentionedUsers", "subscribers", "verified"})


@endpoint(
    "GET /2/tweets",
    auth=ANYBODY,
    scopes=SCOPES,
    budget=Budget(user=900, app=300),
    query={**TWEET_VIEW, "ids": numbers},
    required="ids",
)
def lookup(backend: Backend, request: Request) -> Json:
    """Up to a hundred posts; what is gone stands in `errors`."""
    return _shown(backend, request, request.query["ids"], "ids")


@endpoint(
    "GET /2/tweets/{id}",
    auth=ANYBODY,
    scopes=SCOPES,
    budget=Budget(user=900, app=300),
    query=TWEET_VIEW,
)
def single(backend: Backend, request: Request) -> Json:
    """One post."""
    body = _shown(backend, request, [int(request.path["id"])], "id")
    return {**body, "data": body["data"][0]} if "data" in body else body


def _shown(backend: Backend, request: Request, ids: Sequence[int], parameter: str) -> Json:
    found = {each: visible(backend.world, each) for each in ids}
    body = shown(backend, request, [each for each in found.values() if each])
    hidden = [number for number, post in found.items() if not post]
    gone = [payloads.unseen(backend.world, parameter, each) for each in hidden]
    problems = body.get("errors", []) + gone
    return body | ({"errors": problems} if problems else {})


@endpoint(
    "POST /2/tweets",
    auth=USERS,
    scopes=WRITE,
    budget=Budget(user=100, day=10_000),
    body=NEW_POST,
    status=201,
)
def create(backend: Backend, request: Request) -> Json:
    """Post as our account, under all the rules X has for automated posts."""
    world, body = backend.world, request.body
    typed = body.get("text", "")
    reply_to = int(body.get("reply", {}).get("in_reply_to_tweet_id", 0))
    quotes = int(body.get("quote_tweet_id", 0))
    _check_form(body, typed)
    _check_words(backend, typed)
    if quotes and (not backend.settings.quotes_allowed or not visible(world, quotes)):
        raise forbidden(errors.QUOTES)
    if reply_to:
        _check_target(backend, visible(world, reply_to))
    _check_duplicate(backend, typed)
    details: compose.Details = {
        "reply_to": reply_to,
        "quotes": quotes,
        "reply_settings": body.get("reply_settings", "everyone"),
    }
    post = world.add_post(compose.new_post(world, world.us.id, typed, **details))
    return {"data": {"id": str(post.id), "text": post.text}}


def _check_form(body: Json, typed: str) -> None:
    if not typed.strip() and not body.keys() & {"media", "poll", "card_uri", "quote_tweet_id"}:
        raise invalid("text", typed, "$.text: is missing but it is required")
    if body.get("reply_settings", "following") not in SETTINGS:
        raise invalid("reply_settings", body["reply_settings"], "$.reply_settings: unknown value")


def _check_words(backend: Backend, typed: str) -> None:
    most = wording.PREMIUM_LIMIT if backend.world.us.premium else wording.LIMIT
    if wording.weighted_length(typed) > most:
        raise forbidden(errors.TOO_LONG)
    if len(wording.cashtags(typed)) > backend.settings.most_cashtags:
        raise forbidden(errors.CASHTAGS.format(most=backend.settings.most_cashtags))


def _check_target(backend: Backend, target: Post | None) -> None:
    world, settings = backend.world, backend.settings
    if target is None:
        raise forbidden(errors.TARGET_GONE)
    if target.author == world.us.id:
        return
    if not _may_answer(backend, target):
        raise forbidden(errors.RESTRICTED)
    implicit = settings.implicit_summons
    if settings.summon_rule and not summons_us(world, target, implicit=implicit):
        raise forbidden(errors.NOT_SUMMONED)


def _may_answer(backend: Backend, target: Post) -> bool:
    world = backend.world
    allowed = {
        "everyone": True,
        "mentionedUsers": world.us.id in {*target.mentions, *target.implicit},
        "following": world.user(target.author).follows_us,
        "verified": world.us.verified,
        "subscribers": False,
    }
    return allowed[target.reply_settings]


def _check_duplicate(backend: Backend, typed: str) -> None:
    world = backend.world
    if not backend.settings.refuse_duplicates:
        return
    earlier = world.said.get(normal(typed))
    since = world.time() - backend.settings.duplicate_window
    if earlier is not None and earlier.created_at >= since:
        raise forbidden(errors.DUPLICATE)


@endpoint("DELETE /2/tweets/{id}", auth=USERS, scopes=WRITE, budget=Budget(user=50))
def delete(backend: Backend, request: Request) -> Json:
    """Remove a post of ours."""
    number = int(request.path["id"])
    post = backend.world.posts.get(number)
    if post is None:
        return {"data": {"deleted": False}}
    if post.author != backend.world.us.id:
        raise forbidden("You are not authorized to delete this Tweet.")
    backend.world.delete_post(number)
    return {"data": {"deleted": True}}


@endpoint(
    "PUT /2/tweets/{tweet_id}/hidden",
    auth=USERS,
    scopes="tweet.read users.read tweet.moderate.write",
    budget=Budget(user=50),
    body={"hidden!": bool},
)
def hide(backend: Backend, request: Request) -> Json:
    """Hide somebody's reply in a conversation that we started."""
    world = backend.world
    post = visible(world, int(request.path["tweet_id"]))
    start = world.posts.get(post.conversation) if post else None
    if post is None:
        raise ApiError(404, "Not Found")
    if start is None or start.author != world.us.id or post.author == world.us.id:
        raise forbidden("You can only hide replies to conversations that you started.")
    post.hidden = request.body["hidden"]
    world.record("hide", post, by=world.us.id)
    return {"data": {"hidden": post.hidden}}
