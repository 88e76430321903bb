"""The chaos suite's checker finds each kind of broken promise, or it would prove nothing."""

from __future__ import annotations

import asyncio
import io
import json
import signal
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from rich.console import Console

from chaos.evidence import Blow, Evidence, Heard, Judged, Kept, Queued, Said
from chaos.ordeal import Outcome, Wish
from chaos.processes import Process
from chaos.promises import PROMISES, check, redeliveries, resumptions
from chaos.proxy import Proxy, to_port
from chaos.report import tell
from chaos.schedule import EVERYWHERE, LINES, OFTEN, Stage, draw
from chaos.traces import Logs

LANE = "telegram:7:90"


def said(number, at=10.0, version=0):
    return Said(number=number, version=version, platform="telegram", who=90, at=at)


def judged(number, arrival, at=10.5, version=0, **changes):
    values = {
        "number": number,
        "version": version,
        "conversation": LANE,
        "arrival": arrival,
        "received_at": 10.2,
        "at": at,
    }
    return Judged(**values | changes)


def queued(key, remote="private/501", reply_to="301", state="sent", **changes):
    values = {
        "key": key,
        "platform": "telegram",
        "address": "private/90",
        "conversation": LANE,
        "state": state,
        "kind": "say",
        "purpose": "answer",
        "case_id": "c1",
        "remote_id": remote,
        "reply_to": reply_to,
        "replaces": "",
        "due_at": 10.6,
        "settled_at": 10.9,
    }
    return Queued(**values | changes)


def heard(number, answers="301"):
    return Heard(platform="telegram", place="90", id=str(number), answers=answers)


CASE = Kept(
    id="c1",
    conversation=LANE,
    status="open",
    held_by="bot",
    due_at=99.0,
    armed_at=99.0,
    overdue=False,
)
KILL = Blow(kind="kill", target="work 1", role="work", began=10.3, ended=10.3)
# Two messages, the first changed and then judged once more; one answer each; one kill.
GOOD = Evidence(
    said=[said(0), said(0, version=1), said(1, 10.1)],
    judged=[judged(0, 1), judged(0, 2, 10.6, version=1), judged(1, 3, 10.7)],
    queued=[queued("a"), queued("b", "private/502", "302"), queued("held", "", state="withdrawn")],
    heard=[heard(501), heard(502, "302")],
    cases=[CASE],
    blows=[KILL],
    left={"messages are unread": 0},
)
UNKNOWN = queued("lost", "", "303", "unknown")
IN_FRONT = replace(CASE, held_by="queue")
OUTAGE = Blow(kind="database killed", target="database", role="database", began=11, ended=12)


def without(number, where):
    return [each for each in where if each.number != number]


