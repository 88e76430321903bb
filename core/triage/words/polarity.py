"""How people talk about a danger without being it: they deny, warn, report or ask."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "never": """
en: never; do not; dont; wont ask; doesnt ask; will not ask; no one should; nobody should;
    not asking for; no legit; no real; shouldnt; should not; must not; not share;
    without sharing; keep _ secret; keep _ private; keep _ safe; avoid; refuse; cannot ask;
    cant ask; wouldnt ask; nor ask; not ask; not need your; no need to share; stop sharing;
    isnt asking; not going to ask
zh: 不要; 别; 不会; 绝不; 切勿; 勿; 从不; 永远不; 請勿; 不會; 不得; 千万别; 不该; 不应; 绝对不;
    不能透露; 不需要提供; 拒绝; 請不要; 不向
es: nunca; jamás; no compart*; no pidas; no pide; no piden; no pedimos; no envíes; no envíe;
    no den; no des; no dé; no te pedirá; no le pedirá; no solicita*; no entregues; ningún;
    ni pedirá; no debes; no facilites; no dar; evita; tampoco; no pediremos; no pedirá;
    nadie debe
pt: nunca; jamais; não compartilh*; não pede; não pedimos; não envie; não passe; não dê;
    não forneça; não solicita*; ninguém; não informe; evite; não vai pedir; não pedirá;
    não digite; não mande
ru: никогда; не сообщайте; не отправляйте; не давайте; не передавайте; не просит; не просим;
    не спрашивает; не запрашивает; не вводите; не делитесь; не говорите; ни в коем случае;
    не будет просить; не попросит; никому; не пересылайте; не называйте; не присылайте;
    не скачивайте; не требует; не верьте; не ведитесь; не присылай; не давай; не запросит;
    нельзя; не спросит; не переходите
tr: asla; paylaşmayın; vermeyin; istemez; istemeyiz; göndermeyin; söylemeyin; kimseye; girmeyin;
    sormaz; paylaşma; hiçbir zaman; istemiyoruz; paylaşmam; verme; yazmayın; istemeyecek*;
    inanmayın; tıklamayın; indirmeyin
vi: không bao giờ; không yêu cầu; không được chia sẻ; không chia sẻ; tuyệt đối không;
    không cung cấp; không nên; không hỏi; không ai; đừng chia sẻ; đừng gửi; đừng đưa; đừng tin;
    đừng cho; đừng bấm; đừng nhập; đừng cung cấp; đừng bao giờ; đừng tải; đừng chuyển
ko: 절대; 마세요; 마십시오; 않습니다; 않아요; 말아*; 하지 마*; 요구하지; 묻지; 안 됩니다;
    안됩니다; 금지; 공유하지; 알려주지; 않음; 안돼*; 안 돼*
ja: 決して; 絶対に; しないで; 求めません; 聞きません; 教えないで; 送らないで; 入力しないで;
    ありません; いけません; ないでください; 教えてはいけ; 求めることは; 尋ねること; 要求しません;
    渡さない; 教えない; お聞きする
id: jangan; tidak pernah; tidak akan; jgn; tidak meminta; dilarang; hindari; tak pernah;
    tidak boleh; bukan meminta; ga akan; gak akan
ar: لا تشارك*; لا ترسل*; لا تعط*; أبدا; ابدا; لا نطلب; لن نطلب; لا يطلب; لن يطلب; لا تقدم;
    لا تدخل; مطلقا; إياك; لا تفصح; لا تكشف; لا أحد; لا تثق; لا تطلب
hi: कभी नहीं; मत; न करें; ना करें; नहीं मांगत*; नहीं माँगत*; नहीं मांगेग*; कभी भी; न दें;
    नहीं पूछत*; किसी को; नहीं मांगते; kabhi nahi; mat karo
fr: jamais; ne partagez; ne donnez; ne demand*; n'envoyez; ne communiquez; ne partage; ne donne;
    personne ne; aucun; ne saisissez; n'entrez; évitez; ne vous demand*; ne t'
