"""Two versions side by side on one server, as processes: what docs/upgrading.md promises of them.

The next version is this one with one more migration, in a tree of its own.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.types import Platform
from storage import open_store
from storage.engine.schema_state import newest
from tests import postgres_kit
from tests.conftest import a_message
from tests.postgres_kit import binaries
from tests.story_kit import until

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(binaries() is None, reason="no PostgreSQL"),
]

ROOT = Path(__file__).parents[1]
PATIENCE_S = 120.0
NEXT = f"{int(newest()) + 1:04d}"
AFTER_NEXT = f"{int(newest()) + 2:04d}"
# What a release may do: something new that fills itself, and nothing taken away.
MIGRATION = f'''
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{NEXT}", "{newest()}", None, None


def upgrade():
    op.create_table("novelty", sa.Column("id", sa.Integer(), primary_key=True))
    told = sa.Column("told", sa.String(), nullable=False, server_default="")
    op.add_column("case", told)
    op.add_column("inbox", sa.Column("weight", sa.BigInteger(), nullable=True))
    op.create_index("inbox_weight", "inbox", ["weight"])
'''
SETTINGS = """
[storage]
url = "{url}"
[sealing]
key = "none"  # what is said is read in the database, from outside
[console]
port = 0
[triage]
workers = 0
[triage.encoder]
use = "off"
[log]
level = "info"
json_lines = true
[bots.telegram]
"""
COUNT = "SELECT count(DISTINCT message_key), count(*) FROM verdict"


class Stage:
    """One database and the processes that share it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url, self.told = folder, url, 0
        (folder / "settings.toml").write_text(SETTINGS.format(url=url))

    def next_version(self) -> Path:
        """The tree of the next version."""
        tree = self.folder / "next"
        tree.mkdir()
        for each in ROOT.iterdir():
            if each.is_dir() and (each / "__init__.py").exists() and each.name != "storage":
                (tree / each.name).symlink_to(each)
        for name in ("settings.toml", "knowledge", "models"):
            if not (tree / name).exists():
                (tree / name).symlink_to(ROOT / name)
        shutil.copytree(ROOT / "storage", tree / "storage")
        versions = tree / "storage" / "migrations" / "versions"
        (versions / f"{NEXT}_novelty.py").write_text(MIGRATION)
        return tree

    def start(self, name: str, tree: Path) -> subprocess.Popen[bytes]:
        """A worker of this version; its log is `name`."""
        environment = {each: os.environ[each] for each in os.environ if each != "PYTHONPATH"}
        environment["SKERRY_TELEGRAM_TOKEN"] = "123456789:" + "a" * 35
        command = [sys.executable, "-m", "app", "work"]
        with (self.folder / name).open("ab") as log:
            return subprocess.Popen(
                [*command, "--settings", str(self.folder / "settings.toml")],
                cwd=tree,
                env=environment,
                stderr=log,
                start_new_session=True,
            )

    def said(self, name: str) -> str:
        file = self.folder / name
        return file.read_text() if file.exists() else ""

    async def tell(self, count: int) -> None:
        """Somebody writes, each time in another conversation, and all of it is read."""
        store = await open_store(self.url)
        numbers = range(self.told, self.told + count)
        # Of today: what is older than it may be kept would be erased instead of read.
        now = datetime.now(UTC)
        await store.put(
            [
                a_message(
                    "what are your fees?",
                    platform=Platform("telegram"),
                    id=str(number),
                    conversation=f"telegram:nordex:{number}",
                    address=str(number),
                    sent_at=now,
                    received_at=now,
                )
                for number in numbers
            ]
        )
        await store.close()
        self.told += count
        await until(lambda: self.verdicts() == (self.told, self.told), PATIENCE_S)

    def verdicts(self) -> tuple[int, int]:
        """How many messages have a verdict, and how many verdicts there are."""
        with postgres_kit.server().connect("rolling") as connection:
            return connection.execute(COUNT).fetchone()

    def schema(self, becomes: str = "") -> str:
        with postgres_kit.server().connect("rolling") as connection:
            if becomes:
                connection.execute("UPDATE alembic_version SET version_num = %s", (becomes,))
            return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def end(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGKILL) -> int:
    if process.poll() is None:
        process.send_signal(how)
    return process.wait(PATIENCE_S)


@pytest.fixture
def stage(tmp_path):
    return Stage(tmp_path, postgres_kit.server().make("rolling"))


async def test_old_and_new_work_side_by_side_across_one_schema_change(stage):
    async with AsyncExitStack() as stack:

        async def started(name, tree):
            process = stage.start(name, tree)
            stack.callback(end, process)
            await until(lambda: "work: started as" in stage.said(name), PATIENCE_S)
            return process

        old = await started("old", ROOT)
        await stage.tell(5)
        new = await started("new", stage.next_version())
        assert stage.schema() == NEXT
        await stage.tell(20)
        assert old.poll() is None
        end(new)
        await stage.tell(5)  # by the old one, on the newer schema
        end(old)
        assert await asyncio.to_thread(end, await started("again", ROOT), signal.SIGTERM) == 0
        assert f"schema ({NEXT}) is one ahead of this version's ({newest()})" in stage.said("again")
        assert "brought up to date" not in stage.said("again"), "nor is anything backed up for it"
        assert stage.schema() == NEXT


async def test_an_old_process_two_schemas_behind_refuses_and_changes_nothing(stage):
    await (await open_store(stage.url)).close()
    stage.schema(becomes=AFTER_NEXT)
    old = stage.start("old", ROOT)
    assert await asyncio.to_thread(old.wait, PATIENCE_S) == 2
    assert "written by a newer version" in stage.said("old")
    assert len(stage.said("old").splitlines()) == 1
    assert stage.schema() == AFTER_NEXT
