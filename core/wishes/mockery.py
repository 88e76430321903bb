"""Praise that is none; fourteen languages.

The syntax is that of `core.triage.lexicon`. These are no concepts of triage: its weights were
learnt without them.
"""

from __future__ import annotations

TABLE: dict[str, str] = {
    # Mockery whatever else is said.
    "mocks": """
en: thanks for nothing; thank you for nothing; oh how nice; how wonderful; just what i needed;
    wow so helpful; so helpful not; very helpful not; thats helpful not; great job losing;
    great job ignoring; good job losing; nice job losing; shocking surprise; love waiting;
    love how you; love it when my money; keep up the great work ignoring; 10 out of 10 would;
    glad you find; award for worst; copy paste again; as useful as; about as helpful;
    thanks for wasting; thanks for losing; thanks for stealing; thanks for ignoring;
    congratulations on losing
zh: 谢谢你们的废话; 真是谢谢; 真有你们的; 太感动了; 谢谢您嘞; 谢谢啊 什么都没; 真高效; 真是高效;
    干得漂亮啊; 您可真; 你们可真; 复读机; 真专业啊; 可真专业; 谢谢你全家; 好极了 又; 真行啊;
    太棒了又; 感谢你们吞; 感谢你们黑
es: gracias por nada; qué eficientes; qué gran ayuda; vaya ayuda; menuda ayuda; genial otra vez;
    genial otra; excelente servicio perdiendo; felicidades por; enhorabuena por perder;
    me encanta esperar; gran trabajo perdiendo; qué chiste; vaya broma; muy útil eh
pt: obrigado por nada; obrigada por nada; que eficiência; parabéns por; parabéns pela demora;
    ótimo outra; adoro esperar; que piada; belo trabalho perdendo; muito útil hein; que gênios;
    valeu por nada
ru: спасибо за ничего; спасибо большое за ничего; ну вы даете; прекрасно просто; просто прекрасно;
    ага конечно; ага как же; ну да конечно; обожаю ждать; очень помогли; сервис бомба;
    великолепно опять; отличная работа потерять; ахах спасибо; спасибо что ничего;
    спасибо что потеряли
tr: hiçbir şey için teşekkür*; çok sağ olun ya; harika yine; eminim öyledir; beklemeye bayılıyorum;
    süpersiniz gerçekten; ne kadar hızlısınız; şaka gibi; tebrikler yine;
    çok yardımcı oldunuz gerçekten; tebrik ederim batır*
vi: cảm ơn vì chẳng; cảm ơn vì không; hay quá nhỉ; giỏi quá nhỉ; tuyệt vời ghê; nhanh ghê;
    nhanh thật đấy; đúng là chuyên nghiệp; chuyên nghiệp ghê; thích chờ; bất ngờ ghê; hữu ích ghê;
    chúc mừng đã
ko: 참 고맙네*; 아주 고맙네*; 참 잘하네*; 아주 잘한다*; 잘들 한다*; 퍽이나*; 어련하시*; 아 네네;
    놀랍지도*; 참 도움이*; 기다리는 거 너무 좋아*
ja: 結構なこと; 何の役にも; 素晴らしい対応ですね; すごいですね 何も; 待つのが大好き;
    感動しました 何; 大したもん; 神対応ですね 何; 笑わせ; さすが 何日; ご苦労なこと
id: makasih ya gak; terima kasih buat gak; terima kasih untuk tidak; keren banget ya ngilangin;
    suka nunggu; senang banget nunggu; luar biasa lambat; pelayanan juara; kejutan banget;
    selamat ya udah; membantu sekali ya
ar: شكرا علي لا شيء; شكرا علي ولا شي; شكرا علي لاشيء; ما شاء الله علي السرعه; احسنتم في;
    مبدعين فعلا; خدمه اسطوريه; سرعه البرق; مفاجاه كبيره; احب الانتظار; يعطيكم العافيه علي السرقه;
    شكرا انكم
hi: कुछ न करने के लिए धन्यवाद; बहुत बढ़िया फिर से; वाह क्या सेवा; क्या बात है फिर;
    मज़ा आ गया इंतजार; कितने तेज; हां हां बिल्कुल; wah kya service; thanks for nothing;
    kitni fast service
fr: merci pour rien; merci de rien du tout; super encore; génial encore; formidable encore;
    félicitations pour; j'adore attendre; très utile vraiment; la blague; quelle blague;
    merci de m'avoir fait perdre; vous êtes des génies
de: danke für nichts; danke für gar nichts; ganz großes kino; herzlichen glückwunsch zum;
    ich liebe warten; ich liebe es zu warten; wie immer hilfreich; sehr hilfreich nicht;
    toll gemacht; spitzenleistung; tolle hilfe; super wieder; schön dass ihr
""",
    # Praise just as well: mockery only in an angry message.
    "may_mock": """
en: oh great; oh wonderful; oh brilliant; oh fantastic; just great; just wonderful; just brilliant;
    bravo; well played; yeah right; sure sure; big surprise; what a surprise; genius; how generous;
    lucky me; clap clap; what a joke; slow clap; world class support; gotta love
zh: 呵呵; 呵; 笑死; 服气; 服了你们; 好一个; 真会说; 厉害了你们; 效率真高啊; 阴阳; 真棒啊; 可真行
es: qué maravilla; qué bonito; muy bonito; bravo; qué sorpresa; sí claro; cómo no; un aplauso;
    aplausos; qué genios; enhorabuena
pt: que maravilha; que beleza; bravo; que surpresa; ah claro; sei sei; palmas; uma salva de palmas;
    grande ajuda; que ajuda
ru: ну спасибо; ну молодцы; просто супер; ну супер; браво; аплодирую; аплодисменты;
    какая неожиданность; какой сюрприз; гениально; вот спасибо
tr: aferin; bravo; alkış*; ne sürpriz; tabii tabii; helal olsun size; ne güzel ya
vi: vỗ tay; giỏi thật; hay thật đấy; ừ chắc
ko: 박수*; 대단하시네*; 대단하네요*; 참 친절하시*; 참 빠르시네*; 참도 *; 훌륭하시네*
ja: さすがですね; ご立派; お見事; 拍手; はいはい; へえ すごい; ありがたい限り
id: tepuk tangan; iya deh; iya iya; hebat banget ya; hebat sekali ya; bagus banget ya;
    cepat banget ya; makasih loh
ar: يا سلام; برافو; تصفيق; صفقوا; ابدعتم; اكيد اكيد; طبعا طبعا; عباقره
hi: वाह वाह; वाह भाई; तालियां; तालियाँ; शाबाश; wah wah; wah bhai; taliyan; shabash; कमाल कर दिया;
    kamaal kar diya; धन्य हो; dhanya ho
fr: bravo; quelle efficacité; quel service; quelle surprise; oui bien sûr; mais bien sûr;
    chapeau bas; applaudissements; on applaudit; bien joué; c'est ça oui
de: na toll; na super; na wunderbar; ganz toll; bravo; applaus; klatsch; großes kino; ja klar;
    ja sicher; ja genau; wirklich toll; ihr genies; was für eine überraschung
""",
}
