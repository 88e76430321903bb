"""What sees the path of messages in a process: meters and traces, each where switched on."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from app.seeing.meters_path import PathMeters
from app.seeing.metrics import path_meters
from app.seeing.observe import Observed
from app.seeing.tracing import build_tracing
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class Seeing:
    """`covers` go over the ports; `path` is to be served with the other figures."""

    role: str = "run"
    covers: Observed = field(default_factory=Observed)
    path: PathMeters | None = None

    @property
    def hears(self) -> bool:
        """Whether this process has listeners that listen."""
        return self.role in {"run", "listen"}

    @property
    def reads(self) -> bool:
        """Whether this process has a desk that works."""
        return self.role in {"run", "work"}


def build_seeing(settings: Settings, role: str, stack: AsyncExitStack) -> Seeing:
    """Raises ConfigError where traces are wanted and cannot be made."""
    path = path_meters(settings.metrics)
    found = (path, build_tracing(settings.traces, role, stack))
    return Seeing(role, Observed(tuple(each for each in found if each is not None)), path)
