"""Facts as people of fourteen languages write them, and what only looks like one."""

from __future__ import annotations

import pytest

from core.triage.facts import facts

TRON = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"
TON = "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N"
HASH = "ab" * 32

AMOUNTS = [
    ("sent 1.5k usdt", ("1.5k usdt",)),
    ("lost £19k to him", ("£19k",)),
    ("перевёл 200 000 ₽ по СБП", ("200 000 ₽",)),
    ("30 000 р, из Сбера", ("30 000 р",)),
    ("отдал 740 тысяч", ("740 тысяч",)),
    ("mandei R$ 3.200 ontem", ("R$ 3.200",)),
    ("perdi 40 mil reais", ("40 mil reais",)),
    ("12 milhões de SHIB no limbo", ("12 milhões de SHIB",)),
    ("0,5 btc weg", ("0,5 btc",)),
    ("800 Euro Steuer", ("800 Euro",)),
    ("transfer Rp185 juta", ("Rp185 juta",)),
    ("bayar 900 ribu", ("900 ribu",)),
    ("ck 8tr5 rồi", ("8tr5",)),
    ("nạp 2 tỷ", ("2 tỷ",)),
    ("₩1,200,000 보냈어요", ("₩1,200,000",)),
    ("5000만원 입금", ("5000만원",)),
    ("3,000 XRPを送金", ("3,000 XRP",)),
    ("12万5千円が消えた", ("12万5千円",)),
    ("控了八天了,30000U给我", ("30000U",)),
    ("骗走八十多万,立案了", ("八十多万",)),
    ("转了两万块", ("两万块",)),
    ("₹1,20,000 NEFT kiya", ("₹1,20,000",)),
    ("14 लाख डूब गए", ("14 लाख",)),
    ("عندي ٥٠٠٠ USDT", ("٥٠٠٠ USDT",)),
    ("سحبت 600 دينار", ("600 دينار",)),
    ("200 usdt", ("200 usdt",)),  # full-width digits
    ("140 bin lira gitti", ("140 bin lira",)),
    ("İŞTE 300 LİRA", ("300 LİRA",)),
    ("saldo 17.500.000 yang masuk", ("17.500.000",)),
    ("120 个比特币", ("120 个比特币",)),
    ("千万别信", None),
    ("一万人在线", None),
    ("10万人 watch", None),
    ("jam 3 ada login", None),
    ("version 1.2.3, 3 days, 50%", None),
    ("a1500 usdt", None),
    ("W-778120 de USDC", None),
    ("seit 2019 bin ich hier", None),
    ("call +1.500usdt", ("1.500usdt",)),
]
IDS = [
    ("uid 28471906です", "uid", ("28471906",)),
    ("UIDは50938817、免許証", "uid", ("50938817",)),
    ("UID83019246。却下", "uid", ("83019246",)),
    ("uid 19284460 LTC stuck", "uid", ("19284460",)),
    ("мой айди 4567890", "uid", ("4567890",)),
    ("my id is 4567890", "uid", ("4567890",)),
    ("اليوزر آيدي 4567890", "uid", ("4567890",)),
    ("mi cuenta 20958471 que", "uid", ("20958471",)),
    ("tài khoản 61920354 bị khóa", "uid", ("61920354",)),
    ("52908137 numaralı hesabım", "uid", ("52908137",)),
    ("90127745 c'est mon uid", "uid", ("90127745",)),
    ("계정 40028817", "uid", ("40028817",)),
    ("29104477 por favor, bloqueia", "uid", ("29104477",)),
    ("account since 12345", "uid", None),
    ("28471906", "uid", None),
    ("my account lost 5000000 rub", "uid", None),
    ("error code 28471906", "uid", None),
    ("注文70311582が取り消し", "order_id", ("70311582",)),
    ("заявка 88213467 висит", "order_id", ("88213467",)),
    ("order no. 123456", "order_id", ("123456",)),
    ("문의번호 118820", "order_id", ("118820",)),
    ("77120934 cancelled at noon", "order_id", ("77120934",)),
    ("el retiro WD-90331", "order_id", ("WD-90331",)),
    ("P2P-60391: nada", "order_id", ("P2P-60391",)),
    ("الأوردر P2P-4418", "order_id", ("P2P-4418",)),
    ("W20993 건", "order_id", ("W20993",)),
    ("deposit 50000 usdt", "order_id", None),
    ("BTC100000 soon", "order_id", None),
    ("ISO-20022 compliant", "order_id", None),
    ("error L-110822", "order_id", None),
    ("L-1108", "order_id", None),
]
NAMES = [
    ("12,000XRPが消えた", "coin", ("XRP",)),
    ("SOL 컨펌", "coin", ("SOL",)),
    ("ADA, 申請から2日", "coin", ("ADA",)),
    ("TOLONG ADA YANG NARIK DARI AKUN SAYA", "coin", None),
    ("không trong tài khoản, algo mana", "coin", None),
    ("ethernet in tronçon", "coin", None),
    ("bitcoin cash not bitcoin", "coin", ("BCH", "BTC")),
    ("bitcoins and Ether", "coin", ("BTC", "ETH")),
    ("megabitcoin", "coin", None),
    ("IT WILL NOT ARRIVE", "coin", None),
    ("ADDR_NOT_FOUND é", "coin", None),
    ("NOT делистить собираетесь?", "coin", ("NOT",)),
    ("İstanbul'dan TON çekimi", "coin", ("TON",)),
    ("टेथर और बिटकॉइन", "coin", ("USDT", "BTC")),
    ("über Base geschickt", "network", ("Base",)),
    ("по сети TON", "network", ("TON",)),
    ("波场地址", "network", ("TRC20",)),
    ("트론 네트워크로", "network", ("TRC20",)),
    ("Solanaで送った", "network", ("Solana",)),
    ("Base로 보냈는데", "network", ("Base",)),
    ("via base camp", "network", None),
    ("on a solana base", "network", None),
    ("trc 20, bnb chain", "network", ("TRC20", "BEP20")),
    ("شبكة ترون", "network", ("TRC20",)),
    ("エアドロはまだ？ ton frère", "network", None),
]
ERRORS = [
    ("-1021 timestamp, recvWindow 5000", ("-1021",)),
    ("bei euch auch 504 überall?", ("504",)),
    ("502出てる人います?", ("502",)),
    ("die api liefert 500", ("500",)),
    ("die ersten 500!", None),
    ("MIN_NOTIONAL 에러요", ("MIN_NOTIONAL",)),
    ("margin_add_failed diyor", ("margin_add_failed",)),
    ("my_user_name", None),
    ("me tira AUTH-117", ("AUTH-117",)),
    ("over TRC-20 or UTC-3", None),
    ("invalid signatureと三日間", ("invalid signature",)),
    ("an uninvalid signature", None),
    ("rejected, code WD-4031", ("WD-4031",)),
    ("5003 error again", ("5003",)),
    ("« compte clôturé » et mes sous ?", ("compte clôturé",)),
    ("「顔が一致しません」8連続", ("顔が一致しません",)),
    ("пишет «Reduce only» и всё", ("Reduce only",)),
    ("the app says 'risk control'", ("risk control",)),
    ('he says "send me the code" in the app', None),
    ('support says "error, verify first"', None),
    ('my "friend" is here', None),
    ("it's fine, don't worry", None),
    ("status ' ' and “open", None),
    ('status "one\ntwo"', None),
    ('error "a" then "two words" shows', ("two words",)),
]


