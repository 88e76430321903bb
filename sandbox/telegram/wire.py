"""HTTP in and out: reading requests in every encoding clients use, answering, and hanging up."""

from __future__ import annotations

import asyncio
import inspect
import json
import secrets
from collections.abc import Coroutine
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.telegram.backend import Backend
from sandbox.telegram.control import VERBS, Control
from sandbox.telegram.dispatch import Answer, answer
from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.scene import NotPossibleError
from sandbox.telegram.schema import File
from sandbox.telegram.world import MissingError

NOT_FOUND = ApiError(404, "Not Found")
UNAUTHORIZED = ApiError(401, "Unauthorized")
TOO_LARGE = ApiError(413, "Request Entity Too Large")
WAITING_METHODS = frozenset({"getupdates"})
MOST_PART_BYTES = 8 * 1024 * 1024


class Wire:
    """The routes of one sandbox."""

    def __init__(self, backend: Backend, control: Control, token: str) -> None:
        self.backend, self.control, self.token = backend, control, token

    def app(self) -> Starlette:
        """The ASGI application."""
        both = ["GET", "POST"]
        return Starlette(
            routes=[
                Route("/bot{rest:path}", self.bot_api, methods=both),
                Route("/file/bot{rest:path}", self.download),
                Route("/control", self.verbs),
                Route("/control/{verb}", self.control_api, methods=both),
            ]
        )

    async def bot_api(self, request: Request) -> Response:
        """`/bot<token>/<method>`."""
        token, _, name = request.path_params["rest"].partition("/")
        refusal = self._refuse(token)
        if refusal or not name:
            return _json((refusal or NOT_FOUND).body(), (refusal or NOT_FOUND).code)
        try:
            raw = await read_parameters(request)
        except ApiError as error:
            return _json(error.body(), error.code)
        except ClientDisconnect:
            # Hung up in the middle of asking: there is nobody to answer.
            return Response(status_code=400)
        work = answer(self.backend, name, raw)
        given = await _unless_gone(request, work) if name.lower() in WAITING_METHODS else await work
        if given is None or given.dropped:
            return await hang_up(request)
        kind = "text/html" if given.text.startswith("<") else "application/json"
        return Response(given.body(), given.status, _headers(given), kind)

    def _refuse(self, token: str) -> ApiError | None:
        if secrets.compare_digest(token.encode(), self.token.encode()):
            return None
        number, colon, rest = token.partition(":")
        return UNAUTHORIZED if number.isdecimal() and colon and rest else NOT_FOUND

    async def download(self, request: Request) -> Response:
        """`/file/bot<token>/<path>`."""
        token, _, path = request.path_params["rest"].partition("/")
        refusal = self._refuse(token)
        found = [each for each in self.backend.world.files.values() if each.path == path]
        if refusal or not found:
            return _json((refusal or NOT_FOUND).body(), (refusal or NOT_FOUND).code)
        return Response(found[0].content, media_type="application/octet-stream")

    async def verbs(self, _request: Request) -> Response:
        """What /control/<verb> understands."""
        return JSONResponse(
            {each: str(inspect.signature(getattr(self.control, each))) for each in sorted(VERBS)}
        )

    async def control_api(self, request: Request) -> Response:
        """`/control/<verb>` with the verb's arguments as a JSON object."""
        verb = request.path_params["verb"]
        if verb not in VERBS:
            return _json({"error": f"no verb {verb!r}"}, 404)
        try:
            body = await request.body()
            arguments = json.loads(body) if body else {}
            act = getattr(self.control, verb)
            inspect.signature(act).bind(**arguments)
            result = act(**arguments)
            result = await result if inspect.isawaitable(result) else result
        except (MissingError, NotPossibleError, TypeError, ValueError, KeyError) as error:
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)
        return _json(result, 200)


def _json(value: Any, status: int) -> Response:
    # Plain ASCII JSON carries even texts that no encoding can.
    return Response(json.dumps(value), status, media_type="application/json")


def _headers(given: Answer) -> dict[str, str]:
    value = given.value if isinstance(given.value, dict) else {}
    seconds = value.get("parameters", {}).get("retry_after")
    return {"retry-after": str(seconds)} if seconds and not given.text else {}


async def read_parameters(request: Request) -> dict[str, Any]:
    """Query string and body together: JSON, urlencoded or multipart."""
    raw: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return raw | _json_body(await request.body())
    if kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return raw | await _form_body(request)
    return raw


def _json_body(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(found, dict):
        raise bad_request("object expected as request body")
    return found


async def _form_body(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = {}
    try:
        async with request.form(max_part_size=MOST_PART_BYTES) as form:
            for name, value in form.items():
                if isinstance(value, UploadFile):
                    found[name] = File(value.filename or "file", await value.read())
                else:
                    found[name] = value
    except HTTPException:
        raise TOO_LARGE from None
    # An upload may hide behind "attach://name".
    for name, value in tuple(found.items()):
        if isinstance(value, str) and value.startswith("attach://"):
            found[name] = found.pop(value.removeprefix("attach://"), value)
    return found


async def _unless_gone(request: Request, work: Coroutine[Any, Any, Answer]) -> Answer | None:
    """The work's result, or None as soon as the caller has hung up."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
    gone.cancel()
    if task.done():
        return task.result()
    task.cancel()
    return None


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def hang_up(request: Request) -> Response:
    """Cut the connection without an answer; what is returned reaches nobody."""
    request.state.transport.abort()
    await asyncio.sleep(0.01)
    return Response(status_code=204)
