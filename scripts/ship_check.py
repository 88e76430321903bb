"""`make ship-check`: what is published builds twice to the same bytes, and works where it lands.

Builds an sdist from this tree, and from that sdist both kinds of package, twice, in two places;
installs the wheel into a fresh environment outside the checkout, and asks it what an operator asks.
Takes some minutes; needs an index with the packages of requirements.hashed.lock.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request
import venv
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EPOCH = "1700000000"
MESSAGE = '{"id": 1, "text": "my withdrawal has been pending for two days"}\n'
CONSOLE = re.compile(r"Console\s+(http://\S+)")
START_S, STEP_S = 180, 900


def main() -> int:
    """Check everything, one line a step; 1 with the reason at the first that fails."""
    with tempfile.TemporaryDirectory(prefix="skerry-ship-") as kept:
        place = Path(kept)
        try:
            wheel = reproducible(place)
            command = installed(wheel, place)
            answers(command, place)
            serves(command, place)
        except (AssertionError, subprocess.SubprocessError, OSError) as error:
            say(f"FAILED: {error}")
            return 1
    say("everything that ships works")
    return 0


def reproducible(place: Path) -> Path:
    """The wheel; raises AssertionError where a second build differs by a byte.

    All that is published is made from the sdist, so that is what is built twice, in two places.
    """
    build(ROOT, place / "tree", "--sdist")
    source = next((place / "tree").iterdir())
    made = []
    for name in ("first", "second"):
        with tarfile.open(source) as packed:
            packed.extractall(place / name / "sources", filter="data")
        build(
            next((place / name / "sources").iterdir()), place / name / "dist", "--sdist", "--wheel"
        )
        made.append({each.name: digest(each) for each in (place / name / "dist").iterdir()})
    need(made[0] == made[1], f"two builds differ: {made}")
    need(made[0][source.name] == digest(source), f"{source.name} does not make itself again")
    for name, sha in sorted(made[0].items()):
        say(f"built twice, the same: {name} sha256 {sha}")
    return next((place / "first" / "dist").glob("*.whl"))


def build(sources: Path, into: Path, *kinds: str) -> None:
    """Sdist, wheel or both, each from these sources."""
    run([sys.executable, "-m", "build", "--no-isolation", *kinds, "--outdir", into, sources])


def installed(wheel: Path, place: Path) -> Path:
    """The `skerry` of a fresh environment: what is locked, by its hashes, and the wheel."""
    home = place / "environment"
    venv.create(home, with_pip=True)
    pip = home / "bin" / "pip"
    quiet = ["install", "--quiet", "--progress-bar", "off", "--no-deps"]
    run([pip, *quiet, "--require-hashes", "-r", ROOT / "requirements.hashed.lock"])
    run([pip, *quiet, wheel])
    run([pip, "check"])
    say("installed in a fresh environment")
    return home / "bin" / "skerry"


def answers(command: Path, place: Path) -> None:
    """version, doctor and triage in an empty folder, and `init` in another."""
    empty = place / "empty"
    empty.mkdir()
    say(f"version: {run([command, 'version'], cwd=empty).strip()}")
    doctor = run([command, "doctor"], cwd=empty)
    need("bad" not in doctor, f"doctor finds something bad:\n{doctor}")
    told = json.loads(run([command, "triage", "-"], cwd=empty, stdin=MESSAGE))
    need(told["intent"] == "withdrawal", f"triage reads {told['intent']}")
    own = place / "own"
    run([command, "init", own])
    run([command, "knowledge", "check"], cwd=own)
    say("doctor, triage, init and knowledge check answer")


def serves(command: Path, place: Path) -> None:
    """`skerry run` in an empty folder brings the sandbox up, serves its first page, and stops."""
    output = place / "run.txt"
    environment = {**clean(), "SKERRY_CONSOLE__PORT": "0", "COLUMNS": "200"}
    with output.open("wb") as sink:
        desk = subprocess.Popen(  # noqa: S603 - our own wheel
            [command, "run"], cwd=place / "empty", env=environment, stdout=sink, stderr=sink
        )
    try:
        url = wait_for(desk, output)
        with urllib.request.urlopen(url, timeout=30) as page:  # noqa: S310 - on loopback
            body = page.read().decode()
        need("<html" in body and "Skerry" in body, f"{url} serves something else")
        say(f"run serves its first page: {len(body):,} characters")
    finally:
        desk.send_signal(signal.SIGTERM)
        code = desk.wait(timeout=60)
    need(code == 0, f"run ended with {code}:\n{output.read_text()[-2000:]}")


def wait_for(desk: subprocess.Popen[bytes], output: Path) -> str:
    """The console's address, once it is printed."""
    until = time.monotonic() + START_S
    while time.monotonic() < until and desk.poll() is None:
        if found := CONSOLE.search(output.read_text("utf-8")):
            return found[1]
        time.sleep(0.2)
    raise AssertionError(f"run printed no address:\n{output.read_text()[-2000:]}")


def run(words: list[str | Path], *, cwd: Path | None = None, stdin: str = "") -> str:
    """What a command prints; raises AssertionError with its words where it fails."""
    done = subprocess.run(  # noqa: S603 - commands of this file
        list(map(str, words)),
        cwd=cwd,
        env=clean(),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=STEP_S,
        check=False,
    )
    need(not done.returncode, f"{words[0]} {words[1]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def clean() -> dict[str, str]:
    """The environment without anything that leads back to the checkout or to settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SKERRY_") and name not in {"PYTHONPATH", "VIRTUAL_ENV"}
    }
    return kept | {"SOURCE_DATE_EPOCH": EPOCH}


def digest(file: Path) -> str:
    """SHA-256."""
    return sha256(file.read_bytes()).hexdigest()


def need(ok: bool, why: str) -> None:  # noqa: FBT001 - reads like assert, and is never switched off
    """Raise AssertionError with the reason where something is not so."""
    if not ok:
        raise AssertionError(why)


def say(line: str) -> None:
    """One line for whoever waits."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
