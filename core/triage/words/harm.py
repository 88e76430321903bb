"""Lives in danger, threats and insults."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "end_life": """
en: kill myself; killing myself; end my life; ending my life; take my own life; taking my life;
    suicide; suicidal; want to die; wanna die; rather die; no reason to live;
    nothing to live for; dont want to live; dont want to be alive; cant go on;
    better off without me; better off dead; end it all; ending it all; hang myself; jump off;
    slit my; overdose; goodbye forever; this is my goodbye; wont be here tomorrow;
    not be here tomorrow; tired of living; no point in living; say goodbye to my; wont wake up;
    goodbye everyone; take care of my kids; cant live with this; cant live anymore;
    my last message; no way out for me; see no way out; dont see a way out; unalive; kms;
    self harm; cut myself; not worth living; life is over; my life is over;
    no longer want to live; ready to die; thinking of ending; shoot myself; done with life;
    standing on the bridge; took all the pills; whole bottle of pills
zh: 自杀; 想死; 不想活; 活不下去; 活不了; 结束生命; 了结自己; 轻生; 跳楼自; 去跳楼; 想跳楼; 跳河;
    上吊; 割腕; 一了百了; 没有活下去; 活着没意思; 活着没意义; 生无可恋; 遗书; 自殺; 不想活了;
    去死了算; 死了算了; 活着还有什么; 我先走了 永别; 永别; 解脱了; 撑不下去; 安眠药; 烧炭;
    照顾好我; 不如死; 想不开; 没脸活; 走投无路; 輕生; 尋死; 寻死; 离开这个世界
es: suicid*; quiero morir; quitarme la vida; matarme; acabar con mi vida; no quiero vivir;
    no quiero seguir viviendo; mejor muerto; no tengo razón para vivir; terminar con todo;
    ya no puedo más con la vida; me voy a matar; colgarme; ahorcarme; cortarme las venas;
    adiós para siempre; no vale la pena vivir; estarían mejor sin mí; no quiero despertar;
    sin ganas de vivir; no le veo salida; cuiden a mis hijos
pt: suicid*; suicíd*; quero morrer; tirar minha vida; tirar a minha vida; me matar;
    acabar com minha vida; não quero viver; não quero mais viver; melhor morto;
    sem razão para viver; acabar com tudo; não aguento mais viver; me enforcar; cortar os pulsos;
    adeus para sempre; não vale a pena viver; ficariam melhor sem mim; não quero acordar;
    vontade de viver; cuidem dos meus filhos
ru: самоубий*; суицид*; покончу с собой; покончить с собой; хочу умереть; не хочу жить;
    не хочется жить; наложу на себя руки; наложить на себя руки; повешусь; повеситься; прыгну с;
    сброшусь; выпилюсь; свести счеты с жизнью; нет смысла жить; незачем жить; жить не хочется;
    вскрою вены; вены; меня больше не будет; прощайте; лучше бы я умер; лучше умереть;
    жить больше не; наглотаюсь; позаботьтесь о моих; не вижу выхода; таблеток
tr: intihar*; ölmek istiyorum; kendimi öldür*; hayatıma son; canıma kıy*; yaşamak istemiyorum;
    asacağım kendimi; kendimi asaca*; her şeye son; yaşamanın anlamı; yaşamaya değmez;
    artık yaşamak; elveda; bileklerimi; bensiz daha iyi; ölsem daha iyi; köprüden atla*;
    dayanacak gücüm kalmadı; çocuklarıma iyi bakın
vi: tự tử; tự sát; muốn chết; không muốn sống; kết liễu; không thiết sống; nhảy lầu; nhảy cầu;
    treo cổ; chấm dứt cuộc đời; chết cho xong; không còn lý do để sống; vĩnh biệt; rạch tay;
    uống thuốc ngủ; chết quách; không sống nổi; sống không nổi; tạm biệt mọi người;
    chăm sóc con tôi; quyên sinh
