"""How things are asked for, and whose they are."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "give": """
en: send; share; provide; give; tell; forward; submit; enter; type; input; paste; drop;
    confirm your; supply; read me; reply with; screenshot of; photo of; need your; require your;
    need the; want your; verify your; upload; hand over; import; download; install; open up; run;
    turn on; start a; can i have; may i have; what is your; what's your; give me; quote; post;
    dictate; whats your; let me have; lets do a; lets start
zh: 发给; 发我; 发一下; 发送; 提供; 输入; 告诉我; 告诉; 填写; 给我; 报一下; 念给; 导入; 截图;
    发过来; 發給; 提供給; 輸入; 下载; 安装; 打开; 开启; 请把; 把你的; 把您的; 需要您的; 需要你的;
    报给; 告知; 粘贴; 提交; 说一下; 開啟; 您的
es: envía*; envíe*; envie*; mándame; mande; manda; comparte; comparta; proporciona*; proporcione;
    ingresa; ingrese; introduce; introduzca; escribe; escriba; dime; dígame; dame; deme;
    facilite; facilita; necesito tu; necesito su; necesitamos su; necesitamos tu; pásame; páseme;
    confirme su; descarga; descargue; instala; instale; confirma tu; enviarme; enviarnos; abra;
    pon
pt: envie; me envia; me envie; mande; manda; compartilhe; compartilha; forneça; informe; digite;
    insira; me passa; me passe; me diga; preciso da sua; precisamos da sua; confirme sua;
    preciso do seu; baixe; instale; abra; enviar; me manda; coloque
ru: пришлите; пришли; отправьте; отправь; скиньте; скинь; сообщите; сообщи; введите; введи;
    назовите; назови; напишите мне; скажите; скажи; дайте; дай; укажите; предоставьте; вставьте;
    продиктуйте; продиктуй; нужен ваш; нужна ваша; нужна твоя; подтвердите ваш*; скачайте;
    установите; скачай; установи; запустите; откройте; включите; киньте; кинь; нужен твой;
    импортируйте; напишите; нужен код; пришлёте
tr: gönder; gönderin*; gönderir*; paylaşın*; paylaşır*; paylaş; girin*; giriniz; yazın*; yazar*;
    iletin*; söyleyin*; söyle; verin*; ver; bize ilet*; onaylayın; indirin*; kurun*; yükleyin*;
    açın*; atar mısın*; lazım; gerekiyor; okuyun; bildirin; atın
vi: gửi; cung cấp; nhập; chia sẻ; cho tôi biết; cho mình xin; cho em xin; đọc mã; đưa cho;
    xác nhận mã; cài đặt; gửi lại; tải về; điền vào
ko: 보내*; 알려*; 입력*; 제공*; 공유*; 말씀해*; 불러*; 전달*; 주세요; 적어*; 설치*; 다운로드*;
    켜*; 필요합니다; 필요해요; 주시*; 남겨*
ja: 送って; 教えて; 入力; 提供; 送信; 共有して; 共有をお願い; 知らせて; お知らせください;
    貼り付け; ください; 下さい; インストール; ダウンロード; お願いします; お伝え; 開いて
id: kirim*; berikan; masukkan; bagikan; sebutkan; beritahu; ketik; isi; konfirmasi*; butuh;
    kami perlu; saya perlu; unduh; instal; pasang; download; install; buka; minta kode; kasih
ar: أرسل*; ارسل*; شارك*; أدخل*; ادخل*; زودنا; زودني; أعطني; اعطني; اكتب; أخبرني; قدم; نحتاج;
    أحتاج; ابعت*; ابعث*; حمل; ثبت; قم بتثبيت; تزويدنا; إرسال; مشاركة; افتح
hi: भेजें; भेजो; भेजिए; भेज; बताएं; बताइए; बताओ; शेयर करें; शेयर करो; शेयर कीजिए; दर्ज करें; दें;
    दीजिए; साझा करें; डालें; डालो; चाहिए; डाउनलोड करें; इंस्टॉल करें; bhejo; batao; share karo;
    bhejiye; खोलें