de: niemals; nie; nicht teilen; keinesfalls; fragen nicht; fragt nicht; fragt dich nie;
    gebt nicht; gib nicht; teile nicht; geben sie niemals; teilen sie nicht; geben sie nicht;
    keine; verlangt nie; nicht weitergeben; nicht herausgeben; niemandem; wird nie; werden nie;
    teilt nicht; verlangen nicht; niemand
""",
    "warn": """
en: beware; be careful; watch out; warning; psa; reminder; heads up; be aware; stay safe;
    dont fall for; scam alert; scammers; fake accounts; stay away from; do not trust; dont trust;
    is a scam; are scams; its a scam; is scam; impersonators; dont click; do not click;
    block and report; security tip; alert; be vigilant; phishing; is fake; are fake;
    scam warning; avoid; dont fall; anyone asking; anyone who asks; whoever asks; if someone asks
zh: 小心; 警惕; 注意; 提醒; 谨防; 当心; 防骗; 骗局; 都是骗子; 别信; 勿信; 谨慎; 不要相信; 別上當;
    别上当; 慎防; 是骗子; 诈骗; 假冒; 凡是; 任何人; 假客服; 冒充
es: cuidado; ojo; atención; alerta; eviten; aviso; estafadores; es una estafa; es estafa;
    no caigas; no caigan; no confíes; son estafadores; recuerden; recordatorio; tengan cuidado;
    phishing; quien te pida; quien les pida; si alguien te; falsos
pt: cuidado; atenção; alerta; golpistas; é golpe; não caia; não caiam; não confie; aviso;
    fiquem atentos; lembrete; phishing; é fraude; quem pedir; se alguém; falsos
ru: осторожно; внимание; остерегайтесь; мошенники; мошенник; это скам; это развод; не ведитесь;
    будьте бдительны; напоминаю; напоминаем; скамеры; скам; не верьте; предупреждаю; берегитесь;
    фишинг; будьте осторожны; если кто-то; если вас просят; кто просит; фейк*; лохотрон;
    разводил*
tr: dikkat; dikkatli olun; uyarı; dolandırıcı*; sahte; tuzağına düşmeyin; inanmayın; kanmayın;
    hatırlatma; oltalama; isteyen herkes; isterse; sakın; isteyen
vi: cẩn thận; cảnh báo; lưu ý; coi chừng; lừa đảo; kẻ gian; cảnh giác; đừng tin; nhắc nhở;
    giả mạo; ai hỏi
ko: 조심*; 주의*; 경고*; 사칭*; 사기꾼*; 사기입니다; 피싱*; 속지*; 믿지 마*; 알림*; 사기에요;
    사기예요; 사기 주의; 요구하면; 사기이니; 가짜*
ja: 注意; 警告; 詐欺; 偽物; なりすまし; 騙され; 気をつけ; 信じないで; フィッシング; 偽サポート;
    偽アカウント; 偽の
id: hati-hati; hati hati; waspada; awas; peringatan; penipu; penipuan; jangan percaya; ingat;
    jangan tertipu; palsu; siapa pun yang
ar: احذر*; حذار; انتبه*; تحذير; تنبيه; محتال*; نصاب*; احتيال; لا تصدق*; النصب; تذكير; وهمي;
    مزيف*; مزور*; أي شخص يطلب
hi: सावधान; सतर्क; चेतावनी; धोखेबाज; ठग; स्कैमर*; फर्जी; धोखा; घोटाल*; savdhan; भरोसा मत; स्कैम;
    जो भी
fr: attention; méfiez; méfie; prudence; arnaqueurs; arnaque; c'est une arnaque; alerte;
    ne tombez; escrocs; rappel; faux comptes; phishing; hameçonnage; quiconque; si quelqu'un;
    faux support
de: vorsicht; achtung; warnung; betrüger; betrug; fallt nicht; hinweis; aufpassen;
    seid vorsichtig; erinnerung; phishing; fake accounts; wer nach; wenn jemand; abzocke; falsche
