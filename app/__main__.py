"""`python -m app …` is `skerry …`."""

from __future__ import annotations

if __name__ == "__main__":
    # Processes that are spawned read this file again, and have no use for the commands.
    from app.cli.main import main

    main()
