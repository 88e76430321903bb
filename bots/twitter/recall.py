"""What the speaker remembers: bounded, in memory, and never the only guard.

After a restart the outbox still sends each row once, closed addresses stay closed, and whether
somebody called us is asked of X.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

_Value = TypeVar("_Value")

# Posts, sends and people remembered before the oldest are dropped.
MOST = 20_000


@dataclass(slots=True)
class Recall:
    """Who called us where, what we answered, which sends are whose, who wants silence."""

    summons: dict[str, bool] = field(default_factory=dict[str, bool])
    answered: dict[str, str] = field(default_factory=dict[str, str])
    sent: dict[str, str] = field(default_factory=dict[str, str])
    tried: dict[str, float] = field(default_factory=dict[str, float])
    silenced: dict[str, bool] = field(default_factory=dict[str, bool])
    handles: dict[str, str] = field(default_factory=dict[str, str])
    words: dict[str, str] = field(default_factory=dict[str, str])

    def heard(self, post: str, *, summoned: bool) -> None:
        """A post came in; `summoned` when its author mentioned us in it."""
        remember(self.summons, post, summoned)

    def silence(self, person: str) -> None:
        """No more automated replies to this author, from now on."""
        remember(self.silenced, person, True)  # noqa: FBT003

    def welcome(self, person: str) -> None:
        """The author wants to hear from us again."""
        self.silenced.pop(person, None)

    def replies(self, post: str, key: str) -> int:
        """How many automated replies other rows made to a post."""
        return int(self.answered.get(post, key) != key)

    def taken(self, remote: str, key: str) -> bool:
        """Whether something we sent is known to be another row's."""
        return self.sent.get(remote, key) != key


def remember(memory: dict[str, _Value], key: str, value: _Value) -> None:
    """Keep the newest."""
    memory.pop(key, None)
    memory[key] = value
    if len(memory) > MOST:
        del memory[next(iter(memory))]