@pytest.mark.parametrize(("text", "values"), AMOUNTS)
def test_amounts(text, values):
    assert facts(text).get("amount") == values


@pytest.mark.parametrize(("text", "kind", "values"), IDS)
def test_ids(text, kind, values):
    assert facts(text).get(kind) == values


@pytest.mark.parametrize(("text", "kind", "values"), NAMES)
def test_coins_and_networks(text, kind, values):
    assert facts(text).get(kind) == values


@pytest.mark.parametrize(("text", "values"), ERRORS)
def test_errors(text, values):
    assert facts(text).get("error") == values


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        pytest.param(f"to {TRON[:-1]}9 now", "address", None, id="mistyped is none"),
        pytest.param(f"to {TRON[:-1]}9 now", "address_invalid", (f"{TRON[:-1]}9",), id="mistyped"),
        pytest.param(f"地址{TRON}，谢谢", "address", (TRON,), id="between other letters"),
        pytest.param(f"send to {TON}", "address", (TON,), id="base64"),
        pytest.param(f"0:{HASH}", "address", (f"0:{HASH}",), id="raw"),
        pytest.param(f"0:{HASH}", "txid", None, id="raw is no transaction"),
        pytest.param("TQk9vZ... is mine 1", "address_invalid", None, id="shortened"),
        pytest.param(f"hash {HASH[:40]}", "txid", None, id="shortened hash"),
        pytest.param("1" * 87, "txid", None, id="not 64 bytes"),
        pytest.param(
            f"{'aB3xY9zQ' * 5}_Yz=", "txid", (f"{'aB3xY9zQ' * 5}_Yz=",), id="hash in base64"
        ),
        pytest.param(f"{'ab3d' * 10}xyz=", "txid", None, id="one case is a word"),
        pytest.param("14:35に送った", "time", ("14:35",), id="hour before other letters"),
        pytest.param("下午3点", "time", ("下午3点",), id="hour in chinese"),
        pytest.param("um 14 Uhr", "time", ("14 Uhr",), id="hour in german"),
        pytest.param("5시간째", "time", None, id="a duration"),
    ],
)
def test_addresses_hashes_and_times(text, kind, values):
    assert facts(text).get(kind) == values
