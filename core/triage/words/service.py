"""Cues that the topics' own tables leave out: how people put the same needs in everyday words."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "wants_human": """
en: human; real person; talk to a person; speak to someone; copy paste; copy-paste; copypaste;
    copied answer; canned; template answer; bot replies; chatbot; ticket closed;
    closed my ticket; closed the ticket; no reply; ticket; tickets; case number; support is;
    your support; customer service; agents; waiting for an answer; still no answer;
    read my message; same answer; same reply; runaround; passed around; robot; robots; automated
zh: 人工; 真人; 转人工; 复制粘贴; 机器人; 机器人回复; 工单; 模板; 客服态度; 复读机; 踢皮球; 态度;
    敷衍; 没人回; 回复; 不处理; 客服; 服务; 反馈; 關單; 關閉工單; 罐頭; 關掉; 关闭工单; 关单
es: humano; persona real; copiada; copiado y pegado; copia y pega; ticket; tickets; plantilla;
    mismo mensaje; misma respuesta; servicio al cliente; atención al cliente; nadie contesta;
    robot; bots; cerraron el ticket; sin responder; chatbot
pt: humano; pessoa de verdade; atendente; copia e cola; copiada; ticket; chamado; chamados;
    protocolo; mesma resposta; resposta pronta; robô; robo; atendimento; ninguém responde;
    fecharam; opinião; incompetente*; chatbot
ru: человек*; живой; живого; робот*; бот; отписк*; отписки; тикет*; шаблон*; копипаст*; сервис*;
    обращени*; закрыли обращ*; ответ*; саппорт; люди; терпени*; одно и то же; по кругу
tr: insan; gerçek kişi; robot*; kopyala*; kopya; talep; talebim; talebi; bilet; hazır cevap;
    aynı cevap; müşteri hizmetleri; temsilci; sabrınız*; ticket; kapatıyorsunuz; kapattınız;
    değerli kullanıcı*
vi: người thật; bot; robot; trả lời tự động; copy; copy paste; ticket; văn mẫu; trả lời mẫu;
    kiên nhẫn; cskh; hỗ trợ kém; đóng ticket; ghi nhận; trả lời như; đá bóng;
    chăm sóc khách hàng; coi thường
ko: 사람; 사람이요; 상담원 연결*; 복붙*; 매크로*; 봇; 봇이*; 티켓*; 고객센터*; 상담*; 답변*;
    같은 답*; 돌려막기*; 별점*; 번역기*; 인내*; 소중한 의견*; 챗봇*; 응대*
ja: 人間; 人いない; コピペ; テンプレ; 定型文; ボット; チケット; 問い合わせ; サポートが;
    サポートの; 返答; 対応; たらい回し; 同じ返事; 同じ回答; 卒業; 最低; 貴重なご意見;
    オペレーター; 自動返信
id: orang beneran; manusia; orang asli; copas; copy paste; template; robot; tiket; cs nya;
    cs kaya; jawaban; jawabannya; pelayanan; sabar; ditunggu; mohon ditunggu; bot; dilempar;
    muter; nyambung; admin nya
ar: إنسان; انسان; موظف حقيقي; شخص حقيقي; رد آلي; روبوت; بوت; نسخ ولصق; تذكرة; تذكره;
    خدمة العملاء; الرد نفسه; نفس الرد; نفس الجواب; تذاكر; الدعم الفني; السلحفاه; لا أحد يقرأ;
    المحادثة; سرعتكم; سرعه الرد
hi: इंसान; असली आदमी; रोबोट; मशीन; कॉपी पेस्ट; टिकट; जवाब; सुनवाई; एक ही जवाब; ग्राहक सेवा; robot;
    jawab; ticket; copy paste; insaan; sorry sorry; service; सेवा; कस्टमर केयर; customer care
fr: humain; vrai humain; être humain; une vraie personne; copié-collé; copier-coller; robot;
    ticket; tickets; réponse type; réponse toute faite; service client; mépris; même réponse;
    bot; chatbot; dossier clos; on clôt; assistante virtuelle; emoji; clôturé
