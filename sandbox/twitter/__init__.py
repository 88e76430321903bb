"""A simulated X that speaks the API v2 over HTTP."""

from __future__ import annotations

from sandbox.twitter.server import TwitterSandbox
from sandbox.twitter.settings import Settings

__all__ = ["Settings", "TwitterSandbox"]
