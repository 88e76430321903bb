"""Words around a brand that promise help, that only decorate, or that show that no one poses.

Separated by spaces. English first, then de fr es pt id vi tr ru zh ja ko ar hi; written by hand.
"""

from __future__ import annotations

ROLES = """
customerhelp customerdesk customeragent customerteam customerrelations clientsupport
clientcare clientservices customerservices atencioncliente atencionalcliente
servicioalcliente serviceclient servicecient atendimentoaocliente خدمةالعملاء خدمةعملاء
ग्राहकसेवा ग्राहकसहायता カスタマーサポート カスタマーサービス support supports helpdesk
helpcenter helpcentre helpline help desk service services care admin admins administrator
administrators moderator moderators mod mods official officials verified verify verification
security assist assistance assistant agent agents staff hotline operator operators
supportteam supportdesk techsupport customercare customerservice customersupport
clientservice contact compliance resolution helper helpbot supportbot ticket concierge
specialist advisor adviser consultant responder response safety protection inquiry inquiries
enquiry appeal appeals escalation escalations billing validation validator helpteam
assistdesk caredesk carecenter caredept department dept caseworker supervisor representative
tickets recovery refund refunds dispute disputes complaint complaints livechat livesupport
kundendienst kundenservice hilfe betreuung offiziell offizieller mitarbeiter assistenz
officiel officielle aide administrateur moderateur conseiller equipe soporte ayuda oficial
atencion asistencia moderador administrador asesor suporte ajuda atendimento equipa
oficialbr bantuan resmi layanan pelanggan petugas dukungan hotro trogiup chinhthuc quantri
quantrivien cskh chamsockhachhang tuvan destek yardim yardimmerkezi resmihesap
musterihizmetleri yonetici yetkili поддержка поддержки саппорт саппорта помощь админ
администратор модератор официальный официальная официально служба оператор менеджер
техподдержка хелп podderzhka sapport pomosh 客服 官方 官方客服 管理员 支持 帮助 在线客服
专员 人工客服 技术支持 認證 认证 客服中心 kefu guanfang サポート 公式 運営 管理者 ヘルプ
窓口 相談 モデレーター ヘルプデスク 고객센터 고객지원 지원 관리자 공식 운영자 상담 상담원
지원팀 الدعم دعم رسمي الرسمي المشرف مشرف مساعدة خدمة مسؤول الفني सहायता सपोर्ट एडमिन आधिकारिक
हेल्प मदद सेवा सहायक sahayata
"""
# Roles that others carry too: they say less.
WEAK_ROLES = """
team teams live manager managers rep reps ceo cto cfo founder cofounder claim claims airdrop
giveaway reward rewards bonus wallet wallets exchange hq info notice announcement
announcements updates update bot office headquarters desk center centre channel group chat
vip events promo kyc alerts online app pay earn cs ops pr hr expert experts solution
solutions solve solver fix fixer restore unlock guard guardian trust hub faq reply inbox dm
login signin portal payment payments account accounts case human mail web access status
legal marketing partner partners команда менеджер канал чат кошелек биржа тим раздача 团队
團隊 公告 经理 活动 钱包 交易所 空投 频道 群 チーム 取引所 お知らせ 팀 거래소 공지 이벤트
지갑 فريق مدير محفظة منصة قناة टीम प्रबंधक वॉलेट doi nhom kenh takim ekip yonetim ekibi tim
pengurus equipo gerente
"""
NEUTRAL = """
the real its im i am my our we by of at for and to on in is a la le el de das der die los do
da true original genuine authentic main new backup second alt account acc page profile here
now org net com io co xyz eth finance fi global world worldwide international intl inc ltd
llc corp uk us usa eu fr es br pt ru tr vn jp kr cn hk tw sg ae id ng ph au ca it pl nl
english russia russian turkey turkiye turkish brasil brazil espana spanish vietnam indonesia
india korea japan china chinese arabic africa europe asia latam france germany deutsch
nigeria philippines malaysia pakistan mexico argentina italia poland ukraine thai thailand
bukan asli gercek echt vrai verdadero настоящий 中文 中国 日本 한국 x from with via
"""
# Beside a brand they say nothing, neither for nor against.
PLAIN = """
customer customers client clients cliente clientes musteri العملاء ग्राहक カスタマー
community commune communaute comunidad comunidade komunitas congdong topluluk сообщество
社区 社區 커뮤니티 مجتمع समुदाय
"""
HARMLESS = """
former formerly fan fans fanpage fanclub army gang bear bears bull bulls bullish bearish
daily enjoyer fud girl boy guy lady dude bro hodl hodler hodlers holder holders hater haters
lover lovers love meme memes memecoin news newsletter parody parodies satire scam scams
scammed scammer scammers stole stolen thief sucks suck trader traders trading truth
unofficial nonofficial notofficial user users victim victims warning warnings watch watcher
watchdog whale whales maxi maxis moon mooner supporter supporters learner degen ape apes
junkie addict believer skeptic critic review reviews reviewer watchers stan stans alumni
exemployee lawsuit classaction exposed expose leaks rant rants complain memer shitpost joke
jokes fake tracker tracking stats analytics analyst charts chart history wiki podcast blog
diary journal tutorial ambassador anhänger gegner opfer betrogen freunde nutzer inoffiziell
witz nachrichten victime victimes arnaque actualites parodie utilisateur nonofficiel
aficionado aficionados estafa estafado victimas noticias parodia usuario nooficial golpe
vitima vitimas torcida torcedor penggemar korban penipuan berita pengguna nanhan luadao
tintuc nguoidung nguoihammo hayran hayranlari magdur magdurlari dolandirici haber haberleri
kullanici фанат фанаты жертва жертвы мошенники новости пародия держатель инвестор
неофициальный трейдер развод обман 粉丝 粉絲 受害者 骗子 騙子 新闻 新聞 用户 维权 韭菜
非官方 ファン 被害者 詐欺 ニュース 非公式 勢 民 ユーザー 팬 팬클럽 피해자 사기 뉴스 비공식
홀더 유저 معجب ضحايا احتيال اخبار مستخدم प्रशंसक पीड़ित घोटाला समाचार """
# Given names and other words that stand one letter from many brands or people.
ORDINARY = """
maria marie
mario mike mark marc mary marta martha martin max maya mia mila milan mina mira myra moira
nina nora noah norman norma nordic norden nordea nord andy andrew andrea anna anne annie ana
ann hannah alan alex alice allan amar amanda amira amina tamara samara obie toby tom thomas
tomas tommy wilkes wilks liam lian lena leon leo lisa lily linda lukas lucas luis laura lara
lauren john joan johan jean jane janet jan jack james jason julia julian julie kate karen
karl carl carla carol chris christine christian clara clark claire daniel daniela danny dana
david diana dina elena ellen emma emily erik eric erika eva evan frank fred gary george gina
grace greg henry ian igor ilya ivan ivana jacob jonas jose juan kevin kim kumar lewis lin
liu wang chen zhang zhao yang yan wei wen wu xu sun ma li lee park choi singh sharma khan
ali ahmed ahmad omar fatima hassan hussein ibrahim yusuf mehmet mustafa ayse emre nguyen
tran pham minh linh anh tuan dmitri dmitry sergey alexey oleg olga natasha tatiana yuri vlad
ravi raj priya rahul amit anil suresh london paris berlin madrid lisbon moscow istanbul
delhi tokyo seoul boston austin dallas denver milano vienna geneva oslo bergen kraków warsaw
prague sydney dublin bristol oxford orlando phantom kraken gemini ledger gate gates mint
bridge harbor harbour anchor atlas titan nova orbit solar lunar apex vertex matrix vector
phoenix falcon eagle tiger dragon lotus river ocean summit peak crown royal vault safe trust
block chain coin coins token crypto bitcoin market markets trade trader bank banks banking
money fund funds capital stock finance global digital network exchange swap stake quant
alpha beta gamma delta sigma omega zenith pulse spark flash rocket star stars galaxy comet
meteor cosmos universe world planet earth mars venus pluto saturn neptune jupiter compass
beacon lantern haven shelter castle tower fortress citadel bastion pillar stone steel silver
golden gold copper iron ruby amber pearl coral crystal diamond jade emerald
"""
