"""How `skerry top` looks: one frame from what was seen, for a terminal of any width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from app.seeing.top_past import RATES, SHARES, Past, Seen

BARS = "▁▂▃▄▅▆▇█"
TITLES = {"messages": "Messages in", "decided": "Decided", "sent": "Answers out"}
# From here on a number is shown as one to look at, and from the second on as bad: seconds, rows.
WORRYING = {
    "oldest conversation": (1, 30),
    "oldest send": (10, 120),
    "conversations": (200, 2000),
    "sends waiting": (200, 2000),
    "webhooks": (100, 1000),
}
WAITS = (0.25, 10)
GOOD, WARN, BAD, DIM = "green", "yellow", "bold red", "dim"
STATES = {"connected": GOOD, "listening": GOOD, "not heard": BAD, "nobody listens": BAD}
PRIORITIES = {"P0": BAD, "P1": WARN, "P2": "default", "P3": DIM}
KEYS = "[b]q[/b] quit   [b]p[/b] pause   [b]s[/b] slower or faster"
BAR = "cyan"
SPARK = 44
WIDE, NARROW = 110, 70


def frame(past: Past, place: str, *, width: int, footer: str = "") -> RenderableType:
    """Everything at once; `place` names what is looked at."""
    now = past.now
    trouble = [_trouble(now, width)] if now.incidents or now.troubles or now.missing else []
    if width >= WIDE:
        parts = [
            _row([_rate(past, name, width) for name in RATES]),
            _row([_queues(now), _waits(now), _cases(now)]),
            _row([_platforms(now), _processes(now)]),
            *trouble,
        ]
    else:
        beside = [_queues(now), Group(_waits(now), _cases(now))]
        middle = [_row(beside)] if width >= NARROW else beside
        parts = [_rates(past, width), *middle, _platforms(now), *trouble, _processes(now)]
    if footer:
        parts.append(Text.from_markup(f" {footer}", style=DIM))
    return Group(_head(now, place), *parts)


def spark(values: Sequence[float], length: int = SPARK) -> str:
    """Values as a row of bars, the latest on the right; the highest bar is the largest of them."""
    shown = list(values)[-length:]
    top = max(shown, default=0)
    bars = "".join(BARS[round(each / top * (len(BARS) - 1))] if top else BARS[0] for each in shown)
    return bars.rjust(length)


def _row(parts: Sequence[RenderableType]) -> RenderableType:
    """Beside each other, equally wide."""
    table = Table.grid(expand=True)
    for _ in parts:
        table.add_column(ratio=1)
    table.add_row(*parts)
    return table


def _head(now: Seen, place: str) -> RenderableType:
    line = Text().append(" Skerry ", style="bold reverse").append(f"  {place}  ")
    return line.append(f"{now.at:%Y-%m-%d %H:%M:%S} UTC", style=DIM)


def _rate(past: Past, name: str, width: int) -> RenderableType:
    rates = past.rates(name)
    now, top = (rates[-1], max(rates)) if rates else (0.0, 0.0)
    line = Text(f"{_number(now)}/s", style="bold")
    line.append(
        f"   most {_number(top)}/s   {past.now.totals[name]:,.0f} in all", style="not bold dim"
    )
    room = width // len(RATES) - 6
    return _box(TITLES[name], Group(line, Text(spark(rates, min(room, 60)), style=BAR)))


def _rates(past: Past, width: int) -> RenderableType:
    """All three in a few lines, where there is little room."""
    table = Table.grid(padding=(0, 2))
    for name in RATES:
        rates = past.rates(name)
        now = Text(f"{_number(rates[-1] if rates else 0.0)}/s", style="bold", justify="right")
        table.add_row(TITLES[name], now, Text(spark(rates, max(8, width - 34)), style=BAR))
    return _box("Rates", table)


def _queues(now: Seen) -> RenderableType:
    rows = {name: (f"{value:,.0f}", _style(name, value)) for name, value in now.queues.items()}
    rows |= {name: (_seconds(age), _style(name, age)) for name, age in now.ages.items()}
    return _box("Queues", _pairs(rows))


def _waits(now: Seen) -> RenderableType:
    rows = {
        f"{share:.0%} decided within": (
            "–" if now.waits.get(share) is None else _seconds(now.waits[share] or 0),
            _grade(now.waits.get(share) or 0, WAITS),
        )
        for share in SHARES
    }
    rows["late promises"] = (f"{now.late:,.0f}", BAD if now.late else GOOD)
    return _box("Waits", _pairs(rows))


def _cases(now: Seen) -> RenderableType:
    rows = {
        name: (f"{count:,.0f}", PRIORITIES.get(name, "default"))
        for name, count in sorted(now.cases.items())
    }
    return _box("Open cases", _pairs(rows or {"none": ("", DIM)}))


def _platforms(now: Seen) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for name, told in sorted(now.platforms.items()):
        state = told.get("state", "")
        more = [f"{key} {value}" for key, value in told.items() if key != "state"]
        table.add_row(name, Text(state, style=STATES.get(state, WARN)), Text(", ".join(more), DIM))
    return _box("Platforms", table if now.platforms else Text("none is heard", style=WARN))


def _processes(now: Seen) -> RenderableType:
    rows = {owner: (does, "default") for owner, does in now.processes.items()}
    return _box("Processes", _pairs(rows or {"none has told of itself": ("", DIM)}))


def _trouble(now: Seen, width: int) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for title, phase in now.incidents:
        table.add_row(Text("incident", style=BAD), Text(phase, style=WARN), Text(title))
    for address in now.missing:
        table.add_row(Text("no answer", style=BAD), Text(""), Text(address))
    for each in now.troubles:
        what = Text(each.what, style=BAD if each.what == "unknown" else WARN)
        why = Text(each.why, no_wrap=True, overflow="ellipsis")
        table.add_row(what, Text(f"{each.at:%H:%M:%S} {each.platform}", style=DIM), why)
    return Panel(table, title="Trouble", title_align="left", border_style=WARN, width=width)


def _box(title: str, inside: RenderableType) -> RenderableType:
    return Panel(inside, title=title, title_align="left", border_style=DIM, expand=True)


def _pairs(rows: Mapping[str, tuple[str, str]]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right" if all(len(v) < 12 for v, _ in rows.values()) else "left")
    for name, (value, style) in rows.items():
        table.add_row(Text(name), Text(value, style=style))
    return table


def _style(name: str, value: float) -> str:
    return _grade(value, WORRYING[name]) if name in WORRYING else "default"


def _grade(value: float, edges: tuple[float, float]) -> str:
    return GOOD if value < edges[0] else WARN if value < edges[1] else BAD


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"


def _seconds(value: float) -> str:
    if value < 1:
        return f"{value * 1000:.0f} ms"
    if value < 120:
        return f"{value:.1f} s"
    return f"{value / 60:.0f} min" if value < 7200 else f"{value / 3600:.1f} h"
