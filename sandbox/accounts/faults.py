"""What can be wrong with an exchange's account desk, injected by tests and by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

EVERYWHERE = "*"
HUGE_BYTES = 5_000_000


@dataclass(slots=True)
class Fault:
    """`kind`: slow | status | nonsense | lie | redirect | huge | packed; left `count` times."""

    kind: str
    path: str = EVERYWHERE
    count: int | None = None
    seconds: float = 60.0
    status: int = 503
    body: Any = None


@dataclass(slots=True)
class Faults:
    """The faults in force, the oldest first."""

    active: list[Fault] = field(default_factory=list[Fault])

    def inject(self, kind: str, path: str = EVERYWHERE, **how: Any) -> None:
        """From now on, until `count` requests met it, or `clear`."""
        if kind != "slow" and kind not in _ANSWERS:
            raise ValueError(f"there is no fault {kind!r}: slow, {', '.join(_ANSWERS)}")
        self.active.append(Fault(kind, path, **how))

    def clear(self) -> None:
        """Everything works again."""
        self.active.clear()

    async def meet(self, request: Request) -> Response | None:
        """What a request meets in place of an answer; None where it gets through."""
        for fault in self.active:
            if fault.path not in (EVERYWHERE, request.url.path):
                continue
            if fault.count is not None:
                fault.count -= 1
                if not fault.count:
                    self.active.remove(fault)
            if fault.kind == "slow":
                await asyncio.sleep(fault.seconds)
                return None
            return _ANSWERS[fault.kind](fault)
        return None


def _status(fault: Fault) -> Response:
    return JSONResponse({"error": "fault"}, fault.status)


def _nonsense(_: Fault) -> Response:
    return PlainTextResponse("<html><h1>It works!</h1></html>")


def _lie(fault: Fault) -> Response:
    return JSONResponse(fault.body, fault.status if "error" in fault.body else 200)


def _redirect(_: Fault) -> Response:
    return RedirectResponse("http://elsewhere.invalid/v1/progress", 307)


def _huge(_: Fault) -> Response:
    return Response(b" " * HUGE_BYTES, media_type="application/json")


def _packed(_: Fault) -> Response:
    return Response(b"\x1f\x8b", headers={"content-encoding": "gzip"})


_ANSWERS: dict[str, Callable[[Fault], Response]] = {
    "status": _status,
    "nonsense": _nonsense,
    "lie": _lie,
    "redirect": _redirect,
    "huge": _huge,
    "packed": _packed,
}
