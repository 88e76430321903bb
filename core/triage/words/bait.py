"""What victims are lured with."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "double": """
en: double your; doubled; doubling; send _ get back; send _ receive; send _ and get;
    get back double; x2 back; 2x back; get 2x; giveaway; sends back; receive double;
    multiply your; triple your; returned instantly; get twice; twice back; 10x your;
    back instantly; participate send; giveaway send; get 2 eth back; get 500; coins today;
    get 1000 usdt; first 100 people; first 50 people; blessed; give something back
zh: 双倍; 翻倍; 返还双倍; 发送即返; 返两倍; 转入返; 转多少返; 空投双倍; 双倍返还; 充多少返;
    转u返; 返u; 加倍; 雙倍; 返还两倍; 翻一倍; 两倍返; 打1返; 立返; 返2; 返0; 轉u返; 送币; 回150;
    返利名额; 返1650; 返本; 自动返; 送1eth; 抽三位
es: duplica*; doble de; recibe el doble; el doble; sorteo; devolvemos el doble; regalando;
    te devolvemos; multiplic* tu; regalo de; regalamos; dobla; envía _ recibe; envía y recibe
pt: dobr*; em dobro; receba o dobro; o dobro; sorteio; devolvemos; distribuindo; multiplic* seu;
    receba de volta; duplic*; mande _ e receba; receba na hora
ru: удво*; удваив*; в двойном размере; вернем вдвое; вернём вдвое; вдвое больше; раздача;
    раздаем; раздаёт; получите x2; розыгрыш; x2; вернется x2; получи x2; вернем x2;
    получите вдвое; отправь _ получи; отправьте _ получите
tr: ikiye katla*; iki katı*; 2 katı*; katını; çekiliş; katlayın; katlıyoruz; iki kat;
    hediye ediyor*; geri gönder*; 2 kat; gönder _ al
vi: nhân đôi; gấp đôi; tặng lại gấp; nhận lại gấp; gửi lại gấp; x2 số; hoàn lại gấp; nhân 2;
    nhận lại; gửi _ nhận
ko: 두 배*; 2배*; 두배*; 배로 돌려*; 돌려드립니다; 이벤트 참여*; 더블*; 배로 받*; 배로 드*;
    보내시면*; 즉시 환급*
ja: 2倍; 二倍; 倍にして; 倍返し; 倍額; 還元キャンペーン; 倍で; プレゼント企画; 倍に; 送ると;
    その場で返金
id: gandakan*; dua kali lipat; 2x lipat; lipat ganda; giveaway; bagi-bagi; kembali dua kali;
    digandakan; menggandakan; 2 kali lipat; kembalikan; kirim _ balik; balik langsung
ar: ضعف; مضاعف*; ضاعف*; الضعف; نوزع; سحب; ترجع لك; توزيع; نعيد; ارسل _ ويرجع; يرجع لك; يوزع
hi: दोगुना; डबल; दुगना; दोगुनी; गिवअवे; double; दोगुने; वापस पाएं; भेजो _ पाओ; तुरंत _ पाओ
fr: double*; doublez; doublons; le double; concours; rendons; recevez le double; tirage;
    distribuons; multipli*; envoyez _ recevez; recevez _ instantanément
de: verdoppel*; doppelt*; das doppelte; gewinnspiel; verschenken; zurückerhalten; verlosung;
    das zweifache; schicken das doppelte; verdoppelt; senden _ zurück
""",
    "drop": """
en: airdrop*; claim your; claim now; claim reward*; claim the; mint now; mint is live; free mint;
    eligible; allocation*; claim before; token claim; claim _ tokens; snapshot; free tokens;
    free nft; reward pool; claim your share; presale; claim; minting; whitelist*; stealth drop;
    unclaimed; bonus claim; rewards are live; claim portal
zh: 空投; 领取; 铸造; 领空投; 免费领; 白名单; 申领; 領取; 快照; 认领; 免费mint; 奖励已开放; 领币
es: airdrop; reclama*; reclame; reclamar; elegible*; canjea; tokens gratis; recompensa*; mintea;
    asignación
pt: airdrop; resgat*; reivindi*; elegível; tokens grátis; recompensa*; mint; alocação; reclame
ru: аирдроп*; эйрдроп*; airdrop; клейм*; заклейми*; получи токены; забрать токены; забери*;
    раздача токенов; минт*; награда; дроп*; вайтлист; бесплатные токены; заберите
tr: airdrop*; ücretsiz token*; ödülünüzü; talep ed*; mint*; hak kazandınız; ödül; claim;
    uygunsunuz
vi: airdrop; nhận thưởng; nhận token; mint; đủ điều kiện; claim; nhận ngay; phần thưởng
ko: 에어드랍*; 에어드롭*; 민팅*; 클레임*; 무료 토큰*; 보상*; 대상자*; 수령*
ja: エアドロップ; ミント; 請求; 無料トークン; 対象者; クレーム; 報酬; 受け取; エアドロ; 配布
id: airdrop; klaim; claim; mint; hadiah; token gratis; berhak; memenuhi syarat
ar: ايردروب; إيردروب; ايردوب; اير دروب; مطالبه; طالب; مكافأت*; مكافات*; مجانية; احصل على;
    توكنات مجانية; مؤهل; إنزال; استلم
