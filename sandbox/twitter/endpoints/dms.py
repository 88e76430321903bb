"""Direct messages: reading events, writing."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.twitter import compose, errors, payloads
from sandbox.twitter import text as wording
from sandbox.twitter.backend import USERS, Backend, Request, endpoint
from sandbox.twitter.endpoints.paging import cut, spoil
from sandbox.twitter.errors import ApiError, forbidden, missing
from sandbox.twitter.fields import DM_VIEW
from sandbox.twitter.limits import Budget
from sandbox.twitter.model import DirectMessage, Json
from sandbox.twitter.schema import plain, some_of, view, whole

READ, WRITE = "dm.read tweet.read users.read", "dm.write tweet.read users.read dm.read"
KINDS = frozenset({"MessageCreate", "ParticipantsJoin", "ParticipantsLeave"})
PAGES = {
    **DM_VIEW,
    "max_results": whole(1, 100),
    "pagination_token": plain,
    "event_types": some_of(KINDS),
}
DEFAULT_PAGE = 100


@endpoint("GET /2/dm_events", auth=USERS, scopes=READ, budget=Budget(user=15), query=PAGES)
def everything(backend: Backend, request: Request) -> Json:
    """Events of all conversations, newest first, thirty days back."""
    return _page(backend, request, _recent(backend))


@endpoint(
    "GET /2/dm_conversations/with/{participant_id}/dm_events",
    auth=USERS,
    scopes=READ,
    budget=Budget(user=15),
    query=PAGES,
)
def one_to_one(backend: Backend, request: Request) -> Json:
    """Events of the conversation with one person."""
    person = int(request.path["participant_id"])
    found = (each for each in _recent(backend) if person in (each.sender, each.recipient))
    return _page(backend, request, found)


@endpoint(
    "GET /2/dm_events/{event_id}", auth=USERS, scopes=READ, budget=Budget(user=15), query=DM_VIEW
)
def single(backend: Backend, request: Request) -> Json:
    """One event."""
    found = backend.world.messages.get(int(request.path["event_id"]))
    if found is None:
        raise ApiError(404, "Not Found")
    return {"data": payloads.message_json(found, view(request.query))}


@endpoint("DELETE /2/dm_events/{event_id}", auth=USERS, scopes=WRITE, budget=Budget(user=300))
def delete(backend: Backend, request: Request) -> Json:
    """Remove an event for ourselves."""
    gone = backend.world.messages.pop(int(request.path["event_id"]), None)
    return {"data": {"deleted": gone is not None}}


def _recent(backend: Backend) -> Iterator[DirectMessage]:
    oldest = backend.world.time() - backend.settings.dm_window
    for number in sorted(backend.world.messages, reverse=True):
        message = backend.world.messages[number]
        if message.created_at >= oldest:
            yield message


def _page(backend: Backend, request: Request, found: Iterator[DirectMessage]) -> Json:
    query, shown = request.query, view(request.query)
    wanted = "MessageCreate" in query.get("event_types", KINDS)
    size, token = query.get("max_results", DEFAULT_PAGE), query.get("pagination_token", "")
    page, meta = cut(found if wanted else iter(()), size, token, "pagination_token")
    # Unlike the timelines, this endpoint tells only the count and the token.
    meta = {name: value for name, value in meta.items() if name in {"result_count", "next_token"}}
    if not page:
        return {"meta": meta}
    body: Json = {"data": [payloads.message_json(each, shown) for each in page]}
    spoil(body["data"], backend.faults.spoils("dms"))
    if "sender_id" in shown.expansions:
        people = dict.fromkeys(each.sender for each in page)
        users = [payloads.user_json(backend.world.user(each), shown) for each in people]
        body["includes"] = {"users": users}
    return body | {"meta": meta}


@endpoint(
    "POST /2/dm_conversations/with/{participant_id}/messages",
    auth=USERS,
    scopes=WRITE,
    budget=Budget(user=15, day=1_440),
    body={"text": str, "attachments": [{"media_id!": "id"}]},
    status=201,
)
def send(backend: Backend, request: Request) -> Json:
    """Write to one person, if that person wrote to us first and still lets us."""
    world, person = backend.world, int(request.path["participant_id"])
    typed = request.body.get("text", "")
    if not typed and "attachments" not in request.body:
        raise errors.invalid("text", typed, "$.text: must be at least 1 characters long")
    if len(typed) > wording.DM_LIMIT:
        raise forbidden(errors.DM_TOO_LONG)
    _check_door(backend, person)
    message = world.add_message(compose.new_message(world, world.us.id, person, typed))
    return {
        "data": {
            "dm_conversation_id": message.conversation,
            "dm_event_id": str(message.id),
        }
    }


def _check_door(backend: Backend, number: int) -> None:
    world = backend.world
    person = world.users.get(number)
    if person is None or person.suspended:
        problem = missing("participant_id", number, "user")
        raise ApiError(404, problem["detail"], "resource-not-found", "Not Found Error")
    wrote_first = number in world.writers
    if person.blocks_us or person.dms == "closed" or (person.dms == "open" and not wrote_first):
        raise forbidden(errors.DM_REFUSED)
    if person.dms == "verified" and not world.us.verified and not wrote_first:
        raise forbidden(errors.DM_VERIFIED)
