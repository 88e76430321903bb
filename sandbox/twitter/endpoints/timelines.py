"""Who mentioned us, and what an account said itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

from sandbox.twitter import payloads
from sandbox.twitter.backend import ANYBODY, Backend, Request, endpoint
from sandbox.twitter.endpoints.paging import cut, spoil
from sandbox.twitter.errors import ApiError, missing
from sandbox.twitter.fields import TWEET_VIEW
from sandbox.twitter.limits import Budget
from sandbox.twitter.model import Json, Post
from sandbox.twitter.schema import moment, number, plain, some_of, view, whole
from sandbox.twitter.visibility import mentions_us, open_to_us

DEFAULT_PAGE = 10
PAGES = {
    **TWEET_VIEW,
    "since_id": number,
    "until_id": number,
    "max_results": whole(5, 100),
    "pagination_token": plain,
    "start_time": moment,
    "end_time": moment,
}
SCOPES = "tweet.read users.read"


@endpoint(
    "GET /2/users/{id}/mentions",
    auth=ANYBODY,
    scopes=SCOPES,
    budget=Budget(user=300, app=450),
    query=PAGES,
)
def mentions(backend: Backend, request: Request) -> Json:
    """The newest 800 mentions, narrowed down and cut into pages."""
    world = backend.world
    if int(request.path["id"]) != world.us.id:
        raise ApiError(404, "Only our own account's mentions are kept here")
    newest = islice(
        (each for each in world.newest_first() if mentions_us(world, each)),
        backend.settings.mention_cap,
    )
    return timeline(backend, request, newest)


@endpoint(
    "GET /2/users/{id}/tweets",
    auth=ANYBODY,
    scopes=SCOPES,
    budget=Budget(user=900, app=10_000),
    query={**PAGES, "exclude": some_of(frozenset({"replies", "retweets"}))},
)
def own(backend: Backend, request: Request) -> Json:
    """What one account posted, newest first."""
    world, author = backend.world, int(request.path["id"])
    if author not in world.users:
        return {"errors": [missing("id", author, "user")]}
    hidden = request.query.get("exclude", ())
    found = (
        each
        for each in world.newest_first()
        if each.author == author
        and open_to_us(world, each)
        and not ("replies" in hidden and each.reply_to)
        and not ("retweets" in hidden and each.repost_of)
    )
    return timeline(backend, request, found)


def timeline(backend: Backend, request: Request, found: Iterable[Post]) -> Json:
    """A page of posts that are sorted newest first."""
    query = request.query
    size, token = query.get("max_results", DEFAULT_PAGE), query.get("pagination_token", "")
    page, meta = cut(narrowed(query, found), size, token, "pagination_token")
    return shown(backend, request, page) | {"meta": meta}


def narrowed(query: Json, found: Iterable[Post]) -> Iterator[Post]:
    """Only what the ids and times in the query let through."""
    since, start = query.get("since_id", 0), query.get("start_time", 0.0)
    until, end = query.get("until_id"), query.get("end_time")
    for each in takewhile(lambda post: post.id > since, found):
        young = (until is None or each.id < until) and (end is None or each.created_at < end)
        if young and each.created_at >= start:
            yield each


def shown(backend: Backend, request: Request, page: Sequence[Post]) -> Json:
    """The posts as JSON, counted as read, spoiled where a fault says so."""
    day = int(backend.world.time() // 86_400)
    backend.read |= {(day, each.id) for each in page}
    body = payloads.page(backend.world, page, view(request.query))
    if page:
        spoil(body["data"], backend.faults.spoils("timeline"))
    return body
