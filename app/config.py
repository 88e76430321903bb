"""Reads what the operator wrote: settings.toml, `.env`, the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

import bots
from core import account_table, wording_table
from core.errors import ConfigError
from core.service_table import SMTP_PASSWORD, WEBHOOK_SECRET
from core.settings import PREFIX, Loaded, nearest, parse

SETTINGS, DOTENV = "settings.toml", ".env"
# Variables that are neither settings nor credentials.
OTHER = frozenset({"SKERRY_SETTINGS"})
# Credentials that are no platform's.
SECRETS = (account_table.TOKEN, wording_table.KEY, SMTP_PASSWORD, WEBHOOK_SECRET)


def load(path: str | None = None, environment: Mapping[str, str] | None = None) -> Loaded:
    """The settings and credentials in force; raises ConfigError with one line."""
    given = dict(os.environ if environment is None else environment)
    file = Path(path or given.get("SKERRY_SETTINGS") or SETTINGS)
    values = {**_dotenv(file.parent / DOTENV), **given}
    values = {name: value for name, value in values.items() if name not in OTHER}
    loaded = parse(_text(file), values, file=str(file))
    _check_variables(loaded.secrets)
    for name in loaded.settings.bots:
        bots.missing_credentials(name, loaded.secrets)  # raises where there is no such platform
    return loaded


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(
            f"{file}: not found; run from the project's folder or pass --settings"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}") from None


def _dotenv(file: Path) -> dict[str, str]:
    return {name: value for name, value in dotenv_values(file).items() if value is not None}


def _check_variables(secrets: Mapping[str, str]) -> None:
    """A mistyped variable must not be overlooked: it may be the one that holds the token."""
    valid = [
        f"{PREFIX}{name.upper()}_{each}" for name in bots.names() for each in bots.credentials(name)
    ]
    valid += SECRETS
    for name in secrets:
        if name not in valid:
            tables = "; settings are written SKERRY_<TABLE>__<KEY>, with two underscores"
            raise ConfigError(f"environment: unknown variable {name}{nearest(name, valid)}{tables}")
