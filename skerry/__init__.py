"""The `skerry` command as it is installed.

In a checkout the rooms (`app`, `core`, …) are folders beside this one. A wheel carries them inside
this package, so that an installed Skerry takes no other name than its own from its neighbours.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOMS = Path(__file__).parent / "rooms"


def main() -> None:
    """Entry point of the `skerry` script."""
    open_rooms(ROOMS)
    from app.cli.main import main as command  # noqa: PLC0415 - found only now

    command()


def open_rooms(rooms: Path) -> None:
    """Let an installed copy import its rooms; processes that it spawns inherit the path."""
    if rooms.is_dir() and str(rooms) not in sys.path:
        sys.path.insert(0, str(rooms))
