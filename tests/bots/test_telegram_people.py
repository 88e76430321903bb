"""Who comes, goes and changes his name; and people's business accounts. Pure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bots.telegram.convert import hear
from bots.telegram.known import Heard, Known
from core.types import DeadLetter, Place, Removal, Sighting
from tests.bots.test_telegram_convert import ANN, BASIC, BEN, BOT, GROUP, KNOWN, SAMPLES

SHOP = f"business/bc_000001/{ANN}"


def heard(sample: str, known: Known = KNOWN):
    return hear(SAMPLES[sample], known).arrivals


@pytest.mark.parametrize(
    ("sample", "why", "chat"),
    [
        ("arriving/joined", "joined", GROUP),
        ("arriving/let_in_restricted", "joined", GROUP),
        ("arriving/banned", "left", GROUP),
        ("arriving/asks_to_join", "asks to join", GROUP),
        ("arriving/joined_as_announced", "joined", BASIC),
        ("arriving/left_as_announced", "left", BASIC),
        ("members/somebody_left", "left", GROUP),
        ("groups/joined", "joined", GROUP),
    ],
)
def test_comings_and_goings(sample, why, chat):
    (seen,) = heard(sample)
    assert isinstance(seen, Sighting)
    assert (seen.why, seen.address) == (why, str(chat))
    assert seen.author.id in {str(BEN), str(ANN)}
    assert seen.author.name


def test_who_asks_to_join_shows_what_he_says_of_himself():
    (seen,) = heard("arriving/asks_to_join")
    assert seen.author.bio == "Nordex support, write to me"


def test_who_joined_has_a_day_of_joining():
    (seen,) = heard("arriving/joined")
    assert seen.author.joined_at == seen.seen_at


def test_where_we_are_administrator_announcements_say_nothing_new():
    administrator = replace(KNOWN, moderators={BASIC: frozenset({BOT})})
    assert heard("arriving/joined_as_announced", administrator) == ()


def test_another_standing_is_no_news_unless_the_name_changed():
    assert heard("arriving/promoted") == ()
    (seen,) = heard("arriving/promoted", replace(KNOWN, faces={BEN: ("", "Benjamin")}))
    assert (seen.why, seen.author.name) == ("renamed", "Ben")


@pytest.mark.parametrize(
    ("face", "renamed"),
    [(None, False), (("ann_b", "Ann Berg"), False), (("ann_b", "Ann"), True), (("", ""), True)],
)
def test_a_known_person_under_another_name(face, renamed):
    faces = {} if face is None else {ANN: face}
    message, *seen = heard("private/text", replace(KNOWN, faces=faces))
    assert [each.why for each in seen] == (["renamed"] if renamed else [])
    assert all(each.author == message.author for each in seen)


@pytest.mark.parametrize(
    ("sample", "addresses", "is_open"),
    [
        ("connected", ["business/bc_000001"], True),
        ("mute", ["business/bc_000001"], False),
        ("switched_off", ["business/bc_000001"], False),
    ],
)
@pytest.mark.parametrize("customers", [(), (ANN,)], ids=["new", "with a customer"])
def test_a_business_account_lets_us_in_or_not(sample, addresses, is_open, customers):
    known = replace(KNOWN, customers={"bc_000001": frozenset(customers)})
    news = heard(f"business/{sample}", known)
    assert [each.address for each in news] == addresses + [SHOP] * len(customers)
    assert {each.open for each in news} == {is_open}
    assert all(bool(each.why) is not is_open for each in news)


def test_a_customer_writes():
    (message,) = heard("business/message")
    assert (message.id, message.address) == (f"{SHOP}/1", SHOP)
    assert message.conversation == f"telegram:{BOT}:{SHOP}"
    assert (message.place, message.addressed, message.author.id) == (Place.DM, True, str(ANN))


def test_the_same_chat_with_the_bot_itself_is_another_conversation():
    (own,), (business,) = heard("private/text"), heard("business/message")
    assert own.conversation != business.conversation
    assert own.id != business.id


def test_a_customer_edits_and_answers():
    (message,), (edited,) = heard("business/message"), heard("business/edited")
    (reply,) = heard("business/reply")
    assert (edited.id, edited.text) == (message.id, "where is my withdrawal")
    assert edited.version > message.version
    assert (reply.reply_to, reply.reply_text) == (f"{SHOP}/2", "let me look")


@pytest.mark.parametrize("sample", ["owner", "ours"])
def test_what_the_account_itself_says_is_nothing_for_the_desk(sample):
    assert hear(SAMPLES[f"business/{sample}"], KNOWN) == Heard()


def test_deleted_messages_of_a_business_account_are_forgotten():
    assert heard("business/deleted") == (
        Removal(platform="telegram", account=str(BOT), id=f"{SHOP}/1"),
        Removal(platform="telegram", account=str(BOT), id=f"{SHOP}/3"),
    )


def test_a_connection_whose_name_would_break_an_address():
    (letter,) = heard("business/impossible_name")
    assert isinstance(letter, DeadLetter)
    assert "impossible name" in letter.error


def test_stop_closes_and_start_opens_again():
    _, stopped = heard("business/stop")
    assert (stopped.address, stopped.open, stopped.why) == (SHOP, False, "asked us to stop")
    message, opened = heard("private/command")
    assert (message.text, opened.address, opened.open) == ("/start ref42", str(ANN), True)
