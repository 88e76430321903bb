"""Updates no client expects: broken ones, unknown ones, and texts that break naive readers."""

from __future__ import annotations

from sandbox.telegram import payloads
from sandbox.telegram.model import Json
from sandbox.telegram.scene import Scene
from sandbox.telegram.updates import Update

HUGE = 2_000_000
TEXTS = {
    "huge_text": "a" * (HUGE // 2) + " withdrawal pending " + "é" * (HUGE // 2),
    "nul_text": "my\x00 withdrawal \x00is pending",
    "surrogate_text": "my withdrawal \ud83d is pending \udc00",
    "right_to_left_text": "\u202eknalb\u202c \u200b\u200d withdrawal",
    "zalgo_text": "w" + "\u0301" * 400 + "ithdrawal",
}
LEFT_OUT = {"no_chat": "chat", "no_date": "date", "no_id": "message_id", "no_sender": "from"}
KINDS = (*TEXTS, *LEFT_OUT, "wrong_type", "unknown_kind", "unknown_field", "empty")


def odd_update(scene: Scene, kind: str, user: int) -> Update:
    """Queue one odd update as if `user` had caused it in private."""
    if kind not in KINDS:
        raise ValueError(f"no oddity {kind!r}: one of {', '.join(KINDS)}")
    scene.world.user(user).reachable = True
    text = TEXTS.get(kind, "something odd")
    post = scene.world.add_post(scene.world.chat(user), sender=user, text=text)
    message = payloads.message_json(scene.world, post)
    body = {"message": _spoil(message, kind)}
    if kind == "unknown_kind":
        body = {"telepathic_message": {"from": message["from"], "thought": "hello"}}
    if kind == "empty":
        body = {}
    name = "message" if "message" in body else kind
    return scene.updates.put_raw(name, body, lane=user)


def _spoil(message: Json, kind: str) -> Json:
    if kind in TEXTS:
        return message
    if kind == "wrong_type":
        return message | {"chat": "somewhere", "message_id": {"not": "a number"}}
    if kind == "unknown_field":
        return message | {"aura": {"colour": "blue"}}
    return {key: value for key, value in message.items() if key != LEFT_OUT.get(kind)}
