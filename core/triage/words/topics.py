"""What a message is about: cue words of each intent."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "about.login": """
en: log in; login; log into; sign in; sign into; signing in; logging in; password; captcha; verification code; 2fa code; sms code; code not arriving; email code; reset password; forgot my password; forgot password; new device; otp; authenticator; code doesnt arrive; confirmation code; passkey; no code
zh: 登录; 登陆; 密码; 验证码; 短信码; 收不到码; 忘记密码; 谷歌验证; 新设备; 登入; 密碼; 重置密码; 滑块; 人机验证
es: iniciar sesión; contraseña; captcha; código de verificación; no me llega el código; entrar en mi cuenta; acceder; olvidé mi contraseña; inicio de sesión; nuevo dispositivo; ingresar a mi
pt: entrar na conta; senha; captcha; código de verificação; fazer login; esqueci a senha; código não chega; login; logar; novo dispositivo; acessar minha conta
ru: войти; вход; логин; пароль; капча; код подтверждения; код не приходит; смс код; забыл пароль; авторизац*; новое устройство; код не пришел; залогин*; парол*
tr: giriş yap*; şifre*; captcha; doğrulama kod*; sms gelmiyor; kod gelmiyor; şifremi unuttum; oturum aç*; yeni cihaz*; giriş; parola*
vi: đăng nhập; mật khẩu; captcha; mã xác minh; mã otp; quên mật khẩu; không nhận được mã; thiết bị mới; mã xác thực
ko: 로그인*; 비밀번호*; 인증번호*; 인증코드*; 캡차*; 비번*; 새 기기*; 인증 문자*; 인증 코드*
ja: ログイン; パスワード; 認証コード; 確認コード; コードが届かない; キャプチャ; 新しい端末; コードが届き; サインイン; smsが届
id: login; masuk akun; kata sandi; password; kode verifikasi; kode otp; lupa password; captcha; lupa kata sandi; perangkat baru; kode tidak masuk
ar: تسجيل الدخول; كلمة المرور; رمز التحقق; الكابتشا; نسيت كلمة; الدخول; كلمة السر; جهاز جديد; كود
hi: लॉगिन; लॉग इन; पासवर्ड; ओटीपी; कैप्चा; पासवर्ड भूल; login; otp; कोड नहीं आ; नया डिवाइस; लॉगइन; वेरिफिकेशन कोड
fr: me connecter; connexion; mot de passe; captcha; code de vérification; code n'arrive pas; mot de passe oublié; nouvel appareil; code sms; se connecter
de: einloggen; anmelden; passwort*; captcha; bestätigungscode*; code kommt nicht; passwort vergessen; login; anmeldung; neues gerät; sms-code; 2fa-code
""",
    "about.account_recovery": """
en: recover my account; account recovery; lost my phone; lost my 2fa; lost access to my email; lost my authenticator; account disabled; account suspended; account banned; account closed; unban; reset 2fa; change my email; lost my email; new phone number; account is disabled; account was disabled; reset my 2fa; lost access; disabled my account; regain access; old phone; old number; phone died; lost device; locked my account; permanently; my phone broke; unlock my account; authenticator is gone; no longer have access
zh: 找回账号; 找回账户; 手机丢; 换手机; 谷歌验证丢; 邮箱丢; 账号被封; 账户被禁; 解封; 重置谷歌; 解绑; 账户被停用; 换绑; 手机号停用; 邮箱不用; 账号注销不了; 封号; 换号码; 验证器
es: recuperar mi cuenta; perdí mi teléfono; perdí el 2fa; cuenta deshabilitada; cuenta suspendida; cuenta cerrada; restablecer 2fa; perdí acceso a mi correo; cambiar mi correo; resetear 2fa; recuperar el acceso; cambié de teléfono; cuenta inhabilitada; desbloquear mi cuenta
pt: recuperar minha conta; perdi meu celular; perdi o 2fa; conta desativada; conta suspensa; resetar 2fa; perdi acesso ao email; trocar email; redefinir 2fa; recuperar acesso; troquei de celular; desbloquear minha conta; recuperar a conta
ru: восстановить аккаунт; восстановить доступ; потерял телефон; потерял 2fa; аккаунт отключен; аккаунт заблокирован; сбросить 2fa; нет доступа к почте; сменить почту; утерян телефон; разблокир*; потеряла телефон; сброс 2fa; восстановлен* доступ*; потерян доступ; старый номер
tr: hesabımı kurtar*; telefonumu kaybettim; 2fa sıfırla*; hesabım kapatıldı; hesabım askıya; e-posta değiştir*; hesap kurtarma; e-postama erişim; numaram değişti; authenticator sil*; hesabımı geri; hesabım kilitlendi
vi: khôi phục tài khoản; mất điện thoại; mất 2fa; tài khoản bị vô hiệu hóa; reset 2fa; đổi email; lấy lại tài khoản; mất email; đổi số điện thoại; đặt lại 2fa; mở khóa tài khoản; đổi máy
ko: 계정 복구*; 계정을 복구*; 휴대폰 분실*; 폰 분실*; 2fa 분실*; otp 분실*; 계정 정지*; 이메일 변경*; otp 초기화*; 2fa 초기화*; 번호 변경*; 계정 비활성화*; 정지 해제*; 이메일 접근*
ja: アカウント復旧; スマホを紛失; 二段階認証を解除; 2faをリセット; アカウントが停止; メールアドレスを変更; 機種変更; アカウントを復旧; 認証アプリが消え; 2faを解除; アカウントが無効; アカウント回復; 電話番号が変わ
id: pulihkan akun; hp hilang; reset 2fa; akun dinonaktifkan; akun ditangguhkan; ganti email; kehilangan 2fa; email lama; nomor lama; akun dibekukan; buka blokir akun; akun saya diblokir; memulihkan akun
ar: استعادة حسابي; استرجاع حسابي; فقدت هاتفي; إعادة تعيين; حسابي معطل; تغيير البريد; فقدت الوصول; المصادقة الثنائية; حسابي موقوف; فقدت المصادقة; حسابي مغلق; رقم قديم
hi: अकाउंट रिकवर; फोन खो गया; 2fa रीसेट; अकाउंट बंद; अकाउंट सस्पेंड; ईमेल बदल; खाता वापस; फ़ोन खो; खाता रिकवर; ईमेल एक्सेस; पुराना नंबर
fr: récupérer mon compte; perdu mon téléphone; perdu mon 2fa; compte désactivé; compte suspendu; réinitialiser 2fa; changer mon email; plus accès à mon mail; réinitialiser ma 2fa; débloquer mon compte; perdu l'accès; changé de numéro; compte fermé
de: konto wiederherstellen; handy verloren; 2fa verloren; konto deaktiviert; konto gesperrt; 2fa zurücksetzen; e-mail ändern; kein zugriff auf meine e-mail; account wiederherstellen; zugriff verloren; neue handynummer; konto entsperren; authenticator verloren
""",
    "about.deposit": """
