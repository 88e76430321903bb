"""The Bot API methods; importing a module enters its methods in the table."""

from __future__ import annotations

from sandbox.telegram.backend import METHODS
from sandbox.telegram.methods import changing, chats, receiving, sending

MODULES = (changing, chats, receiving, sending)

__all__ = ["METHODS", "MODULES"]
