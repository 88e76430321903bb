"""What a message is about: cue words of money, programs, offers and law."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "about.fiat": """
en: bank transfer; bank account; credit card; debit card; sepa; swift; p2p; wire; wire transfer;
    card declined; card payment; cash out to; visa; mastercard; iban; paypal; apple pay;
    google pay; usd; eur; gbp; my bank; fiat; card purchase; to my bank; pay with card; ach;
    bank deposit; invoice
zh: 银行卡; 银行转账; 法币; 买币; 卖币; c2c; p2p; 出金到银行; 支付宝; 微信支付; 信用卡; 刷卡;
    人民币; 卖家; 放币; 银行; 買幣; 商家; 转账到银行; 冻卡; 入金银行; 借记卡
es: transferencia bancaria; banco; tarjeta; sepa; p2p; iban; transferencia; pago con tarjeta;
    bizum; euros; pesos; dólares; mi banco; cuenta bancaria; bancari*; vendedor; spei
pt: transferência bancária; banco; cartão; pix; p2p; boleto; reais; ted; meu banco;
    conta bancária; vendedor; iban; sepa; cartão recusado
ru: банковск*; карт*; перевод на карту; p2p; п2п; сбер*; тинькофф; рубл*; банк*; сбп; карту;
    sepa; swift; гривн*; продавец; счет в банке; фиат*
tr: banka*; kredi kart*; havale*; eft; papara; p2p; tl; lira; iban; kartım*; fast; banka kart*;
    satıcı; bankam; para yatır*
vi: ngân hàng; thẻ; chuyển khoản; p2p; vnd; momo; tài khoản ngân hàng; thẻ visa; visa; người bán;
    tiền mặt; stk
ko: 은행*; 계좌*; 카드*; 원화*; 이체*; p2p; 케이뱅크*; 무통장*; 신용카드*; 체크카드*; 실명계좌*;
    계좌이체*; 판매자*
ja: 銀行; 振込; カード; クレジットカード; 日本円; 円; 口座; p2p; デビットカード; 即時入金;
    円出金; 銀行口座; 販売者
id: bank; transfer bank; kartu kredit; kartu debit; rupiah; p2p; rekening; qris; dana; ovo;
    gopay; kartu; penjual; va; virtual account
ar: بنك; البنك; تحويل بنكي; بطاقة; بطاقتي; فيزا; p2p; حساب بنكي; ريال; درهم; دولار; ماستركارد;
    حوالة; بطاقه; البائع; حساب البنك; جنيه; فيزا كارد
hi: बैंक; कार्ड; यूपीआई; upi; p2p; रुपये; आईएमपीएस; imps; बैंक ट्रांसफर; रुपए; खाते में पैसे;
    बैंक खाते; विक्रेता; नेट बैंकिंग
fr: virement; banque; carte bancaire; sepa; p2p; iban; euros; carte refusée; ma carte;
    compte bancaire; carte de crédit; vendeur; cb; virement bancaire
de: banküberweisung; überweisung; bank; bankkonto; kreditkarte; karte; sepa; p2p; iban; euro;
    meine bank; karte abgelehnt; lastschrift; verkäufer; sofortüberweisung; giropay; girokonto
""",
    "about.api": """
en: api; api key*; api keys; websocket; rest endpoint; endpoint; rate limit; sdk; ws feed;
    http 429; signature; python client; webhook; ccxt; 429; testnet; json; hmac;
    order book stream; recvwindow; documentation; docs
zh: api; 接口; 限频; websocket; 密钥权限; 签名错误; 文档; sdk; 量化; 限速; 频率限制; 沙盒;
    返回码; 报错码
es: api; websocket; límite de peticiones; endpoint; claves api; documentación; límite de tasa;
    clave api
pt: api; websocket; limite de requisições; endpoint; chave api; documentação; limite de taxa
ru: api; апи; вебсокет; эндпоинт; лимит запросов; ключ api; api ключ*; документац*; websocket;
    подпись запроса; апи ключ*
tr: api; websocket; istek limit*; endpoint; api anahtar*; dokümantasyon; hız limit*; uç nokta
vi: api; websocket; giới hạn request; endpoint; api key; tài liệu api; khóa api;
    giới hạn tần suất