# What breaks a promise: the promise, the evidence, what is said about it.
BROKEN = {
    "lost": (
        "every event",
        replace(GOOD, judged=GOOD.judged[:2]),
        "telegram: message 1.0 was lost",
    ),
    "a change lost": (
        "every event",
        replace(GOOD, judged=[GOOD.judged[0], GOOD.judged[2]]),
        "telegram: message 0.1 was lost",
    ),
    "doubled": (
        "every event",
        replace(GOOD, judged=[*GOOD.judged, judged(1, 4, 10.8)]),
        "message 1.0 was judged 2 times",
    ),
    "invented": (
        "every event",
        replace(GOOD, judged=[*GOOD.judged, judged(7, 4, 10.8)]),
        "message 7.0 was judged and never written",
    ),
    "judged out of order": (
        "order",
        replace(GOOD, judged=[judged(0, 1, 10.9), judged(0, 2, 10.95, 1), judged(1, 3, 10.7)]),
        "1 was judged before 0",
    ),
    "arrived out of order": (
        "order",
        replace(GOOD, judged=[judged(1, 1), judged(0, 2), judged(0, 3, version=1)]),
        "1 arrived before 0",
    ),
    "one post of two rows": (
        "no reply twice",
        replace(GOOD, queued=[queued("a"), queued("b", reply_to="302")]),
        "501 is the post of 2 rows",
    ),
    "never arrived": (
        "no reply twice",
        replace(GOOD, heard=[heard(502, "302")]),
        "a is said to be sent and never arrived",
    ),
    "said twice": (
        "no reply twice",
        replace(GOOD, heard=[*GOOD.heard, heard(503)]),
        "nobody queued the post 503",
    ),
    "said twice although one is unknown elsewhere": (
        "no reply twice",
        replace(
            GOOD,
            queued=[*GOOD.queued, replace(UNKNOWN, address="private/91")],
            heard=[*GOOD.heard, heard(503)],
        ),
        "301 was answered 2 times, 1 were queued",
    ),
    "never sent": ("settled", replace(GOOD, left={"sends wait": 3}), "3 sends wait"),
    "unknown to everybody": (
        "unknown sends",
        replace(GOOD, queued=[*GOOD.queued, UNKNOWN]),
        "nobody is told that lost may not have arrived",
    ),
    "no timer": (
        "no case",
        replace(GOOD, cases=[replace(CASE, armed_at=None)]),
        "case c1 waits for the bot and no timer is set",
    ),
    "never due": (
        "no case",
        replace(GOOD, cases=[replace(IN_FRONT, due_at=0.0)]),
        "case c1 waits for a person and is never due",
    ),
    "overdue": (
        "no case",
        replace(GOOD, cases=[replace(CASE, overdue=True)]),
        "case c1 is past its time and nobody moved it",
    ),
    "silent": (
        "silent",
        replace(GOOD, blows=[replace(KILL, shown=0)]),
        "kill of work 1 left no line",
    ),
    "redelivered late": (
        "redelivery",
        replace(GOOD, judged=[*GOOD.judged[:2], judged(1, 3, 21.0)]),
        "10.7 s until work went on after work 1 was killed",
    ),
    "back late": (
        "database",
        replace(GOOD, blows=[OUTAGE], judged=[*GOOD.judged[:2], judged(1, 3, 22.5)]),
        "10.5 s until work went on after: database killed",
    ),
    "died": ("no process", replace(GOOD, deaths=["work 1 ended with 1"]), "work 1 ended with 1"),
    "orphaned": (
        "no process",
        replace(GOOD, orphans=["a child of work 1"]),
        "a child of work 1 outlived its process",
    ),
}


def test_what_is_kept_is_found_to_be_kept():
    assert check(GOOD) == {name: [] for name in PROMISES}


@pytest.mark.parametrize(("promise", "evidence", "line"), BROKEN.values(), ids=BROKEN)
def test_each_broken_promise_is_found(promise, evidence, line):
    name = next(each for each in PROMISES if promise in each)
    assert any(line in each for each in check(evidence)[name])


def test_every_promise_can_break():
    assert all(any(promise in name for promise, _, _ in BROKEN.values()) for name in PROMISES)


@pytest.mark.parametrize(
    "evidence",
    [
        replace(GOOD, queued=[*GOOD.queued, UNKNOWN], cases=[IN_FRONT]),
        replace(GOOD, queued=[*GOOD.queued, UNKNOWN], cases=[replace(CASE, lost=("lost",))]),
        replace(
            GOOD,
            queued=[*GOOD.queued, UNKNOWN],
            heard=[*GOOD.heard, heard(503, "303")],
            cases=[IN_FRONT],
        ),
        replace(GOOD, said=[*GOOD.said, replace(said(2), certain=False)]),
        replace(GOOD, queued=[*GOOD.queued, queued("changed", replaces="private/501")]),
    ],
    ids=[
        "unknown, with a person",
        "unknown, in the audit",
        "unknown and arrived",
        "not certain",
        "took its place",
    ],
)
def test_what_nobody_promised_breaks_nothing(evidence):
    assert not any(check(evidence).values())


