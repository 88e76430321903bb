"""What somebody who presses a button is told, at most 200 characters each, in 14 languages."""

from __future__ import annotations

FALLBACK = "en"

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
NOT_OURS = {
    "en": "These buttons are not mine. Write to me what you need and I will help you.",
    "zh": "这些按钮不是我发送的。请直接告诉我您的需要，我会帮助您。",
    "es": "Estos botones no son míos. Escríbeme lo que necesitas y te ayudaré.",
    "pt": "Estes botões não são meus. Escreva para mim o que precisa e ajudarei você.",
    "ru": "Эти кнопки не мои. Напишите мне, что вам нужно, и я помогу.",
    "tr": "Bu düğmeler bana ait değil. Neye ihtiyacınız olduğunu bana yazın, yardımcı olayım.",
    "vi": "Các nút này không phải của tôi. Hãy nhắn cho tôi điều bạn cần, tôi sẽ giúp bạn.",
    "ko": "이 버튼은 제가 보낸 것이 아닙니다. 필요한 내용을 보내 주시면 도와드리겠습니다.",
    "ja": "このボタンは私が送ったものではありません。ご用件をお送りいただければお手伝いします。",
    "id": "Tombol ini bukan milik saya. Tulis apa yang Anda perlukan, saya akan membantu.",
    "ar": "هذه الأزرار ليست لي. اكتب لي ما تحتاجه وسأساعدك.",
    "hi": "ये बटन मेरे नहीं हैं। आपको जो चाहिए मुझे लिखिए, मैं मदद करूँगा।",
    "fr": "Ces boutons ne sont pas les miens. Écrivez-moi ce qu'il vous faut, je vous aiderai.",
    "de": "Diese Knöpfe sind nicht von mir. Schreiben Sie mir, was Sie brauchen, ich helfe gern.",
}
THANKS = {
    "en": "Thank you, noted.",
    "zh": "谢谢，已记录。",
    "es": "Gracias, queda anotado.",
    "pt": "Obrigado, anotado.",
    "ru": "Спасибо, учтём.",
    "tr": "Teşekkürler, not edildi.",
    "vi": "Cảm ơn bạn, đã ghi nhận.",
    "ko": "감사합니다. 기록했습니다.",
    "ja": "ありがとうございます。記録しました。",
    "id": "Terima kasih, sudah dicatat.",
    "ar": "شكرًا لك، تم التسجيل.",
    "hi": "धन्यवाद, दर्ज कर लिया गया।",
    "fr": "Merci, c'est noté.",
    "de": "Danke, ist notiert.",
}


def in_language(texts: dict[str, str], language: str) -> str:
    """The text for an IETF language tag, in English where there is none."""
    return texts.get(language.partition("-")[0].lower(), texts[FALLBACK])