en: deposit*; sent coins; sent btc; sent usdt; sent eth; wrong network; missing memo; forgot memo; forgot the memo; forgot the tag; destination tag; credited; confirmations; transferred to my nordex; wrong chain; no memo; without memo; deposit address; deposited; sent my; arrived on; top up; topped up; memo
zh: 充值; 充币; 充到; 转入; 到账; 入账; 忘记memo; 没填memo; 充错; 链选错; 转错网络; 确认数; 充提; 入金; 标签; 入帳; 错链; 选错链; 充了
es: depósito*; deposit*; red equivocada; red incorrecta; acredit*; envié usdt; envié btc; memo; ingreso cripto; confirmaciones; transferí; envié eth
pt: depósito*; deposit*; rede errada; creditad*; enviei usdt; enviei btc; memo; confirmações; transferi; enviei eth; creditou
ru: депозит*; пополн*; зачисл*; не той сети; не та сеть; неверн* сет*; отправил usdt; без memo; мемо; подтвержден* сети; завел; закинул; перевел на биржу; отправил btc; пополнен*
tr: yatır*; yatırma; depozito; yanlış ağ*; memo; hesabıma geçmedi; usdt gönderdim; btc gönderdim; yatırım yapt*; yatırımım; yükle*; onay sayısı
vi: nạp; nạp tiền; nạp coin; sai mạng; nhầm mạng; quên memo; gửi usdt; gửi coin; ghi có; nạp usdt; xác nhận mạng
ko: 입금*; 네트워크 잘못*; 잘못된 네트워크*; 메모*; 보낸 코인*; 태그*; 컨펌*; 충전*; 입금했*
ja: 入金; 入庫; 送金したのに; ネットワークを間違え; メモを忘れ; タグ; 着金; 送った; 預け入れ; 反映; ネットワークが違; 宛先タグ
id: deposit*; setor*; salah jaringan; lupa memo; kirim usdt; belum masuk; konfirmasi; isi saldo; top up; transfer masuk; jaringan salah
ar: إيداع; ايداع; أودعت; اودعت; شبكة خاطئة; الشبكة الخطأ; ميمو; أرسلت usdt; ارسلت; حولت; شحن; أرسلت btc; إيداعي; الايداع; تأكيدات
hi: डिपॉजिट; जमा; गलत नेटवर्क; मेमो; भेजे; डिपाजिट; deposit; जमा किया; क्रेडिट; डाले; नेटवर्क गलत
fr: dépôt*; dépos*; mauvais réseau; mémo; crédité; envoyé usdt; envoyé des; confirmations; versé; déposé; j'ai envoyé; tag
de: einzahlung*; eingezahlt; falsches netzwerk; memo; gutgeschrieben; falsche chain; usdt gesendet; btc gesendet; einzahlen; bestätigungen; falschen netzwerk; gutschrift; hab _ geschickt
""",
    "about.withdrawal": """
en: withdraw*; withdrawal*; cash out my crypto; payout; withdrawing; withdrew; take out; pending withdrawal; move my coins; send out; outgoing transfer; txid; withdrawl*
zh: 提现; 提币; 提款; 转出; 提不出; 提币中; 提现审核; 出金; 提幣; 提現; 提領; 提不了; 出币
es: retir*; retiro*; sacar; retirada*; extraer; saque
pt: saque*; sacar; retir*; retirada*; saquei
ru: вывод*; вывест*; вывожу; вывел; выводы; выплат*; снять; снят*
tr: çekim*; çekme*; para çek*; çekemiyorum; çekmek; çektim; çekimim; çekemi*
vi: rút; rút tiền; rút coin; lệnh rút; rút về
ko: 출금*; 인출*; 송금*; 출금이*; 빼*
ja: 出金; 引き出*; 引き出し; 出庫; 送金; 引き出せ
id: tarik; penarikan; withdraw; wd; menarik; ditarik; narik
ar: سحب; اسحب; أسحب; السحوبات; سحبي; سحبت; السحب
hi: निकासी; विड्रॉल; निकाल; withdraw*; विदड्रॉ; विथड्रॉ; विड्रा; निकालना
fr: retrait*; retirer; retiré; sortir mes
de: auszahl*; abheb*; auszahlung*; abhebung*; abgehoben; auszahlen
""",
    "about.trading": """