de: menschen; mensch; echten menschen; textbaustein*; copy paste; copy-paste; chatbot; roboter;
    ticket; tickets; standardantwort*; kundenservice; vertröstet; gleiche antwort; kunden;
    ticket zu; ticket geschlossen; bearbeiter; unterirdisch; weggeschickt; servicewüste
""",
    "ours": """
en: your website; your site; your page; your official; official account; official telegr*;
    official channel; official site; official website; official app; official number;
    which one is; which is the real; which account; one of yours; from you guys; is from you;
    you guys run; do you have a telegr*; do you have a whatsapp; do you have an office;
    nordex employee; works for you; work at nordex; claims nordex; nordex representative;
    nordex agent; verify this; this legit; is yours; that yours; fake right; phishing right;
    scam right; yours or; from nordex; affiliated
zh: 官方账号; 官方群; 官方网站; 官网; 官方电报; 官方客服; 你们的官; 哪个是官; 是不是你们的;
    你们家的; 你们的人; 你们员工; 你们工作人员; 你们公司; 你们有没有; 你们会不会; 真的是你们;
    你们发的; 你们打的; 你们的号码; 是你们吗; 正版; 官方app; 正品; 真偽; 真伪; 是官; 你們的;
    官方的; 授权; 代理商; 子公司
es: su página; su sitio; su web; página oficial; cuenta oficial; canal oficial; telegr* oficial;
    app oficial; número oficial; de ustedes; cuál es el oficial; cuál es la oficial; trabaja con;
    empleado; representante; existe ese; existe de verdad; figura en; es phishing; estafa verdad
pt: site de vocês; site oficial; conta oficial; perfil oficial; telegr* oficial; canal oficial;
    qual o oficial; é vcs; são vcs; de vcs; funcionário; trabalha aí; existe de verdade;
    isso existe; fundo nordex; representante; é phishing; golpe né; de verdade
ru: ваш сайт; ваш канал; официальный сайт; официальный канал; официальный аккаунт;
    настоящий канал; настоящий сайт; ваш или; от вас; ваш сотрудник; работает ли у вас;
    менеджер вашей; вашей компании; какой у вас; это фишинг; это развод; представитель*;
    числится ли; ваши люди
tr: sizin siteniz; siteniz mi; resmi hesap*; resmi site*; resmi kanal*; gerçek hesab*;
    gerçek hesabınız; hesabınız; temsilcisi olduğunu; temsilciniz; çalışanınız; sizden;
    böyle bir ürün*; sahte di mi; sizin numaranız; mavi tik*; bayiniz; hangisi gerçek;
    hangisi sizin
vi: trang chính chủ; chính chủ; trang chính thức; kênh chính thức; fanpage nào;
    trang nào là thật; nào mới là thật; đại lý; nhân viên sàn; nhân viên của; của sàn;
    có gói này; sàn có; lừa đúng; lừa đảo đúng; phải bên; bên mình có; thiệt hả; có làm bên;
    đúng không ạ
ko: 공식 사이트*; 공식사이트*; 공식 계정*; 공식계정*; 공식 텔레*; 공식 채널*; 어느거*; 어느 거*;
    어떤게 진짜*; 임직원*; 소속*; 재직*; 운영하나요; 그런 제도*; 이런거 실제*; 피싱 맞*; 귀사*;
    직원이 맞*; 진짜인지*; 공식인지*; 공식 환전소*
ja: 公式サイト; 公式アカウント; 公式チャンネル; 公式ですか; 公式って; どれが本物; 本物の; 本物?;
    本物？; 存在する; 御社; 社員; 在籍; フィッシングですよね; そちらの社員; 正規代理店;
    公式ギフト; そういう制度; 実在
id: situs resmi; akun resmi; web resmi; kanal resmi; telegr* resmi; yang asli; yg asli;
    resmi bukan; resmi gak; resmi ga; karyawan nordex; paket internal; pegawai; penipuan kan;
    itu resmi; ini nordex; cabang; agen resmi; apakah ada; beneran ada
