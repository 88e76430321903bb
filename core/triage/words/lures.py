"""Longer stories: fees in advance, jobs, mentors, strangers and files."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "fee_first": """
en: pay 15; tax to release; insurance remaining; courier insurance; handling charge; settle the;
    conversion levy; pay 0; pay a fine; to unlock; miner fee; small processing fee;
    will be unlocked; then automatic released; pay _ tax to; fee to release your; pay _ tax;
    pay _ fee; tax first; fee first; release fee; release your funds; release the funds;
    unlock fee; clearance fee; processing fee; security deposit; refundable deposit;
    pay a deposit; gas fee to; to unlock your; to release; to unfreeze; before you can withdraw;
    to activate your withdrawal; upfront; pay first; verification fee; activation fee;
    deposit _ to withdraw; deposit to unlock; unfreeze your; unlock your account by;
    insurance fee; pay the tax; withdrawal fee of; anti money laundering fee; pay 10; pay 20;
    deposit 10; deposit _ to verify; top up _ to; pay _ to release; pay _ to unlock; pay the gas;
    pay _ deposit; to process your withdrawal; pay income tax; clearance deposit
zh: 解冻费; 解冻金; 先交税; 缴税; 手续费才能; 先付; 先交; 交个人所得税; 认证金; 激活费; 缴纳;
    充值才能提; 验资; 先充值; 预付; 信用分; 刷流水; 补缴; 解冻先; 先交保证金; 解冻保证金;
    冻结 保证金; 补足; 流水不足; 交保证金; 付定金; 先付定金; 先办事后收费; 缴至; 汇入; 審查;
    转入安全; 安全账户; 清零
es: pagar _ impuesto; pague _ impuesto; pagar _ tasa; pagar _ comisión; tarifa de liberación;
    liberar sus fondos; liberar tus fondos; desbloquear sus fondos; depósito de garantía;
    pagar primero; primero debe pagar; impuesto de; para desbloquear su retiro; pagar antes;
    depósito reembolsable; pagar un; tasa de verificación; abonar el; abonar _ impuesto;
    impuesto por adelantado; liberamos el total; pague primero; pague el impuesto;
    seguro anticipado
pt: pagar _ imposto; pague _ taxa; pagar _ taxa; taxa de liberação; liberar seus fundos;
    liberar o saque; depósito de garantia; pagar primeiro; taxa antes; taxa de desbloqueio;
    para desbloquear; pagar antes; pagar uma; depósito reembolsável; taxa de verificação;
    seguro de; antecipado; taxa antecipada; pague a taxa; pague o imposto
ru: оплат* налог*; оплат* комисс*; сначала оплат*; внес* депозит; заплат* комисс*;
    разблокировк* счета; разморо*; страхов* взнос; гарантийн* депозит; верификационн* платеж;
    чтобы вывести; для вывода нужно; предоплат*; внесите; уплат* налог; пополнить счет на;
    заплатить налог; оплатите налог; внесите депозит; оплатите комиссию; оплатить страховку
tr: vergi öde*; ücret öde*; önce öde*; teminat; serbest bırak*; blokeyi kaldır*; depozito;
    çekim için önce; ödeme yap*; blokaj* kaldır*; ödemeniz gerek*; yatırmanız gerek*;
    açılış ücret*; vergisini; aktivasyon ücret*; vergiyi bu; yatırınca; aktarılacaktır
vi: đóng thuế; nộp thuế; phí giải ngân; đặt cọc; phí mở khóa; nộp phí; đóng phí; phí xác minh;
    nạp thêm; trước khi rút; giải phóng; phí trước; nộp tiền; để rút; ký quỹ; mở đóng băng;
    vui lòng đóng; để hệ thống giải ngân
ko: 세금을 먼저*; 세금 납부*; 수수료를 먼저*; 보증금*; 선입금*; 동결 해제*; 인증비*; 예치금*;
    먼저 입금*; 출금하려면*; 해제 비용*; 선납*; 선수금*; 세금을 내*; 동결을 해제*; 선입금 확인*;
    즉시 전액*; 10% 선입금*
ja: 先に税金; 税金を支払; 手数料を支払; 保証金; 解除料; 前払い; 凍結解除; 先に入金; 先払い;
    出金するには; デポジットを; 手数料を先に; 税金を先に; 先に手数料; 凍結を解除
