"""More of what each need is about: documents, people, devices, networks, forms."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "m.kyc": """
en: photo; blurry; face; faces; twin; underage; 17; 18; minor; id photo; utility bill;
    address proof; residence; resubmit; rejected again; scan; camera; glasses; beard;
    married name; name change; residency; age; source of wealth; country; passport expired;
    video call; reverify; citizenship; driving licence
zh: 照片; 模糊; 脸; 双胞胎; 未成年; 满18; 住址; 水电费; 改名; 地址证明; 上传; 重新上传; 活体;
    摄像头; 审核; 户口; 港澳; 居住证; 国籍; 年龄; 16岁; 17岁; 材料; 证明; 身分證; 護照; 眨眼;
    转头
es: cédula; foto; borrosa; gemelo; mayor de edad; 17; 18; padrón; residencia; cara;
    empadronamiento; nacionalidad; reverificar; verificar; comprobante; recibo; dni; nombre
pt: foto; borrada; gêmeo; gêmea; menor; 17; 18; rosto; comprovante; certidão; cadastro;
    nacionalidade; passaporte; verificar; identidade; cpf; conta de luz
ru: фото; лицо; близнец*; лет; прописк*; 18; 17; 16; несовершеннолетн*; гражданств*; фамили*;
    водительск*; внж; фотк*; камер*; адрес прожив*
tr: fotoğraf*; bulanık; ikiz*; yaş; 17; 18; yüz; yüz tanıma; fatura; ikamet*; pasaport; kimlikte;
    kimliği; soyadı*; ehliyet; kamera*; vatandaş*
vi: sinh đôi; tuổi; 17; 18; khuôn mặt; quét mặt; hoá đơn; cư trú; căn cước; quốc tịch; bằng lái;
    chụp; đổi tên; giấy khai sinh; ảnh mờ; ảnh bị; ảnh giấy
ko: 사진*; 얼굴*; 쌍둥이*; 미성년*; 만 18세; 17살; 고3*; 개명*; 면허증*; 주민증*; 외국인등록증*;
    주소*; 서류*; 영문이름*; 국적*; 얼굴인식*; 등본*
ja: 写真; 顔; 双子; 18歳; 17歳; 高校生; 氏名; 姓; 住所; 在留カード; 結婚; 名字; 公共料金; 国籍;
    ピンボケ; 眼鏡; 撮影; 登録名
id: foto; buram; kembar; umur; 17; 18; tahun; wajah; ktp; npwp; domisili; verif; verif ulang;
    alamat; nama; kewarganegaraan; scan; kk
ar: صورة; صوره; وجه; الوجه; توأم; عمر; 18; 17; الاقامه; الإقامة; بطاقتي; جنسية; جنسيه; ممنوعه;
    العنوان; اسمي; رخصة; مستند; وثيقة; إثبات
hi: फोटो; फ़ोटो; चेहरा; जुड़वां; उम्र; 18; 17; नाबालिग; pagdi; citizenship; शादी; उपनाम; पता;
    प्रमाणपत्र; photo; aadhaar; pan; नाम
fr: photo; floue; jumeau; majeur; 17; 18; visage; justif; justificatif; justificatifs;
    nationalité; facture; résidence; lunettes; nom; reconnaissance faciale; titre de séjour;
    québécois
de: foto; unscharf; zwilling*; volljährig; 17; 18; alter; gesicht; videoident; perso;
    meldebescheinigung; umzug; adresse; stromrechnung; nachweis; mittelherkunft; kamera; name;
    nachname
""",
    "m.business": """
en: company account; corporate account; business account; our token; our company; our fund;
    our users; application form; listing form; who do i contact; whom should; representative;
    university; student club; podcast; youtube channel; followers; subscribers; influencer;
    speaker; event; meetup; conference; journalist at; reporter; comment on; recruit; resume; cv;
    apply; remote position; otc desk; liquidity; white label; institutional; broker; our clients;
    integration; proposal; newspaper; magazine; team lead; head of; b2b; i run a; we are a;
    we run; on behalf
