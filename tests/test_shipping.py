"""What is published: what the wheel holds, where an installed copy finds its files, who it is."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import tomllib
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import knowledge.writing
import skerry
from app import config, secret_files, shipped, version
from app.cli.main import app
from app.commands import health as health_command
from core.errors import ConfigError
from core.settings import KnowledgeTable
from knowledge.writing import replace_file

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
MUST_HOLD = {
    "code": "skerry/rooms/app/run.py",
    "templates": "skerry/rooms/console/templates/health.html",
    "scripts": "skerry/rooms/console/static/console.js",
    "languages": "skerry/rooms/console/locale/zh/LC_MESSAGES/desk.po",
    "migrations": "skerry/rooms/storage/migrations/versions/0001_*.py",
    "migration template": "skerry/rooms/storage/migrations/script.py.mako",
    "linear weights": "skerry/rooms/models/linear/weights.npz",
    "encoder's layers": "skerry/rooms/models/encoder/layers.npz",
    "their checksum": "skerry/rooms/models/encoder/layers.sha256",
    "articles": "skerry/rooms/knowledge/articles/en/*.md",
    "questions": "skerry/rooms/knowledge/questions/*.jsonl",
    "identities": "skerry/rooms/knowledge/identities.toml",
    "platform's words": "skerry/rooms/bots/discord/words.toml",
    "settings": "skerry/rooms/settings.toml",
    "example of .env": "skerry/rooms/.env.example",
    "license": "skerry-*.dist-info/licenses/LICENSE",
    "notice": "skerry-*.dist-info/licenses/NOTICE",
}
NEVER = re.compile(r"(^|/)(tests|bench|corpus|own|__pycache__)/|\.db$|/\.env$|\.pyc$")
# Run where nothing leads back to the checkout: its path, and how an editable copy is found.
LOOK = """
import sys
root, site = sys.argv[1:]
sys.path = [site, *(each for each in sys.path if each not in ("", root))]
sys.meta_path = [each for each in sys.meta_path if "editable" not in str(each).lower()]
import skerry
skerry.open_rooms(skerry.ROOMS)
import app, models
from app import config
print(app.__file__)
print(config.file_of())
print(config.load().settings.knowledge.articles)
print(models.OWN)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    words = ["-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as packed:
        yield packed


@pytest.mark.parametrize("what", MUST_HOLD, ids=str)
def test_the_wheel_holds(wheel, what):
    names = [Path(name) for name in wheel.namelist()]
    assert any(name.match(MUST_HOLD[what]) for name in names)


def test_the_wheel_takes_no_name_but_its_own_and_holds_nothing_private(wheel):
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert tops == {"skerry", f"skerry-{PROJECT['version']}.dist-info"}
    assert [name for name in wheel.namelist() if NEVER.search(name)] == []


def test_every_data_file_of_a_room_is_in_the_wheel(wheel):
    git = shutil.which("git")
    if not git or not (ROOT / ".git").exists():
        pytest.skip("no git here: nothing says which files belong to the sources")
    named = subprocess.run([git, "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    rooms = {"app", "bots", "core", "storage", "console", "knowledge", "models", "sandbox"}
    left_out = re.compile(r"^(models/corpus/|bots/[^/]+/samples/)")
    wanted = {
        f"skerry/rooms/{name}"
        for name in named.stdout.splitlines()
        if name.partition("/")[0] in rooms and not left_out.match(name) and (ROOT / name).exists()
    }
    assert wanted - set(wheel.namelist()) == set()


def test_an_installed_copy_answers_and_finds_its_own_files(wheel, tmp_path):
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    wheel.extractall(site)
    clean = {name: each for name, each in os.environ.items() if not name.startswith("SKERRY_")}
    words = [sys.executable, "-c", LOOK, str(ROOT), str(site)]
    done = subprocess.run(words, cwd=empty, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rooms = site / "skerry" / "rooms"
    assert done.stdout.splitlines() == [
        str(rooms / "app" / "__init__.py"),
        str(rooms / "settings.toml"),
        str(rooms / "knowledge" / "articles"),
        str(Path("models/own")),
    ]


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A copy as a wheel leaves it, without pyproject.toml, and an empty folder to work in."""
    home, here = tmp_path / "rooms", tmp_path / "here"
    (home / "knowledge" / "articles" / "en").mkdir(parents=True)
    here.mkdir()
    (home / "settings.toml").write_text("[console]\nport = 5\n")
    (home / ".env.example").write_text("# SKERRY_TELEGRAM_TOKEN=\n")
    (home / "knowledge" / "hosts.toml").write_text("")
    (home / "knowledge" / "reading.py").write_text("")
    (home / "knowledge" / "articles" / "en" / "a.md").write_text("a")
    monkeypatch.chdir(here)
    return home


def test_knowledge_comes_from_here_file_by_file_and_else_from_what_ships(installed):
    Path("knowledge").mkdir()
    Path("knowledge/identities.toml").write_text("")
    found = shipped.with_shipped(KnowledgeTable(facts="/elsewhere/facts.toml"), installed)
    assert found.identities == "knowledge/identities.toml"
    assert found.hosts == str(installed / "knowledge" / "hosts.toml")
    assert found.articles == str(installed / "knowledge" / "articles")
    assert found.facts == "/elsewhere/facts.toml"
    assert found.questions == "knowledge/questions"  # nowhere: whoever needs it says so
    assert found.feeds == "feeds"


def test_settings_of_this_folder_come_first_and_shipped_ones_are_said_to_be_examples(installed):
    assert shipped.settings_file(installed) == installed / "settings.toml"
    assert "skerry init" in shipped.note_on(installed / "settings.toml", installed)
    Path("settings.toml").write_text("")
    assert shipped.settings_file(installed) == Path("settings.toml")
    assert shipped.note_on(Path("settings.toml"), installed) == ""
    assert shipped.note_on(ROOT / "settings.toml") == ""


def test_shipped_settings_are_announced_in_the_log(installed, monkeypatch, caplog):
    monkeypatch.delenv("SKERRY_SETTINGS", raising=False)
    monkeypatch.setattr(config, "settings_file", lambda: installed / "settings.toml")
    monkeypatch.setattr(config, "note_on", lambda file: shipped.note_on(file, installed))
    config.say_if_shipped(None)
    assert "skerry init" in caplog.text
    Path(".env").write_text("SKERRY_CONSOLE__PORT=6\n")
    assert config.load(environment={}).settings.console.port == 6


def test_init_writes_what_is_missing_and_keeps_the_rest(installed, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "settings.toml").write_text("mine")
    written = {str(each.relative_to(own)) for each in shipped.write_own(own, installed)}
    assert written == {".env", "knowledge/hosts.toml", "knowledge/articles/en/a.md"}
    assert (own / "settings.toml").read_text() == "mine"
    assert (own / ".env").stat().st_mode & 0o777 == 0o600
    assert shipped.write_own(own, installed) == []


def test_init_says_in_one_line_where_it_cannot_write(tmp_path):
    (tmp_path / "file").write_text("")
    answer = CliRunner().invoke(app, ["init", str(tmp_path / "file" / "below")])
    assert answer.exit_code == 2
    assert "cannot be written" in answer.stderr
    assert CliRunner().invoke(app, ["init", str(tmp_path / "new")]).exit_code == 0
    assert (tmp_path / "new" / "knowledge" / "identities.toml").exists()


def test_files_that_the_next_release_replaces_are_not_edited(tmp_path, monkeypatch):
    monkeypatch.setattr(knowledge.writing, "INSTALLED", True)
    monkeypatch.setattr(knowledge.writing, "SHIPPED", tmp_path / "knowledge")
    with pytest.raises(ConfigError, match="skerry init"):
        replace_file(tmp_path / "knowledge" / "articles" / "a.md", "text")
    replace_file(tmp_path / "mine" / "a.md", "text")
    assert (tmp_path / "mine" / "a.md").read_text() == "text"


def test_rooms_of_an_installed_copy_are_found_first_and_once(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", ["elsewhere"])
    skerry.open_rooms(tmp_path / "none")
    assert sys.path == ["elsewhere"]
    for _ in range(2):
        skerry.open_rooms(tmp_path)
    assert sys.path == [str(tmp_path), "elsewhere"]


def test_credentials_stand_in_files(tmp_path):
    systemd = tmp_path / "systemd"
    systemd.mkdir()
    (tmp_path / "SKERRY_TELEGRAM_TOKEN").write_text("1:made-up\n")
    (tmp_path / "SKERRY_STORAGE__URL").write_text("sqlite:///other.db\n")
    (tmp_path / "database_password").write_text("not ours\n")
    (systemd / "SKERRY_TELEGRAM_TOKEN").write_text("2:made-up")
    given = {"SKERRY_SECRETS": str(tmp_path)}
    assert secret_files.secret_files(given) == {
        "SKERRY_TELEGRAM_TOKEN": "1:made-up",
        "SKERRY_STORAGE__URL": "sqlite:///other.db",
    }
    both = {**given, "CREDENTIALS_DIRECTORY": str(systemd)}
    assert secret_files.secret_files(both)["SKERRY_TELEGRAM_TOKEN"] == "2:made-up"
    settings = tmp_path / "settings.toml"
    settings.write_text("[bots.telegram]\n")
    loaded = config.load(str(settings), {**given, "SKERRY_TELEGRAM_TOKEN": "3:made-up"})
    assert loaded.settings.storage.url == "sqlite:///other.db"
    assert loaded.secrets == {"SKERRY_TELEGRAM_TOKEN": "3:made-up"}


def test_a_folder_of_credentials_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(ConfigError, match=r"SKERRY_SECRETS: .*nowhere cannot be read"):
        secret_files.secret_files({"SKERRY_SECRETS": str(tmp_path / "nowhere")})


def test_version_revision_and_schema_are_said(tmp_path):
    told = CliRunner().invoke(app, ["version"]).stdout
    newest = max(each.name[:4] for each in (ROOT / "storage/migrations/versions").glob("0*.py"))
    assert re.fullmatch(rf"skerry \S+ \((revision \S+, )?schema {newest}\)\n", told)
    assert version.told(tmp_path).endswith("(schema unknown)")


@pytest.mark.parametrize(
    ("files", "revision"),
    [
        ({"REVISION": "0123456789ab-dirty\n"}, "0123456789ab-dirty"),
        ({".git/HEAD": "f" * 40}, "f" * 12),
        ({".git/HEAD": "ref: refs/heads/main", ".git/refs/heads/main": "a" * 40}, "a" * 12),
        (
            {
                ".git/HEAD": "ref: refs/heads/main",
                ".git/packed-refs": f"# pack-refs\n{'b' * 40} refs/heads/main\n",
            },
            "b" * 12,
        ),
        ({".git/HEAD": "ref: refs/heads/main"}, ""),
        ({}, ""),
    ],
    ids=["built", "detached", "branch", "packed", "unborn", "unknown"],
)
def test_the_revision_is_found(tmp_path, files, revision):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert version.revision(tmp_path) == revision


def test_a_version_that_is_not_installed_is_unknown(monkeypatch):
    def missing(_name):
        raise version.PackageNotFoundError

    monkeypatch.setattr(version, "version", missing)
    assert version.number() == "unknown"


class Probes(http.server.BaseHTTPRequestHandler):
    """Alive, but not ready."""

    def do_GET(self):
        body = {"/livez": (200, {"status": "alive"}), "/readyz": (503, {"status": "unready"})}
        status, told = body[self.path]
        if status == 503:
            told["why"] = ["no storage", "telegram: refused"]
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_):
        """Nothing is news."""


@pytest.fixture
def probed(tmp_path, monkeypatch):
    server = http.server.HTTPServer(("127.0.0.1", 0), Probes)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    (tmp_path / "settings.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SKERRY_METRICS__ON", "true")
    monkeypatch.setenv("SKERRY_METRICS__HOST", "0.0.0.0")  # noqa: S104 - it is the client that reads it
    monkeypatch.setenv("SKERRY_METRICS__PORT", str(server.server_port))
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def test_health_says_what_the_probes_say(probed):
    ready = CliRunner().invoke(app, ["health"])
    assert (ready.exit_code, ready.stdout) == (1, "unready: no storage, telegram: refused\n")
    alive = CliRunner().invoke(app, ["health", "--live"])
    assert (alive.exit_code, alive.stdout) == (0, "alive\n")


def test_health_of_a_desk_that_does_not_run(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        (tmp_path / "s.toml").write_text(f"[console]\nport = {free.getsockname()[1]}\n")
        ok, said = health_command.ask(str(tmp_path / "s.toml"), live=False)
    assert not ok
    assert "does not answer" in said


def test_health_needs_a_port_that_is_known(tmp_path):
    (tmp_path / "s.toml").write_text("[console]\nport = 0\n")
    answer = CliRunner().invoke(app, ["health", "--settings", str(tmp_path / "s.toml")])
    assert answer.exit_code == 2
    assert "SKERRY_METRICS__ON" in answer.stderr


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}"], ids=str)
def test_another_program_on_that_port_is_told_as_such(body):
    assert health_command._words(body) == "something else answers there"
