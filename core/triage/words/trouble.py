"""What is being lost or stuck right now."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "not_me": """
en: didnt authorize; did not authorize; didnt authorise; not authorized; unauthorized withdrawal;
    unauthorised withdrawal; unauthorized transaction*; unknown withdrawal; withdrawal i didnt;
    withdrawal i did not; withdrawals i didnt; withdrawal i never; withdrawal i havent;
    not me withdrawing; someone withdrew; someone is withdrawing; someone is moving;
    someone is draining; being drained; draining my; drained my; draining; withdrawn without my;
    without my permission; without my consent; didnt request; did not request; never requested;
    i never made; i never authorized; wasnt me; wasn't me; not mine; emptying my; emptied my;
    stealing my; withdraw that i did; i didnt withdraw; didnt initiate; did not initiate;
    i didnt do; nobody authorized; coins are leaving; funds are leaving; money is leaving;
    coins are gone; being withdrawn; just withdrew; never approved; didnt approve;
    did not approve; someone sold; transferred out; that i didnt; didnt make this;
    didnt make that; didnt make any; didnt make those; did not make this; did not make any;
    i did not make; did not make that; i didnt make a
zh: 不是我提; 不是我操作; 不是本人操作; 我没有提; 我没提现; 我没有操作; 未经我; 未授权; 被提走;
    被人提; 被转走; 被盗; 有人提走; 有人在提; 陌生提现; 不明提现; 莫名其妙提; 被转出; 资产被;
    币被; 不是我本人; 非本人; 没有发起; 我没发起; 被划走; 正在被提; 不是我发起; 钱被转; 有人转走;
    不是我转; 自动提现; 盗走; 没申请过; 没有申请过; 没有授权; 在往外转
es: no hice; yo no hice; no autoricé; no he autorizado; sin mi autorización; sin mi permiso;
    sin mi consentimiento; retiro que no; retiros que no; no reconozco; alguien retiró;
    alguien está retirando; están vaciando; vaciaron mi; me están robando; están sacando;
    no solicité; retiro no autorizado; retiro desconocido; no fui yo; no he hecho; que yo no;
    no he solicitado; están retirando; me vaciaron; sacando mi dinero
pt: não fiz; eu não fiz; não autorizei; sem minha autorização; sem minha permissão;
    saque que não; não reconheço; alguém sacou; alguém está sacando; estão esvaziando;
    esvaziaram; estão me roubando; estão sacando; não solicitei; saque desconhecido; não fui eu;
    saque não autorizado; sacaram; que eu não; estão tirando; sendo sacado; não pedi esse
ru: я не делал*; не делал* вывод; не выводил*; без моего ведома; без моего согласия;
    без моего разрешения; не я вывел; не я вывож*; кто-то выводит; кто-то вывел; выводят мои;
    выводят деньги; вывели мои; вывели деньги; неизвестный вывод; неавторизованн*;
    несанкционированн*; это не я; не мой вывод; не подтверждал*; не создавал*; сливают; воруют;
    украли с; списали; списывают; не запрашивал*; не санкционировал*; вывод который я не; крадут;
    уходят с аккаунта; выводится; не инициировал*; не авторизовал*
tr: ben yapmadım; yapmadığım; bilgim dışında; iznim olmadan; onaylamadığım; onaylamadım;
    benim yapmadığım; ben çekmedim; biri çekti; birisi çekiyor; boşaltılıyor; boşalttı*;
    çalınıyor; yetkisiz çekim*; ben değilim; tanımadığım; bana ait olmayan; haberim yok*;
    çekilmiş; başlatmadığım; ben başlatmadım; izinsiz; paramı çekiyor*; çekiliyor; boşaltıyor*
vi: tôi không rút; không phải tôi; không phải do tôi; tôi không thực hiện; không được phép;
    ai đó rút; ai đó đang rút; bị rút; bị trộm; rút trái phép; không cho phép; bị chuyển đi;
    tôi không yêu cầu; lệnh rút lạ; đang bị rút; tôi không hề; mất tiền trong; đang rút tiền;
    bị mất hết
