"""`python -m sandbox.discord --port 0`: one JSON line on stdout, then serves until SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys

from sandbox.discord.server import DiscordSandbox

STOPPING = (signal.SIGTERM, signal.SIGINT)


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.discord", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default="", help="the bot token to accept; random when left out")
    chosen = parser.parse_args()
    asyncio.run(serve(chosen.port, chosen.token))


async def serve(port: int, token: str) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in STOPPING:
        loop.add_signal_handler(number, stop.set)
    async with DiscordSandbox(port=port, token=token) as sandbox:
        sys.stdout.write(json.dumps(sandbox.addresses()) + "\n")
        sys.stdout.flush()
        await stop.wait()
    for number in STOPPING:
        loop.remove_signal_handler(number)


if __name__ == "__main__":
    main()
