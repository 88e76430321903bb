"""The words that say what a number is, in fourteen languages: the nearest one is believed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.triage.secrets.look import Look, labels

# What nobody could misuse: the desk asks for it and keeps it.
_SAFE = (
    r"user ?-?id|order|\buid\b|\bid\b(?! (?:card|no|number))|account (?:no|number|id)|ticket|"
    r"case\b|reference|\bref\b|request|"
    r"tx ?-?id|\btx\b|transac\w{0,6}|hash|block\b|memo|\btag\b|amount|amt|phone|\btel\b|mobile|"
    r"error|\berr\b|status|http|zip|postal|post ?code|country code|area code|swift|iban|sort code|"
    r"promo\w{0,8}|referr?al|invit\w{0,6}|coupon|voucher|discount|gift|redeem|qr|exit code|"
    r"identifier|claim|prize|short ?code|close|merchant|händler|comercio|response|source code|"
    r"bar ?code|bank code|response code|version|\bv\.|bonus|giveaway|"
    r"订单|訂單|用户id|流水|工单|金额|电话|手机号|错误|錯誤|代码|邀请|推荐|优惠|兑换码|二维码|"
    r"邮编|交易|哈希|数量|源码|編碼|编码|"
    r"orden|pedido|importe|monto|tel[ée]fono|telefone|c[óo]digo postal|\bcep\b|erro\b|recibo|"
    r"факс|заказ|ордер|заявк|обращени|тикет|телефон|сумм|ошибк|промо|реферал|индекс|страны|хеш|"
    r"транзак|"
    r"sipari[şs]|talep|telefon|tutar|hata|davet|posta kodu|i[şs]lem|referans|"
    r"đơn|lệnh|giao dịch|số tiền|điện thoại|lỗi|giới thiệu|mã vùng|bưu|"
    r"주문|거래|금액|전화|오류|에러|추천|초대|우편|쿠폰|"
    r"注文|取引|金額|電話|エラー|招待|紹介|郵便|クーポン|"
    r"pesanan|transaksi|jumlah|telepon|nomor hp|kesalahan|undangan|rujukan|kode pos|kupon|"
    r"طلب|معاملة|مبلغ|هاتف|جوال|خطأ|دعوة|إحالة|بريدي|خصم|"
    r"ऑर्डर|लेनदेन|राशि|फोन|एरर|त्रुटि|रेफरल|पिन ?कोड|कूपन|"
    r"commande|montant|t[ée]l[ée]phone|erreur|parrain\w{0,4}|postal|bestell\w{0,6}|betrag|"
    r"fehler\w{0,4}|"
    r"empfehlung\w{0,4}|gutschein|plz|vorgang|buchung"
)
_DOCUMENT = (
    r"passport|pasaporte|passaporte|pasaport\w{0,4}|паспорт\w{0,2}|护照|護照|hộ chiếu|여권|"
    r"パスポート|旅券|"
    r"paspor\b|جواز|पासपोर्ट|passeport|reisepass\w{0,8}|\bpass-?n(?:r|ummer)|\bpasse?-?nr|"
    r"personalausweis\w{0,8}|ausweis\w{0,8}|\bperso\b|"
    r"id card|id no|id number|identity (?:card|no|number|doc\w{0,5})|national id|\bssn\b|\bitin\b|"
    r"social sec\w{0,5}|"
    r"driv(?:er'?s?|ing) licen[cs]e|licen[cs]e n\w{1,5}|national insurance|\bni n(?:o|umber)|"
    r"\bnino\b|\bnhs\b|"
    r"\bdni\b|\bnif\b|\bnie\b(?=\W{0,4}[xyz]-?\d)|\bcurp\b|\brfc\b|\bine\b|\bcpf\b|\bcnpj\b|\brg\b|"
    r"\bcnh\b|\bcuil\b|\bcuit\b|"
    r"c[ée]dula|documento|doc(?:ument)? n\w{1,5}|identificaci[óo]n|identidad\w{0,2}|carteira de|"
    r"kimlik\w{0,4}|\btc(?:kn)?\b|t\.c\.|s[üu]r[üu]c[üu] belge\w{0,4}|ehliyet\w{0,4}|vergi no|"
    r"\bcccd\b|\bcmnd\b|căn cước|chứng minh|주민(?:등록)?(?:증)?\s?번호|외국인등록|운전면허|"
    r"マイナンバー|個人番号|免許証|在留カード|"
    r"\bnik\b(?=[^\d\0]{0,20}\d{16})|\bktp\b|\bsim [ac]\b|\bnpwp\b|aa?dh?aa?r\w{0,2}|आधार|pan card|"
    r"pan no|pan number|\bpan\b(?=[^\0]{0,16}[a-z]{5}\d{4}[a-z])|पैन|voter id|वोटर|"
    r"हويه|هوية|الهوية|هويتي|القومي|الإقامة|إقامتي|بطاقة الرقم|رقم وطني|الرقم الوطني|身份证|"
    r"身分證|身份證|"
    r"证件|證件|驾照|駕照|"
    r"снилс|\bинн\b|водительск\w{0,5}|удостоверени\w{0,3}|документ\w{0,2}|"
    r"carte d'identit[ée]|\bcni\b|num[ée]ro de s[ée]cu\w{0,8}|s[ée]curit[ée] sociale|\bnir\b|"
    r"permis de conduire|titre de s[ée]jour|"
    r"sozialversicherung\w{0,10}|steuer-?id\w{0,20}|f[üu]hrerschein\w{0,8}|aufenthaltstitel\w{0,3}"
)
_CODE = (
    r"(?:your|my) (?!promo|referr?al|invit|discount|gift|coupon|error|zip|post|area|country|qr|"
    r"voucher|affiliate|creator|bonus|source)(?:\w{2,16} )?codes?\b|"
    r"(?:verification|verify|security|confirmation|auth\w{0,12}|sms|text|login|sign-?in|access|"
    r"backup|email|mail|one[ \-]?time|2 ?fa|otp|6[ \-]digit|g(?:oogle)?)[ \-]codes?|"
    r"2[ \-]?fa\b|otp|one[ \-]?time pass\w{0,8}|authenticator|\bga\b|passcode|totp|"
    r"验证码|驗證碼|校验码|動態碼|动态码|短信码|谷歌码|确认码|安全码|身份验证器|验证器|"
    r"код\w{0,3} (?:подтвержд\w{0,4}|авториз\w{0,4}|доступа|безопасн\w{0,4}|из|от|2фа|2fa)|"
    r"смс[ \-]?код\w{0,2}|2фа|проверочн\w{0,4} код\w{0,2}|аутентификатор\w{0,2}|смск\w{1,2}|"
    r"c[óo]digo (?:de (?:verificaci[óo]n|verifica[çc][ãa]o|seguridad|seguran[çc]a|confirma\w{1,6}|"
    r"acceso|acesso|autentica\w{1,6})|sms|2fa|otp|do aut\w{1,10}|del aut\w{1,10}|por sms)|"
    r"autenticador|"
    r"do[ğg]rulama kod\w{0,4}|onay kod\w{0,4}|sms kod\w{0,4}|güvenlik kod\w{0,4}|giriş kod\w{0,4}|"
    r"tek kullanımlık \w{2,8}|"
    r"mã (?:xác \w{2,5}|otp|sms|2fa|bảo mật|đăng nhập)|인증\s?번호|인증\s?코드|보안\s?코드|"
    r"確認コード|認証コード|認証番号|"
    r"セキュリティコード|ワンタイム\w{0,6}|2段階認証\w{0,3}|二段階認証\w{0,3}|"
    r"kode (?:verifikasi|otp|sms|keamanan|konfirmasi|masuk)|رمز (?:التحقق|التأكيد|الأمان|الدخول|"
    r"تحقق|تأكيد)|كود (?:التحقق|التأكيد|الأمان|تحقق)|رمز المصادقة|"
    r"ओटीपी|वेरिफिकेशन कोड|सत्यापन कोड|सुरक्षा कोड|code (?:de (?:v[ée]rification|s[ée]curit[ée]|"
    r"confirmation|connexion|validation)|sms|2fa|re[çc]u|par sms)|"
    r"best[äa]tigungscode|sms-?code|sicherheitscode|verifizierungscode|2fa-code|anmeldecode|"
    r"einmal\w{4,10}|authentifizierungscode"
)
_MAYBE_CODE = (
    r"codes?\b|c[óo]digos?\b|\bкод(?:а|у|ом|ы)?\b|\bkod(?:u|um|umu|unu|lar\w{0,3})?\b|\bmã\b|코드|"
    r"コード|kode\b|kodenya\b|"
    r"رمز|كود|الكود|कोड|(?<!号)码|(?<!號)碼|\bpin\b|핀번호|暗証番号"
)
_CARD = (
    r"(?:credit|debit|bank) ?card\w{0,2}|\bcards?\b|\bcc\b|visa|master ?card|\bamex\b|maestro|"
    r"union ?pay|\bjcb\b|rupay|"
    r"карт\w{0,4}|银行卡|信用卡|借记卡|卡号|卡|銀行卡|tarjetas?|cart[ãa]o|cartões|\bkart\w{0,6}|"
    r"thẻ|카드|カード|"
    r"kartu|بطاق\w{0,4}|कार्ड|\bcarte\b|\bkarte|kreditkarte\w{0,3}|cvv\d?|cvc\d?"
)
_LABEL = labels(
    f"(?P<safe>(?:{_SAFE})(?:[ \\-]?(?:{_MAYBE_CODE}))?)|(?P<document>(?:{_DOCUMENT})(?: ?card)?"
    f"(?:号码|號碼|番号)?)"
    f"|(?P<code>{_CODE})|(?P<card>{_CARD})|(?P<maybe>{_MAYBE_CODE})"
)
_SAFE_BEHIND = labels(
    r"\s?(?:de |d'|di |do |of )?(?:promo\w{0,10}|erro\w{0,3}|hata\w{0,3}|lỗi|lỗi\b|ошибк\w|error|"
    r"pos\b|postal|خطأ|الخطأ|parrain\w{0,5}|referido|indica\w{0,5}|"
    r"страны|рефер\w{0,6}|invita\w{0,6}|descuento|desconto|referral|rujukan|kesalahan|undangan|"
    r"giới thiệu|qr|الخصم|الدعوة|الإحالة)"
)
BEFORE, BEHIND = 64, 40
_STOP = re.compile(r"(?<!\bno)(?<!\bnr)(?<!\bn)[.!?]\s|[。！？\0]|\n\s*\n")


class Label(NamedTuple):
    """A word for a number, its kind (safe, document, code, card, maybe), and its place."""

    start: int
    end: int
    kind: str


class Labels:
    """The labels that stand near the numbers of a text."""

    def __init__(self, look: Look, numbers: Iterable[tuple[int, int]]) -> None:
        """Reads only what stands near the numbers, each place once."""
        self._text = look.lower
        self._all = [
            Label(*match.span(), _kind(look.lower, match))
            for start, end in _windows(numbers, len(look.lower))
            for match in _LABEL.finditer(look.lower, start, end)
        ]
        self._starts = [label.start for label in self._all]

    def before(self, start: int) -> Label | None:
        """The last label before a place, if the same sentence holds both."""
        at = bisect_left(self._starts, start) - 1
        if at < 0:
            return None
        label = self._all[at]
        apart = self._text[label.end : start]
        near = label.end <= start and len(apart) <= BEFORE
        return label if near and not _STOP.search(apart) else None

    def behind(self, end: int) -> Label | None:
        """The first label behind a place, if the same sentence holds both."""
        at = bisect_left(self._starts, end)
        if at >= len(self._all):
            return None
        label = self._all[at]
        apart = self._text[end : label.start]
        return label if len(apart) <= BEHIND and not _STOP.search(apart) else None


def _windows(numbers: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """The text around the numbers, what overlaps together."""
    start = end = 0
    for one, other in numbers:
        low, high = max(0, one - BEFORE), min(length, other + BEHIND)
        if low > end:
            if end:
                yield start, end
            start = low
        end = high
    if end:
        yield start, end


def _kind(text: str, match: re.Match[str]) -> str:
    kind = str(match.lastgroup)
    if kind == "maybe" and _SAFE_BEHIND.match(text, match.end()):
        return "safe"
    return kind
