"""The programs' application: mounted under /api, and shut where there is no room for it."""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import Mount

from console.api import acts, cases, desk, numbers, replies, webhooks
from console.api.caller import gate_of
from console.api.problem import MEDIA, PROBLEMS, Problem, install
from console.services import Services

PATH, VERSION = "/api", "1.0.0"
DOCUMENT = "/v1/openapi.json"
ABOUT = """\
The desk for programs. Send a token as `Authorization: Bearer skerry_…`; cookies mean nothing here.

Errors are problems (RFC 9457) with a `code` that stays. Times are RFC 3339 in UTC. Lists are read
page by page with `after`, which takes the `next` of the page before. Writes take an
`Idempotency-Key`, and those on cases an `If-Match` with the ETag that was read. Personal data are
covered unless the token has `read:personal` and the request says `personal=true`.
"""
# What can happen to every request, and what more to those that write.
ALWAYS = (400, 401, 403, 404, 405, 422, 429, 500, 503)
WRITES = (409, 412, 413, 415)


class ApiMount(Mount):
    """Everything under the path is the programs': no page of the console answers there, whatever
    characters an address is made of."""

    def __init__(self, services: Services) -> None:
        super().__init__(PATH, app=create_api(services))
        self.path_regex = re.compile(f"^{PATH}/(?P<path>.*)$", re.DOTALL)


def create_api(services: Services) -> FastAPI:
    """The application over these services."""
    app = FastAPI(
        title="Skerry",
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    install(app)
    if services.api is None:
        return app
    app.state.services, app.state.gate = services, gate_of(services.api)
    routes = APIRouter(prefix="/v1")
    for each in (cases, replies, acts, desk, numbers, webhooks):
        routes.include_router(each.routes)
    app.include_router(routes)

    async def openapi() -> dict[str, Any]:
        return document(app)

    app.add_api_route(DOCUMENT, openapi, include_in_schema=False)
    return app


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with every failure of every operation."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title="Skerry",
            version=VERSION,
            summary="The support desk for programs",
            description=ABOUT,
            routes=app.routes,
            servers=[{"url": PATH}],
        )
        _describe_failures(schema)
        app.openapi_schema = schema
    return app.openapi_schema


def _describe_failures(schema: dict[str, Any]) -> None:
    components = schema["components"]
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components["schemas"] |= shape.pop("$defs", {}) | {"Problem": shape}
    components["responses"] = {str(status): _response(status) for status in _statuses()}
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            told = ALWAYS if method == "get" else ALWAYS + WRITES
            for status in told:
                pointer = {"$ref": f"#/components/responses/{status}"}
                operation["responses"][str(status)] = pointer


def _response(status: int) -> dict[str, Any]:
    codes = {code: detail for code, (of, detail) in PROBLEMS.items() if of == status}
    told = "\n".join(f"- `{code}`: {detail}" for code, detail in codes.items())
    content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": told, "content": content}


def _statuses() -> list[int]:
    return sorted({status for status, _ in PROBLEMS.values()})
