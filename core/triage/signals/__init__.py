"""Every module in this folder is one signal; `load` finds them all.

A module holds a docstring (shown to agents) and a frozen dataclass named `Signal` whose fields
are the options that `[triage.signals.<module>]` in settings.toml may override. A finding's score
is how often such a message, were it no talk about scams, is an attack.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from core.errors import ConfigError
from core.ports import Signal


def load(options: Mapping[str, Mapping[str, Any]] | None = None) -> tuple[Signal, ...]:
    """Build all signals, in name order, with their options; ConfigError for an unknown one."""
    options = options or {}
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    if unknown := sorted(set(options) - set(names)):
        raise ConfigError(
            f"settings.toml [triage.signals.{unknown[0]}]: no such signal; "
            f"there are {', '.join(names)}"
        )
    return tuple(_build(name, options.get(name, {})) for name in names)


def read_back(signals: Iterable[Signal]) -> bool:
    """Whether any of them looks at what was said before; each that does has `reads_back = True`."""
    return any(getattr(each, "reads_back", False) for each in signals)


def _build(name: str, options: Mapping[str, Any]) -> Signal:
    kind = importlib.import_module(f"{__name__}.{name}").Signal
    known = {each.name: type(each.default) for each in fields(kind)}
    for key, value in options.items():
        if key not in known:
            raise ConfigError(
                f"settings.toml [triage.signals.{name}] {key}: no such option; "
                f"there are {', '.join(known)}"
            )
        if not isinstance(value, int | float if known[key] is float else known[key]):
            raise ConfigError(
                f"settings.toml [triage.signals.{name}] {key}: must be {known[key].__name__}"
            )
    signal: Signal = kind(**options)
    return signal