ko: 자살*; 죽고 싶*; 죽고싶*; 목숨을 끊*; 생을 마감*; 살고 싶지 않*; 살고싶지 않*; 극단적 선택*;
    극단적인 선택*; 뛰어내리*; 목을 매*; 목매*; 손목을 긋*; 살 이유가 없*; 죽어버리*;
    죽는 게 나*; 더 이상 못 살*; 유서*; 살기 싫*; 한강 가*; 한강에 가*; 사는 게 의미*;
    모두 안녕*; 죽을래*; 죽으려*; 삶을 끝*
ja: 自殺; 死にたい; 死のう; 消えたい; 命を絶; 生きていたくない; 生きる意味がない; 飛び降り;
    首を吊; リストカット; もう生きて; 死ぬしかない; 自ら命; 遺書; 生きていけない; いなくなりたい;
    終わりにしたい; さようなら 皆; もう限界 死; 楽になりたい; 生きるのが; 人生終わり;
    人生を終わらせ; 死んだほうが; 死んだ方が; 大量に薬; 線路に
id: bunuh diri; ingin mati; mau mati; mengakhiri hidup; akhiri hidup; tidak ingin hidup;
    tidak mau hidup; gantung diri; lebih baik mati; loncat dari; tidak ada alasan untuk hidup;
    selamat tinggal semua; ga mau hidup; gak mau hidup; mau bundir; bundir; tidak sanggup hidup;
    capek hidup; pengen mati; titip anak
ar: انتحار; أنتحر; سأنتحر; انتحر; أريد أن أموت; اريد ان اموت; أقتل نفسي; اقتل نفسي; إنهاء حياتي;
    انهي حياتي; أنهي حياتي; لا أريد العيش; لا اريد العيش; سأقتل نفسي; الموت أفضل; لا معنى للحياة;
    أشنق نفسي; وداعا; سانتحر; سبب للعيش; تعبت من الحياة; اعتنوا بأطفالي; بدي موت; ابغى اموت;
    حياتي انتهت
hi: आत्महत्या; खुदकुशी; मरना चाहता; मरना चाहती; जीना नहीं चाहता; जीना नहीं चाहती; जान दे दूंगा;
    जान दे दूंगी; अपनी जान; फांसी; फाँसी; जीने का कोई; मर जाऊं; मर जाऊँ; मरने का मन; suicide kar;
    marna chahta; jeena nahi; खत्म कर लूंगा; जीने की इच्छा; ज़हर खा; जहर खा; अलविदा; मर जाना;
    जीने का मन नहीं; नहीं जीना; जान देना; जान देने
fr: suicid*; me suicider; je veux mourir; envie de mourir; mettre fin à mes jours; en finir;
    me tuer; plus envie de vivre; ne veux plus vivre; aucune raison de vivre; me pendre;
    sauter du; m'ouvrir les veines; adieu à tous; mieux sans moi; plus la force de vivre;
    foutre en l'air; je veux plus vivre; prenez soin de mes enfants; ne serai plus là
de: selbstmord*; suizid*; umbringen; sterben; das leben nehmen; will nicht mehr leben;
    nicht mehr leben; mein leben beenden; keinen grund zu leben; alles beenden; aufhängen;
    springe von; besser tot; ohne mich besser; lebensmüde; pulsadern; lebt wohl;
    keinen sinn mehr im leben; kann nicht mehr leben; nicht mehr da sein; keinen ausweg;
    erhängen; tabletten geschluckt; leben ist vorbei; keine lust mehr zu leben
""",
    "violence": """
en: kill you; kill them; kill him; kill all of you; burn down; burn your office; bomb; shoot you;
    shoot up; come to your office; find you and; find where you; hurt you; youre dead;
    you are dead; you will die; hunt you; blow up your; stab you; with a gun; with a knife;
    know where you live; break your legs; going to hurt; hurt someone; hurt somebody;
    kill someone; kill somebody; your family will; watch your back; pay with your;
    make you pay with blood; youll pay for this with; beat you
