"""The agents' console: what the desk knows, shown to the people who answer."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from console.app import close_streams, create_app

__all__ = ["close_streams", "create_app"]


def __getattr__(name: str) -> Any:
    """The pages are loaded by who serves them: a worker that only reads starts sooner."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(importlib.import_module("console.app"), name)
