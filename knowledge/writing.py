"""Replacing a file that others read meanwhile."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from core.errors import ConfigError

MODE = 0o644
SHIPPED = Path(__file__).parent
INSTALLED = not (SHIPPED.parent / "pyproject.toml").exists()
NOT_YOURS = "ships with Skerry and the next release replaces it; `skerry init` writes your own"


def replace_file(path: Path, text: str) -> None:
    """Whoever reads meanwhile finds the old file or the new one, never half of one."""
    if INSTALLED and path.is_relative_to(SHIPPED):
        raise ConfigError(f"{path}: {NOT_YOURS}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else MODE)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from None


def digest(text: str) -> str:
    """What tells one text of a file from another."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
