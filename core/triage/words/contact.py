"""Where an attacker wants to be written to, and who he says he is."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "channel": """
en: dm; dms; pm; inbox; whatsapp*; whats app; wa.me; telegr*; tg; signal; wechat; line id; skype;
    viber; instagram; insta; facebook; gmail; emailx; private message; direct message;
    private chat; in private; privately; discor* ticket; open a ticket; google form; this form;
    form below; my profile; link in bio; kik; zangi; imo
zh: 私信; 私聊; 微信; 加微; 加v; vx; 薇信; 威信; 飞机; 电报; 纸飞机; 加我; qq; 企鹅; 扣扣; line;
    小窗; whatsapp; 私我; 私訊; 主页; 电报号; 滴滴我; 联系方式
es: por privado; al privado; mensaje privado; mensaje directo; md; al dm; inbox; whatsapp;
    por interno; al interno; formulario; mi perfil; por telegr*
pt: no privado; mensagem privada; mensagem direta; chama no; chame no; zap; whats; whatsapp;
    inbox; direct; pv; formulário; meu perfil; no telegr*
ru: лс; личк*; в личные; личные сообщения; ватсап*; вотсап*; вацап*; whatsapp; телег*; тг;
    директ; в личное; почт*; вайбер; форм* по ссылке; в профиле
tr: dm; özelden; özel mesaj; whatsapp; özele; telegr*; dm'den; formu; profilimde; direkt mesaj
vi: inbox; ib; nhắn riêng; tin nhắn riêng; zalo; whatsapp; telegr*; nhắn tin trực tiếp;
    chat riêng; kết bạn; biểu mẫu
ko: 디엠*; dm; 카톡*; 카카오톡*; 텔레그램*; 쪽지*; 개인 메시지*; 오픈채팅*; 1:1 채팅*; 라인*;
    갠톡*; 왓츠앱*; 개인톡*
ja: dm; ダイレクトメッセージ; ライン; line; 個別に; テレグラム; 個人チャット; 個別メッセージ;
    ワッツアップ; プロフィール; whatsapp
id: dm; japri; inbox; wa; whatsapp; chat pribadi; pesan pribadi; telegr*; jalur pribadi;
    formulir; pc saya; pc aja
ar: الخاص; خاص; واتساب; واتس; الواتس; تلجرام; تليجرام; تيليجرام; رسالة خاصة; تلغرام; نموذج;
    واتس اب
hi: डीएम; व्हाट्सएप; व्हाट्सऐप; इनबॉक्स; टेलीग्राम; प्राइवेट मैसेज; निजी संदेश; whatsapp; dm; inbox;
    फॉर्म
fr: mp; en privé; message privé; dm; whatsapp; inbox; telegr*; en message direct; formulaire;
    mon profil; en pv
de: dm; pn; privatnachricht*; per whatsapp; whatsapp; direktnachricht*; privat; telegr*; per dm;
    formular; mein profil
""",
    "reach_out": """
en: dm me; dm us; pm me; message me; message us; text me; write me; write to; contact; reach out;
    hit me up; hmu; inbox me; inbox us; inbox; add me; send a dm; send me a dm;
    send me a message; send us a dm; drop a dm; shoot me; contact our; contact the; chat with;
    talk to; kindly dm; just dm; follow and dm; email us; reach him; reach them; message handlex;
    contact handlex; dm handlex; write handlex; fill out; fill the; fill this; submit a ticket;
    open a ticket; come to; lets move; move to; continue on; check your dm; accept my;
    accept the; lodge; connect with; text our; get in touch; check inbox; send a message; pop me;
    slide into; ask for; click my profile; give handlex; write him; write her; text him;
    contact him; message him; dm him; contact her; message her
zh: 加我; 加微信; 加v; 私信我; 私我; 私聊我; 联系我; 联系他; 联系客服; 找我; 加飞机; 添加;
    联系handlex; 联系 @; 请联系; 滴我; 私信; 加一下; 加q; 加老师; 咨询; 转到; 找handlex; 加他;
    联系在线客服; 請聯繫; 聯絡; 私訊我
