"""Every kind of payload, read: who speaks, where, what, and whether to us."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.twitter.convert import Known, hear_posts, overheard
from bots.twitter.events import hear_event
from bots.twitter.letters import hear_dms
from bots.twitter.settings import STOP_WORDS
from bots.twitter.stopwords import BUILT_IN, START, silencing, wish
from core.types import Attachment, DeadLetter, Message, Place, Reach, Removal
from tests.conftest import NOON

FOLDER = Path(__file__).parents[3] / "bots" / "twitter" / "samples"
SAMPLES = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
KNOWN = Known(me="1001", handle="NordexSupport", now=NOON)


def hear(name: str):
    return hear_payload(name, SAMPLES[name])


def hear_payload(name: str, payload):
    """The payload, read as what the sample of this name is."""
    if name.startswith("event_"):
        return hear_event(payload, KNOWN)
    return (hear_dms if name.startswith("dm") else hear_posts)(payload, KNOWN)


def only(name: str) -> Message:
    (message,) = hear(name)
    assert isinstance(message, Message)
    return message


def test_a_mention_is_a_message_with_real_links_and_files_apart():
    message = only("mention")
    assert message.text == ("my withdrawal & deposit are stuck https://help.nordex.example/status")
    assert message.key == "twitter:1001:9001:0"
    assert (message.conversation, message.address) == ("post:9001:5001", "post/5001")
    assert (message.place, message.addressed) == (Place.MENTION, True)
    assert message.attachments == (Attachment(kind="photo", reference="3_77"),)
    assert message.sent_at == datetime(2026, 1, 1, 11, 58, tzinfo=UTC)
    assert message.received_at == NOON
    author = message.author
    assert (author.id, author.handle, author.name) == ("5001", "ann_trades", "Ann")
    assert (author.bio, author.language) == ("cat person", "en")
    assert author.created_at == datetime(2020, 3, 1, 9, tzinfo=UTC)


def test_an_answer_to_us_knows_what_it_answers():
    message = only("reply")
    assert message.place is Place.REPLY
    assert (message.text, message.reply_to) == ("it is 778", "8000")
    assert message.reply_text == "Please tell us the order number."
    assert message.conversation == "post:9001:5001"


@pytest.mark.parametrize(
    ("name", "addressed"),
    [
        pytest.param("mention", True, id="named-in-a-new-post"),
        pytest.param("reply", False, id="answers-us-and-x-names-us"),
        pytest.param("reply_without_name", False, id="answers-us-without-our-name"),
        pytest.param("bystander", False, id="our-name-stands-there-by-itself"),
        pytest.param("called_to_help", True, id="typed-our-name-into-somebodys-thread"),
        pytest.param("dm", True, id="direct-message"),
        pytest.param("dm_group", False, id="group-of-direct-messages"),
    ],
)
def test_a7_only_an_explicit_mention_in_this_very_post_addresses_us(name, addressed):
    assert only(name).addressed is addressed


@pytest.mark.parametrize(
    ("shown", "addressed"),
    [
        pytest.param([27, 47], False, id="hidden"),
        pytest.param([12, 47], True, id="shown"),
    ],
)
def test_where_x_says_which_mentions_it_wrote_itself_that_counts(shown, addressed):
    payload = json.loads(json.dumps(SAMPLES["bystander"]))
    payload["data"][0]["display_text_range"] = shown
    (message,) = hear_posts(payload, KNOWN)
    assert message.addressed is addressed


def test_in_an_answer_to_an_unknown_post_leading_names_are_taken_as_automatic():
    payload = json.loads(json.dumps(SAMPLES["called_to_help"]))
    del payload["includes"]["tweets"]
    (message,) = hear_posts(payload, KNOWN)
    assert not message.addressed
    assert message.text == "is this account yours?"


def test_a_namesake_is_not_us():
    payload = json.loads(json.dumps(SAMPLES["mention"]))
    payload["data"][0]["entities"]["mentions"][0]["id"] = "6666"
    (message,) = hear_posts(payload, KNOWN)
    assert not message.addressed


def test_a15_t13_the_full_text_of_a_long_post_is_read():
    message = only("long")
    assert len(message.text) > 280
    assert message.text.endswith("Order 778.")
    assert message.addressed


def test_a16_an_edit_is_a_version_of_the_same_message():
    message = only("edited")
    assert (message.id, message.version) == ("9007", 1)
    assert message.conversation == "post:9007:5001"
    assert message.text == "order 779, not 778"


def test_a_quotation_brings_what_it_quotes():
    message = only("quote")
    assert message.text == "is this real?"
    assert (message.reply_to, message.reply_text) == ("7001", "Nordex gives away 5 ETH <3")
    assert message.place is Place.MENTION


@pytest.mark.parametrize("name", ["retweet", "own", "event_other"])
def test_repetitions_our_own_words_and_strange_kinds_are_nothing(name):
    assert hear(name) == []


def test_a_poll_is_a_file_of_its_own_kind():
    assert only("poll").attachments == (Attachment(kind="poll", reference="44"),)


def test_a_bare_call_keeps_its_text():
    payload = json.loads(json.dumps(SAMPLES["mention"]))
    payload["data"][0]["text"] = "@NordexSupport"
    (message,) = hear_posts(payload, KNOWN)
    assert message.text == "@NordexSupport"


def test_the_stream_and_the_timeline_bring_the_same_message():
    assert hear("stream") == hear("mention") == hear("event_mention")


def test_a_direct_message_is_private_and_only_the_other_side_counts():
    message = only("dm")
    assert (message.conversation, message.address) == ("dm:5001", "dm/5001")
    assert (message.place, message.id) == (Place.DM, "dm:601")
    assert message.text == "my order is 778, see https://help.nordex.example/dm"
    assert message.author.handle == "ann_trades"


def test_both_shapes_of_a_direct_message_are_the_same_message():
    assert hear("event_dm") == hear("dm")


def test_files_in_direct_messages_are_known_by_kind():
    assert only("dm_file").attachments == (Attachment(kind="photo", reference="3_78"),)
    payload = json.loads(json.dumps(SAMPLES["event_dm"]))
    event = payload["data"]["payload"]["direct_message_events"][0]
    event["message_create"]["message_data"]["attachment"] = {"media": {"type": "video"}}
    (message,) = hear_event(payload, KNOWN)
    assert message.attachments == (Attachment(kind="video"),)


def test_a_group_is_read_but_never_answered_by_itself():
    message = only("dm_group")
    assert (message.conversation, message.author.id) == ("dm:5002", "5002")


def test_newest_first_becomes_oldest_first():
    both = {"data": SAMPLES["reply"]["data"] + SAMPLES["mention"]["data"]}
    assert [each.id for each in hear_posts(both, KNOWN)] == ["9001", "9002"]


@pytest.mark.parametrize("name", ["stop", "dm_stop"])
def test_stop_closes_the_address_it_came_from(name):
    news, message = hear(name)
    assert news == Reach(
        platform=message.platform,
        account="1001",
        address=message.address,
        open=False,
        why="asked us to stop",
    )
    assert not message.addressed
    assert message.text == "/stop"


def test_start_opens_it_again():
    payload = json.loads(json.dumps(SAMPLES["dm_stop"]))
    payload["data"][0]["text"] = "start"
    news, message = hear_dms(payload, KNOWN)
    assert news.open
    assert message.addressed


def test_a_stop_between_others_is_not_meant_for_us():
    payload = json.loads(json.dumps(SAMPLES["bystander"]))
    post = payload["data"][0]
    post["text"] = "@ann_trades @NordexSupport stop"
    (message,) = hear_posts(payload, KNOWN)
    assert isinstance(message, Message)


@pytest.mark.parametrize("word", sorted({word for words in STOP_WORDS.values() for word in words}))
def test_every_stop_word_is_understood(word):
    assert wish(f"@NordexSupport {word.upper()}!!", BUILT_IN) is False


@pytest.mark.parametrize("word", sorted(START))
def test_every_start_word_is_understood(word):
    assert wish(f" {word} ", BUILT_IN) is True


@pytest.mark.parametrize(
    "text", ["", "stop loss did not trigger", "please stop the withdrawal", "x" * 500, "@stop"]
)
def test_stop_within_a_sentence_is_no_order(text):
    assert wish(text, BUILT_IN) is None


def test_operators_add_their_own_words():
    known = replace(KNOWN, stop=silencing({"de": ("Ruhe jetzt",)}))
    assert wish("ruhe  jetzt!", known.stop) is False


def test_a18_a_deleted_post_is_a_removal():
    (gone,) = hear("event_delete")
    assert gone == Removal(platform=gone.platform, account="1001", id="9001")


def test_what_was_not_written_to_us_is_only_overheard():
    (message,) = overheard(SAMPLES["mention"], KNOWN)
    assert not message.addressed
    (message,) = overheard(SAMPLES["stop"], KNOWN)
    assert not message.addressed


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        pytest.param("mention", ("data", 0, "author_id"), None, id="no-author"),
        pytest.param("mention", ("data", 0, "conversation_id"), 12, id="thread-is-a-number"),
        pytest.param("mention", ("data", 0, "created_at"), "yesterday", id="no-time"),
        pytest.param("mention", ("data", 0, "text"), ["a"], id="text-is-a-list"),
        pytest.param("mention", ("data", 0, "edit_history_tweet_ids"), ["1"], id="strange-history"),
        pytest.param("mention", ("data", 0, "edit_history_tweet_ids"), "1", id="history-a-text"),
        pytest.param("bystander", ("data", 0, "entities", "mentions", 1, "start"), "x", id="start"),
        pytest.param("mention", ("data", 0), 7, id="post-is-a-number"),
        pytest.param("dm", ("data", 0, "dm_conversation_id"), "1-2", id="between-others"),
        pytest.param("dm", ("data", 0, "sender_id"), "ann", id="sender-is-a-name"),
        pytest.param(
            "event_dm",
            ("data", "payload", "direct_message_events", 0, "message_create", "target"),
            {"recipient_id": "42"},
            id="sent-to-somebody-else",
        ),
        pytest.param("event_delete", ("data", "payload", "id"), {}, id="deletes-nothing"),
        pytest.param("event_mention", ("data", "payload"), [], id="event-without-payload"),
    ],
)
def test_what_cannot_be_read_is_a_dead_letter(name, path, value):
    payload = json.loads(json.dumps(SAMPLES[name]))
    holder = payload
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    heard = hear_payload(name, payload)
    assert [type(each) for each in heard] == [DeadLetter]
    assert heard == hear_payload(name, payload), "the same letter has the same name each time"


@pytest.mark.parametrize("payload", [None, 7, [], "x", {"data": None}, {"data": []}])
def test_any_payload_at_all_is_survived(payload):
    for reader in (hear_posts, hear_dms, hear_event):
        assert all(isinstance(each, DeadLetter) for each in reader(payload, KNOWN))


def test_a_payload_too_deep_is_kept_by_name_only():
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    (letter,) = hear_posts({"data": deep}, KNOWN)
    assert letter.raw == "nested too deeply to be kept"