def test_other_trouble_and_later_kills_excuse_a_wait():
    late = replace(GOOD, judged=[*GOOD.judged[:2], judged(1, 3, 30.0)])
    outages = [
        replace(OUTAGE, began=11, ended=15),
        replace(OUTAGE, kind="hang", began=14, ended=20),
    ]
    waits = {wait for _, _, wait in redeliveries(replace(late, blows=[KILL, *outages]))}
    assert sorted(waits) == pytest.approx([30 - 10.3 - 9])
    again = replace(KILL, began=25.0, ended=25.0)
    assert [w for *_, w in redeliveries(replace(late, blows=[KILL, again]))] == [5.0, 5.0]
    elsewhere = replace(KILL, role="listen", began=25.0)
    first, _ = redeliveries(replace(late, blows=[KILL, elsewhere]))
    assert first[2] == pytest.approx(19.7)


def test_nobody_can_take_up_what_nobody_is_there_for():
    gone = Blow(kind="absent", target="work", role="work", began=12, ended=29)
    late = replace(GOOD, judged=[*GOOD.judged[:2], judged(1, 3, 30.0)], absent=[gone])
    assert [wait for *_, wait in redeliveries(late)] == [pytest.approx(30 - 10.3 - 17)]
    back = replace(late, blows=[OUTAGE])
    assert [wait for _, wait in resumptions(back)] == [pytest.approx(1)]
    assert not any(check(late).values())
    others = replace(late, absent=[replace(gone, role="listen")])
    assert check(others)["redelivery within 10 s"]


def test_when_nobody_was_there_is_read_from_the_logs(tmp_path):
    def line(at):
        stamp = datetime.fromtimestamp(at, UTC).isoformat()
        return json.dumps({"event": "work: started as here:1", "timestamp": stamp})

    (tmp_path / "work 1.log").write_text("\n".join([line(1), line(30)]))
    (tmp_path / "work 2.log").write_text("\n".join([line(2), line(40)]))
    kills = [replace(KILL, began=10), replace(KILL, target="work 2", began=20)]
    (gone,) = Logs(tmp_path).absences(kills, 99)
    assert (gone.role, gone.began, gone.ended) == ("work", 20, 30)
    assert Logs(tmp_path).absences([], 99) == []
    forever = [*kills, replace(KILL, began=35), replace(KILL, target="work 2", began=50)]
    assert Logs(tmp_path).absences(forever, 99)[-1].ended == 99


def test_an_outage_after_which_nothing_was_said_measures_nothing():
    assert resumptions(replace(GOOD, blows=[OUTAGE])) == []


def test_the_same_seed_brings_the_same_trouble():
    stage = Stage(processes=("work 1", "listen 1"), platforms=("telegram",))
    drawn = draw(7, 120, 50, stage)
    assert drawn == draw(7, 120, 50, stage) != draw(8, 120, 50, stage)
    assert sum(each.kind == "kill" for each in drawn) == 50
    assert {each.kind for each in drawn} >= {"kill", *OFTEN} - EVERYWHERE
    assert [each.at for each in drawn] == sorted(each.at for each in drawn)
    some = draw(7, 120, 50, replace(stage, without=EVERYWHERE))
    assert not EVERYWHERE & {each.kind for each in some}


def test_what_strikes_everybody_does_so_one_at_a_time():
    stage = Stage(processes=("work 1",), platforms=("telegram",))
    for seed in range(30):
        all_of_it = [each for each in draw(seed, 600, 0, stage) if each.kind in EVERYWHERE]
        for one, two in pairwise(all_of_it):
            assert two.at > one.at + one.lasts + 10


def test_a_line_suffers_one_thing_at_a_time_and_all_of_it():
    stage = Stage(processes=("work 1",), platforms=("telegram",))
    for seed in range(30):
        drawn = draw(seed, 120, 0, stage)
        assert {each.kind for each in drawn} >= set().union(*LINES)
        for kinds in LINES:
            for one, two in pairwise(each for each in drawn if each.kind in kinds):
                assert two.at > one.at + one.lasts