zh: 杀了你; 弄死你; 砍死; 炸了; 炸掉; 捅死; 找到你们; 杀了你们; 灭门; 同归于尽; 知道你家; 弄死;
    打死你; 杀你全家; 放火; 砍了你; 要你们的命; 殺了; 杀人; 带刀; 泼汽油; 血债
es: matarte; voy a matar; los voy a matar; te voy a matar; quemar su oficina; quemar la oficina;
    bomba; sé dónde vives; te voy a encontrar; los mataré; te mataré; poner una bomba;
    pegarte un tiro; apuñal*; romperte; a tiros; hacerle daño; con una pistola; lo voy a matar;
    pagarán con sangre
pt: vou matar; te matar; matar vocês; queimar o escritório; bomba; sei onde você mora;
    vou te encontrar; te mato; dar um tiro; esfaque*; quebrar sua cara; com uma arma;
    machucar alguém; matar alguém; vão pagar com
ru: убью; убить вас; убить тебя; взорву; сожгу; приду к вам в офис; найду тебя; найду вас;
    знаю где ты живешь; зарежу; пристрелю; перестреляю; бомб*; прирежу; расстреля*;
    приеду к вам с; с ножом; с оружием; переломаю; вам не жить; тебе не жить; кровью
tr: öldüreceğim; öldürürüm; seni öldür*; hepinizi; bomba*; yakacağım; ofisinizi yak*;
    nerede yaşadığını; seni bulaca*; vuracağım; kurşun*; bıçakla*; kanınızla; ofisinize gelip;
    sizi bulaca*; silahla
vi: giết mày; giết bạn; giết chúng mày; đốt văn phòng; đánh bom; chém chết; biết nhà mày;
    tao giết; giết hết; cho nổ; cầm dao; đâm chết; giết người
ko: 죽여버리*; 죽인다*; 죽여 버리*; 죽일 거*; 칼로*; 찾아가서*; 불태우*; 불지르*; 폭파*; 폭탄*;
    가만 안 둬*; 불을 지르*; 다 죽*; 찔러*; 죽이겠*; 죽이러*
ja: 殺す; 殺して; 殺しに; 爆破; 火をつけ; 放火; 刺して; 刺す; 家を知って; ぶっ殺; 住所を知って;
    爆弾; 皆殺し; 殺害; 襲撃; 刃物
id: membunuhmu; bunuh kamu; kubunuh; bakar kantor; bom; tahu rumahmu; habisi kamu; bunuh kalian;
    saya bunuh; aku bunuh; bawa pisau; tusuk; bunuh orang; saya bakar
ar: سأقتلك; اقتلك; سأقتلكم; أقتلكم; سأحرق; تفجير; أعرف أين تسكن; قنبلة; أفجر; سافجر; سأفجر;
    بالسلاح; بسكين; أقتل أحد; ستموتون; سأؤذي
hi: मार डालूंगा; मार दूंगा; जान से मार; जला दूंगा; बम; घर जानता; गोली मार; आग लगा; उड़ा दूंगा;
    चाकू; मार डालूँगा; jaan se maar; maar dunga; काट डालूंगा
fr: te tuer; vous tuer; je vais tuer; brûler vos bureaux; bombe; sais où tu habites;
    vais te retrouver; tuer tout le monde; poignard*; faire sauter; avec une arme;
    casser la gueule; mettre le feu; tuer quelqu'un; payer de votre sang; vous buter; te buter;
    vous crever
de: bringe dich um; bringe euch um; umbringe; töte dich; töte euch; niederbrennen; bombe*;
    weiß wo du wohnst; finde dich; anzünden; ersteche; abknallen; erschieße; mit einer waffe;
    mit einem messer; jemanden umbringen; jemanden töten; büro anzünden; ihr werdet sterben;
    bring ich um
