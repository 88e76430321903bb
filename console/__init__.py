"""The agents' console: what the desk knows, shown to the people who answer."""

from __future__ import annotations

from console.app import close_streams, create_app

__all__ = ["close_streams", "create_app"]