ar: موقعكم; حسابكم; حسابكم الرسمي; الحساب الرسمي; الموقع الرسمي; القناة الرسمية; منكم;
    موظف عندكم; مندوب; تابع لكم; لكم مكتب; لديكم أكاديمية; تتعاملون; وكيل لكم; عندكم موظف;
    هذي منكم; هذا منكم; رقمكم
hi: आपकी वेबसाइट; आपकी ही वेबसाइट; आधिकारिक वेबसाइट; आधिकारिक चैनल; असली पेज; असली अकाउंट;
    asli page; asli account; आपका एजेंट; अधिकृत एजेंट; आपके यहाँ; आपका कर्मचारी; fraud hi hai;
    sach hai; official hai; aapka hi; आपका ही; असली कौन; kaunsa hai
fr: votre site; vos comptes; compte officiel; site officiel; canal officiel; appli officielle;
    officielle; vrai compte; chez vous; réellement vous; vraiment vous; votre conseiller;
    ce produit existe; c'est maison; existe-t-il; piège; un certain; c'est bien nordex; légitime
de: eure seite; ihre seite; offizielle seite; offizieller account; offizielle website;
    offizielle nummer; offizielle whatsapp; von euch; bei euch; ihr mitarbeiter; echtes konto;
    welcher account; mail echt; absender; vermögensverwalter; existiert; gehört zu euch;
    ist das eure; mitarbeiter von
""",
    "market_talk": """
en: bag; bags; bagholder; altseason; alts; sideways; candle; candles; green; red; dca; whales;
    shill; coffee; my wife; my dog; my cat; beer; pizza; grandma; rich; broke; vibes; pumping;
    dumping; diamond hands; paper hands; wife; mother in law; barista; break even; friday
zh: 老婆; 群里; 早; 晚上好; 周五; 山寨; 山寨季; 牛回; 熊; 绿; 红; 咖啡; 吃饭; 猫; 狗; 彩票; 回本;
    归零; 拿住; 潜水; 兄弟们; 家人们; 天亮; 摸鱼; 打卡; 喝酒; 冒泡; 横盘; 做多; 做空; 踏空; 韭;
    梗; 财富自由; 请客; 睡
es: dip; holdeando; ballena*; moto; suegra; perro; velas; verde; rojo; holdear; cerveza; viernes;
    terco; café; mi abuela; rico
pt: sextou; vela; candle; holdando; sogra; cachorro; verde; vermelho; cerveja; doença; baleia*;
    churrasco; café; moeda; ri; rico
ru: биток; битка; холд*; альты; альтсезон; тёща; теща; шампанское; скучно; флэт; гм; свечи; кофе;
    пиво; кот; собака; красный; зеленый; пятница; скриньте; сопля; лонганул*
tr: dipten; altcoin*; kayınvalide; çay; kahve; simit; yeşil; kırmızı; cuma; mum; ekran;
    zarardayım; hodl*; dayı; zengin; balina*; bayram
vi: bữa phở; phở; cà phê; cafe; xanh đỏ; holder; về bờ; bà ngoại; gồng; cá mập; thứ sáu;
    altseason; giàu; nến đỏ; vợ tôi
ko: 장모님*; 커피*; 본전*; 퇴근*; 파란불*; 빨간불*; 차트*; 로고*; 금요일*; 치킨*; 강아지*;
    고양이*; 존버*; 와이프*; 알트*; 불장*; 물타기*; 세력*; 코린이*
ja: コーヒー; 猫; 嫁; 含み益; 含み損; 天ぷら; 真っ赤; 金曜; ビール; 握力; 犬; 草コイン; アルト;
    チャート; 爆益; おはぎゃ; 仕事; 焼肉; 養分
id: altseason; candle merah; jakarta; mertua; balik modal; kopi; jumat; nyangkut; cuan; serok;
    hodl; macet; mantan; kaya raya; bandar; ijo; merah
ar: القهوه; قهوة; القهوة; الشارت; الاهلي; الزمالك; الجمعة; زوجتي; قطتي; طلعت; خضار; نحس; هالفنق;
    أخضر; أحمر; حيتان; هودل; غني
