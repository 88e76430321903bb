"""`skerry restore`: what it does and says."""

from __future__ import annotations

import sys
from dataclasses import asdict

from app import config
from app.commands.lines import progress
from app.restore import run as restore
from app.restore.source import opened

WOULD = (
    "{source} is whole: {rows:,} rows in {tables} tables would be restored to {target};"
    " nothing was written"
)
DONE = (
    "{source}, made {made_at}: {rows:,} rows in {tables} tables restored to {target}"
    " and found the same there"
)
UNKNOWN = (
    "{unknown} sends were waiting or under way then: each is 'unknown' on its case, none is"
    " repeated"
)
ERASED = "{erased} people who were erased since were erased again"
ASIDE = "what was there before is {aside}; delete it when you are content"
AFTERWARDS = """\
Everybody signs in anew. Agents, roles and keys are those of then: who was locked out since is back.
What the desk said since then it does not know. So that it says nothing twice, let the first start
leave to agents all that people wrote meanwhile: SKERRY_DESK__STALE_AFTER_H=0.01"""


def rehearse(settings: str | None, source: str, to: str) -> None:
    """Read all of it and say what would be done."""
    loaded = config.load(settings)
    url = to or loaded.settings.storage.url
    with opened(source, loaded) as found, progress("reading", None) as step:
        done = restore.rehearse(found, url, step)
    _say(WOULD.format(**asdict(done)))


def put_back(settings: str | None, source: str, to: str, *, force: bool) -> None:
    """Restore it; raises ConfigError where that would harm."""
    loaded = config.load(settings)
    url = to or loaded.settings.storage.url
    with opened(source, loaded) as found, progress("restoring", None) as step:
        restore.check_target(url, force=force)
        done = restore.restore(found, url, loaded, step)
    fields = asdict(done)
    _say(DONE.format(**fields))
    for words, is_said in ((UNKNOWN, done.unknown), (ERASED, done.erased), (ASIDE, done.aside)):
        if is_said:
            _say(words.format(**fields))
    _say(AFTERWARDS)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