ko: 제가 하지 않은*; 내가 하지 않은*; 제가 안 한*; 제가 안 했*; 승인하지 않은*; 모르는 출금*;
    무단 출금*; 무단으로*; 누가 출금*; 누군가 출금*; 빠져나가*; 출금하지 않았*; 동의 없이*;
    제가 한 게 아*; 털렸*; 털리*; 인출되*; 요청하지 않은*; 도난*; 제가 한 적 없*; 신청한 적 없*;
    출금한 적 없*; 제 의사*; 내가 안 한*; 출금되고 있*; 하지도 않은*
ja: 身に覚えのない; 身に覚えがない; 覚えのない; 覚えがありません; 自分ではない; 自分じゃない;
    勝手に出金; 不正出金; 不正な出金; 許可していない; 出金していない; 出金した覚え; 盗まれ;
    送金していない; 誰かが出金; 引き出され; 承認していない; 私ではありません; 私じゃない; 抜かれ;
    勝手に送金; 勝手に; 申請していない; 依頼していない
id: bukan saya; saya tidak melakukan; tidak saya lakukan; tanpa izin; tanpa persetujuan;
    penarikan yang tidak; tidak dikenal; ada yang menarik; sedang dikuras; dikuras; dicuri;
    bukan dari saya; saya tidak menarik; saya tidak pernah; penarikan tidak sah; ditarik orang;
    bukan gue; gak pernah minta; hilang dicuri; dibobol
ar: لم أقم; لم اقم; بدون إذني; بدون علمي; بدون موافقتي; دون إذني; دون علمي; سحب غير معروف;
    سحب لم; شخص ما يسحب; أحدهم يسحب; يتم سحب; يسرق; لست أنا; ليس أنا; غير مصرح; لم أطلب; لم اطلب;
    تسحب أموالي; لم أسحب; لم اسحب; تم سحب أموالي; ليس انا; مش انا; سحب ما سويته; غير مصرح به;
    لم أوافق; يسحب أموالي; تسرق
hi: मैंने नहीं किया; मैंने नहीं की; बिना अनुमति; मेरी अनुमति के बिना; बिना मेरी; अनजान निकासी;
    कोई निकाल रहा; किसी ने निकाल*; चोरी हो; मैंने विड्रॉल नहीं; मैंने withdrawal नहीं; अनधिकृत;
    maine nahi kiya; मैं नहीं था; निकाले जा रहे; मैंने अनुरोध नहीं; मैंने नहीं; निकल रहे;
    निकल रहा; खाली हो रहा; खाली कर रहा
fr: pas moi qui; ce n'est pas moi; je n'ai pas fait; que je n'ai pas; pas autorisé;
    n'ai pas autorisé; sans mon autorisation; sans mon accord; sans mon consentement;
    retrait inconnu; retrait non autorisé; quelqu'un retire; quelqu'un a retiré; on me vole;
    vidé mon; vide mon; en train de vider; en train de retirer; jamais demandé; pas initié;
    pas demandé ce; je n'ai jamais; retire mes fonds; retirent; c'est pas moi; n'ai rien demandé
de: nicht von mir; ich nicht veranlasst; nicht veranlasst; nicht autorisiert*; unautorisiert*;
    ohne meine zustimmung; ohne mein wissen; ohne meine erlaubnis; unbekannte auszahlung;
    jemand hebt; jemand zieht; jemand hat abgehoben; leergeräumt; wird leergeräumt;
    nicht beauftragt; das war ich nicht; ich war das nicht; ich habe keine auszahlung;
    gerade gestohlen; räumt mein; die ich nicht; auszahlung nicht; nicht gemacht;
    nicht genehmigt; jemand räumt; geld abgezogen; zieht gerade
""",
    "hacked": """
en: hacked; got hacked; been hacked; account compromised; was compromised; is compromised;
    someone logged in; somebody logged in; someone is in my; someone has access;
    someone changed my; changed my password; changed my email; account takeover; taken over;
    freeze my account; freeze my acc; lock my account; block my account; suspend my account;
    disable my account; hacker; sim swap*; sim swapped; breached; logged me out; stolen account;
    account was stolen; account stolen; someone else is logged; freeze it; freeze everything;
    freeze withdrawals; stop the withdrawal; stop this withdrawal; cancel that withdrawal;
    stop it now; unknown device logged; broke into; access to my account; lock it down
