"""How people take the bot's answers: which button they press, whether they were asked something."""

from __future__ import annotations

from collections.abc import Iterable

# Words by which an answer asks for a safe fact, in the languages the crowd speaks.
ASKING_TEXT = (
    "txid tx hash transaction uid order number reference "
    "哈希 交易号 订单号 хеш транзакци номер identificador transacción transação "
    "işlem giao dịch 거래 주문 取引 注文 transaksi المعاملة लेनदेन numéro nummer"
)
ASKING = ASKING_TEXT.split()
# A person's press matches these words on a button or in its data.
SYNONYMS = {
    "person": ("person", "human", "agent", "people", "team", "humain", "conseiller", "mensch"),
    "人工": ("人工", "person", "human", "agent"),
}


def asks_for_a_fact(text: str) -> bool:
    """Whether the bot's answer wants something from the reader."""
    lowered = text.lower()
    question = any(mark in text for mark in "?？؟:：")
    return question and any(word in lowered for word in ASKING)


def button_for(press: str, offered: Iterable[tuple[str, str]]) -> str:
    """The data of the button a person would press; "" when there is none like it.

    `offered`: label and data of each button.
    """
    words = SYNONYMS.get(press, (press,))
    for label, data in offered:
        if data and any(word in f"{label} {data}".lower() for word in words):
            return data
    return ""
