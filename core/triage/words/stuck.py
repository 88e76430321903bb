"""Waiting, being locked out, being stopped: what makes a problem cost money by the hour."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "long_wait": """
en: since yesterday; for days; for weeks; for a week; several days; few days; couple of days;
    a week; two days; three days; four days; five days; two weeks; a month; over a day;
    more than a day; all week; days ago; last week; since monday; since friday; since last;
    yesterday; the day before; whole week; days now; over 24; all weekend
zh: 好几天; 几天了; 三天; 两天; 四天; 五天; 一周; 一个星期; 两周; 一个月; 昨天; 前天; 上周;
    好多天; 一个礼拜; 超过一天; 一天多; 这么多天; 多日; 几天; 一天了; 兩天; 好久
es: desde ayer; hace días; hace varios días; varios días; una semana; dos días; tres días;
    dos semanas; un mes; desde el lunes; desde hace; ayer; anteayer; semana pasada;
    más de un día; cuatro días; cinco días; toda la semana; desde el viernes
pt: desde ontem; há dias; vários dias; uma semana; dois dias; três dias; duas semanas; um mês;
    faz dias; ontem; semana passada; mais de um dia; quatro dias; cinco dias; anteontem;
    desde segunda; desde sexta; a semana toda
ru: со вчера*; уже несколько дней; несколько дней; неделю; вторые сутки; третий день; два дня;
    три дня; две недели; месяц; больше суток; вчера; второй день; четыре дня; пять дней; неделя;
    сутки; позавчера; третьи сутки; дней; с понедельника; с пятницы; неделями; четвертый день;
    вторую неделю
tr: dünden beri; günlerdir; bir haftadır; iki gündür; üç gündür; haftalardır; bir ay; 1 haftadır;
    dün; geçen hafta; dört gündür; beş gündür; günden fazla; hafta oldu; gün oldu; gündür;
    haftadır
vi: từ hôm qua; mấy ngày; nhiều ngày; một tuần; hai ngày; ba ngày; cả tuần; một tháng; hôm qua;
    tuần trước; bốn ngày; năm ngày; hơn một ngày; hôm kia; mấy hôm; cả tháng
ko: 어제*; 며칠*; 일주일*; 이틀*; 사흘*; 삼일*; 한 달*; 2주*; 지난주*; 나흘*; 하루가 지*;
    하루 넘*; 3일째*; 몇 일*; 한달*; 하루 이상*; 하루가 넘*; 그저께*
ja: 昨日から; 数日; 一週間; 1週間; 二日; 三日; 何日も; 先週; 1か月; 一昨日; 丸一日; 一日以上;
    1日以上; 昨日; 2週間; もう三日; 何日; おととい; 数週間; 一ヶ月
id: dari kemarin; sejak kemarin; berhari-hari; seminggu; dua hari; tiga hari; sebulan;
    minggu lalu; kemarin; lebih dari sehari; empat hari; lima hari; beberapa hari; sehari lebih;
    berminggu; dua minggu; hari ini sudah
ar: منذ أمس; من أمس; منذ أيام; منذ ايام; أسبوع; اسبوع; يومين; يومان; ثلاثة أيام; شهر; أمس; امس;
    الأسبوع الماضي; أكثر من يوم; أيام; ايام; من امبارح; أسبوعين; عدة أيام; منذ البارحة; قبل يومين
hi: कल से; कई दिन; कई दिनों; एक हफ्ते; दो दिन; तीन दिन; हफ्ते भर; एक महीने; kal se; कल; पिछले हफ्ते;
    चार दिन; पांच दिन; एक दिन से ज्यादा; दिन हो गए; दिनों से; हफ्ता; सप्ताह; दिन से; हफ्ते से; परसों
fr: depuis hier; depuis des jours; depuis plusieurs jours; une semaine; deux jours; trois jours;
    un mois; depuis lundi; hier; semaine dernière; plus d'un jour; quatre jours; cinq jours;
    quelques jours; deux semaines; plusieurs jours; avant-hier; depuis vendredi
