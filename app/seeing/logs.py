"""Logs as data, one line an event: people read them on a terminal, programs as JSON elsewhere.

Every line, ours or a library's, takes the same way: what it says, when, by whom, what it is about
(core/about.py), what went wrong, then the redacting step, then one of two renderers.
"""

from __future__ import annotations

import logging
import os
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import is_dataclass
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlsplit

import structlog
from pydantic import BaseModel
from structlog.tracebacks import ExceptionDictTransformer

from app.seeing.logs_cover import COVER as COVER  # noqa: PLC0414 - what tests and readers look for
from app.seeing.logs_cover import Cover
from app.seeing.logs_flood import Flood
from core.about import fields, subjects
from core.settings import Loaded, LogTable

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
# Credentials that others' variables may hold.
FOREIGN = ("OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "PGPASSWORD")
# Several keys may stand in one variable, each with a name; a long piece is a secret of its own.
PARTS, LONG = re.compile("[,:=;\\s]+"), 12
MOST_FRAMES = 30
CRASHED = "stopped by an error of our own"

Line = MutableMapping[str, Any]
log = logging.getLogger("skerry")


def begin(loaded: Loaded, role: str) -> None:
    """Logs of a process of the desk, also of what it dies of."""
    setup(loaded.settings.log, credentials(loaded), role)
    logging.captureWarnings(capture=True)
    sys.excepthook = _crashed
    threading.excepthook = _thread_crashed


def setup(table: LogTable, secrets: Iterable[str] = (), role: str = "") -> None:
    """Send all logs to stderr; `secrets` never appear in a line."""
    as_json = table.json_lines if table.json_lines != "auto" else not sys.stderr.isatty()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(Cover(secrets), role, as_json=as_json))
    handler.addFilter(Flood())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(table.level.upper())
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def credentials(loaded: Loaded) -> list[str]:
    """Everything that proves who we are, as far as this process has it."""
    password = urlsplit(loaded.settings.storage.url).password or ""
    whole = [*loaded.secrets.values(), *(os.environ.get(name, "") for name in FOREIGN)]
    parts = [part for each in whole for part in PARTS.split(each) if not part.isalpha()]
    found = [*whole, *(each for each in parts if len(each) >= LONG), password, unquote(password)]
    return [each for each in dict.fromkeys(found) if each]


def _formatter(cover: Cover, role: str, *, as_json: bool) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        use_get_message=False,
        pass_foreign_args=True,
        foreign_pre_chain=[_said],
        processors=[
            structlog.contextvars.merge_contextvars,
            _stamp(as_json=as_json),
            _by(role, f"{socket.gethostname()}:{os.getpid()}") if as_json else _here,
            _about,
            _what_went_wrong,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            cover,
            *([structlog.processors.JSONRenderer()] if as_json else [_console()]),
        ],
    )


def _said(_logger: Any, _name: str, line: Line) -> Line:
    """The sentence; values of the desk's own types are named, never shown with what is in them."""
    args = line.pop("positional_args", ()) or ()
    if args:
        named = {k: _named(v) for k, v in args.items()} if isinstance(args, dict) else None
        try:
            line["event"] %= named if named is not None else tuple(map(_named, args))
        except (TypeError, ValueError, KeyError):  # a broken template must not cost the line
            line["event"] = f"{line['event']} [{len(args)} values that do not fit]"
    return line


def _named(value: Any) -> Any:
    if isinstance(value, type):
        return value
    if is_dataclass(value) or isinstance(value, BaseModel):
        return f"{type(value).__name__} {getattr(value, 'key', '')}".rstrip()
    if isinstance(value, list | tuple | set | frozenset):
        return [_named(each) for each in value]
    if isinstance(value, dict):
        return {_named(key): _named(each) for key, each in value.items()}
    return value


def _stamp(*, as_json: bool) -> Any:
    return structlog.processors.TimeStamper(fmt="iso" if as_json else "%H:%M:%S", utc=as_json)


def _here(_logger: Any, _name: str, line: Line) -> Line:
    """Who says it, and how grave it is: a terminal shows one process, so that one is not named."""
    record: logging.LogRecord = line["_record"]
    line.update(level=record.levelname.lower(), logger=record.name)
    if held_back := getattr(record, "held_back", 0):
        line["held_back"] = held_back
    return line


def _by(role: str, process: str) -> Callable[[Any, str, Line], Line]:
    def by(logger: Any, name: str, line: Line) -> Line:
        line.update(role=role, process=process)
        return _here(logger, name, line)

    return by


def _about(_logger: Any, _name: str, line: Line) -> Line:
    """The message, its conversation and platform, where the line concerns one."""
    line.update(fields(subjects()))
    return line


def _what_went_wrong(_logger: Any, _name: str, line: Line) -> Line:
    """The exception as data: its chain, texts and frames; never what variables held."""
    error = line.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, BaseException):
        error = (type(error), error, error.__traceback__)
    if error and error[0] is not None:
        line["exception"] = _stacks(error)
    return line


_stacks = ExceptionDictTransformer(show_locals=False, max_frames=MOST_FRAMES)


def _console() -> Callable[[Any, str, Line], str]:
    render = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )

    def rendered(logger: Any, name: str, line: Line) -> str:
        if "exception" in line:
            line["exception"] = "\n".join(_traceback(line["exception"]))
        return str(render(logger, name, line))

    return rendered


def _traceback(stacks: list[dict[str, Any]]) -> list[str]:
    """An exception's data as Python writes it, the cause first."""
    lines: list[str] = []
    for stack in reversed(stacks):
        lines.append("Traceback (most recent call last):")
        lines += [
            f'  File "{each["filename"]}", line {each["lineno"]}, in {each["name"]}'
            for each in stack["frames"]
        ]
        lines.append(f"{stack['exc_type']}: {stack['exc_value']}")
        lines += stack.get("exc_notes") or []
        for inner in stack.get("exceptions") or []:
            lines += [f"  | {each}" for each in _traceback(inner)]
    return lines


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log.critical(CRASHED, exc_info=(kind, error, trace))


def _thread_crashed(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        _crashed(args.exc_type, args.exc_value, args.exc_traceback)