en: order*; limit order; market order; stop loss; liquidated; liquidation; my trade; trade failed; not filled; unfilled; spread; slippage; filled; futures; margin; leverage; p&l; pnl; position*; cancelled order; wrong price; candle; wick; my order; perp; funding rate; stop order
zh: 订单; 下单; 挂单; 成交; 爆仓; 强平; 止损; 撤单; 委托; 合约; 滑点; 插针; 价格不对; 杠杆; 盈亏; 仓位; 平仓; 未成交; 資金費率; 资金费率; 限价; 市价; 开仓; 掛單
es: orden; órdenes; liquid*; stop loss; apalancamiento; mi operación; no se ejecut*; precio incorrecto; posición; futuros; deslizamiento; pnl; orden límite; ordenes; margen
pt: ordem; ordens; liquid*; stop loss; alavancagem; não executou; preço errado; posição; futuros; pnl; minha ordem; margem; slippage
ru: ордер*; ликвидир*; ликвидац*; стоп лосс; стоп-лосс; сделк*; не исполн*; фьючерс*; плеч*; маржин*; цена неправильн*; позици*; проскальзыван*; лимитн*; лимитка; лимитный; pnl; заявк*
tr: emir*; emrim; likidasyon; likit*; stop loss; kaldıraç*; işlemim; gerçekleşmedi; vadeli*; pozisyon*; limit emir*; fiyat yanlış; kayma; emri
vi: lệnh; khớp lệnh; thanh lý; đòn bẩy; cắt lỗ; không khớp; futures; vị thế; ký quỹ; lệnh mua; lệnh bán; trượt giá; giá sai
ko: 주문*; 체결*; 청산*; 레버리지*; 손절*; 선물*; 미체결*; 포지션*; 지정가*; 시장가*; 마진*; 슬리피지*
ja: 注文; 約定; 清算; ロスカット; レバレッジ; 指値; 成行; ポジション; 損切り; 逆指値; 先物; スリッページ; 未約定; キャンセルでき
id: order*; likuidasi; stop loss; leverage; tidak terisi; futures; posisi; eksekusi; limit order; slippage; terlikuidasi; margin; harga salah
ar: أمر; الأوامر; أوامر; تصفية; الرافعة; وقف الخسارة; لم ينفذ; العقود; صفقة; صفقه; أمر محدد; مركز; تنفيذ; هامش; انزلاق; طلب شراء; طلب بيع
hi: ऑर्डर; लिक्विडेट; स्टॉप लॉस; लीवरेज; ट्रेड; फ्यूचर्स; आर्डर; पोजीशन; लिमिट ऑर्डर; मार्जिन; लिक्विडेशन; order
fr: ordre*; liquid*; stop loss; effet de levier; exécuté; position*; mon trade; futures; ordre limite; marge; slippage; prix faux; rempli
de: order; orders; liquidier*; liquidation; stop loss; hebel; ausgeführt; position*; futures; limit order; nicht gefüllt; slippage; falscher preis; trade; margin
""",
    "about.fees": """
en: fee; fees; commission*; charged; charge; cost; costs; expensive; how much is; rebate; maker fee; taker fee; maker; taker; fee tier; withdrawal fee; gas fee; how much do you charge; pricing; network fee; fee discount; hidden fees
zh: 手续费; 费率; 收费; 费用; 扣费; 佣金; 返佣; 贵; 手續費; 多少钱手续; 扣了; 矿工费; 费率多少
es: comisi*; tarifa*; cobr*; cuánto cuesta; coste*; costo*; caro; cuánto cobran; cara
pt: taxa*; comiss*; cobr*; quanto custa; caro; tarifas; custo; custos; cara; quanto cobram
ru: комисси*; сколько стоит; дорого; списали комисс*; тариф*; плата; мейкер; тейкер; сбор
tr: komisyon*; ücret*; kesinti*; pahalı; kaç para; masraf*; maker; taker; oran
vi: phí; phí giao dịch; phí rút; đắt; bao nhiêu phí; hoa hồng; mất phí; biểu phí; thu phí
ko: 수수료*; 비싸*; 요금*; 비용*; 얼마인가*; 메이커*; 테이커*
ja: 手数料; 料金; 高い; 費用; コスト; いくら; メイカー; テイカー; 手数料率
id: biaya; fee; komisi; mahal; potongan; ongkos; tarif; biaya admin; berapa biaya
ar: رسوم; عمولة; العمولات; غالي; تكلفة; كم رسوم; الرسوم; عموله; مكلف; تكلفه; خصم
hi: फीस; शुल्क; चार्ज; कमीशन; महंगा; कितना लगता; fees; charge; फ़ीस; चार्जेस
fr: frais; commission*; coût*; cher; combien coûte; facturé; tarif*; prélevé; coûte; maker; taker
de: gebühr*; kosten; provision; teuer; was kostet; berechnet; maker; taker; gebührenstaffel; abgezogen; entgelt*; wie viel kostet
""",
    "about.kyc": """