""",
    "is_it_real": """
en: or some drainer; is not normal; normal support procedure; do you mail from; was that your;
    was that a request; is it one of your; u guys doing; you guys doing; one of your accounts;
    from your finance; is this real; is this legit; is it legit; is that legit; legit or;
    is it real; is this you; is that you; is this your; real or fake; is this official;
    is it official; is he from; is she from; are you really; is this a scam; is it a scam;
    scam or; can i trust; is this account; is that account; is this from you; was that you;
    did you send; do you ever; does nordex ask; does support ask; do you ask; is it safe;
    is it true that; is this a real; does your support; legit ?; real ?; is it normal;
    is that normal; do your agents; is this site; is this email; genuine; is this number;
    anyone know if; is this guy; is that right; is that one of yours; is _ legit; is _ really;
    is _ real; is _ official; is _ yours; official or; should i trust; belong to you;
    part of your team; work for you; really you; is handlex; supposed to; would you ever;
    is that a scam; is he a scam; is he a scammer; is this _ fake
zh: 係咪; 能下载吗; 又怕是假; 你们平台弹的; 是你们弹; 是不是钓鱼; 是真的不; 是真的吗; 是真的嗎;
    是官方吗; 是官方的吗; 真的假的; 真假; 是不是骗; 是骗子吗; 靠谱吗; 可信吗; 是你们吗;
    是你们的吗; 是正规; 真的吗; 安全吗; 是不是官方; 是你们官方; 会要求; 会问; 是诈骗吗; 是骗局吗;
    正常吗; 是不是假; 是不是你们; 是不是真; 是你们的人; 属于你们; 能信吗; 是真是假; 需要我提供吗;
    是否是官方
es: es real; es oficial; es legítim*; es verdad; es una estafa; es de ustedes; son ustedes;
    es fiable; es confiable; es seguro; es cierto; es auténtic*; pertenece a ustedes; es suyo;
    es vuestr*; puedo confiar; es normal que; me lo confirman; ¿es @; trabaja con ustedes;
    de verdad es; es falso; es _ oficial; es _ estafa; pide _ soporte; alguna vez piden
pt: é real; é oficial; é legítim*; é verdade; é golpe; é de vocês; são vocês; é confiável;
    é seguro; é normal; posso confiar; é verdadeir*; é golpe ou; é fraude; pertence a vocês;
    confirma se; é mesmo; vocês pedem; trabalha com vocês; é falso; é _ oficial; é _ golpe
ru: это правда; это развод; это вы; это ваш*; это официальн*; настоящий ли; не мошенник*;
    это мошенник*; можно доверять; это реально; это скам; правда ли; точно ли вы; вы ли это;
    это от вас; ваш ли; действительно ли; это нормально; это точно; безопасно ли; легит;
    это легально; ваш сотрудник; спрашивает ли; запрашивает ли; не развод; официальный ли;
    это фейк; ваша ли; разве поддержка; может ли поддержка
tr: gerçek mi; resmi mi; sahte mi; dolandırıcı mı; güvenilir mi; doğru mu; siz misiniz;
    size mi ait; sizin mi; sizden mi; güvenli mi; normal mi; yasal mı; ister mi; istiyor mu;
    dolandırıcılık mı; misiniz; ister misiniz; sizin hesabınız mı; gerçekten siz
vi: có thật không; có phải là; thật hay giả; có phải lừa đảo; có uy tín không; phải của sàn;
    chính thức không; có an toàn không; có đúng là; lừa đảo không; có phải của; có bao giờ;
    thật không; phải không; có phải nhân viên
ko: 진짜인가*; 진짜예*; 맞나요; 맞습니까; 공식인가*; 사기인가*; 사기 아닌가*; 믿어도; 정말인가*;
    가짜인가*; 안전한가*; 공식 계정*; 인가요; 맞는지; 요구하나요; 물어보나요; 인지 확인;
    사칭인가*; 맞아요
