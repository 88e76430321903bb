"""What concluding looks at besides the turn: rules, knowledge, registry, platforms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from core.capabilities import Capabilities
from core.identities import Identities
from core.reply.library import Library
from core.service.wait import Service
from core.settings import DeskTable, Policy
from core.tables.dialogue import DialogueTable
from core.tables.protect import ProtectTable
from core.triage.hosts import judge
from core.triage.risk import Levels
from core.types import Platform
from core.verify import Means

# Only ever compared, so that a registry that was edited is taken over by whoever asks again.
Registry = Callable[[], Identities]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where moderators are told and press: a platform's address, and the language spoken there."""

    platform: Platform
    account: str
    address: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything that stays the same from turn to turn; `rooms` are the moderators' rooms.

    `strictness` is below 1 while the desk is in volatility mode.
    """

    policy: Policy
    desk: DeskTable
    library: Library
    identities: Identities
    capabilities: Mapping[Platform, Capabilities]
    protect: ProtectTable = field(default_factory=ProtectTable)
    levels: Levels = field(default_factory=Levels)
    means: Means | None = None
    rooms: Mapping[Platform, Room] = field(default_factory=dict[Platform, Room])
    dialogue: DialogueTable = field(default_factory=DialogueTable)
    service: Service = field(default_factory=Service)
    strictness: float = 1.0

    @property
    def limits(self) -> Levels:
        """The levels of risk in force."""
        return self.levels if self.strictness == 1 else self.levels.stricter(self.strictness)

    @property
    def verifies(self) -> Means:
        """What answers /verify; without any, the registry and the rules for links alone."""
        if self.means is not None:
            return self.means
        return Means(self.identities, lambda link: judge(link, self.identities), lambda _: None)

    def room(self, platform: Platform) -> Room | None:
        """The room for what happens on a platform: its own, else any."""
        return self.rooms.get(platform) or next(iter(self.rooms.values()), None)