de: seit gestern; seit tagen; seit mehreren tagen; eine woche; zwei tage; drei tage; zwei wochen;
    einen monat; seit montag; gestern; letzte woche; mehr als einen tag; vier tage; fünf tage;
    seit einer woche; tagelang; zwei tagen; drei tagen; einer woche; vorgestern; seit freitag;
    wochen
""",
    "position": """
en: open position*; my position*; positions open; leverage; leveraged; margin call; my short;
    my long; open trades; open trade; close my; cant close; cannot close; stop loss; liquidat*;
    open orders; futures position; collateral; add margin; getting liquidated; open futures
zh: 持仓; 仓位; 开仓; 爆仓; 平仓; 合约; 杠杆; 止损; 强平; 多单; 空单; 保证金率; 倉位; 挂单
es: posicion* abierta*; posición abierta; mi posición; mis posiciones; apalancamiento;
    apalancad*; liquid*; cerrar mi; stop loss; cerrar posición; operaciones abiertas; posiciones;
    órdenes abiertas
pt: posiç* aberta*; posição aberta; minha posição; posições; alavancagem; alavancad*; liquid*;
    fechar minha; stop loss; ordens abertas; operações abertas
ru: открыт* позици*; позици*; плеч*; маржин*; ликвид*; закрыть сделку; закрыть позици*;
    стоп-лосс; стоп лосс; открыт* сделк*; шорт; лонг; открытые ордера; фьючерс*
tr: açık pozisyon*; pozisyon*; kaldıraç*; likid*; stop loss; kapatamıyorum; açık işlem*; long;
    short; teminat tamamla*; emirlerim
vi: vị thế; lệnh mở; đòn bẩy; thanh lý; đóng lệnh; cháy tài khoản; cắt lỗ; lệnh đang mở; đang mở;
    margin; long; short
ko: 포지션*; 레버리지*; 청산*; 선물*; 손절*; 롱; 숏; 미결제*; 마진*; 롱포지션*; 증거금*
ja: ポジション; レバレッジ; 清算; ロスカット; 建玉; 損切り; 証拠金; ロング; ショート; 強制決済;
    未決済; 追証
id: posisi terbuka; posisi; leverage; likuid*; stop loss; tutup posisi; order terbuka; margin;
    futures
ar: صفقات مفتوحة; صفقة مفتوحة; مركز مفتوح; مراكز مفتوحة; الرافعة; تصفية; وقف الخسارة;
    إغلاق الصفقة; صفقاتي; مراكزي; المارجن; هامش; مراكز; صفقتي
hi: पोजीशन; पोजिशन; लिक्विडेट; लीवरेज; स्टॉप लॉस; खुली; ट्रेड बंद; मार्जिन; position; लिक्विडेशन;
    ओपन ऑर्डर; फ्यूचर्स
fr: position* ouverte*; ma position; mes positions; effet de levier; liquid*; stop loss;
    fermer ma; ordres ouverts; levier; marge; trades ouverts
de: offene position*; position*; hebel*; liquid*; stop loss; schließen; offene orders; margin;
    offene trades; glattstellen; nachschuss
""",
    "locked": """
en: locked out; locked me out; cant log in; can't login; cant login; cannot log in; cannot login;
    cant access; cannot access; unable to log; unable to login; unable to access; account locked;
    account disabled; account suspended; account blocked; account frozen; banned my account;
    lost access; no access; wont let me in; can't get in; cant get in; not let me log;
    account is locked; account is disabled; account is frozen; account is blocked;
    account is suspended; account was disabled; account was locked; account has been;
    suspended my account; frozen my account; locked my account; blocked my account; cant sign in;
    cannot sign in; lost my phone; lost my 2fa; lost my authenticator; lost access to my;
    new phone; broke my phone; phone was stolen; froze my account; closed my account;
    stuck on login
