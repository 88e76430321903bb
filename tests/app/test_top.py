"""`skerry top`: what it reads, from where, and how it looks; never a write to the database."""

from __future__ import annotations

import io
import json
import os
import pty
import shutil
import threading
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from rich.console import Console
from typer.testing import CliRunner

from app.cli.main import app
from app.commands import top as top_command
from app.commands.top import Looking, Wish, address, own_port, show_live, show_once, top
from app.seeing.top_figures import Figures, fetch, read
from app.seeing.top_past import KEPT, Past, Seen, as_json, heard, of_database, of_metrics
from app.seeing.top_view import BARS, frame, spark
from core.errors import ConfigError, StorageUnavailable
from core.numbers.glance import Glance, Lease, Trouble
from core.numbers.pulse import Pulse
from core.settings import Loaded, Settings
from storage import open_store
from storage.glance_file import Glancing
from tests import postgres_kit
from tests.conftest import NOON
from tests.contract.conftest import empty_database as empty_database  # noqa: PLC0414 - a fixture
from tests.contract.store_kit import REPLAY, a_say, after, messages, open_case, send, work

METRICS = """\
# TYPE skerry_messages_total counter
skerry_messages_total{platform="replay"} 5
# TYPE skerry_decision_seconds histogram
skerry_decision_seconds_bucket{le="0.1",platform="replay"} 9
skerry_decision_seconds_bucket{le="1.0",platform="replay"} 10
skerry_decision_seconds_bucket{le="+Inf",platform="replay"} 10
skerry_decision_seconds_count{platform="replay"} 10
skerry_decision_seconds_sum{platform="replay"} 1
# TYPE skerry_lanes_ready gauge
skerry_lanes_ready 7
# TYPE skerry_adapter_connected gauge
skerry_adapter_connected{platform="replay"} 1
skerry_adapter_connected{platform="other"} 0
# TYPE skerry_adapter_last_event_seconds gauge
skerry_adapter_last_event_seconds{platform="replay"} 4
# TYPE skerry_lease_owned gauge
skerry_lease_owned{lease="deliver:third"} 1
# TYPE skerry_cases_waiting gauge
skerry_cases_waiting{priority="P0"} 2
skerry_cases_waiting{priority="P3"} 0
"""


def figures(*texts):
    samples = {}
    for text in texts:
        read(text, samples)
    return Figures(samples)


def a_seen(at=0, **totals):
    base = of_database(Pulse(), Glance(totals=dict.fromkeys(SEEN, 0)), after(at))
    return replace(base, totals={"messages": 0, "decided": 0, "sent": 0} | totals)


SEEN = ("messages", "verdicts", "replies", "dead_letters")


def a_full_glance():
    lease = lambda name, owner: Lease(name=name, owner=owner, until=after(99))  # noqa: E731
    return Glance(
        totals=dict.fromkeys(SEEN, 12),
        cases={"P0": 2, "P2": 9},
        outbox={"pending": 300, "sending": 1},
        ready=5000,
        webhooks=3,
        leases=(
            lease("deliver:replay", "out:1"),
            lease("listen:replay", "ear:2"),
            lease("probe:work:desk:3", "desk:3"),
            lease("chores", "desk:3"),
        ),
        incidents=(("Deposits are slow", "confirmed"),),
        waits=(0.1, 0.2, 0.9, 30.0),
        troubles=(Trouble(at=after(5), what="unknown", platform="replay", why="no [answer]"),),
    )


def text_of(past, width=120, **more):
    console = Console(file=io.StringIO(), width=width, highlight=False)
    console.print(frame(past, "sqlite:///skerry.db", width=width, **more))
    return console.file.getvalue()


def test_a_frame_shows_everything_that_there_is():
    past = Past()
    past.seen.append(of_database(Pulse(lane_age=40, dead=2, breaches=1), a_full_glance(), after(6)))
    text = text_of(past, footer="every 1 s")
    for part in (
        "Messages in", "5,000", "40.0 s", "300", "30.0 s", "late promises", "P0", "listening",
        "heard by ear:2", "answered by out:1", "desk:3", "work, chores", "Deposits are slow",
        "unknown", "no [answer]", "every 1 s", "2026-",
    ):  # fmt: skip
        assert part in text, part


@pytest.mark.parametrize("width", [40, 80, 110, 200])
def test_a_frame_fits_its_terminal(width):
    past = Past()
    past.seen.append(of_database(Pulse(lane_age=9000), a_full_glance(), after(6)))
    assert max(map(len, text_of(past, width).splitlines())) <= width


def test_an_empty_desk_has_a_frame_too():
    past = Past()
    past.seen.append(a_seen())
    text = text_of(past)
    assert "none is heard" in text
    assert "Trouble" not in text