es: escríbeme; escribeme; escríbame; escribe a; contáctame; contacta; contacte; contáctenos;
    háblame; mándame un; envíame un mensaje; envíanos un; envíame un; agrégame; escríbanos;
    escribir a; manda dm; háblale; comunícate; comuníquese; rellena; complete; chatea; pasa al;
    pásate; hablemos
pt: me chama; chama; chame; me chame; fale com; entre em contato; contate; me mande mensagem;
    me adiciona; escreva para; manda dm; envie uma mensagem; mande mensagem; preencha; vem no;
    fala com; chamar; me manda um dm
ru: пиши*; напиши*; пишите; напишите; обращайтесь; обратитесь; свяжитесь; свяжись; связаться;
    добавьте; стучите; стучи; перейдите в; заполните; переходи*; отпишите; жду в; пиши в;
    написать; добавляйтесь
tr: yaz; yazın; yazabilirsin*; ulaşın; ulaş; mesaj atın; mesaj at; iletişime geç*; ekleyin;
    bana yazın; gelin; doldurun; bize ulaşın; atın; geçelim; mesaj gönderin
vi: nhắn cho; nhắn tin cho; liên hệ; ib mình; ib em; kết bạn; inbox mình; inbox cho; add zalo;
    nhắn tin; inbox; gửi tin nhắn; chat với
ko: 연락주*; 연락 주*; 연락하*; 보내주*; 보내 주*; 주세요; 추가해*; 추가하*; 문의하*; 문의 주*;
    상담*; 남겨*; 오세요; 메시지 주*; 디엠주*; 말 걸어*; 연락해*
ja: ご連絡; 連絡して; 連絡を; 送って; 追加; メッセージして; お問い合わせ; 問い合わせて; 相談;
    ください; フォローして; 来て; 移動; 話しかけ
id: hubungi; chat; kontak; dm saya; dm kami; wa saya; japri; tambah; kirim pesan; isi; pm saya;
    silakan dm; add; kirim dm
ar: تواصل*; راسل*; كلم*; أرسل رسالة; ابعت; اتصل*; أضف*; اضف*; املأ; انتقل; ارسل رسالة; أرسل لنا;
    تواصلوا
hi: संपर्क करें; मैसेज करें; मैसेज करो; डीएम करें; लिखें; जोड़ें; बात करें; dm karo; message karo;
    contact kare*; संपर्क; भरें; भेजें; आइए
fr: contactez*; contacte*; écrivez*; écris*; envoyez-moi un; envoie-moi un; ajoutez-moi;
    ajoute-moi; joignez; remplissez; parlez à; passez en; venez en; envoyez un; envoyez-nous un;
    adressez-vous; discutons
de: schreib*; schreiben sie; kontaktier*; melden sie sich; melde dich; meldet euch;
    wenden sie sich; füge; schick mir eine; senden sie mir eine; sende mir eine;
    senden sie uns eine; füllen sie; komm in; wende dich; sprechen sie
""",
    "offer_help": """
en: can help; will help; help you; assist you; assistance; helped me; solve; resolve; fix; sort;
    rectify; support you; for help; for support; for assistance; get it resolved; resolved; fast;
    immediately; guide you; our agent; support team; i can fix; had the same issue; same problem;
    same issue; so we can; further; look into; support desk; help center; help desk; kindly;
    sorry to hear; escalate; complaint; walk you
zh: 帮你; 帮您; 解决; 处理; 协助; 客服; 专员; 帮助; 幫您; 處理; 專員; 帮忙; 人工; 进一步; 加急;
    一对一; 抱歉; 同样的问题; 核实; 马上
es: ayud*; resolver; resuelv*; solucion*; asist*; soporte; agente; me ayudó; mismo problema;
    equipo de; arreglar; lamentamos; gestion*; atención
pt: ajud*; resolv*; solucion*; assist*; suporte; atendente; mesmo problema; equipe; lamentamos;
    atendimento; desbloque*; verificar
ru: помог*; помож*; реши*; реша*; поддержк*; оператор*; менеджер*; специалист*; саппорт*;
    такая же проблема; поможет; разбер*; ускор*; агент*; разблокир*
