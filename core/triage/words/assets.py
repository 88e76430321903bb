"""What an attacker wants to get hold of."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "seed": """
en: seed phrase*; seed words; seedphrase*; seed key; your seed; the seed; recovery phrase*;
    recovery words; secret phrase*; secret recovery phrase; backup phrase*; mnemonic*;
    wallet phrase; 12 words; 24 words; 12 word phrase; 24 word phrase; twelve words; 12 word;
    24 word; passphrase*; pass phrase; secret words; srp; wallet seed; recovery seed
zh: 助记词; 助記詞; 恢复短语; 恢復短語; 种子短语; 种子词; 備份短語; 备份短语; 12个单词; 12个词;
    十二个单词; 24个单词; 助记符; 注记词; 助剂词; 恢复词
es: frase semilla; frase de recuperación; frase secreta; frase de respaldo; palabras semilla;
    12 palabras; 24 palabras; semilla de tu; palabras de recuperación; doce palabras; tu semilla;
    su semilla
pt: frase semente; frase de recuperação; frase secreta; frase de backup; 12 palavras;
    24 palavras; palavras de recuperação; palavras-semente; doze palavras; seed da carteira;
    frase seed
ru: сид фраз*; сидфраз*; сид-фраз*; seed фраз*; seed-фраз*; мнемони*; фраз* восстановлен*;
    секретн* фраз*; 12 слов; 24 слова; сидк*; фраз* для восстановлен*; резервн* фраз*; сид от;
    кодов* фраз*
tr: kurtarma ifade*; kurtarma kelime*; gizli kelime*; tohum kelime*; 12 kelime*; 24 kelime*;
    anahtar kelime*; seed kelime*; seed ifade*; tohum ifade*; kurtarma cümle*; gizli ifade*
vi: cụm từ khôi phục; cụm từ bí mật; cụm từ hạt giống; 12 từ; 24 từ; cụm từ khoá; cụm từ ghi nhớ;
    mã khôi phục ví
ko: 시드 구문*; 시드구문*; 복구 구문*; 복구구문*; 니모닉*; 비밀 복구*; 12단어*; 12개 단어*;
    24단어*; 시드 문구*; 복구 문구*; 시드문구*; 복구문구*; 시드 단어*; 12개의 단어*
ja: シードフレーズ; リカバリーフレーズ; 復元フレーズ; ニーモニック; シークレットフレーズ; 12単語;
    12個の単語; 24単語; 秘密のフレーズ; 復元用の単語; リカバリフレーズ; シード
id: frasa pemulihan; frasa sandi; frasa rahasia; seed phrase; 12 kata; 24 kata; frasa benih;
    kata pemulihan; frase pemulihan
ar: عبارة الاسترداد; عبارة الاستعادة; العبارة السرية; الكلمات السرية; عبارة البذور; 12 كلمة;
    ١٢ كلمة; عبارة استرداد; كلمات الاسترداد; عبارة الاسترجاع; كلمات المحفظة; عبارة سرية
hi: सीड फ्रेज; सीड फ़्रेज़; रिकवरी फ्रेज; रिकवरी फ़्रेज़; सीक्रेट फ्रेज; 12 शब्द; 24 शब्द; सीड वाक्यांश;
    रिकवरी वाक्यांश
fr: phrase de récupération; phrase secrète; phrase de sauvegarde; phrase de recuperation;
    12 mots; 24 mots; phrase mnémonique; phrase graine; mots de récupération; douze mots;
    phrase seed
de: wiederherstellungsphrase*; wiederherstellungs phrase; seedphrase*; seed-phrase;
    geheimphrase*; wiederherstellungswörter*; 12 wörter; 24 wörter; sicherungsphrase*;
    seed wörter; zwölf wörter
""",
    "key": """
en: private key*; secret key*; wallet key*; keystore; privatekey; priv key; pvt key;
    private keys; api secret*
zh: 私钥; 密钥; 私鑰; 金鑰; keystore文件
es: clave privada; llave privada; claves privadas; llaves privadas; clave secreta
pt: chave privada; chaves privadas; chave secreta
ru: приватн* ключ*; закрыт* ключ*; секретн* ключ*; private ключ*
tr: özel anahtar*; gizli anahtar*; private key*
vi: khóa riêng; khóa cá nhân; private key; khoá bí mật; khóa bí mật
ko: 개인키*; 개인 키*; 프라이빗 키*; 비밀키*; 비밀 키*
ja: 秘密鍵; プライベートキー; シークレットキー
id: kunci pribadi; kunci privat; private key
ar: المفتاح الخاص; المفتاح السري; مفتاح خاص; مفتاحك الخاص; مفاتيحك الخاصة
hi: प्राइवेट की; निजी कुंजी; प्राइवेट कुंजी; सीक्रेट की
fr: clé privée; clés privées; cle privee; clé secrète
de: privater schlüssel; privaten schlüssel; private schlüssel; private key; geheimen schlüssel
""",
    "code": """
en: verification code*; 2fa code*; sms code*; otp; otps; one time code*; one-time code*;
    auth code*; login code*; authenticator code*; security code*; confirmation code*;
    6 digit code; six digit code; google code; one time password*; the code; telegr* code;
    email code; passcode; the code you
zh: 验证码; 驗證碼; 校验码; 动态码; 谷歌验证码; 短信码; 谷歌码; 安全码; 登录码
es: código de verificación; código sms; código 2fa; código de seguridad; código que;
    código de confirmación; código de acceso; el código
