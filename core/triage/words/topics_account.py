"""What a message is about: cue words of accounts, coins moved and orders."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "about.login": """
en: log in; login; log into; sign in; sign into; signing in; logging in; password; captcha;
    verification code; 2fa code; sms code; code not arriving; email code; reset password;
    forgot my password; forgot password; new device; otp; authenticator; code doesnt arrive;
    confirmation code; passkey; no code
zh: 登录; 登陆; 密码; 验证码; 短信码; 收不到码; 忘记密码; 谷歌验证; 新设备; 登入; 密碼; 重置密码;
    滑块; 人机验证
es: iniciar sesión; contraseña; captcha; código de verificación; no me llega el código;
    entrar en mi cuenta; acceder; olvidé mi contraseña; inicio de sesión; nuevo dispositivo;
    ingresar a mi
pt: entrar na conta; senha; captcha; código de verificação; fazer login; esqueci a senha;
    código não chega; login; logar; novo dispositivo; acessar minha conta
ru: войти; вход; логин; пароль; капча; код подтверждения; код не приходит; смс код; забыл пароль;
    авторизац*; новое устройство; код не пришел; залогин*; парол*
tr: giriş yap*; şifre*; captcha; doğrulama kod*; sms gelmiyor; kod gelmiyor; şifremi unuttum;
    oturum aç*; yeni cihaz*; giriş; parola*
vi: đăng nhập; mật khẩu; captcha; mã xác minh; mã otp; quên mật khẩu; không nhận được mã;
    thiết bị mới; mã xác thực
ko: 로그인*; 비밀번호*; 인증번호*; 인증코드*; 캡차*; 비번*; 새 기기*; 인증 문자*; 인증 코드*
ja: ログイン; パスワード; 認証コード; 確認コード; コードが届かない; キャプチャ; 新しい端末;
    コードが届き; サインイン; smsが届
id: login; masuk akun; kata sandi; password; kode verifikasi; kode otp; lupa password; captcha;
    lupa kata sandi; perangkat baru; kode tidak masuk
ar: تسجيل الدخول; كلمة المرور; رمز التحقق; الكابتشا; نسيت كلمة; الدخول; كلمة السر; جهاز جديد; كود
hi: लॉगिन; लॉग इन; पासवर्ड; ओटीपी; कैप्चा; पासवर्ड भूल; login; otp; कोड नहीं आ; नया डिवाइस; लॉगइन;
    वेरिफिकेशन कोड
fr: me connecter; connexion; mot de passe; captcha; code de vérification; code n'arrive pas;
    mot de passe oublié; nouvel appareil; code sms; se connecter
de: einloggen; anmelden; passwort*; captcha; bestätigungscode*; code kommt nicht;
    passwort vergessen; login; anmeldung; neues gerät; sms-code; 2fa-code
""",
    "about.account_recovery": """
en: recover my account; account recovery; lost my phone; lost my 2fa; lost access to my email;
    lost my authenticator; account disabled; account suspended; account banned; account closed;
    unban; reset 2fa; change my email; lost my email; new phone number; account is disabled;
    account was disabled; reset my 2fa; lost access; disabled my account; regain access;
    old phone; old number; phone died; lost device; locked my account; permanently;
    my phone broke; unlock my account; authenticator is gone; no longer have access
zh: 找回账号; 找回账户; 手机丢; 换手机; 谷歌验证丢; 邮箱丢; 账号被封; 账户被禁; 解封; 重置谷歌;
    解绑; 账户被停用; 换绑; 手机号停用; 邮箱不用; 账号注销不了; 封号; 换号码; 验证器
es: recuperar mi cuenta; perdí mi teléfono; perdí el 2fa; cuenta deshabilitada;
    cuenta suspendida; cuenta cerrada; restablecer 2fa; perdí acceso a mi correo;
    cambiar mi correo; resetear 2fa; recuperar el acceso; cambié de teléfono;
    cuenta inhabilitada; desbloquear mi cuenta
