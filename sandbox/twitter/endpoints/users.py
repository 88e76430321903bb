"""Who somebody is."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.twitter import payloads
from sandbox.twitter.backend import ANYBODY, USERS, Backend, Request, endpoint
from sandbox.twitter.errors import missing
from sandbox.twitter.fields import USER_VIEW
from sandbox.twitter.limits import Budget
from sandbox.twitter.model import Json, User
from sandbox.twitter.schema import numbers, view

LOOKUP = Budget(user=900, app=300)
SCOPES = "tweet.read users.read"


@endpoint("GET /2/users/me", auth=USERS, scopes=SCOPES, budget=Budget(user=75), query=USER_VIEW)
def me(backend: Backend, request: Request) -> Json:
    """The account whose token this is."""
    return {"data": payloads.user_json(backend.world.us, view(request.query))}


@endpoint(
    "GET /2/users",
    auth=ANYBODY,
    scopes=SCOPES,
    budget=LOOKUP,
    query={**USER_VIEW, "ids": numbers},
    required="ids",
)
def users(backend: Backend, request: Request) -> Json:
    """Up to a hundred accounts; who is gone stands in `errors`."""
    return _shown(backend, request, request.query["ids"], "ids")


@endpoint("GET /2/users/{id}", auth=ANYBODY, scopes=SCOPES, budget=LOOKUP, query=USER_VIEW)
def user(backend: Backend, request: Request) -> Json:
    """One account."""
    return _only(_shown(backend, request, [int(request.path["id"])], "id"))


@endpoint(
    "GET /2/users/by/username/{username}",
    auth=ANYBODY,
    scopes=SCOPES,
    budget=LOOKUP,
    query=USER_VIEW,
)
def by_username(backend: Backend, request: Request) -> Json:
    """One account by its handle."""
    name = request.path["username"]
    number = backend.world.named(name)
    found = _known(backend, number)
    if found is None:
        return {"errors": [missing("username", name, "user")]}
    return {"data": payloads.user_json(found, view(request.query))}


def _shown(backend: Backend, request: Request, ids: Sequence[int], parameter: str) -> Json:
    found = {each: _known(backend, each) for each in ids}
    shown = view(request.query)
    data = [payloads.user_json(each, shown) for each in found.values() if each]
    gone = [missing(parameter, each, "user") for each, known in found.items() if not known]
    return ({"data": data} if data else {}) | ({"errors": gone} if gone else {})


def _known(backend: Backend, number: int) -> User | None:
    found = backend.world.users.get(number)
    return None if found is None or found.suspended else found


def _only(body: Json) -> Json:
    return {**body, "data": body["data"][0]} if "data" in body else body
