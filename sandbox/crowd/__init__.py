"""A small crowd that writes to the example exchange as people really write."""

from __future__ import annotations

from sandbox.crowd.crowd import Crowd

__all__ = ["Crowd"]