pt: recuperar minha conta; perdi meu celular; perdi o 2fa; conta desativada; conta suspensa;
    resetar 2fa; perdi acesso ao email; trocar email; redefinir 2fa; recuperar acesso;
    troquei de celular; desbloquear minha conta; recuperar a conta
ru: восстановить аккаунт; восстановить доступ; потерял телефон; потерял 2fa; аккаунт отключен;
    аккаунт заблокирован; сбросить 2fa; нет доступа к почте; сменить почту; утерян телефон;
    разблокир*; потеряла телефон; сброс 2fa; восстановлен* доступ*; потерян доступ; старый номер
tr: hesabımı kurtar*; telefonumu kaybettim; 2fa sıfırla*; hesabım kapatıldı; hesabım askıya;
    e-posta değiştir*; hesap kurtarma; e-postama erişim; numaram değişti; authenticator sil*;
    hesabımı geri; hesabım kilitlendi
vi: khôi phục tài khoản; mất điện thoại; mất 2fa; tài khoản bị vô hiệu hóa; reset 2fa; đổi email;
    lấy lại tài khoản; mất email; đổi số điện thoại; đặt lại 2fa; mở khóa tài khoản; đổi máy
ko: 계정 복구*; 계정을 복구*; 휴대폰 분실*; 폰 분실*; 2fa 분실*; otp 분실*; 계정 정지*;
    이메일 변경*; otp 초기화*; 2fa 초기화*; 번호 변경*; 계정 비활성화*; 정지 해제*; 이메일 접근*
ja: アカウント復旧; スマホを紛失; 二段階認証を解除; 2faをリセット; アカウントが停止;
    メールアドレスを変更; 機種変更; アカウントを復旧; 認証アプリが消え; 2faを解除;
    アカウントが無効; アカウント回復; 電話番号が変わ
id: pulihkan akun; hp hilang; reset 2fa; akun dinonaktifkan; akun ditangguhkan; ganti email;
    kehilangan 2fa; email lama; nomor lama; akun dibekukan; buka blokir akun; akun saya diblokir;
    memulihkan akun
ar: استعادة حسابي; استرجاع حسابي; فقدت هاتفي; إعادة تعيين; حسابي معطل; تغيير البريد; فقدت الوصول;
    المصادقة الثنائية; حسابي موقوف; فقدت المصادقة; حسابي مغلق; رقم قديم
hi: अकाउंट रिकवर; फोन खो गया; 2fa रीसेट; अकाउंट बंद; अकाउंट सस्पेंड; ईमेल बदल; खाता वापस; फ़ोन खो;
    खाता रिकवर; ईमेल एक्सेस; पुराना नंबर
fr: récupérer mon compte; perdu mon téléphone; perdu mon 2fa; compte désactivé; compte suspendu;
    réinitialiser 2fa; changer mon email; plus accès à mon mail; réinitialiser ma 2fa;
    débloquer mon compte; perdu l'accès; changé de numéro; compte fermé
de: konto wiederherstellen; handy verloren; 2fa verloren; konto deaktiviert; konto gesperrt;
    2fa zurücksetzen; e-mail ändern; kein zugriff auf meine e-mail; account wiederherstellen;
    zugriff verloren; neue handynummer; konto entsperren; authenticator verloren
""",
    "about.deposit": """
en: deposit*; sent coins; sent btc; sent usdt; sent eth; wrong network; missing memo;
    forgot memo; forgot the memo; forgot the tag; destination tag; credited; confirmations;
    transferred to my nordex; wrong chain; no memo; without memo; deposit address; deposited;
    sent my; arrived on; top up; topped up; memo
zh: 充值; 充币; 充到; 转入; 到账; 入账; 忘记memo; 没填memo; 充错; 链选错; 转错网络; 确认数; 充提;
    入金; 标签; 入帳; 错链; 选错链; 充了
es: depósito*; deposit*; red equivocada; red incorrecta; acredit*; envié usdt; envié btc; memo;
    ingreso cripto; confirmaciones; transferí; envié eth
