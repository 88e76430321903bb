"""`/control/<verb>` with the verb's arguments as a JSON object."""

from __future__ import annotations

import inspect
import json
import re
from typing import Any

from aiohttp import web

from sandbox.discord.control import VERBS, Control
from sandbox.discord.errors import ApiError
from sandbox.discord.scene import NotPossibleError
from sandbox.discord.world import MissingError

SNOWFLAKE = re.compile(r"\d{15,20}")
WRONG = (MissingError, NotPossibleError, ApiError, TypeError, ValueError, KeyError, AttributeError)


def add_control(app: web.Application, control: Control) -> None:
    """Enter the routes below /control."""

    async def verbs(_request: web.Request) -> web.Response:
        described = {each: str(inspect.signature(getattr(control, each))) for each in VERBS}
        return web.json_response(dict(sorted(described.items())))

    async def act(request: web.Request) -> web.Response:
        return await _act(control, request)

    app.router.add_get("/control", verbs)
    app.router.add_route("*", "/control/{verb}", act)


async def _act(control: Control, request: web.Request) -> web.Response:
    verb = request.match_info["verb"]
    if verb not in VERBS:
        return web.json_response({"error": f"no verb {verb!r}"}, status=404)
    try:
        text = await request.text()
        arguments = {name: _number(it) for name, it in (json.loads(text) if text else {}).items()}
        method = getattr(control, verb)
        inspect.signature(method).bind(**arguments)
        result = method(**arguments)
        result = await result if inspect.isawaitable(result) else result
    except WRONG as error:
        return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
    return web.json_response(result)


def _number(value: Any) -> Any:
    # Answers give ids as strings, as the platform does; they may come back that way.
    return int(value) if isinstance(value, str) and SNOWFLAKE.fullmatch(value) else value
