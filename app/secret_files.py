"""Credentials that stand in files, one each, as containers and systemd hand them over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from core.errors import ConfigError
from core.settings import PREFIX

# The second is systemd's own (LoadCredential=).
FOLDERS = ("SKERRY_SECRETS", "CREDENTIALS_DIRECTORY")


def secret_files(environment: Mapping[str, str]) -> dict[str, str]:
    """Variables from the folders named in the environment: a file is one variable's value.

    Files whose names are no variable of ours are left alone. Raises ConfigError in one line where
    one cannot be read.
    """
    found: dict[str, str] = {}
    for variable in FOLDERS:
        if named := environment.get(variable):
            found |= _read(Path(named), variable)
    return found


def _read(folder: Path, variable: str) -> dict[str, str]:
    try:
        return {
            file.name: file.read_text("utf-8").strip()
            for file in sorted(folder.iterdir())
            if file.name.startswith(PREFIX) and file.is_file()
        }
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{variable}: {folder} cannot be read: {error}") from None
