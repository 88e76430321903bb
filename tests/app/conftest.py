"""A folder like the project's, where commands can run without touching it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The project's settings and knowledge in a folder of their own, as the working folder."""
    shutil.copy(ROOT / "settings.toml", tmp_path)
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    for name in [each for each in os.environ if each.startswith("SKERRY_")]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SKERRY_CONSOLE__PORT", "0")
    monkeypatch.setenv("SKERRY_TRIAGE__WORKERS", "1")
    # Tests look into the database by themselves; what sealing does is tested in test_seal_command.
    monkeypatch.setenv("SKERRY_SEALING__KEY", "none")
    monkeypatch.chdir(tmp_path)
    return tmp_path