zh: 企业账户; 公司账户; 机构账户; 我们公司; 我司; 我们项目; 我们是; 公众号; 自媒体; 博主; 粉丝;
    社区; 讲座; 活动赞助; 简历; 岗位; 实习; 招人; 校招; 投放; 流动性; 做市; 上币费; 申请上币;
    谁负责; 联系人; 對接人; 采访; 报道; 高校; 社团; 广告; 渠道; 返佣合作; 代理合作; 大会; 峰会;
    招不招; 白标
es: cuenta de empresa; empresa; contratando; nuestra comunidad; canal de youtube; seguidores;
    pódcast; podcast; formulario de listado; solicitar el listado; listar; nuestro token;
    partners; programa de; universidad; charla; evento; represento; gestoría; clientes;
    currículum; trabajar
pt: conta empresarial; conta pj; empresa; vaga; seguidores; tiktok; youtube; podcast;
    listar um token; listagem; publi; fundo; mesa otc; otc; universidade; palestra; evento;
    institucional; jornal; clientes; currículo; somos
ru: корпоративн*; юрлиц*; юридическ* лиц*; ооо; подписчик*; ютуб*; блог*; подкаст*;
    заявк* на листинг; листинг; с кем связаться; интеграци*; мероприят*; спикер*; резюме;
    университет*; коллаборац*; закупк*; бартер*; платежн* сервис; проект
tr: kurumsal*; şirket*; takipçi*; youtube; podcast*; token listele*; başvuru form*; alımı var;
    iş ilanı; öğrenci*; üniversite*; etkinlik*; konuşmacı*; müşavir*; müşterilerim*; hacimli;
    komisyon anlaşması; staj*; ortak iş
vi: tài khoản doanh nghiệp; doanh nghiệp; công ty; tuyển; ctv; follower; kênh youtube; tiktok;
    podcast; list token; form; hồ sơ; sự kiện; diễn giả; đại học; đối tác; khối lượng lớn;
    cộng đồng; marketing; nhà báo; phóng viên
ko: 법인*; 법인계정*; 구독자*; 팔로워*; 유튜브 채널*; 유튜버*; 상장 신청*; 토큰 상장*; 대학*;
    학회*; 강연*; 강연자*; 채용*; 이력서*; 대량거래*; 회사*; 기업*; 광고*; 협찬*; 신문*
ja: 法人; 法人口座; 登録者; フォロワー; 上場申請; 大学; サークル; 登壇; 講演; 求人; 履歴書; 大口;
    会社; 企業; 広告; 新聞; 雑誌; 媒体; 案件; イベント; 業務提携; 弊社; 就職; 学園祭
id: akun perusahaan; perusahaan; loker; lowongan; follower; subscriber; endorse; podcast;
    form pengajuan; listing token; kampus; pembicara; acara; jurnalis; humas; komunitas; sponsor;
    program edukasi; magang; cv; pt kami
ar: حساب شركة; شركتنا; متابع*; متابعيني; بودكاست; يوتيوب; إدراج عملتنا; جامعة; جامعه; نادي;
    متحدث; فعالية; صحيفة; صحيفه; تصريح; تدريب; سيرة ذاتية; توظفون; نتعاون; اتعاون; سنابر; مؤثر;
    عمولة كبيرة; شركة
hi: कंपनी; कॉर्पोरेट; चैनल; यूट्यूब; youtube; followers; subscribers; collab; collab karoge;
    speaker; event; club; संवाददाता; अख़बार; अखबार; टिप्पणी; vacancy; token listing; टोकन लिस्टिंग;
    इंटर्नशिप; internship; नौकरी; संस्था; form
fr: compte entreprise; compte pro; entreprise; abonnés; chaîne youtube; podcast; lister notre;
    notre token; pour un listing; université; hackathon; événement; intervenant; stage; cv;
    cabinet; illustrateur; commandes; nos clients; association; recrutez; lots; institutionnel
