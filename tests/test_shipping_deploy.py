"""Container, compose files and units: everything they name exists, and nothing runs unguarded.

No container runtime is needed: the files are read, and what they say is held against the code.
"""

from __future__ import annotations

import configparser
import fnmatch
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer
import yaml

import bots
from app import config
from app.cli.main import app
from core.settings import parse

ROOT = Path(__file__).parents[1]
COMMANDS = typer.main.get_command(app).commands
COMPOSE = ("compose.yaml", "compose.single.yaml")
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
SECURE = {
    "DynamicUser": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "RestrictNamespaces": "yes",
    "Type": "notify",
}


def variables(values):
    """Hold variables against the settings; raises ConfigError where one is unknown."""
    given = {name: value for name, value in values.items() if name not in config.OTHER}
    loaded = parse((ROOT / "settings.toml").read_text("utf-8"), given)
    config._check_variables(loaded.secrets)


def known(command):
    """Whether a command line is one of ours: its command, and every option it is given."""
    name, *rest = command
    options = {each for option in COMMANDS[name].params for each in option.opts}
    options |= {each for option in COMMANDS[name].params for each in option.secondary_opts}
    return all(each in options for each in rest if each.startswith("-"))


def lines_of(name):
    """A Containerfile's instructions, continued lines joined."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / name).read_text(), flags=re.MULTILINE)
    return [line.split(None, 1) for line in text.replace("\\\n", " ").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def container():
    return lines_of("Containerfile")


def test_what_the_container_copies_exists_and_is_let_through(container):
    allowed = (ROOT / ".dockerignore").read_text().splitlines()
    copied = [words.split()[:-1] for verb, words in container if verb == "COPY"]
    for name in (each for sources in copied if "--from" not in sources[0] for each in sources):
        assert (ROOT / name).exists(), name
        assert f"!{name.rstrip('/')}" in allowed, f".dockerignore keeps {name} out"


def test_the_wheels_rooms_are_all_copied(container):
    copied = {words.split()[0] for verb, words in container if verb == "COPY"}
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]
    assert set(hatch["build"]["targets"]["wheel"]["only-include"]) <= copied
    assert set(hatch["build"]["targets"]["wheel"]["force-include"]) <= {
        name for verb, words in container if verb == "COPY" for name in words.split()[:-1]
    }


@pytest.mark.parametrize(
    "private", [".env", "skerry.db", ".git", "deploy/secrets/telegram_token", "models/own/a.npz"]
)
def test_nothing_private_reaches_the_builder(private):
    kept = True
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        if line and not line.startswith("#"):
            hit = fnmatch.fnmatch(private, pattern) or private.startswith(f"{pattern}/")
            kept = line.startswith("!") if hit else kept
    assert not kept


def test_the_container_runs_as_nobody_and_stops_as_asked(container):
    last = dict(container)
    assert last["USER"] == "10001:10001"
    assert last["STOPSIGNAL"] == "SIGTERM"
    assert last["ENTRYPOINT"] == '["skerry"]'
    assert known(yaml.safe_load(last["CMD"]))
    check = last["HEALTHCHECK"].partition("CMD ")[2]
    assert yaml.safe_load(check)[0] == "skerry"
    assert known(yaml.safe_load(check)[1:])
    assert "VOLUME" in last
    assert all(image != "latest" for verb, image in container if verb == "FROM")


def test_the_containers_variables_are_settings(container):
    pairs = [pair for verb, words in container if verb == "ENV" for pair in shlex.split(words)]
    given = dict(pair.split("=", 1) for pair in pairs if pair.startswith("SKERRY_"))
    assert given
    variables(given)


def test_everything_installed_is_held_against_a_hash(container):
    for verb, words in container:
        for step in words.split("&&") if verb == "RUN" else ():
            if "pip install" in step and "/wheel/" not in step:
                assert "--require-hashes" in step
    for name in ("requirements.hashed.lock", "requirements.build.lock"):
        entries = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
        assert entries
        assert all("==" in each and "--hash=sha256:" in each for each in entries), name
        assert "://" not in (ROOT / name).read_text()


def test_the_hashed_lock_has_what_the_project_needs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    plain = lambda name: re.sub(r"[-_.]+", "-", name).lower()  # noqa: E731
    named = lambda text: plain(re.match(r"[\w.-]+", text)[0])  # noqa: E731
    locked = {named(each) for each in (ROOT / "requirements.hashed.lock").read_text().splitlines()
              if each[0].isalpha()}  # fmt: skip
    assert {named(each) for each in project["project"]["dependencies"]} <= locked
    built = (ROOT / "requirements.build.lock").read_text()
    assert all(each in built for each in project["build-system"]["requires"])


def services(name):
    return yaml.safe_load((ROOT / name).read_text())["services"].items()


EVERY = [
    pytest.param(name, service, id=f"{name}:{role}")
    for name in COMPOSE
    for role, service in services(name)
]
DESKS = [each for each in EVERY if "build" in each.values[1]]


@pytest.mark.parametrize(("name", "service"), DESKS)
def test_a_service_of_ours_runs_a_command_and_settings_that_exist(name, service):
    assert known(service["command"])
    assert set(service["command"][1:]) - {"--no-deliver"} <= set(bots.names())
    given = {key: str(value) for key, value in service.get("environment", {}).items()}
    held = {each["target"]: "made up" for each in service.get("secrets", ())}
    variables(given | held | ({"SKERRY_STORAGE__URL": "sqlite:///x.db"} if held else {}))
    assert (ROOT / service["build"]["dockerfile"]).exists()


@pytest.mark.parametrize(("name", "service"), DESKS)
def test_a_service_of_ours_can_change_nothing_but_its_volume(name, service):
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == ["desk:/var/lib/skerry"]
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))


@pytest.mark.parametrize(("name", "service"), EVERY)
def test_every_service_has_limits_and_comes_back(name, service):
    assert {"cpus", "memory"} <= set(service["deploy"]["resources"]["limits"])
    assert service["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", COMPOSE)
def test_what_a_compose_file_names_it_also_declares(name):
    whole = yaml.safe_load((ROOT / name).read_text())
    for service in whole["services"].values():
        named = {each if isinstance(each, str) else each["source"]
                 for each in service.get("secrets", ())}  # fmt: skip
        assert named <= set(whole.get("secrets", {}))
        assert {each.partition(":")[0] for each in service["volumes"]} <= set(whole["volumes"])
        assert set(service.get("networks", ())) <= set(whole.get("networks", {}))
        assert set(service.get("depends_on", {})) <= set(whole["services"])


def test_the_fleet_has_every_role_and_a_database_that_keeps_its_word():
    fleet = dict(services("compose.yaml"))
    assert {"database", "listen", "work", "deliver", "console"} == set(fleet)
    assert fleet["work"]["deploy"]["replicas"] == 2
    database = fleet["database"]
    assert database["image"].startswith("postgres:16")
    assert "synchronous_commit=on" in database["command"]
    assert "--locale=C.UTF-8" in database["environment"]["POSTGRES_INITDB_ARGS"]
    assert "POSTGRES_PASSWORD" not in database["environment"]
    assert "pg_isready" in database["healthcheck"]["test"][1]
    for role in set(fleet) - {"database"}:
        assert fleet[role]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_secrets_are_made_once_and_only_for_this_folder(tmp_path):
    (tmp_path / "secrets").mkdir()
    shutil.copy(ROOT / "deploy" / "secrets.sh", tmp_path)
    command = ["/bin/sh", str(tmp_path / "secrets.sh")]
    subprocess.run(command, check=True)
    password = (tmp_path / "secrets" / "database_password").read_text()
    url = (tmp_path / "secrets" / "storage_url").read_text()
    assert re.fullmatch(r"[0-9a-f]{48}", password)
    assert url == f"postgresql://skerry:{password}@database/skerry"
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    subprocess.run(command, check=True)
    assert (tmp_path / "secrets" / "database_password").read_text() == password


class Unit(configparser.RawConfigParser):
    """A unit: keys keep their case, and one that comes again is added."""

    def __init__(self, path):
        super().__init__(strict=False, interpolation=None, delimiters=("=",))
        self.optionxform = str
        self.read(path)


@pytest.mark.parametrize("path", UNITS, ids=lambda each: each.name)
def test_a_unit_runs_commands_that_exist_and_is_locked_in(path):
    service = Unit(path)["Service"]
    binary, role, *_ = service["ExecStart"].split()
    assert Path(binary).name == "skerry"
    for command in ("listen", "work", "deliver", "console") if role == "%i" else (role,):
        assert command in COMMANDS
    assert {key: service.get(key) for key in SECURE} == SECURE
    assert int(service["WatchdogSec"]) > 0
    assert service["RestartPreventExitStatus"] == "2"  # wrong use: docs and code say 2
    assert service["LoadCredential"].startswith("SKERRY:")  # which systemd puts before each file


def test_the_role_units_example_arguments_are_options_of_ours():
    text = next(each for each in UNITS if "@" in each.name).read_text()
    arguments = re.search(r"ARGUMENTS=(.*?) *;", text)[1].split()
    assert known(["listen", *arguments])


@pytest.mark.parametrize("path", UNITS, ids=lambda each: each.name)
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_itself_finds_the_unit_right_and_safe(path, tmp_path):
    # the command is not installed here, and a template wants a name to be looked at
    place = tmp_path / path.name.replace("@", "@work")
    place.write_text(path.read_text().replace("/opt/skerry/bin/skerry", "/bin/true"))
    looked = subprocess.run(
        ["systemd-analyze", "verify", str(place)],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (looked.returncode, looked.stderr) == (0, "")
    weighed = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(place)],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert weighed.returncode == 0, weighed.stdout[-300:]