en: kyc; verify my identity; identity verification; id verification; passport; selfie; documents rejected; document rejected; proof of address; age limit; verification pending; verification rejected; drivers license; my verification; under review; id card; verify identity; verification level; unverified; face verification; liveness; country supported; my country; national id; nationality; restricted country
zh: 实名; 实名认证; 身份认证; 身份验证; kyc; 护照; 身份证; 人脸; 审核中; 认证失败; 认证被拒; 证件; 地区限制; 實名; 驗證身份; 高级认证; 初级认证; 人臉; 住址证明; 认证审核
es: kyc; verificar mi identidad; verificación de identidad; pasaporte; selfie; documento*; verificación pendiente; verificación rechazada; comprobante de domicilio; mi verificación; dni; mi país; edad mínima; verificación
pt: kyc; verificar minha identidade; verificação de identidade; passaporte; selfie; documento*; verificação pendente; verificação recusada; comprovante de residência; minha verificação; rg; cnh; meu país; verificação
ru: kyc; верификац*; верифиц*; паспорт*; селфи; документ*; подтвержден* личности; личность; подтверждение адреса; кус; кюс; права; возраст; моя страна; куй
tr: kyc; kimlik doğrula*; pasaport*; selfie; kimlik; belge*; doğrulama reddedildi; adres belgesi; yüz doğrulama; ehliyet; yaş sınırı; kimliğim; doğrulamam
vi: kyc; xác minh danh tính; hộ chiếu; căn cước; cccd; cmnd; giấy tờ; xác minh bị từ chối; khuôn mặt; xác minh; chứng minh; ảnh chân dung
ko: kyc; 본인 인증*; 본인인증*; 신원 확인*; 신원확인*; 여권*; 신분증*; 셀카*; 인증 거절*; 심사*; 얼굴 인증*; 고객확인*; 인증 심사*; 주소 증명*
ja: 本人確認; kyc; パスポート; 身分証; 自撮り; 審査; 免許証; 書類; 顔認証; 住所確認; 未成年; 年齢; マイナンバー; 身元確認
id: kyc; verifikasi identitas; paspor; ktp; selfie; dokumen; verifikasi ditolak; verifikasi wajah; verifikasi saya; verifikasi akun; sim saya; batas usia
ar: التحقق من الهوية; kyc; جواز السفر; سيلفي; وثائق; مستندات; توثيق; بطاقة الهوية; توثيق الحساب; هويتي; اثبات العنوان; العمر; جواز; الهويه; مستند
hi: केवाईसी; kyc; पहचान सत्यापन; पासपोर्ट; सेल्फी; दस्तावेज; आधार; पैन कार्ड; सत्यापन; पैन; डॉक्यूमेंट; वेरिफिकेशन; आयु
fr: kyc; vérifier mon identité; vérification d'identité; passeport; selfie; document*; justificatif de domicile; pièce d'identité; carte d'identité; ma vérification; permis; mon pays; vérification
de: kyc; identität; verifizierung*; ausweis*; reisepass; pass; selfie; dokument*; adressnachweis; identitätsprüfung; führerschein; personalausweis; postident; mein land; verifizieren
""",
    "about.fiat": """
en: bank transfer; bank account; credit card; debit card; sepa; swift; p2p; wire; wire transfer; card declined; card payment; cash out to; visa; mastercard; iban; paypal; apple pay; google pay; usd; eur; gbp; my bank; fiat; card purchase; to my bank; pay with card; ach; bank deposit; invoice
zh: 银行卡; 银行转账; 法币; 买币; 卖币; c2c; p2p; 出金到银行; 支付宝; 微信支付; 信用卡; 刷卡; 人民币; 卖家; 放币; 银行; 買幣; 商家; 转账到银行; 冻卡; 入金银行; 借记卡
es: transferencia bancaria; banco; tarjeta; sepa; p2p; iban; transferencia; pago con tarjeta; bizum; euros; pesos; dólares; mi banco; cuenta bancaria; bancari*; vendedor; spei
pt: transferência bancária; banco; cartão; pix; p2p; boleto; reais; ted; meu banco; conta bancária; vendedor; iban; sepa; cartão recusado
ru: банковск*; карт*; перевод на карту; p2p; п2п; сбер*; тинькофф; рубл*; банк*; сбп; карту; sepa; swift; гривн*; продавец; счет в банке; фиат*
tr: banka*; kredi kart*; havale*; eft; papara; p2p; tl; lira; iban; kartım*; fast; banka kart*; satıcı; bankam; para yatır*
vi: ngân hàng; thẻ; chuyển khoản; p2p; vnd; momo; tài khoản ngân hàng; thẻ visa; visa; người bán; tiền mặt; stk
ko: 은행*; 계좌*; 카드*; 원화*; 이체*; p2p; 케이뱅크*; 무통장*; 신용카드*; 체크카드*; 실명계좌*; 계좌이체*; 판매자*
ja: 銀行; 振込; カード; クレジットカード; 日本円; 円; 口座; p2p; デビットカード; 即時入金; 円出金; 銀行口座; 販売者
id: bank; transfer bank; kartu kredit; kartu debit; rupiah; p2p; rekening; qris; dana; ovo; gopay; kartu; penjual; va; virtual account
ar: بنك; البنك; تحويل بنكي; بطاقة; بطاقتي; فيزا; p2p; حساب بنكي; ريال; درهم; دولار; ماستركارد; حوالة; بطاقه; البائع; حساب البنك; جنيه; فيزا كارد
hi: बैंक; कार्ड; यूपीआई; upi; p2p; रुपये; आईएमपीएस; imps; बैंक ट्रांसफर; रुपए; खाते में पैसे; बैंक खाते; विक्रेता; नेट बैंकिंग
fr: virement; banque; carte bancaire; sepa; p2p; iban; euros; carte refusée; ma carte; compte bancaire; carte de crédit; vendeur; cb; virement bancaire
de: banküberweisung; überweisung; bank; bankkonto; kreditkarte; karte; sepa; p2p; iban; euro; meine bank; karte abgelehnt; lastschrift; verkäufer; sofortüberweisung; giropay; girokonto
""",
    "about.api": """
en: api; api key*; api keys; websocket; rest endpoint; endpoint; rate limit; sdk; ws feed; http 429; signature; python client; webhook; ccxt; 429; testnet; json; hmac; order book stream; recvwindow; documentation; docs
zh: api; 接口; 限频; websocket; 密钥权限; 签名错误; 文档; sdk; 量化; 限速; 频率限制; 沙盒; 返回码; 报错码
es: api; websocket; límite de peticiones; endpoint; claves api; documentación; límite de tasa; clave api
pt: api; websocket; limite de requisições; endpoint; chave api; documentação; limite de taxa
ru: api; апи; вебсокет; эндпоинт; лимит запросов; ключ api; api ключ*; документац*; websocket; подпись запроса; апи ключ*
tr: api; websocket; istek limit*; endpoint; api anahtar*; dokümantasyon; hız limit*; uç nokta
vi: api; websocket; giới hạn request; endpoint; api key; tài liệu api; khóa api; giới hạn tần suất
ko: api; 웹소켓*; 엔드포인트*; 요청 제한*; api키*; api 키*; 문서*; 호출 제한*; 웹소켓
ja: api; ウェブソケット; エンドポイント; レート制限; apiキー; レートリミット; 署名; ドキュメント
id: api; websocket; limit request; endpoint; api key; rate limit; dokumentasi api
ar: api; واجهة برمجة; ويب سوكيت; مفتاح api; واجهة برمجية; نقطة النهاية; websocket; واجهة التطبيقات; واجهة
hi: api; एपीआई; वेबसॉकेट; रेट लिमिट; एंडपॉइंट
fr: api; websocket; limite de requêtes; endpoint; clé api; clés api; documentation api; limite d'appels
de: api; websocket; ratelimit; rate limit; endpunkt*; api-key*; api-schlüssel*; dokumentation; anfragelimit; api-doku
""",
    "about.how_to": """