pt: depósito*; deposit*; rede errada; creditad*; enviei usdt; enviei btc; memo; confirmações;
    transferi; enviei eth; creditou
ru: депозит*; пополн*; зачисл*; не той сети; не та сеть; неверн* сет*; отправил usdt; без memo;
    мемо; подтвержден* сети; завел; закинул; перевел на биржу; отправил btc; пополнен*
tr: yatır*; yatırma; depozito; yanlış ağ*; memo; hesabıma geçmedi; usdt gönderdim; btc gönderdim;
    yatırım yapt*; yatırımım; yükle*; onay sayısı
vi: nạp; nạp tiền; nạp coin; sai mạng; nhầm mạng; quên memo; gửi usdt; gửi coin; ghi có;
    nạp usdt; xác nhận mạng
ko: 입금*; 네트워크 잘못*; 잘못된 네트워크*; 메모*; 보낸 코인*; 태그*; 컨펌*; 충전*; 입금했*
ja: 入金; 入庫; 送金したのに; ネットワークを間違え; メモを忘れ; タグ; 着金; 送った; 預け入れ;
    反映; ネットワークが違; 宛先タグ
id: deposit*; setor*; salah jaringan; lupa memo; kirim usdt; belum masuk; konfirmasi; isi saldo;
    top up; transfer masuk; jaringan salah
ar: إيداع; ايداع; أودعت; اودعت; شبكة خاطئة; الشبكة الخطأ; ميمو; أرسلت usdt; ارسلت; حولت; شحن;
    أرسلت btc; إيداعي; الايداع; تأكيدات
hi: डिपॉजिट; जमा; गलत नेटवर्क; मेमो; भेजे; डिपाजिट; deposit; जमा किया; क्रेडिट; डाले; नेटवर्क गलत
fr: dépôt*; dépos*; mauvais réseau; mémo; crédité; envoyé usdt; envoyé des; confirmations; versé;
    déposé; j'ai envoyé; tag
de: einzahlung*; eingezahlt; falsches netzwerk; memo; gutgeschrieben; falsche chain;
    usdt gesendet; btc gesendet; einzahlen; bestätigungen; falschen netzwerk; gutschrift;
    hab _ geschickt
""",
    "about.withdrawal": """
en: withdraw*; withdrawal*; cash out my crypto; payout; withdrawing; withdrew; take out;
    pending withdrawal; move my coins; send out; outgoing transfer; txid; withdrawl*
zh: 提现; 提币; 提款; 转出; 提不出; 提币中; 提现审核; 出金; 提幣; 提現; 提領; 提不了; 出币
es: retir*; retiro*; sacar; retirada*; extraer; saque
pt: saque*; sacar; retir*; retirada*; saquei
ru: вывод*; вывест*; вывожу; вывел; выводы; выплат*; снять; снят*
tr: çekim*; çekme*; para çek*; çekemiyorum; çekmek; çektim; çekimim; çekemi*
vi: rút; rút tiền; rút coin; lệnh rút; rút về
ko: 출금*; 인출*; 송금*; 출금이*; 빼*
ja: 出金; 引き出し; 出庫; 送金; 引き出せ
id: tarik; penarikan; withdraw; wd; menarik; ditarik; narik
ar: سحب; اسحب; أسحب; السحوبات; سحبي; سحبت; السحب
hi: निकासी; विड्रॉल; निकाल; withdraw*; विदड्रॉ; विथड्रॉ; विड्रा; निकालना
fr: retrait*; retirer; retiré; sortir mes
de: auszahl*; abheb*; auszahlung*; abhebung*; abgehoben; auszahlen
""",
    "about.trading": """
en: order*; limit order; market order; stop loss; liquidated; liquidation; my trade;
    trade failed; not filled; unfilled; spread; slippage; filled; futures; margin; leverage; p&l;
    pnl; position*; cancelled order; wrong price; candle; wick; my order; perp; funding rate;
    stop order
