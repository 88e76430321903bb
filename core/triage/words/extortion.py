"""Pay or else."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "extort": """
en: or i leak; or your photos; photos go public; videos go public; or i post your; or i publish;
    recorded you; your webcam; all your contacts get; or we publish your; leak your id;
    leak your photos; pay or i; pay or your; or all your contacts; i have your nudes;
    your browsing history; or everyone will know; or i release; or we inform your
zh: 不给钱就; 不付就公开; 发到群里; 照片我全有; 给你p了; 曝光你的; 通讯录; 等我上门;
    公开你的照片; 你的裸照; 视频发给你; 不转账就; 发给你全家; 發到群裡; 不給錢
es: o publico tus; o publicamos sus; te grabé; tu cámara web; todos tus contactos; paga o;
    pague o; filtraré tus; o difundo; tus fotos a
pt: ou publico suas; ou vazo; te gravei; sua webcam; todos os seus contatos; pague ou;
    vou vazar suas; suas fotos para
ru: или я опубликую; или выложу; я записал тебя; твоя веб-камера; всем твоим контактам;
    плати или; заплати или; солью твои; разошлю твои; твои фото
tr: yoksa yayınlarım; yoksa fotoğrafların*; seni kaydettim; web kameran*; tüm kişilerine;
    öde yoksa; ifşa ederim; fotoğraflarını yay*
vi: không thì tao đăng; tung ảnh; ảnh của mày; quay lén; gửi cho tất cả danh bạ;
    trả tiền không thì; không trả thì; đăng ảnh nóng
ko: 안 보내면 유포*; 사진 유포*; 영상 유포*; 웹캠으로*; 지인들에게*; 연락처에 다 보내*;
    돈 안 주면*; 유포하겠*
ja: さもないと公開; 写真をばらまく; 動画をばらまく; 録画した; ウェブカメラ; 連絡先全員;
    払わないと公開; 晒すぞ; 晒してやる
id: atau saya sebar; foto kamu kusebar; saya rekam kamu; webcam kamu; semua kontakmu; bayar atau;
    sebar foto; sebarin foto
ar: وإلا سأنشر; والا انشر; صورك; سجلتك; كاميرا الويب; كل جهات اتصالك; ادفع والا; سأفضحك;
    بنشر صورك
hi: वरना फोटो; नहीं तो वायरल; वायरल कर दूंगा; तुम्हारी फोटो; पैसे दो नहीं तो; सबको भेज दूंगा;
    रिकॉर्ड कर लिया; photo viral
fr: ou je publie; ou je diffuse; je t'ai filmé; ta webcam; tous tes contacts; payez ou; paie ou;
    tes photos; vos photos seront
de: oder ich veröffentliche; oder ich poste; habe dich gefilmt; deine webcam;
    alle deine kontakte; zahl oder; zahle oder; deine fotos; deine nacktbilder
""",
}