de: firmenkonto; unternehmen; firma; abonnenten; follower; podcast; youtube; listing für;
    unseren token; werkstudent*; praktikum; universität; vortrag; veranstaltung; lokalzeitung;
    pressestelle; geldautomaten; genossenschaft; liquiditätspartner; zuständig; wir betreiben;
    sucht ihr; hochschule; verein
""",
    "m.outage": """
en: for everyone; everyone; everybody; all users; all pairs; whole team; chart is frozen;
    charts frozen; order book; orderbook; balances show 0; balance 0; logged everyone out;
    all of us; colleagues; discor*; reddit; update; after the update; white screen; black screen;
    status page; prices stuck; cant sell; cant buy; nothing loads; again; always when;
    every time; every dump; spinning; loading
zh: 大家; 全部; 所有人; 都登; 全员; 群里都; 图表; k线; 深度; 状态页; 更新后; 余额都; 余额显示0;
    显示0; 同事; 黑屏; 行情不动; 价格不动; 不动了; 又来; 一到; 每次; 卖不出; 买不了; 都进不去;
    都打不; 加载; 刷新; 断网; 炸了; 502; 504
es: a nadie; todos igual; todos; gráfico; congelado; status; pantalla; motor;
    ni comprar ni vender; en ningún par; compañeros; siempre; actualización; para todos;
    saldo en cero; negra
pt: todo mundo; ninguém; gráfico; congelado; todos os pares; livro; status; em par nenhum;
    deslogou; tela; sistema; ordens não; carregam; atualização; aqui no escritório;
    na mesma situação; saldo zerado
ru: у всех; никто не; график; стакан; статус; обнов*; белый экран; разлогин*; все пары;
    цены стоят; баланс ноль; коллег*; ни купить ни продать; опять; снова; каждый раз
tr: herkes; kimse; hepimiz; hiçbirimiz; grafik; tahta; durum sayfa*; güncelleme*; beyaz ekran;
    fiyatlar; sistem; her düşüşte; emir gire*; bakiye 0; bizim ofis; açılmadı; yine
vi: mọi người; ai cũng; không ai; chart; biểu đồ; sổ lệnh; đứng im; mọi cặp; web và app;
    cập nhật; trang trạng thái; cả công ty; số dư 0; nhiều người; lúc sập giá; truy cập
ko: 모든 코인*; 차트가*; 호가창*; 다들*; 다른 사람*; 전부*; 모두*; 업데이트*; 상태 페이지*;
    웹과 앱*; 잔고 0*; 흰 화면*; 또; 복구*; 접속이*; 시세*; 주변 이용자*
ja: 全ペア; 全員; みんな; 皆; 接続できません; 社内; 復旧; ステータスページ; 板; 残高0; 発注不能;
    アプデ; アップデート後; 白い画面; 他の利用者; ログアウトされ; 固まった; 止まっ
id: semua orang; semua pair; chart; orderbook; diem; beku; web dan app; update; status page;
    saldo 0; pada; temen; di grup; tiap; lagi; semua; nge-lag; kantor
ar: كل اللي; الجميع; كلنا; الكل; الاسعار; الأسعار; التحديث; بعد تحديث; أبيض; المنصة; واقفه; وقعت;
    صفحة الحالة; كل العملات; عملائنا; الرصيد صفر; يقفل; اصحابي
hi: सबका; सब; सभी; chart; order book; किसी का; किसी जोड़ी; स्टेटस पेज; हर बार; अपडेट; sabko;
    sab coins; freeze; logout; discor*; वेबसाइट; वेबसाइट व ऐप; दोनों बंद; बैलेंस 0; कार्यालय
fr: tout le monde; personne; tous; écran noir; graphique; carnet; statut; mise à jour; soldes;
    affichent 0; collègues; chez tous; cassé; tous les marchés; plusieurs; plus pouvoir; pls;
    chez moi
de: alle; allen; jedem; keiner; kurse; stehen still; chart; orderbuch; statusseite; update;
    seit dem update; weißer; schwarzer; kollegen; mehrere; fix; störungsmeldung; salden;
    immer wenn; forum
""",
    "m.recovery": """
