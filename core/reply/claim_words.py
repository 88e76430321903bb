"""What a desk must not say although it means well: promises and advice; fourteen languages."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "promise": """
en: i guarantee; we guarantee; can guarantee; guarantee that; guarantee you; my guarantee
    our guarantee; is guaranteed; guaranteed to; guaranteed by us; i promise; we promise
    you will get _ back
    you'll get _ back; will be refunded; we will refund; we'll refund; will refund you
    we will return your; we'll return your; will compensate; will be compensated
    will be reimbursed; will reimburse; will recover your; will be recovered
    your _ are safe with me; will get your money; definitely get; rest assured your money
    you will definitely; my word; our word; funds will be returned; money will be returned
    will be given back; get every cent; full refund is on; be made whole; refund is certain
    pay you back; paid back in full; pay back every; return every; every dollar; every cent
    every penny
zh: 我们保证; 我保证; 保证能; 保证会; 保证追回; 保证到账; 一定能追回; 一定会追回; 一定能到账
    一定会到账; 一定退; 会退还您; 会退款给; 会赔偿; 会补偿; 肯定能拿回; 肯定会到账; 百分之百
    我们承诺; 包您
    一定能拿; 全额赔偿; 全额退; 肯定能; 包在我身上; 一定能追; 能追回来; 包赔
    向您保证; 我保证
    每一分钱; 一分不少; 都退给
    一定会把
es: garantiz*; garantía de que; le prometo; te prometo; prometemos; recuperará su*
    recuperarás tu*; le devolveremos; te devolveremos; se le reembolsará; le reembolsaremos
    será reembolsad*; le compensaremos; será compensad*; recuperaremos su*
    mi palabra; devolverán el dinero; le devolverán; se le devolverá; recuperará el dinero
    se le reembolsará
    mi garantía
    pagarle hasta; hasta el último; cada céntimo; cada centavo; le pagaremos; devolverle todo
pt: garantimos; garanto; garantid*; prometo; prometemos; vai recuperar; irá recuperar
    devolveremos; vamos devolver; será reembolsad*; reembolsaremos; vamos reembolsar
    será compensad*; vamos recuperar
    minha palavra; dinheiro será devolvido; será devolvido; será reembolsado; vai recuperar o
    minha garantia
    pagar de volta; cada centavo; até o último; lhe pagaremos
ru: гарантируем; гарантировать; гарантирую; гарантирован*; обещаю; обещаем; вы вернёте
    вы вернете; мы вернём
    мы вернем; вам вернут; вернём вам; вернем вам; возместим; компенсируем; деньги вернутся
    средства вернутся; будут возвращены
    даю слово; средства вам вернут; вам вернут; гарантируем; всё вернут; вернём всё
    возврат гарант*
    ручаюсь
    до копейки; всё до последнего; выплатим; вернём каждый
tr: garanti; garantili; garanti ediyor*; söz veriyor*; paranız geri gelecek; paranızı geri al*
    iade edeceğiz; iade edilecek; tazmin ede*; mutlaka geri; kesinlikle geri
    söz veriyor*; iade edilecek; geri alacağınızı garanti; parası iade; tamamı iade; mutlaka iade
    her kuruş*; geri ödeyeceğiz; geri vereceğiz; son kuruş*
vi: đảm bảo; cam đoan; cam kết; chắc chắn sẽ; sẽ hoàn tiền; sẽ hoàn lại; sẽ bồi thường
    sẽ lấy lại
    tôi hứa; chúng tôi hứa; sẽ được trả lại; được hoàn lại; lấy lại được tiền; xin hứa
    từng đồng; trả lại bạn; sẽ trả lại; hoàn đủ
ko: 보장합니다; 보장해*; 보장드*; 약속합니다; 약속드*; 환불해 드리*; 환불됩니다; 환불될*
    보상해 드리*; 돌려드리*; 돌려 드리*; 반드시 돌려*; 되찾아 드리*; 되찾을 수 있습니다
    꼭 돌려*; 전액 환불*; 보장합니다; 돌려받으실*; 약속드립니다
    한 푼도; 돌려드릴*; 전부 돌려*
    되찾아*
ja: 保証します; 保証いたします; お約束; 約束します; 返金いたします; 返金します; 返金されます
    補償します; 補償いたします; 必ず戻; 必ず返; 取り戻せます; 取り戻します
    必ず戻り; 必ず返金; 全額返金; 返金いたし; お約束しま; 必ず取り戻
    一円残らず; お返しします; お返しいたします; 全てお返し
