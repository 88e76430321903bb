"""The one error the simulated API answers with, its problem types and X's wordings of refusals."""

from __future__ import annotations

from typing import Any

PROBLEMS = "https://api.twitter.com/2/problems/"
BLANK = "about:blank"
TITLES = {
    400: "Invalid Request",
    401: "Unauthorized",
    402: "CreditsDepleted",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}
INVALID = "One or more parameters to your request was invalid."
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
NOT_SUMMONED = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise "
    "engaged by the author of the post you are replying to."
)
TARGET_GONE = "You attempted to reply to a Tweet that is deleted or not visible to you."
RESTRICTED = "The original Tweet author restricted who can reply to this Tweet."
TOO_LONG = (
    "Your Tweet text is too long. For more information on how Twitter determines text length see "
    "https://github.com/twitter/twitter-text."
)
CASHTAGS = "You are not permitted to create a Post with more than {most} cashtag."
QUOTES = "Quote Posts are not available to your access level."
DM_REFUSED = "You do not have permission to DM one or more participants."
DM_VERIFIED = "Sender is not verified to send message requests."
DM_TOO_LONG = "The text of your direct message is over the max character limit."
ONE_CONNECTION = "This stream is currently at the maximum allowed connection limit."
NO_RULES = "You must define rules for your stream before connecting to it."
SCOPE_MISSING = "Your client is missing the scope {scope}."
SUPPORTED = {
    "app": "OAuth 2.0 Application-Only",
    "oauth1": "OAuth 1.0a User Context",
    "oauth2": "OAuth 2.0 User Context",
}


class ApiError(Exception):
    """A refusal: its status, problem type and whatever else the body carries."""

    def __init__(
        self, status: int, detail: str, kind: str = "", title: str = "", **more: Any
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more
        self.kind = f"{PROBLEMS}{kind}" if kind else BLANK
        self.title = title or TITLES.get(status, "Error")

    def body(self) -> dict[str, Any]:
        """The JSON answer."""
        problem = {"title": self.title, "detail": self.detail, "type": self.kind}
        # The real API leaves the status out of its invalid-request bodies.
        return self.more | problem | ({} if self.status == 400 else {"status": self.status})


def invalid(name: str, value: Any, message: str) -> ApiError:
    """400 for a parameter; `name` is repeated in the machine-readable part."""
    errors = [{"parameters": {name: [str(value)]}, "message": message}]
    return ApiError(400, INVALID, "invalid-request", errors=errors)


def forbidden(detail: str) -> ApiError:
    """403, worded for whoever may not do this."""
    return ApiError(403, detail)


def unauthorized() -> ApiError:
    """401, which never says why."""
    return ApiError(401, "Unauthorized")


def wrong_kind(used: str, allowed: tuple[str, ...]) -> ApiError:
    """403 for a way to authenticate that the endpoint does not know."""
    names = ", ".join(SUPPORTED[each] for each in allowed)
    detail = (
        f"Authenticating with {SUPPORTED[used]} is forbidden for this endpoint.  "
        f"Supported authentication types are [{names}]."
    )
    return ApiError(403, detail, "unsupported-authentication", "Unsupported Authentication")


def missing(parameter: str, value: Any, kind: str) -> dict[str, Any]:
    """The problem that stands in `errors` for a resource that is gone."""
    return {
        "value": str(value),
        "detail": f"Could not find {kind} with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": kind,
        "parameter": parameter,
        "resource_id": str(value),
        "type": f"{PROBLEMS}resource-not-found",
    }


def concealed(parameter: str, value: Any) -> dict[str, Any]:
    """The problem that stands in `errors` for a post whose author keeps it from us."""
    return {
        "value": str(value),
        "detail": f"Sorry, you are not authorized to see the Tweet with {parameter}: [{value}].",
        "title": "Authorization Error",
        "resource_type": "tweet",
        "parameter": parameter,
        "resource_id": str(value),
        "section": "includes" if parameter.startswith("referenced") else "data",
        "type": f"{PROBLEMS}not-authorized-for-resource",
    }


def stream_problem(issue: str, detail: str, status: int) -> ApiError:
    """A stream that may not be opened."""
    return ApiError(
        status, detail, "streaming-connection", "ConnectionException", connection_issue=issue
    )
