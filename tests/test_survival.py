"""kill -9 at random moments under load: nothing lost, nothing said twice, order held.

The sandbox and the desk are processes of their own, as in life; only the sandbox survives.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter, defaultdict
from contextlib import closing, contextmanager, suppress

import httpx
import pytest

KILLS, RATE, CONVERSATIONS = 10, 200, 60
NUMBER = re.compile(r"\[(\d+)\]")
TEXTS = [
    "what are your trading fees?",
    "how do I verify my identity",
    "i don't get the sms code to log in",
    "how long does a deposit take",
    "my limit order is not filled, why",
    "i forgot my password, what now",
    "how do i buy my first bitcoin here",
]
SETTINGS = """
[desk]
reply_hold_s = 0.2
lease_s = 2.0
[storage]
url = "sqlite:///{folder}/desk.db"
[sealing]
key = "none"  # what is said is read in the database, from outside
[console]
port = 0
[triage.encoder]
use = "off"
[log]
level = "error"
[bots.telegram]
base_url = "{base_url}"
base_file_url = "{base_file_url}"
sends_per_second = 10000
seconds_per_chat = 0.001
"""


@contextmanager
def process(*command, **options):
    running = subprocess.Popen(
        [sys.executable, "-m", *command], text=True, start_new_session=True, **options
    )
    try:
        yield running
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        if running.stdout:
            running.stdout.close()


@pytest.fixture
def sandbox():
    with process("sandbox.telegram", "--port", "0", stdout=subprocess.PIPE) as running:
        yield json.loads(running.stdout.readline())


@pytest.fixture
def desk(sandbox, tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text(SETTINGS.format(folder=tmp_path, **sandbox))
    environment = {**os.environ, "SKERRY_TELEGRAM_TOKEN": sandbox["token"]}
    log = (tmp_path / "desk.log").open("a")

    def start():
        return process("app", "run", "--settings", str(settings), env=environment, stderr=log)

    yield start
    log.close()


@pytest.fixture
def control(sandbox):
    """The sandbox's control API."""
    with httpx.Client(base_url=sandbox["control_url"], timeout=30) as client:

        def call(verb, **parameters):
            answer = client.post(f"{client.base_url}{verb}", json=parameters)
            answer.raise_for_status()
            return answer.json()

        yield call


def rows(path, statement):
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as database:
        return database.execute(statement).fetchall()


def wait_for(true, seconds, what):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"still waiting for {what}"
        time.sleep(0.2)


def test_ten_kills_lose_nothing_and_repeat_nothing(control, desk, tmp_path):
    dice, path = random.Random(11), tmp_path / "desk.db"
    moments = [dice.uniform(0.3, 2.0) for _ in range(KILLS)]
    with desk():
        wait_for(path.exists, 30, "the first start")
    control(
        "load",
        rate=RATE,
        conversations=CONVERSATIONS,
        seconds=600,  # until the last kill, however slowly the desk starts
        texts=TEXTS,
    )
    for moment in moments:
        with desk() as running:
            before = judged(path)
            wait_for(lambda: judged(path) > before, 30, "the desk to work")  # noqa: B023
            time.sleep(moment)
            running.kill()
    control("end_load")
    with desk() as running:
        wait_for(lambda: not control("stats")["load"]["running"], 60, "the load to end")
        sent = control("stats")["load"]["sent"]
        wait_for(lambda: judged(path) >= sent, 60, f"{sent} verdicts")
        wait_for(lambda: not unsent(path), 60, "the outbox to empty")
        running.send_signal(signal.SIGTERM)
        assert running.wait(15) == 0
    check_verdicts(path, sent)
    check_replies(path, control)


def judged(path):
    try:
        return rows(path, "select count(*) from verdict")[0][0]
    except sqlite3.OperationalError:
        return 0


def unsent(path):
    return rows(path, "select count(*) from outbox where state in ('pending', 'sending')")[0][0]


def check_verdicts(path, sent):
    """Exactly one verdict a message, and each conversation's in the order it was written."""
    told = defaultdict(list)
    statement = (
        "select m.conversation, m.text from verdict v join message m on m.key = v.message_key "
        "order by v.rowid"
    )
    for conversation, text in rows(path, statement):
        told[conversation].append(int(NUMBER.match(text)[1]))
    numbers = sorted(number for each in told.values() for number in each)
    assert numbers == list(range(sent))
    assert all(each == sorted(each) for each in told.values())


def check_replies(path, control):
    """No message was answered twice; what a kill left open is unknown, and visible."""
    posts = [post for each in control("bot_messages").values() for post in each]
    answered = Counter(
        (post["chat"]["id"], post["reply_to_message"]["message_id"])
        for post in posts
        if "reply_to_message" in post
    )
    assert posts
    assert max(answered.values()) == 1
    states = Counter(state for (state,) in rows(path, "select state from outbox"))
    delivered, unknown = states["sent"], states["unknown"]
    assert delivered <= len(posts) <= delivered + unknown
    print(f"{len(posts)} replies, {unknown} unknown after {KILLS} kills")  # noqa: T201