zh: 订单; 下单; 挂单; 成交; 爆仓; 强平; 止损; 撤单; 委托; 合约; 滑点; 插针; 价格不对; 杠杆; 盈亏;
    仓位; 平仓; 未成交; 資金費率; 资金费率; 限价; 市价; 开仓; 掛單
es: orden; órdenes; liquid*; stop loss; apalancamiento; mi operación; no se ejecut*;
    precio incorrecto; posición; futuros; deslizamiento; pnl; orden límite; ordenes; margen
pt: ordem; ordens; liquid*; stop loss; alavancagem; não executou; preço errado; posição; futuros;
    pnl; minha ordem; margem; slippage
ru: ордер*; ликвидир*; ликвидац*; стоп лосс; стоп-лосс; сделк*; не исполн*; фьючерс*; плеч*;
    маржин*; цена неправильн*; позици*; проскальзыван*; лимитн*; лимитка; лимитный; pnl; заявк*
tr: emir*; emrim; likidasyon; likit*; stop loss; kaldıraç*; işlemim; gerçekleşmedi; vadeli*;
    pozisyon*; limit emir*; fiyat yanlış; kayma; emri
vi: lệnh; khớp lệnh; thanh lý; đòn bẩy; cắt lỗ; không khớp; futures; vị thế; ký quỹ; lệnh mua;
    lệnh bán; trượt giá; giá sai
ko: 주문*; 체결*; 청산*; 레버리지*; 손절*; 선물*; 미체결*; 포지션*; 지정가*; 시장가*; 마진*;
    슬리피지*
ja: 注文; 約定; 清算; ロスカット; レバレッジ; 指値; 成行; ポジション; 損切り; 逆指値; 先物;
    スリッページ; 未約定; キャンセルでき
id: order*; likuidasi; stop loss; leverage; tidak terisi; futures; posisi; eksekusi; limit order;
    slippage; terlikuidasi; margin; harga salah
ar: أمر; الأوامر; أوامر; تصفية; الرافعة; وقف الخسارة; لم ينفذ; العقود; صفقة; صفقه; أمر محدد;
    مركز; تنفيذ; هامش; انزلاق; طلب شراء; طلب بيع
hi: ऑर्डर; लिक्विडेट; स्टॉप लॉस; लीवरेज; ट्रेड; फ्यूचर्स; आर्डर; पोजीशन; लिमिट ऑर्डर; मार्जिन; लिक्विडेशन;
    order
fr: ordre*; liquid*; stop loss; effet de levier; exécuté; position*; mon trade; futures;
    ordre limite; marge; slippage; prix faux; rempli
de: order; orders; liquidier*; liquidation; stop loss; hebel; ausgeführt; position*; futures;
    limit order; nicht gefüllt; slippage; falscher preis; trade; margin
""",
    "about.fees": """
en: fee; fees; commission*; charged; charge; cost; costs; expensive; how much is; rebate;
    maker fee; taker fee; maker; taker; fee tier; withdrawal fee; gas fee;
    how much do you charge; pricing; network fee; fee discount; hidden fees
zh: 手续费; 费率; 收费; 费用; 扣费; 佣金; 返佣; 贵; 手續費; 多少钱手续; 扣了; 矿工费; 费率多少
es: comisi*; tarifa*; cobr*; cuánto cuesta; coste*; costo*; caro; cuánto cobran; cara
pt: taxa*; comiss*; cobr*; quanto custa; caro; tarifas; custo; custos; cara; quanto cobram
ru: комисси*; сколько стоит; дорого; списали комисс*; тариф*; плата; мейкер; тейкер; сбор
tr: komisyon*; ücret*; kesinti*; pahalı; kaç para; masraf*; maker; taker; oran
vi: phí; phí giao dịch; phí rút; bao nhiêu phí; hoa hồng; mất phí; biểu phí; thu phí; quá đắt;
    phí cao