ja: 本物ですか; 本当ですか; 公式ですか; 詐欺ですか; 本物でしょうか; 公式でしょうか;
    詐欺でしょうか; 信用でき; 安全ですか; 御社の; そちらの; 正規の; 公式の; 本当に; 偽物ですか;
    聞きますか; 聞かれることは; でしょうか; 大丈夫ですか; 求めることはあり
id: apakah ini; apakah benar; apa benar; resmi kah; resmi atau; penipuan atau; asli atau;
    apa ini; beneran; ini resmi; benarkah; aman gak; asli gak; apakah aman; apakah itu;
    resmi gak; resmi ga; apa aman; apakah akun; apakah kalian; ini asli; apakah nordex
ar: هل هذا; هل هو; هل هي; هل هذه; هل أنتم; هل يطلب*; حقيقي أم; رسمي أم; هل الحساب;
    هل يمكن الوثوق; هل صحيح; هل فعلا; تابع لكم; هل انتم; هل تطلبون; هل من الطبيعي; هل موقع;
    هل حساب
hi: असली है; सच है; फर्जी है; क्या यह; क्या ये; आधिकारिक है; स्कैम है; भरोसा कर; सही है क्या; kya ye;
    asli hai; real hai; क्या आप; असली हैं; क्या नॉर्डेक्स; fake hai; क्या सपोर्ट
fr: est-ce vrai; est-ce réel; est-ce officiel; est-ce légitime; est-ce une arnaque; c'est vous;
    c'est bien vous; est-ce vous; vrai ou faux; fiable; c'est officiel; est-il officiel;
    est-ce normal; est-ce bien; c'est légitime; est-ce sûr; travaille chez vous; c'est un vrai;
    est-ce que c'est; fait partie de; est-ce votre; demandez-vous; c'est normal
de: ist das echt; ist das offiziell; ist das seriös; ist das betrug; echt oder; seid ihr das;
    sind sie das; ist das von euch; gehört das; stimmt das; ist das sicher; kann ich _ vertrauen;
    ist das euer; ist das ihr; ist das normal; ist das wirklich; echt?; ist der echt;
    ist das ein fake; seriös; fragt ihr; fragt der support; ist _ echt; ist _ offiziell;
    arbeitet _ bei euch; von ihnen
""",
    "told": """
en: i found your clone; copy of your; clone of your; third time this week; kick?; mods; is dming;
    dming every; replied to my tweet; she has already answered; he's waiting; it asks to;
    asked me; asks me; asking me; told me; tells me; telling me; messaged me; messages me;
    dmed me; dm'd me; contacted me; called me; sent me; wrote to me; wrote me; texted me;
    wants me; wanted my; asked for my; is asking for; claims to be; claiming to be;
    pretending to be; pretends to be; impersonating; impersonates; posing as; i got a;
    i received; i was told; somebody; someone; this guy; a guy; a person; this account;
    this user; he says; she says; they said; he said; he wants; they want; they asked; he asked;
    reporting; report this; i want to report; please ban; ban this; scammed me; scammed;
    stole my; took my; tricked me; i fell for; keeps messaging; is scamming; added me;
    people are getting; in your group; impersonator; saying he is; saying they are;
    asking people; asking everyone; reached out; got an email; got a message; got a call; saw a;
    trying to; they keep
zh: 仿冒; 一模一样; 发现一个; 反馈一个; 让人加; 封了吧; 到处回复; 百度; 中招; 管理员睡; 群里都;
    让我; 要我; 叫我; 问我要; 联系我; 私信我; 私聊我; 给我发; 有人; 这个人; 这人; 他说; 她说;
    对方; 自称; 冒充; 假冒; 举报; 我被骗; 骗我; 骗了我; 被骗了; 收到一; 收到了; 打电话给我;
    说是你们; 有个人; 要求我; 要我的; 给我打电话; 说自己是; 骗走; 我收到; 群里有; 投诉骗子;
    要加我