en: how do i; how can i; how to; where do i; where can i; where is the; guide; tutorial; steps; set an alert; price alert; how does; can i buy; way to; is it possible to; how would i; what is the best way; show me how; explain how; convert; stake; set up; enable 2fa; change language; export my; how long does it; is there a way; can i convert; can i stake; teach me; beginner; new here; first time; get started
zh: 怎么; 如何; 在哪; 哪里; 教程; 怎样; 步骤; 怎么设置; 怎么买; 怎么开; 在哪里; 怎麼; 哪裡; 新手; 教一下; 请教; 怎么弄; 怎么用; 可以怎么; 质押; 兑换; 设置
es: cómo; como puedo; dónde; guía; tutorial; pasos; cómo hago; cómo se; de qué manera; configurar; convertir; quiero aprender; principiante; es posible; hacer staking; soy nuevo
pt: como; como faço; onde; guia; tutorial; passos; como posso; configurar; converter; iniciante; é possível; fazer staking; sou novo; como que
ru: как; где; инструкц*; гайд; подскажите как; каким образом; как можно; настроить; как сделать; новичок; обменять; застейк*; стейкинг; конвертир*; можно ли; как включить; как купить
tr: nasıl; nereden; rehber; adım adım; nasıl yapılır; nerede; ayarla*; dönüştür*; yeniyim; stake; mümkün mü; nasıl al*
vi: làm sao; làm thế nào; cách; hướng dẫn; ở đâu; như thế nào; cài đặt; chuyển đổi; mới chơi; người mới; stake; thế nào; cách nào; muốn hỏi cách
ko: 어떻게*; 방법*; 어디서*; 가이드*; 하는 법*; 설정*; 초보*; 스테이킹*; 어디에*; 하는법*; 변환*; 알려주세요; 가능한가요
ja: どうやって; 方法; やり方; どこで; ガイド; 手順; 使い方; 設定; 初心者; ステーキング; 変換; どこから; 始め方; 教えてください; どうすれば; 買い方
id: bagaimana; gimana; cara; di mana; panduan; tutorial; caranya; pemula; atur; konversi; staking; dimana; langkah; baru mulai
ar: كيف; كيفية; أين; دليل; خطوات; طريقة; طريقه; شرح; مبتدئ; تحويل عملة; هل يمكنني; كيف يمكن; ازاي; وين; إعداد; الخطوات
hi: कैसे; कहां; तरीका; गाइड; कैसे करें; कहाँ; kaise; सेट; नया हूं; स्टेक; कन्वर्ट; बताइए कैसे; शुरुआत
fr: comment; où; guide; tutoriel; étapes; comment faire; débutant; configurer; convertir; staker; est-il possible; puis-je acheter; marche à suivre
de: wie kann; wie; wo; anleitung; schritte; wie geht; anfänger; einrichten; umtauschen; staken; ist es möglich; wie funktioniert; wo finde; neu hier
""",
    "about.asset_info": """
en: list; listing; delist*; when listing; will you list; token info; network upgrade; hard fork; apy; yield; staking rewards; supply; contract address; support for; upgrade; halving; swap of; tokenomics; when will; be listed; trading pair; mainnet; migration of; supported coins; is _ supported; do you support; do you have; which networks; ticker; new coins
zh: 上币; 上线; 下架; 什么时候上; 年化; 收益率; 质押收益; 合约地址; 网络升级; 分叉; 上架; 支持哪些; 支持; 币种; 上不上; 会上; 利率; 上線; 主网; 交易对
es: listar; listado; deslistar; cuándo listan; apy; rendimiento; actualización de red; bifurcación; van a listar; soportan; tienen; agregar; par; moneda; suministro; van a agregar
pt: listar; listagem; deslistar; quando vão listar; apy; rendimento; atualização da rede; fork; vão listar; suportam; vocês têm; par; moeda; adicionar
ru: листинг*; делистинг*; когда залистите; апй; apy; доходност*; обновлени* сети; хардфорк; добавите; поддерживаете; будет ли; монет*; токен*; торговая пара; когда добав*; процент*
tr: listele*; listeden; ne zaman listelen*; apy; getiri; ağ güncelleme*; çatallan*; destekliyor musunuz; eklenecek; listelenecek; coin; parite*; listeleyecek*
vi: niêm yết; hủy niêm yết; khi nào list; apy; lợi suất; nâng cấp mạng; có hỗ trợ; list; hỗ trợ coin; cặp giao dịch; hard fork; bao giờ list; huỷ niêm yết
ko: 상장*; 상폐*; 언제 상장*; 이자율*; 네트워크 업그레이드*; 하드포크*; 연이율*; 지원하나요; 지원 예정*; 수익률*; 상장폐지*; 거래쌍*; 메인넷*
ja: 上場; 上場廃止; 利回り; アップグレード; ハードフォーク; 年利; 対応予定; 対応していますか; 取り扱い; 取扱; 銘柄; 通貨ペア; コントラクトアドレス; メインネット
id: listing; delisting; kapan listing; apy; imbal hasil; upgrade jaringan; hard fork; akan listing; dukung; ada koin; koin; token; pair; tersedia
ar: إدراج; ادراج; شطب; متى إدراج; العائد; ترقية الشبكة; الشوكة; هل تدعمون; عملة; دعم عملة; ستدعمون; زوج; تدعم; عمله; متى تضيفون
hi: लिस्टिंग; लिस्ट; डीलिस्ट; कब लिस्ट; एपीवाई; ब्याज; अपग्रेड; कॉइन; सपोर्ट करते; टोकन; यील्ड; पेयर
fr: lister; listing; délist*; quand allez-vous lister; apy; rendement; mise à jour du réseau; fork; ajouter; prenez-vous en charge; disponible; supportez; paire; jeton; cotation
de: listing; listen; gelistet; delist*; wann listet; apy; rendite; netzwerk-upgrade; netzwerkupgrade; hard fork; unterstützt ihr; handelspaar; coin; token; verfügbar; hinzufügen
""",
    "about.promotion": """
