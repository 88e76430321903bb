"""`skerry knowledge`: check, list and import, as somebody types them."""

from __future__ import annotations

import http.server
import json
import threading

import pytest
from typer.testing import CliRunner

from app.brain import CHEAP_ALONE, build_brain
from app.cli.main import app
from app.config import load
from app.house import read_known
from app.knowledge import bring as knowledge_import
from app.knowledge import check as knowledge_check
from core.reply.asked import Asked
from core.settings import Settings
from core.types import Verdict
from core.understand import Reader

pytestmark = pytest.mark.usefixtures("home")


def run(*words: str):
    return CliRunner().invoke(app, ["knowledge", *words])


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def edit(home, name: str, old: str, new: str, language: str = "en") -> None:
    path = home / "knowledge" / "articles" / language / f"{name}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def small(home):
    """Only a few articles, so that a command takes no time."""
    keep = {"welcome", "fees-trading-tiers", "kyc-pending"}
    for path in (home / "knowledge" / "articles").glob("*/*.md"):
        if path.stem not in keep or path.parent.name not in ("en", "zh"):
            path.unlink()
    for path in (home / "knowledge" / "questions").glob("*.jsonl"):
        path.write_text('{"text": "so so", "article": null}\n', encoding="utf-8")
    for name in keep:
        edit(home, name, "everywhere: true\n", "", "en")
        edit(home, name, "everywhere: true\n", "", "zh")
    return home


def codes(result):
    return {(each["code"], each["article"], each["language"]) for each in lines(result)}


def test_what_is_wrong_is_told_as_json_with_exit_1(small):
    edit(small, "kyc-pending", "reviewed_at: 2026-01-15", "reviewed_at: 2020-01-15")
    edit(small, "welcome", "intent: ", "intent: x", "zh")
    result = run("check", "--json", "--no-reach")
    assert result.exit_code == 1
    assert {("stale", "kyc-pending", "en"), ("broken", "welcome", "zh")} <= codes(result)
    # facts that only the other articles used
    assert ("variable", "", "") in codes(result)


def test_a_table_counts_what_is_wrong(small):
    edit(small, "kyc-pending", "reviewed_at: 2026-01-15\n", "")
    result = run("check", "--no-reach")
    assert "is not reviewed yet, and not said" in result.stdout
    assert "1 notes" in result.stdout


@pytest.fixture(scope="module")
def brain():
    return build_brain(Settings(), second=CHEAP_ALONE)


class Reads:
    """A reader that finds one article whatever is asked."""

    asked = 0

    def read(self, questions):
        self.asked += len(questions)
        return [_verdict() for _ in questions]


def _verdict():
    class Found(Verdict):
        article = "kyc-pending"

    return object.__new__(Found)


@pytest.fixture
def reads(monkeypatch):
    reader = Reads()
    monkeypatch.setattr(knowledge_check, "build_reader", lambda *_, **__: reader)
    return reader


def test_articles_that_no_question_finds_are_told(small, reads):
    result = run("check", "--json")
    found = {
        each["article"]: each["problem"] for each in lines(result) if each["code"] == "unreachable"
    }
    assert found.keys() == {"fees-trading-tiers"}  # a rule says `welcome`
    assert "questions finds it first" in found["fees-trading-tiers"]
    assert reads.asked > 10