es: copia de su; clon de; me pidió; me pide; me piden; me pidieron; me dijo; me dicen;
    me dijeron; me escribió; me contactó; me contactaron; me llamó; me llamaron; me envió;
    alguien; se hace pasar; haciéndose pasar; dice ser; me estafaron; me robaron;
    quiero denunciar; quiero reportar; un tipo; recibí; me llegó; me está pidiendo; reporto;
    denuncio; me mandó; se hacen pasar; he recibido; este usuario; esta cuenta
pt: copiando o de vocês; já denunciei; site falso; me pediu; me pede; pediram; me disse;
    disseram; me mandou; me chamou; entrou em contato comigo; me ligou; me ligaram; alguém;
    se passando; se passa por; diz ser; quero denunciar; fui enganad*; me roubaram; caí no golpe;
    um cara; recebi; está pedindo; denunciar; me enviou; esse perfil; esta conta; essa conta;
    me enviaram; me contatou; pedindo minha
ru: ваш клон; один в один; примите меры; написал; мне написал*; мне пишет; мне пишут;
    просит меня; просят меня; попросил*; просит; просят; мне позвонил*; мне звонят; говорит что;
    сказал*; требует; кто-то; какой-то; человек; выдает себя; представил*; представляется;
    меня обманул*; меня развел*; украл*; пожаловаться; жалоба на; прислал*; получил письмо;
    пришло письмо; мошенник в; хочу сообщить; забаньте; этот аккаунт; пишет в личку;
    пишут в личку; пришло сообщение; получил сообщение; обещал*
tr: kopyasını; bilginize; sms geldi; benden; bana yazdı; bana yazıyor; beni aradı; istedi;
    istiyor; istediler; istiyorlar; biri; birisi; kendini; taklit ed*; olduğunu söyl*;
    dolandırıldım; dolandırdı; çaldı; şikayet etmek; bildirmek ist*; mesaj attı; mesaj geldi;
    mail geldi; bu hesap; söyledi; bu kişi; bana ulaştı; arayan; aradılar
vi: yêu cầu tôi; bảo tôi; nhắn cho tôi; nhắn tin cho tôi; gọi cho tôi; có người; ai đó; tự xưng;
    mạo danh; giả danh; tôi bị lừa; báo cáo; tố cáo; hỏi tôi; nhận được; kêu tôi; liên hệ tôi;
    tài khoản này; bắt tôi; yêu cầu mình; nói là; phát hiện; nhái; nhờ xử lý
ko: 저한테; 저에게; 나한테; 누군가*; 누가; 어떤 사람*; 요구했*; 요구합니다; 달라고*; 하라고*;
    연락이 왔*; 연락 왔*; 메시지가 왔*; 메시지를 받*; 사칭하*; 사기당*; 사기 당*; 신고*;
    전화가 왔*; 전화 와서*; 이 계정*; 라고 합니다; 라고 하*; 받았*; 이 사람*; 똑같은 사이트*;
    가짜 사이트*
ja: 言われ; 求められ; 聞かれ; 頼まれ; 連絡が来; 連絡がき; dmが来; dmがき; メッセージが来;
    メールが来; メールが届; 電話が; 名乗る; 名乗って; なりすまし; 騙され; 盗まれ; 通報; 報告;
    という人; 要求され; この人; このアカウント; 届きました; 誘われ; 偽サイト; そっくり;
    入れられて
id: tiruan; nemu situs; meminta saya; minta saya; menyuruh saya; suruh saya; menghubungi saya;
    chat saya; dm saya; seseorang; ada yang; ada orang; mengaku; pura-pura; menyamar;
    saya ditipu; kena tipu; lapor; laporkan; melaporkan; katanya; menelepon saya; nelpon saya;
    saya dapat; saya menerima; orang ini; akun ini; dihubungi; tertipu; disuruh; diminta
