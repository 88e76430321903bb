"""A process that starts builds what stays for its life: looking for garbage in it is in vain.

Python's collector goes through everything that is there, again and again while it grows: a fifth
of a start, and later a pause of a fifth of a second whenever it looks through all of it.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager

# A turn makes thousands of values and hardly a cycle: looking after every 700, as Python does,
# takes a sixth of a busy desk's time (`python -m bench`).
YOUNG = 20_000


@contextmanager
def starting() -> Iterator[None]:
    """Around whatever imports, builds and runs: nothing is looked through until `grown`."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def grown() -> None:
    """What is there now is there for good, and only what comes is looked through.

    Whoever is not `starting` goes on as he was.
    """
    if gc.isenabled():
        return
    settle()
    gc.enable()
    trim()


def settle() -> None:
    """From now on only what is new is looked through, and that not at every turn."""
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)


def give_back_memory() -> None:
    """Return to the system what building needed and running does not."""
    gc.collect()
    trim()


def trim() -> None:
    """Free memory goes back to the system; glibc keeps it otherwise."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):
        return
