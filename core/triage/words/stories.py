"""Stories of hijacked friends, and of wallets that anybody may empty."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "friend_hijack": """
en: is this you in; vote for me; please vote; vote for my; i need your vote; help me vote;
    is that you in this; look what i found; you in this video; this video of you; photo of you;
    lend me; can you lend; borrow some; i accidentally reported you; accidentally reported your;
    reported your account; online contest; i reported you; reported you by; who died;
    look who died; is this you?; is this you; in this video; test my game; made a small game;
    send a code to your phone; locked out of insta
zh: 帮我投票; 投我一票; 这是你吗; 视频里是你; 照片里是你; 帮忙投票; 借我点; 不小心举报了你;
    误举报; 投一票; 帮投; 这个视频是你; 借点钱; 帮我投; 視頻裡是你; 视频里; 人挂到这个; 换号了
es: vota por mí; votar por mí; eres tú en; este video eres; te reporté por error; préstame;
    ¿eres tú; sales en este video; necesito tu voto; votes por; me prestas; vota por mi
pt: vota em mim; vote em mim; é você nesse; você nesse vídeo; denunciei sua conta; me empresta;
    preciso do seu voto; é você neste; vota na minha; denunciei você
ru: проголосуй*; голос за; это ты на; ты на видео; ты на фото; займи; одолжи;
    случайно пожаловал*; нужен твой голос; за племянн*; на этом фото; голосуй*; перекинь до;
    скинь до завтра; голосовани*; проголосуй за
tr: bana oy; oy ver*; bu videodaki sen; videoda sen; yanlışlıkla şikayet*; borç ver*;
    bu sen misin; oyuna ihtiyac*; bu fotoğraftaki; yanlışlıkla seni; borç
vi: bình chọn; vote cho; bạn trong video; có phải bạn trong; cho mượn; vay tạm; báo cáo nhầm;
    trong video này; cho mình vay; bầu chọn
ko: 투표해*; 투표 좀*; 영상 속*; 영상에 너*; 이거 너*; 실수로 신고*; 돈 좀 빌려*; 너 맞아*;
    한 표*; 빌려줘*; 투표 부탁*; 이 영상*; 나온 사람 너*; 동영상에*
ja: 投票して; 投票お願い; この動画; この写真; あなたですか; 間違えて通報; お金を貸; 動画に映って;
    投票を; 誤って通報; これあなた
id: vote saya; tolong vote; ini kamu di; kamu di video; pinjam uang; tidak sengaja melaporkan;
    ini kamu; pinjam dulu; bantu vote; minta vote; pinjamkan
ar: صوت لي; هل هذا أنت; هذا أنت; أنت في الفيديو; انت في الفيديو; سلفني; بلغت عنك بالخطأ;
    التصويت لي; صوتوا لي; صوتك; أبلغت عنك; أقرضني; تصوت لي
hi: मुझे वोट; वोट करो; वोट करें; वीडियो में तुम; वीडियो में आप; उधार; गलती से रिपोर्ट; ये तुम हो;
    vote karo; क्या ये तुम; मेरे लिए वोट
fr: vote pour moi; votez pour moi; c'est toi sur; c'est toi dans; signalé ton compte par erreur;
    prête-moi; toi dans cette vidéo; besoin de ton vote; voter pour moi; tu peux me prêter;
    signalé par erreur; c'est toi ?
de: stimm für mich; stimme für mich; bist du das; du in diesem video; versehentlich gemeldet;
    leih mir; für mich abstimmen; stimm* ab; abstimmung; bist du auf; aus versehen gemeldet;
    leihen
""",
    "seed_story": """
en: cant withdraw; dont know how; i need help to; i have usdt; i have trx; someone help me;
    how do i transfer; move my; i will share; help me withdraw; transfer it; my wallet has;
    i have _ in my wallet; in trust wallet; there is; i need gas; help transfer; move it to;
    withdraw it; first come; you can have it; quitting crypto; dont need it
zh: 转不出来; 不会提; 帮我转; 里面有; 钱包里有; 不会操作; 分你; 提不出来; 怎么转; 转出来; 送人;
    不玩了; 谁会弄
es: no puedo retirar; no sé cómo; tengo usdt; ayuda para retirar; cómo transfiero;
    ayúdame a sacar; en mi billetera; sacar
pt: não consigo sacar; não sei como; tenho usdt; me ajude a; como transfiro; na minha carteira;
    tirar
ru: не могу вывести; не знаю как; у меня есть; помогите вывести; как перевести; поделюсь;
    на кошельке; вывести; не получается вывести
tr: çekemiyorum; nasıl çek*; bilmiyorum; cüzdanımda; yardım edin; transfer edemiyorum; param var
vi: không rút được; không biết cách; ví của tôi có; giúp tôi rút; trong ví; chuyển ra; chia cho
ko: 출금이 안*; 출금 방법*; 지갑에; 도와주세요; 옮기는; 몰라요; 출금할 줄*; 나눠*; 못 빼*
ja: 出金でき; わからない; 分からない; 引き出せ; 入っています; 送金方法; 分けます; 移したい
id: tidak bisa tarik; tidak tahu cara; bantu saya; di dompet saya; ada usdt; cara transfer;
    bagi hasil; tarik
ar: لا أستطيع السحب; لا اعرف كيف; لا أعرف كيف; عندي usdt; ساعدوني; في محفظتي; كيف اسحب; كيف أسحب;
    سحب
hi: निकाल नहीं; नहीं पता कैसे; मेरे वॉलेट में; मदद करो; निकालने में; कैसे निकालूं; ट्रांसफर
fr: n'arrive pas à retirer; ne sais pas comment; j'ai des usdt; aidez-moi; comment transférer;
    dans mon portefeuille; retirer; partage
de: kann nicht abheben; weiß nicht wie; habe usdt; helft mir; wie überweise; in meiner wallet;
    nicht auszahlen; abheben; teile
""",
}
