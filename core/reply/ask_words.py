"""How somebody asks for a secret, and how he says that nobody should; fourteen languages.

The syntax is that of `core.triage.lexicon`; what is asked for stands in `core.triage.words.assets`.
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
zh: 发给我; 发给我们; 发我; 发一下; 发过来; 发到; 发送; 提供; 告诉我; 告知; 给我; 给我们; 报一下
    报给; 念给; 念一下; 说一下; 截图给; 回复您的; 回复你的; 填在这里; 输入到这里; 在这里输入
    在聊天里输入; 请出示; 需要您的; 需要你的; 索要; 是什么; 是多少; 请发; 请把; 交给; 分享
es: envíe*; envia*; manda*; mande*; comparta; comparte; proporcion*; facilite*; facilita; diga*
    dime; dígame; deme; dame; indique*; indica; comunique*; necesito su; necesito tu; muestr*
    necesitamos su; necesitamos tu; necesitamos la; necesitamos el; confirme su; confirma tu
    cuál es su; cuál es tu; pásenos; páseme; pásame; escriba su; escriba aquí; pedimos; adjunte
    solicitamos; responda con; introduzca aquí; puede darnos; puede enviar*; nos da su
pt: envie*; mande*; manda; compartilhe*; forneça; informe*; diga*; me passe; nos passe
    passe sua; passe seu; passe o; passe a; nos dê; precisamos da; precisamos do; preciso da
    preciso do; confirme sua; confirme seu; qual é sua; qual é a sua; qual a sua; qual é o seu
    escreva; digite aqui; pedimos; solicitamos; responda com; anexe; mostre; pode enviar
    pode informar; pode passar; compartilhar; fornecer; enviar
ru: пришлите; пришли; отправьте; отправь; скиньте; скинь; сообщите; сообщи; назовите; назови
    скажите; скажи; дайте; дай; укажите; предоставьте; продиктуйте; напишите; напиши; передайте
    покажите; введите здесь; введите сюда; нужен ваш; нужна ваша; нам нужен; нам нужна
    нам нужны; мне нужен; мне нужна; подтвердите ваш*; подтвердите свой; какой у вас; какой ваш
    просим; запрашиваем; прошу; ответьте; сфотографируйте; приложите; можете прислать
tr: gönder; gönderin*; gönderir*; paylaşın*; paylaşır*; yazın*; iletin*; söyleyin*; verin*
    bildirin*; atın; lazım; gerekiyor; ihtiyacımız var; nedir; istiyoruz; isteriz; onaylayın
    buraya girin; okuyun; fotoğraf*; ekleyin
vi: gửi; cung cấp; chia sẻ; cho tôi biết; cho chúng tôi biết; cho mình xin; cho em xin
    cho tôi xin; đọc mã; đọc cho; đưa cho; nhập tại đây; nhập vào đây; cần mật khẩu; cần mã
    xin mã; hỏi; yêu cầu; là gì; là bao nhiêu; chụp; trả lời bằng; xác nhận mật khẩu
ko: 보내*; 알려*; 제공*; 공유*; 말씀*; 불러*; 전달*; 적어*; 남겨*; 여기에 입력*; 필요합니다
    필요해요; 무엇인가요; 뭐예요; 뭔가요; 어떻게 되*; 요청드*; 요구*; 물어*; 촬영*; 첨부*
ja: 送って; 送信して; お送り; 教えて; お知らせ; お伝え; 提供; 共有して; 返信して; ご返信
    貼り付けて; 書いて; 記入して; お聞かせ; ここに入力; こちらに入力; 何ですか; 伺い; お聞きし
    お尋ねし; 撮影; いただけます; 頂けます; 添付; お見せ; が必要ですので
id: kirim*; berikan; beri tahu; beritahu*; bagikan; sebutkan; ketik di sini; masukkan di sini
    tulis*; balas dengan; kami perlu; saya perlu; butuh; minta; meminta; apa kata sandi*
    apa password; berapa kode; lampirkan; foto; tunjukkan; sampaikan; konfirmasi*
ar: أرسل*; ارسل*; شارك*; زودنا; زودني; أعطنا; أعطني; اعطني; اعطنا; اكتب; أخبرنا; أخبرني; قدم
    نحتاج; أحتاج; نطلب; أطلب; ابعت*; ابعث*; تزويدنا; إرسال; مشاركة; ما هي; ما هو; صورة; اذكر
    نريد
hi: भेजें; भेजो; भेजिए; भेज; बताएं; बताएँ; बताइए; बताओ; शेयर करें; शेयर करो; साझा करें; दें
    दीजिए; लिखें; यहाँ डालें; चाहिए; क्या है; माँगते; मांगते; फोटो; फ़ोटो; बता दें; bhejo; batao
    dijiye
fr: envoyez*; envoie*; partagez; partage; fournissez; donnez*; donne*; communiquez*; indiquez*
    dites nous; dites moi; dis moi; transmettez*; besoin de votre; besoin de ton; besoin du
    besoin de ta; confirmez votre; quel est votre; quel est ton; quelle est votre; demandons
    saisissez ici; entrez ici; écrivez; répondez avec; joignez; montrez*; photo de
de: senden sie; schicken sie; sende; schick*; teilen sie; teile; geben sie uns; geben sie mir
    gib mir; gib uns; nennen sie; nenne; mitteilen; mitzuteilen; brauchen ihr*; brauche ihr*
    brauche dein*; brauche den; benötigen ihr*; benötigen wir; brauchen wir; wir brauchen
    wir benötigen; bestätigen sie ihr*; sagen sie; sag mir; wie lautet; fragen nach; bitten um
    hier eingeben; geben sie hier; zeigen sie; foto; übermitteln sie; verraten sie
    antworten sie mit
""",
    # Nothing goes to the writer: we give, or the reader needs it elsewhere.
    "not_to_us": """
en: you need; you will need; we send; we will send; we have sent; we sent; will be sent; is sent
    was sent; i will send; i send; we give; we share; we forward; send you; we tell you
    we show you; we post; gives you; sends you
zh: 我们发送; 我们会发; 会发送; 向您发送; 给您发送; 已发送; 系统发送; 发送到您; 发送至您
    为您提供
vi: chúng tôi gửi; chúng tôi sẽ gửi; đã gửi; được gửi; gửi cho bạn; gửi đến bạn
id: kami kirim*; kami mengirim*; akan kami kirim*; dikirim*; kirimkan kepada anda
""",
    # "No" that stands before what it denies.
    "not_before": """
en: no; not; never; nobody; none; nor; neither; cannot; cant; dont; doesnt; wont; no one
    without; isnt; arent; wouldnt; shouldnt; mustnt; didnt; refuse; avoid; can't; whoever asks
    anyone who asks
zh: 不要; 不会; 不能; 不得; 不需要; 不用; 不必; 不应; 不可; 不向; 不问; 不索; 从不; 绝不; 决不
    永不; 请勿; 切勿; 勿; 无需; 没有人; 没人; 别发; 别把; 别给; 别告诉; 看不到; 不是; 不看; 不收
    拒绝
es: no; nunca; jamás; nadie; ni; ningún; ninguna; sin; tampoco; evite
pt: não; nunca; jamais; ninguém; nem; nenhum; nenhuma; sem; evite
ru: не; никогда; никто; никому; ни; нельзя; без
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
ko: 절대; 않*; 마세요; 마십시오; 마시고; 마시기*; 말아*; 말고; 없습니다; 아닙니다; 금지
    안 됩니다; 안됩니다
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
    # What belongs under identity verification or a payment page, never into a chat.
    "document": """
