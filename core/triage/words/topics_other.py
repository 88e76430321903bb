"""What a message is about: cue words of business and small talk."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "about.business": """
en: partnership; partner with; collaborate; collaboration; list our token; listing application;
    press; journalist; interview; job opening; career; careers; hiring; affiliate program;
    sponsor*; market maker; marketing proposal; business development; bd team; kol; influencer;
    media inquiry; apply for a job; vacancies; institutional; our project; who handles;
    advertise with; open positions in; internship
zh: 合作; 商务; 上币申请; 媒体; 采访; 招聘吗; 求职; 赞助; 做市商; 商务合作; 项目方; 记者; 机构;
    推广合作; 应聘; bd; 对接; 贵司; 代理
es: colabor*; alianza; prensa; periodista; entrevista; empleo en; trabajar con ustedes;
    patrocin*; asociación; propuesta; negocios; vacante*; comercial; creador de mercado;
    listar nuestro; convenio; nuestro proyecto
pt: parceria; colabor*; imprensa; jornalista; entrevista; vaga na; trabalhar com vocês; patroc*;
    proposta; negócios; comercial; listar nosso; vagas; nosso projeto; formador de mercado
ru: сотруднич*; партнер*; пресс*; журналист*; интервью; вакансии; работа у вас; спонсор*;
    реклам*; коммерческ*; предложение; наш проект; листинг нашего; маркет-мейк*; вакансия;
    маркетинг
tr: iş birliği; işbirliği; ortaklık; basın; gazeteci; röportaj; kariyer; sponsor*; tokenımızı;
    iş başvuru*; pazarlama; projemiz*; teklif; influencer; reklam*
vi: hợp tác; đối tác; báo chí; phỏng vấn; tuyển dụng; tài trợ; phóng viên; ứng tuyển; kinh doanh;
    dự án của chúng tôi; đề xuất; quảng cáo; niêm yết token của
ko: 제휴*; 협업*; 파트너*; 언론*; 기자*; 인터뷰*; 채용*; 후원*; 비즈니스*; 마케팅*;
    저희 프로젝트*; 제안*; 취재*; 입사*; 협력*
ja: 提携; コラボ; パートナー; 取材; 記者; 採用; 協賛; スポンサー; 事業開発; 御社と; 弊社; プレス;
    求人に; 提案; 当プロジェクト; メディア
id: kerja sama; kerjasama; kemitraan; media; wartawan; wawancara; karir; sponsor; kolaborasi;
    proyek kami; lamaran; proposal; bisnis; partnership; lowongan di
ar: شراكة; تعاون; صحافة; صحفي; مقابلة; وظائف لديكم; رعاية; صانع سوق; اقتراح; مشروعنا; شراكه;
    توظيف; أعمال; إعلام; تسويق; وظائف; مقابله
hi: साझेदारी; पार्टनरशिप; सहयोग; पत्रकार; इंटरव्यू; करियर; प्रायोजक; मीडिया; प्रस्ताव; हमारा प्रोजेक्ट;
    बिजनेस; मार्केटिंग; साझेदार; प्रेस
fr: partenariat; collabor*; presse; journaliste; interview; recrutez-vous; sponsor*; partenaire;
    notre projet; proposition; candidature; offre d'emploi chez; commercial; teneur de marché;
    affaires; postuler
de: partnerschaft; kooperation*; presse; journalist*; interview; karriere; bewerb*; sponsor*;
    zusammenarbeit; unser projekt; unser token; geschäftlich; market maker; stellenangebot*;
    redaktion; werbung; vertrieb
""",
    "about.chatter": """
en: gm; gn; wagmi; hodl; to the moon; moon; bullish; bearish; lfg; hello; hi; good morning;
    good night; pump; dump; price prediction; wen moon; lol; lmao; haha; when lambo; bull run;
    dip; ath; ngmi; rekt; btc to; sup; hey guys; whats up; weekend; football; match; anyone here;
    bottom; top is in; degen; fud; chart; rally
zh: 早安; 晚安; 大家好; 哈哈; 牛市; 熊市; 涨; 跌; 起飞; 梭哈; 早上好; 韭菜; 冲; 吃瓜; 抄底; 拉盘;
    砸盘; 看涨; 看跌; 大饼; 二饼; 行情; 暴涨; 暴跌; 群友; 周末
es: buenos días; buenas noches; hola; a la luna; alcista; bajista; jaja*; buenas; buenas tardes;
    qué tal; sube; baja; mercado; suelo; partido
pt: bom dia; boa noite; olá; oi; pra lua; kkk*; boa tarde; mercado; alta; baixa; subindo; caindo;
    jogo; fala galera; fundo
ru: доброе утро; привет; всем привет; спокойной ночи; на луну; хаха*; рост; памп; дамп; бык*;
    медвед*; рынок; туземун; хомяк*; ребят; всем доброго; дно; растет; падает; ралли
tr: günaydın; merhaba; iyi geceler; aya; selam; boğa; ayı; haha*; yükseli*; düşü*; piyasa; dip;
    selamlar; maç; beyler; arkadaşlar; uçuş*
vi: chào; chào buổi sáng; ngủ ngon; lên mặt trăng; haha; gấu; anh em; thị trường; chào cả nhà;
    xanh; bắt đáy; pump; đu đỉnh; đỏ lòm; bay cao
ko: 안녕*; 좋은 아침*; 가즈아*; ㅋㅋ*; 떡상*; 떡락*; 존버*; 굿모닝*; 상승장*; 하락장*; 불장*;
    반갑*; 여러분; 형님들; 물렸*; 축구*; 점심*
ja: おはよう; こんにちは; おやすみ; 爆上げ; 草; こんばんは; 強気; 弱気; 暴落; 相場; 皆さん;
    ガチホ; 上がる; 下がる; ナンピン; 週末; 億り人
id: selamat pagi; halo; hai; to the moon; wkwk*; malam; pagi; siang; bullish; bearish; pasar;
    naik; turun; serok; gas; bos; kabar; gaes; guys
ar: صباح الخير; مساء الخير; مرحبا; السلام عليكم; للقمر; هههه*; صعود; هبوط; السوق; شباب;
    كيف الحال; يا جماعه; ارتفاع; تصبحون; مباراه
hi: सुप्रभात; नमस्ते; शुभ रात्रि; हाहा*; हेलो; बुल; मार्केट; गुड मॉर्निंग; भाई लोग; क्या हाल; दोस्तों;
    चांद; पंप; मैच; सबको; राम राम
fr: bonjour; salut; bonne nuit; to the moon; mdr; bonsoir; haussier; baissier; coucou; marché;
    la lune; les gars; bon weekend; bon week-end; match; remonte; plonge
de: guten morgen; hallo; gute nacht; zum mond; haha*; moin; servus; bullish; bärisch; markt;
    leute; wochenende; steigt; fällt; bullenmarkt; gutes nächtle; tag zusammen
""",
}