tr: yardım*; çöz*; destek*; temsilci*; aynı sorun*; yetkili*; ekip*; hallede*; ilgilen*
vi: hỗ trợ; giúp; giải quyết; xử lý; nhân viên; tư vấn; chuyên viên; khắc phục; cskh
ko: 도와*; 도움*; 해결*; 지원*; 상담*; 담당자*; 고객센터*; 처리*; 같은 문제*; 고객지원*; 상담원*
ja: サポート; 解決; お手伝い; 対応; 助け; 担当; 手伝; 同じ問題; 支援; 案内; 確認いたし
id: bantu*; membantu; solusi; cs; admin; dukungan; atasi; selesaikan; masalah sama; proses; agen;
    menangani; support
ar: مساعد*; نساعد*; أساعد*; اساعد*; حل; يحل; الدعم; دعم; موظف*; فريق*; وكيل; ساعدني; معالج*; خدمه
hi: मदद; सहायता; समाधान; सपोर्ट; एजेंट; हल; ठीक; help; madad; टीम; अधिकारी; सहायक
fr: aid*; résou*; résoud*; assist*; support; agent; conseiller*; même problème; régler; équipe;
    désol*; débloqu*
de: helf*; hilf*; hilft; lösen; löst; unterstütz*; support; mitarbeiter*; gleiche problem;
    kundendienst; gelöst; klären; team; berater; agent; kümmer*; geholfen
""",
    "not_first": """
en: support will never dm; never dm; never message you first; dont dm; no dms; will not dm;
    wont dm; dont answer dms; ignore dms; not in dm
zh: 不会私信; 不会主动私; 不会主动联系; 不会主动加; 不会先私
es: nunca escribe; no escribe por privado; nunca te escribirá; nunca contacta
pt: nunca chama; não chama no privado; nunca entra em contato; nunca envia mensagem
ru: первыми не пиш*; не пишет первой; не пишем первыми; никогда не пишет; не пишет в лс;
    первым не пишет
tr: önce yazmaz; asla mesaj atmaz; özelden yazmaz; ilk yazmaz
vi: không bao giờ nhắn; không nhắn tin trước; không inbox trước
ko: 먼저 연락하지; 먼저 디엠; 먼저 메시지를 보내지; 먼저 dm
ja: 先にdm; dmすることはあり; こちらからdm; 自分からdm; 先に連絡
id: tidak pernah dm; tidak akan dm; tidak pernah menghubungi; tidak chat duluan
ar: لا يراسلك; لن يراسلك; لا نراسل; لا يتواصل معك; لن نتواصل
hi: कभी मैसेज नहीं; पहले मैसेज नहीं; कभी dm नहीं; पहले dm नहीं
fr: n'écrit jamais; ne vous contactera jamais; ne contacte jamais; n'envoie jamais de message;
    jamais en premier
de: schreibt nie; schreiben nie; schreibt niemals zuerst; nie zuerst; kontaktiert euch nie
""",
    "i_am_staff": """
en: am the admin; am support; i am admin of; ceo here; founder of nordex; from the backend;
    finance dept; nordex agent; official agent; legal unit; cyber police;
    your ticket has been opened; contacting nordex; verified admin; our verified;
    i am from support; im from support; im from the; i am from the; i am an admin; im an admin;
    im admin; i am admin; i am the admin; i am a moderator; im a moderator; im a mod; i am a mod;
    this is support; this is the support; i work for; i work at nordex; we are the official;
    official support here; official support team; i am your account manager;
    your account manager; im your account manager; im a support agent; i am a support agent;
    this is nordex; im with nordex; i am with nordex; from nordex support; im the support;
    im the mod; im the admin; nordex support here; support here; im part of the;
    i am part of the; as a moderator; as an admin; as a support agent; im an agent;
    i am an agent; this is _ from the; from the security team; from the security department;
    we are nordex; we are the support; mod here; admin here; live agent; im a live agent;
    nordex admin here
zh: 我是客服; 我是官方; 我是管理员; 我们是官方; 这里是客服; 我是技术; 我是交易所; 这里是官方;
    官方客服; 我是平台; 我是专员; 我是您的; 我是在线客服; 在线客服为您; 我是工作人员; 我是版主;
    这里是交易所; 我是安全; 我是nordex; 我们是nordex; 我是管理員; 中文客服; 风控部; 监管安全账户;
    唯一客服; 官方小号; 本频道管理员; 我是本; 專員; 为您优先处理; 私人号; 我是官; 本群管理;
    我是客