id: bayar pajak; bayar biaya; biaya pencairan; deposit jaminan; bayar dulu; biaya admin dulu;
    pajak dulu; biaya verifikasi; untuk mencairkan; uang jaminan; deposit dulu; membuka blokir;
    biaya aktivasi; biaya administrasi; transfer biaya; siap cair; terlebih dahulu; biaya materai
ar: دفع ضريبة; دفع رسوم; رسوم التحرير; ضريبة أولا; رسوم الإفراج; وديعة ضمان; رسوم فك;
    لفك التجميد; للإفراج عن; دفع الرسوم; دفع الضريبة; رسوم السحب; دفع مبلغ; لتحرير; إيداع مبلغ;
    ادفع رسوم; لتحريرها; رسوم البنك; ادفع الضريبة
hi: टैक्स भर*; पहले फीस; फीस जमा; सिक्योरिटी डिपॉजिट; टैक्स जमा; पहले जमा; रिलीज फीस; अनलॉक फीस;
    टैक्स दे*; फीस दे*; पहले टैक्स; जमानत; पहले भुगतान; टैक्स चुका*; फ़ाइल शुल्क; शुल्क पहले; केवल शुल्क
fr: payer _ taxe; payez _ taxe; payer _ frais; frais de déblocage; débloquer vos fonds;
    débloquer les fonds; payer d'abord; frais de libération; taxe avant; pour libérer;
    impôt avant; dépôt de garantie; régler; payer une; payer un; payer des;
    frais de vérification; réglez les; bloquée par l'administration; pour libération;
    payez d'abord
de: steuer* zahlen; gebühr* zahlen; zuerst zahlen; freigabegebühr; freischaltung; vorauszahlung;
    um ihre auszahlung; freischalten; zuerst einzahlen; gebühr bezahl*; steuer* bezahl*;
    freizugeben; sicherheitsleistung; bezahlen sie; entsperrungsgebühr; einzahlen um;
    vorauszahlung von; erfordert eine; danach sofortige
""",
    "job": """
en: part time job; part-time job; work from home; earn daily; daily income; easy job;
    simple task*; paid task*; remote job; like videos; rate hotels; complete tasks; daily salary;
    earn $; earn usdt; passive income; side hustle; make money; no experience; earn up to;
    income stream; job offer; online job; earn from home; weekly pay; a day from; is hiring;
    daily from home; per like; like youtube videos; we need people; we buy your;
    renting verified; a day. ask; product testers
zh: 兼职; 日赚; 刷单; 在家工作; 轻松赚钱; 点赞; 副业; 日入; 月入; 跑分; 赚钱; 躺赚; 招募; 带薪;
    宝妈; 高薪; 点赞员; 诚聘; 招刷單; 刷單; 一单; 日薪; u结; 居家客服; 提成; 月入过万; 诚招; 收徒
es: trabajo desde casa; gana dinero; ganar dinero; ingresos diarios; tareas simples;
    tareas pagadas; trabajo fácil; medio tiempo; trabajo remoto; ganancias diarias; gane; al día;
    empleo; gana hasta; contratando; sin experiencia; teletrabajo
pt: trabalhe em casa; trabalho em casa; ganhe dinheiro; renda extra; tarefas simples;
    tarefas pagas; meio período; ganhe até; por dia; vaga; contratando; sem experiência;
    ganhar dinheiro; renda diária; home office
ru: подработк*; заработ*; удаленная работа; работа на дому; доход; набор в команду; ищу людей;
    легкие деньги; оплата ежедневно; в день; требуются; без опыта; удаленк*; задани*; вакансия;
    ищем людей; пассивный доход
tr: ek gelir; evden çalış*; günlük kazanç; iş fırsatı; part time; kolay para; görev yap*; günlük;
    para kazan*; deneyim gerek*; ek iş; işe alım; beğeni; günde
vi: việc làm thêm; việc nhẹ; làm tại nhà; kiếm tiền; thu nhập; nhiệm vụ; tuyển; cộng tác viên;
    lương cao; mỗi ngày; làm việc online; lương ngày
ko: 부업*; 재택*; 일당*; 고수익*; 알바*; 월수익*; 하루*; 수익 보장*; 미션*; 구인*; 재택근무*;
    꿀알바*; 당일 지급*
ja: 副業; 在宅; 日払い; 簡単な作業; 稼げ; 日給; 稼ぐ; 高収入; 在宅ワーク; 求人; タスク; 誰でも;
    月収; 募集
id: kerja sampingan; kerja dari rumah; penghasilan; gaji harian; tugas mudah; lowongan;
    kerja online; cari uang; per hari; paruh waktu; pekerjaan; penghasilan tambahan; tugas;
    freelance
