"""Whose own a question is about: held against questions that nothing was written for."""

from __future__ import annotations

import pytest

from core.accounts.asks import topic_asked
from core.accounts.desk import Topic
from core.types import Urgency
from tests.conftest import a_message
from tests.core.accounts.kit import a_verdict

# Status questions as they are asked, none of which the words of asks.py were taken from.
OWN = {
    "en": "any update on my verification? it's been under review since Monday",
    "zh": "我提交的身份资料现在审核到哪一步了",
    "es": "¿ya revisaron mis documentos de verificación?",
    "pt": "minha verificação já foi aprovada?",
    "ru": "скажите статус моей верификации",
    "tr": "kimlik doğrulamam ne durumda",
    "vi": "hồ sơ xác minh của tôi duyệt tới đâu rồi",
    "ko": "제 본인인증 심사 언제 끝나나요",
    "ja": "本人確認の審査はまだですか",
    "id": "verifikasi saya sudah sampai mana",
    "ar": "أين وصل طلب التحقق الخاص بي",
    "hi": "मेरा सत्यापन कब पूरा होगा",
    "fr": "où en est ma vérification",
    "de": "wie ist der Stand meiner Verifizierung",
}
# Asked of nobody's own.
GENERAL = {
    "en": "which documents does verification take?",
    "zh": "实名认证需要哪些证件？",
    "es": "¿qué documentos piden para la verificación?",
    "pt": "quais documentos pedem na verificação?",
    "ru": "какие документы нужны для верификации?",
    "tr": "kimlik doğrulama için hangi belgeler gerekli?",
    "vi": "xác minh cần giấy tờ gì?",
    "ko": "본인인증에 필요한 서류가 뭔가요?",
    "ja": "本人確認に必要な書類は何ですか？",
    "id": "dokumen apa yang dibutuhkan untuk verifikasi?",
    "ar": "ما الوثائق المطلوبة للتحقق؟",
    "hi": "सत्यापन के लिए कौन से दस्तावेज़ चाहिए?",
    "fr": "quels documents faut-il pour la vérification ?",
    "de": "welche Dokumente braucht die Verifizierung?",
}


def pending(language):
    return a_verdict("kyc", Urgency.P2, language, article="kyc-pending", fit=0.9)


@pytest.mark.parametrize("language", OWN)
def test_a_question_about_ones_own_is_one(language):
    assert topic_asked(a_message(OWN[language]), pending(language)) is Topic.KYC


@pytest.mark.parametrize("language", GENERAL)
def test_a_question_about_how_it_works_is_none(language):
    assert topic_asked(a_message(GENERAL[language]), pending(language)) is None


@pytest.mark.parametrize(
    ("verdict", "topic"),
    [
        (a_verdict(), Topic.WITHDRAWAL),
        (a_verdict(article="withdrawal-wrong-address", fit=0.9), None),
        (a_verdict(article="withdrawal-wrong-address", fit=0.4), Topic.WITHDRAWAL),
        (a_verdict("trading"), None),
        (a_verdict(urgency=Urgency.P3, article="withdrawal-limits"), None),
    ],
    ids=["urgent", "urgent, of another kind", "urgent, hardly so", "no topic", "calm, no article"],
)
def test_urgency_and_article_decide(verdict, topic):
    assert topic_asked(a_message("it is stuck"), verdict) == topic
