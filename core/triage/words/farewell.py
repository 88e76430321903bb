"""Crisis between the lines: leave-takings, places and means, debts that would die with one."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "farewell": """
en: wont be here tomorrow; not be around; gone by tomorrow; wont be around; wont need it anymore;
    wont need a reply; no need to reply anymore; dont need to reply; life insurance;
    insurance money; insurance payout; left a note; wrote a note; leaving a note; wrote my will;
    cant do this anymore; cant take it anymore; cant take this anymore; no reason to stay;
    nothing left; im done; on the bridge; on the roof; edge of the; train tracks; on the tracks;
    my kids would be better; everyone would be better; better without me; sleep and not wake;
    never wake up; not wake up; sorry mom; sorry mum; forgive me; tell my wife; tell my family;
    tell my kids; tell my mom; tell my daughter; tell my son; look after my; take care of my;
    gave the dog; gave away my cat; dont see the point; no point anymore;
    whats the point of going; dont want to be here; dont want to wake; out of my misery;
    one step; i have the pills; got the pills; sleeping pills; the rope; a rope; gun in;
    loaded gun; drive into; in the garage; goodbye; rather not be here; my last; i know his name;
    you will regret; i will find; coming with a; see you at your office; petrol; gasoline;
    the belt; balcony; disappear forever; final message; not a threat; cant face my;
    nobody knows; nothing matters; thinking about it every night
zh: 明天就不在; 明天我就不在; 不用回复了; 不用回了; 不用再回; 保险金; 赔偿金; 保险能赔; 遗言;
    写好了信; 信写好; 天台; 楼顶; 桥上; 江边; 铁轨; 河边; 海边走; 站在窗; 窗边; 阳台; 对不起爸妈;
    对不起妈; 对不起孩子; 下辈子; 来世; 来生; 替我照顾; 帮我照顾; 没有以后; 不想醒; 睡过去;
    不想醒来; 睡下去; 安眠; 药都; 药买好; 活够了; 太累了不想; 走了一了; 没我更好; 没有我会更好;
    别找我; 到此为止; 一切都结束; 最后一次; 最后一条; 告别; 再见了; 坚持不下去; 熬不下去;
    扛不住了; 没意思了; 不想再; 解脱; 汽油; 带刀; 上门; 堵你; 等着瞧; 跳下去; 农药; 煤气;
    没有希望; 看不到希望; 对不起我老婆; 绝路; 下一步就; 人没了; 撑不住
es: mañana no estaré; ya no estaré; no voy a estar; seguro de vida; dejé la carta;
    dejé una carta; dejé una nota; escribí una carta; en el puente; en la azotea; las vías;
    no puedo más; ya no puedo; no le veo sentido; sin sentido seguir; mejor sin mí;
    estarían mejor; descansar de una vez; perdónenme; perdóname; perdón mamá; cuiden a; cuida de;
    no hace falta que respondan; no va a hacer falta; despedirme; me despido; ya no importa nada;
    no quiero estar aquí; no quiero despertar; dormir y no despertar; pastillas; soga;
    última vez que; pagar con sangre; sé dónde; con un arma; gasolina; no tengo salida;
    no hay salida; borrarme; desaparecer para siempre; balcón; hacerme daño; hacer una locura;
    nadie sabe
pt: amanhã não estarei; não vou estar mais; não vou mais precisar; não vou precisar mais;
    seguro de vida; deixei uma carta; deixei a carta; escrevi uma carta; na ponte; no viaduto;
    trilhos; não aguento mais; não aguento; não quero mais estar; melhor sem mim;
    fica melhor sem; desculpa mãe; me perdoem; cuidem; cuida da; remédios; corda;
    acabar com isso; não tem mais saída; sem saída; não quero acordar; dormir e não acordar;
    morre comigo; me despeço; última mensagem; depois de hoje; meter bala; dar tiro;
    vou aí na sede; gasolina; sumir para sempre; fazer besteira; fazer uma besteira;
    ninguém sabe; telhado; sacada; não vejo sentido; acabou pra mim
