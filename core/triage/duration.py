"""How long somebody has waited, read from numbers with a unit of time in fourteen languages."""

from __future__ import annotations

import re

_HOURS = (
    "hours hour hrs hr h 小时 小時 个小时 個小時 钟头 horas hora час часа часов ч saat saattir "
    "giờ gio tiếng tieng "
    "시간 시간째 時間 jam ساعة ساعات ساعه घंटे घंटा घंटों ghante heures heure std stunden stunde"
)
_DAYS = (
    "days day d 天 天了 日 个工作日 個工作日 个交易日 días dias día dia дней дня день сутки "
    "суток дн gün gun gündür gundur "
    "ngày ngay hôm hom 일 일째 일간 日間 日経 hari يوم أيام ايام يوما दिन दिनों din jours jour "
    "j tage tagen tag werktage business"
)
_WEEKS = (
    "weeks week wks wk 周 週 星期 个星期 礼拜 个礼拜 semanas semana недель недели неделя "
    "недели нед hafta haftadır "
    "haftadir tuần tuan 주 주째 주일 週間 minggu أسابيع اسابيع أسبوع اسبوع हफ्ते हफ्तों सप्ताह "
    "semaines semaine wochen woche"
)
_MONTHS = (
    "months month 个月 個月 meses mes mês месяца месяцев месяц ay aydır aydir tháng thang 개월 "
    "달 か月 ヶ月 カ月 bulan "
    "شهر أشهر شهور महीने महीना mois monate monaten monat"
)
_UNITS = {
    **dict.fromkeys(_HOURS.split(), 1),
    **dict.fromkeys(_DAYS.split(), 24),
    **dict.fromkeys(_WEEKS.split(), 168),
    **dict.fromkeys(_MONTHS.split(), 720),
}
_NAMES = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_WAIT = re.compile(rf"(?<![\d.,/])(\d{{1,4}})\+?\s{{0,2}}({_NAMES})(?![a-z])")
_DIGIT = re.compile(r"\d")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩०१२३४५६७८९", "01234567890123456789")


def longest_wait(plain: str) -> int:
    """Hours of the longest span named in a normalised text; 0 when none is."""
    text = plain.translate(_DIGITS) if not plain.isascii() else plain
    if not _DIGIT.search(text):
        return 0
    return max((int(count) * _UNITS[unit] for count, unit in _WAIT.findall(text)), default=0)
