"""Tells systemd that the desk is up, that its loop comes round, and that it stops.

The protocol is one datagram a message (sd_notify(3)); without NOTIFY_SOCKET nothing is said.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Mapping

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"


def notify(message: str, environment: Mapping[str, str] | None = None) -> bool:
    """Send one message; whether somebody was there to hear it."""
    given = os.environ if environment is None else environment
    address = given.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    if address.startswith("@"):  # how the variable writes Linux's abstract names
        address = f"\0{address[1:]}"
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
            line.sendto(message.encode(), address)
    except OSError:
        return False
    return True


def watchdog_s(environment: Mapping[str, str] | None = None) -> float | None:
    """How often to say that the loop comes round: twice as often as asked; None: not at all."""
    given = os.environ if environment is None else environment
    asked = given.get("WATCHDOG_USEC", "")
    mine = given.get("WATCHDOG_PID", "") in {"", str(os.getpid())}
    return int(asked) / 2_000_000 if asked.isdecimal() and int(asked) and mine else None


async def attend() -> None:
    """Say that everything runs and, where that is asked, until cancelled, that the loop does."""
    pause = watchdog_s() if notify(READY) else None
    while pause:
        await asyncio.sleep(pause)
        notify(ALIVE)
