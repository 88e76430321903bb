"""Who may call: tokens, scopes, roles, how often; every refusal is a problem."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.access import Role, may
from core.tokens import NEEDS, Scope
from tests.conftest import NOON
from tests.console.api.conftest import Desk

pytestmark = pytest.mark.anyio
JSON = {"content-type": "application/json"}


def problem(answer, status, code):
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["code"], body["type"], body["status"]) == (
        code,
        f"urn:skerry:problem:{code}",
        status,
    )
    assert body["detail"].endswith((".", "…."))
    return body


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer nonsense",
        "Basic {token}",
        "{token}",
        "Bearer {token}x",
        "Bearer skerry_aaaaaaaaaa_" + "x" * 43,
    ],
)
async def test_without_a_good_token_nothing_is_answered(desk, header):
    token = await desk.token()
    headers = {} if header is None else {"Authorization": header.format(token=token)}
    async with desk.client(**headers) as client:
        answer = await client.get("/me")
    problem(answer, 401, "not_authenticated")
    assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_two_tokens_in_one_request_are_none(desk):
    token = await desk.token()
    async with desk.client() as client:
        headers = [("Authorization", f"Bearer {token}"), ("Authorization", f"Bearer {token}")]
        problem(await client.get("/me", headers=headers), 401, "not_authenticated")


async def test_a_session_means_nothing_here(desk):
    from console.passes import issue_link

    async with desk.client() as client:
        link = await issue_link(desk.store, "admin", desk.clock, "http://desk.example")
        body = {"token": link.partition("token=")[2]}
        signed = await client.post("http://desk.example/sign-in", data=body)
        assert signed.status_code == 303
        assert client.cookies
        problem(await client.get("/me"), 401, "not_authenticated")


@pytest.mark.parametrize(
    "changes",
    [{"expires_at": NOON}, {"revoked_at": NOON}, {"agent": "nobody"}],
    ids=["expired", "revoked", "of nobody"],
)
async def test_a_token_that_is_over_is_dead(desk, changes):
    async with desk.client(await desk.token(**changes)) as client:
        problem(await client.get("/me"), 401, "not_authenticated")


async def test_the_token_of_a_disabled_agent_is_dead_at_once(desk):
    async with await desk.program("lead") as client:
        assert (await client.get("/me")).status_code == 200
        await desk.store.disable("lead", NOON)
        problem(await client.get("/me"), 401, "not_authenticated")


async def test_a_token_lives_until_its_time_is_over(desk):
    token = await desk.token(expires_at=NOON + timedelta(seconds=10))
    async with desk.client(token) as client:
        assert (await client.get("/me")).status_code == 200
        desk.clock.advance(10)
        problem(await client.get("/me"), 401, "not_authenticated")


async def test_that_a_token_was_used_is_kept(desk, program):
    await program.get("/me")
    desk.clock.advance(30)
    await program.get("/me")
    assert [each.used_at for each in await desk.store.tokens()] == [NOON]
    desk.clock.advance(30)
    await program.get("/me")
    assert (await desk.store.tokens())[0].used_at == NOON + timedelta(seconds=60)


CALLS = {
    "/cases": (Scope.READ_CASES, "GET", None),
    "/cases/0/messages": (Scope.READ_MESSAGES, "GET", None),
    "/cases/0/history": (Scope.READ_CASES, "GET", None),
    "/cases/0/claim": (Scope.WRITE_CASES, "POST", None),
    "/cases/0/resolve": (Scope.WRITE_CASES, "POST", {}),
    "/cases/0/snooze": (Scope.WRITE_CASES, "POST", {"until": "2026-01-02T00:00:00Z"}),
    "/cases/0/assign": (Scope.ASSIGN_CASES, "POST", {"agent": "lead"}),
    "/cases/0/notes": (Scope.WRITE_NOTES, "POST", {"text": "x"}),
    "/cases/0/tags": (Scope.WRITE_NOTES, "POST", {"tag": "x"}),
    "/cases/0/draft": (Scope.WRITE_CASES, "PUT", {"text": "x"}),
    "/cases/0/replies": (Scope.SEND_REPLIES, "POST", {"text": "x"}),
    "/incidents": (Scope.READ_INCIDENTS, "GET", None),
    "/triage": (Scope.TRIAGE, "POST", {"text": "x"}),
    "/webhooks": (Scope.MANAGE_WEBHOOKS, "GET", None),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("path", CALLS)
async def test_only_scope_and_role_together_open(desk, path, role):
    scope, method, body = CALLS[path]
    async with await desk.program(role.value) as client:
        answer = await client.request(method, path, json=body)
        if may(role, NEEDS[scope]):
            assert answer.status_code in (200, 404)
        else:
            assert scope in problem(answer, 403, "role_forbids")["detail"]
    async with await desk.program("admin", set(Scope) - {scope}) as client:
        answer = await client.request(method, path, json=body)
        assert scope in problem(answer, 403, "scope_missing")["detail"]


async def test_what_is_left_of_a_tokens_scopes_is_told(desk):
    async with await desk.program("viewer") as client:
        told = (await client.get("/me")).json()
    assert told["owner"] == told["role"] == "viewer"
    assert "send:replies" in told["scopes"]
    assert told["granted"] == [
        "read:cases", "read:incidents", "read:messages", "read:numbers", "triage",
    ]  # fmt: skip


async def test_each_token_has_its_own_measure_of_calls(clock):
    desk = Desk(clock, burst=3, per_minute=60)
    await desk.people()
    async with await desk.program() as one, await desk.program() as two:
        assert [(await one.get("/me")).status_code for _ in range(4)] == [200, 200, 200, 429]
        answer = await one.get("/me")
        problem(answer, 429, "too_many_requests")
        assert int(answer.headers["retry-after"]) >= 1
        assert (await two.get("/me")).status_code == 200
        clock.advance(1)
        assert (await one.get("/me")).status_code == 200


async def test_whoever_guesses_has_to_wait(desk):
    async with desk.client("skerry_aaaaaaaaaa_" + "x" * 43) as client:
        statuses = [(await client.get("/me")).status_code for _ in range(30)]
    assert set(statuses) == {401, 429}


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("GET", "/nothing", {}, 404, "not_found"),
        ("GET", "/cases/nobodys", {}, 404, "not_found"),
        ("GET", "/cases/%0A", {}, 422, "invalid"),
        ("DELETE", "/cases", {}, 405, "method_not_allowed"),
        ("POST", "/triage", {"content": b"{", "headers": JSON}, 400, "malformed"),
        ("POST", "/triage", {"content": b"{}"}, 415, "unsupported_media_type"),
        ("POST", "/triage", {"data": {"text": "x"}}, 415, "unsupported_media_type"),
        ("POST", "/triage", {"json": {}}, 422, "invalid"),
        ("POST", "/triage", {"json": {"text": "x", "more": 1}}, 422, "invalid"),
        ("POST", "/triage", {"json": {"text": "a\u0000b"}}, 422, "invalid"),
        ("POST", "/triage", {"json": {"text": " \n"}}, 422, "invalid"),
        ("POST", "/triage", {"json": {"text": "x" * 70_000}}, 413, "too_large"),
        ("GET", "/cases?limit=0", {}, 422, "invalid"),
        ("GET", "/cases?limit=201", {}, 422, "invalid"),
        ("GET", "/cases?after=***", {}, 422, "invalid"),
        ("GET", "/cases?after=_w", {}, 422, "invalid"),
        ("GET", "/cases?after=AAAA", {}, 422, "invalid"),
    ],
)  # fmt: skip
async def test_every_refusal_is_a_problem(program, method, path, options, status, code):
    problem(await program.request(method, path, **options), status, code)


async def test_half_a_character_is_refused_and_not_repeated(program):
    body = b'{"text": "half \\ud800 of it"}'
    answer = await program.post("/triage", content=body, headers=JSON)
    assert problem(answer, 422, "invalid")["errors"][0]["where"] == "/text"


async def test_what_was_sent_is_never_repeated(program):
    answer = await program.post("/triage", json={"text": 7, "password": "hunter22"})
    assert "hunter22" not in answer.text
    assert [each["where"] for each in answer.json()["errors"]] == ["/text", "/password"]


async def test_addresses_outside_the_version_are_problems_too(desk):
    async with desk.client() as client:
        for path in ("/api/", "/api/v2/cases", "/api/%0A", "/api/v1/cases/"):
            problem(await client.get(f"http://desk.example{path}"), 404, "not_found")


async def test_a_desk_without_the_door_has_nothing_there(desk):
    from dataclasses import replace

    from console import create_app

    desk.app = create_app(replace(desk.services(), api=None))
    async with desk.client(await desk.token()) as client:
        problem(await client.get("/me"), 404, "not_found")


async def test_a_broken_database_and_a_bug_are_problems(desk, program):
    from core.errors import StorageUnavailable

    async def broken(*_, **__):
        raise StorageUnavailable("disk full at /var/lib/desk")

    desk.store.feed = broken
    answer = await program.get("/cases")
    assert "disk" not in problem(answer, 503, "no_storage")["detail"]
    assert answer.headers["retry-after"]

    async def buggy(*_, **__):
        raise ZeroDivisionError("secret detail")

    desk.store.feed = buggy
    answer = await program.get("/cases")
    assert "secret" not in problem(answer, 500, "internal")["detail"]


async def test_the_document_is_there_for_everybody_and_valid(desk):
    from openapi_spec_validator import validate

    async with desk.client() as client:
        document = (await client.get("/openapi.json")).json()
    validate(document)
    assert document["openapi"].startswith("3.1")
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            told = set(operation["responses"])
            assert {"401", "403", "404", "405", "422", "429", "500", "503"} <= told, (path, method)
            assert operation["security"], (path, method)


async def test_the_document_in_docs_is_this_one(desk):
    import json
    from pathlib import Path

    async with desk.client() as client:
        document = (await client.get("/openapi.json")).json()
    kept = Path(__file__).parents[3] / "docs" / "openapi-skerry.json"
    assert json.loads(kept.read_text()) == document, "write it anew: python -m bench.api_document"
