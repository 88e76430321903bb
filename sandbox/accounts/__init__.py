"""A reference server for looking into accounts: docs/accounts.openapi.yaml on a loopback port."""

from __future__ import annotations

from sandbox.accounts.server import AccountsSandbox
from sandbox.accounts.world import Item

__all__ = ["AccountsSandbox", "Item"]