es: soy de soporte; soy del soporte; soy del equipo; soy moderador*; soy administrador*;
    soy agente; somos el soporte; soporte oficial; le habla soporte; soy el admin; soy admin;
    trabajo en nordex; somos el equipo; soy asesor*; nordex seguridad; equipo nordex
pt: sou do suporte; sou da equipe; sou moderador*; sou administrador*; sou agente;
    suporte oficial; aqui é do suporte; sou o admin; sou admin; trabalho na nordex;
    falo da nordex; somos do suporte; somos a equipe; sou atendente; sou gerente;
    aqui é da nordex; segurança nordex
ru: я из поддержки; я из службы; я модератор; я администратор; я админ; я сотрудник;
    это служба поддержки; официальная поддержка; служба безопасности; я менеджер; вас беспокоит;
    я оператор; я представитель; я агент; мы из поддержки; пишу из; я саппорт; я специалист;
    мы служба
tr: ben destek; destek ekibinden*; ben moderatör*; ben yönetici*; resmi destek; ben admin;
    nordex destek; nordex'ten arıyorum; ben temsilci*; güvenlik ekibinden*; destekten yazıyorum;
    ben nordex; nordex güvenlik
vi: tôi là nhân viên; tôi là quản trị; mình là admin; tôi là admin; hỗ trợ chính thức;
    tôi thuộc bộ phận; em là nhân viên; bên em là; đây là bộ phận; mình là nhân viên; tôi là mod;
    em là admin; em là cskh; cskh sàn; là nhân viên sàn
ko: 고객센터입니다; 고객지원팀입니다; 관리자입니다; 운영자입니다; 담당자입니다; 공식 지원*;
    상담원입니다; 운영팀입니다; 직원입니다; 모더레이터입니다; 고객센터 직원*; 보안팀입니다;
    지원팀입니다; 매니저입니다
ja: サポートです; サポート担当; 管理者です; 運営です; 公式サポート; モデレーターです;
    サポートチームです; 担当者です; 社員です; スタッフです; サポートの者; カスタマーサポートです;
    セキュリティチームです; 運営チーム; 安全センター; セキュリティセンター
id: saya dari tim; saya admin; saya dari support; cs resmi; admin resmi; saya moderator; saya cs;
    saya agen; saya dari nordex; support resmi; saya petugas; saya staf; kami dari nordex;
    tim keamanan nordex; cs nordex
ar: أنا من الدعم; انا من الدعم; معك الدعم; الدعم الرسمي; أنا مشرف; انا مشرف; أنا المشرف;
    نحن فريق; أنا مدير; معك فريق; أنا موظف; انا موظف; أنا من فريق; انا من فريق; أعمل لدى;
    أنا مسؤول; انا مشرف القناة; مركز أمان; أمن nordex
hi: मैं सपोर्ट; सपोर्ट टीम से; मैं एडमिन; मैं मॉडरेटर; आधिकारिक सपोर्ट; मैं nordex; नॉर्डेक्स सपोर्ट;
    मैं अधिकारी; main support; support se bol; main admin; सपोर्ट से बोल; मैं एजेंट; टीम से हूं;
    टीम से हूँ
fr: je suis du support; je suis modérateur; je suis modératrice; je suis administrateur;
    je suis l'admin; je suis admin; support officiel; ici le support; je suis agent;
    je suis conseiller; je travaille pour nordex; je travaille chez nordex;
    je fais partie de l'équipe; service client nordex; équipe de sécurité; je suis de l'équipe
de: ich bin vom support; ich bin moderator; ich bin administrator; ich bin der admin;
    ich bin admin; offizieller support; hier ist der support; ich bin mitarbeiter;
    wir sind der support; vom sicherheitsteam; ich arbeite bei nordex; ich arbeite für;
    support-mitarbeiter; hier ist nordex; vom nordex; kundenbetreuer; ich bin ihr
""",
}
