"""`python -m chaos`: a fleet under load is struck again and again, and held to its promises."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
from pathlib import Path

from rich.console import Console

from chaos.ordeal import Wish, ordeal
from chaos.report import tell
from core.errors import ConfigError

EXAMPLE = "example: python -m chaos --minutes 3 --seed 7 --kills 50"


def main() -> int:
    """0: every promise was kept; 1: one broke, and which; 2: it cannot be run here."""
    options = _options()
    wish = Wish(
        seconds=options.minutes * 60,
        seed=options.seed,
        kills=options.kills,
        rate=options.rate,
        store=options.store,
        inline=options.inline,
        patience=options.patience,
        folder=options.folder,
    )
    progress = Console(stderr=True, highlight=False)
    try:
        outcome = asyncio.run(ordeal(wish, progress.print if options.verbose else _hush))
    except ConfigError as error:
        progress.print(str(error))
        return 2
    kept = tell(outcome, wish, Console(width=150))
    if kept and not options.folder:
        shutil.rmtree(outcome.folder, ignore_errors=True)
    return 0 if kept else 1


def _hush(_line: str) -> None:
    """Nobody wants to watch."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m chaos", description=__doc__, epilog=EXAMPLE)
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--seed", type=int, default=1, help="another one, another order of trouble")
    parser.add_argument("--kills", type=int, default=50, help="processes that are killed")
    parser.add_argument("--rate", type=float, default=60.0, help="messages a second")
    parser.add_argument("--store", choices=("postgres", "sqlite"), default="postgres")
    parser.add_argument(
        "--inline", action="store_true", help="triage without processes of its own: half as many"
    )
    parser.add_argument("--patience", type=float, default=1.0, help="3 on a slow machine")
    parser.add_argument("--folder", type=Path, help="where logs stay (default: only of failures)")
    parser.add_argument("--verbose", action="store_true", help="say each trouble as it comes")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