ar: عمل من المنزل; دخل يومي; وظيفة; مهام; ربح يومي; اربح; فرصة عمل; دخل إضافي; العمل عن بعد;
    مطلوب; بدوام جزئي; راتب; دوام; يوميا; مهام بسيطة; وظيفه
hi: घर बैठे; पार्ट टाइम; कमाएं; कमाई; रोज कमा*; नौकरी; टास्क; रोजाना; ghar baithe; कमाओ; पैसा कमा*;
    वर्क फ्रॉम होम; work from home; वेतन
fr: travail à domicile; gagnez; revenus; gagner de l'argent; tâches simples; tâches rémunérées;
    temps partiel; recrutement; par jour; télétravail; recrutons; emploi; complément de revenu;
    sans expérience; tâches
de: nebenjob; von zuhause; heimarbeit; verdiene*; verdien*; tägliches einkommen;
    einfache aufgaben; bezahlte aufgaben; pro tag; am tag; nebenverdienst; minijob; teilzeit;
    homeoffice job; ohne erfahrung; geld verdienen
""",
    "mentor": """
en: trading mentor; my mentor; signals; signal group; vip group; copy trade*; copy trading;
    guaranteed profit*; guaranteed return*; profit daily; account manager; my broker;
    expert trader; investment plan; invest with; trading signals; profits weekly; she trades;
    he trades; trade for you; forex expert; roi; 100% profit; mining pool; earn weekly;
    daily profit; bitcoin mining; weekly profit; risk free; no risk; minimum investment;
    pump group; insider; invest _ and get; trader who; return in; win rate; copy my trades;
    guaranteed; calls made me; students are in profit; mentorship; pump tonight; whale pump;
    study group; turned 300 into; her trades; professor; following this lady; monthly guaranteed
zh: 带单; 跟单; 内幕; 稳赚; 老师带; 策略群; 喊单; 包赚; 合约带单; 稳定盈利; 导师; 保本; 跟着老师;
    免费带; 盈利群; 带你赚; 高回报; 日收益; 投资计划; 牛股; 小班; 师父; 操盘; 胜率; 亏损包赔;
    無風險; 无风险; 跟單; 帶飆; 每日三单; 躺赚; 扣1; 老師
es: señales; grupo vip; ganancias garantizadas; mentor*; invierte*; inversión mínima;
    copy trading; rentabilidad garantizada; trader experto; invertir con; gestor* de;
    beneficios diarios; sin riesgo; inversión de; grupo de señales
pt: sinais; grupo vip; lucro garantido; mentor*; investimento mínimo; copy trading;
    lucros diários; gerente de conta; trader; invista; sem risco; retorno garantido;
    grupo de sinais
ru: сигнал*; вип группа; вип-групп*; гарантированн* прибыл*; наставник*; инвестиц*; вложи*;
    прибыль ежедневно; трейдер*; закрытый канал; доверительн*; копитрейдинг; без риска; вложен*;
    иксы; памп*
tr: sinyal*; vip grup*; garanti kazanç*; garantili; mentor*; kopya işlem*; yatırım yap*;
    günlük kâr*; risksiz; uzman trader; yatırımınızı; kazanç garanti*; pump grub*
vi: tín hiệu; nhóm vip; lợi nhuận; cam kết; chuyên gia; copy trade; đầu tư; lãi mỗi ngày; bao lỗ;
    không rủi ro; kéo lệnh; thua chịu; nhóm kín; kèo ngon
ko: 리딩방*; 리딩*; 시그널*; 수익 보장*; 보장*; 멘토*; 카피 트레이딩*; 투자방*; 전문가*;
    원금 보장*; 급등*; vip방*; 무료 리딩*; 수익률*; 정보방*
ja: シグナル; 必ず儲か; 元本保証; コピートレード; 投資グループ; メンター; 無料で教え; 自動売買;
    儲か; 確実に; 利益保証; 月利; 先生
id: sinyal; grup vip; profit pasti; profit harian; mentor; copy trade; investasi; dijamin;
    tanpa risiko; untung pasti; trader ahli; titip dana
ar: توصيات; أرباح مضمونة; ارباح مضمونة; ربح مضمون; استثمر*; خبير; نسخ التداول; مجموعة vip;
    إشارات; ارباح; أرباح; استثمار; مدير حساب; بدون مخاطر; مضمون*
