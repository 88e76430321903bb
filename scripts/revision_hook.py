"""Writes into wheel and sdist which revision of the sources they were built from.

From SOURCE_REVISION, else from git, else from the sdist that a wheel is built from.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# A wheel has the checkout's layout in a folder of the package.
FILE, WHEEL = "REVISION", "skerry/rooms/REVISION"


class RevisionHook(BuildHookInterface[Any]):
    """Adds the file REVISION; nothing where no revision is known."""

    _made: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by the builder before it packs."""
        root = Path(self.root)
        if version == "editable":
            return
        target = WHEEL if self.target_name == "wheel" else FILE
        if (root / FILE).exists():
            build_data["force_include"][str(root / FILE)] = target
        elif revision := os.environ.get("SOURCE_REVISION") or _git(root):
            self._made = Path(tempfile.mkdtemp()) / FILE
            self._made.write_text(f"{revision}\n", "utf-8")
            build_data["force_include"][str(self._made)] = target

    def finalize(self, *_told: object) -> None:
        """Called by the builder after it has packed."""
        if self._made:
            shutil.rmtree(self._made.parent)


def _git(root: Path) -> str:
    if not (root / ".git").exists():  # else a folder inside somebody else's repository
        return ""
    try:
        asked = subprocess.run(
            ["git", "describe", "--always", "--abbrev=12", "--dirty", "--exclude=*"],  # noqa: S607
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return asked.stdout.strip()