pt: código de verificação; código sms; código 2fa; código de segurança; código que;
    código de confirmação; o código
ru: код подтвержден*; код из смс; код из sms; смс код*; смс-код*; код 2fa; код верификац*;
    код двухфакторн*; код который; код авторизац*; проверочн* код*; код из приложен*;
    код из письма; код доступа
tr: doğrulama kod*; sms kod*; 2fa kod*; onay kod*; güvenlik kod*; telefonunuza gelen kod*;
    gelen kod*
vi: mã xác minh; mã otp; mã xác thực; mã sms; mã 2fa; mã bảo mật; mã xác nhận
ko: 인증번호*; 인증 번호*; 인증코드*; 인증 코드*; otp 코드*; otp 번호*; 문자 코드*; 확인 코드*;
    보안 코드*
ja: 認証コード; 確認コード; 検証コード; smsコード; 二段階認証コード; 2段階認証コード;
    ワンタイムパスワード; 認証番号
id: kode verifikasi; kode otp; kode sms; kode 2fa; kode keamanan; kode konfirmasi;
    kode autentikasi
ar: رمز التحقق; كود التحقق; رمز التأكيد; كود التفعيل; رمز المصادقة; رمز الأمان; رمز sms
hi: ओटीपी; वेरिफिकेशन कोड; सत्यापन कोड; otp code; ओ टी पी; एसएमएस कोड; 2fa कोड
fr: code de vérification; code sms; code 2fa; code de sécurité; code de confirmation; code reçu;
    code d'authentification
de: bestätigungscode*; sms-code*; sms code*; 2fa-code*; 2fa code; sicherheitscode*;
    verifizierungscode*; den code; tan
""",
    "password": """
en: password*; passwd; login details; account details; credentials; login info*;
    account password; log in details; passwort
zh: 密码; 密碼; 登录密码; 资金密码; 支付密码; 账号密码
es: contraseña*; clave de acceso; credenciales; datos de acceso
pt: senha; senhas; credenciais; dados de acesso; palavra-passe
ru: парол*; логин и пароль; данные для входа; учетн* данн*
tr: şifre; şifreniz*; şifreni; şifren; şifrenizi; parola*; giriş bilgi*
vi: mật khẩu; thông tin đăng nhập
ko: 비밀번호*; 비번*; 패스워드*; 로그인 정보*
ja: パスワード; ログイン情報; 暗証番号
id: kata sandi; password*; sandi akun; data login
ar: كلمة المرور; كلمة السر; كلمه السر; بيانات الدخول; الرقم السري; كلمة مرورك
hi: पासवर्ड; लॉगिन डिटेल*; पिन
fr: mot de passe; identifiants; mots de passe; code d'accès
de: passwort*; kennwort*; zugangsdaten; anmeldedaten; login-daten
""",
    "remote": """
en: anydesk*; any desk; teamviewer*; team viewer; rustdesk*; quicksupport; remote access*;
    remote desktop; remote session; screen share*; screen sharing; share your screen;
    screenshare*; ultraviewer; ammyy; remote control; screenconnect; connectwise; supremo;
    hoptodesk
zh: 远程控制; 远程协助; 远程操作; 共享屏幕; 屏幕共享; 分享屏幕; 向日葵远程; todesk; 远程桌面;
    遠端控制; 共享一下屏幕
es: acceso remoto; compartir pantalla; comparte tu pantalla; comparta su pantalla;
    control remoto; pantalla compartida
pt: acesso remoto; compartilhar a tela; compartilhe sua tela; compartilhe a tela;
    compartilhar tela
ru: удаленн* доступ*; удалённ* доступ*; демонстрац* экрана; включите демонстрац*; эниdeск;
    энидеск*; тимвьюер*; rustdesk
tr: uzaktan erişim*; ekran paylaş*; ekranınızı paylaş*; ekranını paylaş*; uzaktan bağlan*
vi: chia sẻ màn hình; truy cập từ xa; điều khiển từ xa; ultraview*
ko: 원격 제어*; 원격제어*; 원격 접속*; 화면 공유*; 화면공유*; 팀뷰어*; 애니데스크*; 원격 지원*
ja: リモートアクセス; 画面共有; 遠隔操作; リモート操作; エニーデスク; 画面を共有
id: akses jarak jauh; bagikan layar; berbagi layar; remote komputer; kendali jarak jauh
ar: الوصول عن بعد; مشاركة الشاشة; شارك شاشتك; التحكم عن بعد; اني ديسك; إني ديسك
hi: स्क्रीन शेयर; एनीडेस्क; रिमोट एक्सेस; टीमव्यूअर
fr: accès à distance; partage d'écran; partager votre écran; partagez votre écran;
    prise en main à distance; partage ton écran
de: fernzugriff*; bildschirm teilen; bildschirm freigeben; bildschirmfreigabe*; fernwartung*;
    teilen sie ihren bildschirm
""",
    "wallet": """
en: wallet*; metamask*; trust wallet; phantom; ledger; trezor; dapp*; walletconnect
zh: 钱包; 錢包
es: billetera*; cartera; monedero*; wallet
pt: carteira*
ru: кошелек*; кошельк*; кошелёк*
tr: cüzdan*
vi: ví điện tử; ví của; trong ví; ví usdt; ví coin
ko: 지갑*
ja: ウォレット; 財布
id: dompet*
ar: محفظة; محفظتك; محفظتي; المحافظ; محفظه
hi: वॉलेट; वालेट; बटुआ
fr: portefeuille*
de: geldbörse*; brieftasche*; wallets
""",
}
