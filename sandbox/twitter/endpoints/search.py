"""Search over the last seven days."""

from __future__ import annotations

from sandbox.twitter.backend import ANYBODY, Backend, Request, endpoint
from sandbox.twitter.endpoints.paging import cut
from sandbox.twitter.endpoints.timelines import SCOPES, narrowed, shown
from sandbox.twitter.errors import invalid
from sandbox.twitter.fields import TWEET_VIEW
from sandbox.twitter.limits import Budget
from sandbox.twitter.model import Json
from sandbox.twitter.query import QueryError, parse
from sandbox.twitter.schema import moment, number, plain, some_of, whole
from sandbox.twitter.visibility import open_to_us

QUERY_LENGTH, DEFAULT_PAGE = 512, 10


@endpoint(
    "GET /2/tweets/search/recent",
    auth=ANYBODY,
    scopes=SCOPES,
    budget=Budget(user=300, app=450),
    query={
        **TWEET_VIEW,
        "query": plain,
        "since_id": number,
        "until_id": number,
        "max_results": whole(10, 100),
        "next_token": plain,
        "pagination_token": plain,
        "start_time": moment,
        "end_time": moment,
        "sort_order": some_of(frozenset({"recency", "relevancy"})),
    },
    required="query",
)
def recent(backend: Backend, request: Request) -> Json:
    """Posts that match, newest first; the very newest are not indexed yet."""
    world, query = backend.world, dict(request.query)
    try:
        test = parse(query["query"], QUERY_LENGTH)
    except QueryError as error:
        raise invalid("query", query["query"], str(error)) from None
    _check_times(backend, query)
    # Who does not say until when gets nothing of the last half minute; asking reaches further.
    query.setdefault("end_time", world.time() - backend.settings.search_delay)
    oldest = world.time() - backend.settings.search_window
    query["start_time"] = max(query.get("start_time", oldest), oldest)
    found = (
        each
        for each in world.newest_first()
        if not each.repost_of and open_to_us(world, each) and test(world, each)
    )
    token = query.get("next_token") or query.get("pagination_token", "")
    size = query.get("max_results", DEFAULT_PAGE)
    page, meta = cut(narrowed(query, found), size, token, "next_token")
    return shown(backend, request, page) | {"meta": meta}


def _check_times(backend: Backend, query: Json) -> None:
    now = backend.world.time()
    oldest = now - backend.settings.search_window
    for name, latest in (("start_time", now), ("end_time", now - 10)):
        at = query.get(name)
        if at is not None and not oldest <= at <= latest:
            message = f"Invalid '{name}'. '{name}' must be within the last 7 days and in the past"
            raise invalid(name, at, message)
    since = query.get("since_id")
    if since is not None and since < backend.world.first_id(oldest):
        message = "'since_id' must be a tweet id created after the last 7 days"
        raise invalid("since_id", since, message)