en: backup codes; backup key; old email; old number; yubikey; security key; broken phone;
    stolen phone; passed away; deceased; inherit; heir; my late; died; provider deleted;
    lost sim; sim; not my number anymore; number recycled; duplicate account; multi account;
    banned; appeal; reset request; reset video; locked for good; cant receive codes; flagged;
    disabled
zh: 备份码; 备用码; 旧号; 老号码; 老邮箱; 注销的手机号; 手机摔; 手机被偷; 手机进水; 手机坏了;
    去世; 遗产; 继承; 安全密钥; yubikey; 申诉; 人脸重置; 重置2fa; 换绑手机; 风控; 禁用; 永久;
    同一个ip; 停机; 销号; 二次验证; 換手機; 注销
es: códigos de respaldo; correo viejo; número viejo; yubikey; falleció; herencia;
    robaron el celular; perdí el teléfono; operadora; chip; autenticador; reset; multicuenta;
    apelar; desactivada; correo con el que
pt: códigos de backup; email antigo; e-mail cadastrado; número antigo; yubikey; faleceu; herança;
    roubaram o celular; chip; autenticador; authenticator; operadora; reset; recurso;
    celular roubado; acesso legalmente; curador*
ru: бэкап*; резервные коды; старая почта; старый номер; юбикей*; yubikey; умер*; наследств*;
    украли телефон; симк*; аутентификатор*; утопил*; сброс*; 2фа; мультиаккаунт*; почта удалена;
    сменила номер; сменил номер
tr: yedek kod*; eski mail*; eski e-posta*; eski numara*; hattım; hat; yubikey*; vefat*; miras*;
    authenticator*; çalındı telefon*; devre dışı*; aynı modem*; itiraz*; enkazda;
    kayıtlı e-posta*; numaram
vi: mã dự phòng; email cũ; số cũ; nhà mạng; sim; yubikey; qua đời; thừa kế; mất máy; gỡ 2fa;
    authenticator; khiếu nại khoá; đa tài khoản; đổi số; điện thoại cũ; bị thu hồi
ko: 백업키*; 백업코드*; 백업 코드*; 예전 번호*; 예전 메일*; 유비키*; 돌아가*; 상속*; 사망*;
    번호 바뀌*; 유심*; 인증 해제*; 폰 고장*; 이민*; 해지*; 다중계정*; 소명*; 계정 찾*
ja: バックアップキー; バックアップコード; 前の番号; 古い番号; yubikey; 他界; 相続; 亡くな; 水没;
    認証アプリ; 番号変え; プロバイダ; 2fa解除; 複数アカウント; 解約; 異議; 端末紛失
id: kode cadangan; email lama; nomor lama; nomor hangus; sim card; yubikey; meninggal; warisan;
    dicopet; authenticator; rusak; balikin akun; banding; kekunci; akun ganda; reset; gada akses
ar: رموز احتياطية; ايميل قديم; الايميل القديم; الرقم القديم; رقمي القديم; شريحة; شريحه; ورثة;
    وريث; توفى; توفي; استرجاع; مفتاح أمان; اعتراض; متعدد الحسابات; ضاع الجوال; انسرق جوالي;
    التطبيق المصادق; نسيت الايميل
hi: बैकअप कोड; पुराना ईमेल; पुरानी कंपनी; पुराना नंबर; सिम; देहांत; वारिस; विरासत; मृत्यु;
    2fa reset; authenticator; बंद फ़ोन; lock ho gaya; रीसेट; अपील; purana number; phone chori;
    प्रक्रिया
fr: codes de secours; ancien mail; ancien numéro; boîte mail; yubikey; décédé; succession;
    héritage; résilier ma ligne; authenticator; désactivé; multicompte; récupération; récupérer;
    virés; carte sim; recours; téléphone perdu
de: backup codes; backup-codes; alte mail; alte mailadresse; alte nummer; yubikey*; verstorben;
    erben; erbe; sim; reset antrag; zurücksetz*; ersatzschlüssel; authenticator; deaktiviert;
    mehrfachkonto; widerspruch; mailadresse; konto weg
""",
}
