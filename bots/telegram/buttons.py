"""Buttons under a reply, made so that only the person who was asked can press them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bots.telegram.limits import MAX_CALLBACK_BYTES
from core.actions import Button
from core.errors import Rejected

OURS = "h"
TOO_LONG = "the data of a button is longer than {most} bytes: {data!r}"

# Shown to somebody who presses another person's button; at most 200 characters each.
NOT_YOURS = {
    "en": "These buttons belong to somebody else's question. Write to me and I will help you too.",
    "zh": "这些按钮属于另一位用户的问题。请直接给我发消息，我也会帮助您。",
    "es": "Estos botones son de la consulta de otra persona. Escríbeme y también te ayudaré.",
    "pt": "Estes botões são da pergunta de outra pessoa. Escreva para mim e também ajudarei você.",
    "ru": "Эти кнопки относятся к вопросу другого человека. Напишите мне, и я помогу и вам.",
    "tr": "Bu düğmeler başka birinin sorusuna ait. Bana yazın, size de yardımcı olayım.",
    "vi": "Các nút này thuộc về câu hỏi của người khác. Hãy nhắn cho tôi, tôi cũng sẽ giúp bạn.",
    "ko": "이 버튼은 다른 분의 문의에 속해 있습니다. 저에게 메시지를 보내 주시면 도와드리겠습니다.",
    "ja": "このボタンは別の方のご質問用です。メッセージをお送りいただければ、お手伝いします。",
    "id": "Tombol ini milik pertanyaan orang lain. Kirim pesan kepada saya, Anda juga saya bantu.",
    "ar": "هذه الأزرار تخص سؤال شخص آخر. راسلني وسأساعدك أيضًا.",
    "hi": "ये बटन किसी और के सवाल के लिए हैं। मुझे लिखिए, मैं आपकी भी मदद करूँगा।",
    "fr": "Ces boutons concernent la question de quelqu'un d'autre. Écrivez-moi, je vous aiderai.",
    "de": "Diese Knöpfe gehören zur Frage einer anderen Person. Schreiben Sie mir, ich helfe gern.",
}


@dataclass(frozen=True, slots=True)
class Press:
    """A press that has to be answered, so that the presser's spinner stops."""

    id: str
    text: str = ""


def keyboard(buttons: Sequence[Button], addressee: str) -> dict[str, Any]:
    """An inline keyboard, one button a row, for this user id."""
    rows = [
        [{"text": button.label, "callback_data": encode(button.data, addressee)}]
        for button in buttons
    ]
    return {"inline_keyboard": rows}


def encode(data: str, addressee: str) -> str:
    """Button data that remembers for whom it is; raises Rejected when it does not fit."""
    packed = f"{OURS}:{data}:{addressee}"
    if len(packed.encode()) > MAX_CALLBACK_BYTES:
        raise Rejected(TOO_LONG.format(most=MAX_CALLBACK_BYTES, data=data))
    return packed


def decode(packed: str) -> tuple[str, str]:
    """The data and its addressee; foreign data comes back whole, for nobody in particular."""
    head, _, rest = packed.partition(":")
    data, colon, addressee = rest.rpartition(":")
    if head != OURS or not colon or not addressee.removeprefix("-").isdecimal():
        return packed, ""
    return data, addressee


def not_yours(language: str) -> str:
    """The polite refusal in the presser's language."""
    return NOT_YOURS.get(language.partition("-")[0].lower(), NOT_YOURS["en"])