def test_who_was_started_again_is_up_once_he_says_so(tmp_path):
    process = Process(name="work 1", command=("version",), environment={}, log=tmp_path / "log")
    process.log.write_text("work: started as here:1\n")
    assert not process.is_up, "that was somebody else"
    process.start()
    try:
        process.send(signal.SIGSTOP)
        assert not process.is_up
        with process.log.open("a") as log:
            log.write("work: started as here:2\n")
        assert process.is_up
    finally:
        process.end()
    assert not process.is_up


def test_logs_tell_of_what_they_tell_of(tmp_path):
    def line(at, text):
        stamp = datetime.fromtimestamp(at, UTC).isoformat()
        return json.dumps({"event": text, "timestamp": stamp})

    (tmp_path / "work 1.log").write_text(
        "\n".join(["no event", line(50.0, "work: started as here:1"), line(70, "storage: gone")])
    )
    logs = Logs(tmp_path)
    assert logs.shown(replace(KILL, began=40, ended=40)) == 1
    assert logs.shown(replace(KILL, began=51, ended=51)) == 0, "that was before"
    assert logs.shown(replace(KILL, began=40, ended=40, target="work 2")) == 0, "not his line"
    assert logs.shown(replace(OUTAGE, began=60, ended=61)) == 1, "anybody's line"
    assert logs.shown(replace(KILL, kind="spoiled batches")) == 1, "meant to pass unnoticed"
    silent, later = replace(KILL, began=51, ended=51), replace(KILL, began=60, ended=60)
    assert logs.judge(silent, [silent]).shown == 0
    assert logs.judge(silent, [silent, later]).shown == 1, "killed again before he could tell"
    assert logs.judge(later, [silent, later]).shown == 0


@pytest.mark.parametrize(
    ("evidence", "kept", "words"),
    [(GOOD, True, "yes"), (replace(GOOD, judged=[]), False, "seed 3 broke: every event")],
    ids=["kept", "broken"],
)
def test_the_report_names_the_seed_and_the_promise(evidence, kept, words, tmp_path):
    out = Console(record=True, width=150, file=io.StringIO())
    outcome = Outcome(evidence=evidence, skipped={"clock": "no tool"}, folder=tmp_path, took=9)
    assert tell(outcome, Wish(seed=3), out) is kept
    text = out.export_text()
    assert words in text
    assert "Left out: clock: no tool." in text


def test_what_a_process_said_last_is_told_as_it_was(tmp_path):
    out = Console(record=True, width=150, file=io.StringIO())
    died = replace(GOOD, deaths=["listen 2 ended with 2: mend [storage] url"])
    tell(Outcome(evidence=died, skipped={}, folder=tmp_path, took=9), Wish(seed=3), out)
    assert "mend [storage] url" in out.export_text()


@pytest.mark.anyio
async def test_the_proxy_passes_cuts_and_swallows():
    async def echo(reader, writer):
        while data := await reader.read(100):
            writer.write(data)
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async with server, Proxy(to_port(server.sockets[0].getsockname()[1]), 0.01) as proxy:
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
        writer.write(b"one")
        assert await reader.read(3) == b"one"
        proxy.change("black")
        writer.write(b"two")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.read(3), 0.1)
        proxy.change("slow")
        assert await reader.read(3) == b"two"
        proxy.change("cut")
        assert await is_dead(reader)
        other, closing = await asyncio.open_connection("127.0.0.1", proxy.port)
        assert await is_dead(other), "nobody gets through"
        for each in (writer, closing):
            each.close()


async def is_dead(reader) -> bool:
    """Whether a line was cut: it ends, or is reset."""
    try:
        return await reader.read(3) == b""
    except OSError:
        return True