en: airdrop; bonus; voucher; referral*; refer; promo code; promotion; contest; campaign; reward*; coupon; welcome bonus; referred; invite link; competition; cashback; trading competition; sign-up bonus; signup bonus; giveaway; promo; prize; leaderboard; learn and earn
zh: 空投活动; 奖励; 赠金; 优惠券; 邀请; 返佣; 活动; 体验金; 推荐码; 抽奖; 奖金; 新人; 兑奖; 代金券; 卡券; 邀请码; 交易大赛; 空投; 礼金
es: bono; referid*; promoción; cupón; recompensa*; concurso; sorteo; código promocional; campaña; premio; bonificación; invitación; cashback; airdrop
pt: bônus; indicação; promoção; cupom; recompensa*; concurso; sorteio; código promocional; campanha; prêmio; convite; cashback; airdrop; bonus
ru: бонус*; реферал*; промокод*; акци*; награда; наград*; конкурс*; розыгрыш*; ваучер*; аирдроп*; пригласил*; приз*; купон*; кэшбэк; эйрдроп*
tr: bonus*; referans*; davet*; kampanya*; ödül*; kupon*; yarışma*; promosyon*; çekiliş*; airdrop*; promo; hediye*
vi: thưởng; khuyến mãi; giới thiệu bạn; mã giới thiệu; voucher; sự kiện; phần thưởng; airdrop; cuộc thi; quà; ưu đãi; hoàn tiền; coupon
ko: 보너스*; 추천인*; 이벤트*; 쿠폰*; 리워드*; 프로모션*; 에어드랍*; 추천 코드*; 상금*; 바우처*; 초대*; 당첨*; 대회*
ja: ボーナス; キャンペーン; 紹介; 招待; クーポン; 報酬; 特典; エアドロップ; 当選; プレゼント; コンテスト; 賞金; バウチャー; キャッシュバック
id: bonus; referral; promo; voucher; hadiah; undian; kampanye; kode referral; airdrop; event; kupon; undangan; cashback; lomba; reward
ar: مكافأة; بونص; إحالة; احالة; عرض ترويجي; كود خصم; مسابقة; مكافآت; قسيمة; حملة; دعوة; جائزة; ايردروب; هدية; مكافاه; كوبون; جوائز; هديه; ترويجي
hi: बोनस; रेफरल; प्रोमो; वाउचर; इनाम; प्रतियोगिता; ऑफर; रिवॉर्ड; कूपन; एयरड्रॉप; कैंपेन; कैशबैक; पुरस्कार; referral
fr: bonus; parrainage; promotion; code promo; récompense*; concours; bon; parrain; campagne; airdrop; prime; filleul; tirage; coupon; cashback; offre
de: bonus; empfehlung*; gutschein*; aktion; prämie*; gewinnspiel; kampagne; referral; airdrop; werben; promo*; preis; wettbewerb; cashback; freunde werben; boni
""",
    "about.account_security": """
en: unknown login; new login; suspicious login; unknown device; unknown ip; freeze; secure my account; login attempt*; leaked; phished; api key leaked; unauthorized; suspicious activity; strange login; password change i; someone tried to; login alert; security alert; login from; secure; protect my account; anti-phishing code; sim swap
zh: 陌生登录; 异地登录; 可疑登录; 冻结; 泄露; 安全; 未知设备; 异常登录; 泄漏; 被盗; 安全提醒; 陌生设备; 陌生ip; 账户安全; 有人尝试; 登录提醒
es: inicio de sesión desconocido; dispositivo desconocido; sospechos*; congelar; filtrada; asegurar mi cuenta; intento de inicio; no reconozco; hackear*; seguridad de mi cuenta; acceso desconocido; proteger mi cuenta
pt: login desconhecido; dispositivo desconhecido; suspeit*; congelar; vazad*; proteger minha conta; tentativa de login; hackead*; não reconheço; segurança da minha conta; acesso desconhecido; invadid*
ru: подозрительн* вход; неизвестн* вход; неизвестн* устройств*; заморозить; утечка; обезопас*; попытк* входа; вход с; подозрительн*; незнаком* устройств*; чужой вход; защитить аккаунт; скомпрометирован*
tr: şüpheli giriş*; bilinmeyen cihaz*; bilinmeyen giriş*; dondur*; sızdı*; güvenliğ*; giriş denemes*; tanımadığım; şüpheli; bilmediğim; güvenlik uyarı*
vi: đăng nhập lạ; thiết bị lạ; đáng ngờ; đóng băng; bị lộ; bảo mật tài khoản; đăng nhập đáng ngờ; cố gắng đăng nhập; bảo vệ tài khoản; ip lạ; cảnh báo bảo mật
ko: 의심스러운 로그인*; 모르는 기기*; 모르는 로그인*; 동결*; 유출*; 해외 로그인*; 로그인 시도*; 모르는 ip*; 낯선*; 보안*; 로그인 알림*; 의심*
ja: 不審なログイン; 知らない端末; 見知らぬ; 凍結; 漏洩; 不審; 知らないデバイス; ログイン試行; 知らないip; 身に覚え; セキュリティ; 不正; 知らない場所
id: login mencurigakan; perangkat tidak dikenal; mencurigakan; bekukan; bocor; amankan akun; login asing; percobaan login; tidak saya kenal; keamanan akun; login tidak dikenal; perangkat asing
ar: دخول مشبوه; جهاز غير معروف; مشبوه*; تجميد; تسريب; تأمين حسابي; محاولة دخول; جهاز غريب; تسجيل دخول من; حماية حسابي; تسجيل دخول غريب; أمان حسابي; نشاط مشبوه
hi: अनजान लॉगिन; अनजान डिवाइस; संदिग्ध; फ्रीज; लीक; सुरक्षा; लॉगिन अलर्ट; सुरक्षित; लॉगिन की कोशिश; अज्ञात डिवाइस; अज्ञात
fr: connexion suspecte; appareil inconnu; suspect*; geler; fuite; sécuriser mon compte; tentative de connexion; connexion inconnue; sécurité de mon compte; alerte de connexion; protéger mon compte
de: verdächtig*; unbekanntes gerät; unbekannte anmeldung; einfrieren; geleakt; sichern; anmeldeversuch; unbekannter login; fremde* login; loginversuch; unbekannte* gerät; sicherheit; fremdes gerät
""",
    "about.compliance": """
