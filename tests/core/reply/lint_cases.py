"""What a desk must not say, and what it may say although it sounds alike; fourteen languages."""

from __future__ import annotations

# Somebody asks for what opens an account.
ASKS = {
    "en": [
        "Please send me your password so I can check.",
        "What is your recovery phrase?",
        "Don't worry, just tell me the verification code you received.",
        "To unlock the account we need your password and a photo of your passport.",
        "Could you share your seed phrase with us?",
        "Please send us:\n- your UID\n- your password",
        "Do not hesitate to send me your 2FA code.",
        "Please enter your recovery phrase here.",
        "Can I have the code?",
        "Please install AnyDesk so that I can help.",
    ],
    "zh": [
        "请把您的密码发给我。",
        "您的助记词是什么？",
        "请提供短信验证码，我帮您查。",
        "为了核实身份，需要您的谷歌验证码。",
        "别担心，把私钥告诉我就行。",
        "请发送身份证照片到这里。",
    ],
    "es": [
        "Por favor, envíeme su contraseña.",
        "¿Cuál es su frase de recuperación?",
        "Indíquenos el código de verificación que recibió.",
        "No se preocupe, deme su código SMS.",
    ],
    "pt": [
        "Por favor, envie sua senha.",
        "Qual é a sua frase de recuperação?",
        "Informe o código de verificação que recebeu.",
        "Não hesite em compartilhar sua chave privada conosco.",
    ],
    "ru": [
        "Пришлите, пожалуйста, ваш пароль.",
        "Какой у вас код из смс?",
        "Сообщите сид-фразу, и мы всё проверим.",
        "Не волнуйтесь, назовите код подтверждения.",
    ],
    "tr": [
        "Lütfen şifrenizi bize gönderin.",
        "Kurtarma ifadeniz nedir?",
        "Gelen doğrulama kodunu yazın.",
        "Merak etmeyin, SMS kodunu iletin.",
    ],
    "vi": [
        "Vui lòng gửi mật khẩu của bạn cho tôi.",
        "Cụm từ khôi phục của bạn là gì?",
        "Bạn cung cấp mã OTP giúp mình nhé.",
        "Đừng lo, cho tôi biết mã xác minh.",
    ],
    "ko": [
        "비밀번호를 알려 주세요.",
        "복구 구문이 무엇인가요?",
        "받으신 인증번호를 보내 주세요.",
        "걱정하지 마세요, 인증번호를 말씀해 주세요.",
    ],
    "ja": [
        "パスワードを教えてください。",
        "リカバリーフレーズは何ですか？",
        "届いた認証コードをお送りください。",
        "申し訳ありませんが、秘密鍵をお知らせください。",
    ],
    "id": [
        "Mohon kirimkan kata sandi Anda.",
        "Apa frasa pemulihan Anda? Tolong sebutkan frasa pemulihan.",
        "Berikan kode OTP yang Anda terima.",
        "Jangan khawatir, kirim kode verifikasi ke saya.",
    ],
    "ar": [
        "أرسل لي كلمة المرور من فضلك.",
        "ما هي عبارة الاسترداد؟",
        "نحتاج رمز التحقق الذي وصلك.",
        "لا تقلق، أعطني كلمة السر.",
    ],
    "hi": [
        "कृपया अपना पासवर्ड भेजें।",
        "आपका रिकवरी फ्रेज क्या है?",
        "हमें ओटीपी बताएं।",
        "चिंता न करें, वेरिफिकेशन कोड भेजिए।",
    ],
    "fr": [
        "Envoyez-moi votre mot de passe, s'il vous plaît.",
        "Quelle est votre phrase de récupération ?",
        "Indiquez-nous le code de vérification reçu.",
        "N'hésitez pas à me donner votre code SMS.",
    ],
    "de": [
        "Bitte senden Sie mir Ihr Passwort.",
        "Wie lautet Ihre Wiederherstellungsphrase?",
        "Nennen Sie uns bitte den SMS-Code.",
        "Keine Sorge, schicken Sie mir den Bestätigungscode.",
    ],
}
# Nobody asks for it: it is denied, or it belongs elsewhere.
DOES_NOT_ASK = {
    "en": [
        "We never ask for your password.",
        "Please do not send us your password or any code.",
        "Nobody from our team needs your recovery phrase.",
        "You can set a new password at https://nordex.example/reset.",
        "Never share your seed phrase with anybody, not even with us.",
        "We will send you a code by e-mail; enter it in the app.",
        "Please send us your UID and the TXID, but no password.",
        "Have you changed your password recently?",
        "The code expires after 10 minutes.",
        "Please uninstall AnyDesk at once.",
    ],
    "zh": [
        "我们绝不会索要您的密码。",
        "请不要把验证码发给任何人。",
        "客服不需要您的助记词。",
        "您可以在 https://nordex.example/reset 重设密码。",
        "验证码 10 分钟内有效。",
        "请发送 UID 和 TXID。",
    ],
    "es": [
        "Nunca le pediremos su contraseña.",
        "No comparta su código con nadie.",
        "Puede restablecer su contraseña en https://nordex.example/reset.",
        "Envíenos su UID y el TXID.",
    ],
    "pt": [
        "Nunca pedimos sua senha.",
        "Não compartilhe o código de verificação com ninguém.",
        "Você pode redefinir sua senha em https://nordex.example/reset.",
        "Envie seu UID e o TXID.",
    ],
    "ru": [
        "Мы никогда не просим пароль.",
        "Никому не сообщайте код из смс.",
        "Вы можете сбросить пароль на https://nordex.example/reset.",
        "Пришлите UID и TXID.",
    ],
    "tr": [
        "Şifrenizi asla istemeyiz.",
        "Doğrulama kodunu kimseyle paylaşmayın.",
        "Şifrenizi https://nordex.example/reset adresinden sıfırlayabilirsiniz.",
        "Lütfen UID'nizi ve TXID'yi gönderin.",
    ],
    "vi": [
        "Chúng tôi không bao giờ hỏi mật khẩu.",
        "Đừng chia sẻ mã OTP với bất kỳ ai.",
        "Bạn có thể đặt lại mật khẩu tại https://nordex.example/reset.",
        "Vui lòng gửi UID và TXID.",
    ],
    "ko": [
        "저희는 비밀번호를 절대 묻지 않습니다.",
        "인증번호를 누구에게도 알려 주지 마세요.",
        "https://nordex.example/reset 에서 비밀번호를 재설정하실 수 있습니다.",
        "UID와 TXID를 보내 주세요.",
    ],
    "ja": [
        "パスワードをお聞きすることは決してありません。",
        "認証コードを誰にも教えないでください。",
        "パスワードは https://nordex.example/reset で再設定できます。",
        "UIDとTXIDをお送りください。",
    ],
    "id": [
        "Kami tidak pernah meminta kata sandi Anda.",
        "Jangan bagikan kode OTP kepada siapa pun.",
        "Anda dapat mengatur ulang kata sandi di https://nordex.example/reset.",
        "Mohon kirimkan UID dan TXID.",
    ],
    "ar": [
        "لا نطلب كلمة المرور أبدًا.",
        "لا ترسل رمز التحقق إلى أي شخص.",
        "يمكنك إعادة تعيين كلمة المرور من https://nordex.example/reset.",
        "يرجى إرسال UID و TXID.",
    ],
    "hi": [
        "हम कभी आपका पासवर्ड नहीं माँगते।",
        "ओटीपी किसी को न बताएं।",
        "आप https://nordex.example/reset पर पासवर्ड रीसेट कर सकते हैं।",
        "कृपया UID और TXID भेजें।",
    ],
    "fr": [
        "Nous ne demandons jamais votre mot de passe.",
        "Ne donnez jamais votre code à personne.",
        "Vous pouvez réinitialiser votre mot de passe sur https://nordex.example/reset.",
        "Envoyez-nous votre UID et le TXID.",
    ],
    "de": [
        "Wir fragen nie nach Ihrem Passwort.",
        "Geben Sie den SMS-Code niemals weiter.",
        "Unter https://nordex.example/reset setzen Sie Ihr Passwort zurück.",
        "Senden Sie uns bitte Ihre UID und die TXID.",
    ],
}
# Money, an outcome or a day is promised.
PROMISES = {
    "en": [
        "I guarantee that you will get your money back.",
        "We will refund you the full amount.",
        "Your coins will be credited tomorrow.",
        "You will definitely get your coins back.",
    ],
    "zh": [
        "我们保证您的钱一定能追回。",
        "款项明天会到账。",
        "平台会赔偿您的损失。",
    ],
    "es": [
        "Le garantizamos que recuperará su dinero.",
        "Los fondos llegarán mañana.",
        "Le devolveremos el dinero.",
    ],
    "pt": [
        "Garantimos que você vai recuperar o dinheiro.",
        "Vamos reembolsar o valor.",
        "O saque será liberado amanhã.",
    ],
    "ru": [
        "Гарантируем, что деньги вернутся.",
        "Средства поступят завтра.",
        "Мы вернём вам деньги.",
    ],
    "tr": [
        "Paranızı geri alacağınızı garanti ediyoruz.",
        "Tutar yarın hesabınıza geçecek.",
        "Tutarı iade edeceğiz.",
    ],
    "vi": [
        "Chúng tôi đảm bảo bạn sẽ lấy lại tiền.",
        "Tiền sẽ về ngày mai.",
        "Sàn sẽ hoàn tiền cho bạn.",
    ],
    "ko": [
        "반드시 돌려드리겠습니다.",
        "내일 입금됩니다.",
        "환불해 드리겠습니다.",
    ],
    "ja": [
        "返金を保証します。",
        "明日入金されます。",
        "必ず戻ります。",
    ],
    "id": [
        "Kami jamin uang Anda akan kembali.",
        "Dana akan masuk besok.",
        "Dana akan dikembalikan.",
    ],
    "ar": [
        "نضمن لك استعادة أموالك.",
        "ستصل أموالك غدا.",
        "ستسترد أموالك.",
    ],
    "hi": [
        "हम गारंटी देते हैं कि पैसा मिलेगा।",
        "पैसा कल तक आ जाएगा।",
        "आपका पैसा वापस मिल जाएगा।",
    ],
    "fr": [
        "Nous garantissons que vous récupérerez vos fonds.",
        "Les fonds arriveront demain.",
        "Vous serez remboursé.",
    ],
    "de": [
        "Wir garantieren, dass Sie Ihr Geld zurückbekommen.",
        "Das Geld wird morgen gutgeschrieben.",
        "Der Betrag wird erstattet.",
    ],
}
# Nothing is promised.
DOES_NOT_PROMISE = {
    "en": [
        "We cannot promise that anything returns.",
        "Nobody can guarantee a recovery.",
        "Deposits usually arrive within 60 minutes.",
    ],
    "zh": [
        "我们不能保证追回。",
        "没有人能承诺追回。",
        "一般 60 分钟内到账。",
    ],
    "es": [
        "No podemos garantizar la devolución.",
        "Los depósitos suelen llegar en 60 minutos.",
    ],
    "pt": [
        "Não podemos garantir a devolução.",
        "Os depósitos costumam chegar em 60 minutos.",
    ],
    "ru": [
        "Мы не можем гарантировать возврат.",
        "Обычно депозит приходит в течение 60 минут.",
    ],
    "tr": [
        "İade için garanti veremeyiz, bu mümkün değil.",
        "Yatırımlar genellikle 60 dakika içinde ulaşır.",
    ],
    "vi": [
        "Chúng tôi không thể đảm bảo sẽ lấy lại tiền.",
        "Thường mất khoảng 60 phút.",
    ],
    "ko": [
        "반환을 보장할 수 없습니다.",
        "보통 60분 안에 반영됩니다.",
    ],
    "ja": [
        "返金をお約束することはできません。",
        "通常は60分ほどで反映されます。",
    ],
    "id": [
        "Kami tidak dapat menjamin pengembalian.",
        "Biasanya deposit masuk dalam 60 menit.",
    ],
    "ar": [
        "لا يمكننا أن نضمن الاسترداد.",
        "عادة يصل الإيداع خلال 60 دقيقة.",
    ],
    "hi": [
        "हम वापसी की गारंटी नहीं दे सकते।",
        "आम तौर पर 60 मिनट लगते हैं।",
    ],
    "fr": [
        "Nous ne pouvons pas garantir le retour des fonds.",
        "Un dépôt arrive en général en 60 minutes.",
    ],
    "de": [
        "Eine Rückzahlung können wir nicht garantieren.",
        "Einzahlungen sind meist nach 60 Minuten da.",
    ],
}
# Somebody advises to buy or sell.
ADVISES = {
    "en": [
        "You should buy now, the price will go up.",
    ],
    "zh": [
        "建议您买入，价格会涨。",
    ],
    "es": [
        "Le recomiendo comprar, va a subir.",
    ],
    "pt": [
        "Recomendo comprar, vai subir.",
    ],
    "ru": [
        "Советую купить, цена вырастет.",
    ],
    "tr": [
        "Almanızı öneririm, fiyat artacak.",
    ],
    "vi": [
        "Bạn nên mua, giá sẽ tăng.",
    ],
    "ko": [
        "매수를 추천드립니다. 오를 것입니다.",
    ],
    "ja": [
        "今が買い時です。値上がりします。",
    ],
    "id": [
        "Sebaiknya beli sekarang, harga akan naik.",
    ],
    "ar": [
        "ننصحك بالشراء، سيرتفع السعر.",
    ],
    "hi": [
        "आपको अभी खरीदना चाहिए, दाम बढ़ेगा।",
    ],
    "fr": [
        "Vous devriez acheter, le cours va monter.",
    ],
    "de": [
        "Sie sollten kaufen, der Kurs wird steigen.",
    ],
}