hi: चाय; लाल; हरा; मस्त; सास; मिठाई; mithai; chai; golgappe; mummy; break even; शुक्रवार; hodl;
    अमीर; करोड़; तेजी; मंदी; crorepati
fr: baguette; ma grand mère; plaids; hiver crypto; bougies; vert; rouge; vendredi; bière; café;
    belle-mère; chat; hodl; altseason; riche; baleines
de: sparbuch; oma; opa; kegelclub; depot; brezel; pizza; bier; kaffee; freitag; grün; rot; hodl*;
    altseason; schwiegermutter; katze; wale; reich
""",
    "good_news": """
en: arrived now; it arrived; got it; received it; came through; all good; sorted; fixed;
    its working; no issues; never had; years; smooth; respect; legends; you guys rock; rock;
    legend; hats off; finally works; recovered my; patient; kind; quick reply; sorry for;
    thumbs up; 10/10; 5 stars; love the new; new app
zh: 到了; 收到了; 搞定; 好了; 秒到; 解决; 没出过问题; 一直很稳; 稳; 丝滑; 流畅; 良心; 牛; 强;
    神速; 有耐心; 耐心; 五星; 顶; 支持; 爱了; 省心; 专业; 效率; 温柔; 抱歉刚才; 刚才语气; 夸;
    表扬; 谢啦; 感动; 3q; thx
es: ya llegó; ya me llegó; todo bien; resuelto; sin problemas; los amo; chévere; sigan así;
    volando; respeto; agradecer; paciencia; perdón por; aplausos; joya; crack; cracks; va de lujo
pt: já chegou; caiu; chegou; deu certo; tudo certo; sem problemas; lindo; ficou lindo; obg;
    respeito; paciência; desculpa pelo; show de bola; nota 10; tmj; brabo; atencios*; agradecer
ru: все пришло; всё пришло; пришло; заработало; вопрос снят; разобрались; красавцы;
    ни разу не подвели; летает; терпеливо; огромная благодарность; извините что; респект; топ;
    от души; шикарно; на высоте
tr: para geldi; geldi; elinize sağlık; adamsınız; sorunsuz; çözdünüz; helal; uçmuş; sabırlı;
    şükür; 10 numara; kralsınız; minnettar*; böyle devam
vi: tiền vô rồi; về rồi; nhận được rồi; tks; mượt; xịn; ok rồi; xong rồi; xin lỗi ad; 10 điểm;
    ngon; nhiệt tình; cảm ơn ad; thanks; yêu; hết lỗi; ổn rồi
ko: 들어왔어요; 들어왔습니다; 해결*; 놀람; 죄송합니다; 복 받으*; 문제없이*; 문제 없이*; 잘 쓰고*;
    빠름; 칭찬*; 빨라서*; 부드러*; 수고*; 사랑*
ja: 着金しました; 届きました; 直りました; 解決しました; サクサク; 快適; ノートラブル; 取り乱して;
    丁寧; 優秀; これからも; 助かった; お見事; 安定
id: udah masuk; sudah masuk; aman; the best; thx; makasi; ramah; jempol; mantul; beres; lancar;
    maap; maaf tadi; respon cepat; sat set; keren
ar: وصلت; وصل; وصلني المبلغ; تم; كفو; ذهب; الله يسعدكم; تشكركم; أشكر; اشكر; احسن منصة; يا سلام;
    سلسة; يعطيكم العافيه; تعامل راقي; ألف شكر; حلت; صبور
hi: आ गया; आ गए; मिल गया; aa gaya; aa gaye; mil gaya; आभार; thanku; makkhan; ठीक हो गया; हो गया;
    कभी धोखा नहीं; sahi; zabardast; जबरदस्त; sorry; dhanyawad; kamaal; समझाया
fr: reçu en; c'est arrivé; bien reçu; respect; remercier; patient; choqué; je vous embrasse;
    enfin; désolé pour; rien à dire; chapeau bas; nickel; réglé; résolu; rapide
de: ist da; angekommen; läuft; passt; alles gut; herzlichen dank; respekt; danke an; sauber;
    läuft wieder; geklappt; nie probleme; sorry wegen; geduldig; fall vom stuhl; top service;
    weiter so
""",
}