ko: api; 웹소켓*; 엔드포인트*; 요청 제한*; api키*; api 키*; 문서*; 호출 제한*; 웹소켓
ja: api; ウェブソケット; エンドポイント; レート制限; apiキー; レートリミット; 署名; ドキュメント
id: api; websocket; limit request; endpoint; api key; rate limit; dokumentasi api
ar: api; واجهة برمجة; ويب سوكيت; مفتاح api; واجهة برمجية; نقطة النهاية; websocket;
    واجهة التطبيقات; واجهة
hi: api; एपीआई; वेबसॉकेट; रेट लिमिट; एंडपॉइंट
fr: api; websocket; limite de requêtes; endpoint; clé api; clés api; documentation api;
    limite d'appels
de: api; websocket; ratelimit; rate limit; endpunkt*; api-key*; api-schlüssel*; dokumentation;
    anfragelimit; api-doku
""",
    "about.how_to": """
en: how do i; how can i; how to; where do i; where can i; where is the; guide; tutorial; steps;
    set an alert; price alert; how does; can i buy; way to; is it possible to; how would i;
    what is the best way; show me how; explain how; convert; stake; set up; enable 2fa;
    change language; export my; how long does it; is there a way; can i convert; can i stake;
    teach me; beginner; new here; first time; get started
zh: 怎么; 如何; 在哪; 哪里; 教程; 怎样; 步骤; 怎么设置; 怎么买; 怎么开; 在哪里; 怎麼; 哪裡; 新手;
    教一下; 请教; 怎么弄; 怎么用; 可以怎么; 质押; 兑换; 设置
es: cómo; como puedo; dónde; guía; tutorial; pasos; cómo hago; cómo se; de qué manera;
    configurar; convertir; quiero aprender; principiante; es posible; hacer staking; soy nuevo
pt: como; como faço; onde; guia; tutorial; passos; como posso; configurar; converter; iniciante;
    é possível; fazer staking; sou novo; como que
ru: как; где; инструкц*; гайд; подскажите как; каким образом; как можно; настроить; как сделать;
    новичок; обменять; застейк*; стейкинг; конвертир*; можно ли; как включить; как купить
tr: nasıl; nereden; rehber; adım adım; nasıl yapılır; nerede; ayarla*; dönüştür*; yeniyim; stake;
    mümkün mü; nasıl al*
vi: làm sao; làm thế nào; cách; hướng dẫn; ở đâu; như thế nào; cài đặt; chuyển đổi; mới chơi;
    người mới; stake; thế nào; cách nào; muốn hỏi cách
ko: 어떻게*; 방법*; 어디서*; 가이드*; 하는 법*; 설정*; 초보*; 스테이킹*; 어디에*; 하는법*; 변환*;
    알려주세요; 가능한가요
ja: どうやって; 方法; やり方; どこで; ガイド; 手順; 使い方; 設定; 初心者; ステーキング; 変換;
    どこから; 始め方; 教えてください; どうすれば; 買い方
id: bagaimana; gimana; cara; di mana; panduan; tutorial; caranya; pemula; atur; konversi;
    staking; dimana; langkah; baru mulai
ar: كيف; كيفية; أين; دليل; خطوات; طريقة; طريقه; شرح; مبتدئ; تحويل عملة; هل يمكنني; كيف يمكن;
    ازاي; وين; إعداد; الخطوات
hi: कैसे; कहां; तरीका; गाइड; कैसे करें; कहाँ; kaise; सेट; नया हूं; स्टेक; कन्वर्ट; बताइए कैसे;
    शुरुआत
fr: comment; où; guide; tutoriel; étapes; comment faire; débutant; configurer; convertir; staker;
    est-il possible; puis-je acheter; marche à suivre
de: wie kann; wie; wo; anleitung; schritte; wie geht; anfänger; einrichten; umtauschen; staken;
    ist es möglich; wie funktioniert; wo finde; neu hier
""",
    "about.asset_info": """
en: list; listing; delist*; when listing; will you list; token info; network upgrade; hard fork;
    apy; yield; staking rewards; supply; contract address; support for; upgrade; halving;
    swap of; tokenomics; when will; be listed; trading pair; mainnet; migration of;
    supported coins; is _ supported; do you support; do you have; which networks; ticker;
    new coins
zh: 上币; 上线; 下架; 什么时候上; 年化; 收益率; 质押收益; 合约地址; 网络升级; 分叉; 上架;
    支持哪些; 支持; 币种; 上不上; 会上; 利率; 上線; 主网; 交易对
