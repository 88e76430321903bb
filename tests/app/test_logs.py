"""No credential, secret or person's word survives on its way into a log line."""

from __future__ import annotations

import json
import logging
import sys
import threading
import warnings
from dataclasses import replace

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

import bots
from app import config
from app.seeing import logs
from app.seeing.logs_cover import COVER, VALUES, WORDS, Cover, without_words
from app.seeing.logs_flood import BURST, PERIOD_S, Flood
from core.about import about, digest
from core.settings import Loaded, LogTable, Settings, StorageTable
from core.triage.secrets import MARKS, mask
from tests.conftest import a_message
from tests.contract.store_kit import a_say, messages
from tests.leak_kit import leaks

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"
FORMS = pytest.mark.parametrize("json_lines", [True, False], ids=["json", "terminal"])
LOG = logging.getLogger("skerry.test")
TEXT = "my deposit of 250 SOL never came\nplease don't close this"


@pytest.fixture
def written(capsys):
    """What was written to stderr; afterwards logging is as it was."""
    root = logging.getLogger()
    before = (root.handlers, root.level, sys.excepthook, threading.excepthook)
    yield lambda: capsys.readouterr().err
    root.handlers, root.level, sys.excepthook, threading.excepthook = before
    logging.captureWarnings(capture=False)
    structlog.contextvars.clear_contextvars()


def fail(error, cause=None):
    if cause is None:
        raise error
    try:
        fail(cause)
    except type(cause) as caught:
        raise error from caught


def say(secret):
    """One value by every way into a line: sentence, argument, exception, local, extra type."""
    held_in_a_local = {"here": [secret]}
    LOG.warning(f"said {secret}")  # noqa: G004 - as careless code does
    LOG.warning("as an argument: %s, %r", secret, held_in_a_local)
    LOG.warning("by name: %(it)s", {"it": secret})
    cause = KeyError(secret)
    cause.add_note(f"noted {secret}")
    try:
        fail(ValueError(f"bad value {secret!r}"), cause)
    except ValueError:
        LOG.exception("failed", stack_info=True)
    try:
        fail(ExceptionGroup(secret, [RuntimeError(secret)]))
    except ExceptionGroup:
        structlog.get_logger("native").exception("grouped", value=secret, more=[{secret: 1}])


def credentials():
    """One made-up value for each credential the desk takes, none of which has a telling shape."""
    names = [f"SKERRY_{p.upper()}_{each}" for p in bots.names() for each in bots.credentials(p)]
    names += config.SECRETS
    return {name: f"zq{digest(name)}+/x'{at}" for at, name in enumerate(names)}


@FORMS
def test_no_credential_is_in_a_line_whatever_way_it_takes(written, json_lines):
    made = credentials()
    assert len(made) > 10
    logs.setup(LogTable(json_lines=json_lines), made.values())
    for value in made.values():
        say(value)
        say(value.replace("+", "%2B").replace("/", "%2F").replace("'", "%27"))
    text = written()
    assert not [name for name, value in made.items() if digest(name) in text]
    assert text.count(COVER) >= 5 * len(made)


def one_of_each_kind():
    found = {}
    for leak in leaks():
        if leak.kind not in found and mask(leak.text).secrets:
            found[leak.kind] = leak
    return found


@FORMS
@pytest.mark.parametrize("kind", MARKS)
def test_no_kind_of_secret_is_in_a_line_whatever_way_it_takes(written, kind, json_lines):
    leak = one_of_each_kind()[kind]
    logs.setup(LogTable(json_lines=json_lines))
    say(leak.text)
    text = written()
    assert MARKS[kind] in text
    hidden = leak.secret or " ".join(leak.words)
    for form in {hidden, repr(hidden)[1:-1], json.dumps(hidden)[1:-1]}:
        assert form not in text
    assert not [word for word in leak.words if f" {word} " in text and len(word) > 5]


SHAPES = {
    "bot token": TOKEN,
    "token of a gateway": f"{'Mz' + 'k' * 24}.GxYz12.{'q' * 30}",
    "token of the api": f"skerry_ab12cd34_{'Z' * 43}",
    "bearer": "Bearer " + "y" * 24,
    "jwt": "eyJhbGciOiJI.eyJzdWIiOiJ4.c2lnbmF0dXJl",
    "password in an address": "postgresql://desk:hunter2secret@db/x",
    "sign-in link": "http://127.0.0.1:8080/sign-in?token=AbCdEf0123456789",
    "json": '{"access_token": "AbCdEf0123456789"}',
    "pem": "-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----",
}