ko: 수수료*; 비싸*; 요금*; 비용*; 얼마인가*; 메이커*; 테이커*
ja: 手数料; 料金; 高い; 費用; コスト; いくら; メイカー; テイカー; 手数料率
id: biaya; fee; komisi; mahal; potongan; ongkos; tarif; biaya admin; berapa biaya
ar: رسوم; عمولة; العمولات; غالي; تكلفة; كم رسوم; الرسوم; عموله; مكلف; تكلفه; خصم
hi: फीस; शुल्क; चार्ज; कमीशन; महंगा; कितना लगता; fees; charge; फ़ीस; चार्जेस
fr: frais; commission*; coût*; cher; combien coûte; facturé; tarif*; prélevé; coûte; maker; taker
de: gebühr*; kosten; provision; teuer; was kostet; berechnet; maker; taker; gebührenstaffel;
    abgezogen; entgelt*; wie viel kostet
""",
    "about.kyc": """
en: kyc; verify my identity; identity verification; id verification; passport; selfie;
    documents rejected; document rejected; proof of address; age limit; verification pending;
    verification rejected; drivers license; my verification; under review; id card;
    verify identity; verification level; unverified; face verification; liveness;
    country supported; my country; national id; nationality; restricted country
zh: 实名; 实名认证; 身份认证; 身份验证; kyc; 护照; 身份证; 人脸; 审核中; 认证失败; 认证被拒;
    证件; 地区限制; 實名; 驗證身份; 高级认证; 初级认证; 人臉; 住址证明; 认证审核
es: kyc; verificar mi identidad; verificación de identidad; pasaporte; selfie; documento*;
    verificación pendiente; verificación rechazada; comprobante de domicilio; mi verificación;
    dni; mi país; edad mínima; verificación
pt: kyc; verificar minha identidade; verificação de identidade; passaporte; selfie; documento*;
    verificação pendente; verificação recusada; comprovante de residência; minha verificação; rg;
    cnh; meu país; verificação
ru: kyc; верификац*; верифиц*; паспорт*; селфи; документ*; подтвержден* личности; личность;
    подтверждение адреса; кус; кюс; права; возраст; моя страна; куй
tr: kyc; kimlik doğrula*; pasaport*; selfie; kimlik; belge*; doğrulama reddedildi; adres belgesi;
    yüz doğrulama; ehliyet; yaş sınırı; kimliğim; doğrulamam
vi: kyc; xác minh danh tính; hộ chiếu; căn cước; cccd; cmnd; giấy tờ; xác minh bị từ chối;
    khuôn mặt; xác minh; chứng minh; ảnh chân dung
ko: kyc; 본인 인증*; 본인인증*; 신원 확인*; 신원확인*; 여권*; 신분증*; 셀카*; 인증 거절*; 심사*;
    얼굴 인증*; 고객확인*; 인증 심사*; 주소 증명*
ja: 本人確認; kyc; パスポート; 身分証; 自撮り; 審査; 免許証; 書類; 顔認証; 住所確認; 未成年;
    年齢; マイナンバー; 身元確認
id: kyc; verifikasi identitas; paspor; ktp; selfie; dokumen; verifikasi ditolak;
    verifikasi wajah; verifikasi saya; verifikasi akun; sim saya; batas usia
ar: التحقق من الهوية; kyc; جواز السفر; سيلفي; وثائق; مستندات; توثيق; بطاقة الهوية; توثيق الحساب;
    هويتي; اثبات العنوان; العمر; جواز; الهويه; مستند
hi: केवाईसी; kyc; पहचान सत्यापन; पासपोर्ट; सेल्फी; दस्तावेज; आधार; पैन कार्ड; सत्यापन; पैन; डॉक्यूमेंट;
    वेरिफिकेशन; आयु
fr: kyc; vérifier mon identité; vérification d'identité; passeport; selfie; document*;
    justificatif de domicile; pièce d'identité; carte d'identité; ma vérification; permis;
    mon pays; vérification
de: kyc; identität; verifizierung*; ausweis*; reisepass; pass; selfie; dokument*; adressnachweis;
    identitätsprüfung; führerschein; personalausweis; postident; mein land; verifizieren
""",
}
