"""Muting, blocking and shutting out of direct messages."""

from __future__ import annotations

from sandbox.twitter import payloads
from sandbox.twitter.backend import USERS, Backend, Request, endpoint
from sandbox.twitter.errors import ApiError, forbidden
from sandbox.twitter.fields import USER_VIEW
from sandbox.twitter.limits import Budget
from sandbox.twitter.model import Json
from sandbox.twitter.schema import plain, view, whole

PAGES = {**USER_VIEW, "max_results": whole(1, 1_000), "pagination_token": plain}
TARGET = {"target_user_id!": "id"}


@endpoint(
    "POST /2/users/{id}/muting",
    auth=USERS,
    scopes="tweet.read users.read mute.write",
    budget=Budget(user=50),
    body=TARGET,
)
def mute(backend: Backend, request: Request) -> Json:
    """Stop seeing somebody."""
    _own(backend, request)
    backend.world.muted.add(_target(backend, request.body["target_user_id"]))
    return {"data": {"muting": True}}


@endpoint(
    "POST /2/users/{id}/blocking",
    auth=USERS,
    scopes="tweet.read users.read block.write",
    budget=Budget(user=50),
    body=TARGET,
)
def block(backend: Backend, request: Request) -> Json:
    """Shut somebody out."""
    _own(backend, request)
    backend.world.blocked.add(_target(backend, request.body["target_user_id"]))
    return {"data": {"blocking": True}}


@endpoint(
    "POST /2/users/{id}/dm/block",
    auth=USERS,
    scopes="dm.write tweet.read users.read",
    budget=Budget(user=50),
)
def block_messages(backend: Backend, request: Request) -> Json:
    """Refuse somebody's direct messages."""
    backend.world.blocked.add(_target(backend, request.path["id"]))
    return {"data": {"blocked": True}}


@endpoint(
    "GET /2/users/{id}/muting",
    auth=USERS,
    scopes="tweet.read users.read mute.read",
    budget=Budget(user=15),
    query=PAGES,
)
def muted(backend: Backend, request: Request) -> Json:
    """Whom we muted."""
    _own(backend, request)
    return _people(backend, request, backend.world.muted)


@endpoint(
    "GET /2/users/{id}/blocking",
    auth=USERS,
    scopes="tweet.read users.read block.read",
    budget=Budget(user=15),
    query=PAGES,
)
def blocked(backend: Backend, request: Request) -> Json:
    """Whom we blocked."""
    _own(backend, request)
    return _people(backend, request, backend.world.blocked)


def _own(backend: Backend, request: Request) -> None:
    if request.path["id"] != str(backend.world.us.id):
        raise forbidden("The user id in the path must be that of the authenticated user.")


def _target(backend: Backend, number: str) -> int:
    if int(number) not in backend.world.users:
        raise ApiError(404, "Not Found")
    return int(number)


def _people(backend: Backend, request: Request, ids: set[int]) -> Json:
    shown = view(request.query)
    data = [payloads.user_json(backend.world.user(each), shown) for each in sorted(ids)]
    return ({"data": data} if data else {}) | {"meta": {"result_count": len(data)}}
