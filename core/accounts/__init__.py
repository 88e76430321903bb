"""Looks into accounts of the exchange, for users who linked their handle, in private only."""

from __future__ import annotations
