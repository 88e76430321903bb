"""No credential survives on its way into a log line."""

from __future__ import annotations

import json
import logging

import pytest

from app import logs
from core.settings import LogTable

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"


@pytest.fixture
def written(capsys):
    root = logging.getLogger()
    before = (root.handlers, root.level)
    yield lambda: capsys.readouterr().err
    root.handlers, root.level = before


@pytest.mark.parametrize("json_lines", [True, False])
def test_tokens_and_known_secrets_are_covered_even_in_tracebacks(written, json_lines):
    logs.setup(LogTable(json_lines=json_lines), ["swordfish-1"])
    log = logging.getLogger("skerry.test")
    log.info("GET https://example.test/bot%s/getMe as swordfish-1", TOKEN)
    try:
        int(f"bad {TOKEN}")
    except ValueError:
        log.exception("failed")
    text = written()
    assert TOKEN not in text
    assert "swordfish" not in text
    assert text.count(logs.COVER) >= 3
    if json_lines:
        assert json.loads(text.splitlines()[0])["level"] == "info"


def test_talkative_libraries_are_quiet(written):
    logs.setup(LogTable())
    logging.getLogger("httpx").info("HTTP Request: POST https://example.test/botX")
    assert written() == ""
