"""A request that changes something: who makes it, under which version, and the answer's headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Response

from console.api.caller import Caller, Calling
from console.api.problem import Refusal
from console.api.route import KEY, LONGEST_KEY
from core.case import Case
from core.webhooks.kinds import Webhook

ANY = "*"
_TAG, _NEVER = re.compile(r'^"([0-9]{1,15})"$'), frozenset({-1})
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

    @property
    def versions(self) -> frozenset[int]:
        """Those that may be changed; none at all means any. The memory looks at them, in the same
        transaction as it makes the change."""
        if ANY in self._given:
            return frozenset()
        return frozenset(int(n) for each in self._given for n in _TAG.findall(each)) or _NEVER

    @property
    def _given(self) -> list[str]:
        return [each.strip() for each in (self.if_match or ANY).split(",")]

    def must_match(self, stands: Webhook) -> None:
        """Raises Refusal where it changed since it was read."""
        if ANY not in self._given and etag(stands) not in self._given:
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
