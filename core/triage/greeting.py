"""Messages that are a greeting and nothing else: models of content have nothing to go by there."""

from __future__ import annotations

from core.triage.reading import Reading
from core.triage.text import normalise

_LONGEST = 8
# By language; as people type them, with and without the exchange's name after them.
_WORDS = (
    "hello|hi|hey|hiya|yo|gm|hello there|hi there|hey there|hi team|hello team|hi all|hello all|"
    "good morning|good evening|good afternoon|good day|greetings",
    "你好|您好|嗨|哈喽|哈囉|早上好|晚上好|下午好|"
    "早安|晚安|"
    "大家好|在吗|在嗎|有人吗|有人嗎|"
    "客服你好|你好客服",
    "hola|buenas|buenos dias|buenas tardes|buenas noches|hola a todos|que tal|hola que tal",
    "oi|ola|bom dia|boa tarde|boa noite|opa|e ai|oi pessoal|ola a todos",
    "привет|здравствуйте|здрасте|добрый день|доброе утро|добрый вечер|приветствую|всем привет",
    "merhaba|selam|selamlar|merhabalar|gunaydin|iyi gunler|iyi aksamlar|selamun aleykum|slm",
    "xin chao|chao|chao ban|chao ad|alo|hello ad|chao moi nguoi|chao buoi sang|xin chao ad",
    "안녕하세요|안녕|안녕하십니까|하이|여보세요|반갑습니다",
    "こんにちは|こんばんは|おはよう|おはようございます|はじめまして|どうも|もしもし",
    "halo|hai|selamat pagi|selamat siang|selamat sore|selamat malam|pagi|malam|halo kak|halo min|"
    "permisi|assalamualaikum",
    "مرحبا|السلام عليكم|سلام|اهلا|هلا|صباح الخير|مساء الخير|سلام عليكم|هلا والله",
    "नमस्ते|नमस्कार|हेलो|namaste|namaskar|hello ji|hello sir|hi sir|राम राम|सुप्रभात",
    "bonjour|salut|bonsoir|coucou|bonjour a tous|bonjour a tous et a toutes",
    "hallo|moin|guten tag|guten morgen|guten abend|servus|gruss gott|hallo zusammen|hi zusammen",
)
_GREETINGS = frozenset(
    normalise(each).replace(" ", "") for line in _WORDS for each in line.split("|")
)


def greets(reading: Reading) -> bool:
    """Whether the text greets and says nothing else; signs, emoji and handles do not count."""
    if len(reading.tokens) > _LONGEST * 2 or reading.links:
        return False
    words = [word for word in reading.tokens if word[0].isalnum() and word != "handlex"]
    return "".join(words) in _GREETINGS
