"""Looks at the encoder as an operator would: which one, from where, how fast, how large."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import models
import models.encoder as ours
from app.encoder.build import SPECIMEN, second_stage
from app.encoder.guard import EncoderState
from core.settings import EncoderTable, Settings
from models.encoder.source import locate

# What to do; a reason why there is no encoder says it itself, after a semicolon.
MENDS = {
    "broken": '`skerry encoder fetch` gets a fresh file; else [triage.encoder] use = "off"',
    "slow": "give it a processor core, or raise [triage.encoder] slowest_ms",
}
ORIGINS = {
    "settings": "the file that settings name",
    "package": "the installed package",
    "cache": "the fetched file",
}
_TIMES = 20
_STATM = Path("/proc/self/statm")
_PAGE_MB = 4096 / 2**20


@dataclass(frozen=True, slots=True)
class Report:
    """What was seen; `came_from` in words, `ms` a message alone, `memory_mb` this one adds."""

    state: EncoderState
    came_from: str
    cold_s: float = 0.0
    ms: float = 0.0
    memory_mb: float = 0.0

    @property
    def reason(self) -> str:
        return self.state.why.partition("; ")[0]

    @property
    def mend(self) -> str:
        return MENDS.get(self.state.state, self.state.why.partition("; ")[2])


def look(settings: Settings) -> Report:
    """Build it, ask it a few times, and say what that took; raises ConfigError."""
    table, linear = settings.triage.encoder, models.load_linear()
    before, started = _resident_mb(), time.perf_counter()
    second = second_stage(table, linear)
    cold = time.perf_counter() - started
    if second.stage is None:
        return Report(second.state(), "")
    times = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        second.stage.encoder.encode([SPECIMEN])
        times.append(1000 * (time.perf_counter() - started))
    memory = _resident_mb() - before
    return Report(second.state(), origin(table), cold, statistics.median(times), memory)


def origin(table: EncoderTable) -> str:
    """Where the weights in use come from, in words."""
    if table.use == "hub":
        return f"the public model {table.model}"
    found = locate(table.weights)
    return ORIGINS.get(found.origin, found.why)


def told(report: Report) -> str:
    """One line for a table of checks."""
    state = report.state
    if state.state == "off":
        return "switched off: the cheap stage alone"
    return (
        f"{state.name} from {report.came_from}: {report.cold_s:.1f} s, {report.ms:.1f} ms a message"
    )


def rows(settings: Settings) -> list[tuple[str, str]]:
    """Everything there is to say, as (what, found)."""
    report, table = look(settings), settings.triage.encoder
    state, found = report.state, locate(table.weights)
    seen = [("encoder", state.name or "none: the cheap stage reads alone"), ("state", state.state)]
    if state.why:
        seen.append(("why", report.reason))
    if report.mend:
        seen.append(("what to do", report.mend))
    seen += [
        ("weights", f"{found.path} ({ORIGINS[found.origin]})" if found.path else found.why),
        ("adapter", _adapter()),
        ("heads", _heads()),
    ]
    if report.ms:
        seen += [
            ("cold start", f"{report.cold_s:.2f} s"),
            ("one message", f"{report.ms:.1f} ms (median of {_TIMES})"),
            ("memory", f"{report.memory_mb:.0f} MB" if report.memory_mb else "not told here"),
        ]
    return seen


def _adapter() -> str:
    adapter = ours.load_adapter()
    return "missing or damaged" if adapter is None else ours.name_of(adapter)


def _heads() -> str:
    heads = ours.load_heads()
    if heads is None:
        return "missing or damaged"
    names = ", ".join(str(line).partition("=")[0] for line in heads["heads"])
    return f"{names}; fitted on {heads['encoder'][0]}"


def _resident_mb() -> float:
    """Memory this process holds; 0 where the system does not tell."""
    try:
        return int(_STATM.read_text("ascii").split()[1]) * _PAGE_MB
    except OSError:
        return 0.0