def test_rates_are_read_between_looks_and_a_counter_may_begin_anew():
    past = Past()
    for at, count in ((0, 100), (1, 130), (3, 140), (4, 8), (4, 9)):
        past.seen.append(a_seen(at, messages=count))
    assert past.rates("messages") == [30.0, 5.0, 8.0, 0.0]
    assert past.rates("sent") == [0, 0, 0, 0]


def test_the_past_is_bounded():
    past = Past()
    for at in range(KEPT + 20):
        past.seen.append(a_seen(at))
    assert len(past.seen) == KEPT


@pytest.mark.parametrize(
    ("values", "bars"),
    [([], ""), ([0, 0], BARS[0] * 2), ([0, 5, 10], "▁▅█"), ([1] * 9, "█" * 9)],
    ids=["none", "nothing", "rising", "level"],
)
def test_bars_are_scaled_to_the_largest(values, bars):
    assert spark(values, 20) == bars.rjust(20)


def test_figures_of_several_processes_add_up_where_they_count():
    both = figures(METRICS, METRICS)
    assert both.total("messages_total") == 10
    assert both.most("lanes_ready") == 7
    assert both.share("decision_seconds", 0.5) == 0.1
    assert both.share("decision_seconds", 0.99) == 1.0
    assert both.share("send_seconds", 0.5) is None
    assert both.by("adapter_connected", "platform") == {"replay": 1, "other": 0}


def test_metrics_alone_are_enough():
    seen = of_metrics(figures(METRICS), after(0))
    assert seen.totals == {"messages": 5, "decided": 10, "sent": 0}
    assert seen.queues["conversations"] == 7
    assert seen.cases == {"P0": 2}
    assert seen.platforms == {
        "replay": {"state": "connected", "last event": "4 s ago"},
        "other": {"state": "not heard"},
        "third": {},
    }


def test_processes_say_more_of_connections_than_leases_do():
    found = heard({"replay": {"state": "listening", "heard by": "a"}}, figures(METRICS))
    assert found["replay"]["state"] == "connected"
    assert found["replay"]["heard by"] == "a"


class Served(BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.server.says.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def port():
    server = HTTPServer(("127.0.0.1", 0), Served)
    server.says = METRICS
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_process_that_does_not_answer_is_named(port):
    here = f"http://127.0.0.1:{port.server_address[1]}/metrics"
    found = fetch([here, "http://127.0.0.1:1/metrics"])
    assert found.missing == ("http://127.0.0.1:1/metrics",)
    assert found.total("messages_total") == 5
    port.says = "{{{ no metrics"
    assert fetch([here]).missing == (here,)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("host:9187", "http://host:9187/metrics"),
        ("https://host", "https://host/metrics"),
        ("http://host/path", "http://host/path"),
    ],
)
def test_addresses_are_written_as_people_do(given, url):
    assert address(given) == url


def test_other_addresses_are_refused():
    with pytest.raises(ConfigError, match="host:port"):
        address("file:///etc/passwd")


def test_own_figures_are_found_by_the_settings():
    settings = Settings.model_validate({"metrics": {"on": True, "port": 9000}})
    assert own_port(Loaded(settings, {})) == ("127.0.0.1:9000",)
    assert own_port(Loaded(Settings(), {})) == ()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path, empty_database):
    if request.param == "postgres":
        return postgres_kit.emptied(postgres_kit.server())
    return f"sqlite:///{shutil.copy(empty_database, tmp_path / 'desk.db')}"


@pytest.mark.anyio
async def test_it_looks_into_the_database_of_a_running_desk(url):
    store = await open_store(url)
    looking = Looking(Glancing(url), (), now=lambda: after(60))
    try:
        before = looking.look()
        await open_case(store)
        await work(store, "2", conversation="c2", at=30, outgoing=(a_say("b"),))
        await store.put(messages("3", conversation="c3", at=40))
        await store.hold(f"listen:{REPLAY}", "here:1", after(59), seconds=30)
        await send(store, now=after(60))
        seen = looking.look()
    finally:
        looking.database.close()
        await store.close()
    assert before.totals["messages"] == 0
    assert seen.totals["messages"] == 3
    assert seen.queues["conversations"] == 1
    assert seen.ages["oldest conversation"] == 20.0
    assert seen.cases == {"P1": 1}
    assert seen.platforms == {"replay": {"state": "listening", "heard by": "here:1"}}
    assert seen.processes == {"here:1": "listen:replay"}


def a_desk(tmp_path, empty_database, more=""):
    shutil.copy(empty_database, tmp_path / "desk.db")
    path = tmp_path / "settings.toml"
    path.write_text(f'[storage]\nurl = "sqlite:///{tmp_path}/desk.db"\n{more}')
    return str(path)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(top_command, "ONCE_S", 0)
    monkeypatch.setattr(top_command, "PACES", (0.01, 0.02))