hi: सिग्नल; गारंटीड; निवेश करें; मेंटर; कॉपी ट्रेडिंग; पक्का मुनाफा; वीआईपी; मुनाफा; गारंटी;
    निवेश करो; एक्सपर्ट; signal group; vip group; guaranteed
fr: signaux; groupe vip; gains garantis; bénéfices garantis; mentor; investissez; copy trading;
    rendement garanti; trader expert; investissement minimum; sans risque; profits; courtier;
    placez
de: signale; vip gruppe; vip-gruppe; garantierte* gewinn*; mentor*; investier*; copy trading;
    rendite*; risikofrei; trader; gewinne; investition; signalgruppe; ohne risiko
""",
    "stranger": """
en: is this _ number; i found your number; sorry wrong number; wrong number; is this jenny;
    are you _ from the gym; nice to meet you; where are you from; lets be friends;
    can we be friends; make friends; hello dear; hi dear; hello handsome; hi handsome;
    hello beautiful; your profile picture; i saw your profile; get to know you; im single;
    you look; new friend; my aunt; be friends; are you married; u single; you single;
    good morning my dear; hello pretty; hello stranger; hey stranger; be friend; so handsome;
    lovely avatar; you have a good heart; widow; army nurse; we met at; is this david;
    how was your day dear
zh: 加错人; 打错了; 交个朋友; 认识一下; 帅哥; 美女; 交朋友; 加错了; 你是哪里人; 小姐姐; 处对象;
    认识你; 叔叔; 加错; 發錯; 发错了; 眼缘; 你的头像; 在玩币; 离异; 你好呀; 忙什么呢; 陪我聊;
    可以当朋友; 可以當朋友; 聊聊吗; 聊聊嗎; 找人说说话; 真诚的朋友; 叔叔好
es: número equivocado; hola guapo; hola guapa; seamos amigos; ser amigos; conocerte; mi amor;
    de dónde eres; hola querido; hola querida; soltera; vi tu perfil; mi tío; me equivoqué de;
    ay perdón; qué linda foto
pt: número errado; oi lindo; oi linda; sermos amigos; ser amigos; te conhecer; de onde você é;
    meu amor; solteira; vi seu perfil; meu tio; fazer amizade; mora onde; simpático
ru: ошиблась номером; ошибся номером; давай дружить; познакомимся; познаком*; привет красав*;
    мой дядя; красавчик; откуда ты; одинок*; не ошиблась; твой профиль; увидела твой
tr: yanlış numara; tanışalım; tanışmak; arkadaş olal*; arkadaş ol*; merhaba yakışıklı; yakışıklı;
    nerelisin; profilini gördüm; yalnız*; bekarım; amcam; dayım; pardon yanlış; tanıştığıma;
    ne iş yapıyorsun
vi: nhầm số; làm quen; kết bạn nhé; chào anh đẹp trai; độc thân; chú tôi; cậu tôi; anh ở đâu;
    chào người đẹp; anh đẹp trai; làm bạn; có duyên; anh làm nghề
ko: 번호를 잘못*; 잘못 보냈*; 친구 해요; 친구해요; 친하게*; 오빠*; 어디 사세요; 외로*; 삼촌*;
    친구가 되*; 프로필 보고*; 친구 하*; 번호 잘못*; 서울 사세요; 혹시 서울*
ja: 番号を間違え; 友達になり; お友達; 仲良く; どちらにお住まい; 素敵な方; 独身; 知り合い;
    プロフィールを見て; 間違えました; ご縁; お仕事は何
id: salah nomor; kenalan; jadi teman; hai ganteng; hai cantik; berteman; dari mana; jomblo;
    paman saya; salah sambung; lihat profil; salam kenal; kakak kerja
ar: رقم خاطئ; نتعرف; أصدقاء; اصدقاء; مرحبا عزيزي; وسيم; من أين أنت; عمي; خالي; الرقم الخطأ;
    صداقة; نتعارف; رقم غلط; جميله; اخطأت الرقم; من أي بلد; من اي بلد
hi: गलत नंबर; दोस्ती; दोस्त बन; हैलो डियर; अकेली; कहां से हो; अंकल; सुंदर; शादीशुदा; दोस्त बनें;
    wrong number; sorry wrong number; kaha se ho
fr: mauvais numéro; faire connaissance; devenir amis; être amis; bonjour mon cher; mon oncle;
    beau gosse; tu viens d'où; trompé de numéro; salut beau; j'ai vu ton profil; oups mauvais;
    moi c'est
de: falsche nummer; freunde werden; kennenlernen; hallo hübscher; mein onkel; woher kommst;
    freunde sein; dein profil gesehen; verwählt; ich bin lena; was machst du so
