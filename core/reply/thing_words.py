"""What nobody of ours may ask for, beside what `core.triage.words.assets` names
fourteen languages."""

from __future__ import annotations

TABLE: dict[str, str] = {
    # What belongs under identity verification or a payment page, never into a chat.
    "document": """
en: passport; id card; identity card; driving licence; driver's license; selfie; card number
    cvv; cvc; credit card; identity document*; photo id; debit card
zh: 护照; 身份证; 驾照; 银行卡号; 信用卡号; 卡号; 证件; 自拍
es: pasaporte; documento de identidad; dni; número de tarjeta; número de su tarjeta; selfie; cvv
pt: passaporte; documento de identidade; rg; cpf; número do cartão; número do seu cartão; selfie
    cvv
ru: паспорт*; номер карты; номер вашей карты; удостоверен*; селфи; cvv
tr: pasaport*; kimlik*; kart numara*; selfie; cvv
vi: hộ chiếu; căn cước; cmnd; cccd; số thẻ
ko: 여권*; 신분증*; 카드 번호*; 카드번호*; 셀카*; 주민등록증*
ja: パスポート; 身分証; カード番号; 免許証; 自撮り; マイナンバー
id: paspor*; ktp; nomor kartu; swafoto; selfie; cvv
ar: جواز السفر; جواز سفرك; بطاقة الهوية; رقم البطاقة; رقم بطاقتك; هويتك
hi: पासपोर्ट; आधार; कार्ड नंबर; पहचान पत्र; सेल्फी
fr: passeport; carte d'identité; numéro de carte; numéro de votre carte; pièce d'identité; cvv
    selfie
de: reisepass*; personalausweis*; ausweis*; kartennummer*; selfie; cvv
""",
    # Added to what an attacker wants: here whole sentences are read, so more is meant.
    "seed": """
en: twelve words of; the twelve words; the 12 words; recovery words; words of your wallet
zh: 十二个单词; 恢复词; 单词
    24个单词
es: doce palabras; palabras de recuperación
    24 palabras
pt: doze palavras; palavras de recuperação
    24 palavras
ru: двенадцать слов; слова от кошелька; слов от кошелька
    24 слова
tr: 12 kelime*; kelimesini; kelimeyi
    24 kelime*
vi: 12 từ; mười hai từ
    24 từ
ko: 12개 단어*; 12개의 단어*
    24단어*
ja: 12個の単語; 単語
    24単語
id: 12 kata; dua belas kata
    24 kata
ar: الكلمات الاثنتي عشرة; كلمات المحفظة; 12 كلمة
    24 كلمة
hi: 12 शब्द; बारह शब्द
    24 शब्द*
fr: douze mots
    24 mots
de: zwölf wörter*; zwölf wörtern
    24 wörter*
""",
    "password": """
tr: şifreyi; şifresi; şifrenizi; şifremi; parolayı
    şifresi*
ja: 暗証番号
ar: كلمة مرور
zh: 密码
""",
    "code": """
en: six digit code; one time code*; login code*; code you received; 2fa; six digits; six numbers
zh: 六位; 验证码; 动态口令; 口令
es: código de inicio; clave de un solo uso; código 2fa
pt: código de acesso; código que recebeu
ru: код подтвержд*; одноразов* код*; код из приложения
tr: sms kodu*; onay kodu*; doğrulama kodu*; 2fa kodu*; tek kullanımlık kod*
vi: mã xác nhận; mã đăng nhập; mã một lần
ko: 인증번호*; 일회용 코드*
ja: 確認コード; 認証コード; 六桁; 6桁
id: kode konfirmasi*; kode sekali pakai; kodenya
ar: رمز; برمز; رمز التأكيد; الرمز الذي
hi: वेरिफिकेशन कोड; एसएमएस कोड; ओटीपी
fr: code reçu; code à usage unique; code sms
de: bestätigungscode*; einmalcode*; 2fa code*
""",
}
