"""The filtered stream and its rules."""

from __future__ import annotations

from typing import Any

from sandbox.twitter.backend import APP, Backend, Request, endpoint
from sandbox.twitter.errors import PROBLEMS, ApiError, invalid
from sandbox.twitter.feed import RULE_LENGTH, Connection
from sandbox.twitter.fields import TWEET_VIEW
from sandbox.twitter.limits import Budget
from sandbox.twitter.model import Json, Rule
from sandbox.twitter.query import QueryError, parse
from sandbox.twitter.schema import moment, numbers, plain, truth, view, whole
from sandbox.twitter.world import iso

CHANGES = {"add": [{"value!": str, "tag": str}], "delete": {"ids": ["id"], "values": [str]}}


@endpoint(
    "GET /2/tweets/search/stream",
    auth=APP,
    budget=Budget(app=50),
    query={
        **TWEET_VIEW,
        "backfill_minutes": whole(0, 5),
        "start_time": moment,
        "end_time": moment,
    },
)
def connect(backend: Backend, request: Request) -> Connection:
    """Listen to everything that matches a rule."""
    if request.query.keys() & {"backfill_minutes", "start_time", "end_time"}:
        raise ApiError(403, "Backfill is not available to your access level.", "client-forbidden")
    return backend.feed.open(view(request.query))


@endpoint(
    "GET /2/tweets/search/stream/rules",
    auth=APP,
    budget=Budget(app=450),
    query={"ids": numbers, "max_results": whole(1, 1_000), "pagination_token": plain},
)
def rules(backend: Backend, request: Request) -> Json:
    """The rules in force."""
    wanted = request.query.get("ids")
    found = [
        each.json()
        for each in backend.world.rules.values()
        if wanted is None or int(each.id) in wanted
    ]
    meta = {"sent": iso(backend.world.time()), "result_count": len(found)}
    return ({"data": found} if found else {}) | {"meta": meta}


@endpoint(
    "POST /2/tweets/search/stream/rules",
    auth=APP,
    budget=Budget(app=100),
    query={"dry_run": truth, "delete_all": truth},
    body=CHANGES,
    status=201,
)
def change(backend: Backend, request: Request) -> Json:
    """Add or delete rules; with `dry_run` only say what would happen."""
    dry, body = request.query.get("dry_run", False), request.body
    if ("add" in body) == ("delete" in body):
        raise invalid("body", "", "Exactly one of [add, delete] is required")
    return _add(backend, body["add"], dry=dry) if "add" in body else _drop(backend, body, dry=dry)


def _add(backend: Backend, wanted: list[Json], *, dry: bool) -> Json:
    known = {each.value: each.id for each in backend.world.rules.values()}
    good: list[Rule] = []
    problems: list[Json] = []
    for each in wanted:
        problem = _problem(each["value"], known)
        if problem:
            problems.append(problem)
            continue
        number = str(backend.world.snowflake(backend.world.time()))
        known[each["value"]] = number
        good.append(Rule(number, each["value"], each.get("tag", "")))
    if len(backend.world.rules) + len(good) > backend.settings.most_rules:
        raise ApiError(422, "Rules count exceeds the maximum allowed.", "rule-cap", "RulesCap")
    if not dry:
        backend.world.rules |= {each.id: each for each in good}
    duplicates = sum(1 for each in problems if each["title"] == "DuplicateRule")
    summary = {
        "created": len(good),
        "not_created": len(problems),
        "valid": len(good) + duplicates,
        "invalid": len(problems) - duplicates,
    }
    body: Json = {"meta": {"sent": iso(backend.world.time()), "summary": summary}}
    body |= {"data": [each.json() for each in good]} if good else {}
    return body | ({"errors": problems} if problems else {})


def _problem(value: str, known: dict[str, str]) -> Json | None:
    if value in known:
        return {
            "value": value,
            "id": known[value],
            "title": "DuplicateRule",
            "type": f"{PROBLEMS}duplicate-rules",
        }
    try:
        parse(value, RULE_LENGTH)
    except QueryError as error:
        return {
            "value": value,
            "details": [str(error)],
            "title": "UnprocessableEntity",
            "type": f"{PROBLEMS}invalid-rules",
        }
    return None


def _drop(backend: Backend, body: Json, *, dry: bool) -> Json:
    held: dict[str, Rule] = backend.world.rules
    values: dict[str, str] = {each.value: each.id for each in held.values()}
    asked: list[Any] = list(body["delete"].get("ids", ()))
    asked += [values.get(each, "") for each in body["delete"].get("values", ())]
    gone = [each for each in asked if each in held]
    if not dry:
        for each in gone:
            held.pop(each, None)
    summary = {"deleted": len(gone), "not_deleted": len(asked) - len(gone)}
    return {"meta": {"sent": iso(backend.world.time()), "summary": summary}}
