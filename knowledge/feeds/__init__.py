"""Local copies of lists of bad hosts: where they are kept and how they are read."""

from __future__ import annotations

from knowledge.feeds.copies import Copy, load_copies, read_copy, write_copy
from knowledge.feeds.formats import hosts_in

__all__ = ["Copy", "hosts_in", "load_copies", "read_copy", "write_copy"]
