"""What docs/api.md tells receivers to do works as it stands there."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.tokens import NEEDS, Scope
from core.webhooks.kinds import Event, headers, rotated
from tests.core.test_webhooks import BODY, a_webhook

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text()


@pytest.fixture(scope="module")
def is_ours():
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    room = {}
    exec(code, room)  # noqa: S102 - the page is ours
    return room["is_ours"]


def now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


def test_the_example_knows_what_is_ours(is_ours):
    hook = a_webhook()
    given = headers(hook, "evt_1", BODY, now())
    assert is_ours(hook.secret, given, BODY)
    assert not is_ours(hook.secret, given, BODY + b" ")
    assert not is_ours(hook.secret, given | {"webhook-id": "evt_2"}, BODY)
    assert not is_ours(a_webhook().secret, given, BODY)


def test_the_example_takes_either_secret_after_a_rotation(is_ours):
    old = a_webhook()
    new = rotated(old, now())
    given = headers(new, "evt_1", BODY, now())
    assert is_ours(old.secret, given, BODY)
    assert is_ours(new.secret, given, BODY)


def test_the_example_refuses_what_was_recorded_long_ago(is_ours):
    hook = a_webhook()
    assert not is_ours(hook.secret, headers(hook, "e", BODY, now() - timedelta(hours=1)), BODY)


@pytest.mark.parametrize("scope", Scope)
def test_every_scope_stands_in_the_table_with_its_permission(scope):
    (line,) = (each for each in PAGE.splitlines() if each.startswith(f"| `{scope}`"))
    assert line.rstrip(" |").endswith(NEEDS[scope].value)


@pytest.mark.parametrize("event", Event)
def test_every_event_is_named(event):
    assert f"`{event}`" in PAGE
