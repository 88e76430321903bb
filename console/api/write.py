"""A request that changes something: who makes it, under which version, and the answer's headers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Response

from console.api.caller import Caller, Calling
from console.api.problem import Refusal
from console.api.route import KEY, LONGEST_KEY
from core.case import Case
from core.webhooks import Webhook

ANY = "*"
IfMatch = Annotated[
    str | None, Header(max_length=200, description="The ETag of what is changed, as it was read.")
]
# Only documented and checked here: the route itself reads it, before anything else happens.
OnceKey = Annotated[
    str | None,
    Header(
        alias=KEY,
        max_length=LONGEST_KEY,
        pattern=r"^[!-~]+$",
        description="The same key within a day does the same thing once.",
    ),
]


@dataclass(frozen=True, slots=True)
class Write:
    """One such request."""

    caller: Caller
    response: Response
    if_match: str | None

    def must_match(self, stands: Case | Webhook) -> None:
        """Raises Refusal where it changed since it was read."""
        given = [each.strip() for each in (self.if_match or ANY).split(",")]
        if ANY not in given and etag(stands) not in given:
            raise Refusal("changed")

    def tag(self, stands: Case | Webhook) -> None:
        """The answer says which version it shows."""
        self.response.headers["ETag"] = etag(stands)


def etag(stands: Case | Webhook) -> str:
    """By which a program says which version it read."""
    return f'"{stands.version}"'


def write_of(
    caller: Calling,
    response: Response,
    if_match: IfMatch = None,
    idempotency_key: OnceKey = None,  # noqa: ARG001
) -> Write:
    """The request in hand."""
    return Write(caller, response, if_match)


Writing = Annotated[Write, Depends(write_of)]
