"""Pressed buttons and reactions under our own messages, as the words they stand for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import telegram

from bots.telegram.buttons import EVERYBODY, PRESS, Press, decode
from bots.telegram.content import Unreadable, text_of, whole, words
from bots.telegram.known import Heard, Known, blank
from bots.telegram.people import person
from bots.telegram.scene import PLATFORM, addressee, scene_of
from bots.telegram.toasts import NOT_OURS, NOT_YOURS, THANKS, in_language
from core.commands import BAD, GOOD, RATES
from core.types import Message

THUMBS = {"👍": GOOD, "👎": BAD}


def press(query: telegram.CallbackQuery, known: Known) -> Heard:
    """A button's data as a message by who was asked; others are told kindly that it is not theirs.

    The press is answered in any case.
    """
    answer, presser = Press(words(query.id, "callback_query.id")), query.from_user
    under = query.message
    if under is None or not query.data or presser.is_bot:
        return Heard(presses=(answer,))
    language = words(presser.language_code, "language_code")
    data, meant = decode(words(query.data, "data"))
    if not _ours(under, known):
        return Heard(presses=(replace(answer, text=in_language(NOT_OURS, language)),))
    if meant not in {"", EVERYBODY, str(whole(presser.id, "from.id"))}:
        return Heard(presses=(replace(answer, text=in_language(NOT_YOURS, language)),))
    message = _pressed(under, presser, data, known)
    if meant == EVERYBODY:
        # Named after the report as well, so that what comes of it can be said in answer to it.
        return Heard((replace(message, id=f"{PRESS}{answer.id}/{message.reply_to}"),), (answer,))
    if data not in RATES:
        return Heard((replace(message, id=f"{PRESS}{answer.id}"),), (answer,))
    number = whole(under.message_id, "message_id")
    thanks = Press(answer.id, in_language(THANKS, language), (scene_of(under).spot, number))
    return Heard((replace(message, id=_rating(message)),), (thanks,))


def reaction(change: telegram.MessageReactionUpdated, known: Known) -> Heard:
    """A thumb up or down by who was answered, under something we said; anything else is nothing."""
    user, chat = change.user, whole(change.chat.id, "chat.id")
    under = f"{chat}/{whole(change.message_id, 'message_id')}"
    said = known.said.get(under)
    if said is None or user is None or user.is_bot:
        return Heard()
    if addressee(said.conversation) != str(whole(user.id, "user.id")):
        return Heard()
    verdict = _verdict(change.old_reaction, change.new_reaction)
    if not verdict:
        return Heard()
    message = Message(
        platform=PLATFORM,
        account=known.account,
        id="",
        conversation=said.conversation,
        address=said.address,
        author=person(user, chat, known.moderators),
        place=said.place,
        text=verdict,
        sent_at=change.date,
        received_at=known.now,
        reply_to=under,
    )
    return Heard((replace(message, id=_rating(message)),))


def _pressed(
    under: telegram.MaybeInaccessibleMessage, presser: telegram.User, data: str, known: Known
) -> Message:
    scene = scene_of(under, known.posts)
    return replace(
        blank(scene, person(presser, under.chat.id, known.moderators), known),
        text=data,
        reply_to=scene.message_id(under.message_id),
        reply_text=text_of(under) if isinstance(under, telegram.Message) else "",
    )


def _ours(under: telegram.MaybeInaccessibleMessage, known: Known) -> bool:
    """What is too old to be shown has no author; its buttons were ours all the same."""
    if not isinstance(under, telegram.Message):
        return True
    author = under.sender_business_bot or under.from_user
    return author is None or author.id == known.me


def _rating(message: Message) -> str:
    """One name for all that somebody can say about one message, so that he is counted once."""
    return f"rate:{message.reply_to}/{message.author.id}"


def _verdict(
    before: Sequence[telegram.ReactionType], after: Sequence[telegram.ReactionType]
) -> str:
    fresh = [each for each in _emoji(after) if each not in set(_emoji(before))]
    return next((THUMBS[each] for each in fresh if each in THUMBS), "")


def _emoji(reactions: Iterable[telegram.ReactionType]) -> list[str]:
    found = [getattr(each, "emoji", None) for each in reactions]
    if not all(isinstance(each, str | None) for each in found):
        raise Unreadable("a reaction is not a text")
    return [each for each in found if each]