zh: 登不上; 登录不了; 无法登录; 登不进; 进不去; 账号被封; 账户被冻结; 账号被冻结; 被锁; 锁定了;
    登陆不了; 无法登陆; 账号被禁; 账户被禁; 被冻结; 被封; 手机丢了; 手机丢失; 换手机; 谷歌验证丢;
    登不了; 無法登入; 登录失败; 封号; 被限制; 手机号停; 手机坏; 验证器丢; 被停用; 邮箱丢
es: no puedo entrar; no puedo acceder; no puedo ingresar; no puedo iniciar; cuenta bloqueada;
    cuenta suspendida; cuenta congelada; me bloquearon; sin acceso; cuenta deshabilitada;
    perdí el acceso; perdí mi teléfono; perdí mi celular; no me deja entrar; no me deja acceder;
    bloqueado; bloquearon mi cuenta; cuenta desactivada; perdí el 2fa; perdí mi 2fa;
    nuevo teléfono; congelaron mi; inhabilitada; no me deja ingresar; suspendieron mi;
    perdí el móvil
pt: não consigo entrar; não consigo acessar; não consigo logar; conta bloqueada; conta suspensa;
    conta congelada; sem acesso; conta desativada; perdi o acesso; perdi meu celular;
    não consigo fazer login; bloquearam minha; travado fora; não me deixa entrar; perdi o 2fa;
    perdi meu 2fa; troquei de celular; suspenderam minha; congelaram minha; perdi o celular;
    perdi acesso
ru: не могу войти; не могу зайти; не заходит; не пускает; аккаунт заблокирован*;
    счет заблокирован*; заблокировали; нет доступа; потерял доступ; не могу залогин*;
    аккаунт заморож*; потерял телефон; не могу авториз*; доступ к аккаунту; аккаунт отключ*;
    закрыли доступ; утерян*; сломался телефон; сменил телефон; новый телефон; заморозили;
    заморожен; потеряла доступ; не получается войти; забанили; потерял 2fa; потеряла телефон;
    украли телефон
tr: giremiyorum; giriş yapamıyorum; erişemiyorum; hesabım kilitli*; hesabım askıya*;
    hesabım bloke*; hesap kilit*; hesabım kapatıl*; telefonumu kaybet*; açamıyorum;
    hesabım dondurul*; hesabıma erişim*; hesabım kilitlen*; 2fa'yı kaybet*; telefonum çalın*;
    telefonum bozul*; askıya alın*; bloke; yeni telefon*; giremiyor*; hesabım donduruldu
vi: không đăng nhập được; không vào được; không thể đăng nhập; tài khoản bị khóa; bị khóa;
    bị khoá; không truy cập được; mất quyền truy cập; mất điện thoại; bị đóng băng;
    không thể truy cập; tài khoản bị đình chỉ; bị vô hiệu; mất 2fa; đổi điện thoại;
    hỏng điện thoại; bị tạm khóa; mất sim
ko: 로그인이 안*; 로그인 안*; 로그인할 수 없*; 접속이 안*; 계정이 잠*; 계정 정지*; 계정이 정지*;
    접근할 수 없*; 잠겼*; 로그인 못*; 폰을 잃어*; 로그인이 되지*; 접속할 수 없*; 못 들어가*;
    계정이 동결*; 정지당*; 정지되*; 휴대폰을 분실*; 핸드폰 분실*; 기기 변경*; 폰 분실*; 잠긴*;
    휴대폰 분실*; 핸드폰을 잃*; 비활성화*; 차단되*; 막혔*
ja: ログインでき; ログインができ; アクセスでき; アカウントがロック; アカウントが凍結; 入れない;
    ロックされ; アカウント停止; アカウントが停止; スマホをなくし; 携帯をなくし; 凍結され;
    停止され; 無効にされ; 入れません; スマホを紛失; 紛失; 機種変更; 制限され; 締め出さ;
    スマホが壊れ; 無効化され; ログインが出来; スマホを失くし
id: tidak bisa login; tidak bisa masuk; gak bisa login; ga bisa login; akun terkunci;
    akun diblokir; akun saya diblokir; akun dibekukan; tidak bisa akses; akun dinonaktifkan;
    hp hilang; ga bisa masuk; gak bisa masuk; kehilangan akses; hp saya hilang; ganti hp;
    terkunci; akun saya dibekukan; dinonaktifkan; ditangguhkan; tidak dapat login; diblokir;
    akun ditutup; ga bs login; akun suspend
