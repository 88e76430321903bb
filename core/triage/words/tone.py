"""Words of thanks and of anger."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "glad": """
en: thank you; thanks; thx; ty; great; awesome; love; amazing; excellent; perfect; best;
    good job; appreciate; helpful; nice; happy; well done; wonderful; brilliant; fast; smooth;
    impressed; solved; works now; cheers; good; kudos; fantastic; bullish; excited; 👍; ❤; 🙏;
    🚀; 🎉; 😍; 🥳; 💙; resolved; glad
zh: 谢谢; 感谢; 多谢; 太好了; 很棒; 太棒; 喜欢; 好用; 给力; 不错; 赞; 厉害; 解决了; 满意; 优秀;
    点赞; 牛逼; 到账了; 感恩; 好评; 谢了; 真快; 很快; 謝謝; 辛苦了; 靠谱
es: gracias; genial; excelente; perfecto; buenísimo; me encanta; increíble; feliz; buen trabajo;
    agradecid*; maravill*; solucionado; rápido; contento; estupendo; los mejores; encantad*
pt: obrigad*; valeu; ótimo; excelente; perfeito; adorei; incrível; feliz; bom trabalho;
    maravilh*; resolvido; rápido; parabéns; top; amei; muito bom; show
ru: спасибо; благодарю; отлично; супер; класс; молодцы; круто; прекрасно; замечательно; рад;
    доволен; лучшие; помогли; отличная; спс; респект; быстро; лучшая; нравится; огонь; решили;
    довольна
tr: teşekkür*; sağol*; harika; mükemmel; süper; güzel; memnun*; bravo; tebrik*; çok iyi; hızlı;
    eline sağlık; çözüldü; sevdim; başarılı; seviyorum
vi: cảm ơn; cám ơn; tuyệt; tốt; hay quá; thích; xuất sắc; nhanh; hài lòng; giỏi; đã xong; ok rồi;
    tuyệt vời; quá đỉnh
ko: 감사*; 고마*; 최고*; 좋아*; 좋네*; 훌륭*; 만족*; 빠르*; 굿; 해결됐*; 잘됐*; 대박*; 친절*; 짱;
    칭찬*; 해결되*; 편하*
ja: ありがとう; 感謝; 助かり; 最高; 素晴らしい; 嬉しい; 良い; すごい; 完璧; 満足; 早い; 解決し;
    お疲れ; 好き; 便利; 神対応; 迅速; 親切
id: terima kasih; makasih; mantap; bagus; keren; hebat; luar biasa; senang; puas; cepat; suka;
    terbaik; thanks; sudah masuk; top; memuaskan; mksh; sip; jos
ar: شكرا; ممتاز; رائع*; جميل; شكرًا; أحسنتم; احسنتم; سعيد; أحب; مشكور*; الله يعطيكم; جزاكم; سريع;
    تم الحل; راض; أفضل; تسلم*; مبدع*; ممتن*
hi: धन्यवाद; शुक्रिया; बढ़िया; शानदार; अच्छा; बेहतरीन; खुश; पसंद; thanks; dhanyavad; shukriya;
    badhiya; कमाल; मस्त; बहुत अच्छी; हल हो गया; थैंक्यू; थैंक
fr: merci; super; génial; parfait; excellent; bravo; adore; content; ravi; top; incroyable;
    rapide; satisfait; résolu; chapeau; au top; formidable; impeccable
de: danke; vielen dank; super; toll; perfekt; klasse; ausgezeichnet; großartig; zufrieden; liebe;
    schnell; top; genial; gelöst; prima; spitze; begeistert; lob; freut
""",
    "upset": """
en: terrible; worst; awful; angry; furious; ridiculous; scam exchange; unacceptable;
    disappointed; pathetic; useless; joke; frustrated; frustrating; sick of; fed up; hate;
    disgusting; thieves; steal; stealing; shame; horrible; bullshit; wtf; nobody answers;
    no one answers; no response; ignoring; ignored; garbage; trash; annoying; bad; slow; worried;
    scared; panic; please help; urgent; desperate; lost everything; scammers; fraud; crap;
    joke of; robbed; still waiting; fuck*; shit*; never again; 😡; 🤬; 😤; 😭; 😠; 👎;
    nobody helps; no reply; lied; crying
zh: 垃圾; 差劲; 太差; 生气; 愤怒; 无语; 失望; 骗子平台; 坑; 恶心; 烂; 没人理; 不理人; 不回; 气死;
    黑平台; 骗钱; 受不了; 搞什么; 急死; 着急; 太慢; 什么破; 离谱; 坑人; 没人管; 投诉; 过分; 无耻;
    崩溃; 求助; 急; 血汗钱; 怕; 敷衍; 踢皮球; 客服死; 服了; 操; 害怕
