"""`python -m skerry …` is `skerry …`."""

from __future__ import annotations

from skerry import main

if __name__ == "__main__":
    main()
