"""What turns a sentence round or softens it, and how one asks politely; fourteen languages."""

from __future__ import annotations

TABLE: dict[str, str] = {
    # What is being changed is not what one then tells us of.
    "change": """
en: change; changed; reset; set a new; choose a new; renew; rotate
zh: 改; 修改; 更改; 重设; 重置; 设置; 换
es: cambie; cambia; restablezca; cambiar
pt: troque; altere; redefina; mude
ru: смените; измените; сбросьте; обновите; поменяйте
tr: değiştirin*; sıfırlayın*; yenileyin*
vi: đổi; đặt lại; thay
ko: 변경*; 바꾸*; 재설정*
ja: 変更; 再設定; 変え
id: ganti; ubah; atur ulang
ar: غير; أعد تعيين; بدل
hi: बदल*; रीसेट
fr: changez; modifiez; réinitialisez
de: ändern sie; setzen sie; erneuern sie; wechseln sie
""",
    "tell": """
en: tell; let us know; let me know; say
zh: 告诉; 告知
es: diga*; dígan*; avise*; indíque*
pt: diga*; avise*; informe*
ru: сообщите; скажите; напишите
tr: yazın; bildirin; haber
vi: cho chúng tôi biết; cho tôi biết; báo
ko: 알려*
ja: お知らせ; 教えて; お伝え
id: beri tahu; beritahu*; sampaikan; kabari
ar: أخبرنا; أخبرني
hi: बताएँ; बताएं; बताइए; बता दें
fr: dites; indiquez
de: sagen sie; nennen sie; schreiben sie
""",
    # Behind such a word, what was denied before it is denied no more.
    "but": """
en: but; however; yet; except; although; only this time; this once
zh: 但; 不过; 可是; 然而; 只是这次; 除非
es: pero; sin embargo; aunque; excepto; salvo
pt: mas; porém; contudo; exceto; embora
ru: но; однако; хотя; кроме
tr: ama; ancak; fakat; yalnız bu; oysa
vi: nhưng; tuy nhiên; ngoại trừ
ko: 하지만; 그러나; 그렇지만; 않지만; 다만; 이번에는
ja: が、; ですが; しかし; けれど; ただし; 今回だけ; 今回は
id: tetapi; tapi; namun; kecuali
ar: لكن; ولكن; إلا; غير أن
hi: लेकिन; मगर; पर इस; किंतु; परंतु
fr: mais; cependant; pourtant; sauf; toutefois
de: aber; jedoch; außer; doch; allerdings
""",
    # What is so as a rule is no promise.
    "hedge": """
en: usually; normally; as a rule; in general; generally; typically; mostly; may; might; can take
    on average; about; at the latest
zh: 通常; 一般; 大多; 可能; 平均; 大约; 大概
es: normalmente; por lo general; suele*; habitualmente; puede; en general; de media
pt: normalmente; em geral; costuma*; geralmente; pode; em média
ru: обычно; как правило; может; могут; в среднем; чаще всего
tr: genellikle; genelde; çoğunlukla; olabilir; ortalama
vi: thường; có thể; trung bình; thông thường
ko: 보통; 대개; 일반적으로; 대체로; 수 있습니다; 평균
ja: 通常; 一般に; たいてい; 場合があり; ことがあり; 平均
id: biasanya; umumnya; mungkin; dapat; rata rata
ar: عادة; غالبا; قد; في المتوسط; يمكن أن
hi: आम तौर पर; आमतौर पर; सामान्यतः; अक्सर; हो सकता; औसतन
fr: en général; généralement; normalement; d'habitude; peut; peuvent; en moyenne
de: meist*; in der regel; normalerweise; gewöhnlich; kann; können; im schnitt; üblicherweise
""",
    "please": """
en: please; pls; plz; kindly
es: por favor
pt: por favor
ru: пожалуйста
tr: lütfen
vi: làm ơn; vui lòng; nhé
ko: 부탁*
ja: をお願い; お願いします; お願いいたします; を頂き; をください; を下さい
id: tolong; mohon
ar: من فضلك; لو سمحت; رجاء
hi: कृपया; दीजिए; दे दीजिए
fr: s'il vous plaît; s'il te plaît; merci de; svp
de: bitte
""",
    # Whoever says that he cannot go on without it asks for it.
    "lacking": """
en: without; unless
zh: 没有; 缺少; 若无
es: sin
pt: sem
ru: без
tr: olmadan; olmazsa
vi: không có; thiếu
ko: 없으면; 없이는; 없이
ja: がないと; がなければ; なしでは
id: tanpa
ar: بدون; من دون; دون
hi: के बिना; बिना
fr: sans
de: ohne
""",
    "stuck": """
en: i cannot; i can't; i cant; we cannot; we can't; we cant; i am unable; we are unable
    cannot help; cannot continue; cannot proceed; unable to help; unable to continue
zh: 我无法; 我们无法; 我不能; 我们不能; 无法继续; 没法继续; 帮不了您; 无法处理; 无法核实
es: no puedo; no podemos; no podré; no podremos
pt: não consigo; não conseguimos; não posso; não podemos
ru: я не могу; не могу продолжить; мы не можем; не смогу; не сможем
tr: devam edemem; devam edemeyiz; yardımcı olamam; yardımcı olamayız; işlem yapamam
    işlem yapamayız
vi: tôi không thể; chúng tôi không thể; mình không thể; em không thể
ko: 진행할 수 없*; 도와드릴 수 없*; 처리할 수 없*; 확인할 수 없*
ja: 進められません; 進められず; 対応できません; お手伝いできません; 確認できません
id: saya tidak bisa; kami tidak bisa; saya tidak dapat; kami tidak dapat
ar: لا أستطيع; لا نستطيع; لا يمكنني; لا يمكننا; لن أتمكن; لن نتمكن
hi: मैं आगे नहीं; मैं मदद नहीं; हम मदद नहीं; हम आगे नहीं; मैं नहीं कर; आगे नहीं बढ़
fr: je ne peux pas; nous ne pouvons pas; je ne pourrai pas; nous ne pourrons pas
de: kann ich nicht; können wir nicht; ich kann nicht; wir können nicht; komme ich nicht weiter
""",
    "if": """
en: if; when; once; whether; after; until; unless; whenever; as soon
zh: 如果; 若; 当; 一旦; 是否; 后
es: si; cuando; hasta; después
pt: se; quando; até; depois
ru: если; когда; после; пока
tr: eğer; ise; sonra; reddedildiyse; dondurulduysa
vi: nếu; khi; sau khi
ko: 경우*; 면; 때; 후
ja: 場合; とき; ば; 後
id: jika; bila; kalau; ketika; setelah
ar: إذا; عندما; بعد; حين
hi: अगर; यदि; जब; तो; बाद
fr: si; quand; lorsque; après; dès
de: wenn; falls; sobald; ob; nachdem
""",
    # The thing asked about: "which password", "what is your code".
    "which": """
en: which; what
zh: 哪个; 什么; 哪一个; 是多少; 是啥
es: qué; cuál
pt: qual; que senha
ru: какой; какая; каков; какие
tr: hangi; nedir
vi: nào; là gì; gì
ko: 어떤; 무슨; 뭐; 무엇*
ja: どの; 何; どんな
id: apa; yang mana; mana
ar: ما; ماذا; أي
hi: कौन सा; कौन-सा; क्या है; कौनसा
fr: quel; quelle; quels
de: welches; welche; welchen; welcher; was ist; wie lautet
""",
    # Other people than the desk: what one must not do with them nobody asks for.
    "others": """
en: anybody; anyone; others; somebody else; someone else; strangers; third parties; whoever
zh: 别人; 他人; 任何人; 陌生人; 其他人
es: alguien; otros; otras personas; terceros; cualquiera; desconocidos
pt: alguém; outros; outras pessoas; terceiros; qualquer pessoa; estranhos
ru: другим; кому либо; кому-то; чужим; посторонним; кто называет
tr: başkasına; başkasıyla; başkalarına; birine; yabancılara
vi: người khác; bất kỳ ai; người lạ
ko: 남에게; 다른 사람*; 타인*; 누군가*
ja: 他人; 誰か; 第三者; 他の人
id: orang lain; siapa pun; siapapun; pihak lain; orang asing
ar: الآخرين; غيرك; أي شخص; أحد
hi: दूसरों; किसी और; अन्य लोगों; अजनबी
fr: autrui; quelqu'un; d'autres; autres; tiers; inconnus
de: anderen; andere; jemandem; jemand anderem; dritten; fremden
""",
    "to_us": """
en: me; us; here; this chat
zh: 我; 我们; 这里; 此处
es: me; nos; aquí; envíeme; dígame
pt: me; nos; aqui; conosco
ru: мне; нам; сюда; здесь
tr: bana; bize; buraya; burada
vi: tôi; mình; chúng tôi; ở đây; tại đây
ko: 저에게; 저희*; 여기*; 제게
ja: 私; こちら; ここ; 当社
id: saya; kami; di sini
ar: لي; لنا; هنا; إلينا; إلي
hi: मुझे; हमें; यहाँ; यहीं
fr: moi; me; nous; ici
de: mir; uns; hier
""",
    # Who speaks of fraud warns of it.
    "fraud": """
en: scam*; fraud*; whoever; impostor*; fake; trick
zh: 骗; 诈骗; 假冒
es: estaf*; fraude*; timo
pt: golp*; fraude*; falso
ru: мошенн*; обман*; развод
tr: dolandır*; sahte*
vi: lừa đảo; giả mạo
ko: 사기*; 사칭*
ja: 詐欺; 偽
id: penipu*; palsu
ar: احتيال; محتال*; نصب
hi: ठग*; धोखा*; फ़र्ज़ी
fr: arnaq*; escroc*; fraude*
de: betrug*; betrüg*; masche
""",
    # The place where nothing secret may ever be written.
    "right_here": """
en: here; in this chat; next message; below; in your reply; in your answer
zh: 这里; 此处; 下一条消息; 对话框
es: aquí; próximo mensaje; en este chat; abajo
pt: aqui; próxima mensagem; neste chat; abaixo
ru: здесь; сюда; следующем сообщении; в этот чат; в этом чате
tr: buraya; burada; sonraki mesaj*; bu sohbet*
vi: ở đây; tại đây; ra đây; tin nhắn tiếp; trong chat này
ko: 여기에; 다음 메시지*; 이 채팅*; 이 대화*
ja: ここに; こちらに; 次のメッセージ; このチャット
id: di sini; pesan berikutnya; obrolan ini
ar: هنا; رسالتك القادمة; هذه المحادثة
hi: यहाँ; यहीं; अगले संदेश; इसी चैट
fr: ici; prochain message; cette conversation; ci dessous
de: hier; nächste nachricht; nächsten nachricht; diesem chat; diesen chat; unten
""",
    "write": """
en: write; note; put; jot; write down; type; fill in
zh: 写; 填; 打; 输
es: escrib*; anót*; anote; ponga; pon
pt: escrev*; anot*; coloque
ru: напиш*; запиш*; впиш*
tr: yaz*; girin
vi: viết; ghi; điền; nhập
ko: 적어*; 써*; 쓰*; 입력*
ja: 書いて; 書き; 記入; 入力
id: tulis*; catat*; ketik*
ar: اكتب*; دون*
hi: लिख*
fr: écriv*; notez*; note le; tapez*; mettez
de: schreib*; notier*; tippen*; tragen sie
""",
}