es: listar; listado; deslistar; cuándo listan; apy; rendimiento; actualización de red;
    bifurcación; van a listar; soportan; tienen; agregar; par; moneda; suministro; van a agregar
pt: listar; listagem; deslistar; quando vão listar; apy; rendimento; atualização da rede; fork;
    vão listar; suportam; vocês têm; par; moeda; adicionar
ru: листинг*; делистинг*; когда залистите; апй; apy; доходност*; обновлени* сети; хардфорк;
    добавите; поддерживаете; будет ли; монет*; токен*; торговая пара; когда добав*; процент*
tr: listele*; listeden; ne zaman listelen*; apy; getiri; ağ güncelleme*; çatallan*;
    destekliyor musunuz; eklenecek; listelenecek; coin; parite*; listeleyecek*
vi: niêm yết; hủy niêm yết; khi nào list; apy; lợi suất; nâng cấp mạng; có hỗ trợ; list;
    hỗ trợ coin; cặp giao dịch; hard fork; bao giờ list; huỷ niêm yết
ko: 상장*; 상폐*; 언제 상장*; 이자율*; 네트워크 업그레이드*; 하드포크*; 연이율*; 지원하나요;
    지원 예정*; 수익률*; 상장폐지*; 거래쌍*; 메인넷*
ja: 上場; 上場廃止; 利回り; アップグレード; ハードフォーク; 年利; 対応予定; 対応していますか;
    取り扱い; 取扱; 銘柄; 通貨ペア; コントラクトアドレス; メインネット
id: listing; delisting; kapan listing; apy; imbal hasil; upgrade jaringan; hard fork;
    akan listing; dukung; ada koin; koin; token; pair; tersedia
ar: إدراج; ادراج; شطب; متى إدراج; العائد; ترقية الشبكة; الشوكة; هل تدعمون; عملة; دعم عملة;
    ستدعمون; زوج; تدعم; عمله; متى تضيفون
hi: लिस्टिंग; लिस्ट; डीलिस्ट; कब लिस्ट; एपीवाई; ब्याज; अपग्रेड; कॉइन; सपोर्ट करते; टोकन; यील्ड; पेयर
fr: lister; listing; délist*; quand allez-vous lister; apy; rendement; mise à jour du réseau;
    fork; ajouter; prenez-vous en charge; disponible; supportez; paire; jeton; cotation
de: listing; listen; gelistet; delist*; wann listet; apy; rendite; netzwerk-upgrade;
    netzwerkupgrade; hard fork; unterstützt ihr; handelspaar; coin; token; verfügbar; hinzufügen
""",
    "about.promotion": """
en: airdrop; bonus; voucher; referral*; refer; promo code; promotion; contest; campaign; reward*;
    coupon; welcome bonus; referred; invite link; competition; cashback; trading competition;
    sign-up bonus; signup bonus; giveaway; promo; prize; leaderboard; learn and earn
zh: 空投活动; 奖励; 赠金; 优惠券; 邀请; 返佣; 活动; 体验金; 推荐码; 抽奖; 奖金; 新人; 兑奖;
    代金券; 卡券; 邀请码; 交易大赛; 空投; 礼金
es: bono; referid*; promoción; cupón; recompensa*; concurso; sorteo; código promocional; campaña;
    premio; bonificación; invitación; cashback; airdrop
pt: bônus; indicação; promoção; cupom; recompensa*; concurso; sorteio; código promocional;
    campanha; prêmio; convite; cashback; airdrop; bonus
ru: бонус*; реферал*; промокод*; акци*; награда; наград*; конкурс*; розыгрыш*; ваучер*; аирдроп*;
    пригласил*; приз*; купон*; кэшбэк; эйрдроп*
tr: bonus*; referans*; davet*; kampanya*; ödül*; kupon*; yarışma*; promosyon*; çekiliş*;
    airdrop*; promo; hediye*
vi: thưởng; khuyến mãi; giới thiệu bạn; mã giới thiệu; voucher; sự kiện; phần thưởng; airdrop;
    cuộc thi; quà; ưu đãi; hoàn tiền; coupon
ko: 보너스*; 추천인*; 이벤트*; 쿠폰*; 리워드*; 프로모션*; 에어드랍*; 추천 코드*; 상금*; 바우처*;
    초대*; 당첨*; 대회*