""",
    "invest": """
en: crypto; trading; invest*; bitcoin; usdt; profit*; platform; btc; eth; gold
zh: 炒币; 投资; 数字货币; 交易; 比特币; 平台; 盈利; 赚; 理财; 区块链
es: cripto*; invert*; bitcoin; ganancia*; trading; plataforma; inversi*
pt: cripto*; invest*; bitcoin; lucro*; trading; plataforma
ru: крипт*; инвест*; биткоин*; трейд*; прибыл*; торгов*; платформ*
tr: kripto*; yatırım*; bitcoin*; kazanç*; borsa*; platform*
vi: tiền ảo; đầu tư; bitcoin; coin; lợi nhuận; sàn; crypto
ko: 코인*; 투자*; 비트코인*; 수익*; 거래소*; 가상화폐*
ja: 仮想通貨; 投資; ビットコイン; 稼; 利益; 暗号資産
id: kripto; investasi; bitcoin; profit; trading; untung
ar: استثمار; الكريبتو; بيتكوين; أرباح; ارباح; تداول; العملات الرقمية; كريبتو
hi: क्रिप्टो; निवेश; बिटकॉइन; मुनाफा; ट्रेडिंग; crypto
fr: crypto*; investi*; bitcoin; profit*; trading; plateforme
de: krypto*; invest*; bitcoin; gewinn*; trading; plattform
""",
    "file": """
en: install; installer; apk; exe; .exe; msi; dmg; download the app; download this;
    update the app; run this; open the file; macro*; enable content; zip file; rar; unzip;
    scan _ qr; scan the qr; scan this; qr code; new version; beta app; download _ app;
    setup file; patch; powershell; terminal; run the command; paste this command; attached file;
    download attached; support tool; extension; desktop client; game beta; playtest
zh: 安装包; 下载安装; 下载app; 扫码; 扫描二维码; 二维码; 安装这个; apk; 运行; 新版本; 下载最新;
    安装程序; exe; 打开附件; 压缩包; 插件; 下载软件; 掃碼; 安装软件; 扫一扫
es: instala; descarga*; apk; archivo adjunto; escanea*; código qr; ejecut*; nueva versión;
    instale; exe; instalar; archivo; extensión
pt: instale; baixe; apk; arquivo anexo; escaneie; código qr; execute; nova versão; instalar; exe;
    qr code; baixar; arquivo; extensão
ru: скачай*; установи*; apk; файл; запусти*; сканируй*; отсканируй*; qr код*; qr-код*;
    новую версию; архив; exe; установочн*; расширени*; обновите приложение; куар*
tr: indirin; yükleyin; kurun; apk; dosyayı; çalıştırın; qr kod*; tarayın; taratın; yeni sürüm*;
    exe; karekod*; indir; uzantı*; tarat
vi: tải app; cài đặt; apk; quét mã qr; quét mã; mở file; tải về; chạy file; bản mới; exe;
    tải xuống; cài app; tiện ích mở rộng
ko: 설치하*; 설치 파일*; 다운로드*; apk; qr코드*; qr 코드*; 스캔*; 실행하*; 실행해*; 새 버전*;
    exe; 다운받*; 설치해*; 큐알*; 첨부 파일*; 첨부파일*; 압축*
ja: インストール; ダウンロード; apk; qrコード; スキャン; 実行して; 添付ファイル;
    新しいバージョン; exe; 読み取って; 最新版; 拡張機能
id: instal*; unduh*; download; apk; scan qr; pindai*; jalankan; versi baru; exe; kode qr;
    file terlampir; buka file; ekstensi
ar: حمل; تحميل; تثبيت; apk; امسح; رمز qr; شغل الملف; النسخة الجديدة; افتح الملف; ثبت; قم بتحميل;
    مسح الرمز; التطبيق الجديد; الملف المرفق; exe; الباركود
hi: डाउनलोड; इंस्टॉल; apk; क्यूआर; स्कैन; फाइल खोल*; नया वर्जन; एपीके; qr code; qr कोड; exe
fr: installez; téléchargez; apk; scannez; code qr; qr code; exécutez; nouvelle version;
    pièce jointe; exe; ouvrez le fichier; fichier joint; télécharge; installe; extension
de: installier*; herunterlad*; runterlad*; apk; scann*; qr-code; qr code; ausführen;
    neue version; anhang; exe; laden sie; datei; öffnen sie die; erweiterung
""",
}
