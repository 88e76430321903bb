"""What came in, turned into batches in the right order, with the marks that cover them."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any

from bots.discord.agenda import Target
from bots.discord.backfill import Later, Page
from bots.discord.client import Event, Frame, Gone, Heard
from bots.discord.content import Unreadable, number
from bots.discord.convert import CREATED, Known, hear, lost_places
from bots.discord.marks import Marks
from bots.discord.people import RENAMED
from bots.discord.scene import DM, PLATFORM
from core.types import Arrival, DeadLetter, Message, Reach, Sighting

GAP = (
    "channel {channel}: more was missed than backfill_messages allows; what was written between"
    " message {since} and message {through} was not read"
)
WRITES = "the user writes to us"
MOST_REMEMBERED = 10_000


class Ears:
    """One listener's memory: marks, channels whose past has to come first, and what waits for it.

    Until the past of a channel is stored its mark stays, so that a crash cannot skip anything.
    """

    def __init__(self, since: Mapping[str, str], known: Callable[[], Known]) -> None:
        self.marks, self._known = Marks(since), known
        # None: a session has begun, and it is not settled yet whose past is missing.
        self._first: set[int] | None = set()
        self._owed: set[int] = set()
        self._waiting: dict[int, list[Frame]] = defaultdict(list)
        self._said: OrderedDict[str, bytes] = OrderedDict()
        self.sessions, self.gaps = 0, 0

    def begin(self) -> None:
        """A new session: nothing live goes before what was missed."""
        self._first = None
        self.sessions += 1

    def expect(self, wanted: Iterable[Target]) -> list[Arrival]:
        """The past of these comes first; where their reading begins, to be kept at once."""
        known, marks = self._known(), list[Arrival]()
        ids = set[int]()
        for each in wanted:
            ids.add(each.channel)
            marks += self.marks.advance(each.channel, each.since, each.guild, known.account)
        if self._first is None:
            self._first, self._owed = set(), set()
        self._first |= ids
        self._owed |= ids
        return [*marks, *self._release()]

    def lost(self, guilds: frozenset[int]) -> list[Arrival]:
        """Everything of servers that are not among `guilds` any more."""
        found = {mark.guild for mark in self.marks.values()} - guilds - {0}
        gone = [channel for channel, mark in self.marks.items() if mark.guild in found]
        return [arrival for channel in gone for arrival in self._forget(channel)]

    def near(self) -> frozenset[int]:
        """Places that are read because somebody turned to us there lately."""
        known = self._known()
        return known.near.places(known.now)

    def take(self, event: Event | Page | Later) -> list[Arrival]:
        """What an event comes to, now; it may be nothing yet."""
        match event:
            case Frame():
                return self._frame(event)
            case Page():
                return self._page(event)
            case Later():
                return self._let_live(event.channel)
            case Heard():
                return list(event.arrivals)
            case Gone():
                places = set(event.places) | self._marked(event.guild)
                return [arrival for place in sorted(places) for arrival in self._forget(place)]
        return []

    def closed(self, address: str) -> None:
        """Nothing gets through to a place any more: the next word from there opens it again."""
        self._said.pop(f"open {address}", None)

    def _frame(self, frame: Frame) -> list[Arrival]:
        channel = _channel(frame.data)
        if channel and self._has_to_wait(channel):
            self._waiting[channel].append(frame)
            return []
        heard = self._new(hear(frame.name, frame.data, self._known()))
        self._note(channel, heard)
        if frame.name != CREATED or not heard or self._involved(channel) & self._owed:
            return heard
        return [*heard, *self._mark(frame.data)]

    def _page(self, page: Page) -> list[Arrival]:
        if page.gone:
            return [*self._forget(page.channel), *self._let_live(page.channel, paid=True)]
        known = self._known()
        found: list[Arrival] = []
        for message in page.messages:
            heard = self._new(hear(CREATED, message, known))
            self._note(page.channel, heard)
            found += heard
        if page.gap:
            self.gaps += 1
            found.append(self._gap(page, known))
        found += self.marks.advance(page.channel, page.through, page.guild, known.account)
        return [*found, *self._let_live(page.channel, paid=True)] if page.done else found

    def _note(self, channel: int, heard: Iterable[Arrival]) -> None:
        """Where somebody turns to us before others, their answers are worth reading as well."""
        for each in heard:
            if isinstance(each, Message) and each.addressed and each.scene:
                self._known().near.note(channel, each.sent_at)

    def _let_live(self, channel: int, *, paid: bool = False) -> list[Arrival]:
        """What waited for a channel's past waits no longer; `paid` when all of that is here."""
        if paid:
            self._owed.discard(channel)
        if self._first is not None:
            self._first.discard(channel)
        return self._release()

    def _release(self) -> list[Arrival]:
        ready = [channel for channel in self._waiting if not self._has_to_wait(channel)]
        return [
            arrival
            for channel in ready
            for frame in self._waiting.pop(channel)
            if not self._is_old(frame, channel)
            for arrival in self._frame(frame)
        ]

    def _has_to_wait(self, channel: int) -> bool:
        return self._first is None or bool(self._involved(channel) & self._first)

    def _involved(self, channel: int) -> set[int]:
        """A channel, and its parent: threads that were put away are read along with that."""
        thread = self._known().thread(channel)
        return {channel, thread.parent} if thread else {channel}

    def _is_old(self, frame: Frame, channel: int) -> bool:
        """Whether history has brought a message already."""
        mark = self.marks.get(channel)
        return frame.name == CREATED and mark is not None and _identity(frame.data) <= mark.last

    def _mark(self, data: Any) -> list[Arrival]:
        """A live message that was kept moves its channel's mark."""
        channel, last, guild = _channel(data), _identity(data), _number(data, "guild_id")
        if not (channel and last):
            return []
        return [*self.marks.advance(channel, last, guild, self._known().account)]

    def _new(self, heard: Iterable[Arrival]) -> list[Arrival]:
        """Without edits that changed no word, and without names that are as they were; whoever
        writes in private can be answered there."""
        new = [each for each in heard if self._says_something(each)]
        return [news for each in new for news in (*self._opened(each), each)]

    def _opened(self, each: Arrival) -> tuple[Reach, ...]:
        if not isinstance(each, Message) or not each.address.startswith(f"{DM}/"):
            return ()
        if not self._differs(f"open {each.address}", ""):
            return ()
        account, address = each.account, each.address
        return (Reach(platform=PLATFORM, account=account, address=address, open=True, why=WRITES),)

    def _says_something(self, each: Arrival) -> bool:
        if isinstance(each, Message):
            words = f"{each.text}\n{each.attachments}"
            return self._differs(f"message {each.id}", words) or not each.version
        if isinstance(each, Sighting):
            who = f"{each.address} {each.author.id}"
            shown = f"{each.author.handle}\n{each.author.name}"
            return self._differs(who, shown) or each.why != RENAMED
        return True

    def _differs(self, what: str, now: str) -> bool:
        digest = blake2b(now.encode(), digest_size=8).digest()
        before = self._said.pop(what, None)
        self._said[what] = digest
        if len(self._said) > MOST_REMEMBERED:
            self._said.popitem(last=False)
        return digest != before

    def _gap(self, page: Page, known: Known) -> DeadLetter:
        since = self.marks[page.channel].last if page.channel in self.marks else 0
        return DeadLetter(
            platform=PLATFORM,
            account=known.account,
            id=f"gap:{page.channel}/{since}",
            raw="",
            error=GAP.format(channel=page.channel, since=since, through=page.through),
            received_at=known.now,
        )

    def _marked(self, guild: int) -> set[int]:
        return {channel for channel, mark in self.marks.items() if mark.guild == guild}

    def _forget(self, channel: int) -> list[Arrival]:
        known = self._known()
        self._waiting.pop(channel, None)
        return [*lost_places([channel], known), *self.marks.forget(channel, known.account)]


def _channel(data: Any) -> int:
    """The channel a message event is about, 0 for other events and for broken ones."""
    return _number(data, "channel_id")


def _identity(data: Any) -> int:
    return _number(data, "id")


def _number(data: Any, key: str) -> int:
    try:
        return number(data[key], key)
    except (Unreadable, TypeError, KeyError, IndexError):
        return 0
