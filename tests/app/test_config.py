"""Files, `.env` and environment become settings; mistakes are one line."""

from __future__ import annotations

import pytest

from app import config
from core.errors import ConfigError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "settings.toml").write_text("[console]\nport = 1\n[bots.telegram]\n")
    return tmp_path


def test_the_environment_wins_over_dotenv_and_dotenv_over_the_file(folder):
    (folder / ".env").write_text("SKERRY_CONSOLE__PORT=2\nSKERRY_TELEGRAM_TOKEN=1:a\nOTHER=x\n")
    assert config.load(environment={}).settings.console.port == 2
    loaded = config.load(environment={"SKERRY_CONSOLE__PORT": "3"})
    assert loaded.settings.console.port == 3
    assert loaded.secrets == {"SKERRY_TELEGRAM_TOKEN": "1:a"}


def test_another_file_by_argument_or_variable(folder):
    (folder / "other.toml").write_text("[console]\nport = 7")
    assert config.load("other.toml", {}).settings.console.port == 7
    assert config.load(environment={"SKERRY_SETTINGS": "other.toml"}).settings.console.port == 7


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        ({"SKERRY_SETTINGS": "nowhere.toml"}, "nowhere.toml: not found"),
        ({"SKERRY_SETTINGS": "."}, ".: cannot be read"),
        (
            {"SKERRY_TELEGRAM_TOKN": "1:a"},
            "unknown variable SKERRY_TELEGRAM_TOKN: did you mean 'SKERRY_TELEGRAM_TOKEN'?",
        ),
        ({"SKERRY_BOTS__TELEGRM__MODE": "polling"}, "unknown platform '[bots.telegrm]'"),
    ],
)
def test_mistakes_are_one_line(folder, environment, line):
    with pytest.raises(ConfigError) as caught:
        config.load(environment=environment)
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_in_another_encoding_says_what_to_change(folder):
    (folder / "settings.toml").write_bytes("# für".encode("latin-1"))
    with pytest.raises(ConfigError) as caught:
        config.load()
    assert str(caught.value) == "settings.toml: is not UTF-8 text (byte 4); save it as UTF-8"


@pytest.mark.parametrize("name", config.SECRETS)
def test_a_credential_that_is_no_platforms_is_known(name, tmp_path):
    (tmp_path / "settings.toml").write_text("", "utf-8")
    loaded = config.load(str(tmp_path / "settings.toml"), {name: "made up"})
    assert loaded.secrets == {name: "made up"}