ru: завтра меня; меня не будет; отвечать уже не нужно; отвечать не нужно; можете не отвечать;
    записк*; завещани*; на крыше; на мосту; перил*; на рельс*; страховк* получ*;
    семье будет легче; без меня легче; без меня лучше; больше не хочу; устал жить;
    устал просыпаться; не проснуться; не просыпаться; таблетк*; веревк*; верёвк*; больше не могу;
    сил нет; простите меня; прости мам; позаботьтесь; кота отдал*; собаку отдал*; не ищите;
    не вижу смысла; нет смысла; все кончено; всё кончено; последнее сообщение; конец всему;
    шагнуть; шаг вперед; балкон*; подоконник*; бензин*; с ножом; приду к вам; за все ответите;
    в петлю; петл*; незачем; на том свете; никто не знает
tr: yarın burada olmayacağım; yarın olmayacağım; hakkınızı helal; vasiyet*; sigortadan;
    sigorta parası; köprü*; çatı*; ip hazır; raylar*; kendime bir şey; yaşayamam; dayanamıyorum;
    gücüm kalmadı; artık yokum; bensiz; veda*; uyanmamak; uyanmak istemiyorum; çıkış yok;
    çıkışım yok; haplar*; mektup bıraktım; not bıraktım; cevap yazmanıza gerek; elveda;
    her şey bitti; anneme söyleyin; çocuklarıma; yüzüne bakamıyorum; benzin*; geliyorum oraya;
    göreceksiniz; balkon*; son mesajım; kimse bilmiyor; uçurum*; tetik*; silah*
vi: mai em không còn; mai tôi không còn; không còn ở đây; không cần trả lời nữa;
    bảo hiểm nhân thọ; tiền bảo hiểm; trên cầu; nhảy xuống; sân thượng; đường ray; thuốc cỏ;
    thuốc sâu; thuốc trừ sâu; dây thừng; tự kết thúc; kết thúc tất cả; không chịu nổi nữa;
    không gượng nổi; xin lỗi mẹ; nói với mẹ; nhờ chăm; thư tuyệt mệnh; viết thư; để lại thư;
    không muốn tỉnh; ngủ luôn; chết đi; nhẹ gánh; hết đường; bế tắc; hết lối thoát; ban công;
    lần cuối; mang dao; xăng; liệu hồn; không thiết; buông xuôi; không dám nói ai; lan can;
    đi luôn; ra đi
ko: 내일이면 저는 없; 내일이면 없; 내일은 없을; 답 안 주셔도; 답장 안 하셔도; 보험금*; 생명보험*;
    한강*; 다리 위*; 다리인데*; 옥상*; 난간*; 철로*; 선로*; 죽을 생각*; 죽는게*; 더 살 이유*;
    그만 살*; 끝내고 싶*; 다 끝내*; 엄마 미안*; 가족들에게 미안*; 부탁드려요 강아지*; 강아지는*;
    유서*; 번개탄*; 수면제*; 약을 모*; 깨고 싶지*; 안 깨*; 눈뜨고 싶지*; 버틸 힘*; 못 버티*;
    더는 못*; 사라지고 싶*; 제가 없으면*; 없어지면*; 칼 들고*; 휘발유*; 찾아갑니다*; 각오하*;
    마지막 인사*; 마지막입니다*; 살 자신*; 떨어지면*
ja: 明日にはおりません; 明日にはい; もう返信は不要; 返信は不要; 返信はいりません; 保険金;
    生命保険; 遺書; 屋上; 橋の上; 橋に; 線路; ホームにいます; ホームに立; あと一歩; 踏切; 飛び込;
    ロープ; 首吊; 睡眠薬; 練炭; 眠ったまま; 目が覚めなければ; 目覚めたく; もう疲れ;
    疲れました 全部; 生きる気力; 家族に残せ; ごめんね お母さん; お母さんごめん; 親に言えない;
    猫のことだけ; 犬のことを; 頼みました; いなくなれば; いないほうが; いない方が; 終わりにし;
    終わらせたい; 最後のメッセージ; さようなら; お別れ; 耐えられない; もう無理; 包丁; ガソリン;
    行くから待って; 覚えてろ; 後悔させ; ベランダ; 消えてしまいたい; 誰にも言え; 限界です
