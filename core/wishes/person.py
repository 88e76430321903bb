"""How people ask for a person; fourteen languages.

The syntax is that of `core.triage.lexicon`. These are no concepts of triage: its weights were
learnt without them.
"""

from __future__ import annotations

TABLE: dict[str, str] = {
    # Enough by itself.
    "asks": """
en: talk to a human; talk to human; talk to a person; talk to someone; talk to somebody;
    speak to a human; speak to human; speak to someone; speak to somebody; speak with someone;
    speak with somebody; talk with someone; talk with somebody; chat with someone;
    speak to a person; speak with a person; speak with a human; talk with a human;
    talk with a person; live agent; live support; live chat; live person; real person; real human;
    actual human; actual person; human support; human being please; human agent; human help;
    human assistance; not a bot; not a robot; no bots; no more bots; stop the bot; stop this bot;
    enough with the bot; hate bots; anyone real; somebody real; someone real; is anyone there;
    is anybody there; are you a bot; are you a robot; are you human; are you a human;
    am i talking to a bot; talking to a machine; put me through; escalate this; escalate my;
    escalate to; connect me to; connect me with; transfer me to; your manager; your supervisor;
    a manager; a supervisor; switch to human; flesh and blood; with a pulse; customer service rep*;
    support rep*; a representative; somebody who can think; someone who can think; not this bot;
    not this machine; human now; operator please; get me someone; get me somebody
zh: 转人工; 轉人工; 客服呢; 客服出来; 客服在吗; 转接人工; 轉接人工; 接人工; 人工客服; 真人客服;
    真人; 找人工; 要人工; 叫人工; 人工服务; 人工服務; 人工呢; 人工在吗; 人工在嗎; 请人工; 請人工;
    换人工; 換人工; 换个人; 換個人; 活人; 不要机器人; 不要機器人; 别用机器人; 別用機器人;
    不是机器人; 不是機器人; 是机器人吗; 是機器人嗎; 叫你们经理; 叫你們經理; 找你们领导; 找你們主管;
    叫主管; 找经理; 转接客服; 轉接客服; 接客服; 找客服; 有人吗; 有人嗎; 有人在吗; 有人在嗎;
    叫个人来; 叫個人來; 找个人; 找個人; 跟人说话; 跟人聊; 和人说; 让人来; 讓人來; 转客服; 轉客服;
    专人处理; 人工处理
es: me atienda una persona; me atienda alguien; hablar con una persona; hablar con alguien;
    hablar con un humano; hablar con un agente; hablar con un asesor; hablar con un operador;
    persona real; persona de verdad; persona humana; un ser humano; agente humano; asesor humano;
    agente real; alguien real; alguien de verdad; de carne y hueso; no un bot; no un robot;
    nada de bots; eres un bot; eres un robot; es un bot; pásame con; páseme con; pásenme con;
    comuníqueme con; comunícame con; comuníquenme con; atención humana; soporte humano;
    un supervisor; tu jefe; su supervisor; hay alguien ahí; transfiéreme; transfiérame;
    quiero un humano; pónganme con; ponme con; póngame con
pt: falar com uma pessoa; falar com alguém; falar com um humano; falar com um atendente;
    falar com atendente; falar com humano; pessoa real; pessoa de verdade; gente de verdade;
    um ser humano; atendente humano; atendimento humano; suporte humano; alguém de verdade;
    de carne e osso; não um robô; não um bot; sem robô; chega de robô; você é um robô; é um robô;
    você é um bot; me passa para; me passe para; me transfere; me transfira; me conecte;
    um supervisor; seu gerente; chama um humano; quero um humano; tem alguém aí; alguém aí;
    passa pra um humano; falar com gente
ru: живой человек; живого человека; живым человеком; живому человеку; живого оператора;
    живой оператор; живым оператором; живого сотрудника; живой сотрудник; позовите человека;
    позови человека; позовите оператора; позови оператора; дайте человека; дай человека;
    дайте оператора; дай оператора; соедините с; соедини с; переключите на; переключи на;
    переведите на оператор*; переведи на оператор*; поговорить с человеком;
    поговорить с оператором; поговорить с кем-нибудь; с живым; не бот; не с ботом; не робот;
    хватит бот*; ты бот; вы бот; есть кто живой; кто-нибудь живой; оператора сюда; человека сюда;
    с настоящим человеком; настоящего человека; позовите старш*; позови менеджер*; с руководств*;
    кто-нибудь есть
tr: gerçek bir insan*; gerçek insan*; gerçek kişi*; gerçek bir kişi*; canlı destek*; canlı desteğ*;
    canlı temsilci*; insanla görüş*; insanla konuş*; biriyle konuş*; biriyle görüş*; bir insan*;
    temsilciyle; temsilciye bağla*; müşteri temsilci*; yetkiliyle; yetkiliye bağla*; yetkili biri*;
    bota değil; bot değil; robot değil; robot musun; bot musun; bot istemiyorum; robot istemiyorum;
    bana bağla*; beni bağla*; operatöre bağla*; operatör bağla*; müdürünü*; kimse yok mu;
    insana bağla*; bir insana; etten kemikten
vi: người thật; gặp người; gặp nhân viên; nói chuyện với người; nói chuyện với nhân viên;
    gặp tư vấn viên; gặp điện thoại viên; kết nối với nhân viên; chuyển cho nhân viên;
    chuyển tôi đến; chuyển sang người; nhân viên thật; không phải bot; đừng dùng bot; bạn là bot;
    bot à; là robot à; không nói với bot; không cần bot; cho gặp; có ai không; có ai ở đó;
    gặp quản lý; gặp giám sát; hỗ trợ viên thật; tổng đài viên; con người thật; người hỗ trợ thật
ko: 상담원 연결*; 상담사 연결*; 상담원 바꿔*; 상담원이랑*; 상담원과*; 상담원 불러*; 상담원 나와*;
    실제 사람*; 진짜 사람*; 사람 연결*; 사람이랑*; 사람과 *; 사람하고*; 사람 불러*; 사람 나와*;
    사람 바꿔*; 직원 연결*; 직원 바꿔*; 담당자 연결*; 담당자 바꿔*; 담당자랑*; 봇 말고; 봇말고;
    챗봇 말고; 로봇 말고; 기계 말고; 봇이세요*; 봇이에요*; 봇인가요*; 로봇이세요*; 책임자 *;
    매니저 *; 누구 없*; 사람 없*; 사람 맞*; 사람이 상담*; 상담원 부탁*; 상담원 좀; 사람으로 *
ja: 人間と話; 人と話; 人間に代わ; 人に代わ; 人間を出; 人間に繋; 人間につな; 担当者と話;
    担当者に代わ; 担当者に繋; 担当者につな; 担当者を出; 担当者お願; オペレーターに; オペレーターと;
    オペレーターを; オペレーターお願; 有人対応; 有人チャット; 有人サポート; 生身の人; 本物の人;
    ボットじゃなく; ボットではなく; botじゃなく; ロボットじゃなく; 機械じゃなく; ボットですか;
    ロボットですか; 人間ですか; 人間はいませんか; 誰かいませんか; 誰かいないの; 上司を出;
    上司に代わ; 責任者を; 責任者と; 人間の対応; 人間の担当; 中の人; 人間いない; 人間出せ
id: bicara dengan orang; bicara sama orang; ngobrol dengan orang; ngobrol sama orang; orang asli;
    orang beneran; orang sungguhan; manusia asli; manusia beneran; bicara dengan manusia;
    bicara sama manusia; hubungkan saya; sambungkan saya; hubungkan dengan; sambungkan dengan;
    sambungin ke; cs manusia; cs asli; admin asli; admin beneran; bukan bot; bukan robot;
    jangan bot; kamu bot; ini bot; operator manusia; customer service asli; agen manusia;
    petugas manusia; minta manusia; ada orang; bicara dengan petugas; bicara dengan cs;
    minta atasan; supervisor
ar: شخص حقيقي; انسان حقيقي; موظف حقيقي; اكلم شخص; اكلم موظف; اكلم انسان; اتكلم مع; التحدث مع;
    التحدث الى; اتحدث مع; احكي مع; التواصل مع موظف; حولني ل*; حولوني ل*; حولني الي; حولوني الي;
    وصلني ب*; وصلوني ب*; موظف خدمه; خدمه العملاء البشريه; دعم بشري; ليس روبوت; لست روبوت; مش روبوت;
    مو روبوت; مش بوت; مو بوت; ليس بوت; هل انت روبوت; انت روبوت; انت بوت; احد موجود; في احد;
    فيه احد; اريد مديرك; اريد المدير; مسؤول حقيقي; بشر حقيقي; شخص بشري
hi: असली इंसान; असली आदमी; असली व्यक्ति; इंसान से बात; किसी से बात; किसी इंसान; किसी व्यक्ति;
    किसी आदमी से; एजेंट से बात; एजेंट से कनेक्ट; एजेंट से जोड़*; कर्मचारी से बात; अधिकारी से बात;
    बॉट नहीं; रोबोट नहीं; मशीन नहीं; क्या आप बॉट; तुम बॉट; मैनेजर से; सुपरवाइजर; insaan se baat;
    insan se baat; asli insan; asli insaan; asli aadmi; koi agent; kisi se baat; agent se baat;
    agent se connect; bot nahi; robot nahi; kisi insaan; kisi insan; manager se baat; कोई है क्या;
    कस्टमर केयर से बात; customer care se baat; insaan chahiye; इंसान चाहिए
fr: parler à quelqu'un; parler à une personne; parler à un humain; parler avec quelqu'un;
    parler avec un humain; parler à un agent; parler à un conseiller; parler avec un conseiller;
    vraie personne; vrai humain; être humain; personne réelle; agent humain; conseiller humain;
    support humain; assistance humaine; en chair et en os; pas un bot; pas un robot;
    pas à un robot; pas à un bot; plus de robot; tu es un bot; vous êtes un bot;
    vous êtes un robot; es-tu un robot; passez-moi; passe-moi; mettez-moi en relation;
    transférez-moi; un responsable; votre supérieur; il y a quelqu'un; y a quelqu'un;
    y a-t-il quelqu'un; quelqu'un de réel; quelqu'un de vivant
de: mit einem menschen; mit nem menschen; mit jemandem sprechen; mit jemandem reden;
    mit jemand sprechen; mit jemand reden; echter mensch; echten menschen; echte person;
    richtigen menschen; richtiger mensch; echter mitarbeiter; echten mitarbeiter; menschlicher *;
    menschlichen *; menschliche hilfe; kein bot; keinen bot; keine maschine; nicht mit einem bot;
    bist du ein bot; sind sie ein bot; bist du ein mensch; verbinden sie mich; verbinde mich;
    verbindet mich; an einen mitarbeiter; mit einem mitarbeiter; mit dem support sprechen;
    einen vorgesetzten; ihren vorgesetzten; mit dem chef; ist da jemand; aus fleisch und blut;
    weiterleiten an einen; einen sachbearbeiter
""",
    # A person who works there; asks only beside a word of wanting, or alone.
    "someone": """
en: human; humans; person; agent; operator; representative; manager; supervisor; advisor;
    support agent; staff; employee; somebody; someone; specialist; assistant
zh: 人工; 客服; 工作人员; 工作人員; 专员; 專員; 经理; 經理; 主管
es: humano; humana; persona; agente; operador; operadora; asesor; asesora; representante;
    supervisor; empleado; ejecutivo; encargado
pt: humano; humana; pessoa; atendente; agente; operador; operadora; representante; supervisor;
    funcionário; gerente; especialista
ru: человек; человека; человеком; человеку; оператор; оператора; оператору; оператором; менеджер;
    менеджера; сотрудник; сотрудника; агент; агента; специалист; специалиста; консультант;
    консультанта; саппорт; саппорта
tr: insan; insana; insanla; temsilci*; yetkili*; operatör*; müşteri temsilcisi; çalışan; personel
vi: người; nhân viên; tư vấn viên; tổng đài viên; quản lý; con người; hỗ trợ viên; cskh
ko: 상담원*; 상담사*; 담당자*; 직원*; 사람; 사람을; 사람이; 매니저*
ja: 人間; 担当者; オペレーター; 係の人; スタッフ; 責任者; 担当の方
id: manusia; orang; petugas; operator; cs; admin; agen; staf; pegawai; atasan
ar: انسان; موظف; شخص; مسؤول; وكيل; مدير; ممثل; بشر; مشرف
hi: इंसान; आदमी; एजेंट; व्यक्ति; कर्मचारी; अधिकारी; मैनेजर; insaan; insan; agent; aadmi; operator
fr: humain; humaine; personne; agent; conseiller; conseillère; opérateur; opératrice; responsable;
    représentant; employé; quelqu'un; supérieur
de: mensch; menschen; mitarbeiter; mitarbeiterin; person; agent; agenten; berater; vorgesetzten;
    sachbearbeiter; jemanden; kundenberater
""",
    "want": """
en: want; need; get me; give me; connect; transfer; talk to; speak to; speak with; talk with;
    chat with; let me; can i have; could i have; may i; can i; put me; send me; find me; bring me;
    assign; reach; demand; asked for; ask for; asking for; request; requesting; requested; wanna;
    where is; is there; any; i said; please; escalate; contact
zh: 要; 找; 转; 轉; 叫; 给我; 給我; 接; 换; 換; 联系; 聯繫; 需要; 帮我; 有没有; 请; 請; 来个; 來個;
    求
es: quiero; necesito; dame; deme; denme; pásame; páseme; exijo; pido; pedí; pedido; hablar;
    comunicar; conectar; conécteme; póngame; busco; solicito; quisiera; puedo; por favor; hay
pt: quero; preciso; me dá; me dê; exijo; peço; pedi; falar; transferir; transfere; conectar; chama;
    chame; chamar; solicito; gostaria; posso; por favor; cadê; tem; passa; passe
ru: хочу; нужен; нужна; нужно; дайте; дай; позовите; позови; соедините; соедини; переведите;
    переключите; требую; прошу; просил; просила; поговорить; связаться; свяжите; пригласите;
    подключите; подключи; где; можно; пожалуйста; мне бы; давайте; вызовите; есть
tr: istiyorum; isterim; bağla*; ver; verin; konuşmak; görüşmek; lazım; çağır*; aktar*; talep;
    ihtiyacım; lütfen; nerede; var mı; istedim
vi: muốn; cần; gặp; cho tôi; cho mình; cho em; nối; kết nối; chuyển; yêu cầu; nói chuyện; gọi; xin;
    làm ơn; nhờ; có
ko: 연결*; 바꿔*; 불러*; 원해*; 원합*; 필요*; 부탁*; 통화*; 상담하고*; 대화하고*; 얘기하고*;
    주세요; 달라*; 나와*; 있나요*; 있어요*; 요청*; 보내*
ja: 出して; 代わって; 代わり; 繋いで; つないで; 話したい; 話がしたい; 呼んで; お願い; ください;
    欲しい; ほしい; 対応して; いませんか; いますか; 要求; 頼む; 頼み
id: mau; minta; butuh; ingin; pengen; hubungkan; sambungkan; sambungin; panggil; panggilkan;
    tolong; bicara; ngomong; ngobrol; bisa; kasih; mana; perlu; alihkan
ar: اريد; ابغي; ابغا; ابي; عايز; بدي; اريدكم; حولني; حولوني; وصلني; اعطني; اعطوني; محتاج; احتاج;
    اطلب; طلبت; ارجو; ممكن; لو سمحت*; اتكلم; اكلم; اتحدث; التحدث; وين; فين; هات*
hi: चाहिए; चाहता; चाहती; बात; कनेक्ट; जोड़*; दीजिए; दो; बुलाओ; बुलाइए; मिलाओ; मिलाइए; chahiye;
    baat; connect; do; milao; bulao; कृपया; please; ट्रांसफर; transfer
fr: veux; voudrais; besoin; donnez; donne; parler; joindre; contacter; passez; passe; exige;
    demande; demandé; transférez; mettez; souhaite; souhaiterais; puis-je; s'il vous plaît; svp;
    stp; avoir; il y a
de: will; möchte; brauche; sprechen; reden; verbinden; verbinde; verlange; gebt; geben; gib; holt;
    holen; bitte; kann ich; können; weiterleiten; gefordert; fordere; verlangt; wo ist; gibt es
""",
    # Alone with these, a name of a person is still nothing but the wish.
    "filler": """
en: please; pls; plz; now; right now; asap; hello; hi; hey; just; immediately; quickly; urgent;
    urgently; fast; the; ok; yes; again; thanks; thank you; sir; real; live; support; a; an; to
zh: 谢谢; 謝謝; 现在; 現在; 马上; 馬上; 立刻; 快点; 快; 请; 請; 啊; 吧; 呢; 你好; 您好; 在吗; 了;
    服务; 服務; 我
es: por favor; ya; ahora; hola; urgente; rápido; gracias; un; una; real; el; la
pt: por favor; já; agora; olá; oi; urgente; rápido; obrigado; um; uma; real; o; a
ru: пожалуйста; плиз; срочно; быстро; сейчас; немедленно; привет; здравствуйте; спасибо; живой
tr: lütfen; hemen; şimdi; acil; merhaba; canlı; bir; gerçek
vi: ngay; làm ơn; xin; nhanh; chào; thật; với; ạ; đi
ko: 제발; 지금; 빨리; 당장; 안녕하세요; 좀; 요
ja: 早く; 今すぐ; すぐ; を; に; は; で; どうか
id: tolong; sekarang; cepat; segera; halo; dong; ya; min; asli
ar: من فضلك; الان; حالا; بسرعه; مرحبا; السلام عليكم; فورا; لو سمحت
hi: कृपया; प्लीज; अभी; जल्दी; नमस्ते; तुरंत; please; jaldi; abhi
fr: s'il vous plaît; svp; stp; maintenant; vite; bonjour; merci; un; une; vrai; vraie;
    tout de suite
de: bitte; jetzt; sofort; hallo; schnell; danke; ein; einen; echter; echten; endlich
""",
}