@FORMS
@pytest.mark.parametrize("shape", SHAPES)
def test_credentials_are_known_by_their_shape(written, shape, json_lines):
    logs.setup(LogTable(json_lines=json_lines))
    say(SHAPES[shape])
    text = written()
    assert COVER in text
    for part in ("hunter2secret", "AbCdEf0123456789", "y" * 24, "q" * 30, "Z" * 43, "MIIabc"):
        assert part not in text
    assert TOKEN not in text
    assert "c2lnbmF0" not in text


@FORMS
@pytest.mark.parametrize("subject", ["message", "send"])
def test_what_people_wrote_is_in_no_line_about_it(written, subject, json_lines):
    logs.setup(LogTable(json_lines=json_lines))
    message = a_message(TEXT, id="77")
    person = replace(message.author, name="Ann Example-Person", handle="ann_example")
    message = replace(message, author=person)
    with about(message if subject == "message" else replace(a_say("1"), text=TEXT)):
        say(TEXT)
        say("a part of it: deposit of 250 SOL never ca…")
    if subject == "message":
        with about(message):
            LOG.warning("from %s (%s)", person.name, person.handle)
    text = written()
    assert WORDS in text
    assert not [each for each in ("250 SOL", "deposit of", "close this") if each in text]
    assert "ann" not in text.lower().replace("cannot", "")


def test_values_of_our_own_types_are_named_and_not_shown(written):
    logs.setup(LogTable(json_lines=True))
    message = a_message(TEXT, id="77")
    LOG.warning("read %s of %s, %d", message, [message], 3)
    LOG.warning("read %(it)s as %(kind)s", {"it": {"a": message}, "kind": type(message)})
    LOG.warning("broken %d", "x")
    first, second, third = map(json.loads, written().splitlines())
    assert first["event"] == f"read Message {message.key} of ['Message {message.key}'], 3"
    assert message.key in second["event"]
    assert third["event"] == "broken %d [1 values that do not fit]"
    assert "deposit" not in str((first, second))


class Checked(BaseModel):
    age: int


def test_what_libraries_quote_is_taken_out(written):
    logs.setup(LogTable(json_lines=True))
    quoted = "(boom)\nDETAIL: Key (text)=(mine)\n[SQL: SELECT 1]\n[parameters: ('mine', 'own')]"
    LOG.warning(quoted)
    with pytest.raises(ValidationError) as caught:
        Checked(age="mine and only mine")  # type: ignore[arg-type]
    LOG.error("refused", exc_info=caught.value)
    text = written()
    assert "mine" not in text
    assert text.count(VALUES) == 3
    assert "[SQL: SELECT 1]" in text


def test_a_line_as_json_says_everything(written):
    logs.setup(LogTable(json_lines=True), role="work")
    message = a_message("hello there", id="77")
    structlog.contextvars.bind_contextvars(platform="replay")
    with about(message):
        try:
            fail(ValueError("why"), KeyError("before"))
        except ValueError:
            logging.getLogger("core.desk").exception("could not %s", "work")
    LOG.info("beside")
    first, second = map(json.loads, written().splitlines())
    frames = [stack.pop("frames") for stack in first["exception"]]
    assert [each["exc_type"] for each in first["exception"]] == ["ValueError", "KeyError"]
    assert frames[0][-1]["name"] == "fail"
    assert not [key for each in frames for frame in each for key in frame if key == "locals"]
    assert first["timestamp"].endswith("Z")
    named = ("event", "level", "logger", "role", "message", "platform", "conversation")
    assert [first[each] for each in named] == [
        "could not work", "error", "core.desk", "work", message.key, "replay",
        digest(message.conversation),
    ]  # fmt: skip
    assert first["process"].rpartition(":")[2].isdigit()
    assert message.conversation not in (first["conversation"], first["event"])
    assert {"message", "conversation"}.isdisjoint(second)
    assert second["platform"] == "replay"


def test_on_a_terminal_a_traceback_reads_as_one_with_its_cause_first(written):
    logs.setup(LogTable(json_lines=False), role="work")
    try:
        fail(ValueError("why"), KeyError("before"))
    except ValueError as error:
        logging.getLogger("core.desk").error("broken", exc_info=error)
    logging.getLogger("core.desk").error("nothing", exc_info=True)  # noqa: LOG014
    text = written()
    assert text.index("KeyError: 'before'") < text.index("ValueError: why")
    assert "Traceback (most recent call last)" in text
    assert "role" not in text


