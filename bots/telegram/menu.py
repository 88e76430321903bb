"""The menus of commands: which, for whom, and what they are called in 14 languages."""

from __future__ import annotations

from typing import Any

PRIVATE, GROUPS, ADMINS = "all_private_chats", "all_group_chats", "all_chat_administrators"
# Who is offered what. A case's status is nobody else's to read, so groups are not offered it.
SCOPES = {
    PRIVATE: ("start", "help", "human", "status", "privacy", "verify", "scamcheck", "stop"),
    GROUPS: ("help", "human", "verify", "scamcheck", "privacy"),
    ADMINS: ("help", "human", "verify", "scamcheck", "whois", "privacy", "status"),
}
# In the staff's own group everybody is offered what administrators are elsewhere.
STAFF = ("whois", "verify", "scamcheck")
ENGLISH = "en"
# command -> language -> what it does; at most 256 characters. Source: Bot API, BotCommand.
DESCRIPTIONS = {
    "start": {
        "en": "Begin, or hear from us again",
        "zh": "开始，或重新接收我们的消息",
        "es": "Empezar o volver a recibir mensajes",
        "pt": "Começar ou voltar a receber mensagens",
        "ru": "Начать или снова получать сообщения",
        "tr": "Başla ya da yeniden mesaj al",
        "vi": "Bắt đầu hoặc nhận tin nhắn trở lại",
        "ko": "시작하거나 다시 메시지 받기",
        "ja": "開始する、またはメッセージの受信を再開する",
        "id": "Mulai, atau terima pesan lagi",
        "ar": "ابدأ أو استقبل رسائلنا من جديد",
        "hi": "शुरू करें या फिर से संदेश पाएँ",
        "fr": "Commencer ou recevoir de nouveau nos messages",
        "de": "Beginnen oder wieder Nachrichten erhalten",
    },
    "help": {
        "en": "What I can do for you",
        "zh": "我能为您做什么",
        "es": "Qué puedo hacer por ti",
        "pt": "O que posso fazer por você",
        "ru": "Чем я могу помочь",
        "tr": "Sizin için neler yapabilirim",
        "vi": "Tôi có thể giúp gì cho bạn",
        "ko": "도와드릴 수 있는 일",
        "ja": "私にできること",
        "id": "Apa yang bisa saya bantu",
        "ar": "ما الذي يمكنني فعله لك",
        "hi": "मैं आपके लिए क्या कर सकता हूँ",
        "fr": "Ce que je peux faire pour vous",
        "de": "Was ich für Sie tun kann",
    },
    "human": {
        "en": "Talk to a person",
        "zh": "联系人工客服",
        "es": "Hablar con una persona",
        "pt": "Falar com uma pessoa",
        "ru": "Поговорить с человеком",
        "tr": "Bir insanla görüş",
        "vi": "Nói chuyện với nhân viên",
        "ko": "상담원과 대화하기",
        "ja": "担当者と話す",
        "id": "Bicara dengan petugas",
        "ar": "التحدث إلى شخص",
        "hi": "किसी व्यक्ति से बात करें",
        "fr": "Parler à une personne",
        "de": "Mit einem Menschen sprechen",
    },
    "status": {
        "en": "Where your case stands",
        "zh": "查看您的工单进度",
        "es": "Estado de tu caso",
        "pt": "Situação do seu caso",
        "ru": "Состояние вашего обращения",
        "tr": "Talebinizin durumu",
        "vi": "Tình trạng yêu cầu của bạn",
        "ko": "문의 진행 상황",
        "ja": "お問い合わせの状況",
        "id": "Status laporan Anda",
        "ar": "حالة طلبك",
        "hi": "आपके मामले की स्थिति",
        "fr": "Où en est votre demande",
        "de": "Stand Ihrer Anfrage",
    },
    "privacy": {
        "en": "What we keep about you and for how long",
        "zh": "我们保存您的哪些信息以及保存多久",
        "es": "Qué guardamos sobre ti y por cuánto tiempo",
        "pt": "O que guardamos sobre você e por quanto tempo",
        "ru": "Что мы храним о вас и как долго",
        "tr": "Hakkınızda neyi ne kadar süre saklıyoruz",
        "vi": "Chúng tôi lưu gì về bạn và trong bao lâu",
        "ko": "보관하는 정보와 보관 기간",
        "ja": "保存する情報とその期間",
        "id": "Apa yang kami simpan tentang Anda dan berapa lama",
        "ar": "ما نحتفظ به عنك ولأي مدة",
        "hi": "हम आपके बारे में क्या और कब तक रखते हैं",
        "fr": "Ce que nous gardons sur vous et combien de temps",
        "de": "Was wir über Sie speichern und wie lange",
    },
    "stop": {
        "en": "Send me nothing any more",
        "zh": "不再给我发送消息",
        "es": "No enviarme nada más",
        "pt": "Não me enviar mais nada",
        "ru": "Больше ничего мне не присылать",
        "tr": "Bana artık hiçbir şey gönderme",
        "vi": "Đừng gửi gì cho tôi nữa",
        "ko": "더 이상 메시지 받지 않기",
        "ja": "今後メッセージを受け取らない",
        "id": "Jangan kirimi saya apa pun lagi",
        "ar": "لا ترسل لي شيئًا بعد الآن",
        "hi": "अब मुझे कुछ न भेजें",
        "fr": "Ne plus rien m'envoyer",
        "de": "Mir nichts mehr senden",
    },
    "verify": {
        "en": "Check whether an account or site is ours",
        "zh": "核实某个账号或网站是否属于我们",
        "es": "Comprobar si una cuenta o web es nuestra",
        "pt": "Verificar se uma conta ou site é nosso",
        "ru": "Проверить, наш ли это аккаунт или сайт",
        "tr": "Bir hesabın ya da sitenin bize ait olup olmadığını denetle",
        "vi": "Kiểm tra tài khoản hoặc trang web có phải của chúng tôi",
        "ko": "계정이나 사이트가 공식인지 확인",
        "ja": "アカウントやサイトが公式か確認する",
        "id": "Periksa apakah akun atau situs itu milik kami",
        "ar": "تحقق مما إذا كان حساب أو موقع تابعًا لنا",
        "hi": "जाँचें कि कोई खाता या साइट हमारी है या नहीं",
        "fr": "Vérifier si un compte ou un site est le nôtre",
        "de": "Prüfen, ob ein Konto oder eine Seite uns gehört",
    },
    "scamcheck": {
        "en": "Check a message for fraud: answer to it with this",
        "zh": "检查一条消息是否为诈骗：用此命令回复该消息",
        "es": "Comprobar si un mensaje es una estafa: respóndelo con esto",
        "pt": "Verificar se uma mensagem é golpe: responda a ela com isto",
        "ru": "Проверить сообщение на мошенничество: ответьте на него этой командой",
        "tr": "Bir mesajı dolandırıcılığa karşı denetle: ona bununla yanıt ver",
        "vi": "Kiểm tra tin nhắn có lừa đảo không: trả lời tin đó bằng lệnh này",
        "ko": "메시지가 사기인지 확인: 해당 메시지에 이 명령으로 답장하세요",
        "ja": "メッセージが詐欺か確認する：そのメッセージにこれで返信",
        "id": "Periksa apakah pesan itu penipuan: balas pesannya dengan ini",
        "ar": "افحص رسالة بحثًا عن الاحتيال: أرسل هذا ردًا عليها",
        "hi": "जाँचें कि संदेश धोखाधड़ी है या नहीं: उसके जवाब में यह भेजें",
        "fr": "Vérifier si un message est une arnaque : y répondre avec ceci",
        "de": "Eine Nachricht auf Betrug prüfen: damit auf sie antworten",
    },
    "whois": {
        "en": "What is known about an account",
        "zh": "查看某个账号的已知信息",
        "es": "Qué se sabe de una cuenta",
        "pt": "O que se sabe sobre uma conta",
        "ru": "Что известно об аккаунте",
        "tr": "Bir hesap hakkında bilinenler",
        "vi": "Những gì đã biết về một tài khoản",
        "ko": "계정에 대해 알려진 정보",
        "ja": "アカウントについて分かっていること",
        "id": "Apa yang diketahui tentang sebuah akun",
        "ar": "ما المعروف عن حساب ما",
        "hi": "किसी खाते के बारे में क्या पता है",
        "fr": "Ce que l'on sait d'un compte",
        "de": "Was über ein Konto bekannt ist",
    },
}
LANGUAGES = tuple(DESCRIPTIONS["start"])

Menu = list[dict[str, str]]


def menus(room: str = "") -> list[tuple[dict[str, Any], Menu]]:
    """Every scope and language ("" for all others) with its commands; the staff's room comes last,
    because it is the only one that may not be there."""
    scopes: list[tuple[dict[str, Any], tuple[str, ...]]]
    scopes = [({"type": scope}, names) for scope, names in SCOPES.items()]
    if room:
        scopes.append(({"type": "chat", "chat_id": int(room.partition("/")[0])}, STAFF))
    return [
        ({"scope": scope, "language_code": language or None}, _menu(names, language))
        for scope, names in scopes
        for language in ("", *LANGUAGES)
    ]


def _menu(names: tuple[str, ...], language: str) -> Menu:
    return [
        {"command": name, "description": DESCRIPTIONS[name][language or ENGLISH]} for name in names
    ]
