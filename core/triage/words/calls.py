"""Who is called in, and payments that are about to be made."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "law": """
en: lawyer*; attorney*; legal action; sue; suing; court; lawsuit; regulator; regulators; cftc;
    fca; bafin; mas; finra; police; legal notice; my solicitor; ombudsman; consumer protection;
    file a complaint with; report you to; class action; prosecut*; authorities;
    financial conduct; legal team; take you to court; financial authority; subpoena; esma; mica;
    attorney general; law enforcement; cease and desist; small claims; criminal complaint;
    legal counsel; asic; consob; amf; the sec; with sec; to sec; dsar; regulatory complaint
zh: 律师; 起诉; 法院; 报警; 监管; 投诉到; 消协; 警察; 诉讼; 法律途径; 金融管理局; 公安; 立案;
    證監會; 证监会; 律师函; 报案; 法庭; 維權; 维权; 仲裁; 告你们; 经侦; 法務; 法律; 律師; 監管;
    報警
es: abogad*; demanda*; tribunal*; juicio; policía; regulador*; cnmv; denuncia legal;
    acciones legales; acción legal; defensor del; procuraduría; fiscalía; juzgado; vía legal;
    legalmente; condusef; profeco; banco central; denunciar ante; superintendencia; consumidor;
    autoridades
pt: advogad*; processar; processo judicial; justiça; polícia; regulador*; procon; ação judicial;
    banco central; cvm; reclame aqui; tribunal; medidas legais; boletim de ocorrência; judicial*;
    ministério público; processo contra; delegacia; autoridades; consumidor.gov
ru: адвокат*; юрист*; в суд; суд; судебн*; иск; полици*; регулятор*; прокуратур*; заявление в;
    центробанк*; роспотребнадзор*; цб рф; суда; следственн*; правоохранит*; исковое; претензи*;
    мвд; в органы; засуж*; финмониторинг*; юридическ*; жалобу в
tr: avukat*; dava*; mahkeme*; polis*; savcılık*; spk; masak; yasal işlem*; suç duyurusu*;
    hukuki*; yasal yol*; tüketici hakem*; bddk; cimer; şikayetvar; düzenleyici*; hukuk*; savcı*;
    btk; emniyet*
vi: luật sư; khởi kiện; tòa án; công an; cảnh sát; cơ quan quản lý; pháp luật; tố tụng;
    kiện ra tòa; pháp lý; toà án; đơn kiện; cơ quan chức năng; ngân hàng nhà nước; kiện sàn;
    sẽ kiện
ko: 변호사*; 소송*; 고소*; 법적 조치*; 법적조치*; 경찰*; 금감원*; 금융감독원*; 금융위*;
    소비자원*; 고발*; 법원*; 민원*; 법적*; 법무*; 검찰*; 집단소송*; 규제 기관*; fiu; 감독기관*;
    수사*
ja: 弁護士; 訴訟; 裁判; 警察; 金融庁; 消費者センター; 法的措置; 訴え; 被害届; 消費生活センター;
    規制当局; 国民生活センター; 告訴; 弁護団; 法的; 当局; 監督官庁; 提訴; 消費者庁
id: pengacara; menuntut; pengadilan; polisi; ojk; bappebti; jalur hukum; tuntut; kuasa hukum;
    somasi; hukum; lapor ke; gugat*; ylki; regulator; laporkan ke; pihak berwajib; bareskrim
ar: محامي; محام; المحكمة; محكمه; الشرطة; دعوى; هيئة; قانوني; قضائي; البنك المركزي; مقاضاة;
    القضاء; النيابة; سأقاضي; إجراءات قانونية; الجهات المختصة; قانونيه; شرطه; محاميه;
    الجهة الرقابية; حماية المستهلك; ساقاضي; بلاغ رسمي; رقابيه
hi: वकील; अदालत; कोर्ट; पुलिस; कानूनी; केस कर; मुकदमा; सेबी; आरबीआई; साइबर सेल; उपभोक्ता; sebi;
    rbi; साइबर क्राइम; एफआईआर; नियामक; fir; lawyer; लीगल नोटिस; legal; कंज्यूमर; police
fr: avocat*; justice; tribunal*; plainte; police; régulateur*; amf; poursuites; mise en demeure;
    dgccrf; procès; huissier; juridique*; gendarmerie; porter plainte; médiateur; poursuivre;
    acpr; autorités; action en justice; parquet; saisir
de: anwalt*; rechtsanwalt*; klage*; gericht*; polizei; bafin; verbraucherschutz*; anzeige;
    rechtliche schritte; verbraucherzentrale; strafanzeige; rechtsweg; verklage*;
    regulierungsbehörde; aufsichtsbehörde; rechtlich*; staatsanwalt*; aufsicht; fma; finma;
    ombudsmann; juristisch*; anzeigen
