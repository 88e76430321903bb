"""One folder per platform. A `[bots.<folder>]` table in settings.toml switches it on."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from core.errors import ConfigError
from core.ports import Adapter, Capabilities
from core.settings import PREFIX, nearest


def names() -> list[str]:
    """The platforms there are: the folders beside this file."""
    return sorted(each.name for each in pkgutil.iter_modules(__path__) if each.ispkg)


def credentials(name: str) -> tuple[str, ...]:
    """What a platform's credentials are called, after `SKERRY_<PLATFORM>_`."""
    wanted: tuple[str, ...] = _module(name).CREDENTIALS
    return wanted


def missing_credentials(name: str, secrets: Mapping[str, str]) -> list[str]:
    """The environment variables this platform needs and does not find."""
    wanted = [f"{PREFIX}{name.upper()}_{each}" for each in credentials(name)]
    return [each for each in wanted if not secrets.get(each)]


def capabilities(name: str) -> Capabilities:
    """What a platform can take, whether it is connected here or by another process."""
    _module(name)
    known: Capabilities = importlib.import_module(f"{__name__}.{name}.limits").CAPABILITIES
    return known


def room(name: str, table: Mapping[str, Any]) -> str:
    """The address of the moderators' room that a platform's table names; empty for none."""
    known = getattr(_module(name), "room", None)
    found: str = known(table) if known else ""
    return found


def build(name: str, table: Mapping[str, Any], secrets: Mapping[str, str]) -> Adapter:
    """Build one platform's adapter from its table and its own credentials, named shortly.

    Raises ConfigError with one line when the table is wrong or there is no such platform.
    """
    own = {each: secrets.get(f"{PREFIX}{name.upper()}_{each}", "") for each in credentials(name)}
    adapter: Adapter = _module(name).build(table, own)
    return adapter


def _module(name: str) -> ModuleType:
    if name not in names():
        raise ConfigError(
            f"settings.toml: unknown platform '[bots.{name}]'{nearest(name, names())}"
        )
    return importlib.import_module(f"{__name__}.{name}")