en: passport; id card; identity card; driving licence; driver's license; selfie; card number
    cvv; cvc; credit card; identity document*; photo id; debit card
zh: 护照; 身份证; 驾照; 银行卡号; 信用卡号; 卡号; 证件; 自拍
es: pasaporte; documento de identidad; dni; número de tarjeta; número de su tarjeta; selfie; cvv
pt: passaporte; documento de identidade; rg; cpf; número do cartão; número do seu cartão; selfie
    cvv
ru: паспорт*; номер карты; номер вашей карты; удостоверен*; селфи; cvv
tr: pasaport*; kimlik*; kart numara*; selfie; cvv
vi: hộ chiếu; căn cước; cmnd; cccd; số thẻ
ko: 여권*; 신분증*; 카드 번호*; 카드번호*; 셀카*; 주민등록증*
ja: パスポート; 身分証; カード番号; 免許証; 自撮り; マイナンバー
id: paspor*; ktp; nomor kartu; swafoto; selfie; cvv
ar: جواز السفر; جواز سفرك; بطاقة الهوية; رقم البطاقة; رقم بطاقتك; هويتك
hi: पासपोर्ट; आधार; कार्ड नंबर; पहचान पत्र; सेल्फी
fr: passeport; carte d'identité; numéro de carte; numéro de votre carte; pièce d'identité; cvv
    selfie
de: reisepass*; personalausweis*; ausweis*; kartennummer*; selfie; cvv
""",
}
