"""How people are led on: tolls, other services, advice; fourteen languages."""

from __future__ import annotations

TABLE: dict[str, str] = {
    # Pay first, then something is set free.
    "pay_up": """
en: pay; send; transfer; deposit; top up; settle; remit
zh: 支付; 缴纳; 交纳; 缴; 先交; 先付; 汇款; 转账; 转入; 付
es: pague; paga; abone; abona; envíe; envía; transfiera; deposite; ingrese
pt: pague; paga; envie; transfira; deposite; efetue o pagamento
ru: оплатите; оплати; заплатите; внесите; переведите; пополните; отправьте
tr: ödeyin*; öde; yatırın*; gönderin*; ödemeniz; aktarın
vi: trả; thanh toán; nộp; chuyển; đóng; nạp
ko: 내시*; 내셔*; 지불*; 납부*; 송금*; 결제*; 입금해*; 보내*
ja: お支払い; 支払って; 払って; 振り込んで; 送金して; 納付
id: bayar*; transfer; kirim*; setor*; lunasi
ar: ادفع; سدد; حول; أودع; دفع; أرسل
hi: भुगतान करें; भुगतान कीजिए; दीजिए; जमा करें; जमा कीजिए; चुकाएँ; भेजें; भेजिए
fr: payez; réglez; versez; envoyez; transférez; déposez
de: zahlen sie; bezahlen sie; überweisen sie; senden sie; entrichten sie; zahle; überweise
""",
    "toll": """
en: release fee; unlock fee; unlocking fee; activation fee; verification fee; unfreeze fee
    clearance fee; recovery tax; withdrawal tax; security deposit; usdt to verify
    to unlock your; to release your; to activate your; refundable deposit; insurance fee
zh: 解冻费; 解锁费; 激活费; 验证费; 放行费; 个人所得税; 清算费; 通道费
es: comisión de desbloqueo; tasa de desbloqueo; comisión de liberación; tasa de activación
    depósito de garantía; para desbloquear su; para liberar su; para activar su
    comisión de activación
pt: taxa de liberação; taxa de desbloqueio; taxa de ativação; depósito de garantia
    para desbloquear sua; para desbloquear seu; para liberar seu; para ativar sua
ru: комисси* за разблокировк*; плат* за разблокировк*; гарантийн* депозит*; страхов* депозит*
    комисси* за активац*; для разблокировки; чтобы разблокировать
tr: kilit açma ücret*; serbest bırakma ücret*; aktivasyon ücret*; güvence bedel*
    doğrulama ücret*
vi: phí mở khóa; phí mở khoá; phí giải phóng; phí kích hoạt; tiền đặt cọc; phí xác minh
ko: 해제 수수료*; 해제수수료*; 활성화 수수료*; 보증금*; 인증 수수료*
ja: 解除手数料; 凍結解除; 保証金; 認証手数料; 有効化手数料
id: biaya pembukaan; biaya pelepasan; biaya aktivasi; uang jaminan; biaya verifikasi
ar: رسوم فك التجميد; رسوم التفعيل; رسوم الإفراج; تأمين مسترد; رسوم التحقق; رسوم فتح
hi: अनलॉक शुल्क; अनलॉक फीस; सक्रियण शुल्क; जमानत राशि; सत्यापन शुल्क; रिलीज़ शुल्क
fr: frais de déblocage; frais de libération; frais d'activation; dépôt de garantie
    pour débloquer votre; pour libérer votre; frais de vérification
de: freigabegebühr*; entsperrgebühr*; aktivierungsgebühr*; kaution*; sicherheitsleistung*
    verifizierungsgebühr*; freischaltgebühr*
""",
    # Where help of ours is never given.
    "elsewhere": """
en: whatsapp; wechat; zalo; kakaotalk; viber; skype; my personal telegr*; my private telegr*
    my own telegr*; my gmail; messenger; snapchat; google meet; zoom call; signal app
zh: 微信; 加v; 加微; qq; 企鹅号; 个人电报; 私人电报; 飞机号
es: telegr* personal; correo personal
pt: telegr* pessoal; zap; e-mail pessoal
ru: ватсап*; вотсап*; вацап*; вайбер*; личн* телегр*; личн* почт*
tr: kişisel telegr*; şahsi telegr*
vi: telegr* cá nhân; nick zalo
ko: 카카오톡*; 카톡*; 오픈채팅*; 개인 텔레그램*
ja: ライン; line; カカオ; 個人のテレグラム
id: wa saya; nomor wa; telegr* pribadi
ar: واتساب; واتس; الواتساب; تلغرام الشخصي; فايبر
hi: व्हाट्सऐप; व्हाट्सएप; वाट्सएप
fr: telegr* personnel; mail personnel
de: privates telegr*; privaten telegr*; persönliche mail
""",
    "reach_me": """
en: message me; text me; write to me; write me; contact me; add me; reach me; ping me; call me
    hit me up; dm me; chat with me; message us on; contact us on; write to us on; reach us on
    join me; talk to me; continue on
zh: 加我; 联系我; 找我; 加; 发我; 私聊我; 联系
es: escríbame; escríbeme; contácteme; contáctame; agrégame; agrégueme; hábleme; llámeme
    escríbanos; contáctenos
pt: me chame; me chama; escreva para mim; fale comigo; me adicione; entre em contato; chame
ru: напишите; напиши; пишите; свяжитесь; добавьте; позвоните; обратитесь ко мне
tr: yazın; yaz; ulaşın; ekleyin; mesaj atın; iletişime geçin; arayın
vi: nhắn; liên hệ; kết bạn; thêm; gọi cho
ko: 연락*; 추가*; 메시지*; 문의해*; 말 걸어*
ja: 連絡; 追加; メッセージを; ご連絡; 友だち
id: hubungi; chat saya; kirim pesan; tambahkan; kontak
ar: راسلني; تواصل; اتصل بي; أضفني; كلمني; راسلنا
hi: संदेश भेजिए; संदेश भेजें; संपर्क; मैसेज; जोड़ें; बात कीजिए
fr: écrivez-moi; écris-moi; contactez-moi; contacte-moi; ajoutez-moi; appelez-moi; écrivez-nous
    contactez-nous; joignez-moi
de: schreiben sie mir; schreib mir; kontaktieren sie mich; melden sie sich bei mir; fügen sie mich
    rufen sie mich; schreiben sie uns auf; erreichen sie mich
""",
    # How somebody's account stands, said as a fact.
    "stands": """
en: your account is frozen; your account was frozen; your account has been; your kyc was
    your verification was; your verification has been; your withdrawal was
    your withdrawal has been
    i see your deposit; we see your deposit; i can see in your account; your balance is
    we can see your; i can see your; we found your; i found your; your limit is
zh: 您的账户已; 你的账户已; 您的账户被; 您的提现已; 您的认证已; 您的余额是; 我看到您的
    我们看到您的
    查到您的; 您的充值已
es: su cuenta ha sido; su cuenta fue; su retiro fue; su retiro ha sido; su verificación fue
    vemos su; veo su; su saldo es
pt: sua conta foi; seu saque foi; sua verificação foi; vemos seu; vejo seu; seu saldo é
ru: ваш аккаунт заморожен; ваш аккаунт был; ваш вывод был; ваша верификация была; вижу ваш
    видим ваш; ваш баланс составляет
tr: hesabınız donduruldu; çekiminiz reddedildi; hesabınız askıya; bakiyeniz şu
    hesabınızda görüyor*
vi: tài khoản của bạn đã bị; lệnh rút của bạn đã; tôi thấy tài khoản; số dư của bạn là
ko: 고객님 계정이; 회원님 계정이; 고객님의 계정은; 고객님의 출금이; 잔액은
ja: お客様のアカウントは; お客様の出金は; お客様の残高は; ご利用残高は
id: akun anda telah; akun anda sudah; penarikan anda telah; saldo anda adalah; kami melihat akun
ar: حسابك مجمد; تم تجميد حسابك; تم رفض سحبك; نرى في حسابك; رصيدك هو
hi: आपका खाता फ्रीज़; आपका खाता बंद कर; आपकी निकासी अस्वीकार; आपके खाते में दिख; आपका बैलेंस है
fr: votre compte a été; votre retrait a été; votre vérification a été; nous voyons votre
    je vois votre; votre solde est
de: ihr konto wurde; ihr konto ist gesperrt; ihre auszahlung wurde; ihre verifizierung wurde
    wir sehen ihre; ich sehe ihre; ihr guthaben beträgt; ihr kontostand
""",
    # Words that turn what follows into advice …
    "urge": """
en: if i were you; if i was you; in your place; in your shoes; i would; i'd; my advice; my tip
    you should; you had better; i recommend; we recommend; i suggest; we suggest; better to
    i advise; we advise; my suggestion; you ought to; time to; best to; do yourself a favour
zh: 换我; 换成我; 我要是您; 如果我是您; 建议您; 建议你; 推荐您; 我建议; 我推荐; 您应该; 你应该
    不如
 趁现在
es: en su lugar; en tu lugar; yo que usted; yo que tú; recomiendo; recomendamos; aconsejo
    aconsejamos; debería; deberías; mi consejo; sugiero; conviene; es momento de
    le propongo
pt: no seu lugar; em seu lugar; se eu fosse; recomendo; recomendamos; aconselho; aconselhamos
    deveria; minha dica; meu conselho; sugiro; vale a pena; é hora de; melhor
ru: на вашем месте; на твоём месте; советую; советуем; рекомендую; рекомендуем; вам стоит; стоит
    мой совет; пора; лучше; предлагаю
    предлагаем
tr: yerinizde olsam; yerinde olsam; tavsiye ederim; tavsiyem; öneririm; öneriyorum; bence
    tavsiye ediyor*; daha iyi
vi: nếu là bạn; nếu tôi là bạn; tôi khuyên; khuyên bạn; bạn nên; theo tôi thì
ko: 저라면; 제가 고객님이라면; 추천*; 권해*; 권장*; 조언*; 좋습니다; 낫습니다; 좋을 것*
ja: 私なら; 私だったら; お勧め; おすすめ; 勧め; ほうがいい; 方がいい; べき; 助言
id: kalau saya jadi; jika saya jadi; jika saya anda; saran saya; saya sarankan; kami sarankan
    sebaiknya; lebih baik; rekomendasi saya; saya rekomendasikan
ar: لو كنت مكانك; مكانك; أنصحك; ننصحك; نصيحتي; أقترح; من الأفضل; عليك أن; أوصي
hi: आपकी जगह; मैं होता; मेरी सलाह; सलाह है; मेरी राय; बेहतर होगा; सुझाव; मैं कहूँगा
fr: à votre place; à ta place; je vous conseille; je conseille; nous conseillons; vous devriez
    mon conseil; je recommande; nous recommandons; je suggère; il vaut mieux; mieux vaut
    je propose
de: an ihrer stelle; an deiner stelle; ich empfehle; wir empfehlen; ich rate; wir raten; mein tipp
    mein rat; sie sollten; du solltest; ich würde; besser; lohnt sich
    ich schlage vor; wir schlagen vor
""",
    # … and what is advised.
    "trade": """
en: buy; buying; sell; selling; hold; holding; short; go long; accumulate
zh: 买入; 卖出; 买; 卖; 持有; 抄底; 加仓; 减仓; 做多; 做空; 入手
es: comprar; compraría; compre; vender; vendería; venda; invertir; invertiría; mantener
pt: comprar; compraria; compre; vender; venderia; venda; investir; investiria
ru: купить; купил*; покупа*; продать; продал*; продава*; докуп*; держать; держал*
tr: alırdım; almanız*; alın; satardım; satmanız*; satın; tutardım; tutmanız*; almak; satmak
vi: mua; bán hết; bán coin; bán ngay; bán ra; bán bớt; hay bán; nắm giữ; gom
ko: 매수*; 매도*; 사는; 사시*; 파는; 파시*; 보유하*; 사겠*; 팔겠*; 사세요; 파세요
ja: 買い; 買う; 買って; 買った; 売り; 売る; 売って; 売った; 保有
id: beli; membeli; jual; menjual; tahan; simpan koin
ar: شراء; بشراء; اشتر; لاشتريت; تشتري; بيع; ببيع; تبيع; لبعت
hi: खरीद*; बेच*; रखे रहें
fr: acheter; achèterais; achetez; vendre; vendrais; vendez; garder
de: kaufen; verkaufen; halten; nachkaufen; einsteigen
""",
    "give": """
en: let me take; let me on; let me in; let me into; let me control
zh: 我用; 帮您弄; 我来操作
es: déjeme; déjame; permítame
pt: deixe eu; deixa eu; permita que eu
ru: дайте мне; позвольте мне
tr: bağlanayım; bağlanalım
vi: để tôi; cho tôi vào
ko: 접속할*; 접속하겠*
ja: 接続しま; 操作しま
id: biar saya; izinkan saya
ar: كي أدخل; دعني
hi: मैं देख; मैं कर
fr: laissez moi; laissez-moi; permettez-moi
de: lassen sie mich; lass mich
""",
}
