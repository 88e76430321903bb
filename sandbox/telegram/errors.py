"""The one error the simulated Bot API answers with, and the wordings shared by many methods."""

from __future__ import annotations

CHAT_NOT_FOUND = "chat not found"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
UPGRADED = "group chat was upgraded to a supergroup chat"


class ApiError(Exception):
    """A refusal as the Bot API words it; `parameters` are its ResponseParameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def body(self) -> dict[str, object]:
        """The JSON answer."""
        answer: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(why: str, **parameters: int) -> ApiError:
    """400, for what the caller could have known."""
    return ApiError(400, f"Bad Request: {why}", **parameters)


def forbidden(why: str) -> ApiError:
    """403, for those who do not want us."""
    return ApiError(403, f"Forbidden: {why}")


def conflict(why: str) -> ApiError:
    """409, for two who do what only one may."""
    return ApiError(409, f"Conflict: {why}")


def too_many(seconds: int) -> ApiError:
    """429, with the seconds to keep quiet."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
