"""What X takes and what its rules allow, as data: lengths, rates, acts, policy; times in s."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bots.twitter.weigh import weighted_length
from core.actions import Kind
from core.ports import Capabilities

# Weighted units of a post, and characters of a direct message. Source: X docs, Counting
# characters; Direct Messages.
MAX_POST, MAX_MESSAGE = 280, 10_000

# DELETE hides a reply in a conversation that we began: nobody can delete another's post.
# X forbids training models on its content. Source: X Developer Agreement and Policy.
CAPABILITIES = Capabilities(
    max_length=MAX_POST,
    private_length=MAX_MESSAGE,
    parts=1,
    links=False,
    measure=weighted_length,
    markdown=False,
    buttons=False,
    acts=frozenset({Kind.DELETE, Kind.SHOW}),
    learn=False,
    second_reply=False,
    sees_all=False,
    # Only answers to our own posts can be hidden.
    deletes_anywhere=False,
    # More are taken for spam; words of a model need X's approval first. Source: X developer
    # guidelines (2026-02-23).
    cashtags=1,
    model_text=False,
)

QUARTER_S, THREE_HOURS_S, DAY_S = 900.0, 10_800.0, 86_400.0


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` calls within any `seconds`."""

    count: int
    seconds: float


# Endpoints by method and route, ids replaced.
POST_CREATE = "POST /2/tweets"
MESSAGE_CREATE = "POST /2/dm_conversations/with/:id/messages"
REPLY_HIDE = "PUT /2/tweets/:id/hidden"
POSTS = "GET /2/tweets"
MENTIONS = "GET /2/users/:id/mentions"
OWN_POSTS = "GET /2/users/:id/tweets"
SEARCH = "GET /2/tweets/search/recent"
STREAM = "GET /2/tweets/search/stream"
RULES = "GET /2/tweets/search/stream/rules"
RULES_CHANGE = "POST /2/tweets/search/stream/rules"
MESSAGES = "GET /2/dm_events"
MESSAGES_WITH = "GET /2/dm_conversations/with/:id/dm_events"
ME = "GET /2/users/me"

# Published rates of one user, or of the app where no user is involved; the answers' own headers
# win. Source: X docs, Rate limits (2026-08).
RATES: dict[str, Rate] = {
    MENTIONS: Rate(300, QUARTER_S),
    OWN_POSTS: Rate(900, QUARTER_S),
    SEARCH: Rate(300, QUARTER_S),
    STREAM: Rate(50, QUARTER_S),
    MESSAGES: Rate(15, QUARTER_S),
    MESSAGES_WITH: Rate(15, QUARTER_S),
    REPLY_HIDE: Rate(50, QUARTER_S),
}

# Calls that say something: done twice, they are read twice.
SPEAKING = frozenset({POST_CREATE, MESSAGE_CREATE, "POST /2/dm_conversations/:id/messages"})
# Calls that only listen: they stop when the day's money is spent. Looking for what became of an
# answer of ours is part of answering and goes on.
LISTENING = frozenset({MENTIONS, SEARCH, STREAM, MESSAGES})

# Not the version that every route begins with.
_ID = re.compile(r"(?<=/)(?<!^/)\d+(?:-\d+)?(?=/|$)")


def endpoint(method: str, route: str) -> str:
    """The name under which X counts a call: "GET /2/users/:id/mentions"."""
    return f"{method} {_ID.sub(':id', route)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What X's developer guidelines demand of an automated account (2026-02-23 and later)."""

    only_where_summoned: bool = True
    replies_per_interaction: int = 1
    cashtags: int = 1
    links_by_the_bot: bool = False
    model_text_needs_approval: bool = True
    stop_words_honoured: bool = True


RULES_OF_X = Rules()