""",
    "figure": """
en: lol; lmao; lmfao; haha*; rofl; jk; dead inside; kill me lol; to die for; killing it;
    killing me; kill my vibe; rip my; my bags; im dead; im dying; dying laughing; suicide squad;
    suicide burn; social suicide; financial suicide; career suicide; bath bomb; the bomb;
    photo bomb; bomb emoji; diff bomb; difficulty bomb; just kidding; joke; meme; memes;
    killer app; killer feature; die hard; dies; portfolio; 😂; 🤣; 💀; 😹; :d; xd; bull run;
    hopium; overdose of hopium; coin will die; die on this hill
zh: 哈哈; 笑死; 开玩笑; 段子; 跳楼价; 哈哈哈; 233; 难度炸弹; 笑死我; 玩笑; 233333; 梗; 自杀式;
    死多头; 死拿; 笑哭; 狗头; 爆仓侠; 炸裂
es: jaja*; jeje*; es broma; broma; xd; suicidio financiero; muerto de risa; me muero de risa;
    es la bomba; meme; bomba de dificultad; morirse de risa; jsjs*
pt: kkk*; haha*; brincadeira; rsrs*; suicídio financeiro; morrendo de rir; é a bomba; meme;
    morri; bomba de dificuldade; zoeira
ru: хаха*; ахах*; лол; шутка; шучу; ржу; мем; финансовое самоубийство; умираю со смеху; ору;
    бомба сложности; ахаха*; хах; кек; прикол; умер со смеху; финансовый суицид; просто бомба
tr: haha*; şaka; ahah*; lol; gülmekten; finansal intihar; random; ajsjs*; öldüm gülmekten;
    bomba gibi; şaka şaka; sjsj*
vi: haha*; đùa; kkk*; hihi*; cười chết; đùa thôi; cười xỉu; meme; tự tử tài chính; chết cười
ko: ㅋㅋ*; ㅎㅎ*; 농담*; 웃겨*; 드립*; 금융 자살*; 꿀잼*; 밈; 웃겨 죽*; 장난*
ja: www*; 笑; 冗談; 草; ネタ; 笑い死; ワロタ; 爆笑; 難易度爆弾
id: wkwk*; haha*; bercanda; becanda; ngakak; lucu; bunuh diri finansial; canda; hehe*; awokawok*
ar: ههه*; هههه*; أمزح; امزح; نكتة; مزح; مزحة; انتحار مالي; اضحك; ميم
hi: हाहा*; मजाक; हाहाहा; lol; haha*; मज़ाक; हँसी; meme; हंसी; मीम
fr: mdr; lol; ptdr; haha*; je plaisante; blague; mort de rire; suicide financier;
    c'est de la bombe; bombe de difficulté; mème; hahaha*; je rigole
de: haha*; lol; scherz; spaß; totlachen; finanzieller selbstmord; spässle; hehe*; witz;
    zum totlachen; difficulty bomb; sterben nicht aus; meme; bombe diese
""",
    "insult": """
en: fuck you; fuck u; fuck off; asshole*; bitch; motherfucker*; piece of shit; son of a bitch;
    retard*; bastard*; cunt*; go to hell; scumbag*; moron*; idiot*; kys; kill yourself; whore;
    dickhead*; shithead*; faggot*; pieces of shit; fucking idiots; fucking thieves;
    fucking scammers; wanker*; nigger*; dumbass*; imbecile*; parasites; you people are trash;
    suck my; fck you; stfu; stupid support; trash company; go die
zh: 傻逼; 操你; 草泥马; 妈的; 他妈的; 狗东西; 王八蛋; 滚蛋; 煞笔; 贱人; 去死吧; 垃圾东西; 死全家;
    你妈; 脑残; 傻b; 畜生; 狗日; 废物; 白痴; 混蛋; 智障; 尼玛; 操你妈; 狗屁; 垃圾平台; 人渣; 滾;
    臭傻