zh: 被黑; 被盗号; 账号被盗; 账户被盗; 盗号; 有人登录; 异地登录; 陌生登录; 冻结我的; 冻结账户;
    冻结账号; 请冻结; 密码被改; 邮箱被改; 帮我冻结; 快冻结; 入侵; 被盜; 凍結; 锁定我的; 被人登录;
    赶紧冻结; 停止提现; 拦截; 阻止提现; 冻结我; 被改密码; 被人改
es: hackea*; jackea*; me hackearon; comprometida; alguien entró; alguien inició sesión;
    alguien accedió; congel* mi cuenta; bloqu* mi cuenta; cambiaron mi; cambió mi contraseña;
    robaron mi cuenta; intrus*; congelen; paren el retiro; detengan el retiro; sim swap;
    congelar mi; cuenta robada; detener el retiro; alguien tiene acceso; bloqueen
pt: hackea*; hackearam; invadi*; comprometida; alguém entrou; alguém acessou;
    congel* minha conta; bloqu* minha conta; mudaram minha; trocaram minha; roubaram minha conta;
    congelem; parem o saque; sim swap; conta roubada; bloqueiem; alguém logou; alguém tem acesso;
    invasão
ru: взломал*; взлом*; хакнул*; угнал*; кто-то зашел; кто-то вошел; кто-то вошёл; заморозьте;
    заморозить; заблокируйте мой; заблокируйте аккаунт; сменили пароль; поменяли пароль;
    скомпрометир*; украли аккаунт; остановите вывод; отмените вывод; остановите; посторонн*;
    сменили почту; срочно заблокируйте; чужой вход; блокируйте; вошли в мой; зашли в мой
tr: hacklendi*; hack'lendi*; çalındı; ele geçir*; biri girdi; birisi giriş; hesabımı dondur*;
    hesabımı kilitle*; şifremi değiştir*; şifrem değiş*; hesabım çalın*; hesabımı kapat*;
    çekimi durdur*; dondurun; durdurun; birisi hesabım*; hesabıma gir*; iptal edin;
    biri hesabım*; hacklend*
vi: bị hack; hack; bị xâm nhập; ai đó đăng nhập; có người đăng nhập; đóng băng tài khoản;
    khóa tài khoản của tôi; đổi mật khẩu của tôi; mất tài khoản; chiếm tài khoản; chiếm đoạt;
    đóng băng giúp; khoá tài khoản giúp; dừng lệnh rút; chặn lệnh; khóa gấp; ngăn chặn
ko: 해킹*; 누가 로그인*; 누군가 로그인*; 계정 동결*; 계정을 동결*; 계정 잠*; 계정을 잠*;
    비밀번호가 바뀌*; 탈취*; 도용*; 동결해*; 동결시켜*; 출금 막아*; 출금을 막*; 출금 정지*;
    해커*; 침입*; 비번이 바뀌*; 출금 중단*
ja: ハッキング; 乗っ取; 不正アクセス; 不正ログイン; 誰かがログイン; 凍結して; ロックして;
    パスワードが変更され; 侵入; 凍結をお願い; 凍結したい; 出金を止め; 止めてください; 停止して;
    勝手にログイン; メールアドレスが変更され; 見知らぬログイン; アカウントを凍結;
    パスワードを変えられ
id: diretas; dihack; di-hack; kena hack; dibobol; ada yang login; ada yang masuk; bekukan akun;
    blokir akun saya; password saya diganti; akun saya dicuri; bekukan; hentikan penarikan;
    dibajak; peretas; kunci akun; diambil alih; diganti orang; ke hack
ar: اختراق; اخترق; تم اختراق; مخترق; دخل شخص; جمدوا; تجميد حسابي; جمد حسابي; تغيير كلمة المرور;
    سرق حسابي; هكر; تهكير; أوقفوا السحب; اوقفوا; أوقفوا; سرقة حسابي; تسجيل دخول غريب;
    جمدوا حسابي; تهكر; دخول غير معروف; جمد; احد دخل
hi: हैक; अकाउंट हैक; किसी ने लॉगिन; फ्रीज करें; फ्रीज करो; फ्रीज कर; पासवर्ड बदल दिया; अकाउंट चोरी;
    hack ho gaya; freeze kar; हैकर; रोक दो; रोकें; रोको; कोई मेरे अकाउंट; किसी और ने; hack;
    रोकिए; लॉक कर; फ़्रीज़
