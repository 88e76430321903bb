"""Who is called how: X says nothing of renames, so that every read is compared with the last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from core.types import Arrival, Message, Sighting

RENAMED = "renamed"
# People remembered before those seen least lately are dropped.
MOST = 20_000


@dataclass(slots=True)
class Names:
    """Handles and names as last read, by the account's immutable id."""

    known: OrderedDict[str, tuple[str, str]] = field(
        default_factory=OrderedDict[str, tuple[str, str]]
    )

    def news(self, batch: Iterable[Arrival]) -> Iterator[Sighting]:
        """A sighting for everybody whose handle or name is another than before."""
        for each in batch:
            if isinstance(each, Message) and self._changed(each):
                yield Sighting(
                    platform=each.platform,
                    account=each.account,
                    address=each.address,
                    author=each.author,
                    why=RENAMED,
                    seen_at=each.received_at,
                )

    def _changed(self, message: Message) -> bool:
        author = message.author
        if not author.handle:  # it did not come along
            return False
        now, before = (author.handle, author.name), self.known.pop(author.id, None)
        self.known[author.id] = now
        if len(self.known) > MOST:
            self.known.popitem(last=False)
        return before is not None and before != now
