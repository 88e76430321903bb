"""Each signal: the attempt, those who talk about it, and what only looks like it."""

from __future__ import annotations

import pytest

from core.errors import ConfigError
from core.triage import signals
from core.types import Attachment, Place, Secret, Stance
from tests.core.triage.cases import look

A, W, R, Q = Stance.ATTEMPT, Stance.WARNING, Stance.REPORT, Stance.QUESTION

CASES = {
    "secret_request": [
        (A, "en", "Kindly send me your 12 word recovery phrase so I can restore it"),
        (A, "en code", "tell me the verification code, your code from the sms"),
        (A, "en remote", "Please install anydesk and share your screen with me"),
        (A, "en disguised", "just send your s33d phr4se"),
        (A, "zh", "请把您的助记词发给我，我帮您处理"),
        (A, "ru", "пришлите мне вашу сид-фразу, я помогу вывести"),
        (A, "es", "envíame tu frase semilla para verificar la cuenta"),
        (A, "fr", "envoyez-moi votre phrase de récupération"),
        (A, "ko", "시드 구문을 보내주세요"),
        (A, "vi", "anh gửi cụm từ khôi phục cho em để xử lý"),
        (W, "en", "Support will never ask for your seed phrase"),
        (W, "en talk", "Warning everyone, 12 words are all they are after"),
        (W, "zh", "客服绝不会向你索要助记词"),
        (W, "ru", "никогда никому не сообщайте сид-фразу"),
        (W, "es", "nunca compartas tu frase semilla"),
        (W, "de", "gib niemals deine seedphrase weiter"),
        (W, "tr", "kurtarma kelimelerinizi asla paylaşmayın"),
        (R, "en", "a guy in the group asked me to send my seed phrase"),
        (R, "es", "un tipo me pidió que le enviara mi frase semilla"),
        (R, "ru", "мне написал человек и просит отправить сид-фразу"),
        (Q, "en", "is it normal that you want the 12 words? is this legit"),
        (Q, "zh", "要我提供助记词，是真的吗"),
        (Q, "en code", "is this real, they want me to give the verification code"),
        (None, "en own", "I lost my seed phrase, what now"),
        (None, "en code", "please send the verification code again, it is not arriving"),
        (None, "en code not yours", "send the sms code"),
        (None, "en login", "my password is not accepted when I enter it"),
        (None, "en password talk", "my password was changed and I got a mail"),
        (None, "en plain", "what is a seed phrase"),
        (None, "en obeying", "should i give the verification code from my phone"),
        (None, "en hurry", "the seed phrase right now"),
        (None, "en own give", "I entered my password and it fails"),
        (None, "zh", "我的验证码收不到，请发送"),
    ],
    "off_platform_pivot": [
        (A, "en", "Sorry to hear that, our agent can help you, message us on WhatsApp"),
        (A, "en handle", "write to @fast_fix_team, they resolved mine"),
        (A, "en staff", "I am from support, dm me on whatsapp"),
        (A, "zh", "加我微信，我帮您处理"),
        (A, "ru", "пишите в лс, решим вашу проблему"),
        (A, "es", "escríbeme por whatsapp y te ayudo a resolverlo"),
        (A, "pt", "me chama no whatsapp que eu resolvo"),
        (W, "en", "nordex will never dm you first"),
        (W, "ru", "поддержка никогда не пишет в лс"),
        (R, "en", "someone told me to contact support on whatsapp for help"),
        (Q, "en", "is this legit: contact our support team on telegram?"),
        (None, "en user", "@NordexSupport can you please help me, dm me"),
        (None, "en no helper", "dm me"),
        (None, "en plea", "please help resolve this, message me on whatsapp"),
        (None, "en no channel", "contact me about the support"),
        (None, "en chat", "good morning everyone"),
    ],
    "wallet_validation": [
        (A, "en", "Validate your wallet here: https://walletfix.example"),
        (A, "zh", "请到此处同步您的钱包 https://wallet-sync.example"),
        (A, "ru", "синхронизируйте ваш кошелек по ссылке https://w.example"),
        (A, "es", "sincronice su billetera en https://w.example"),
        (A, "tr", "cüzdanınızı doğrulayın https://w.example"),
        (W, "en", "never validate your wallet on a site"),
        (R, "en", "I got a mail: validate your wallet"),
        (Q, "en", "is this real, validate your wallet here?"),
        (None, "en how", "how do i validate my wallet"),
        (None, "en", "my wallet is empty"),
    ],
    "giveaway": [
        (A, "en", "Double your BTC! send now https://x2.example"),
        (A, "en amounts", "send 100 usdt receive 200 usdt instantly"),
        (A, "zh", "转账即双倍返还 https://x2.example 快发给我"),
        (A, "ru", "удвоим ваши монеты, отправьте на https://x2.example"),
        (A, "es", "envía 1 btc y recibe el doble https://x2.example"),
        (A, "id", "kirim 200 USDT balik 400 USDT langsung"),
        (W, "en", "beware, double your coins is always a scam, do not send"),
        (R, "en", "somebody posts: send 100 usdt get 200 usdt"),
        (Q, "en", "is it legit? send 100 usdt and get 200"),
        (None, "en own", "i sent 100 usdt and only 200 trx arrived"),
        (None, "en other", "send 100 usdt to 357 friends"),
        (None, "en big", "send 1.000.000 of 2,000,000.5"),
        (None, "en zero", "send 0 usdt to 100 people"),
        (None, "en fees", "fees doubled"),
    ],
    "recovery_service": [
        (A, "en", "Thanks to @cyber_hacks I recovered my lost funds, contact him"),
        (A, "en channel", "he recovered everything, i recommend him, write him on whatsapp"),
        (A, "zh", "感谢 @trace_master 帮我追回了被骗的钱"),
        (A, "ru", "мне помог вернуть деньги @vernem_dengi, рекомендую, пишите ему"),
        (A, "es", "gracias a @hacker_bueno recuperé mi dinero"),
        (W, "en", "do not trust @cyber_hacks who will recover your money, its a scam"),
        (Q, "en", "is @cyber_hacks legit? he says he can recover my money"),
        (None, "en user", "@NordexSupport help me recover my account"),
        (None, "en official", "thanks to @NordexSupport I recovered my account"),
    ],
    "claim_drainer": [
        (A, "en", "Airdrop is live! connect your wallet https://claim.example"),
        (A, "en link", "claim your tokens https://claim.example"),
        (A, "en connect", "connect your wallet at https://claim.example"),
        (A, "zh", "空投开放，连接钱包领取 https://claim.example"),
        (A, "ru", "аирдроп! подключите кошелек https://claim.example"),
        (A, "es", "reclama tu airdrop, conecta tu billetera https://claim.example"),
        (Q, "en", "is this airdrop real? https://claim.example"),
        (R, "en", "someone posted an airdrop link https://claim.example"),
        (None, "en", "where is my airdrop"),
        (None, "en missing", "my airdrop claim has not arrived https://nordex.example/a"),
    ],
    "advance_fee": [
        (A, "en", "You must pay a 10% tax first to release your funds"),
        (A, "zh", "您需要先交保证金才能提现"),
        (A, "ru", "чтобы вывести, оплатите налог на ваш счет"),
        (A, "es", "para retirar primero debe pagar el impuesto, le ayudo"),
        (A, "ar", "ادفع رسوم التحرير لسحب أموالك"),
        (W, "en", "never pay a tax first to withdraw"),
        (R, "en", "they said i have to pay a tax first"),
        (Q, "en", "is it true that i must pay tax first"),
        (R, "en obeying", "wants me to pay a security deposit for my withdrawal"),
        (None, "en", "what fees do I pay for my withdrawal"),
    ],
    "job_task": [
        (A, "en", "Easy job, earn $300 daily from home, text on whatsapp"),
        (A, "en mentor", "copy trading with guaranteed profit, join https://vip.example"),
        (A, "zh", "兼职刷单日赚三百，加微信"),
        (A, "ru", "подработка без опыта, пишите в лс"),
        (A, "es", "gana dinero con tareas simples, escríbeme al whatsapp"),
        (W, "en", "beware of easy job offers on whatsapp"),
        (None, "en", "are you hiring? I look for a job at your company"),
    ],
    "romance": [
        (A, "en", "hello dear, where are you from? do you trade crypto"),
        (A, "en elsewhere", "nice to meet you, let's talk on whatsapp"),
        (A, "zh", "你好，交个朋友吧，你炒币吗"),
        (A, "ru", "давай дружить, ты в крипте?"),
        (A, "es", "hola guapo, ¿inviertes en bitcoin?"),
        (None, "en", "hello everyone"),
    ],
    "fake_moderator": [
        (A, "en", "I am from the support team"),
        (A, "en never", "I am an admin and will never ask"),
        (A, "zh", "我是官方客服"),
        (A, "ru", "я из службы поддержки"),
        (A, "es", "soy del equipo de soporte"),
        (A, "ja", "サポート担当です"),
        (W, "en", "beware of people who say i am an admin"),
        (R, "en", "he said: i am an admin"),
        (Q, "en", "is it legit when one says i am an admin"),
        (None, "en", "are there admins awake?"),
    ],
    "malicious_file": [
        (A, "en", "download this new version for your wallet https://dl.example"),
        (A, "en named", "install nordex_pro.apk to withdraw"),
        (A, "zh", "下载安装 nordex_pro.apk"),
        (A, "ru", "скачай terminal.exe"),
        (A, "es", "descargue Nordex_v9.apk"),
        (A, "en screen", "share your screen on anydesk, send me the number"),
        (R, "en", "someone told me to install nordex_pro.apk"),
        (Q, "en", "should i install nordex_pro.apk?"),
        (None, "en", "the app on ios crashes"),
        (None, "en name only", "nordex.pdf"),
    ],
    "compromised_account": [
        (A, "en", "please vote for me https://vote.example"),
        (A, "zh", "帮我投票"),
        (A, "ru", "проголосуй за мою племянницу"),
        (A, "es", "vota por mí"),
        (A, "de", "bist du das in diesem video?"),
        (None, "en", "vote on the new listing"),
    ],
    "abuse": [
        (A, "en threat", "I will find you and kill you"),
        (A, "en insult", "fuck you"),
        (A, "en insults", "fuck you, idiots"),
        (A, "en extortion", "pay or i leak your id"),
        (A, "zh", "我要杀了你"),
        (A, "ru", "вы уроды"),
        (A, "es", "hijos de puta"),
        (R, "en", "this guy told me he will kill you, my friends are scared"),
        (None, "en figure", "haha killing it, shoot you later lol, bomb"),
        (None, "en", "please help"),
    ],
}
FLAT = [
    pytest.param(name, wanted, text, id=f"{name}-{wanted.value if wanted else 'nothing'}-{label}")
    for name, cases in CASES.items()
    for wanted, label, text in cases
]


