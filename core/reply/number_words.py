"""Numbers that are written as words, and units of time and money; fourteen languages."""

from __future__ import annotations

import re

_VALUES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 24, 30, 48)
# One word a value, in that order; spelled as `casefold` leaves them.
_WORDS = {
    "en": "two three four five six seven eight nine ten twelve twenty-four thirty forty-eight",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez doce veinticuatro treinta cuarenta",
    "pt": "du?[oa]i?s três quatro cinco seis sete oito nove dez doze vinte trinta quarenta",
    "ru": "дв[ауе]\\w* тр[её]\\w* четыр\\w* пят\\w{1,2} шест\\w{1,2} сем[ьи] восем\\w* девят\\w* "
    "десят\\w* двенадцат\\w* двадцат\\w* тридцат\\w* сорок",
    "tr": "iki üç dört beş altı yedi sekiz dokuz on on\\siki yirmi otuz kırk",
    "vi": "hai ba bốn năm\\sngày sáu bảy tám chín mười mười\\shai hai\\smươi ba\\smươi bốn\\smươi",
    "ko": "두 세 네 다섯 여섯 일곱 여덟 아홉 열 열두 스물네 서른 마흔여덟",
    "id": "dua tiga empat lima enam tujuh delapan sembilan sepuluh dua\\sbelas dua\\spuluh "
    "tiga\\spuluh empat\\spuluh",
    "ar": "اثن\\w+ ثلاث\\w* أربع\\w* خمس\\w* ست\\w? سبع\\w* ثمان\\w* تسع\\w* عشر\\w? اثن\\w+\\sعشر "
    "عشرون ثلاثون أربعون",
    "hi": "दो तीन चार पाँच छह सात आठ नौ दस बारह चौबीस तीस अड़तालीस",
    "fr": "deux trois quatre cinq six sept huit neuf dix douze vingt trente quarante",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn zwölf vierundzwanzig dreißig "
    "achtundvierzig",
}
_HAN = "两 三 四 五 六 七 八 九 十 十二 二十四 三十 四十八"
_KANJI = "二 三 四 五 六 七 八 九 十 十二 二十四 三十 四十八"
# Alone these characters are parts of other words; a counter makes numbers of them.
_COUNTED = {"zh": (_HAN, "(?=个?(?:小时|分钟|天|日|周|个月|月|年|次))"),
            "ja": (_KANJI, "(?=(?:時間|分|日|週間|か月|年|回))")}  # fmt: skip


def _table(words: str, before: str, after: str) -> dict[str, int]:
    pairs = sorted(zip(words.split(), _VALUES, strict=True), key=lambda each: -len(each[0]))
    return {f"{before}{word}{after}": value for word, value in pairs}


# language -> pattern -> value; longer ones first.
NUMBER_WORDS: dict[str, dict[str, int]] = {
    **{tag: _table(words, r"(?<!\w)(?:", r")(?!\w)") for tag, words in _WORDS.items()},
    **{tag: _table(words, "", after) for tag, (words, after) in _COUNTED.items()},
}

# What a number counts, by the beginning of the word behind it.
UNITS = re.compile(
    r"[\s\u00a0\u202f-]*(?:"
    r"(?P<percent>%)"
    r"|(?P<seconds>second|sec\b|秒|segundo|секунд|saniye|giây|초|detik|ثاني|ثوان|सेकंड|seconde"
    r"|sekunde)"
    r"|(?P<minutes>minut|min\b|分|минут|dakika|phút|분|menit|دقيق|دقائق|मिनट)"
    r"|(?P<hours>hour|小时|個小時|个小时|時間|hora|час|saat|giờ|시간|jam|ساع|घंट|heure|stunde|std)"
    r"|(?P<days>day|business day|working day|天|日|个工作日|día|dia|дн|день|сут|gün|iş gün|ngày|일"
    r"|hari|يوم|أيام|ايام|दिन|jour|tag|bankarbeitstag|werktag)"
    r"|(?P<weeks>week|周|週|semana|недел|hafta|tuần|주|minggu|أسبوع|أسابيع|हफ़्त|सप्ताह|semaine"
    r"|woche)"
    r"|(?P<months>month|个月|か月|ヶ月|mes|mês|месяц|ay\b|tháng|개월|bulan|شهر|أشهر|महीन|mois|monat)"
    r"|(?P<years>year|年|año|ano|год|лет|yıl|năm|년|tahun|سن|عام|साल|वर्ष|an\b|ans\b|jahr)"
    r"|(?P<money>eur|usd|€|\$|btc|eth|usdt|usdc)"
    r")"
)
