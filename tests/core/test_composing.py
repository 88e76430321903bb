"""Drafts: which words stand, which are set aside, what is never kept."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from core.attached import size_of, warning
from core.canned import Canned, Deed, Step
from core.composing import LONGEST, ComposeRoom, Draft, gone, heard, masked, saved, stopped
from core.deeds import Note, Resolve, Snooze, Tag, Transfer
from core.macro import deed_of, objections, readings
from core.reply.lint import check
from core.reply.plain import plain
from core.types import Attachment, Leg
from tests.conftest import NOON
from tests.core.test_conclude import HOUSE

SEED = Mnemonic("english").to_mnemonic(sha256(b"composing").digest()[:16])


def a_draft(text="", counter=0, **changes) -> Draft:
    return Draft(case_id="c", agent="mira", text=text, counter=counter, saved_at=NOON, **changes)


texts = st.text("ab \n", max_size=6)


@given(st.lists(st.tuples(texts, st.integers(0, 4), st.booleans()), max_size=12))
def test_no_words_vanish_that_somebody_wrote_last(history):
    """Whatever tabs do: what is saved stands, or is set aside, or stands there already."""
    known = None
    for text, behind, is_sent in history:
        counter = max((known.counter if known else 0) - behind, 0)
        before = known
        known = (gone if is_sent else saved)(known, a_draft(text, counter))
        if is_sent:
            assert (known.text, known.sent) == ("", text)
            continue
        late = before is not None and counter < before.counter
        assert known.counter >= (before.counter if before else 0)
        if late:
            assert known.text == before.text
            kept = (known.aside, known.text)
            assert text in kept or not text.strip() or before.sent.startswith(text)
        else:
            assert (known.text, known.counter) == (text, counter + 1)


def test_words_set_aside_go_once_they_are_taken_or_let_go():
    known = a_draft("new", 3, aside="old")
    assert saved(known, a_draft("new, longer", 3)).aside == "old"
    assert saved(known, a_draft("new\n\nold", 3)).aside == ""
    assert saved(known, a_draft("new", 3, aside="old")).aside == ""
    assert gone(known, a_draft("new", 3)).aside == "old"


def test_no_secret_and_no_book_is_kept():
    kept = masked(a_draft(f"is it {SEED}?"))
    assert kept.text == "is it [seed phrase removed]?"
    assert len(masked(a_draft("a" * (LONGEST + 9))).text) == LONGEST


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("It is free.", []),
        (f"{SEED} and {SEED}", ["secret"]),
        ("{coin} on {network}", ["variable", "variable"]),
        ("{coin, plural, one {x} other {y}}", ["variable"]),
        ('{"a": {b}} {ABC}', []),
    ],
)
def test_what_stays_in_the_desk(text, codes):
    assert [each.code for each in stopped(text)] == codes


def test_nothing_that_our_articles_say_is_stopped():
    for article in HOUSE.library.articles:
        assert stopped(plain(article.body)) == ()


@pytest.mark.parametrize(
    ("text", "taken", "wanted"),
    [("", "a", "a"), ("b", "", "b"), (" b ", "a\n", "a\n\nb"), ("", "", "")],
)
def test_words_that_come_back_stand_first(text, taken, wanted):
    assert heard(text, taken) == wanted


def test_a_room_knows_no_facts_unless_it_is_told():
    room = ComposeRoom(drafts=1, recalls=1, canned=1, articles=1, lint=1, do=1)
    assert room.facts() == {}
    assert replace(room, undo_s=0).undo_s == 0


# macros


@pytest.mark.parametrize(
    ("step", "kind", "field", "value"),
    [
        (Step(Deed.NOTE, "look"), Note, "text", "look"),
        (Step(Deed.TAG, "API Keys"), Tag, "tag", "api-keys"),
        (Step(Deed.ASSIGN, "tomasz"), Transfer, "to", "tomasz"),
        (Step(Deed.SNOOZE, "2"), Snooze, "until", NOON.replace(hour=14)),
        (Step(Deed.RESOLVE, "told"), Resolve, "words", "told"),
    ],
)
def test_each_step_is_a_deed(step, kind, field, value):
    deed = deed_of(step, "c", "mira", NOON)
    assert isinstance(deed, kind)
    assert (getattr(deed, field), deed.case_id, deed.by) == (value, "c", "mira")


def test_a_text_is_tried_with_a_sample_and_looked_over_where_it_may_be_said():
    texts_ = {"en": "Your deposit is {coin}", "zh": "{name}"}
    canned = Canned(id="c", name="c", texts=texts_, at=NOON)
    assert readings(canned, {"name": "Li"}) == {"en": "Your deposit is USDT", "zh": "Li"}

    def lint(text, leg):
        return check(text, HOUSE.identities, leg=leg)

    money = replace(canned, texts={"en": "We sent {amount} to your account."})
    assert [code for code, _ in objections(money, {}, lint)][:1] == ["en"]
    assert list(objections(replace(money, leg=Leg.PRIVATE), {}, lint)) == []
    secret = replace(canned, leg=Leg.PRIVATE, texts={"en": f"is it {SEED}"})
    assert "secret" in [each.code for _, each in objections(secret, {}, lint)]


# files


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("photo.png", "photo", ""),
        ("", "photo", ""),
        ("report.pdf", "application/pdf", ""),
        ("tool.exe", "document", "runs"),
        ("Wallet.APK", "document", "runs"),
        ("invoice.pdf.exe", "document", "disguised"),
        ("invoice\u202efdp.exe", "document", "disguised"),
        ("plan.xlsm", "document", "macros"),
        ("keys.zip", "document", "packed"),
        ("login.html", "text/html", "page"),
        ("x", "application/zip", "packed"),
        ("a.b.c", "document", ""),
    ],
)
def test_what_to_know_before_opening(name, kind, wanted):
    assert warning(Attachment(kind=kind, name=name)) == wanted


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, ""), (12, "12 B"), (1500, "2 kB"), (2_400_000, "2 MB"), (3_100_000_000, "3.1 GB")],
)
def test_sizes_as_people_read_them(count, words):
    assert size_of(count) == words