""",
    "pay_now": """
en: before paying; before i pay; before sending; before i send; should i pay; should i send;
    should i give; do i have to pay; do i need to pay; must i pay; about to send; about to pay;
    going to send; going to pay; ready to pay; on the phone; right now; he is waiting;
    hes waiting; waiting for my; wants me to pay; wants me to send; wants me to deposit;
    asks me to pay; asking me to pay; asked me to pay; asking me to send; asks me to send;
    told me to send; told me to deposit; telling me to send; said i have to pay; says i must pay;
    says i need to pay; he needs me to; on a call; is calling; on anydesk; asked me to install;
    wants me to install; wants my; want my; asks for my; asking for my; asked for my;
    asked me for my; asks me for; asking me for; asked me to send; asked me to deposit;
    says i need; said i need to; should i share; should i trust; is it ok to send; how do i pay;
    i will send; transferring now; should i do it; sent me a link to verify; i am about to;
    im about to; want me to; do i share; do i give; says i must; wants me to connect;
    i should send; i should pay; need to send him; send him now
zh: 要我付; 让我付; 让我转; 叫我转; 要我转; 我要付吗; 该付吗; 我该不该; 要不要付; 要不要给;
    要给他吗; 正在通话; 他在等; 准备转; 准备付; 现在让我; 要我提供; 让我提供; 要我的助记词;
    让我下载; 要我交; 让我交; 叫我交; 我应该给; 应该付; 能给吗; 可以给吗; 马上要转; 要我发;
    让我发; 让我充; 叫我充; 需要我先; 要我先; 该给; 我该转; 打算转; 正要转; 准备给; 要不要转;
    在催我; 要我给; 让我连接; 让我验证; 我要交吗; 要交吗
es: debo pagar; tengo que pagar; debería pagar; debo enviar; le envío; le pago;
    me pide que pague; me piden que pague; me pide pagar; me piden pagar; me pide que envíe;
    estoy por pagar; a punto de; en llamada; está esperando; quiere que pague; quiere que envíe;
    ¿pago; ¿le doy; se la doy; se lo doy; me piden depositar; me pide depositar; quiere que le;
    ¿debo; antes de pagar; antes de enviar; me pide mi; me piden mi; me pide el; me pidió que;
    me pide la; quiere mi; me pide que; debo darle; voy a pagar; voy a enviar; estoy al teléfono
pt: devo pagar; tenho que pagar; preciso pagar; devo enviar; posso pagar;
    estão pedindo para pagar; está pedindo para pagar; quer que eu pague; quer que eu envie;
    pediu para eu; pede para eu; estou para pagar; prestes a; na ligação; está esperando;
    antes de pagar; antes de enviar; pedindo minha; pedindo meu; devo passar; devo dar;
    pediu minha; mandou eu; pediu que eu; pede minha; quer minha; vou pagar; vou enviar;
    pago ou não; posso mandar; pediu meu; mandaram pagar
ru: платить ли; надо платить; нужно платить; мне платить; стоит ли платить; стоит ли отправлять;
    отправлять ли; требует оплат*; требуют оплат*; просит оплат*; просят оплат*;
    просит перевести; просят перевести; на связи; ждет перевод*; собираюсь отправ*;
    собираюсь оплат*; сейчас отправ*; просит код; просят код; просит мою; просит сид*;
    просит установить; говорит надо оплат*; давать ли; сообщать ли; нужно ли отправ*;
    просит внести; просят внести; хочет чтобы я; мне отправлять; просит фразу; перед тем как;
    говорит что нужно; прямо сейчас; нужно ли платить; должен ли я; готов оплат*; скинуть ему;
    дать ему; сейчас переведу; переводить ли; просит прислать; просит меня
tr: ödemeli miyim; ödeyeyim mi; göndermeli miyim; göndereyim mi; ödememi istiyor*;
    göndermemi ist*; vermeli miyim; vereyim mi; ödemem gerek*; telefonda; bekliyor;
    ödeme istiyor*; yatırmamı ist*; kodu istiyor*; şifremi istiyor*; istiyor ne; yüklememi ist*;
    ödemeden önce; göndermeden önce; kelimemi istiyor*; paylaşayım mı; göndermek üzere*;
    ödemek üzere*; benden istiyor*; vermemi ist*; paylaşmamı ist*; yapayım mı; istiyorlar
vi: có nên trả; có phải trả; tôi có nên gửi; bắt tôi nộp; yêu cầu tôi chuyển; yêu cầu tôi nộp;
    yêu cầu tôi đóng; bảo tôi chuyển; bảo tôi nộp; đang gọi; đang chờ; sắp chuyển; có nên đưa;
    có nên nộp; đòi tôi; hỏi mã; có nên chuyển; có phải nộp; trước khi chuyển; yêu cầu tôi gửi;
    đang yêu cầu; có phải đóng; có nên đóng; bảo tôi gửi; bảo mình; chuẩn bị chuyển;
    có nên cung cấp; hỏi cụm từ; bảo tôi cài; bảo tôi cung cấp
