"""What a file takes: everything, as far as the desk may say it."""

from __future__ import annotations

from core.actions import Kind
from core.ports import Capabilities

CAPABILITIES = Capabilities(
    max_length=4096, buttons=True, acts=frozenset({Kind.DELETE, Kind.RESTRICT, Kind.BAN})
)