@pytest.mark.parametrize("place", ["tests.jsonl", "."])
def test_tests_of_ones_own_are_asked(small, reads, place, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    name = folder / ("tests.jsonl" if place != "." else "en.jsonl")
    name.write_text(
        "".join(
            json.dumps({"text": text, "article": article}) + "\n"
            for text, article in [("a", "kyc-pending"), ("b", "fees-trading-tiers"), ("c", None)]
        ),
        encoding="utf-8",
    )
    result = run("check", "--json", "--tests", str(name if place != "." else folder))
    assert reads.asked == 2
    assert ("unreachable", "fees-trading-tiers", "") in codes(result)


@pytest.mark.usefixtures("small")
def test_a_reader_is_asked_until_it_finds(brain):
    library = read_known(load(None).settings.knowledge).library()
    questions = ["gm", "how long does the identity check take", "never asked"]
    asked = {"kyc-pending": [Asked(each, "kyc-pending", "en") for each in questions]}
    reader, told = Reader(brain, library), []
    assert knowledge_check._reached(reader, asked, told.append) == {"kyc-pending"}
    assert sum(told) == 1
    assert knowledge_check._reached(reader, {"welcome": []}, told.append) == set()


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/there" else 404)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = http.server.HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_links_are_opened_only_when_asked(small, site, monkeypatch):
    monkeypatch.setattr(
        knowledge_check,
        "links_of",
        lambda _: [f"{site}/there", f"{site}/gone", "http://127.0.0.1:1"],
    )
    assert "link" not in {code for code, _, _ in codes(run("check", "--json", "--no-reach"))}
    told = [
        each["problem"]
        for each in lines(run("check", "--json", "--no-reach", "--online"))
        if each["code"] == "link"
    ]
    assert len(told) == 2
    assert told[0] == f"{site}/gone: answers 404"
    assert told[1].startswith("http://127.0.0.1:1: ")


def test_the_list(small):
    edit(small, "kyc-pending", "reviewed_at: 2026-01-15\n", "", "zh")
    result = run("list")
    assert result.exit_code == 0
    assert "en zh*" in result.stdout
    assert "* draft: not said" in result.stdout
    found = lines(run("list", "--json", "--language", "zh"))
    assert {each["language"] for each in found} == {"zh"}
    assert {each["id"]: each["standing"] for each in found}["kyc-pending"] == "draft"


@pytest.fixture
def quick(monkeypatch, brain):
    """The weights are read once for all."""
    monkeypatch.setattr(knowledge_import, "build_brain", lambda *_, **__: brain)


CSV = """id,title,body,locale,html_url
1,How long do deposits take,<p>My deposit has not arrived</p><script>x</script>,en-us,
1,充值多久到账,<p>我的充值还没到账</p>,zh-cn,
2,Hoe lang,<p>x</p>,nl,
3,Combien de temps,<p>Mon retrait est en attente depuis hier</p>,,
4,KYC pending,<p>x</p>,en,
5,,<p>x</p>,en,
6,No body,,en,
7,KYC pending,<p>y</p>,en,
"""


@pytest.mark.usefixtures("quick")
def test_nothing_is_written_without_being_asked(small):
    (small / "a.csv").write_text(CSV, encoding="utf-8")
    before = sorted((small / "knowledge").rglob("*"))
    result = run("import", "a.csv")
    assert sorted((small / "knowledge").rglob("*")) == before
    assert "3 drafts would be written: add --write" in result.stdout
    assert result.exit_code == 1  # some cannot be taken


@pytest.mark.usefixtures("quick")
def test_drafts_are_written_for_a_person_to_review(small):
    (small / "a.csv").write_text(CSV, encoding="utf-8")
    found = {each["where"]: each for each in lines(run("import", "a.csv", "--json", "--write"))}
    problems = {where: each["problem"] for where, each in found.items() if each["problem"]}
    assert problems.keys() == {"a.csv:4", "a.csv:6", "a.csv:7", "a.csv:8", "a.csv:9"}
    assert "'nl' is a language that is not spoken here" in problems["a.csv:4"]
    assert "is there already" in problems["a.csv:6"]
    assert problems["a.csv:7"] == "has no title"
    assert problems["a.csv:8"] == "has no text"
    articles = small / "knowledge" / "articles"
    english = (articles / "en" / "how-long-do-deposits-take.md").read_text("utf-8")
    assert english == (
        "---\nid: how-long-do-deposits-take\nintent: deposit\ntitle: How long do deposits take\n"
        "questions: []\npublic: false\n---\nMy deposit has not arrived\n"
    )
    assert (articles / "zh" / "how-long-do-deposits-take.md").exists()
    assert found["a.csv:5"]["path"].endswith("fr/combien-de-temps.md")
    assert run("import", "a.csv", "--json").exit_code == 1
    drafts = {each["id"] for each in lines(run("list", "--json")) if each["standing"] == "draft"}
    assert drafts == {"how-long-do-deposits-take", "combien-de-temps"}
    assert run("import", "a.csv", "--write").exit_code == 1


@pytest.mark.usefixtures("quick")
def test_a_language_may_be_given_for_texts_that_do_not_tell(small):
    (small / "a.csv").write_text("title,body\nCombien,Mon retrait est en attente\n", "utf-8")
    (found,) = lines(run("import", "a.csv", "--json", "--language", "de", "--write"))
    assert "/de/" in found["path"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["list", "--language", "xx"], "--language: unknown language 'xx'"),
        (["import", "a.md", "--language", "xx"], "--language: unknown language 'xx'"),
        (["import", "gone"], "expected a folder, a .csv, or a page"),
        (["check", "--tests", "gone.jsonl", "--json"], "gone.jsonl: cannot be read"),
    ],
    ids=["list", "import", "source", "tests"],
)
def test_wrong_use_is_one_line_and_exit_2(small, reads, words, told):
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.stderr.replace("\n", " ")
    assert "Traceback" not in result.stderr
