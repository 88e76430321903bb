"""Every failure as a problem (RFC 9457): a code that stays, and a sentence on what to change."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from core.errors import StorageUnavailable

log = logging.getLogger(__name__)

MEDIA = "application/problem+json"
URN = "urn:skerry:problem:"

# code -> status, and what to change. {…} are filled in where the problem is raised.
PROBLEMS: Mapping[str, tuple[int, str]] = {
    "malformed": (400, "The request cannot be read; send what the OpenAPI document describes."),
    "not_authenticated": (
        401,
        "Send a token that is neither revoked nor expired: Authorization: Bearer skerry_….",
    ),
    "scope_missing": (403, "The token was not made for this; use one with the scope {scope}."),
    "role_forbids": (403, "The role of the token's owner does not allow {scope}; ask an admin."),
    "not_found": (404, "There is nothing here; check the address and the id."),
    "method_not_allowed": (405, "Use one of the methods in the Allow header."),
    "not_yours": (409, "Another agent holds the case, or nobody does; claim it first."),
    "not_possible": (409, "The case does not allow this now ({why}); read it again."),
    "request_running": (409, "A request with this Idempotency-Key still runs; ask again shortly."),
    "changed": (412, "It was changed since you read it; read it again and take its new ETag."),
    "too_large": (413, "Send less than 64 KiB."),
    "unsupported_media_type": (415, "Send the body as application/json."),
    "invalid": (422, "Correct the fields named in errors."),
    "unsafe_text": (422, "The lint stops this text; change what errors name."),
    "key_reused": (422, "This Idempotency-Key was used for another request; take a new one."),
    "too_many_requests": (429, "Wait as many seconds as Retry-After says."),
    "internal": (500, "This is our fault and is in the desk's log; trying again may help."),
    "no_storage": (503, "The desk's database takes nothing now; try again in a minute."),
    "no_triage": (503, "The desk cannot read texts now; try again in a minute."),
}
_BY_STATUS = {400: "malformed", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}
MOST_ERRORS = 20


class FieldError(BaseModel):
    """One thing that is wrong, and where: a JSON pointer into the body, or a parameter's name."""

    where: Annotated[str, Field(examples=["/text"])]
    detail: Annotated[str, Field(examples=["Field required"])]


class Problem(BaseModel):
    """RFC 9457. `type` and `code` never change their meaning."""

    type: Annotated[str, Field(examples=["urn:skerry:problem:not_found"])]
    code: Annotated[str, Field(examples=["not_found"])]
    title: Annotated[str, Field(examples=["Not Found"])]
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    errors: list[FieldError] = []


class Refusal(Exception):  # noqa: N818
    """What was asked is not done."""

    def __init__(
        self,
        code: str,
        *,
        errors: tuple[FieldError, ...] = (),
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> None:
        super().__init__(code)
        self.code, self.errors, self.headers, self.values = code, errors, headers, values


def respond(refusal: Refusal) -> Response:
    """The answer to a refusal."""
    status, detail = PROBLEMS[refusal.code]
    problem = Problem(
        type=f"{URN}{refusal.code}",
        code=refusal.code,
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail.format(**refusal.values) if refusal.values else detail,
        errors=list(refusal.errors[:MOST_ERRORS]),
    )
    body = json.dumps(problem.model_dump(exclude_defaults=True))
    return Response(body, status, dict(refusal.headers or {}), MEDIA)


def install(app: FastAPI) -> None:
    """Answer every kind of failure."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StorageUnavailable, _no_storage)
    app.add_exception_handler(Exception, _crashed)


async def _refused(_: Request, error: Exception) -> Response:
    return respond(error if isinstance(error, Refusal) else Refusal("internal"))


async def _http(_: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    code = _BY_STATUS.get(status, "internal" if status >= 500 else "malformed")
    return respond(Refusal(code, headers=getattr(error, "headers", None)))


async def _invalid(_: Request, error: Exception) -> Response:
    """Says where, never what was sent: it may be a secret."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    if any(each["type"] == "json_invalid" for each in found):
        return respond(Refusal("malformed"))
    errors = tuple(FieldError(where=_where(each["loc"]), detail=each["msg"]) for each in found)
    return respond(Refusal("invalid", errors=errors))


def _where(place: tuple[str | int, ...]) -> str:
    source, *rest = place
    if source == "body":
        return "".join(f"/{each}" for each in rest) or "/"
    return ".".join(map(str, rest))


async def _no_storage(_: Request, error: Exception) -> Response:
    log.warning("api: storage: %s", error)
    return respond(Refusal("no_storage", headers={"Retry-After": "30"}))


async def _crashed(_: Request, error: Exception) -> Response:
    log.error("api: %s", type(error).__name__, exc_info=error)
    return respond(Refusal("internal"))