en: tax report; tax; tax statement; gdpr; delete my data; export my data; erase my; data request; privacy; subpoena; transaction history for tax; delete my account; law; legal; aml; source of funds; 1099; tax form; tax documents; right to be forgotten; personal data; privacy policy; police report; court order; sanction*; data protection; audit; statement for; account statement; tax year
zh: 税务; 报税; 税单; 隐私; 删除我的数据; 导出数据; 注销账户; 注销账号; 个人信息; 法律; 合规; 删除账户; 流水证明; 資料; 个人数据; 税; 资金来源; 执法; 调证; 司法; 对账单
es: impuesto*; hacienda; informe fiscal; rgpd; borrar mis datos; eliminar mis datos; exportar mis datos; privacidad; fiscal*; declaración; eliminar mi cuenta; datos personales; certificado; legal; origen de fondos; extracto
pt: imposto*; receita federal; informe de rendimentos; lgpd; apagar meus dados; excluir meus dados; privacidade; declarar; declaração; excluir minha conta; dados pessoais; legal; origem dos fundos; extrato
ru: налог*; ндфл; gdpr; удалить мои данные; удалите мои данные; персональн* данн*; справк* для налог*; выгрузк* данных; конфиденциальн*; справк*; удалить аккаунт; выписк*; закон*; отчет для; источник средств; декларац*
tr: vergi; kvkk; verilerimi sil*; kişisel veri*; vergi belgesi; gizlilik; hesabımı sil*; hesap döküm*; yasal; vergi dairesi; beyanname; kaynağı; ekstre
vi: thuế; xóa dữ liệu; dữ liệu cá nhân; báo cáo thuế; quyền riêng tư; xuất dữ liệu; xóa tài khoản; pháp luật; sao kê; nguồn tiền; hợp pháp; quy định; bảo mật dữ liệu
ko: 세금*; 개인정보*; 데이터 삭제*; 세무*; 국세청*; 회원탈퇴*; 거래내역서*; 탈퇴*; 과세*; 증명서*; 신고용*; 자금 출처*; 잔고증명*; 법률*; 정보 삭제*
ja: 税金; 確定申告; 個人情報; データ削除; データを削除; 年間取引; プライバシー; 退会; 取引報告書; 税務署; 開示; 法令; 資金源; 証明書; 規制; データの削除; 情報を削除
id: pajak; hapus data; data pribadi; laporan pajak; privasi; spt; hapus akun; ekspor data; hukum; sumber dana; rekening koran; legal; regulasi
ar: ضريبة; ضرائب; حذف بياناتي; بياناتي; الخصوصية; تقرير ضريبي; حذف حسابي; كشف حساب; ضريبي; مصدر الأموال; قانون; البيانات الشخصية; زكاة; ضريبه; الضرائب; خصوصيه
hi: टैक्स; कर रिपोर्ट; डेटा डिलीट; डेटा हटा; निजता; टैक्स रिपोर्ट; आयकर; tds; अकाउंट डिलीट; स्टेटमेंट; itr; कानून; व्यक्तिगत डेटा; गोपनीयता; डाटा
fr: impôt*; fiscal*; rgpd; supprimer mes données; effacer mes données; données personnelles; relevé fiscal; confidentialité; supprimer mon compte; déclaration; attestation; légal; origine des fonds; relevé; taxe
de: steuer*; dsgvo; daten löschen; datenauskunft; steuerbericht; finanzamt; datenschutz; auskunft; konto löschen; personenbezogen*; herkunftsnachweis; mittelherkunft; kontoauszug; gesetzlich; meine daten; steuererklärung
""",
    "about.business": """