@pytest.mark.parametrize("terminal", [True, False])
def test_by_itself_json_is_written_where_no_terminal_reads(written, monkeypatch, terminal):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    logs.setup(LogTable())
    LOG.warning("hello")
    assert written().startswith("{") is not terminal


def test_talkative_libraries_are_quiet(written):
    logs.setup(LogTable())
    logging.getLogger("httpx").info("HTTP Request: POST https://example.test/botX")
    assert written() == ""


def a_desk(monkeypatch):
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "authorization=otlpsecret99")
    storage = StorageTable(url="postgresql://desk:p%40ssword77@db/desk")
    table = LogTable(json_lines=True)
    secrets = {"SKERRY_TELEGRAM_TOKEN": "abc-token-1", "SKERRY_KEYS": "k1:firstfirst99,k2:other"}
    return Loaded(Settings(storage=storage, log=table), secrets)


def test_everything_that_proves_who_we_are_is_known(monkeypatch):
    found = logs.credentials(a_desk(monkeypatch))
    assert {"abc-token-1", "p%40ssword77", "p@ssword77", "otlpsecret99"} <= set(found)
    assert "firstfirst99" in found
    assert not {"k1", "k2", "other", "authorization", ""} & set(found)


def test_what_a_process_dies_of_takes_the_same_way(written, monkeypatch):
    logs.begin(a_desk(monkeypatch), "run")
    error = ValueError("with p@ssword77")
    sys.excepthook(ValueError, error, None)
    for kind in (OSError, SystemExit):
        args = threading.ExceptHookArgs((kind, kind("in otlpsecret99"), None, None))
        threading.excepthook(args)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("about abc-token-1", stacklevel=1)
    lines = [json.loads(each) for each in written().splitlines()]
    assert [each["level"] for each in lines] == ["critical", "critical", "warning"]
    assert lines[0]["exception"][0]["exc_value"] == f"with {COVER}"
    assert "ssword77" not in str(lines)
    assert "otlpsecret99" not in str(lines)
    assert "abc-token-1" not in str(lines)


def test_ctrl_c_is_no_crash(written, monkeypatch):
    logs.begin(a_desk(monkeypatch), "run")
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert written() == "KeyboardInterrupt\n"


def test_the_same_again_and_again_is_counted():
    now = [0.0]
    flood = Flood(clock=lambda: now[0])

    def passes(template="storage: %s", name="core.desk"):
        record = logging.LogRecord(name, logging.ERROR, "", 0, template, ("x",), None)
        return flood.filter(record), getattr(record, "held_back", 0)

    assert [passes()[0] for _ in range(BURST + 7)] == [True] * BURST + [False] * 7
    assert passes(name="core.listen") == (True, 0)
    assert passes("other") == (True, 0)
    now[0] = PERIOD_S
    assert passes() == (True, 7)
    assert passes() == (True, 0)


def test_the_number_of_kinds_that_are_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr("app.seeing.logs_flood.KINDS", 10)
    flood = Flood()
    for at in range(100):
        assert flood.filter(logging.LogRecord(f"n{at}", 30, "", 0, "x", (), None))
    assert len(flood._seen) <= 10


def test_held_back_lines_are_told(written):
    logs.setup(LogTable(json_lines=True))
    for handler in logging.getLogger().handlers:
        (flood,) = handler.filters
        flood._seen["skerry.test", "again"] = (-PERIOD_S * 2, BURST + 3)
    LOG.warning("again")
    assert json.loads(written())["held_back"] == 3


@given(st.text(min_size=12), st.text(), st.text())
def test_a_text_never_survives_whole(said, before, after):
    assert said not in without_words(before + said + after, [said]) or said in WORDS * 3


@pytest.mark.parametrize(
    ("line", "said", "left"),
    [
        ("x: hello", "hello", "x: [text]"),
        ("helloes", "hello", "helloes"),
        ("only the middle part here", "see the middle part!", "only[text] here"),
        ("nothing of it", "something else entirely", "nothing of it"),
    ],
    ids=["short", "part of a word", "piece", "none"],
)
def test_texts_are_found_by_their_pieces(line, said, left):
    assert without_words(line, [said]) == left


def test_short_credentials_count_as_words_of_their_own():
    cover = Cover(["abcd", "xy"])
    assert cover.text("abcd abcde xy") == f"{COVER} abcde xy"


def test_lines_about_several_name_none(written):
    logs.setup(LogTable(json_lines=True))
    with about(*messages("1", "2")):
        LOG.warning("both")
    assert "message" not in json.loads(written())