id: jamin; menjamin; dijamin; berjanji; janji; uang anda akan kembali; dana anda akan kembali
    akan kami kembalikan; akan dikembalikan; akan mengembalikan; ganti rugi; mengganti kerugian
    saya janji; kami jamin; akan dikembalikan; pasti kembali; mengganti kerugian
    setiap rupiah; setiap sen; membayar kembali; kembalikan semua
ar: نضمن; أضمن; مضمون*; نعدك; أعدك; ستسترد; ستستعيد; سنعيد لك; سنرد لك; سيتم رد; سيتم تعويض*
    سنعوض*; ستعود أموالك
    أعدك; نضمن; ستعود إليك; سيتم رد المبلغ; سنعيد أموالك; مضمونة
    كل قرش; سنعيد إليك; كل سنت; سنرد إليك
hi: गारंटी; वादा; वापस मिल जाए*; वापस मिलेग*; लौटा देंगे; रिफंड कर देंगे; रिफंड मिलेगा; मुआवजा
    मेरा वादा; लौटा देंगे; वापस मिल जाएगा; पूरी रकम लौटा; पैसा वापस मिलेगा
    मेरी गारंटी
    एक एक पैसा; एक-एक पैसा; वापस कर देंगे; पाई पाई
fr: garanti; garantie que; garantissons; garantis; promettons; promets; vous récupérerez
    rembourserons; sera remboursé*; serez remboursé*; indemnis*; vous rendrons; récupérerons vos
    ma parole; sera rendu; vous sera remboursé*; vous sera rendu; récupérerez votre
    remboursé en totalité
    ma garantie; notre garantie
    chaque centime; vous rendre; jusqu'au dernier; rendrons
    c'est promis
de: garantieren; garantiere; garantiert; verspreche*; wir erstatten; wird erstattet
    werden erstattet; bekommen sie _ zurück; bekommst du _ zurück; erhalten sie _ zurück
    wir entschädigen; ersetzen ihnen
    mein wort; wird ihnen erstattet; geld zurückbekommen; zurückbekommen; bekommen ihr geld
    geld zurückkommt; wird vollständig erstattet
    verbürge mich
    jeden cent; zahlen ihnen _ zurück; bis auf den letzten; zahlen es ihnen zurück
    versprochen; holt _ zurück; holen _ zurück
""",
    # Coins or access will be there …
    "will_be_there": """
en: will be credited; will be unlocked; will be released; will be paid; will arrive
    will be there; will be in your; will be approved; will be unfrozen; will receive your
    will have your
zh: 会到账; 将到账; 会入账; 会解锁; 会放行; 会解封; 会通过; 就能到账; 就会到
    会到; 到账
es: se acreditará*; estará disponible; llegará*; se desbloqueará*; se liberará*; recibirá su*
    llegarán
pt: será creditad*; estará disponível; chegará; vai chegar; será liberad*; será desbloquead*
    vão chegar
ru: будут зачислены; будет зачислен*; поступят; поступит; придут; придёт; разблокируют
    монеты поступят; зачислят
tr: hesabınıza geçecek; ulaşacak; yatacak; açılacak; onaylanacak
    hesabınıza geçecek
vi: sẽ được cộng; sẽ về; sẽ đến; sẽ được mở; sẽ được duyệt
ko: 입금됩니다; 입금될*; 도착합니다; 도착할*; 해제됩니다; 승인됩니다; 지급됩니다
    입금됩니다; 들어옵니다
ja: 入金されます; 着金します; 届きます; 解除されます; 承認されます; 反映されます
    入金されます
id: akan masuk; akan tiba; akan dicairkan; akan dibuka; akan disetujui
ar: ستصل; سيصل; سيتم إيداع; سيتم فتح; ستتم الموافقة
    ستصل عملاتك; ستصلك
hi: आ जाएगा; आ जाएंगे; पहुँच जाएगा; जमा हो जाए*; खुल जाएगा; मंज़ूर हो जाएगा
    आ जाएँगे; आ जाएंगे; मिल जाएंगे
fr: sera crédité*; seront crédité*; arrivera; arriveront; sera débloqué*; sera approuvé*
    sera là; seront là
de: wird _ gutgeschrieben; werden _ gutgeschrieben; kommt an; ankommen; freigeschaltet
    freigegeben
    kommen _ an; wird da sein; trifft ein; da sein
""",
    # … at a time that nobody can know.
    "when": """
en: today; tomorrow; tonight; by monday; by tuesday; by wednesday; by thursday; by friday
    this week; next week; in an hour; within the hour; by the end of
    this evening; by friday; in two hours; in a few hours; soon
zh: 今天; 明天; 今晚; 后天; 本周; 下周; 一小时内; 马上; 很快就
    今天就; 稍后就