ja: ボーナス; キャンペーン; 紹介; 招待; クーポン; 報酬; 特典; エアドロップ; 当選; プレゼント;
    コンテスト; 賞金; バウチャー; キャッシュバック
id: bonus; referral; promo; voucher; hadiah; undian; kampanye; kode referral; airdrop; event;
    kupon; undangan; cashback; lomba; reward
ar: مكافأة; بونص; إحالة; احالة; عرض ترويجي; كود خصم; مسابقة; مكافآت; قسيمة; حملة; دعوة; جائزة;
    ايردروب; هدية; مكافاه; كوبون; جوائز; هديه; ترويجي
hi: बोनस; रेफरल; प्रोमो; वाउचर; इनाम; प्रतियोगिता; ऑफर; रिवॉर्ड; कूपन; एयरड्रॉप; कैंपेन; कैशबैक;
    पुरस्कार; referral
fr: bonus; parrainage; promotion; code promo; récompense*; concours; bon; parrain; campagne;
    airdrop; prime; filleul; tirage; coupon; cashback; offre
de: bonus; empfehlung*; gutschein*; aktion; prämie*; gewinnspiel; kampagne; referral; airdrop;
    werben; promo*; preis; wettbewerb; cashback; freunde werben; boni
""",
    "about.account_security": """
en: unknown login; new login; suspicious login; unknown device; unknown ip; freeze;
    secure my account; login attempt*; leaked; phished; api key leaked; unauthorized;
    suspicious activity; strange login; password change i; someone tried to; login alert;
    security alert; login from; secure; protect my account; anti-phishing code; sim swap
zh: 陌生登录; 异地登录; 可疑登录; 冻结; 泄露; 安全; 未知设备; 异常登录; 泄漏; 被盗; 安全提醒;
    陌生设备; 陌生ip; 账户安全; 有人尝试; 登录提醒
es: inicio de sesión desconocido; dispositivo desconocido; sospechos*; congelar; filtrada;
    asegurar mi cuenta; intento de inicio; no reconozco; hackear*; seguridad de mi cuenta;
    acceso desconocido; proteger mi cuenta
pt: login desconhecido; dispositivo desconhecido; suspeit*; congelar; vazad*;
    proteger minha conta; tentativa de login; hackead*; não reconheço; segurança da minha conta;
    acesso desconhecido; invadid*
ru: подозрительн* вход; неизвестн* вход; неизвестн* устройств*; заморозить; утечка; обезопас*;
    попытк* входа; вход с; подозрительн*; незнаком* устройств*; чужой вход; защитить аккаунт;
    скомпрометирован*
tr: şüpheli giriş*; bilinmeyen cihaz*; bilinmeyen giriş*; dondur*; sızdı*; güvenliğ*;
    giriş denemes*; tanımadığım; şüpheli; bilmediğim; güvenlik uyarı*
vi: đăng nhập lạ; thiết bị lạ; đáng ngờ; đóng băng; bị lộ; bảo mật tài khoản; đăng nhập đáng ngờ;
    cố gắng đăng nhập; bảo vệ tài khoản; ip lạ; cảnh báo bảo mật
ko: 의심스러운 로그인*; 모르는 기기*; 모르는 로그인*; 동결*; 유출*; 해외 로그인*; 로그인 시도*;
    모르는 ip*; 낯선*; 보안*; 로그인 알림*; 의심*
ja: 不審なログイン; 知らない端末; 見知らぬ; 凍結; 漏洩; 不審; 知らないデバイス; ログイン試行;
    知らないip; 身に覚え; セキュリティ; 不正; 知らない場所
id: login mencurigakan; perangkat tidak dikenal; mencurigakan; bekukan; bocor; amankan akun;
    login asing; percobaan login; tidak saya kenal; keamanan akun; login tidak dikenal;
    perangkat asing
ar: دخول مشبوه; جهاز غير معروف; مشبوه*; تجميد; تسريب; تأمين حسابي; محاولة دخول; جهاز غريب;
    تسجيل دخول من; حماية حسابي; تسجيل دخول غريب; أمان حسابي; نشاط مشبوه
hi: अनजान लॉगिन; अनजान डिवाइस; संदिग्ध; फ्रीज; लीक; सुरक्षा; लॉगिन अलर्ट; सुरक्षित; लॉगिन की कोशिश;
    अज्ञात डिवाइस; अज्ञात