@pytest.mark.usefixtures("quick")
def test_a_pipe_gets_one_frame(tmp_path, empty_database):
    found = CliRunner().invoke(app, ["top", "--settings", a_desk(tmp_path, empty_database)])
    assert found.exit_code == 0, found.output
    assert "Messages in" in found.stdout
    assert "\x1b" not in found.stdout


@pytest.mark.usefixtures("quick")
def test_a_program_gets_json(tmp_path, empty_database, port):
    settings = a_desk(tmp_path, empty_database)
    own = f"127.0.0.1:{port.server_address[1]}"
    arguments = ["top", "--json", "--settings", settings, "--metrics", own]
    found = json.loads(CliRunner().invoke(app, arguments).stdout)
    assert found["queues"]["conversations"] == 0
    assert found["rates"] == {"messages": 0.0, "decided": 0.0, "sent": 0.0}
    assert found["platforms"]["replay"]["state"] == "connected"
    alone = CliRunner().invoke(app, [*arguments, "--no-database"])
    assert json.loads(alone.stdout)["queues"]["conversations"] == 7


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["--no-database"], "nothing to look at"), ([], "no such file")],
    ids=["nothing", "no desk"],
)
def test_wrong_use_costs_one_line(tmp_path, arguments, says):
    (tmp_path / "settings.toml").write_text('[storage]\nurl = "sqlite:///not-there.db"')
    found = CliRunner().invoke(
        app, ["top", "--settings", str(tmp_path / "settings.toml"), *arguments]
    )
    assert found.exit_code == 2
    assert says in found.stderr
    assert found.stderr.count("\n") == 1


@pytest.mark.usefixtures("quick")
def test_a_database_of_another_version_is_said_to_be_one(tmp_path):
    (tmp_path / "desk.db").touch()
    path = tmp_path / "settings.toml"
    path.write_text(f'[storage]\nurl = "sqlite:///{tmp_path}/desk.db"')
    found = CliRunner().invoke(app, ["top", "--once", "--settings", str(path)])
    assert (found.exit_code, found.stderr.count("\n")) == (2, 1)
    assert "no desk of this version" in found.stderr


class Looks:
    """Looks that come from a list; an error is raised."""

    place = "replayed"

    def __init__(self, *looks):
        self.looks, self.count = list(looks), 0

    def look(self):
        self.count += 1
        found = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        if isinstance(found, Exception):
            raise found
        return found


@pytest.mark.usefixtures("quick")
def test_keys_pause_change_the_pace_and_quit():
    ours, theirs = pty.openpty()
    console = Console(file=io.StringIO(), width=120, force_terminal=True)
    looks = Looks(a_seen(), StorageUnavailable("gone [away]"), a_seen(1))
    showing = threading.Thread(target=show_live, args=(looks, console, theirs))
    showing.start()
    wait_for(lambda: looks.count >= 4)
    os.write(ours, b"sp")
    wait_for(lambda: "paused" in console.file.getvalue())
    os.write(ours, b"q")
    showing.join(10)
    assert not showing.is_alive()
    text = console.file.getvalue()
    assert "gone (away]" in text
    assert "every 0.02 s" in text
    os.close(ours)
    os.close(theirs)


def wait_for(true):
    done = threading.Event()
    for _ in range(1000):
        if true():
            return
        done.wait(0.01)
    raise AssertionError("it did not happen in time")


@pytest.mark.usefixtures("quick")
def test_where_keys_cannot_be_read_it_is_shown_all_the_same(tmp_path):
    console = Console(file=io.StringIO(), width=120, force_terminal=True)
    keys, other = os.pipe()
    os.write(other, b"Q")
    show_live(Looks(a_seen()), console, keys)
    assert "Messages in" in console.file.getvalue()
    os.close(keys)
    os.close(other)


@pytest.mark.usefixtures("quick")
def test_on_a_terminal_it_lives(tmp_path, empty_database, monkeypatch):
    shown = []
    monkeypatch.setattr(top_command.sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(top_command, "show_live", shown.append)
    top(Wish(), a_desk(tmp_path, empty_database, "[metrics]\non = true\n"))
    assert shown[0].urls == ("http://127.0.0.1:9187/metrics",)
    assert shown[0].place.endswith("desk.db")


def test_looks_are_stamped_by_the_clock():
    assert Looking(None, ()).look().at - NOON > timedelta(0)
    past = Past()
    past.seen.append(a_seen())
    assert as_json(past)["rates"]["messages"] == 0.0
    assert isinstance(past.now, Seen)


@pytest.mark.usefixtures("quick")
def test_one_frame_names_what_it_looked_at(capsys):
    show_once(Looks(a_seen(), a_seen(1, messages=3)), as_lines=False)
    assert "replayed" in capsys.readouterr().out
