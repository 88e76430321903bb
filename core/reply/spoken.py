"""In whose language something is said, and what is said without its usual ending. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from core.actions import Action, Ask, Inform, Reply
from core.reply.scripts import script_language
from core.reply.wording import primary
from core.types import Message

# First aid that is said in the author's own language even where its article is not yet written.
FIRST_AID = {
    "security-secret-posted": "secret_removed",
    "account-freeze-now": "freeze",
    "crisis-help": "crisis",
}
# Nobody is asked whether these helped.
NO_CLOSING = frozenset({"welcome", "privacy", "service-reach-a-person", *FIRST_AID})
UNKNOWN = "und"


def spoken_language(asked: str, actions: Sequence[Action], message: Message) -> str:
    """The first that is told: what was asked for, the actions', the author's, the letters'."""
    told = [
        asked,
        *(action.language for action in actions if isinstance(action, Reply | Ask | Inform)),
    ]
    told += [message.author.language, script_language(message.text)]
    return next((primary(code) for code in told if code and code != UNKNOWN), "en")