es: hoy; mañana; esta noche; esta semana; el lunes; el viernes; en una hora
pt: hoje; amanhã; esta noite; esta semana; na segunda; na sexta; em uma hora
ru: сегодня; завтра; вечером; на этой неделе; в понедельник; в пятницу; через час
tr: bugün; yarın; bu akşam; bu hafta; pazartesi; cuma; bir saat içinde
vi: hôm nay; ngày mai; tối nay; tuần này; trong một giờ
ko: 오늘*; 내일*; 이번 주*; 한 시간 안에
ja: 今日; 本日; 明日; 今夜; 今週; 一時間以内; 1時間以内
id: hari ini; besok; malam ini; minggu ini; dalam satu jam
ar: اليوم; غدا; الليلة; هذا الأسبوع; خلال ساعة
hi: आज; कल तक; इस हफ़्ते; एक घंटे में
    कल; आज ही
fr: aujourd'hui; demain; ce soir; cette semaine; lundi; vendredi; dans une heure
de: heute; morgen; heute abend; diese woche; bis montag; bis freitag; in einer stunde
""",
    "advice": """
en: you should buy; you should sell; you should hold; should buy more; i would buy; i would sell
    recommend buying; recommend selling; recommend holding; recommend you buy
    recommend you sell; recommend to buy; good time to buy; good time to sell; best time to buy
    time to buy; will go up; will pump; will moon; price will rise; price will recover
    going to rise; to the moon; buy the dip; buy now; sell now; good investment; safe investment
    advise you to buy; advise you to sell; hold your coins; dont sell
    hold your; about to rise; about to pump; going up; keep holding; buy more; load up; i'd buy
    i'd sell; my tip; sell your; you could sell
zh: 建议买入; 建议卖出; 建议您买; 建议您卖; 建议持有; 建议您持有; 可以抄底; 现在买入; 赶紧买
    赶紧卖; 会涨; 会上涨; 肯定涨; 还会跌; 适合买; 适合卖; 买入时机; 不要卖; 拿住; 逢低买
    建议您买; 建议您多买; 建议您现在买; 建议您现在卖; 建议您卖; 好时机; 要涨; 会涨; 赶紧入手
    抄底; 买入的好; 会跌; 建议您持有; 赶紧卖
es: le recomiendo comprar; recomendamos comprar; recomendamos vender; debería comprar
    debería vender; buen momento para; va a subir; subirá; compre ahora; venda ahora
    recomiendo vender; buena inversión
    recomiendo comprar; recomiendo vender; debería comprar; debería vender; mi consejo
    compre más; compre ahora; venda ahora; antes de que suba; va a subir
    buen momento para comprar; buen momento para vender
pt: recomendo comprar; recomendamos comprar; recomendamos vender; deveria comprar
    deveria vender; bom momento para; vai subir; compre agora; venda agora; recomendo vender
    bom investimento
    recomendo comprar; recomendo vender; deveria comprar; deveria vender; minha dica; compre mais
    compre agora; venda agora; antes que suba; vai subir; bom momento para comprar
    bom momento para vender
ru: советую купить; советуем купить; рекомендуем купить; рекомендуем продать; советую продать
    лучше купить; лучше продать; цена вырастет; вырастет; пойдёт вверх; покупайте сейчас
    продавайте сейчас; хорошее время для покупки; хорошая инвестиция
    советую; стоит купить; стоит продать; мой совет; докупайте; пока не выросло; вам стоит
    пора покупать; пора продавать
tr: almanızı öneri*; satmanızı öneri*; almalısınız; satmalısınız; yükselecek; fiyat artacak
    şimdi alın; şimdi satın; alım fırsatı; iyi bir yatırım
    almanızı öneririm; satmanızı öneririm; tavsiyem; yükselmeden; satmalısınız; almalısınız
    öneririm; alın derim; satın derim
vi: nên mua; nên bán; nên giữ; sẽ tăng giá; giá sẽ tăng; mua ngay; bán ngay; thời điểm tốt để
    bạn nên mua; bạn nên bán; khuyên bạn; lời khuyên của tôi; mua thêm; trước khi tăng; nên gom
    bán hết
ko: 매수하세요; 매도하세요; 매수를 추천*; 매도를 추천*; 오를 겁니다; 오를 것*; 상승할*; 사세요
    파세요; 좋은 투자*
    사시는 게; 파시는 게; 파는 것을 추천*; 사는 것을 추천*; 더 사세요; 오르기 전에; 매수하시*
    매도하시*; 사두세요; 사 두세요
ja: 買うべき; 売るべき; 購入をおすすめ; 購入をお勧め; 売却をおすすめ; 売却をお勧め
    上がるでしょう; 上がります; 買い時; 売り時; 値上がりします; 良い投資
    買うことを; 売ったほうが; 買ったほうが; 売ることを; 上がる前に; 買い増し; 今が買い
    お勧めの銘柄