hi: एयरड्रॉप; क्लेम; फ्री टोकन; मुफ्त टोकन; इनाम; मिंट; airdrop; claim; पात्र; रिवॉर्ड
fr: airdrop; réclam*; récupérez vos tokens; éligible*; mint*; tokens gratuits; récompense*; claim
de: airdrop*; beansprach*; einfordern; berechtigt; gratis token*; kostenlose token*; minten;
    claim*; belohnung*; abholen; sichern
""",
    "connect": """
en: connect your; connect wallet; connect a wallet; link your wallet; link wallet;
    approve the transaction; sign the; connect and; connect _ wallet; sign transaction;
    walletconnect; wallet connect; connect metamask; connect phantom; connect it
zh: 连接钱包; 链接钱包; 授权钱包; 连钱包; 连接你的钱包; 连接您的钱包; 授权; 連接錢包; 绑定钱包;
    签名; 连接錢包
es: conect* tu; conect* su; conecta la; vincul* tu; conectar tu; conecta; conecte; conectar;
    vincula
pt: conect* sua; conecte; conecta; vincul* sua; conectar; vincule
ru: подключ*; привяж*; коннект*; присоедин* кошел*; подпиш* транзакц*
tr: cüzdanını bağla*; cüzdanınızı bağla*; bağlayın; bağla; cüzdan bağla*; bağlamanız
vi: kết nối ví; liên kết ví; kết nối; liên kết
ko: 지갑을 연결*; 지갑 연결*; 연결하*; 연결해*; 연결 후
ja: 接続; ウォレットを接続; 連携; つないで
id: hubungkan; sambungkan; connect; tautkan; koneksikan
ar: اربط*; ربط; وصل محفظتك; توصيل; قم بربط; بربط
hi: कनेक्ट; जोड़ें; लिंक करें; connect
fr: connectez*; connecte*; connecter; reliez; associez; liez
de: verbinde*; verbinden; verknüpf*; anschließen
""",
    "validate": """
en: validate*; validation; validating; synchronize*; synchronise*; synchronization; sync your;
    sync wallet; sync; resync; rectify*; rectification; restore your wallet;
    whitelist your wallet; migrate your; wallet migration; revalidate; authenticate your wallet;
    decentralized app; decentralised app; dapp; debug*; node error; import your wallet;
    wallet verification; verify your wallet; reactivate your wallet; wallet error; wallet issue*;
    unlock your wallet; wallet upgrade; re-verify; reverify; wallet update; wallet sync;
    wallet rectification; activate your wallet; verify _ wallet; dapps
zh: 验证钱包; 同步钱包; 修复钱包; 恢复钱包; 激活钱包; 钱包验证; 钱包同步; 重新验证; 迁移钱包;
    校正钱包; 钱包升级; 同步您的; 同步你的; 验证您的钱包; 验证你的钱包; 钱包激活; 恢复你的钱包;
    恢复您的钱包; 钱包迁移; 節點; 校验钱包
es: valid* tu; valid* su; validar; sincroniz*; restaur* tu; rectific*; verifica tu; verifique su;
    migra* tu; reactiv* tu; validación; valide; valida; sincronice*
pt: valid* sua; validar; validação; sincroniz*; restaur* sua; retific*; verifique sua carteira;
    migra* sua; valide; reative
ru: валид*; синхрониз*; верифициру* кошел*; восстанови* кошел*; активируй* кошел*; мигра*;
    подтверд* кошел*; проверк* кошел*; проверить кошел*
tr: doğrula*; senkroniz*; cüzdanınızı doğrula*; geri yükle*; taşı* cüzdan*; eşitle*; aktifleştir*
vi: xác thực ví; đồng bộ*; xác minh ví; khôi phục ví; kích hoạt ví; nâng cấp ví; đồng bộ hóa
ko: 동기화*; 지갑 인증*; 지갑 검증*; 지갑을 인증*; 지갑 복구*; 지갑을 복구*; 지갑을 검증*;
    재인증*; 마이그레이션*; 지갑 활성화*; 검증*
ja: 同期; ウォレットを認証; ウォレットの認証; ウォレットを検証; ウォレットの検証;
    ウォレットを復元; 移行; 有効化; 再認証; 検証
id: validasi*; sinkron*; verifikasi dompet; verifikasi wallet; pulihkan dompet; aktifkan dompet;
    migrasi*
ar: تحقق من محفظتك; توثيق محفظتك; مزامنة; تفعيل محفظتك; تأكيد محفظتك; استعادة محفظتك; زامن;
    مزامنه; تحقق; توثيق المحفظة; التحقق من محفظتك; بمزامنة