ar: لا أستطيع الدخول; لا استطيع الدخول; لا يمكنني الدخول; لا أستطيع تسجيل; حسابي محظور;
    حسابي مقفل; تم حظر; تم تجميد; حسابي موقوف; فقدت الوصول; تم إغلاق حسابي; ضاع هاتفي; تم تعطيل;
    لا استطيع تسجيل; تم قفل; مغلق; لا أقدر أدخل; ما أقدر أدخل; فقدت هاتفي; لا أستطيع الوصول;
    محظور; مجمد; مقفل; تم إيقاف; معطل; مش قادر أدخل; ما اقدر ادخل; جوال جديد; هاتف جديد
hi: लॉगिन नहीं; लॉग इन नहीं; खाता लॉक; अकाउंट लॉक; अकाउंट ब्लॉक; खाता बंद; एक्सेस नहीं; अकाउंट बंद;
    login nahi; login nhi; फोन खो; अकाउंट सस्पेंड; अकाउंट फ्रीज; ब्लॉक कर दिया; लॉक हो गया;
    खुल नहीं; फ़ोन खो; मोबाइल खो; ब्लॉक हो; सस्पेंड; डिसेबल; नया फोन; बंद कर दिया; account lock;
    लॉगइन नहीं; खाता ब्लॉक; फोन चोरी
fr: peux pas me connecter; n'arrive pas à me connecter; impossible de me connecter;
    compte bloqué; compte suspendu; compte gelé; plus accès; perdu l'accès; compte désactivé;
    perdu mon téléphone; n'ai plus accès; compte verrouillé; accès bloqué; impossible d'accéder;
    perdu mon 2fa; changé de téléphone; nouveau téléphone; volé mon téléphone; compte est bloqué;
    compte est suspendu; bloqué mon compte; n'arrive plus à me connecter; suspendu mon;
    peux plus me connecter; connexion impossible; compte fermé; compte a été
de: kann mich nicht einloggen; nicht einloggen; komme nicht rein; kein zugriff; konto gesperrt;
    account gesperrt; ausgesperrt; konto eingefroren; zugang verloren; handy verloren;
    nicht anmelden; keinen zugriff; nicht mehr rein; komme nicht in; login geht nicht;
    konto ist gesperrt; account ist gesperrt; gesperrt; deaktiviert; handy gestohlen;
    neues handy; 2fa verloren; eingefroren; authenticator verloren; konto wurde;
    kann nicht auf mein
""",
    "down": """
en: is down; site down; app down; down again; server down; servers down; outage; crashed;
    crashing; keeps crashing; not loading; wont load; wont open; doesnt load; frozen screen; 502;
    503; 504; maintenance; cant place orders; cant trade; unable to trade; not responding;
    blank page; blank screen; engine; frozen; is it just me; anyone else; lagging;
    not working for; is offline; went down; gone down; the app is; exchange down; error 500;
    gateway; freezes; stuck loading; hangs; website not; everything is frozen; platform down;
    down for everyone; status page; chart frozen; orders not going through; matching engine
zh: 崩了; 宕机; 打不开; 卡死; 卡住了; 服务器; 无法下单; 不能交易; 加载不出; 白屏; 闪退; 系统维护;
    瘫痪; 进不了; 挂了; 无法交易; 下不了单; 撤不了单; 平不了仓; 大家都; 网站打; 掉线; 崩潰;
    打不開; 卡顿; 维护; 页面; 卡了; 转圈; 无响应; 是不是崩; 拔网线; 全崩
es: caída; caido; se cayó; no carga; no abre; no funciona la app; no funciona la página;
    fuera de servicio; mantenimiento; servidor*; no puedo operar; se congeló; pantalla en blanco;
    está caído; está caída; no responde; se cuelga; caídos; no anda; soy el único; la app no;
    la web no; se cierra; error 502; colgado
