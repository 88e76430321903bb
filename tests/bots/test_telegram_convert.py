"""Updates as Telegram writes them in, what the desk gets out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bots.telegram.convert import hear
from bots.telegram.known import Heard, Known
from core.types import DeadLetter, Message, Place
from tests.conftest import NOON

BOT, ANN, BEN, MIRA = 7000000001, 500001, 500002, 2001
GROUP, FORUM, BASIC = -1002000000001, -1002000000002, -4001
NEWS, FAKE_SUPPORT = -1003000000001, -1003000000666
FIRST_SECOND = 1767268800
SAMPLES = {
    f"{file.stem}/{name}": updates
    for file in sorted((Path(__file__).parents[2] / "bots/telegram/samples").glob("*.json"))
    for name, updates in json.loads(file.read_text()).items()
}
KNOWN = Known(
    me=BOT,
    username="NordexBot",
    now=NOON,
    moderators={GROUP: frozenset({MIRA, NEWS})},
)


def heard(sample: str) -> Heard:
    return hear(SAMPLES[sample], KNOWN)


def one(sample: str):
    """The message or, where there is none, the only arrival."""
    arrivals = heard(sample).arrivals
    return next((each for each in arrivals if isinstance(each, Message)), arrivals[0])


def test_a_private_message_in_full():
    assert one("private/text") == Message(
        platform="telegram",
        account=str(BOT),
        id=f"{ANN}/1",
        conversation=f"telegram:{BOT}:{ANN}",
        address=str(ANN),
        author=one("private/text").author,
        place=Place.DM,
        text="my withdrawal is pending since yesterday",
        sent_at=one("private/text").sent_at,
        received_at=NOON,
    )


def test_its_author_and_time():
    message = one("private/text")
    author = message.author
    assert (author.id, author.handle, author.name) == (str(ANN), "ann_b", "Ann Berg")
    assert (author.language, author.is_moderator) == ("en", False)
    assert message.sent_at.timestamp() == FIRST_SECOND + 1
    assert message.sent_at.utcoffset().total_seconds() == 0


@pytest.mark.parametrize(
    ("sample", "conversation", "address", "place"),
    [
        ("groups/chat", f"{GROUP}/0/{ANN}", f"{GROUP}", Place.GROUP),
        ("groups/basic_group", f"{BASIC}/0/{BEN}", f"{BASIC}", Place.GROUP),
        ("groups/topic", f"{FORUM}/40/{ANN}", f"{FORUM}/40", Place.THREAD),
        ("groups/general_topic", f"{FORUM}/0/{ANN}", f"{FORUM}", Place.GROUP),
        ("groups/comment", f"{GROUP}/0/{ANN}", f"{GROUP}", Place.CHANNEL),
        ("groups/reply_to_another", f"{GROUP}/0/{ANN}", f"{GROUP}", Place.GROUP),
        ("groups/anonymous_admin", f"{GROUP}/0/{GROUP}", f"{GROUP}", Place.GROUP),
        ("private/topic", f"{ANN}", f"{ANN}/12001", Place.DM),
        ("presses/private", f"{ANN}", f"{ANN}", Place.DM),
        ("presses/own_in_group", f"{GROUP}/0/{ANN}", f"{GROUP}", Place.GROUP),
        ("presses/in_topic", f"{FORUM}/40/{ANN}", f"{FORUM}/40", Place.THREAD),
        ("presses/message_gone", f"{GROUP}/0/{ANN}", f"{GROUP}", Place.GROUP),
    ],
    ids=lambda value: value if isinstance(value, str) and "/" in value else "",
)
def test_where_it_was_written(sample, conversation, address, place):
    message = one(sample)
    assert message.conversation == f"telegram:{BOT}:{conversation}"
    assert (message.address, message.place) == (address, place)


@pytest.mark.parametrize(
    ("sample", "addressed"),
    [
        ("private/text", True),
        ("private/command", True),
        ("groups/chat", False),
        ("groups/mention", True),
        ("groups/mention_of_another", False),
        ("groups/text_mention", True),
        ("groups/caption_mention", True),
        ("groups/command", True),
        ("groups/command_to_us", True),
        ("groups/command_to_another", False),
        ("groups/reply_to_us", True),
        ("groups/reply_to_another", False),
        ("groups/topic", False),
        ("groups/comment", False),
        ("groups/channel_sender", False),
        ("presses/own_in_group", True),
    ],
)
def test_whether_it_speaks_to_us(sample, addressed):
    assert one(sample).addressed is addressed


@pytest.mark.parametrize(
    "entity",
    [
        {"type": "bold", "offset": 0, "length": 10},
        {"type": "mention", "offset": -2, "length": 10},
        {"type": "mention", "offset": 0, "length": 0},
        {"type": "mention", "offset": 5, "length": 900},
        {
            "type": "text_mention",
            "offset": 0,
            "length": 9,
            "user": {"id": BEN, "is_bot": False, "first_name": "Ben"},
        },
    ],
    ids=["style", "negative", "empty", "elsewhere", "another user"],
)
def test_marks_that_are_no_mention_of_us(entity):
    update = json.loads(json.dumps(SAMPLES["groups/chat"]))
    update[0]["message"] |= {"text": "@NordexBot is what they call it", "entities": [entity]}
    message, _ = hear(update, KNOWN).arrivals
    assert message.addressed is False


@pytest.mark.parametrize(
    ("sample", "author", "moderator"),
    [
        ("groups/chat", ANN, False),
        ("groups/moderator", MIRA, True),
        ("groups/anonymous_admin", GROUP, True),
        ("groups/channel_sender", FAKE_SUPPORT, False),
        ("groups/linked_channel", NEWS, True),
        ("presses/in_topic", ANN, False),
    ],
)
def test_who_wrote_it(sample, author, moderator):
    message = one(sample)
    assert (message.author.id, message.author.is_moderator) == (str(author), moderator)


def test_a_moderator_of_one_group_is_nobody_in_another():
    update = json.loads(json.dumps(SAMPLES["groups/moderator"]))
    update[0]["message"]["chat"]["id"] = FORUM
    message, _ = hear(update, KNOWN).arrivals
    assert not message.author.is_moderator


@pytest.mark.parametrize(
    "sample",
    [
        "private/from_telegram",
        "groups/auto_forward",
        "groups/another_bot",
        "groups/channel_post",
        "groups/pinned",
        "edits/live_location",
        "odd/unknown_kind",
    ],
)
def test_nothing_for_the_desk(sample):
    assert heard(sample) == Heard()


@pytest.mark.parametrize(
    ("sample", "attachments"),
    [
        ("private/text", []),
        ("private/photo", [("photo", "", 150000, "AgAC1-large")]),
        ("private/document", [("document", "statement.pdf", 48213, "BQAC1")]),
        ("private/voice", [("voice", "", 30100, "AwAC1")]),
        ("private/sticker", [("sticker", "", 20480, "CAAC1")]),
        ("private/animation", [("animation", "wait.mp4", 90001, "CgAC1")]),
        ("private/contact", [("contact", "", 0, "")]),
    ],
)
def test_attachments(sample, attachments):
    found = [(each.kind, each.name, each.size, each.reference) for each in one(sample).attachments]
    assert found == attachments


def test_b11_an_album_is_one_message():
    album = one("private/album")
    assert (album.id, album.text) == (f"{ANN}/20", "all four pages")
    assert [each.reference for each in album.attachments] == [
        f"AgAC2{number}-large" for number in range(4)
    ]


def test_parts_by_different_people_are_never_joined():
    parts = json.loads(json.dumps(SAMPLES["private/album"]))
    parts[1]["message"]["from"]["id"] = BEN
    authors = [each.author.id for each in hear(parts, KNOWN).arrivals]
    assert authors == [str(ANN), str(BEN)]


def test_a_broken_part_does_not_take_the_album_along():
    album, broken = heard("odd/album_with_a_broken_part").arrivals
    assert (album.text, len(album.attachments)) == ("both", 2)
    assert isinstance(broken, DeadLetter)


@pytest.mark.parametrize(
    ("sample", "parent", "text"),
    [
        ("private/text", None, ""),
        ("private/reply_to_us", f"{ANN}/3", "Which coin was it?"),
        ("private/quote", f"{ANN}/3", "which network?"),
        ("groups/reply_to_another", f"{GROUP}/98", "no deposits today"),
        ("groups/topic", None, ""),
        ("presses/private", f"{ANN}/60", "Anything else?"),
        ("presses/message_gone", f"{GROUP}/63", ""),
    ],
)
def test_what_it_answers_to(sample, parent, text):
    assert (one(sample).reply_to, one(sample).reply_text) == (parent, text)


@pytest.mark.parametrize(
    ("sample", "version"),
    [
        ("private/text", 0),
        ("edits/text", FIRST_SECOND + 300),
        ("edits/caption", FIRST_SECOND + 301),
        ("edits/without_date", FIRST_SECOND + 51),
    ],
)
def test_versions(sample, version):
    assert one(sample).version == version


def test_an_edit_is_the_same_message():
    assert one("edits/text").id == one("private/text").id
    assert one("edits/text").key != one("private/text").key


def test_texts_that_cannot_be_stored_are_mended():
    text = one("private/unstorable").text
    assert text == "nul \ufffd and half \ufffd of an emoji"
    assert text.encode()


def test_two_megabytes_survive():
    update = json.loads(json.dumps(SAMPLES["private/text"]))
    update[0]["message"]["text"] = "é" * 2_000_000
    (message,) = hear(update, KNOWN).arrivals
    assert len(message.text) == 2_000_000