@pytest.mark.parametrize(("name", "wanted", "text"), FLAT)
def test_stances(name, wanted, text):
    found = look(name, text)
    if wanted is None:
        assert found is None or found.stance is not A, found
        return
    assert found is not None
    assert found.stance is wanted, found
    assert found.kind == name
    assert 0 < found.score <= 1
    assert found.reason


def test_who_posts_a_secret_asks_nobody_for_one():
    posted = (Secret(kind="seed_phrase", start=0, end=9),)
    assert look("secret_request", "send from these 12 words", secrets=posted) is None


def test_a_posted_phrase_with_a_story_is_bait_in_public_and_a_victim_in_private():
    text = "i have usdt in my wallet, cant withdraw, someone help me [seed phrase removed]"
    posted = (Secret(kind="seed_phrase", start=60, end=70),)
    public = look("seed_bait", text, secrets=posted, place=Place.GROUP)
    private = look("seed_bait", text, secrets=posted)
    assert public.score > 0.6 > private.score
    assert look("seed_bait", text) is None
    assert look("seed_bait", "[seed phrase removed]", secrets=posted) is None


def test_programs_that_are_attached():
    files = (Attachment(kind="file", name="photo.png"), Attachment(kind="file", name="Setup.EXE"))
    assert look("malicious_file", "", attachments=files).score == 0.7
    assert look("malicious_file", "", attachments=files[:1]) is None


def test_a_question_about_a_program_is_one():
    assert look("malicious_file", "how do i install setup.exe").stance is Q


def test_all_signals_are_found_and_take_options():
    names = [type(each).__module__.rpartition(".")[2] for each in signals.load()]
    assert names == sorted(names)
    assert len(names) >= 20
    tuned = signals.load({"abuse": {"insult": 1}})
    assert tuned[0].insult == 1


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"nonsense": {}}, "triage.signals.nonsense"),
        ({"abuse": {"loudness": 1}}, "loudness"),
        ({"abuse": {"insult": "high"}}, "must be float"),
    ],
)
def test_wrong_options_stop_the_start(options, named):
    with pytest.raises(ConfigError, match=named):
        signals.load(options)