hi: वैलिडेट; सिंक; वॉलेट सत्यापित; वॉलेट वेरीफाई; वॉलेट वेरिफाई; रिस्टोर; सिंक्रोनाइज़; माइग्रेट;
    validate; sync; सत्यापित
fr: valid*; synchronis*; vérifiez votre portefeuille; restaur* votre; rectifi*; migr* votre;
    réactiv*
de: validier*; synchronisier*; wallet verifizier*; wallet wiederherstell*; migrier*;
    verifizieren sie ihre*; aktivieren sie ihre*; wiederherstellen
""",
    "recover": """
en: recover*; recovery; get back my; got back my; got my money back; got my funds back;
    retrieve*; retrieved; helped me get; refunded; reclaim; get your funds back; getting back;
    get your money back; helped recover; hacker; hackers; ethical hacker; recovery expert;
    recovery agent; asset recovery; get my funds back
zh: 追回; 找回资金; 挽回损失; 追款; 帮我追回; 拿回; 讨回; 出黑; 追损; 挽损; 找回被骗; 黑客; 追討;
    要回来; 追币; 追u; 追損; 接单; 被骗退款; 找回的; 攞返
es: recuper*; me devolvieron; hacker; recuperación; experto en recuperación; recupero;
    recuperé mis
pt: recuper*; me devolveram; hacker; recuperação; reaver; reouve
ru: вернул*; верну*; вернут*; возврат*; восстановил*; вернуть деньги; вытащил*; чарджбэк;
    chargeback; хакер*; помог вернуть; возвращ*
tr: geri aldım; geri al*; kurtar*; paramı geri; iade; geri getir*; hacker
vi: lấy lại; thu hồi; lấy lại tiền; hacker; hoàn lại tiền; khôi phục tiền; lấy lại được
ko: 되찾*; 복구*; 찾아드*; 돌려받*; 회수*; 환불*; 해커*; 피해 복구*; 전액 회수*; 회수했*
ja: 取り戻; 回収; 返金; ハッカー; 取り返; 被害回復; 資金を回復
id: memulihkan; mengembalikan; kembali uang; dana kembali; mendapatkan kembali;
    uang saya kembali; hacker; pemulihan dana; mengambil kembali; balik semua; uang saya balik
ar: استرد*; استرجاع; استرداد; يسترجع; استرجع*; استعاد*; هاكر; استعدت; استرجعت; اخترق;
    رجع لي فلوسي
hi: वापस दिला*; वापस मिल*; रिकवर; रिकवरी; वापस पा*; हैकर; recover; वापस दिलवा*; वापस दिलाए; दिलाए
fr: récupér*; remboursé; hacker; récupération; restitu*; m'a rendu; rendu mes
de: zurückhol*; zurückbekommen; wiederbekommen; zurückerhalten; zurückgeholt; zurückzuholen;
    hacker; rückholung; wiedererlang*; wiederbeschaff*; zurück durch; meine _ zurück
""",
    "praise_someone": """
en: thanks to; thank you handlex; all thanks; contact handlex; shout out; shoutout; i recommend;
    highly recommend; recommend; god bless; he helped; she helped; they helped; legit and;
    trustworthy; reliable; helped me; saved me; legit; testify; testimony; met an; referred me;
    reach out to; grateful to
zh: 感谢; 多亏; 推荐; 靠谱; 找他; 老师帮; 多谢; 联系他; 找这个; 亲测; 专业团队; 团队
es: gracias a; recomiendo; me ayudó; confiable; agradezco; me ayudaron; recomendado; honesto
pt: graças a; recomendo; me ajudou; confiável; agradeço; me ajudaram; indico; honesto
ru: спасибо; благодар*; рекоменд*; советую; помог мне; помогли; порядочн*; обратил*; честн*;
    мне помог*
tr: sayesinde; tavsiye; teşekkür*; yardım etti; güvenilir; öneririm; yardımcı oldu
vi: cảm ơn; nhờ; giới thiệu; uy tín; đã giúp; khuyên
ko: 덕분*; 추천*; 감사*; 도와줬*; 도와주셨*; 믿을 수; 도와주신*
ja: おかげ; 感謝; お勧め; おすすめ; 助けて; 紹介; 信頼でき
id: berkat; terima kasih; rekomendasi; merekomendasikan; terpercaya; membantu saya;
    rekomendasikan
ar: بفضل; أنصح; انصح; شكرا; ساعدني; موثوق*; أوصي; اوصي; ساعدوني
hi: धन्यवाद; शुक्रिया; सलाह; मदद की; भरोसेमंद; की बदौलत; सिफारिश; thanks to
fr: grâce à; recommande; merci à; m'a aidé; fiable; m'ont aidé; je remercie; conseille
de: dank; empfehle; empfehlen; danke an; hat mir geholfen; zuverlässig; haben mir geholfen;
    empfehlung; vertrauenswürdig
""",
}
