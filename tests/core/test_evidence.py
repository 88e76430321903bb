"""The evidence pack: complete, the same each time, harmless to open, and without a secret."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta, timezone
from hashlib import sha256
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from core.evidence.pack import Reporter, card_name, pack
from core.evidence.report import MOST_IDS
from core.scams import ScamEvent
from core.traces import Trace
from core.triage.secrets import mask
from core.types import Author
from tests.conftest import NOON
from tests.console.fake_guard import a_file, a_message, a_scam, a_warning

SVG = "{http://www.w3.org/2000/svg}"
PHRASE = Mnemonic("english").to_mnemonic(sha256(b"made up for this test").digest()[:16])
KINDS = {"en": {"impersonator": "poses as us"}, "zh": {"impersonator": "仿冒"}}


def everything():
    """A file with an event of every kind."""
    events = (
        a_message(),
        a_warning(),
        ScamEvent(kind="act", at=NOON, by="bot", text="delete", state="sent", native_id="501"),
        ScamEvent(kind="ruling", at=NOON, by="mira", text="scam", state="he did it again"),
        ScamEvent(kind="rename", at=NOON, by="Nordex Support Desk", text="Joe → Nordex Support"),
    )
    file = a_file(1, *events, decided_at=NOON)
    return replace(file, alike=(a_scam(2, platform="other"),))


def record(files):
    return json.loads(files["evidence.json"])


def test_the_pack_holds_every_part():
    files = pack(everything(), NOON)
    assert list(files) == [
        "abuse-report.txt",
        "cards/0001.svg",
        "evidence.json",
        "messages.html",
        "MANIFEST.txt",
    ]


def test_the_record_tells_who_what_and_when():
    told = record(pack(everything(), NOON))
    assert told["actor"] == {
        "platform": "replay",
        "platform_id": "9001",
        "handle": "nordex_help1",
        "name": "Nordex Support Desk",
        "names": [{"handle": "nordex_help1", "name": "Nordex Support Desk"}],
    }
    (message,) = told["messages"]
    assert message["platform_id"] == "501"
    assert message["sent_at"] == "2026-01-01T11:59:58+00:00"
    assert message["received_at"] == "2026-01-01T12:00:00+00:00"
    assert message["sha256"] == sha256(message["text"].encode()).hexdigest()
    assert message["sha256_when_received"] == message["sha256"]
    assert message["picture"] == card_name(1)
    assert [each["text"] for each in told["acts"]] == ["delete"]
    assert [each["state"] for each in told["rulings"]] == ["he did it again"]
    assert [each["by"] for each in told["warnings"]] == ["bot"]
    assert [each["text"] for each in told["renames"]] == ["Joe → Nordex Support"]
    assert told["traces"] == [{"kind": "host", "shown": "nordex-help.invalid", "digest": "d1"}]
    assert [each["platform"] for each in told["cases_with_the_same_traces"]] == ["other"]
    assert told["case"]["decided_at"] == "2026-01-01T12:00:00+00:00"


def test_times_are_told_in_utc_wherever_the_desk_stands():
    east = timezone(timedelta(hours=8))
    told = record(pack(everything(), NOON.astimezone(east)))
    assert told["made_at"] == "2026-01-01T12:00:00+00:00"


def test_the_manifest_names_the_digest_of_every_other_file():
    files = pack(everything(), NOON)
    lines = dict(reversed(line.split("  ")) for line in files["MANIFEST.txt"].decode().splitlines())
    assert lines == {
        name: sha256(body).hexdigest() for name, body in files.items() if name != "MANIFEST.txt"
    }


def test_the_same_case_makes_the_same_bytes():
    assert pack(everything(), NOON) == pack(everything(), NOON)


@pytest.mark.parametrize(
    "where",
    ["text", "by", "reasons", "name", "handle", "names", "alike", "traces", "ruling"],
)
def test_no_secret_gets_into_a_pack(where):
    assert mask(PHRASE).secrets
    file = everything()
    message, ruling = file.events[0], file.events[3]
    changed = {
        "text": {"events": (replace(message, text=f"my phrase: {PHRASE}"),)},
        "by": {"events": (replace(message, by=PHRASE),)},
        "reasons": {"events": (replace(message, reasons=(PHRASE,)),)},
        "ruling": {"events": (replace(ruling, state=PHRASE, text=PHRASE),)},
        "name": {"scam": replace(file.scam, name=PHRASE)},
        "handle": {"scam": replace(file.scam, handle=PHRASE)},
        "names": {"names": (Author(id="1", name=PHRASE, handle=PHRASE),)},
        "alike": {"alike": (a_scam(2, name=PHRASE, handle=PHRASE),)},
        "traces": {"traces": (Trace(kind="text", digest="d", shown=PHRASE),)},
    }
    for name, body in pack(replace(file, **changed[where]), NOON).items():
        assert not any(word in body.decode().split() for word in PHRASE.split()[3:6]), name
        assert PHRASE[10:40] not in body.decode(), name


def test_a_digest_that_was_kept_stands_beside_that_of_what_is_left():
    file = a_file(1, a_message("gone", sha256="kept"), a_message("no digest", sha256=""))
    first, second = record(pack(file, NOON))["messages"]
    assert first["sha256_when_received"] == "kept"
    assert first["sha256"] == sha256(b"gone").hexdigest()
    assert second["sha256_when_received"] == second["sha256"]


def test_the_page_names_what_hides_and_runs_nothing():
    words = "pay\u202e <script>alert(1)</script> http://nordex-help.invalid"
    page = pack(a_file(1, a_message(words, by="<b>")), NOON)["messages.html"].decode()
    assert "<script" not in page
    assert "<b>" not in page
    assert "\u202e" not in page
    assert "⟨RLO⟩" in page
    assert r"pay\u{202e} &lt;script" in page
    assert "hxxp://nordex-help[.]invalid" in page
    assert "<a " not in page
    assert "src=" not in page


def test_a_text_without_hidden_characters_stands_there_once():
    page = pack(a_file(1, a_message("plain words")), NOON)["messages.html"].decode()
    assert page.count("plain words") == 1


def lines_of(svg):
    return [each.text or "" for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314


@pytest.mark.parametrize(
    ("words", "widest"),
    [("word " * 60, 68), ("x" * 300, 68), ("骗" * 100, 34), ("a\n\nb", 68)],
    ids=["words", "one long word", "wide characters", "lines"],
)
def test_a_picture_wraps_the_words_and_loses_none(words, widest):
    svg = pack(a_file(1, a_message(words)), NOON)["cards/0001.svg"]
    written = lines_of(svg)[3:]
    assert max(map(len, written)) <= widest
    assert "".join("".join(written).split()) == "".join(words.split())


def test_a_picture_reads_from_the_right_where_the_script_does():
    svg = pack(a_file(1, a_message("דוד תמיכה\n123\nhello")), NOON)["cards/0001.svg"].decode()
    assert svg.count('direction="rtl"') == 1


def test_a_wrapped_paragraph_keeps_its_direction():
    words = "מרחבא " * 12 + "http://nordex-help.invalid"
    svg = pack(a_file(1, a_message(words, by="דוד")), NOON)["cards/0001.svg"].decode()
    assert svg.count('direction="rtl"') == len(lines_of(svg)) - 3 > 1


@given(words=st.text(max_size=200), name=st.text(max_size=40))
def test_whatever_was_written_the_pictures_are_xml_and_the_record_json(words, name):
    file = a_file(1, a_message(words, by=name), name=name, handle=name)
    files = pack(file, NOON)
    assert len(lines_of(files["cards/0001.svg"])) >= 4
    assert record(files)["messages"][0]["number"] == 1
    assert "\u202e" not in files["messages.html"].decode()


def test_the_report_speaks_both_languages_and_knows_the_kinds():
    file = a_file(1, kinds=("impersonator", "brand_new"))
    english, chinese = (
        pack(file, NOON, Reporter(brand="Nordex", kinds=KINDS))["abuse-report.txt"]
        .decode()
        .split("=" * 60)
    )
    assert "poses as us; brand new" in english
    assert "仿冒、brand new" in chinese
    assert "Nordex's support desk" in english
    assert "Nordex客服" in chinese
    for part in (english, chinese):
        assert "9001" in part
        assert "501" in part


def test_the_report_needs_neither_brand_nor_names():
    file = a_file(1, kinds=(), handle="", name="")
    text = pack(file, NOON)["abuse-report.txt"].decode()
    assert "Our support desk" in text
    assert "fraud" in text
    assert "–" in text


@pytest.mark.parametrize(
    ("count", "shown", "left"),
    [(1, 1, ""), (MOST_IDS + 3, MOST_IDS, "+3 ")],
    ids=["all", "the first"],
)
def test_the_report_stays_short(count, shown, left):
    messages = [a_message(f"text {number}", native_id=f"m{number}") for number in range(count)]
    messages[0] = replace(messages[0], sent_at=None)
    text = pack(a_file(1, *messages), NOON)["abuse-report.txt"].decode()
    assert text.count("- m") == 2 * shown
    assert left in text


def test_a_case_whose_messages_are_forgotten_still_makes_a_pack():
    files = pack(a_file(1, a_warning()), NOON)
    assert "cards/0001.svg" not in files
    assert record(files)["messages"] == []
    assert "\n–\n" in files["abuse-report.txt"].decode()
