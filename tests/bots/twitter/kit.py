"""A simulated X with people in it, and our half against it through the real library."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from bots.twitter.client import XClient
from bots.twitter.settings import Config, Secrets, read_secrets, read_table
from bots.twitter.speak import Speaker
from core.actions import Outgoing
from core.types import Leg, Platform
from sandbox.twitter import TwitterSandbox
from tests.conftest import NOON

SPEC_FILE = Path(__file__).parents[4] / "shared" / "specs" / "x-openapi.json"
# The specification leaves the token endpoint out, and the sandbox's own doors are not X's.
UNSPECIFIED = ("/2/oauth2/token", "/control")
FAST = {
    "connect_timeout_s": 1,
    "answer_timeout_s": 2,
    "look_again_after_s": 0,
    "seconds_between_posts": 0,
    "mentions_every_s": 0.05,
    "messages_every_s": 0.05,
}


class SandboxClock:
    """The sandbox's own time: whoever sleeps moves it for both sides."""

    def __init__(self, sandbox: TwitterSandbox) -> None:
        self.world = sandbox.world

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.world.time(), UTC)

    async def sleep(self, seconds: float) -> None:
        self.world.advance(seconds)
        await asyncio.sleep(0)


class Stage:
    """One sandbox, with Ann, Ben and Mira of our staff."""

    def __init__(self, sandbox: TwitterSandbox) -> None:
        self.sandbox, self.control = sandbox, sandbox.control
        self.clock = SandboxClock(sandbox)
        self.ann = self.control.create_user("Ann", "ann_w")["id"]
        self.ben = self.control.create_user("Ben", "ben_k")["id"]

    def config(self, **table) -> Config:
        return read_table({"base_url": self.sandbox.base_url} | FAST | table)

    def secrets(self, **changes) -> Secrets:
        return read_secrets(self.sandbox.credentials | changes)

    def client(self, **table) -> XClient:
        return XClient(self.config(**table), self.secrets(), now=self.clock.now)

    def speaker(self, **table) -> Speaker:
        return Speaker(client=self.client(**table), config=self.config(**table), clock=self.clock)

    def mention(self, user: str | None = None, text: str = "@NordexSupport where is it?", **how):
        """A post that calls us; its id."""
        return self.control.post(user or self.ann, text, **how)["id"]

    def calls(self, route: str):
        return self.sandbox.calls.of(route)

    @property
    def said(self) -> list[str]:
        return [each["text"] for each in self.control.our_posts()]


@asynccontextmanager
async def a_stage(**settings):
    """A stage for one test; at its end, all our requests have to be as specified."""
    async with TwitterSandbox(**settings) as sandbox:
        yield Stage(sandbox)
        assert [each for call in sandbox.calls for each in request_problems(call)] == []


def answer_to(post: str, author: str, text: str = "On its way.", **changes) -> Outgoing:
    """A public reply as the outbox hands it over."""
    values = {
        "key": f"{post}/{text}",
        "platform": Platform("twitter"),
        "account": "1001",
        "conversation": f"twitter:1001:{post}",
        "address": f"post/{author}",
        "due_at": datetime.now(UTC),
        "text": text,
        "reply_to": post,
    }
    return Outgoing(**(values | changes))


def letter_to(person: str, text: str = "Hello, here is how.", **changes) -> Outgoing:
    """A direct message as the outbox hands it over."""
    values = {
        "address": f"dm/{person}",
        "conversation": f"twitter:1001:dm/{person}",
        "leg": Leg.PRIVATE,
        "reply_to": None,
    }
    return answer_to("0", person, text, **(values | changes))


def on_paper(text: str = "On its way.", **changes) -> Outgoing:
    """A public reply that will never be sent anywhere."""
    return answer_to("77", "501", text, **({"due_at": NOON} | changes))


def request_problems(call) -> list[str]:
    """What is wrong with a recorded request by the published specification of X."""
    if not SPEC_FILE.exists() or call.path.startswith(UNSPECIFIED):
        return []
    method, route = call.route.split(" ", 1)
    operation = _spec()["paths"].get(route, {}).get(method.lower())
    if operation is None:
        return [f"{call.route}: no such operation"]
    parameters = [_resolved(each) for each in operation.get("parameters", [])]
    return _query_problems(call, parameters) + _body_problems(call, operation)


def _query_problems(call, parameters) -> list[str]:
    known = {each["name"]: each for each in parameters if each["in"] == "query"}
    found = [f"{call.route} {name}: unknown" for name in call.query.keys() - known.keys()]
    for name, parameter in known.items():
        if name not in call.query:
            found += [f"{call.route} {name}: missing"] if parameter.get("required") else []
            continue
        schema = _resolved(parameter["schema"])
        value = _typed(call.query[name], schema)
        found += [f"{call.route} {name}: {each.message}" for each in _check(value, schema)]
    return found


def _body_problems(call, operation) -> list[str]:
    content = _resolved(operation.get("requestBody", {})).get("content", {})
    if "application/json" not in content:
        return [f"{call.route}: a body where none belongs"] if call.body is not None else []
    schema = content["application/json"]["schema"]
    return [f"{call.route} body: {each.message}" for each in _check(call.body, schema)]


def _typed(text: str, schema):
    kind = schema.get("type")
    if kind == "array":
        return [_typed(each, _resolved(schema["items"])) for each in text.split(",")]
    if kind in ("integer", "boolean", "number"):
        return json.loads(text)
    return text


def _check(value, schema):
    registry = Registry().with_resource("urn:x", Resource(_spec(), DRAFT202012))
    absolute = json.loads(json.dumps(schema).replace('"$ref": "#', '"$ref": "urn:x#'))
    return list(Draft202012Validator(absolute, registry=registry).iter_errors(value))


def _resolved(thing):
    while "$ref" in thing:
        found = _spec()
        for part in thing["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        thing = found
    return thing


@cache
def _spec():
    return json.loads(SPEC_FILE.read_text(encoding="utf-8"))