ar: طلب مني; يطلب مني; طلبوا مني; راسلني; تواصل معي; اتصل بي; أرسل لي; ارسل لي; قال لي; قالوا;
    شخص; أحدهم; احدهم; يدعي; ينتحل; انتحال; تم النصب; نصب علي; سرق; الإبلاغ; ابلاغ; بلاغ; وصلتني;
    وصلني; هذا الحساب; يقول; تم خداعي; خدعني; يزعم; موقع مقلد; نسخة من موقعكم
hi: मुझसे; मुझे मैसेज; मुझे कॉल; किसी ने; कोई; मांग रहा; माँग रहा; मांगा; कह रहा; कहा; दावा कर;
    धोखा दिया; ठगा; रिपोर्ट; शिकायत; मेरे साथ; मैसेज आया; कॉल आया; यह अकाउंट; mujhse; kisi ne;
    मांग रहे; बोल रहा; फर्जी आदमी; नकली साइट; कार्रवाई करें
fr: signalement; copie intégrale; m'a demandé; me demande; me demandent; m'ont demandé; m'a dit;
    m'a contacté; m'a écrit; m'écrit; m'a appelé; m'a envoyé; quelqu'un; se fait passer;
    se faisant passer; prétend être; on m'a; j'ai reçu; je signale; signaler; dénoncer;
    m'a arnaqué; me suis fait; volé; ce compte; un type; il dit; un individu; m'ont contacté;
    ce monsieur
de: räumt; unter jedem post; kopie eurer; hat mich; schrieb mir; schreibt mir; fragt mich;
    hat mir; rief mich an; ruft mich an; jemand; gibt sich als; gibt sich; ausgibt; behauptet;
    sagt er; verlangt von mir; will von mir; wollte mein*; möchte melden; melden; wurde betrogen;
    betrogen; gestohlen; habe eine; erhalten; bekommen; dieser account; dieser typ; ein typ;
    angeschrieben; angerufen; kontaktiert; forderte mich; soll ich
""",
    "hypothetical": """
en: should i; do i have to; do i need to; must i; what if; if i; can i; how do i; how can i;
    where do i; is it okay; may i
zh: 我应该; 我该; 要不要; 需不需要; 我需要; 可以吗; 怎么办; 怎么; 如何; 该不该; 能不能; 要给吗;
    要付吗; 要不要给
es: debo; debería; tengo que; qué hago; puedo; cómo puedo; cómo; hace falta; es necesario
pt: devo; preciso; tenho que; o que faço; posso; como faço; como; é necessário
ru: должен ли; надо ли; нужно ли; стоит ли; что делать; мне отправлять; могу ли; как мне; как;
    мне платить; можно ли; мне надо; мне нужно
tr: miyim; mıyım; muyum; yapmalı mıyım; göndermeli miyim; gerekir mi; gerekli mi; ne yapmalı*;
    nasıl; zorunda mıyım; ödemeli miyim; vermeli miyim
vi: có nên; có cần; tôi phải; làm sao; làm thế nào; phải làm gì; nên không
ko: 해야 하나요; 해야하나요; 해도 되나요; 해도 될까요; 어떻게; 어떡하; 보내야 하*; 보내도;
    줘야 하*; 되나요; 내야 하*
ja: べきですか; した方がいい; しても大丈夫; どうすれば; どうしたら; 必要ですか; すべき;
    どうやって; 払うべき; いいですか
id: haruskah; apakah saya harus; apa saya harus; perlukah; bagaimana; gimana; boleh kah;
    harus bayar; perlu gak; harus gak
ar: هل يجب; هل علي; هل أرسل; هل ادفع; هل أدفع; ماذا أفعل; كيف; هل ينبغي; هل احتاج; ماذا افعل;
    هل أعط*
hi: क्या मुझे; क्या करूं; क्या करूँ; चाहिए क्या; कैसे; देना चाहिए; भेजना चाहिए; kya karu; kaise;
    भेजूं; क्या मैं
fr: dois-je; est-ce que je dois; faut-il; que faire; puis-je; comment; je dois; devrais-je
de: soll ich; muss ich; sollte ich; was soll ich; kann ich; wie kann ich; wie; darf ich
""",
}
