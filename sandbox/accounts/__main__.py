"""`python -m sandbox.accounts --port 0`: one JSON line on stdout, then serves until SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys

from sandbox.accounts.people import settle
from sandbox.accounts.server import AccountsSandbox

STOPPING = (signal.SIGTERM, signal.SIGINT)
TOKEN = "SKERRY_ACCOUNTS_TOKEN"  # noqa: S105 - the variable's name


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.accounts", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--code", default="dana", help="whose linking code to print")
    asyncio.run(serve(parser.parse_args()))


async def serve(asked: argparse.Namespace) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in STOPPING:
        loop.add_signal_handler(number, stop.set)
    async with AccountsSandbox(port=asked.port, token=os.environ.get(TOKEN, "")) as sandbox:
        settle(sandbox.world)
        code = sandbox.world.issue_code(asked.code)
        sys.stdout.write(json.dumps(sandbox.addresses() | {"code": code}) + "\n")
        sys.stdout.flush()
        await stop.wait()
    for number in STOPPING:
        loop.remove_signal_handler(number)


if __name__ == "__main__":
    main()
