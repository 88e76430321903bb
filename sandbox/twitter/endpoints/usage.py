"""How many posts this project has read."""

from __future__ import annotations

from datetime import UTC, datetime

from sandbox.twitter.backend import APP, Backend, Request, endpoint
from sandbox.twitter.fields import USAGE_FIELDS
from sandbox.twitter.limits import Budget
from sandbox.twitter.model import Json
from sandbox.twitter.schema import some_of, whole

PROJECT = "1"


@endpoint(
    "GET /2/usage/tweets",
    auth=APP,
    budget=Budget(app=50),
    query={"days": whole(1, 90), "usage.fields": some_of(USAGE_FIELDS)},
)
def usage(backend: Backend, request: Request) -> Json:
    """Posts read, every post once a day."""
    values: Json = {
        "project_id": PROJECT,
        "project_cap": backend.settings.usage_cap,
        "project_usage": len(backend.read),
        "cap_reset_day": 1,
        "daily_project_usage": {"project_id": int(PROJECT), "usage": _daily(backend)},
    }
    always = {"project_cap", "project_id", "project_usage", "cap_reset_day"}
    wanted = {*always, *request.query.get("usage.fields", ())}
    shown = {name: value for name, value in values.items() if name in wanted}
    if "daily_project_usage" in shown and not shown["daily_project_usage"]["usage"]:
        del shown["daily_project_usage"]
    return {"data": shown}


def _daily(backend: Backend) -> list[Json]:
    days = sorted({day for day, _ in backend.read})
    return [
        {
            "date": datetime.fromtimestamp(day * 86_400, UTC).strftime("%Y-%m-%dT00:00:00.000Z"),
            "usage": sum(1 for each, _ in backend.read if each == day),
        }
        for day in days
    ]
