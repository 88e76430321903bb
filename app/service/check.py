"""What `skerry doctor` says about service: hours, promises, and who on call is not reached."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import bots
from app.sealing.keys import open_desk
from app.service.promises import promises_of
from core.errors import ConfigError, StorageUnavailable
from core.service.paging import dead
from core.settings import Loaded
from core.tables.service import SMTP_PASSWORD, WEBHOOK_SECRET, OnCall

# state, what was found, what to do
Line = tuple[str, str, str]


def service_checked(loaded: Loaded) -> Line:
    """Whether what is promised makes sense, and whether somebody works now."""
    table = loaded.settings.service
    try:
        promises = promises_of(table)
    except ConfigError as error:
        return "bad", str(error), "mend the line named"
    now = datetime.now(UTC)
    minutes = ", ".join(f"{urgency} {n:g} min" for urgency, n in promises.minutes.items())
    hours = "open" if promises.calendar.is_open(now) else "closed"
    if promises.calendar.never_closes:
        return "ok", f"{minutes}; somebody always works", ""
    return "ok", f"{minutes}; {hours} now in {table.zone}", ""


async def on_call_checked(loaded: Loaded) -> Line:
    """Whether everybody on call can be called, and was when it mattered."""
    steps = loaded.settings.service.on_call
    if not steps:
        return "note", "nobody is on call", "name somebody in [[service.on_call]]"
    for step in steps:
        if why := _unreachable(step, loaded):
            return "bad", f"'{step.name}' cannot be called: {why}", "mend [[service.on_call]]"
    try:
        store = await open_desk(loaded)
        try:
            lost = dead(await store.calls(datetime.now(UTC) - timedelta(hours=24)))
        finally:
            await store.close()
    except (ConfigError, StorageUnavailable):
        lost = ()  # the line about the database says so
    if lost:
        last = lost[-1]
        found = f"'{last.name}' was not reached at {last.sent_at:%d %b %H:%M} UTC: {last.why}"
        return "bad", found, "mend that pager; until then the next one is called"
    names = " → ".join(f"{step.name} ({step.wait_min:g} min)" for step in steps)
    return "ok", names, ""


def _unreachable(step: OnCall, loaded: Loaded) -> str:
    """Why a step cannot be taken at all; empty when it can."""
    if step.via == "webhook":
        return "" if loaded.secrets.get(WEBHOOK_SECRET) else f"{WEBHOOK_SECRET} is not set"
    if step.via == "email":
        mute = loaded.settings.service.mail.user and not loaded.secrets.get(SMTP_PASSWORD)
        return f"{SMTP_PASSWORD} is not set" if mute else ""
    table = loaded.settings.bots.get(step.platform)
    if table is None:
        return f"there is no [bots.{step.platform}]"
    if step.via == "room" and not bots.room(step.platform, table):
        return f"[bots.{step.platform}] names no moderators' room"
    return ""
