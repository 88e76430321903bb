"""The small words that sentences are made of: they tell a language sooner than any model.

Hindi and Vietnamese are here as typed with bare Latin letters, which no model knows.
A word stands under every language that has it; each votes by how few languages share it.
"""

from __future__ import annotations

WORDS: dict[str, str] = {
    "en": """
the is are was were my your i im ive not isnt dont doesnt didnt cant wont have has had been be
it this that these those with for from and or but why how what when where who which can could
would will should do does did you we they he she me us them if so just still any some all there
here about after before into out up please thanks thank hello hi of to in on at as by an no yes
get got getting want need help anyone someone pls plz u ur deposit withdrawal withdraw account
money fee fees stuck pending order trade wallet support guys now today again never a's ago then
than too also because make made take check let see know more new back down off over only even
""",
    "es": """
el la los las un una unos de del que y en es por para con no mi mis tu su se me lo le les al
como cuando donde porque pero si sí ya está esta este esto estoy están hay muy más todo nada
algo hola gracias quiero puedo tengo hace desde hasta sin sobre ustedes cuenta dinero retiro
depósito ayuda favor qué cómo dónde cuándo alguien mañana días hoy ayer también son soy fue ser
hacer tiene tienen han he ha eso otro cada
""",
    "pt": """
o os as um uma de do da dos das que e em no na nos nas é por para pra com não nao meu minha meus
minhas seu sua se me eu você vocês voces ele ela como quando onde porque mas já está esta este
isso isto estou tem tenho há muito mais tudo nada algo olá oi obrigado obrigada quero posso faz
desde até sem sobre conta dinheiro saque depósito ajuda favor alguém hoje ontem também são foi
ser fazer foram consigo ainda pelo pela ao à aqui gente
""",
    "fr": """
le la les un une des de du que qui et en est par pour avec ne pas mon ma mes votre vos se je j
vous nous il elle ils on comme quand où parce mais si déjà ce cette ces suis sont y a très plus
tout rien bonjour salut merci veux peux ai avez avons fait depuis jusqu sans sur compte argent
retrait dépôt aide svp plaît quelqu aujourd hier aussi être comment pourquoi toujours c d l n s
qu m t ça leur au aux chez encore été jours
""",
    "de": """
der die das den dem des ein eine einen einem einer und oder ist sind war nicht kein keine mein
meine meinen ihr ihre sie ich wir er es du mir mich euch uns auf aus bei mit nach seit von zu
zum zur für über wie was wann wo warum wer aber wenn schon noch sehr mehr alles nichts hallo
danke bitte kann will möchte habe hat haben hab wurde werden konto geld auszahlung einzahlung
hilfe jemand heute gestern auch im am geht immer nur man dass als um euer
""",
    "id": """
saya aku anda kamu kami kita dia mereka yang dan atau di ke dari untuk dengan tidak gak nggak ga
tak bukan belum sudah udah akan bisa ada ini itu apa apakah kenapa mengapa bagaimana gimana
kapan dimana siapa tapi jika kalau karena sangat lebih semua halo terima kasih mohon tolong mau
ingin akun uang penarikan tarik dana masuk kak min hari kok nya sampai sejak juga lagi dong
banget masih cara oleh pada saja nih sih aja udh blm belom gw gue lo lu jd klo kalo bgt yg dgn
utk tdk sy org krn lg trus terus dapat dapet cek coba ganti hilang kirim ditolak gagal lama hp
sama pakai pake bikin punya mana gmn knp bang gan bro gaes nunggu tunggu sendiri dulu tadi
kemarin besok jam menit udahan buat biar tetap kena lewat daftar beli jual harga
""",
    "tr": """
bir bu şu ve veya ile için değil ben sen biz siz onlar benim senin var yok mi mı mu mü ne neden
niye nasıl nerede kim ama eğer çünkü çok daha her hiç merhaba selam teşekkürler lütfen istiyorum
hesap hesabım hesabımı para paramı çekim yatırım yardım bugün dün hala hâlâ gün kadar olarak
oldu olan da de ki gibi sonra önce artık şimdi acaba
""",
    "vi": """
tôi mình bạn anh chị em là và hoặc của cho với không chưa đã đang sẽ có này kia gì sao nào đâu
ai khi nếu vì rất hơn tất cả xin chào cảm ơn muốn cần tài khoản tiền rút nạp giúp hôm nay qua
được bị từ đến ở trong ra vào thì mà cũng những các một lệnh sàn rồi ạ nhé vậy thế toi khong cua
tien rut nap chua duoc ban minh giup voi tai khoan lam nao roi
""",
    "it": """
il lo gli uno una di del della che e in è per con non mio mia miei tuo suo si mi ti ci vi come
quando dove perché ma se già questo questa sono hai ho abbiamo molto più tutto niente ciao
grazie voglio posso conto soldi prelievo deposito aiuto qualcuno oggi ieri anche essere fare
fatto dal nel alla ancora
""",
    "nl": """
de het een en of is zijn was niet geen mijn jouw uw ik wij jij hij zij op uit bij met naar van
voor over hoe wat wanneer waar waarom maar als al nog heel meer alles niets hallo dank graag kan
wil heb heeft hebben rekening geld hulp iemand vandaag gisteren ook om aan dat deze dit sinds
""",
    "pl": """
i w na z do nie jest to się że mój moja moje mam masz jak co kiedy gdzie dlaczego ale jeśli już
jeszcze bardzo wszystko cześć dziękuję proszę chcę mogę konto pieniądze wypłata wpłata pomoc
ktoś dziś wczoraj też od po dla czy
""",
    "hi": """
hai nahi nahin mera meri mere kya kaise karo kar raha rahi mujhe aaya gaya hua kyu kyon paisa
paise bhai aap apna kab bhej diya abhi mein ka ki ko mai main tha thi the kiya liya aur nhi nai
rha rhi kuch koi kisi wapas jaldi yaar pe pr isme usme hoga hogi krna karna chahiye batao bata
haan sab ye wo toh bhi aayega dikha wala wale wali ghante pata baar har sirf bas dekha aaj kal
kaun leke jaake bolte unki jawab deta kitna kitni lagta
""",
}
