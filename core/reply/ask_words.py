"""How somebody asks for a secret, and how he says that nobody should; fourteen languages.

The syntax is that of `core.triage.lexicon`
    what is asked for stands in `core.triage.words.assets`.
"""

from __future__ import annotations

TABLE: dict[str, str] = {
    # The reader is to hand something to the writer.
    "hand_over": """
en: send; share; give; tell; provide; forward; submit; dm; pm; reply with; confirm your
    verify your; supply; read me; read us; read out; post; show us; show me; need your; i need
    we need; require your; require the; want your; ask for; asking for; ask you for; can i have
    may i have; could i have; can we have; let me have; let us have; what is your; what's your
    what was your; enter _ here; type _ here; paste _ here; enter _ in this chat; disclose
    type _ in this chat; hand over; hand us; reveal; dictate; photo of; picture of
    screenshot of; state your; include your; attach; drop your; message us; message me
    let us know; drop; pass me; pass us; to be sent to us; sent to us; be sent here; read it out
    read them out; kindly provide; could i trouble you for; may i see; spell out; text me
    copy here; leave here; put here; hand me; i'd like the; could you give; would you give
    telling me; telling us; giving me; giving us; tell me; i'll need; we'll need; i will need
    we will need; reply in this chat; answer with; reply here
zh: 发给我; 发给我们; 发我; 发一下; 发过来; 发到; 发送; 提供; 告诉我; 告知; 给我; 给我们; 报一下
    报给; 念给; 念一下; 说一下; 截图给; 回复您的; 回复你的; 填在这里; 输入到这里; 在这里输入
    在聊天里输入; 请出示; 需要您的; 需要你的; 索要; 是什么; 是多少; 请发; 请把; 交给; 分享
    请提供; 报一下; 麻烦您把; 私信给我; 私信我; 看一下; 发过来; 念出来; 告诉一下; 输给我; 让我看
    回复在; 直接回复; 需要那; 能告诉; 回复给我
es: envíe*; envia*; manda*; mande*; comparta; comparte; proporcion*; facilite*; facilita; diga*
    dime; dígame; deme; dame; indique*; indica; comunique*; necesito su; necesito tu; muestr*
    necesitamos su; necesitamos tu; necesitamos la; necesitamos el; confirme su; confirma tu
    cuál es su; cuál es tu; pásenos; páseme; pásame; escriba su; escriba aquí; pedimos; adjunte
    solicitamos; responda con; introduzca aquí; puede darnos; puede enviar*; nos da su
    pasarnos; pasarme; darme; darnos; dar; léamelo; léeme; leerme; enviárnoslo; enviármelo
    enviarnos; enviarme; deje aquí; deja aquí; podría darme; facilitarnos; decirme; decirnos
    decir; dar; necesitaré; necesito; respóndame; responda aquí; responda con; confiar*
pt: envie*; mande*; manda; compartilhe*; forneça; informe*; diga*; me passe; nos passe
    passe sua; passe seu; passe o; passe a; nos dê; precisamos da; precisamos do; preciso da
    preciso do; confirme sua; confirme seu; qual é sua; qual é a sua; qual a sua; qual é o seu
    escreva; digite aqui; pedimos; solicitamos; responda com; anexe; mostre; pode enviar
    pode informar; pode passar; compartilhar; fornecer; enviar
    nos passar; me passar; leia para; ser enviado para nós; me dizer; nos dizer; deixe aqui
    deixa aqui; me dar; nos dar; me informar; nos informar; me mandar; nos mandar
    dizer; dar; vou precisar; preciso; responda aqui; responda com; confiar*
ru: пришлите; пришли; отправьте; отправь; скиньте; скинь; сообщите; сообщи; назовите; назови
    скажите; скажи; дайте; дай; укажите; предоставьте; продиктуйте; напишите; напиши; передайте
    покажите; введите здесь; введите сюда; нужен ваш; нужна ваша; нам нужен; нам нужна
    нам нужны; мне нужен; мне нужна; подтвердите ваш*; подтвердите свой; какой у вас; какой ваш
    просим; запрашиваем; прошу; ответьте; сфотографируйте; приложите; можете прислать
    отправить нам; прислать; прислать нам; оставьте здесь; можно узнать; узнать ваш; назвать
    сообщить нам; продиктовать; прочитайте; скопируйте сюда; дать мне
    сказать; понадоб*; ответьте; дать; сообщить; выслать; вышлите; доверьте
tr: gönder; gönderin*; gönderir*; paylaşın*; paylaşır*; yazın*; iletin*; söyleyin*; verin*
    bildirin*; atın; lazım; gerekiyor; ihtiyacımız var; nedir; istiyoruz; isteriz; onaylayın
    buraya girin; okuyun; fotoğraf*; ekleyin
    iletir misiniz; iletir misin; bana okuyun; okur musunuz; buraya yaz*; buraya bırak*
    alabilir miyim; alabilir miyiz; söyler misiniz; paylaşır mısınız; verir misiniz; bana yaz*
    gönderir misiniz; atar mısınız; lütfen kontrol; kontrol edeyim; yazmanız gerekiyor
    söyle*; ihtiyacım*; yanıtlayın; cevaplayın; verebilir*; iletebilir*; yazabilir*
    gönderebilir*
vi: gửi; cung cấp; chia sẻ; cho tôi biết; cho chúng tôi biết; cho mình xin; cho em xin
    cho tôi xin; đọc mã; đọc cho; đưa cho; nhập tại đây; nhập vào đây; cần mật khẩu; cần mã
    xin mã; hỏi; yêu cầu; là gì; là bao nhiêu; chụp; trả lời bằng; xác nhận mật khẩu
    cho mình xin; để lại; đọc cho; cho mình hỏi; cho tôi hỏi; cho tôi; gửi lại cho; nhắn cho
    chụp lại; cho biết
    nói; trả lời; tôi cần; mình cần; chúng tôi cần; đưa tôi
ko: 보내*; 알려*; 제공*; 공유*; 말씀*; 불러*; 전달*; 적어*; 남겨*; 여기에 입력*; 필요합니다
    필요해요; 무엇인가요; 뭐예요; 뭔가요; 어떻게 되*; 요청드*; 요구*; 물어*; 촬영*; 첨부*
    알 수 있을까*; 부탁드*; 남겨*; 입력해 주셔야*; 불러 주*; 읽어*; 올려*; 찍어*; 보여*
    말해*; 답장*; 필요하니; 필요해서; 가르쳐*; 회신*
ja: 送って; 送信して; お送り; 教えて; お知らせ; お伝え; 提供; 共有して; 返信して; ご返信
    貼り付けて; 書いて; 記入して; お聞かせ; ここに入力; こちらに入力; 何ですか; 伺い; お聞きし
    お尋ねし; 撮影; いただけます; 頂けます; 添付; お見せ; が必要ですので
    いただけますか; 伺って; 書いてください; 書き込んで; 読み上げて; 入力していただ; 見せて
    言って; 撮って; お聞きして; 教えていただ; 頂戴
    言っても; 渡して; 預けて; 知らせて; お渡し
id: kirim*; berikan; beri tahu; beritahu*; bagikan; sebutkan; ketik di sini; masukkan di sini
    tulis*; balas dengan; kami perlu; saya perlu; butuh; minta; meminta; apa kata sandi*
    apa password; berapa kode; lampirkan; foto; tunjukkan; sampaikan; konfirmasi*
    kami minta; saya minta; bacakan; boleh tahu; dikirim ke kami; tinggalkan; boleh minta
    bisa minta; ketikkan; kasih tahu; tolong isi di sini; fotokan
    menyebutkan; balas; memberikan; mengirimkan; beritahukan; serahkan
ar: أرسل*; ارسل*; شارك*; زودنا; زودني; أعطنا; أعطني; اعطني; اعطنا; اكتب; أخبرنا; أخبرني; قدم
    نحتاج; أحتاج; نطلب; أطلب; ابعت*; ابعث*; تزويدنا; إرسال; مشاركة; ما هي; ما هو; صورة; اذكر
    نريد
    اقرأه; اقرأ لي; اترك; هل لي; إلينا; أعطنا; هات; لي برمز; زودينا; انسخ; تزويدي
    تخبرني; تخبرنا; تعطيني; تعطينا; ترسل; رد بها; سلمني; إخبار
hi: भेजें; भेजो; भेजिए; भेज; बताएं; बताएँ; बताइए; बताओ; शेयर करें; शेयर करो; साझा करें; दें
    दीजिए; लिखें; यहाँ डालें; चाहिए; क्या है; माँगते; मांगते; फोटो; फ़ोटो; बता दें; bhejo; batao
    dijiye
    बता सकते; सुनाइए; पढ़कर; लिख दीजिए; भेजना होगा; मिल सकता; भेज दीजिए; बता दीजिए; दे दीजिए
    भेज दें; लिख दें; बताना होगा; देना होगा
    बताएँगे; बताएंगे; बताने; जवाब दीजिए; बताना; सौंप*
fr: envoyez*; envoie*; partagez; partage; fournissez; donnez*; donne*; communiquez*; indiquez*
    dites nous; dites moi; dis moi; transmettez*; besoin de votre; besoin de ton; besoin du
    besoin de ta; confirmez votre; quel est votre; quel est ton; quelle est votre; demandons
    saisissez ici; entrez ici; écrivez; répondez avec; joignez; montrez*; photo de
    transmettre; lisez-le-moi; lisez-moi; nous être envoyé; laissez ici; laisse ici
    puis-je avoir; pourriez-vous; pouvez-vous me donner; me donner; nous donner; me dire
    nous dire; nous envoyer; m'envoyer
    donner; dire; il me faudra; il me faut; il nous faut; répondez; confier; confiez; communiquer
de: senden sie; schicken sie; sende; schick*; teilen sie; teile; geben sie uns; geben sie mir
    gib mir; gib uns; nennen sie; nenne; mitteilen; mitzuteilen; brauchen ihr*; brauche ihr*
    brauche dein*; brauche den; benötigen ihr*; benötigen wir; brauchen wir; wir brauchen
    wir benötigen; bestätigen sie ihr*; sagen sie; sag mir; wie lautet; fragen nach; bitten um
    hier eingeben; geben sie hier; zeigen sie; foto; übermitteln sie; verraten sie
    antworten sie mit
    zu schicken; vorlesen; lesen sie ihn mir; lesen sie mir; lesen sie es mir; uns hier geschickt
    geschickt werden; gesendet werden; hinterlassen sie; hinterlasse; dürfte ich
    kann ich _ haben; könnte ich; mir geben; uns geben; uns nennen; mir nennen; mir schicken
    uns schicken; mir zukommen; tippen sie hier
    verraten; verrät; sagen; antworten sie; ich brauche; ich benötige; anvertrauen; nennen
    durchgeben
""",
    # Nothing goes to the writer: we give, or the reader needs it elsewhere.
    "not_to_us": """
en: you need; you will need; we send; we will send; we have sent; we sent; will be sent; is sent
    was sent; i will send; i send; we give; we share; we forward; send you; we tell you
    we show you; we post; gives you; sends you
    on paper
zh: 我们发送; 我们会发; 会发送; 向您发送; 给您发送; 已发送; 系统发送; 发送到您; 发送至您
    为您提供
    写在纸上
vi: chúng tôi gửi; chúng tôi sẽ gửi; đã gửi; được gửi; gửi cho bạn; gửi đến bạn
id: kami kirim*; kami mengirim*; akan kami kirim*; dikirim*; kirimkan kepada anda
tr: size gönder*; tarafınıza gönder*
ko: 보내 드*; 보내드*; 전송됩니다; 알려 드*; 알려드*; 안내해 드*
    종이에 적어*; 종이에 써*
ja: お送りしま; 届き; お知らせしま; 送信されま
    紙に書*; 紙に書き; 紙に書いて
es: le enviamos; le enviaremos; se envía; se enviará; recibirá
    en papel
pt: enviamos; enviaremos; será enviado; é enviado
ru: мы отправим; мы отправляем; придёт; вам придёт; мы пришлём; пришлём вам
    на бумаге
fr: nous envoyons; nous enverrons; est envoyé; sera envoyé; vous envoyons
    sur papier
de: wir senden ihnen; wir schicken ihnen; wird ihnen gesendet; senden wir; schicken wir
    auf papier
ar: نرسل لك; سنرسل; يصلك
hi: हम भेजते; हम भेजेंगे; भेजा जाएगा; भेजा जाता
""",
    # "No" that stands before what it denies.
    "not_before": """
en: no; not; never; nobody; none; nor; neither; cannot; cant; dont; doesnt; wont; no one
    without; isnt; arent; wouldnt; shouldnt; mustnt; didnt; refuse; avoid; can't; whoever asks
    anyone who asks
zh: 不要; 不会; 不能; 不得; 不需要; 不用; 不必; 不应; 不可; 不向; 不问; 不索; 从不; 绝不; 决不
    永不; 请勿; 切勿; 勿; 无需; 没有人; 没人; 别发; 别把; 别给; 别告诉; 看不到; 不是; 不看; 不收
    拒绝
    没有; 并非
es: no; nunca; jamás; para nada; nadie; ni; ningún; ninguna; sin; tampoco; evite
pt: não; nunca; jamais; ninguém; nem; nenhum; nenhuma; sem; evite
ru: не; никогда; никто; никому; ни; нельзя; без
    нет
vi: không; đừng
id: tidak; jangan; tak; bukan; tanpa; jgn; tdk
ar: لا; لن; لم; ليس; أبدا; ولا; بدون; لسنا; ولن
fr: ne; n; jamais; sans; ni
""",
    # "No" that may also stand behind it.
    "not_around": """
fr: pas; jamais; aucun; aucune
de: nicht; nie; niemals; kein; keine; keinen; keinem; keiner; niemand*; keinesfalls; ohne; weder
tr: asla; hiçbir; değil; paylaşmayın*; vermeyin*; göndermeyin*; yazmayın*; söylemeyin*; istemez*
    istemeyiz; istemiyor*; sormaz*; sormayız; istemeyecek*; etmeyin*; girmeyin*; gerekmez
    gerek yok; etmeyiz; etmez; veremeyiz; edemeyiz; edemez*; vermeyiz; olamaz; paylaşmamalı*
    yok; yoktur
ko: 절대; 않*; 마세요; 마십시오; 마시고; 마시기*; 말아*; 말고; 없습니다; 아닙니다; 금지
    안 됩니다; 안됩니다
    어렵*; 드릴 수 없*
ja: ません; ないで; 決して; 絶対に; なく; 禁止; 不要です
hi: न; नहीं; मत; ना; बिना; nahi; mat
""",
    # Words of denial that deny nothing.
    "no_denial": """
en: dont worry; do not worry; dont hesitate; do not hesitate; dont forget; do not forget
    never mind; no problem; no worries; why dont you; why not; not only; no later than
    not to worry; no doubt; nothing to worry; if not; cant wait; not a problem; could you not
    dont be afraid; no need to worry; dont wait; do not wait; dont mind
zh: 别忘; 不要忘; 别担心; 不要担心; 不用担心; 不要犹豫; 不妨; 要不要; 能不能; 可不可以; 是不是
    不仅
es: no olvid*; no dud*; no se preocup*; no te preocup*; por qué no; no solo; no hay problema
    no se olvid*; no tard*
pt: não se esqueça; não esqueça; não hesite; não se preocup*; por que não; não só
    não há problema; sem problema*; não demore
ru: не забудь*; не стесняйтесь; не волнуйтесь; не переживайте; не только; без проблем
    почему бы не; не бойтесь
tr: çekinmeyin; unutmayın; endişelenmeyin; merak etmeyin; sorun değil; tereddüt etmeyin
vi: đừng ngại; đừng quên; đừng lo; không sao; không chỉ; tại sao không; không vấn đề
ko: 걱정하지 마*; 걱정 마*; 주저하지 마*; 잊지 마*; 잊지 말고; 망설이지 마*; 않으시겠*
    않겠습니까; 않을까요
ja: すみません; 申し訳ありません; 申し訳ございません; かまいません; 構いません; 問題ありません
    ませんか; 忘れずに; 忘れないで; 心配しないで; 遠慮なく; 問題なく; 心配なく; 間もなく
    忘れなく
id: jangan ragu; jangan lupa; jangan khawatir; tidak apa; tidak masalah; tidak hanya
    kenapa tidak
ar: لا تتردد*; لا تنس*; لا تقلق*; لا مشكلة; لا بأس; ليس فقط; لا مانع
hi: चिंता न करें; चिंता मत; संकोच न; न भूलें; कोई बात नहीं; क्यों नहीं; क्यों न
fr: n'hésitez pas; n'oubliez pas; n'hésite pas; ne vous inquiétez pas; pas de problème
    pas de souci; pourquoi pas; pourquoi ne; ne tardez pas; ne t'inquiète; sans problème
de: zögern sie nicht; vergessen sie nicht; nicht vergessen; keine sorge; kein problem
    warum nicht; nicht nur; keine angst; ohne zu zögern; scheuen sie sich nicht
""",
}
