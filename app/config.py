"""Reads what the operator wrote: settings.toml, `.env`, the environment."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dotenv import dotenv_values

import bots
from app.secret_files import FOLDERS, secret_files
from app.shipped import DOTENV, note_on, settings_file, with_shipped
from core.errors import ConfigError
from core.settings import PREFIX, Loaded, nearest, parse
from core.tables import account as account_table
from core.tables import backup as backup_table
from core.tables import privacy as privacy_table
from core.tables import sealing as sealing_table
from core.tables import wording as wording_table
from core.tables.service import SMTP_PASSWORD, WEBHOOK_SECRET

log = logging.getLogger(__name__)

# Variables that are neither settings nor credentials.
OTHER = frozenset({"SKERRY_SETTINGS", *FOLDERS})
# Credentials that are no platform's.
SECRETS: tuple[str, ...] = (account_table.TOKEN, wording_table.KEY, SMTP_PASSWORD, WEBHOOK_SECRET)
SECRETS += backup_table.SECRETS
SECRETS += (sealing_table.KEY, privacy_table.KEY)


def load(path: str | None = None, environment: Mapping[str, str] | None = None) -> Loaded:
    """The settings and credentials in force; raises ConfigError with one line."""
    given = dict(os.environ if environment is None else environment)
    file = file_of(path, given)
    own = Path() if note_on(file) else file.parent
    values = {**_dotenv(own / DOTENV), **secret_files(given), **given}
    values = {name: value for name, value in values.items() if name not in OTHER}
    loaded = _with_shipped(parse(_text(file), values, file=str(file)))
    _check_variables(loaded.secrets)
    for name in loaded.settings.bots:
        bots.missing_credentials(name, loaded.secrets)  # raises where there is no such platform
    return loaded


def file_of(path: str | None = None, environment: Mapping[str, str] | None = None) -> Path:
    """The settings file in force: the one named, else this folder's, else the one that ships."""
    given = os.environ if environment is None else environment
    named = path or given.get("SKERRY_SETTINGS")
    return Path(named) if named else settings_file()


def say_if_shipped(path: str | None) -> None:
    """One line in the log where the settings are not the operator's own."""
    if note := note_on(file_of(path)):
        log.warning("settings: %s", note)


def _with_shipped(loaded: Loaded) -> Loaded:
    knowledge = with_shipped(loaded.settings.knowledge)
    return replace(loaded, settings=loaded.settings.model_copy(update={"knowledge": knowledge}))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(
            f"{file}: not found; run from the project's folder or pass --settings"
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{file}: is not UTF-8 text (byte {error.start + 1}); save it as UTF-8"
        ) from None
    except OSError as error:
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