en: partnership; partner with; collaborate; collaboration; list our token; listing application; press; journalist; interview; job opening; career; careers; hiring; affiliate program; sponsor*; market maker; marketing proposal; business development; bd team; kol; influencer; media inquiry; apply for a job; vacancies; institutional; our project; who handles; advertise with; open positions in; internship
zh: 合作; 商务; 上币申请; 媒体; 采访; 招聘吗; 求职; 赞助; 做市商; 商务合作; 项目方; 记者; 机构; 推广合作; 应聘; bd; 对接; 贵司; 代理
es: colabor*; alianza; prensa; periodista; entrevista; empleo en; trabajar con ustedes; patrocin*; asociación; propuesta; negocios; vacante*; comercial; creador de mercado; listar nuestro; convenio; nuestro proyecto
pt: parceria; colabor*; imprensa; jornalista; entrevista; vaga na; trabalhar com vocês; patroc*; proposta; negócios; comercial; listar nosso; vagas; nosso projeto; formador de mercado
ru: сотруднич*; партнер*; пресс*; журналист*; интервью; вакансии; работа у вас; спонсор*; реклам*; коммерческ*; предложение; наш проект; листинг нашего; маркет-мейк*; вакансия; маркетинг
tr: iş birliği; işbirliği; ortaklık; basın; gazeteci; röportaj; kariyer; sponsor*; tokenımızı; iş başvuru*; pazarlama; projemiz*; teklif; influencer; reklam*
vi: hợp tác; đối tác; báo chí; phỏng vấn; tuyển dụng; tài trợ; phóng viên; ứng tuyển; kinh doanh; dự án của chúng tôi; đề xuất; quảng cáo; niêm yết token của
ko: 제휴*; 협업*; 파트너*; 언론*; 기자*; 인터뷰*; 채용*; 후원*; 비즈니스*; 마케팅*; 저희 프로젝트*; 제안*; 취재*; 입사*; 협력*
ja: 提携; コラボ; パートナー; 取材; 記者; 採用; 協賛; スポンサー; 事業開発; 御社と; 弊社; プレス; 求人に; 提案; 当プロジェクト; メディア
id: kerja sama; kerjasama; kemitraan; media; wartawan; wawancara; karir; sponsor; kolaborasi; proyek kami; lamaran; proposal; bisnis; partnership; lowongan di
ar: شراكة; تعاون; صحافة; صحفي; مقابلة; وظائف لديكم; رعاية; صانع سوق; اقتراح; مشروعنا; شراكه; توظيف; أعمال; إعلام; تسويق; وظائف; مقابله
hi: साझेदारी; पार्टनरशिप; सहयोग; पत्रकार; इंटरव्यू; करियर; प्रायोजक; मीडिया; प्रस्ताव; हमारा प्रोजेक्ट; बिजनेस; मार्केटिंग; साझेदार; प्रेस
fr: partenariat; collabor*; presse; journaliste; interview; recrutez-vous; sponsor*; partenaire; notre projet; proposition; candidature; offre d'emploi chez; commercial; teneur de marché; affaires; postuler
de: partnerschaft; kooperation*; presse; journalist*; interview; karriere; bewerb*; sponsor*; zusammenarbeit; unser projekt; unser token; geschäftlich; market maker; stellenangebot*; redaktion; werbung; vertrieb
""",
    "about.chatter": """
en: gm; gn; wagmi; hodl; to the moon; moon; bullish; bearish; lfg; hello; hi; good morning; good night; pump; dump; price prediction; wen moon; lol; lmao; haha; when lambo; bull run; dip; ath; ngmi; rekt; btc to; sup; hey guys; whats up; weekend; football; match; anyone here; bottom; top is in; degen; fud; chart; rally
zh: 早安; 晚安; 大家好; 哈哈; 牛市; 熊市; 涨; 跌; 起飞; 梭哈; 早上好; 韭菜; 冲; 吃瓜; 抄底; 拉盘; 砸盘; 看涨; 看跌; 大饼; 二饼; 行情; 暴涨; 暴跌; 群友; 周末
es: buenos días; buenas noches; hola; a la luna; alcista; bajista; jaja*; buenas; buenas tardes; qué tal; sube; baja; mercado; suelo; partido
pt: bom dia; boa noite; olá; oi; pra lua; kkk*; boa tarde; mercado; alta; baixa; subindo; caindo; jogo; fala galera; fundo
ru: доброе утро; привет; всем привет; спокойной ночи; на луну; хаха*; рост; памп; дамп; бык*; медвед*; рынок; туземун; хомяк*; ребят; всем доброго; дно; растет; падает; ралли
tr: günaydın; merhaba; iyi geceler; aya; selam; boğa; ayı; haha*; yükseli*; düşü*; piyasa; dip; selamlar; maç; beyler; arkadaşlar; uçuş*
vi: chào; chào buổi sáng; ngủ ngon; lên mặt trăng; haha; bò; gấu; anh em; thị trường; chào cả nhà; xanh; đỏ; bắt đáy; pump; bay; đu đỉnh
ko: 안녕*; 좋은 아침*; 가즈아*; ㅋㅋ*; 떡상*; 떡락*; 존버*; 굿모닝*; 상승장*; 하락장*; 불장*; 반갑*; 여러분; 형님들; 물렸*; 축구*; 점심*
ja: おはよう; こんにちは; おやすみ; 爆上げ; 草; こんばんは; 強気; 弱気; 暴落; 相場; 皆さん; ガチホ; 上がる; 下がる; ナンピン; 週末; 億り人
id: selamat pagi; halo; hai; to the moon; wkwk*; malam; pagi; siang; bullish; bearish; pasar; naik; turun; serok; gas; bos; kabar; gaes; guys
ar: صباح الخير; مساء الخير; مرحبا; السلام عليكم; للقمر; هههه*; صعود; هبوط; السوق; شباب; كيف الحال; يا جماعه; ارتفاع; تصبحون; مباراه
hi: सुप्रभात; नमस्ते; शुभ रात्रि; हाहा*; हेलो; बुल; मार्केट; गुड मॉर्निंग; भाई लोग; क्या हाल; दोस्तों; चांद; पंप; मैच; सबको; राम राम
fr: bonjour; salut; bonne nuit; to the moon; mdr; bonsoir; haussier; baissier; coucou; marché; la lune; les gars; bon weekend; bon week-end; match; remonte; plonge
de: guten morgen; hallo; gute nacht; zum mond; haha*; moin; servus; bullish; bärisch; markt; leute; wochenende; steigt; fällt; bullenmarkt; gutes nächtle; tag zusammen
""",
}