es: hijo de puta; hijos de puta; puta madre; gilipollas; imbécil*; idiota*; pendejo*; cabrón*;
    cabrones; mierda; váyanse a la; malparido*; maricón*; estúpid*; ladrones de mierda; hdp;
    chinga tu; vete a la mierda; vete al infierno; desgraciad*; basura de; inútiles
pt: filho da puta; filhos da puta; vai se foder; vai tomar no; otário*; idiota*; imbecil*; merda;
    babaca*; desgraçado*; arrombado*; vagabundo*; caralho; fdp; corno; lixo de; escória; burros;
    inúteis; viado
ru: сука; суки; блять; бля; пидор*; пидар*; уебок; уроды; урод; мразь; мрази; твари; тварь;
    идиот*; дебил*; нахуй; нахер; пошел нахуй; пошли нах*; ублюдк*; ублюдок; козлы; козел;
    гандон*; сволоч*; хуй*; ебан*; мудак*; дебилы; тупые; гнида; скоты; шлюх*; сдохни*;
    чтоб вы сдохли; дерьмо
tr: orospu*; siktir*; amk; aq; piç*; şerefsiz*; ananı; gerizekalı*; salak*; aptal*;
    hırsız köpek*; it herif*; pezevenk*; ibne*; sikeyim*; namussuz*; geber*; göt*; mal herif*;
    ahlaksız*; köpekler
vi: địt mẹ; đụ má; đm; vcl; chó chết; đồ chó; ngu như; thằng ngu; khốn nạn; óc chó; lũ chó;
    mất dạy; dkm; đcm; đồ ngu; cặn bã; bọn chó; thằng chó; con chó; súc vật
ko: 씨발*; 시발*; 개새끼*; 병신*; 지랄*; 좆*; 꺼져*; 미친놈*; 새끼*; 쓰레기*; ㅅㅂ; ㅂㅅ; 닥쳐*;
    멍청*; 등신*; 개자식*; 뒤져*; 뒈져*; 호구새*; 썅*; 니미*; 엿먹*
ja: 死ね; くそ; クソ; 馬鹿野郎; ばかやろう; ふざけるな; カス; ゴミ; きちがい; 消えろ; くたばれ;
    バカ; アホ; クズ; 馬鹿; てめえ; 無能; 氏ね; 糞
id: anjing; bangsat; babi; goblok; tolol; kontol; brengsek; bajingan; asu; kampret; setan;
    ngentot; monyet; jancok; sialan; memek; keparat; bego; idiot; sampah; tai
ar: كلب; كلاب; حمار; حمير; يلعن; لعنة; ابن الكلب; كس; قحبة; شرموط*; عرص; تبا; خنزير; حقير; سافل;
    زبالة; غبي*; وسخ; اولاد الكلب; أغبياء; حيوان; شرموطه; خنازير; منيك; أوغاد
hi: मादरचोद; भेनचोद; बहनचोद; चूतिया; हरामी; साला; कुत्ते; कमीने; गधे; बेवकूफ; madarchod; bhenchod;
    chutiya; harami; kutte; मूर्ख; bsdk; भोसड़ी*; गांड; रंडी; कमीना; सूअर; हरामखोर; bakchod; gandu;
    नालायक
fr: connard*; salope*; enculé*; fils de pute; va te faire; merde; ordure*; ta gueule; abruti*;
    pute; bâtard*; crétin*; débile*; salaud*; pd; bande de; sale; nique; imbécile*;
    allez vous faire; pourriture*; crevez
de: arschloch*; hurensohn*; wichser*; scheißkerl*; fick dich; fickt euch; fotze*; idiot*;
    drecksack*; missgeburt*; verpiss*; scheißladen; dreckskerl*; schwuchtel*; abschaum; spast*;
    vollidiot*; penner; drecksschwein*; bastard*; scheiß verein; hurensöhne; drecks*; versager
""",
}
