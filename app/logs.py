"""Logs as data, one line an event, with anything that looks like a credential covered."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from typing import Any

import structlog

from core.settings import LogTable

# These name every request's full address at INFO, and a bot's token is part of it.
TALKATIVE = (
    "httpx",
    "httpcore",
    "uvicorn",
    "uvicorn.access",
    "uvicorn.error",
    "telegram",
    "alembic",
)
TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
COVER = "[credential]"


def setup(table: LogTable, secrets: Iterable[str] = ()) -> None:
    """Send all logs to stderr through one redacting step; `secrets` never appear in a line."""
    render: Any = (
        structlog.processors.JSONRenderer()
        if table.json_lines
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    stamp = structlog.processors.TimeStamper(fmt="iso" if table.json_lines else "%H:%M:%S")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        Redacting(
            foreign_pre_chain=[structlog.stdlib.add_log_level, stamp],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        ).covering(secrets)
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(table.level.upper())
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


class Redacting(structlog.stdlib.ProcessorFormatter):
    """Covers credentials in the finished line, tracebacks included."""

    secrets: tuple[str, ...] = ()

    def covering(self, secrets: Iterable[str]) -> Redacting:
        """This formatter, knowing which values must never appear."""
        self.secrets = tuple(each for each in secrets if len(each) >= 8)
        return self

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self.secrets:
            line = line.replace(secret, COVER)
        return TOKEN.sub(COVER, line)