fr: envoyez*; envoie*; partagez; partage; fournissez; fournir; donnez*; donne*; saisissez;
    entrez; communiquez; indiquez; besoin de votre; besoin de ta; tapez; dites moi; dis moi;
    confirmez votre; téléchargez; installez; transmettez; ouvrez; renseignez; besoin du code;
    besoin de ton
de: senden sie; schicken sie; sende; schick*; teilen sie; teile; geben sie; gib; nennen sie;
    nenne; eingeben; mitteilen; teilen sie uns; brauche deine*; brauchen ihre*; brauche ihre*;
    benötigen ihre*; benötigen wir; bestätigen sie ihre*; laden sie; installieren sie; lade;
    installiere; tippen sie; sag mir; senden sie uns; öffnen sie; trage; tragen sie
""",
    "your": """
en: your; you; ur; u; yours; youre
zh: 你的; 您的; 你; 您
es: tu; su; tus; sus; usted; te; le; vuestro
pt: seu; sua; seus; suas; você; vc; tua; teu
ru: ваш*; вам; вас; твой; твоя; твою; тебе; тебя; вы; свой; свою; свои
tr: senin; sizin; size; sana; siz; hesabınız*; telefonunuz*; cüzdanınız*; şifrenizi; kodunuzu
vi: của bạn; bạn; của anh; của chị; anh chị; quý khách
ko: 고객님*; 회원님*; 당신*; 귀하*; 님의
ja: あなた; お客様; ご自身; お手元; お持ちの
id: anda; kamu; kalian; mu
ar: لك; بك; لديك; محفظتك; حسابك; هاتفك; كلمتك; عبارتك; الخاصة بك; الخاص بك; أموالك; اموالك; سحبك;
    أرباحك
hi: आपका; आपकी; आपके; अपना; अपनी; अपने; तुम्हारा; apna; apni; aapka; आप
fr: votre; vos; vous; ton; ta; tes; toi
de: ihr; ihre; ihren; ihrem; ihnen; dein; deine; deinen; dir
""",
    "mine": """
en: my; i; ive; im; mine; i forgot; i lost; our
zh: 我的; 我把; 我忘; 我丢; 我弄丢; 本人; 我输入; 我填; 我在; 我找不到; 我收不到; 收不到
es: mi; mis; yo; he perdido; perdí; olvidé; no recuerdo; no me llega; no recibo; recibí;
    introduje; ingresé
pt: meu; minha; meus; minhas; eu; perdi; esqueci; não recebo; não chega; digitei; coloquei
ru: мой; моя; мою; мое; мои; моего; моей; моих; у меня; я; забыл*; потерял*; не приходит;
    не пришел; ввел; ввожу
tr: benim; ben; şifremi; şifrem; hesabım; hesabımı; cüzdanım; cüzdanımı; telefonum; kodum;
    kaybettim; unuttum; gelmiyor; girdim
vi: của tôi; của mình; của em; tôi quên; tôi mất; mình quên; mình mất; không nhận được; tôi nhập;
    mình nhập; tôi không
ko: 제; 제가; 저는; 내; 나의; 저의; 저희; 잃어버렸*; 잊어버렸*; 안 와요; 안 옵니다; 안와요;
    안 오*; 까먹*; 입력했*
ja: 私の; 僕の; 俺の; 自分の; 忘れ; 失くし; なくしました; 届かない; 届きません; 来ない;
    入力しても; 入力した
id: saya lupa; aku lupa; kehilangan; saya hilang; punya saya; milik saya; phrase saya; akun saya;
    dompet saya; tidak masuk; sandi saya; password saya; kode saya; pemulihan saya; gue; gua;
    saya masukkan; tidak menerima; lupa; ga masuk
ar: محفظتي; حسابي; هاتفي; أنا; انا; فقدت; نسيت; كلمتي; عبارتي; مفتاحي; رمزي; لم يصلني; لا يصلني;
    لم يصل; أدخلت
hi: मेरा; मेरी; मेरे; मैं; मैंने; mera; meri; maine; भूल गया; खो गया; नहीं आ रहा; नहीं आया;
    भूल गई
fr: mon; ma; mes; je; j'ai; perdu; oublié; je ne reçois; reçu mon; j'entre
de: mein; meine; meinen; meinem; meiner; ich; verloren; vergessen; kommt nicht; kam nicht
""",
}
