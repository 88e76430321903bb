"""Words beside a quote that tell whether a screen or a person is quoted."""

from __future__ import annotations

import re


def _any(*stems: str) -> re.Pattern[str]:
    """Plain letters only, no borders: a quote stands in few texts, but there it must be quick."""
    return re.compile("|".join(map(re.escape, stems)))


# A failure, a refusal, or a verb that only screens do; texts are looked at with a space around.
FAILS = _any(
    "error", "fehler", "erreur", " erro ", " erro:", "ошибк", " hata", "lỗi", "오류", "에러",
    "エラー", "错误", "錯誤", "报错", "報錯", "خطأ", "ايرور", "त्रुटि", "एरर", "kesalahan",
    "popup", "pops up", "rejected", "declined", "refused", "displays", "shows", "showing",
    "reason", "muestra", "aparece", " me tira", " sale ", "rechaz", "motivo", "figura ",
    "estado", " status", "mostra", "recus", "affich", "statut", "motif", "refus",
    "zeigt", " steht ", "meldung", "abgelehnt", "begründung", "выдаёт", "выдает",
    "вылезает", "выскакивает", "статус", "отказ", "отклон", "пишет", "горит", "причин",
    "yazıyor", "çıkıyor", "veriyor", "uyarı", "gösteriyor", "reddedil", "gerekçe", "deyip",
    "muncul", "tampil", "ditolak", "keterangan", "alasan", " hiện", "từ chối",
    "trạng thái", " báo ", "显示", "顯示", "提示", "弹", "彈", "跳出", "一直跳",
    "状态", "狀態", "表示", "が出", "って出", "と出", "弾かれ", "却下", "ステータス", "理由",
    "뜨", "떠요", "뜹", "뜸", "뜬", "나와", "나오", "나옵", "표시", "상태", "거절", "반려", "사유",
    "يطلع", "طالع", "يظهر", "تظهر", "بيظهر", "مكتوب", "طلع لي", "مرفوض", "رفض", "السبب",
    "dikha", "aa raha", "reject", "likha", "दिख", "लिखा", "आ रह", "आता है", "रिजेक्ट", "अस्वीकृत",
)  # fmt: skip
# What screens say of a failure, whatever stands around.
FAILED = _any(
    "invalid", "inválid", "denied", "failed", "expired", "expirad", "expiré", "mismatch",
    "insufficient", "insuficiente", "insuffisant", "too many", "demasiados", "muitas tentativas",
    "trop de tentatives", "zu viele", "not supported", "not recogni", "no reconocid", "unclear",
    "not verified", "not found", "not applicable", "suspended", "desativad", "desactivad",
    "désactivé", "deaktiviert", "inativ", "clôturé", "não autoriz", "no autoriz", "non autoris",
    "nicht unterstützt", "ungültig", "abgelaufen", "fehlgeschlagen", "zeitüberschreitung",
    "excedid", "ilegível", "неверн", "недостаточно", "слишком много", "не поддерж", "истек",
    "недейств", "заблокирован", "geçersiz", "başarısız", "eşleşmedi", "yetersiz", "hatalı",
    "süresi dol", "tidak ditemukan", "tidak valid",
    "gagal", "berakhir", "dinonaktif", "kedaluwarsa",
    "không hợp lệ", "thất bại", "hết hạn", "không đủ",
    "không tìm thấy", "失败", "失敗", "无效", "無效",
    "過期", "过期", "不足", "異常", "异常", "無効", "一致しません", "正しくありません", "期限切れ",
    "일치하지", "실패", "만료", "부족", "유효하지", "등록되지", "غير صالح", "غير مطابق",
    "انتهت", "فشل", "غير كاف", "अमान्य", "विफल", "समाप्त", "अपर्याप्त",
)  # fmt: skip
# Verbs of screens and people alike; they count beside a device.
SAYS = _any(
    " say", " dice", " diz", " dit ", " sagt", " pone ", " marca", " met ", "говорит", "diyor",
    "bilang", "katanya", " ghi ", " bảo", " kêu", "说", "說", "写", "寫", "って", "라고", "이라",
    "يقول", "كاتب", " bol", "बोल", "कह",
)  # fmt: skip
DEVICE = _any(
    " app ", " app\n", " apk", " site", " web",
    "screen", "system", "button", "bildschirm", "sistem",
    "pantalla", " tela ", "écran", "приложени", "сайт", "экран", "систем", "uygulama", "ekran",
    "aplikasi", "hệ thống", " sàn ", "系统", "系統", "页面", "頁面", "软件", "アプリ", "画面",
    "システム", " 앱", "화면", "시스템", "التطبيق", "الموقع", "النظام", "ऐप", "सिस्टम",
)  # fmt: skip
# Whoever is named before the quote speaks himself.
PERSON = _any(
    "support", "admin", "agent", " mod", "поддержк", "менеджер", "админ", " he ", " she ",
    " they ", " guy", " él ", " ella ", " ele ", " ela ", " il ", " elle ", " er ", " sie ",
    " он ", " она ", " dia ", " nó ", " hắn ", "客服",
    "客戶", "他", "她", "상담", "판매자", "구매자",
    "サポート", "オペ", "相手", "soporte", "suporte", "destek", "nhân viên", "الدعم", "التاجر",
    "واحد", " usko", " usne", " wo ", " woh ", "seller", "buyer", "vendedor", "comprador",
    "verkäufer", "käufer", "vendeur", "acheteur", "продавец", "покупатель", "satıcı", "alıcı",
    "penjual", "pembeli", "người",
)  # fmt: skip