fr: piraté*; hacké*; compromis*; quelqu'un s'est connecté; quelqu'un a accès; gelez mon;
    geler mon; bloquez mon compte; mot de passe changé; volé mon compte; intrus*; bloquez tout;
    arrêtez le retrait; stoppez le retrait; connexion inconnue; pirate; bloquer mon compte;
    changé mon mot de passe; hacker; geler
de: gehackt*; kompromittiert*; jemand hat sich eingeloggt; jemand ist in meinem; sperrt mein*;
    sperren sie mein*; friert mein*; einfrieren; konto einfrieren; passwort geändert;
    konto übernommen; konto gestohlen; stoppt die auszahlung; stoppen; fremder zugriff;
    eingebrochen; auszahlung stoppen; fremdzugriff; jemand hat zugriff; hacker; gehijackt;
    konto sperren; jemand eingeloggt
""",
    "gave": """
en: gave him my; gave her my; gave them my; gave it to; gave my; i gave the; i sent him my;
    i sent them my; sent my seed; sent them the; entered my seed; entered my; typed my;
    typed in my; put my seed; put in my; i shared my; shared my seed; shared the; told him my;
    told them my; told them the; pasted my; imported my; leaked my; my seed leaked; leaked;
    exposed my; posted my; i connected my wallet; connected my wallet; signed a; approved a;
    signed the; i installed; i let him; let them in; clicked the link and; clicked a phishing;
    gave out; submitted my; filled in my; read him the; read them the; uploaded my;
    accidentally shared; accidentally posted; i pasted; gave away; handed over; he has my;
    they have my; i typed
zh: 我给了他; 给了对方; 我把助记词; 把助记词; 把私钥; 输入了助记词; 输入了我的; 我填了; 泄露;
    泄漏; 我发给了; 发给他了; 告诉了他; 我连接了钱包; 授权了; 点了链接; 我输入了; 洩露; 给他了;
    给了助记词; 把验证码; 输了助记词; 填了助记词; 不小心发; 我把密码; 发出去了; 告诉了对方;
    给了验证码; 报给了; 把谷歌
es: le di mi; les di mi; le pasé mi; puse mi; ingresé mi; introduje mi; compartí mi; envié mi;
    filtr*; conecté mi; firmé; di clic; le mandé mi; metí mi; escribí mi; le di el; les di el;
    les pasé; le pasé el; di mi; expuse; publiqué mi; dieron acceso; di acceso; he dado; di mis
pt: dei minha; passei minha; coloquei minha; digitei minha; compartilhei minha; enviei minha;
    vazou; vazei; conectei minha; assinei; inseri minha; cliquei no; passei meu; passei o;
    dei meu; dei o código; coloquei meu; publiquei minha; dei acesso; mandei minha;
    informei minha; expus
ru: я дал; я отправил*; я ввел; я ввёл; ввел сид*; ввел свою; ввел фразу; сообщил код; дал код;
    дал ему; назвал код; скинул*; утек*; утечк*; слил*; подключил кошелек; подписал*; перешел по;
    ввела; продиктовал*; сказал код; ввёл фразу; отправил фразу; отправил ключ; выложил;
    засветил*; отдал*; вставил*; дал им; сообщила
tr: verdim; gönderdim; paylaştım; girdim; yazdım; sızd*; bağladım; imzaladım; tıkladım; söyledim;
    ifşa; yapıştırdım; kaptırdım; onayladım; paylaşmışım; sızdır*; ele geçti
vi: tôi đã đưa; tôi đã gửi; tôi đã nhập; lỡ nhập; lỡ đưa; lỡ gửi; bị lộ; đã kết nối ví; lỡ bấm;
    tôi lỡ; đã cung cấp; đã chia sẻ; làm lộ; lỡ chia sẻ; đã ký; đã đọc mã; lỡ tay; lộ cụm; lộ mã;
    lộ key
ko: 알려줬*; 알려 줬*; 보내줬*; 입력했*; 입력해버*; 유출*; 공유했*; 연결했*; 서명했*; 클릭했*;
    넘겨*; 줘버렸*; 노출*; 입력해 버*; 말해줬*; 불러줬*; 알려주고*; 보냈*; 올렸*; 알려줘버*;
    줬어요
