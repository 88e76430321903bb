"""The fleet's PostgreSQL server: killed, restarted, and on a disk that can be filled."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import psycopg

from tests import postgres_kit

# Of the memory that stands for its disk.
DISK = "512m"
BALLAST = "ballast"
NOT_ROOT = "a small disk of its own takes root"
CHUNK = b"\0" * (1 << 20)


class Database(postgres_kit.Server):
    """A server of our own; `disk` is the small disk it stands on, where there is one."""

    disk: Path | None = None

    @classmethod
    def found(cls) -> Database | None:
        """A running one, or None where there is no PostgreSQL."""
        binaries, user = postgres_kit.binaries(), postgres_kit.helper()
        if binaries is None or (os.geteuid() == 0 and user is None):
            return None
        return cls(binaries, user)

    @property
    def socket(self) -> str:
        """Where it is reached on this machine."""
        return str(self.folder / ".s.PGSQL.5432")

    def onto_a_small_disk(self) -> bool:
        """Move what it keeps onto a disk that can be filled; False where that is not allowed."""
        disk = self.folder / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "skerry-chaos", str(disk)]
        if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
            return False
        self.disk = disk
        self.stop("fast")
        shutil.copytree(self.data, disk / "data", symlinks=True)
        shutil.rmtree(self.data)
        self.data.symlink_to(disk / "data")
        for each in (disk, *(disk / "data").rglob("*"), disk / "data"):
            shutil.chown(each, self.user or os.getuid())
        (disk / "data").chmod(0o700)
        self.start()
        return True

    def remove(self) -> None:
        super().stop()
        if self.disk:
            subprocess.run(["umount", "-l", str(self.disk)], check=False)
        super().remove()

    def kill(self) -> None:
        """-9 for the server and every process of it."""
        number = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        for each in (number, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)

    async def again(self) -> None:
        """Start it until it runs: what was killed may still hold its memory for a moment."""
        while not await asyncio.to_thread(self._is_up):
            with suppress(subprocess.CalledProcessError, subprocess.TimeoutExpired):
                await asyncio.to_thread(self.start)

    def _is_up(self) -> bool:
        try:
            with psycopg.connect(self.conninfo, connect_timeout=2) as connection:
                connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    @property
    def conninfo(self) -> str:
        """For somebody on this machine."""
        return f"host={self.folder} user=skerry dbname=desk"

    def fill(self) -> None:
        """Not a byte is left on its disk."""
        assert self.disk is not None  # noqa: S101  # drawn only where there is one
        with suppress(OSError), (self.disk / BALLAST).open("wb") as ballast:
            while True:
                ballast.write(CHUNK)
                ballast.flush()

    def clear(self) -> None:
        """There is room again."""
        if self.disk:
            (self.disk / BALLAST).unlink(missing_ok=True)
