"""Reading events: pure, sample by sample."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bots.discord.convert import Known, hear, lost_places
from bots.discord.people import EPOCH
from bots.discord.scene import GuildFacts, ThreadFacts, read_address
from core.types import DeadLetter, Message, Place, Removal, Sighting
from tests.conftest import NOON

FOLDER = Path(__file__).parents[3] / "bots" / "discord" / "samples"
SAMPLES = {
    name: sample
    for file in sorted(FOLDER.glob("*.json"))
    for name, sample in json.loads(file.read_text(encoding="utf-8")).items()
}
BOT, GUILD, CHANNEL = 1100000000000000001, 400000000000000001, 500000000000000001
THREAD, CASE, FORUM_POST = 500000000000000011, 500000000000000012, 1440000000000000900
ANN, BEN = "310000000000000501", "310000000000000502"
THREADS = {
    THREAD: ThreadFacts(parent=CHANNEL),
    CASE: ThreadFacts(parent=CHANNEL, private=True, ours=True),
    FORUM_POST: ThreadFacts(parent=500000000000000002, title="Deposit missing"),
}
FACTS = GuildFacts(
    owner=310000000000009999,
    moderator_roles=frozenset({410000000000000020}),
    our_roles=frozenset({410000000000000010}),
    roles={410000000000000020: "Moderators"},
    channels={CHANNEL: "support"},
)
KNOWN = Known(
    me=BOT,
    now=NOON,
    thread=THREADS.get,
    guild=lambda number: FACTS if number == GUILD else GuildFacts(),
)


def heard(name: str, known: Known = KNOWN, **changes):
    sample = SAMPLES[name]
    return hear(sample["event"], sample["data"] | changes, known)


def the_message(name: str, known: Known = KNOWN, **changes) -> Message:
    (message,) = heard(name, known, **changes)
    assert isinstance(message, Message), message
    return message


def test_a_message_in_a_channel_field_by_field():
    message = the_message("channel")
    assert message.conversation == f"discord:{BOT}:channel:{CHANNEL}:{ANN}"
    assert message.address == f"channel/{CHANNEL}"
    assert message.place is Place.CHANNEL
    assert (message.text, message.version, message.addressed) == (
        "My withdrawal of 0.5 BTC is pending since yesterday",
        0,
        False,
    )
    author = message.author
    assert (author.id, author.handle, author.name, author.is_moderator) == (
        ANN,
        "ann",
        "Ann",
        False,
    )
    assert author.created_at == EPOCH + timedelta(milliseconds=int(ANN) >> 22)
    assert author.joined_at == datetime(2024, 3, 1, 10, tzinfo=UTC)
    assert message.sent_at.year == 2025
    assert message.received_at == NOON


@pytest.mark.parametrize(
    ("name", "conversation", "address", "place"),
    [
        ("private", f"dm:{ANN}", f"dm/{ANN}", Place.DM),
        ("thread", f"thread:{THREAD}", f"thread/{THREAD}", Place.THREAD),
        ("case_thread", f"thread:{CASE}", f"thread/{CASE}", Place.DM),
        ("forum_answer", f"thread:{FORUM_POST}", f"thread/{FORUM_POST}", Place.THREAD),
    ],
)
def test_every_place_has_its_conversation_and_address(name, conversation, address, place):
    message = the_message(name)
    assert message.conversation == f"discord:{BOT}:{conversation}"
    assert (message.address, message.place) == (address, place)


@pytest.mark.parametrize(
    ("name", "addressed"),
    [
        ("private", True),
        ("case_thread", True),
        ("mention", True),
        ("mention_by_role", True),
        ("reply_to_us", True),
        ("reply_to_ben", False),
        ("reply_to_deleted", False),
        ("everybody", False),
        ("thread", False),
        ("channel", False),
        ("forward", False),
    ],
)
def test_who_is_spoken_to(name, addressed):
    assert the_message(name).addressed is addressed


@pytest.mark.parametrize("name", ["channel", "thread"])
def test_support_channels_and_their_threads_are_for_us(name):
    assert the_message(name, replace(KNOWN, support=frozenset({CHANNEL}))).addressed


@pytest.mark.parametrize(
    ("name", "kept"), [("channel", False), ("thread", False), ("mention", True), ("private", True)]
)
def test_elsewhere_only_what_is_addressed_counts(name, kept):
    assert bool(heard(name, replace(KNOWN, watched=frozenset({1})))) is kept


@pytest.mark.parametrize("name", ["channel", "thread"])
def test_watched_channels_and_their_threads_are_read(name):
    assert heard(name, replace(KNOWN, watched=frozenset({CHANNEL})))


@pytest.mark.parametrize(
    "name",
    [
        "ours",
        "another_bot",
        "webhook",
        "join_notice",
        "thread_notice",
        "empty",
        "unfurled",
        "partial_update",
        "our_account",
        "bot_joined",
    ],
)
def test_nobodys_words_are_nothing(name):
    assert heard(name) == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("markup", "@Ben see #support, ask @Moderators :party: /support"),
        ("card", "Nordex Giveaway\nSend 1 ETH, get 2\nAddress: 0x0"),
        ("forward", "Support will write to you first"),
        ("poll", "Which network?\nTron\nEthereum"),
        ("forum_first_post", "Deposit missing\nI sent it on Monday"),
        ("forum_answer", "same here"),
        ("link", "look https://nordex-bonus.example"),
    ],
)
def test_texts_are_readable(name, text):
    assert the_message(name).text == text


def test_unknown_numbers_stay_numbers():
    message = the_message("channel", content="<@1> <@&2> <#3>")
    assert message.text == "@1 @2 #3"


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("attachments", [("photo", "proof.png", 2048), ("document", "log.txt", 12)]),
        ("voice", [("voice", "voice-message.ogg", 900)]),
        ("sticker", [("sticker", "Sad cat", 0)]),
        ("link", [("link", "Claim your bonus", 0)]),
    ],
)
def test_what_came_along_is_listed(name, files):
    found = the_message(name).attachments
    assert [(each.kind, each.name, each.size) for each in found] == files


def test_a_reply_quotes_what_it_answers():
    message = the_message("reply_to_ben")
    assert message.reply_text == "has anybody got their payout?"
    above = SAMPLES["reply_to_ben"]["data"]["referenced_message"]["id"]
    assert message.reply_to == above


def test_a_forward_is_no_reply():
    assert the_message("forward").reply_to is None


def test_versions_grow_with_every_edit():
    first = the_message("edited")
    second = the_message("edited", edited_timestamp="2025-11-17T16:00:01.500000+00:00")
    assert 0 < first.version < second.version < 2**31
    assert first.id == second.id
    assert first.key != second.key


def test_an_edit_at_once_still_is_a_later_version():
    assert the_message("edited", edited_timestamp="2025-01-01T00:00:00+00:00").version == 1


def test_a_message_edited_before_it_was_read_has_that_version():
    when = SAMPLES["edited"]["data"]["edited_timestamp"]
    assert the_message("channel", edited_timestamp=when).version > 0


@pytest.mark.parametrize("when", ["soon", 12, None, "2025-11-17T16:00:00"])
def test_an_edit_without_a_time_is_none(when):
    assert heard("edited", edited_timestamp=when) == ()


def test_a_moderator_is_known_by_role_and_shown_by_nick():
    author = the_message("moderator").author
    assert (author.is_moderator, author.name, author.handle) == (
        True,
        "Mira | Nordex",
        "mira_nordex",
    )


def test_the_owner_is_a_moderator():
    known = replace(KNOWN, guild=lambda _: replace(FACTS, owner=int(ANN)))
    assert the_message("channel", known).author.is_moderator


def test_an_old_name_keeps_its_number():
    assert the_message("old_name").author.handle == "ann#1234"


@pytest.mark.parametrize(
    ("name", "why", "shown", "address"),
    [
        ("joined", "joined", "Ben", f"guild/{GUILD}"),
        ("renamed", "renamed", "Nordex Support", f"guild/{GUILD}"),
        ("left", "left", "Ben", f"guild/{GUILD}"),
        ("account_renamed", "renamed", "Nordex Support", f"dm/{BEN}"),
    ],
)
def test_c8_people_are_seen_whether_cached_or_not(name, why, shown, address):
    seen = heard(name)[0]
    assert isinstance(seen, Sighting)
    assert (seen.author.id, seen.author.name, seen.why, seen.address) == (BEN, shown, why, address)


def test_c8_a_nick_hides_a_name_that_shows_in_private():
    user = SAMPLES["renamed"]["data"]["user"] | {"global_name": "Nordex Support"}
    here, apart = heard("renamed", user=user, nick="Benny")
    assert (here.address, here.author.name) == (f"guild/{GUILD}", "Benny")
    assert (apart.address, apart.author.name) == (f"dm/{BEN}", "Nordex Support")
    assert len(heard("renamed", user=user, nick=None)) == 1


@pytest.mark.parametrize("nick", [None, "Nordex Support"])
def test_c8_a_moderator_who_renames_himself_stays_one(nick):
    renamed = heard("renamed", nick=nick, roles=["410000000000000020"])
    assert all(each.author.is_moderator for each in renamed)


@pytest.mark.parametrize(
    ("name", "removals"),
    [
        ("deleted", [("1440000000000000001", "")]),
        ("many_deleted", [("1440000000000000001", ""), ("1440000000000000002", "")]),
        ("channel_deleted", [("", f"channel/{CHANNEL}")]),
        ("thread_deleted", [("", f"thread/{THREAD}")]),
    ],
)
def test_c10_what_is_deleted_there_is_removed_here(name, removals):
    found = heard(name)
    assert all(isinstance(each, Removal) for each in found)
    assert [(each.id, each.address) for each in found] == removals


def test_c15_a_lost_place_was_a_channel_or_a_thread():
    assert [each.address for each in lost_places([7], KNOWN)] == ["channel/7", "thread/7"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"id": None}, "id is not an id"),
        ({"channel_id": "x"}, "channel_id is not an id"),
        ({"author": None}, "author.id is not an id"),
        ({"author": "Ann"}, "author is not an object"),
        ({"content": 7}, "content is not a text"),
        ({"mentions": {}}, "mentions is not a list"),
        ({"guild_id": 0}, "guild_id is not an id"),
        ({"type": []}, "TypeError"),
    ],
    ids=str,
)
def test_what_cannot_be_read_is_a_dead_letter_with_its_reason(changes, why):
    (letter,) = heard("channel", **changes)
    assert isinstance(letter, DeadLetter)
    assert letter.error == f"MESSAGE_CREATE: {why}"
    assert letter == heard("channel", **changes)[0]


@pytest.mark.parametrize("data", [None, 7, [], "text"], ids=str)
@pytest.mark.parametrize("event", ["MESSAGE_CREATE", "MESSAGE_DELETE", "GUILD_MEMBER_ADD"])
def test_events_that_are_no_objects(event, data):
    assert isinstance(hear(event, data, KNOWN)[0], DeadLetter)


def test_a_payload_too_deep_is_still_kept():
    deep: list = []
    for _ in range(50_000):
        deep = [deep]
    (letter,) = hear("MESSAGE_CREATE", {"content": deep}, KNOWN)
    assert "too deeply" in letter.raw


def test_other_events_say_nothing():
    assert hear("PRESENCE_UPDATE", {"user": {"id": ANN}}, KNOWN) == ()


def test_d1c_hostile_texts_do_not_hold_the_loop():
    import time

    hostile = ("<@" * 100_000) + ("<a:" * 100_000) + ("</" * 100_000) + "<@&" * 100_000
    started = time.perf_counter()
    assert the_message("channel", content=hostile).text
    assert time.perf_counter() - started < 0.5


def test_no_text_comes_with_what_databases_refuse():
    assert the_message("channel", content="a\x00b\ud800c").text == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    ("address", "read"),
    [("channel/5", ("channel", 5)), ("dm/7", ("dm", 7)), ("guild/1", ("guild", 1))],
)
def test_addresses_can_be_read_back(address, read):
    assert read_address(address) == read


@pytest.mark.parametrize("address", ["", "5", "channel/", "channel/x", "server/5", "dm/-1"])
def test_other_words_are_no_addresses(address):
    with pytest.raises(ValueError, match="not an address"):
        read_address(address)