ja: 教えてしまい; 教えてしまった; 入力してしまい; 入力してしまった; 送ってしまい; 送ってしまった;
    漏れ; 漏洩; 流出; 接続してしまい; 署名してしま; クリックしてしま; 伝えてしまい;
    伝えてしまった; 教えました; 貼ってしま; 公開してしま; 共有してしま; 渡してしま; 教えちゃ;
    入れてしま; 投稿してしま
id: sudah kasih; sudah kirim; terlanjur; sudah memasukkan; saya masukkan; bocor; sudah terhubung;
    saya berikan; kasih kode; saya kasih; keceplosan; tersebar; saya bagikan; sudah memberikan;
    telanjur; udah kasih; saya bocorkan; tanda tangani; tidak sengaja membagikan
ar: أعطيته; اعطيته; أعطيتهم; أرسلت له; ارسلت له; أدخلت; ادخلت; تسرب; سربت; ربطت محفظتي; شاركت;
    وقعت على; ضغطت على; كشفت; نشرت; كتبت; اعطيت; أعطيت; تسريب; أرسلت لهم; سلمته; انكشف
hi: दे दिया; दे दी; भेज दिया; भेज दी; डाल दिया; डाल दी; बता दिया; बता दी; लीक; शेयर कर दिया;
    शेयर कर दी; कनेक्ट कर दिया; क्लिक कर दिया; de diya; bata diya; दर्ज कर दी; दर्ज कर दिया; दे बैठा;
    पोस्ट कर दी; leak
fr: j'ai donné; j'ai envoyé; j'ai saisi; j'ai entré; j'ai partagé; fuite; fuité; j'ai connecté;
    j'ai signé; j'ai cliqué; j'ai communiqué; lui ai donné; ai donné; leur ai donné;
    lui ai envoyé; ai entré; j'ai tapé; j'ai dicté; divulgué; ai transmis; j'ai publié;
    j'ai collé; ai partagé; exposé; j'ai mis
de: gegeben; eingegeben; geschickt; geteilt; geleakt; verbunden; unterschrieben; signiert;
    geklickt; preisgegeben; weitergegeben; mitgeteilt; durchgesickert; verraten; genannt;
    offengelegt; gepostet; veröffentlicht; reingeschrieben; rausgegeben; reingefallen; eingetippt
""",
    "missing": """
en: not credited; hasnt arrived; has not arrived; not arrived; didnt arrive; did not arrive;
    never arrived; havent received; have not received; not received; still not; missing;
    hasnt been credited; has not been credited; not showing; doesnt show; not in my account;
    not in my wallet; isnt there; nowhere; where is my; wheres my; where are my; disappeared;
    vanished; lost my deposit; nothing arrived; not reflected; hasnt reflected; hasnt shown;
    has not shown; not show up; hasnt come; didnt receive; did not receive; no sign of;
    havent got; not come; no deposit; balance is 0; not there; nothing in my; never came;
    wasnt credited; not been credited; isnt credited; not yet arrived; dont see
zh: 没到账; 没有到账; 未到账; 不到账; 没收到; 没有收到; 未收到; 还没到; 没到; 还没有到; 不见了;
    消失; 没显示; 没入账; 未入账; 丢了; 沒到; 未到; 還沒; 沒收到; 没看到; 没有显示; 没给我;
    没上账; 怎么还没; 去哪了; 没有入账; 没了; 还没入; 到哪了; 迟迟不
es: no ha llegado; no llega; no me llega; no llegó; no acreditad*; no se acredit*; no aparece;
    no he recibido; no recibí; sin acreditar; desapareció; dónde está mi; no se refleja;
    sigue sin; no veo mi; no han llegado; no me ha llegado; no está acredit*; aún no; todavía no;
    no se ha acredit*; no me aparece; dónde están mis; no figura; no me han
pt: não chegou; não caiu; não creditou; não foi creditad*; não aparece; não recebi; sumiu;
    cadê meu; cadê minha; onde está meu; não entrou; ainda não; não consta; não chega;
    não apareceu; nada ainda; não creditado; desapareceu; sumiram; cadê os; não foi credit*
