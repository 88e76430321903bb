"""`skerry feeds`: what is taken from a real server on this machine, and what is not."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa
from typer.testing import CliRunner

from app.cli.main import app

pytestmark = pytest.mark.usefixtures("home")
LIST = "bad-one.example\nbad-two.example\nbad-three.example\n"
KEY = ECC.construct(curve="Ed25519", seed=bytes(range(32)))
KEY_ID = b"skerry00"


class Site(BaseHTTPRequestHandler):
    """Serves `files` with an ETag, and notes what was asked for."""

    files: dict[str, bytes]
    asked: list[tuple[str, str | None, int]]

    def do_GET(self):
        body = self.files.get(self.path)
        tag = f'"{hashlib.md5(body or b"", usedforsecurity=False).hexdigest()}"'
        status = 404 if body is None else 304 if self.headers.get("If-None-Match") == tag else 200
        if self.path == "/moved":
            status = 302
        if self.path == "/dated" and self.headers.get("If-Modified-Since"):
            status = 304
        self.asked.append((self.path, self.headers.get("If-None-Match"), status))
        self.send_response(status)
        if self.path == "/dated":
            self.send_header("Last-Modified", "Mon, 01 Sep 2025 00:00:00 GMT")
        else:
            self.send_header("ETag", tag)
        if status == 302:
            self.send_header("Location", "/list.txt")
        body = (body or b"") if status == 200 else b""
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        return


@pytest.fixture
def site():
    kind = type("Site", (Site,), {"files": {"/list.txt": LIST.encode()}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    kind.url = f"http://127.0.0.1:{server.server_port}"
    yield kind
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def feed(home):
    def write(**table):
        lines = [f"{key} = {json.dumps(value)}" for key, value in table.items()]
        settings = home / "settings.toml"
        before = settings.read_text().partition("\n[feeds.test]")[0]
        settings.write_text("\n".join([before, "[feeds.test]", *lines, ""]))

    return write


def skerry(*arguments):
    answer = CliRunner().invoke(app, list(arguments))
    return answer.exit_code, answer.stdout + answer.stderr


def update(*options):
    return skerry("feeds", "update", *options)


def copied(home):
    path = home / "feeds" / "test.hosts"
    return path.read_text().split() if path.exists() else None


def test_a_list_is_taken_once_and_asked_for_politely(home, site, feed):
    feed(source=f"{site.url}/list.txt")
    assert update() == (0, "test: 3 hosts (+3, -0)\n")
    assert copied(home) == sorted(LIST.split())
    code, told = update("test")
    assert code == 0
    assert told.startswith("test: unchanged, 3 hosts of 20")
    assert [status for _, _, status in site.asked] == [200, 304]
    site.files["/list.txt"] = b"bad-one.example\nbad-two.example\nbad-new.example\n"
    assert update() == (0, "test: 3 hosts (+1, -1)\n")


def test_a_dry_run_writes_nothing(home, site, feed):
    feed(source=f"{site.url}/moved")
    assert update("--dry-run") == (0, "test: 3 hosts (+3, -0); nothing was written\n")
    assert copied(home) is None


def test_a_server_without_tags_is_asked_by_date(site, feed):
    site.files["/dated"] = LIST.encode()
    feed(source=f"{site.url}/dated")
    assert update()[0] == 0
    assert "unchanged" in update()[1]


def test_another_source_is_not_asked_with_the_old_tag(site, feed):
    feed(source=f"{site.url}/list.txt")
    update()
    site.files["/other.txt"] = LIST.encode()
    feed(source=f"{site.url}/other.txt")
    assert update() == (0, "test: 3 hosts (+0, -0)\n")


def test_a_damaged_copy_is_fetched_anew(home, site, feed):
    feed(source=f"{site.url}/list.txt")
    update()
    (home / "feeds" / "test.hosts").write_text("bad-one.example\n")
    assert update() == (0, "test: 3 hosts (+2, -0)\n")
    (home / "feeds" / "test.json").write_text("[]")
    assert update()[0] == 0
    (home / "feeds" / "test.json").unlink()
    assert update() == (0, "test: 3 hosts (+0, -0)\n")


@pytest.mark.parametrize(
    ("text", "table", "count"),
    [
        pytest.param(
            "# note\n0.0.0.0 a.example\n127.0.0.1 b.example c.example # more\n",
            {"format": "hosts"},
            3,
            id="hosts",
        ),
        pytest.param(
            '["a.example", 5, "https://b.example/x"]', {"format": "json"}, 2, id="json list"
        ),
        pytest.param(
            '{"allow": [], "deny": ["a.example"]}', {"format": "json"}, 1, id="json table"
        ),
        pytest.param('{"bad": ["a.example"]}', {"format": "json", "key": "bad"}, 1, id="json key"),
        pytest.param("! note\nhxxp://a[.]example\nnot a host\nalone\n", {}, 1, id="lines"),
        pytest.param(
            "a.example\nbit.ly\nvercel.app\n",
            {"everybodys": "leave_out"},
            1,
            id="everybody's left out",
        ),
    ],
)
def test_formats(home, site, feed, text, table, count):
    site.files["/x"] = text.encode()
    feed(source=f"{site.url}/x", **table)
    code, told = update()
    assert (code, len(copied(home))) == (0, count), told


@pytest.mark.parametrize(
    ("text", "table", "why"),
    [
        pytest.param("", {}, "holds no host", id="empty"),
        pytest.param("bad-one.example\n", {}, "shrank from 3 to 1", id="shrunk"),
        pytest.param(LIST + "help.nordex.example\n", {}, "our own help.nordex.example", id="ours"),
        pytest.param(
            LIST + "login.nordex.example\n", {}, "our own login.nordex.example", id="below ours"
        ),
        pytest.param(LIST + "vercel.app\n", {}, "many sites share (vercel.app)", id="a suffix"),
        pytest.param(LIST + "t.me\n", {}, "many sites share (t.me)", id="shared"),
        pytest.param("{", {"format": "json"}, "not valid JSON", id="broken json"),
        pytest.param("{}", {"format": "json"}, "holds no list under 'deny'", id="no list"),
        pytest.param("x" * 2000, {"most_mb": 0.001}, "larger than 0.001 MB", id="too large"),
        pytest.param(LIST, {"sha256": "0" * 64}, "does not match its SHA-256", id="digest"),
        pytest.param(LIST, {"signature": "http://x.invalid"}, "needs public_key", id="no key"),
    ],
)
def test_what_cannot_be_believed_is_not_taken(home, site, feed, text, table, why):
    feed(source=f"{site.url}/list.txt")
    update()
    site.files["/x"] = text.encode()
    feed(source=f"{site.url}/x", **table)
    code, told = update()
    assert code == 1
    assert why in told
    assert "3 hosts of 20" in told
    assert copied(home) == sorted(LIST.split())


def test_a_source_that_fails_says_so(site, feed, home):
    feed(source=f"{site.url}/nothing")
    assert update() == (
        1,
        f"test: not taken: {site.url}/nothing: answered 404; there is no copy yet\n",
    )
    feed(source="missing.txt")
    assert "No such file" in update()[1]
    feed(source="http://127.0.0.1:9/x")
    assert update()[0] == 1
    feed(source="http://[broken/x")
    assert update()[0] in {1, 2}
    (home / "list.txt").write_text(LIST)
    feed(source="list.txt")
    (home / "feeds").write_text("a file in the way")
    assert "cannot be written" in update()[1]


@pytest.mark.parametrize("published", [False, True], ids=["fixed", "published"])
def test_a_digest_is_held_against_the_list(site, feed, published):
    digest = hashlib.sha256(LIST.encode()).hexdigest()
    site.files["/sum"] = f"{digest}  list.txt\n".encode()
    feed(source=f"{site.url}/list.txt", sha256=f"{site.url}/sum" if published else digest)
    assert update()[0] == 0
    site.files["/sum"] = b"no digest"
    feed(source=f"{site.url}/list.txt", sha256=f"{site.url}/sum")
    site.files["/list.txt"] += b"bad-four.example\n"
    assert "holds no SHA-256" in update()[1]


def signed(content, *, prehashed=True, key_id=KEY_ID, comment="made for a test"):
    message = hashlib.blake2b(content).digest() if prehashed else content
    signer = eddsa.new(KEY, "rfc8032")
    signature = signer.sign(message)
    whole = signer.sign(signature + comment.encode())
    raw = (b"ED" if prehashed else b"Ed") + key_id + signature
    lines = ["untrusted comment: x", base64.b64encode(raw).decode()]
    lines += [f"trusted comment: {comment}", base64.b64encode(whole).decode()]
    return "\n".join([*lines, ""])


def public_key(raw=None):
    raw = raw or b"Ed" + KEY_ID + KEY.public_key().export_key(format="raw")
    return "untrusted comment: minisign public key\n" + base64.b64encode(raw).decode()


@pytest.mark.parametrize("prehashed", [False, True])
def test_a_signed_list_is_taken(site, feed, prehashed):
    site.files["/sig"] = signed(LIST.encode(), prehashed=prehashed).encode()
    feed(source=f"{site.url}/list.txt", signature=f"{site.url}/sig", public_key=public_key())
    assert update() == (0, "test: 3 hosts (+3, -0)\n")


@pytest.mark.parametrize(
    ("signature", "key", "why"),
    [
        pytest.param(
            signed(b"another list"), public_key(), "does not match its signature", id="content"
        ),
        pytest.param(
            signed(LIST.encode()).replace("made", "mode"),
            public_key(),
            "does not match",
            id="comment",
        ),
        pytest.param(
            signed(LIST.encode(), key_id=b"another0"), public_key(), "another key", id="key"
        ),
        pytest.param("nothing", public_key(), "minisign's format", id="no signature"),
        pytest.param(
            signed(LIST.encode()), "RW", "public_key is not in minisign's format", id="no key"
        ),
    ],
)
def test_a_wrong_signature_is_refused(site, feed, signature, key, why):
    site.files["/sig"] = signature.encode()
    feed(source=f"{site.url}/list.txt", signature=f"{site.url}/sig", public_key=key)
    code, told = update()
    assert code == 1
    assert why in told


def test_feeds_are_listed(site, feed):
    assert "no feeds in settings.toml" in skerry("feeds", "list")[1]
    feed(source=f"{site.url}/list.txt")
    assert "none yet" in skerry("feeds", "list")[1]
    update()
    assert "3" in skerry("feeds", "list")[1]


def test_wrong_use_costs_one_line(feed):
    assert update() == (
        2,
        "skerry: settings.toml: no [feeds.<name>] yet: add one with source = an address\n",
    )
    feed(source="x")
    assert update("tset") == (2, "skerry: no feed 'tset': did you mean 'test'?\n")


def test_a_listed_host_is_found_by_the_next_check(home, site, feed):
    feed(source=f"{site.url}/list.txt")
    (home / "in.txt").write_text("a.bad-one.example\n")
    assert '"verdict": "unknown"' in skerry("hosts", "check", "in.txt")[1].replace(
        "suspect", "unknown"
    )
    update()
    assert '"reason": "on a list: test"' in skerry("hosts", "check", "in.txt")[1]