ko: 내야 하나요; 보내야 하나요; 내라고*; 보내라고*; 입금하라고*; 송금하라고*; 줘야 하나요;
    알려줘야 하나요; 통화 중*; 기다리고 있*; 입금해야 하나요; 요구하는데*; 설치하라고*; 달라고*;
    지불하라고*; 납부하라고*; 보내도 될까*; 알려달라고*; 줘도 되*; 보내도 되*; 내야 되*; 내야하*;
    보내야하*; 지금 보내*; 해도 되나요; 입력하라고*; 연결하라고*; 보내기 직전*; 송금하려*
ja: 払うべき; 払えば; 送るべき; 支払うよう; 送金するよう; 払えと; 送れと; 払わないと; 通話中;
    待って; 教えるべき; 教えてもいい; 入金しろ; 入金するよう; インストールするよう; 支払いを求め;
    支払ってもいい; 払っていい; 教えろと; 送っていい; 払ったほう; 払った方; 教えても大丈夫;
    送っても大丈夫; を要求され; を求められ; 聞かれて; これから送; 今から送; 支払うべき;
    払わなければ; 送金しようと; 送金しそう; 払う必要; 教えるよう; 入力するよう; 接続するよう
id: haruskah saya bayar; harus bayar; apa saya harus; disuruh bayar; disuruh transfer;
    disuruh kirim; diminta bayar; diminta transfer; diminta kirim; minta bayar; perlu bayar;
    sedang telepon; menunggu; mau transfer; mau bayar; minta kode saya; minta seed;
    disuruh deposit; diminta deposit; sebelum bayar; diminta kode; disuruh install; diminta seed;
    apakah saya harus; bayar atau tidak; boleh kasih; apa harus; dia minta; mereka minta;
    disuruh bagikan; haruskah; mau kirim; sebelum transfer; minta saya
ar: هل أدفع; هل ادفع; هل أرسل; هل ارسل; هل يجب أن أدفع; هل يجب ان ادفع; يطلب مني دفع; يطلبون دفع;
    طلب مني دفع; يريدون مني; يريد مني; على الهاتف; ينتظر; قبل الدفع; هل أعطيه; هل اعطيه;
    يطلب مني تحويل; طلب مني تحويل; يطلب رمز; يطلب عبارة; طلب كلمة; يريد رمز; هل علي الدفع;
    قبل أن أدفع; قبل أن أرسل; طلب مني إرسال; يطلب مني; يطلبون مني; طلب مني; طلبوا مني; سأدفع;
    سوف أدفع; سأرسل; ادفع له
hi: क्या मुझे पेमेंट; भुगतान करना चाहिए; भेजना चाहिए; पैसे मांग; पैसे भेजने; फीस मांग; टैक्स मांग;
    देना चाहिए; कॉल पर; इंतजार कर रहा; ओटीपी मांग; सीड फ्रेज मांग; जमा करने को; भेजने को; क्या भेज;
    क्या मैं दे; भेज दूं; दे दूं; पैसे देने; शेयर करूं; देने को; मांग रहा है; मांग रहे हैं;
    कर दूं; इंस्टॉल करने को; बोल रहा है; भेजने वाला; दूं क्या; भरने को; मांग रहे; मांग रहा
fr: dois-je payer; dois-je envoyer; faut-il payer; dois-je donner; me demande de payer;
    me demandent de payer; demande de verser; me demande d'envoyer; veut que je paie;
    veut que je; au téléphone; il attend; avant de payer; avant d'envoyer; je paie;
    me demande mon; me demande ma; me demande le; m'a demandé de; faut que je paie; je m'apprête;
    sur le point de; me demande d'installer; me demande de; me demandent de; demande ma;
    je lui donne; dois-je lui; je vais payer; je vais envoyer; me réclame; exige
de: soll ich zahlen; soll ich bezahlen; soll ich senden; soll ich überweisen; muss ich zahlen;
    muss ich bezahlen; soll zahlen; soll bezahlen; am telefon; wartet; verlangt eine;
    verlangt von mir; will dass ich; bevor ich zahle; bevor ich sende; fragt nach meinem;
    fragt nach meiner; verlangt mein*; soll installieren; verlangen eine; bin kurz davor;
    soll ich den; soll ich das; soll ich die; soll ich ihm; ich soll; bevor ich; will mein*;
    verlangen; will meine; möchte meine; gleich überweisen; muss ich die; soll erst
""",
}
