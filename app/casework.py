"""Casework in the running desk: what the console needs of it."""

from __future__ import annotations

from dataclasses import replace

from console.services import Services
from core.casework import CaseRoom
from core.settings import ConsoleTable
from storage import SqlStore


def with_casework(services: Services, store: SqlStore, table: ConsoleTable) -> Services:
    """The console with tags, merging, mentions and the reasons for which cases are resolved."""
    room = CaseRoom(work=store, mentions=store, reasons=table.resolve_reasons)
    return replace(services, casework=room)