id: besok saya sudah tidak ada; besok saya ga ada; tidak usah dibalas lagi; ga usah dibales;
    asuransi jiwa; uang asuransi; rooftop; loncat; lompat; jembatan; rel kereta; tali; racun;
    obat tidur; ga bangun lagi; tidak bangun lagi; gak bangun; saya mati; kalo saya mati;
    titip maaf; titip salam; maafkan saya; maafin; selamat tinggal; tidak kuat lagi;
    ga kuat lagi; gak kuat; udah ga sanggup; tidak sanggup; surat wasiat; surat terakhir;
    pesan terakhir; tanpa saya; ga ada gunanya; mengakhiri; bawa parang; bawa golok; bensin;
    siap2 aja; gue tau kantor; saya tahu kantor; balkon; pengen ilang; hilang selamanya;
    capek hidup
ar: غدا لن أكون; لن أكون موجود; لا داعي للرد; ما عاد له داعي; التأمين على الحياة; فلوس التأمين;
    وصيتي; كتبت وصيتي; على الجسر; فوق السطح; سكة القطار; الحبوب; حبل; انهي كل; أنهي كل; بنهي;
    كرهت حياتي; تعبت من; لا استطيع التحمل; ما عاد اقدر; ما عاد لي; لا أقدر أعيش; سامحوني; سامحني;
    أمي سامحيني; اعتنوا; أولادي أمانة; ارتاح من; أرتاح من; لا فائدة; مالي مخرج; لا مخرج;
    آخر رسالة; اخر رساله; الوداع; البنزين; بنزين; بولع; اعرف بيته; أعرف بيتك; اخر يوم له; سلاح;
    اذبح; أذبح; بلكونة; النهاية; ماعاد ابغى اعيش; ادفنوني; اموت
hi: कल तक मैं; कल मैं नहीं; मैं रहूँगा ही नहीं; मैं नहीं रहूंगा; उत्तर देने की आवश्यकता नहीं; बीमा;
    बीमे; छत पर; पुल पर; पटरी; फंदा; रस्सी; कीटनाशक; ज़हर; जहर; नींद की गोलि*; गोलियां;
    अब नहीं सह*; सहा नहीं; और नहीं जी; जीना नहीं; माँ से कह*; मां से कह*; माफ कर देना;
    माफ़ कर देना; मेरे बच्चों का; ध्यान रखना; चिट्ठी; मेरे बिना; कोई रास्ता नहीं; मुँह दिखाऊँ;
    मुंह दिखाऊं; आखिरी संदेश; आख़िरी; chhat pe; marne ke; mar jaunga; jeene ka; ek kadam; zeher;
    fansi; patri; pul pe; sab khatam; मिट्टी का तेल; पेट्रोल; चाकू; घर आकर; निपट लूंगा;
    ट्रेन के आगे; कूद
fr: demain je ne serai plus; je ne serai plus; plus besoin de répondre; plus l'usage;
    inutile de répondre; inutile de rouvrir; assurance vie; assurance-vie; laissé une lettre;
    écrit une lettre; laissé un mot; sur le pont; sur le toit; les rails; les voies; la fenêtre;
    plus la force; j'en peux plus; n'en peux plus; je n'y arrive plus; mieux sans moi;
    prenez soin; pardon maman; pardonnez-moi; dites à ma; dites à mes; adieu; j'arrête là;
    m'endormir et; ne plus me réveiller; médicaments; cachets; corde; plus de sens;
    plus aucun sens; à quoi bon; tout préparé; ma vie est finie; vie est foutue; fusil; essence;
    je viens avec; je sais où; vous allez payer; balcon; dernier message; faire une bêtise;
    faire une connerie; personne ne sait; disparaître
de: morgen gibt es; morgen bin ich nicht; bin ich nicht mehr; nicht mehr zu kümmern;
    niemanden mehr; nicht mehr antworten; antwort brauche ich nicht; lebensversicherung;
    abschiedsbrief; brief liegt; brief geschrieben; brücke; auf dem dach; gleise*; bahngleis*;
    will nicht mehr; kann nicht mehr; ich mag nicht mehr; mehr wert als ich; ohne mich;
    kümmert euch um; passt auf meine; verzeiht mir; sagt meiner; sagt meinem;
    es tut mir leid mama; einschlafen und nicht; nicht mehr aufwachen; schlaftabletten;
    tabletten; strick; gegen den baum; keinen sinn; hat keinen sinn; letzte nachricht; lebe wohl;
    testament; waffe; brennt es; benzin; finde raus wer; ihr werdet; ich komme vorbei; balkon;
    schluss machen; keiner weiß; mach schluss
""",
}
