"""A user who asks for help, in his own matter."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "plea": """
en: help me; please help; need help; i need; can you; could you; can someone; can anyone;
    could someone; pls help; plz help; help please; assist me; i want to; someone help; anybody;
    any help; help pls; can u; will you; would you; please check; please look; what should i;
    kindly help me; need assistance; why
zh: 帮帮我; 帮我; 请帮; 求助; 能不能帮; 麻烦; 能帮; 谁能; 请问; 求帮; 帮忙看; 帮看; 救命; 求救;
    幫我; 為什麼; 为什么; 帮一下; 能否; 咨询一下
es: ayúdenme; ayúdame; ayuda por favor; necesito ayuda; me pueden; me puede; podrían;
    alguien puede; pueden ayudar; necesito que; me ayudan; por favor ayuda; por qué; quiero;
    me podrían; auxilio; alguien me
pt: me ajudem; me ajuda; me ajude; preciso de ajuda; podem me; vocês podem; alguém pode;
    por favor ajud*; pode me; poderiam; socorro; por que; quero; alguém me ajuda; preciso que
ru: помогите; нужна помощь; подскажите; можете; можно ли; кто может; прошу помо*; помоги; почему;
    посмотрите; хочу; прошу; проверьте; разберитесь; кто-нибудь; не могли бы
tr: yardım edin; yardım eder*; yardımcı olur*; lütfen yardım; bakar mısınız; yardıma ihtiyac*;
    kontrol eder*; neden; istiyorum; acil yardım; yardım lazım; niye; birisi yardım
vi: giúp tôi; giúp mình; giúp em; nhờ hỗ trợ; hỗ trợ giúp; ai giúp; cần giúp; xin giúp; cho hỏi;
    kiểm tra giúp; tại sao; xin hỏi; mong hỗ trợ; nhờ ad; sao vậy; sao không
ko: 도와주세요; 도와 주세요; 도움이 필요*; 확인 부탁*; 확인해*; 부탁드*; 도와줘*; 왜; 문의드*;
    해주세요; 해 주세요; 봐주세요; 살려주세요
ja: 助けてください; 助けて; 教えてください; お願いします; どうしたら; 困って; 確認してください;
    対応してください; なぜ; どうして; 何とかして; 調べて
id: tolong; bantu saya; mohon bantuan; bisa bantu; bisakah; mohon; bantuin; minta tolong; kenapa;
    mengapa; cek dong; tolong bantu; dibantu; kok
ar: ساعدوني; ساعدني; أحتاج مساعدة; احتاج مساعده; هل يمكنكم; ممكن; أرجو; ارجو; الرجاء; من فضلكم;
    لماذا; ليش; أريد; اريد; لو سمحت*; مساعدة; أحتاج
hi: मदद करें; मदद करो; मेरी मदद; मदद चाहिए; कृपया; कोई मदद; please help; help karo; क्यों;
    मदद कीजिए; बचाओ; चाहता हूं; देखिए
fr: aidez-moi; aidez moi; besoin d'aide; pouvez-vous; pourriez-vous; quelqu'un peut;
    s'il vous plaît; svp; pourquoi; au secours; je voudrais; pouvez vous; je veux;
    quelqu'un pourrait
de: helft mir; bitte helfen; brauche hilfe; könnt ihr; können sie; kann jemand; könnten sie;
    hilfe bitte; bitte hilfe; warum; könntet ihr; bitte prüf*; ich möchte; wieso; hilfe
""",
}