fr: connexion suspecte; appareil inconnu; suspect*; geler; fuite; sécuriser mon compte;
    tentative de connexion; connexion inconnue; sécurité de mon compte; alerte de connexion;
    protéger mon compte
de: verdächtig*; unbekanntes gerät; unbekannte anmeldung; einfrieren; geleakt; sichern;
    anmeldeversuch; unbekannter login; fremde* login; loginversuch; unbekannte* gerät;
    sicherheit; fremdes gerät
""",
    "about.compliance": """
en: tax report; tax; tax statement; gdpr; delete my data; export my data; erase my; data request;
    privacy; subpoena; transaction history for tax; delete my account; law; legal; aml;
    source of funds; 1099; tax form; tax documents; right to be forgotten; personal data;
    privacy policy; police report; court order; sanction*; data protection; audit; statement for;
    account statement; tax year
zh: 税务; 报税; 税单; 隐私; 删除我的数据; 导出数据; 注销账户; 注销账号; 个人信息; 法律; 合规;
    删除账户; 流水证明; 資料; 个人数据; 税; 资金来源; 执法; 调证; 司法; 对账单
es: impuesto*; hacienda; informe fiscal; rgpd; borrar mis datos; eliminar mis datos;
    exportar mis datos; privacidad; fiscal*; declaración; eliminar mi cuenta; datos personales;
    certificado; legal; origen de fondos; extracto
pt: imposto*; receita federal; informe de rendimentos; lgpd; apagar meus dados;
    excluir meus dados; privacidade; declarar; declaração; excluir minha conta; dados pessoais;
    legal; origem dos fundos; extrato
ru: налог*; ндфл; gdpr; удалить мои данные; удалите мои данные; персональн* данн*;
    справк* для налог*; выгрузк* данных; конфиденциальн*; справк*; удалить аккаунт; выписк*;
    закон*; отчет для; источник средств; декларац*
tr: vergi; kvkk; verilerimi sil*; kişisel veri*; vergi belgesi; gizlilik; hesabımı sil*;
    hesap döküm*; yasal; vergi dairesi; beyanname; kaynağı; ekstre
vi: thuế; xóa dữ liệu; dữ liệu cá nhân; báo cáo thuế; quyền riêng tư; xuất dữ liệu;
    xóa tài khoản; pháp luật; sao kê; nguồn tiền; hợp pháp; quy định; bảo mật dữ liệu
ko: 세금*; 개인정보*; 데이터 삭제*; 세무*; 국세청*; 회원탈퇴*; 거래내역서*; 탈퇴*; 과세*;
    증명서*; 신고용*; 자금 출처*; 잔고증명*; 법률*; 정보 삭제*
ja: 税金; 確定申告; 個人情報; データ削除; データを削除; 年間取引; プライバシー; 退会; 取引報告書;
    税務署; 開示; 法令; 資金源; 証明書; 規制; データの削除; 情報を削除
id: pajak; hapus data; data pribadi; laporan pajak; privasi; spt; hapus akun; ekspor data; hukum;
    sumber dana; rekening koran; legal; regulasi
ar: ضريبة; ضرائب; حذف بياناتي; بياناتي; الخصوصية; تقرير ضريبي; حذف حسابي; كشف حساب; ضريبي;
    مصدر الأموال; قانون; البيانات الشخصية; زكاة; ضريبه; الضرائب; خصوصيه
hi: टैक्स; कर रिपोर्ट; डेटा डिलीट; डेटा हटा; निजता; टैक्स रिपोर्ट; आयकर; tds; अकाउंट डिलीट; स्टेटमेंट;
    itr; कानून; व्यक्तिगत डेटा; गोपनीयता; डाटा
fr: impôt*; fiscal*; rgpd; supprimer mes données; effacer mes données; données personnelles;
    relevé fiscal; confidentialité; supprimer mon compte; déclaration; attestation; légal;
    origine des fonds; relevé; taxe
de: steuer*; dsgvo; daten löschen; datenauskunft; steuerbericht; finanzamt; datenschutz;
    auskunft; konto löschen; personenbezogen*; herkunftsnachweis; mittelherkunft; kontoauszug;
    gesetzlich; meine daten; steuererklärung
""",
}
