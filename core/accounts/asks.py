"""Whether somebody asks how something of his own is going, or how such things go in general."""

from __future__ import annotations

import re

from core.accounts.desk import Topic
from core.types import Message, Urgency, Verdict

# Articles about one's own withdrawal, deposit or verification: who needs them asks for a status.
OWN = frozenset({
    "withdrawal-pending",
    "withdrawal-rejected",
    "withdrawal-security-hold",
    "deposit-not-credited-yet",
    "deposit-confirmations",
    "kyc-pending",
    "kyc-rejected",
})  # fmt: skip
# From here on another article is what the author needs: a wrong network, a wrong address.
FITS = 0.6
# What is said of one's own, or of what has not happened yet; only beside a topic does it count.
_OWN_WORDS = {
    "en": r"\b(?:my|mine|status|still|yet|arrived?|where|when)\b",
    "zh": r"我|到哪|状态|进度|到账|通过|还没|什么时候",
    "es": r"\b(?:mis?|estado|dónde|donde|cuándo|todavía|aún|llega|llegó|cómo va)\b",
    "pt": r"\b(?:meus?|minhas?|onde|quando|ainda|chegou|caiu|andamento)\b",
    "ru": r"\b(?:мо[йяеёи]|моего|моей|мою|статус|где|когда|ещё|еще|мне|у меня|приш[её]л|пришла)\b",
    "tr": (
        r"\b(?!(?:çekim|kim)\b)\w{2,}(?:ım|im|um|üm)\b|"
        r"\b(?:nerede|ne zaman|hâlâ|hala|durum\w*|geldi|gelmedi)\b"
    ),
    "vi": r"của (?:tôi|mình|em)|đâu|khi nào|bao giờ|chưa|tới đâu|đến đâu|trạng thái",
    "ko": r"제 |내 |아직|언제|어떻게 (?:됐|되)|상태|들어왔",
    "ja": r"私|どうな|いつ|まだ|状況|届|反映|のに",
    "id": r"\b(?:saya|aku|belum|sudah|kapan|status|masuk|mana|sampai)\b",
    "ar": r"أين|متى|وصل|يصل|حالة|بعد|\w{2,}ي(?![\u0600-\u06ff])",
    "hi": r"मेर[ाीे]|कहाँ|कहां|कब|अभी तक|स्थिति|आया|आई",
    "fr": r"\b(?:mon|ma|mes|où|quand|toujours|encore|statut|arrivée?)\b",
    "de": r"\b(?:mein\w{0,2}|wo|wann|noch|schon|immer|stand|status)\b",
}
_ABOUT_OWN = {code: re.compile(words, re.IGNORECASE) for code, words in _OWN_WORDS.items()}


def topic_asked(message: Message, verdict: Verdict) -> Topic | None:
    """What the author wants to know the state of; None where the account has nothing to say."""
    intent = verdict.labels.intent
    if intent not in set(Topic):
        return None
    if verdict.article not in OWN and verdict.fit >= FITS:
        return None
    own = verdict.urgency <= Urgency.P1 or _says_own(message.text, verdict.labels.language)
    return Topic(intent) if own else None


def _says_own(text: str, language: str) -> bool:
    """In the words of the language; in English where it is none of ours."""
    return _ABOUT_OWN.get(language, _ABOUT_OWN["en"]).search(text) is not None
