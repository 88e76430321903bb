"""What was said in a conversation, as the reference memory tells it."""

from __future__ import annotations

from core.types import Message, Utterance
from storage.codec import speaker
from storage.memory.state import Send


def utterance_of(message: Message) -> Utterance:
    """What somebody wrote to us."""
    return Utterance(
        ours=False,
        author=speaker(message.author),
        text=message.text,
        at=message.received_at,
        message_id=message.id,
    )


def spoken(send: Send) -> Utterance:
    """What we said."""
    return Utterance(
        ours=True,
        author=send.outgoing.by,
        text=send.outgoing.text,
        at=send.at,
        message_id=send.remote_id,
        serves=send.answers,
    )
