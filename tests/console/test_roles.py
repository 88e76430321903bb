"""Every route, every role: one table says what each needs, and nothing else passes."""

from __future__ import annotations

import re

import pytest
from fastapi.routing import APIRoute

from console.visit import Reading, Writing, visitor
from core.access import ROLES, Permission, Role, may
from tests.console.conftest import CSRF
from tests.console.door_kit import a_desk, admit
from tests.console.routes_table import DOOR, NEEDS, SIGNED_IN

pytestmark = pytest.mark.anyio


def routes_of(app):
    """Method and path of every route of pages, and the route."""
    return {
        f"{method} {route.path}": route
        for route in _all(app.routes)
        if isinstance(route, APIRoute)
        for method in sorted(route.methods - {"HEAD", "OPTIONS"})
    }


def _all(routes):
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield route
        else:
            yield from _all(inner.routes)


@pytest.fixture
def desk(clock):
    desk = a_desk(clock)
    for role in Role:
        admit(desk, role.value, role)
    return desk


def asked_by(dependant):
    """Everything that a route depends on."""
    for each in dependant.dependencies:
        yield each.call
        yield from asked_by(each)


def guard_of(route):
    """The permission that a route asks for, and whether by a form."""
    calls = list(asked_by(route.dependant))
    guards = [each for each in calls if isinstance(each, Reading | Writing)]
    return guards, visitor in calls


def test_every_route_stands_in_the_table(desk):
    # what stands under /api asks for a token with a scope, and has a table of its own
    others = {route.path for route in _all(desk.app.routes) if not isinstance(route, APIRoute)}
    assert others == {"/api"}
    routes = set(routes_of(desk.app))
    assert len(routes) > 40
    table = {*NEEDS, *DOOR, *SIGNED_IN}
    assert sorted(routes - table) == [], "say in tests/console/routes_table.py what these need"
    assert len(table) == len(NEEDS) + len(DOOR) + len(SIGNED_IN)


def test_every_route_is_guarded_as_the_table_says(desk):
    wrong = []
    for name, route in routes_of(desk.app).items():
        guards, signed_in = guard_of(route)
        kind = Reading if name.startswith("GET ") else Writing
        if name in NEEDS:
            fits = [each.permission for each in guards] == [NEEDS[name]]
            fits = fits and isinstance(guards[0], kind)
        else:
            fits = guards == [] and signed_in is (name in SIGNED_IN)
        if not fits:
            wrong.append((name, guards))
    assert wrong == []


class Untouchable:
    """What must not be touched: whoever is refused has read and written nothing."""

    def __init__(self) -> None:
        self.touched = []

    def __getattr__(self, name):
        self.touched.append(name)
        raise AssertionError(f"{name} was touched")


@pytest.fixture
async def guarded(desk):
    """Every role's browser, over a desk in which nothing may be touched."""
    clients = {}
    for role in Role:
        async with desk.agent(role.value) as agent:
            page = await agent.get("/account")
            clients[role] = (dict(agent.client.cookies), CSRF.search(page.text)[1])
    wall = Untouchable()
    services = desk.app.state.services
    for name in ("book", "corrections", "guard", "registry", "shelf", "incidents", "service"):
        object.__setattr__(services, name, wall)
    return desk, clients, wall


@pytest.mark.parametrize("role", Role)
async def test_who_may_not_is_refused_before_anything_is_touched(guarded, role):
    desk, clients, wall = guarded
    cookies, token = clients[role]
    refused = [name for name, needed in NEEDS.items() if not may(role, needed)]
    before = list(desk.door._decisions)
    async with desk.client(cookies=cookies) as client:
        for name in refused:
            answer = await ask(client, name, token)
            assert answer.status_code == 403, name
    assert wall.touched == []
    assert desk.door._decisions == before
    assert len(refused) == sum(not may(role, needed) for needed in NEEDS.values())


@pytest.mark.parametrize("role", Role)
async def test_who_may_passes_the_guard(desk, role):
    async with desk.agent(role.value) as agent:
        page = await agent.get("/account")
        token = CSRF.search(page.text)[1]
        # each asked alone: a form may end the session it came from
        cookies = dict(agent.client.cookies)
        names = [name for name, needed in NEEDS.items() if may(role, needed)]
        for name in names:
            if name in ENDS or name.endswith("/events"):
                continue
            async with desk.client(cookies=cookies) as client:
                answer = await ask(client, name, token)
            # a form that changes keys is answered by a cookie, which the next one brings along
            cookies |= dict(answer.cookies)
            if "skerry" in answer.cookies:
                async with desk.client(cookies=cookies) as client:
                    token = CSRF.search((await client.get("/account")).text)[1]
            assert answer.status_code not in {401, 500}, (name, answer.status_code)
            by_role = answer.status_code == 403 and "does not allow" in answer.text
            assert not by_role, name
    assert NEEDS.keys() >= ENDS


# Forms after which there is no session left to ask the next with.
ENDS = {"POST /account/sign-out-everywhere"}


async def test_strangers_get_nowhere(desk):
    async with desk.client() as client:
        for name in sorted({*NEEDS, *SIGNED_IN}):
            answer = await ask(client, name, "0" * 64)
            assert answer.status_code in {303, 401}, name
            if answer.status_code == 303:
                assert answer.headers["location"] == "/sign-in", name


async def test_no_form_is_taken_without_the_token_of_its_session(desk):
    async with desk.agent("lead") as other:
        foreign = CSRF.search((await other.get("/account")).text)[1]
    async with desk.agent("admin") as agent:
        for name in sorted(name for name in NEEDS if not name.startswith("GET ")):
            for token in ("", "0" * 64, foreign):
                assert (await ask(agent.client, name, token)).status_code == 403, name


async def ask(client, name: str, token: str):
    method, _, path = name.partition(" ")
    path = re.sub(r"\{kind\}", "delete", path)
    path = re.sub(r"\{how\}", "confirm", path)
    path = re.sub(r"\{(\w+)(?::path)?\}", "none", path)
    if method == "GET":
        return await client.get(path)
    return await client.request(method, path, data={"csrf": token})


def test_roles_only_grow():
    assert ROLES[Role.VIEWER] < ROLES[Role.MODERATOR]
    assert ROLES[Role.VIEWER] < ROLES[Role.AGENT] < ROLES[Role.LEAD] < ROLES[Role.ADMIN]
    assert ROLES[Role.ADMIN] == set(Permission)
