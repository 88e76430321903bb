"""What only sounds like asking for a person; fourteen languages.

The syntax is that of `core.triage.lexicon`. These are no concepts of triage: its weights were
learnt without them.
"""

from __future__ import annotations

TABLE: dict[str, str] = {
    # What holds such a word and is about something else: the word does not count there.
    "not_asked": """
en: human error*; human right*; human resource*; human verif*; human readable; human nature;
    human check; human race; human being behind; prove i am human; prove that i am human;
    verify i am human; verify you are human; i am human; im human; confirm i am human;
    human captcha; travel agent*; real estate agent*; estate agent*; insurance agent*; user agent*;
    ai agent*; trading agent*; agent fee*; agent bank; paying agent; transfer agent; free agent;
    agent network; agent program*; become an agent; be an agent; as an agent; affiliate agent;
    p2p agent; mobile operator; network operator; phone operator; node operator; operator fee;
    tour operator; password manager*; wealth manager*; asset manager*; fund manager*;
    bank manager*; my manager; key manager; device manager; account manager role; product manager*;
    community manager job; third person; per person; in person; another person; wrong person;
    other person; same person; person i sent; person who; person to person; a person from;
    natural person; company or person; missing person; authorised person; authorized person;
    first person; person named; one person; someone else; someone stole; someone hacked;
    someone logged; someone has; someone is; someone used; someone changed; someone sent;
    someone took; someone withdrew; someone told; someone in; someone i; someone on;
    someone called; someone messaged; someone who claim*; someone said; sent to someone;
    send to someone; transfer to someone; paid someone; pay someone; give someone; send someone;
    somebody else; somebody stole; somebody hacked; somebody is; somebody has; somebody used;
    somebody logged; somebody told; somebody called; staff account; fake agent*; fake staff;
    staff member named; fake support; agent named; agent called me; agent told; agent on whatsapp;
    agent asked me; real agent or; agent was; spoke to someone;
    talked to someone; spoke with someone; verification specialist job; not a bot trader;
    trading bot; a manager role; hire; hiring; job; vacancy; i work as; escalate privileges;
    person in charge of my
zh: 人工智能; 人工智慧; 人工费; 人工費; 人工成本; 人工审核; 人工審核; 人工审查; 人工验证; 人工湖;
    人工降雨; 人工呼吸; 人工审批; 人工复核; 冒充客服; 假客服; 假冒客服; 客服冒充; 自称客服;
    自稱客服; 客服给我打电话; 客服加我; 客服找我; 客服让我; 客服叫我; 客服要我; 接到客服;
    客服联系我; 客服说; 客服說; 客服告诉; 找客户经理工作; 产品经理; 產品經理; 项目经理; 基金经理;
    客服电话是多少; 量化机器人; 交易机器人; 网格机器人; 是真人认证; 真人认证; 真人验证; 真人识别;
    真人檢測; 真人检测; 活人验证; 招聘; 应聘; 有人吗说; 真人头像; 有人盗; 有人登录
es: error humano; errores humanos; derechos humanos; recursos humanos; verificación humana;
    soy humano; agente de viajes; agente inmobiliario; agente de seguros; agente de bolsa;
    operador móvil; operadora móvil; operadora telefónica; mi operador; otra persona;
    persona física; persona jurídica; una persona me; la persona que; persona a la que;
    misma persona; en persona; por persona; primera persona; persona desconocida; esa persona;
    agente falso; falso agente; un agente me llamó; un agente me escribió; agente me pidió;
    representante legal; enviar a una persona; transferir a una persona; ser agente; trabajo;
    empleo; gestor de contraseñas; naturaleza humana
pt: erro humano; erros humanos; direitos humanos; recursos humanos; verificação humana; sou humano;
    agente de viagem; agente de viagens; corretor; operadora de celular; operadora de telefonia;
    minha operadora; outra pessoa; pessoa física; pessoa jurídica; uma pessoa me; a pessoa que;
    pessoa para quem; mesma pessoa; por pessoa; essa pessoa; pessoa errada; falso atendente;
    atendente falso; um atendente me ligou; um agente me ligou; representante legal;
    gerente do banco; gerente de senhas; gerenciador; ser agente; vaga; emprego; natureza humana
ru: человеческ* фактор*; права человека; правам человека; человек-ошибка; другой человек;
    другому человеку; другого человека; человек который; человеку который; один человек;
    какой-то человек; этот человек; этому человеку; на человека; сотовый оператор;
    сотового оператора; мобильный оператор; мобильного оператора; оператор связи; оператора связи;
    мой оператор; туристическ* агент*; агент недвижимост*; агент по недвижимости; менеджер паролей;
    менеджер банка; менеджера паролей; фейков* сотрудник*; лжесотрудник*; сотрудник позвонил;
    сотрудник написал; мне позвонил; мне написал; подтвердить что я человек; что я не робот;
    я не робот; я не бот; торгов* бот*; вакансия; работа оператором; незнакомый человек; юзер агент
tr: insan hatası; insan hakları; insan kaynakları; insan doğrulama*; ben insanım; robot değilim;
    seyahat acentesi; emlak temsilcisi; sigorta acentesi; mobil operatör*; telefon operatör*;
    operatörüm*; gsm operatör*; başka bir insan*; başka bir kişi*; sahte temsilci*; sahte yetkili*;
    temsilci aradı; temsilci olduğunu; yetkili olduğunu; bir insan bana; iş ilanı; iş başvurusu;
    şifre yöneticisi; ticaret botu; insan gibi
vi: lỗi con người; lỗi của con người; quyền con người; nhân quyền; nguồn nhân lực; người khác;
    người lạ; người mua; người bán; người dùng; người nhận; người gửi; một người; người ta;
    nhà mạng; đại lý; nhân viên giả; giả nhân viên; giả mạo nhân viên; nhân viên gọi;
    tự xưng là nhân viên; có người; người quen; người thân; xác minh người; tuyển dụng; việc làm;
    xác minh con người; người đó; người bạn; người việt; mọi người; quản lý tài khoản;
    quản lý mật khẩu; quản lý tài sản; quản lý rủi ro; bot giao dịch; gặp người lừa
ko: 사람의 실수*; 다른 사람*; 모르는 사람*; 어떤 사람*; 그 사람*; 사람마다*; 사람들*; 여행사 직원*;
    부동산*; 보험 설계*; 통신사*; 가짜 상담원*; 가짜 직원*; 사칭*; 상담원이라고*; 직원이라고*;
    상담원이 전화*; 직원이 전화*; 상담원한테서*; 한 사람*; 사람 인증*; 로봇이 아닙*; 채용*; 구인*;
    매매봇*; 자동매매*; 사람이 보낸*; 사람이 훔*; 은행 직원*; 매니저 프로그램*
ja: 人間のミス; 人為的ミス; 人権; 人間関係; 別の人; 他の人; 知らない人; ある人; 人間であること;
    ロボットではありません; 旅行代理店; 不動産; 保険の担当者; 携帯会社; 通信事業者; 偽の担当者;
    偽担当者; 担当者を名乗る; スタッフを名乗る; 担当者と名乗る; サポートを名乗る; 担当者から電話;
    求人情報; 求人募集;
    採用担当; 取引ボット; 自動売買; 銀行の担当者; パスワードマネージャ; 銀行の担当; 採用
id: kesalahan manusia; hak asasi manusia; sumber daya manusia; verifikasi manusia; saya manusia;
    orang lain; agen perjalanan; agen properti; agen asuransi; agen travel; operator seluler;
    operator telepon; operator hp; provider; orang itu; orang yang; seseorang; orang tua;
    orang tak; orang asing; satu orang; orang indonesia; cs palsu; admin palsu; mengaku cs;
    mengaku admin; mengaku petugas; ngaku cs; ngaku admin; cs menelepon; admin grup; biaya admin;
    lowongan; agen p2p; jadi agen; bot trading; orang ketiga; banyak orang; semua orang;
    agen resmi; admin fee
ar: خطا بشري; الخطا البشري; حقوق الانسان; موارد بشريه; الموارد البشريه; التحقق البشري; انا انسان;
    لست روبوتا; وكيل سفر; وكيل عقارات; وكيل سفريات; شركه الاتصالات; مشغل الهاتف; شخص اخر;
    شخص مجهول; شخص غريب; شخص ما; لشخص; شخص سرق; شخص ارسل; شخص اتصل; شخص يدعي; موظف مزيف; موظف وهمي;
    وكيل مزيف; يدعي انه موظف; اتصل بي; موظف اتصل; موظف البنك; مدير كلمات; وظيفه; توظيف; بوت تداول;
    روبوت تداول; طبيعه البشر
hi: मानवीय भूल; मानव अधिकार; मानवाधिकार; मानव संसाधन; मैं इंसान हूं; मैं रोबोट नहीं; ट्रैवल एजेंट;
    बीमा एजेंट; प्रॉपर्टी एजेंट; मोबाइल ऑपरेटर; टेलीकॉम ऑपरेटर; दूसरे व्यक्ति; दूसरा व्यक्ति;
    किसी और; अनजान व्यक्ति; अनजान आदमी; एक आदमी; एक व्यक्ति; उस आदमी; नकली एजेंट; फर्जी एजेंट;
    फर्जी अधिकारी; एजेंट बनकर; अधिकारी बनकर; एजेंट का फोन; travel agent; insurance agent; ek aadmi;
    ek insan; fake agent; bank manager; बैंक मैनेजर; नौकरी; job; एजेंट बनना; insaan ki galti;
    इंसानी गलती; human error; ट्रेडिंग बॉट
fr: erreur humaine; erreurs humaines; droits humains; droits de l'homme; ressources humaines;
    vérification humaine; je suis humain; je ne suis pas un robot; agent de voyage;
    agent immobilier; agent d'assurance; agent de change; opérateur mobile; opérateur téléphonique;
    mon opérateur; une autre personne; autre personne; personne physique; personne morale;
    personne ne; la personne qui; la personne à qui; une personne m'a; une personne a;
    même personne; par personne; cette personne; faux agent; faux conseiller; un agent m'a;
    un conseiller m'a; conseiller bancaire; mon conseiller; quelqu'un d'autre; quelqu'un a;
    quelqu'un s'est; quelqu'un m'a; quelqu'un est; quelqu'un utilise; à quelqu'un d'autre;
    gestionnaire; emploi; embauche; devenir agent; bot de trading; nature humaine
de: menschliches versagen; menschlicher fehler; menschliche fehler; menschlichen fehler;
    menschenrechte; personalabteilung; ich bin ein mensch; ich bin kein roboter; reisebüro;
    immobilienmakler; versicherungsagent*; versicherungsberater; mobilfunkanbieter; netzbetreiber;
    andere person; anderen person; juristische person; natürliche person; eine person hat;
    die person die; pro person; dieselbe person; fremde person; falscher mitarbeiter;
    falsche mitarbeiter; angeblicher mitarbeiter; mitarbeiter rief; ein mitarbeiter hat;
    mitarbeiter der bank; bankberater; jemanden anders; jemand anders; passwortmanager; stelle;
    bewerbung; job; tradingbot; handelsbot; menschliche natur; agent werden; steuerberater;
    an jemanden; berater der bank
""",
}