ru: не пришл*; не пришел; не приш*; не зачисл*; не поступ*; не дош*; не приход*; не вижу;
    пропал*; где мои; где мой; исчез*; до сих пор нет; не получил*; не отобража*; все еще нет;
    не появил*; так и не; нет на балансе; где деньги; не зашл*; не упал*; не видно; не дошёл;
    не зачтен*; нет зачислен*; ещё не; еще не; до сих пор не
tr: gelmedi; yatmadı; geçmedi; hesabıma geçme*; ulaşmadı; görünmüyor; almadım; kayboldu; nerede;
    hâlâ gelme*; hala yok; yansımadı; hala gelme*; yansıma*; gözükmüyor; hala yansı*; kayıp;
    hesabımda yok; hâlâ yok; düşmedi; görünmedi
vi: chưa về; chưa vào; chưa nhận được; không nhận được; không về; chưa được cộng; chưa đến;
    biến mất; đâu rồi; không thấy; chưa thấy; chưa có; chưa tới; không vào; chưa ghi có;
    mất tiêu; vẫn chưa; chưa hiển thị; không hiển thị; mất rồi
ko: 안 들어왔*; 안들어왔*; 들어오지 않*; 입금이 안*; 입금되지 않*; 도착하지 않*; 안 왔*;
    반영이 안*; 반영되지 않*; 반영 안*; 못 받았*; 사라졌*; 어디 갔*; 안 들어와*; 아직 안*;
    아직도*; 입금 안*; 안 보여*; 안 보이*; 아직 입금*; 없어졌*; 안들어와*; 보이지 않*; 도착 안*
ja: 届いていません; 届かない; 届きません; 届いていない; 反映されない; 反映されません;
    反映されていません; 反映されていない; 着金しない; 着金していない; 着金していません;
    入金されない; 入金されていません; 消えた; 消えました; まだ届; まだ反映; まだ来; まだ着;
    反映がされ; 来ていない; 来ていません; まだ入金; 見当たら; 表示されない; 表示されません; 行方;
    なくなっ
id: belum masuk; tidak masuk; belum sampai; belum diterima; belum terima; hilang; kemana;
    ke mana; belum muncul; tidak muncul; gak masuk; ga masuk; belum dikreditkan; blm masuk;
    belum juga; tidak sampai; masih belum; belum kredit; blm sampai; belum ada; gak sampai
ar: لم تصل; لم يصل; لم يتم إيداع; لم تضف; لم يضاف; لم أستلم; لم استلم; اختفت; اختفى; أين أموالي;
    اين اموالي; لم تظهر; ما وصلت; ما وصل; لم يظهر; لم تصلني; لا تظهر; لا يظهر; لم يتم إضافة;
    لم تدخل; وينها; وين فلوسي; لم يصلني; لحد الان; حتى الآن; لسه
hi: नहीं आया; नहीं आई; नहीं आए; नहीं मिला; नहीं मिले; नहीं मिली; क्रेडिट नहीं; जमा नहीं हुआ; गायब;
    कहां है; कहाँ है; नहीं पहुंचा; दिख नहीं; nahi aaya; nahi mila; credit nahi; नहीं पहुँचा;
    नहीं दिख; अभी तक नहीं; अब तक नहीं; नहीं आये; अभी भी नहीं; नहीं हुआ
fr: pas arrivé*; pas reçu; pas crédité*; n'apparaît pas; n'arrive pas; toujours pas; disparu*;
    où est mon; où sont mes; jamais arrivé*; pas encore reçu; introuvable; pas encore;
    n'est pas apparu; n'ai rien reçu; rien reçu; aucune trace; ne voit pas; n'est pas sur;
    manquant*; pas visible; ne vois pas; pas encore arrivé; perdu*
de: nicht angekommen; nicht gutgeschrieben; nicht erhalten; nicht da; fehlt; verschwunden;
    wo ist mein*; wo sind meine; nicht eingegangen; kommt nicht an; noch nicht; immer noch nicht;
    taucht nicht; nicht sichtbar; noch immer nicht; nie angekommen; nichts angekommen;
    nicht auf meinem; nichts da; wird nicht angezeigt; wo bleibt; nicht verbucht; weg
""",
}