pt: fora do ar; caiu o; caiu a; não carrega; não abre; travou; servidor*; manutenção;
    não consigo operar; instável; tela branca; instabilidade; caiu; app não; site não; travando;
    não responde; só comigo; travado; travada; indisponível; não funciona
ru: не работает; лежит; упал сайт; не грузит*; не открыва*; сервер*; тех работы; техработы;
    не могу торговать; вылета*; висит; завис*; упала биржа; лагает; зависло; не загруж*; у всех;
    упал; упала; тормозит; ошибка 502; недоступ*; технические работы; легла; лег; крашит*;
    белый экран; только у меня; сбой
tr: çöktü; açılmıyor; çalışmıyor; sunucu*; bakım*; yüklenmiyor; işlem yapamıyorum; dondu;
    erişilemiyor; kapandı; site gitti; takıldı; kasıyor; yanıt vermiyor; sadece bende; uygulama*;
    çökt*; donuyor; hata 502; beyaz ekran
vi: lỗi hệ thống; không tải được; không mở được; bảo trì; bị treo; lag; máy chủ;
    không giao dịch được; sàn lỗi; app lỗi; web lỗi; không load; bị sập; mọi người có bị;
    trắng màn hình; nghẽn; sập rồi; sàn sập; app sập; web sập; bị đơ; đơ rồi; bị văng; văng ra
ko: 서버*; 먹통*; 다운*; 점검*; 접속 불가*; 튕겨*; 튕김*; 렉*; 거래가 안*; 주문이 안*; 안 열려*;
    멈췄*; 앱이 안*; 사이트가 안*; 터졌*; 안 켜*; 로딩*; 장애*; 저만 그런*; 나만 그런*; 튕기*;
    멈춰*; 안열려*; 하얀 화면*
ja: 落ちて; サーバー; 開かない; 開けない; 繋がらない; つながらない; 障害; メンテナンス; 固まって;
    重い; 取引できない; 落ちました; 落ちた; 開きません; ダウン; エラー画面; クラッシュ; フリーズ;
    私だけ; 繋がりません; つながりません; 真っ白; 読み込め; 読み込みが; 注文が通らない;
    ダウンして
id: down; error; server; maintenance; tidak bisa dibuka; gak bisa dibuka; crash; lemot; hang;
    tidak bisa trading; ga bisa dibuka; force close; loading terus; gangguan; tidak merespon;
    lag; cuma saya; tidak bisa diakses; eror; blank putih; aplikasi tidak
ar: معطل; لا يعمل; متوقف; السيرفر; لا يفتح; صيانة; معلق; تعطل; لا أستطيع التداول; انهيار; سقط;
    الموقع لا; التطبيق لا; ما يفتح; خارج الخدمة; عطل; لا تعمل; مش شغال; ما يشتغل; واقف; يعلق;
    تعليق; لا يستجيب; شاشة بيضاء; طايح
hi: डाउन; नहीं खुल; काम नहीं कर; सर्वर; क्रैश; मेंटेनेंस; हैंग; ट्रेड नहीं हो; नहीं चल; बंद है;
    बंद पड़ा; अटक गया; लोड नहीं; एरर; app nahi; खुल नहीं रहा; ठप; server down; सबके साथ;
    खुल ही नहीं
fr: en panne; ne marche pas; ne fonctionne pas; ne fonctionne plus; ne charge pas;
    ne s'ouvre pas; serveur*; maintenance; plante; hors ligne; bug; ne marche plus; ne répond;
    inaccessible; figé*; gelée; bloquée; écran blanc; que moi; planté*; hs; site down; en rade;
    rame; ne s'affiche
de: ist down; offline; lädt nicht; geht nicht; funktioniert nicht; server*; wartung*; abgestürzt;
    hängt; störung; ausfall; öffnet nicht; stürzt; nicht erreichbar; nur bei mir; laggt;
    eingefroren; reagiert nicht; nichts geht; tot; down; ladet nicht; weißer bildschirm;
    lahmgelegt
""",
}