es: pésimo; terrible; horrible; peor; enojad*; furios*; inaceptable; decepcion*; vergüenza; asco;
    ladrones; basura; inútil*; harto; harta; nadie responde; nadie contesta; me ignoran;
    desesperad*; preocupad*; estafa; frustra*; mal; porquería; urgente; lent*; mentira; robo;
    indignad*
pt: péssimo; terrível; horrível; pior; raiva; furios*; inaceitável; decepcion*; vergonha;
    ladrões; lixo; inútil; cansad*; ninguém responde; me ignoram; desesperad*; preocupad*;
    golpistas; frustra*; absurdo; descaso; palhaçada; urgente; demora; ruim; mentira; indignad*;
    roubo
ru: ужас*; отврат*; худш*; злой; бесит; позор*; воры; ворье; кидалы; мошенники; разочаров*;
    достали; надоел*; игнор*; никто не отвечает; безобразие; кошмар; паник*; срочно; в шоке;
    помойка; отстой; обман*; хамство; невозможно; возмут*; плохо; долго; обидно; беспредел;
    задолбал*; жулики; издевательство; волнуюсь; жаль
tr: berbat; rezalet; kötü; rezil*; sinir*; hırsız*; hayal kırıklığı; bıktım; utanç; dolandırıcı*;
    cevap yok; cevap vermiyor*; ilgilenmiyor*; mağdur*; en kötü; saçma; acil; çok kötü; yazıklar;
    yavaş; şikayet; bezdim; ayıp; yalan; lanet; çaresiz*; endişe*
vi: thất vọng; tồi tệ; bực; lừa đảo; tức; kém; quá chậm; không ai trả lời; ăn cướp;
    vô trách nhiệm; lo lắng; chán; quá đáng; hoang mang; lâu quá; khốn; rác; tức giận; bức xúc;
    mất niềm tin; quá tệ; dịch vụ tệ
ko: 최악*; 짜증*; 화나*; 열받*; 실망*; 사기*; 쓰레기*; 답답*; 엉망*; 너무하*; 답변이 없*;
    답이 없*; 무시*; 도둑*; 어이없*; 급해*; 불안*; 걱정*; 미치겠*; 빡치*; 형편없*; 느려*; 불만*;
    개판*; 억울*; 황당*; 급합니다
ja: 最悪; ひどい; 酷い; 怒り; 腹が立; 許せない; 詐欺; 失望; 不満; 遅い; 返事がない; 無視; ふざけ;
    泥棒; 困って; 困り; 不安; 心配; イライラ; 使えない; がっかり; あり得ない; ありえない; 至急;
    対応が悪; 返信がな; 信じられない; 残念; ムカつ; 怖い
id: buruk; parah; kecewa; marah; kesal; penipu; jelek; payah; lambat; tidak ada respon;
    gak ada respon; diabaikan; maling; panik; khawatir; capek; muak; tidak profesional; sampah;
    lama banget; emosi; rugi; bohong; jengkel; tolong banget; ngecewain; nyesel
ar: سيء; أسوأ; اسوأ; فاشل*; غاضب; نصابين; حرامية; محبط; مقرف; عار; لا أحد يرد; لا احد يرد; لا رد;
    يتجاهل; زفت; احتيال; قلق*; ارجوكم; مستاء; بطيء; خايف; سرقة; كذب; مهزلة; أسوء; سيئة; سيئه;
    غضب; خيبة; تعبت; لصوص; استهتار
hi: बकवास; घटिया; बेकार; गुस्सा; निराश; धोखा; चोर; परेशान; कोई जवाब नहीं; बुरा; खराब; ठग;
    बहुत बुरा; bekar; ghatiya; bakwas; चिंता; तंग; लूट; शर्म; धीमा; मजाक बना; झूठ; फ्रॉड; थक गया;
    जवाब नहीं
fr: nul*; honteux; scandale*; pire; furieux; inadmissible; déçu*; voleurs; honte; marre; inutile;
    personne ne répond; aucune réponse; catastroph*; escrocs; énervé*; inquiet; inquiète;
    ridicule; lamentable; urgent; inacceptable; mauvais; lent; mensonge; ras le bol; arnaque;
    merde; désespéré*; pourri*
de: schlecht*; schrecklich; furchtbar; schlimmste*; wütend; inakzeptabel; enttäusch*; frechheit;
    abzocke; unverschämt*; sauer; nutzlos; keine antwort; niemand antwortet; ignoriert; betrüger;
    unmöglich; peinlich; verärgert; verzweifelt; besorgt; langsam; mies*; scheiße; katastrophe;
    genervt; saftladen; lächerlich; dreist; angst; panik; nervt
""",
}