id: sebaiknya beli; sebaiknya jual; harus beli; harus jual; sarankan membeli; sarankan menjual
    akan naik; beli sekarang; jual sekarang; waktu yang tepat untuk membeli
    investasi yang bagus
    sebaiknya anda beli; sebaiknya anda jual; sarankan anda; saran saya; beli lagi; sebelum naik
    beli sekarang; jual koin anda sekarang
ar: ننصحك بالشراء; ننصح بالشراء; ننصحك بالبيع; ننصح بالبيع; أنصحك بالشراء; أنصحك بالبيع
    اشتر الآن; بع الآن; سيرتفع; سترتفع; وقت مناسب للشراء; استثمار جيد
    أنصحك; نصيحتي; عليك أن تبيع; عليك أن تشتري; اشتر المزيد; قبل أن يرتفع; بع عملاتك
hi: खरीदना चाहिए; बेचना चाहिए; खरीद लें; बेच दें; खरीदने की सलाह; बेचने की सलाह; ऊपर जाएगा
    बढ़ेगा; अभी खरीदें; अभी बेचें; अच्छा निवेश
    मेरी सलाह; मेरी राय; खरीदना चाहिए; बेचना चाहिए; बेच दें; खरीद लीजिए; बेच दीजिए; बढ़ने से पहले
fr: recommandons d'acheter; recommande d'acheter; recommandons de vendre; devriez acheter
    devriez vendre; va monter; va remonter; achetez maintenant; vendez maintenant
    bon moment pour; bon investissement
    conseille d'acheter; conseille de vendre; conseillons d'acheter; conseillons de vendre
    devriez vendre; devriez acheter; mon conseil; achetez davantage; avant la hausse; va grimper
de: sollten sie kaufen; sollten sie verkaufen; sie sollten kaufen; sie sollten verkaufen
    wird steigen; empfehle zu kaufen; empfehlen zu kaufen; empfehlen den kauf
    empfehlen den verkauf; jetzt kaufen; jetzt verkaufen; guter zeitpunkt zum; gute investition
    kaufen sie jetzt; verkaufen sie jetzt
    empfehle ihnen; sollten ihre coins; mein tipp; kaufen sie nach; bevor es steigt; rate ihnen
    würde jetzt kaufen; würde jetzt verkaufen; sie sollten ihre
""",
    # Money that is somebody's, as opposed to what things cost.
    "theirs": """
en: your balance; your account; your withdrawal; your deposit; your order; your wallet
    your funds; your coins; your bonus; you have; you hold; you sent; you withdrew
    you deposited; your transfer; your assets; your loan; your position
zh: 您的余额; 你的余额; 您的账户; 你的账户; 您的提; 你的提; 您的充; 你的充; 您的订单; 你的订单
    您有; 您转; 您提; 您充; 您持有; 您的资产; 您的钱包; 您的仓位
es: su saldo; tu saldo; su cuenta; tu cuenta; su retiro; tu retiro; su depósito; tu depósito
    su orden; usted tiene; ha enviado; sus fondos; tus fondos; su monedero
pt: seu saldo; sua conta; seu saque; seu depósito; sua ordem; você tem; você enviou; seus fundos
    sua carteira
ru: ваш баланс; вашем балансе; вашем счёте; вашем счете; ваш счёт; ваш вывод; ваш депозит
    ваш ордер; у вас; вы отправили; ваши средства; вашего вывода
tr: bakiyeniz*; hesabınız*; çekiminiz*; yatırımınız*; emriniz*; gönderdiniz; varlıklarınız*
vi: số dư của bạn; tài khoản của bạn; lệnh rút của bạn; khoản nạp của bạn; bạn có; bạn đã gửi
ko: 고객님*; 회원님*; 잔액*; 출금하신*; 입금하신*; 보유하신*; 보내신*
ja: お客様の; ご利用残高; 残高は; ご出金; ご入金; お持ちの; お送りになった
id: saldo anda; akun anda; penarikan anda; deposit anda; order anda; anda memiliki; dana anda
ar: رصيدك; حسابك; سحبك; إيداعك; لديك; أرسلت; أموالك
hi: आपका बैलेंस; आपके खाते; आपकी निकासी; आपके पास; आपका डिपॉजिट; आपने भेजे; आपकी राशि
fr: votre solde; votre compte; votre retrait; votre dépôt; votre ordre; vous avez; vos fonds
de: ihr guthaben; ihrem konto; ihr konto; ihre auszahlung; ihre einzahlung; ihre order
    sie haben; ihr saldo; ihre einlage
""",
}
