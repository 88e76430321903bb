"""`python -m sandbox.twitter --port 0`: one JSON line on stdout, then serves until SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys

from sandbox.twitter.server import TwitterSandbox

STOPPING = (signal.SIGTERM, signal.SIGINT)


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.twitter", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    asyncio.run(serve(parser.parse_args().port))


async def serve(port: int) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in STOPPING:
        loop.add_signal_handler(number, stop.set)
    async with TwitterSandbox(port=port) as sandbox:
        sys.stdout.write(json.dumps(sandbox.addresses()) + "\n")
        sys.stdout.flush()
        await stop.wait()
    for number in STOPPING:
        loop.remove_signal_handler(number)


if __name__ == "__main__":
    main()
