"""Addresses are proved by their checksums: one changed character, and there is no address."""

from __future__ import annotations

import pytest
from base58_bech32.base58 import b58encode_check
from base58_bech32.bech32 import (
    BECH32_1_CONST,
    BECH32_M_CONST,
    bech32_encode,
    convertbits,
)
from base58_bech32.cashaddr import cashaddr_encode
from hypothesis import example, given
from hypothesis import strategies as st

from core.triage.addresses import chains, meant_as_address
from core.triage.addresses.others import EVM

DIGEST = bytes(range(20))
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(head: str) -> str:
    return b58encode_check(bytes.fromhex(head) + DIGEST).decode()


def segwit(prefix: str, version: int, program: bytes, checksum: int) -> str:
    data = [version, *convertbits(program, 8, 5)]
    return bech32_encode(prefix, data, m=checksum).decode()


def cosmos(prefix: str, digest: bytes, checksum: int = BECH32_1_CONST) -> str:
    return bech32_encode(prefix, convertbits(digest, 8, 5), m=checksum).decode()


# Published examples of the chains' own documents, and some put together here.
ADDRESSES = {
    "p2pkh": ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "Bitcoin"),
    "p2sh": ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "Bitcoin"),
    "segwit": ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "Bitcoin"),
    "segwit in capitals": ("BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ", "Bitcoin"),
    "taproot": ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "Bitcoin"),
    "testnet": (segwit("tb", 0, DIGEST, BECH32_1_CONST), "Bitcoin testnet"),
    "tron": ("TJRabPrwbZy45sbavfcjinPJC18kjpRTv8", "Tron"),
    "litecoin": ("LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1", "Litecoin"),
    "litecoin p2sh": (base58("32"), "Litecoin"),
    "litecoin segwit": ("ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9", "Litecoin"),
    "dogecoin": ("DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L", "Dogecoin"),
    "dash": (base58("4c"), "Dash"),
    "zcash": (base58("1cb8"), "Zcash"),
    "tezos": ("tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjb", "Tezos"),
    "cash": ("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "Bitcoin Cash"),
    "cash alone": ("qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "Bitcoin Cash"),
    "ecash": (cashaddr_encode("ecash", 0, DIGEST).decode(), "eCash"),
    "ripple": ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "Ripple"),
    "ripple with tag": ("X7AcgcsBL6XDcUb289X4mJ8djcdyKaB5hJDWMArnXr61cqZ", "Ripple"),
    "stellar": ("GBRPYHIL2CI3FNQ4BXLFMNDLFJUNPU2HY3ZMFSHONUCEOASW7QC7OX2H", "Stellar"),
    "stellar with id": (
        "MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJUAAAAAAAAAAAACJUQ",
        "Stellar",
    ),
    "ton": ("EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N", "TON"),
    "ton for wallets": ("UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI", "TON"),
    "cardano": (
        "addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv"
        "2xwl2wywfgse35a3x",
        "Cardano",
    ),
    "cardano byron": (
        "Ae2tdPwUPEZFRbyhz3cpfC2CumGzNkFBN2L42rcUc2yjQpEkxDbkPodpMAi",
        "Cardano",
    ),
    "cosmos": (cosmos("cosmos", DIGEST), "Cosmos"),
    "injective": (cosmos("inj", DIGEST), "Injective"),
    "polkadot": ("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5", "Polkadot"),
    "kusama": ("HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F", "Kusama"),
    "substrate": ("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "Substrate"),
    "monero": (
        "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoog"
        "Davup3H",
        "Monero",
    ),
    "algorand": ("7ZUECA7HFLZTXENRV24SHLU4AVPUTMTTDUFUBNBD64C73F3UHRTHAIOF6Q", "Algorand"),
    "ethereum": ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "Ethereum"),
}
WITHOUT_CHECKSUM = {
    "solana": ("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", ("Solana",)),
    "ethereum in small letters": ("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", EVM),
    "ethereum in capitals": ("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED", EVM),
    "ton raw": (f"0:{'83dfd552' * 8}", ("TON",)),
}
# Whole and with a right checksum, yet nothing that a chain would take.
FOREIGN = {
    "unknown version": base58("07"),
    "too short": b58encode_check(b"\x00" + bytes(range(1, 19))).decode(),
    "ripple of another kind": "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTg",
    "segwit 0 of 21 bytes": segwit("bc", 0, bytes(21), BECH32_1_CONST),
    "segwit 0 with the later checksum": segwit("bc", 0, DIGEST, BECH32_M_CONST),
    "segwit 1 with the earlier checksum": segwit("bc", 1, bytes(32), BECH32_1_CONST),
    "segwit 17": segwit("bc", 17, bytes(32), BECH32_M_CONST),
    "cosmos of 21 bytes": cosmos("cosmos", bytes(21)),
    "cosmos with the later checksum": cosmos("cosmos", DIGEST, BECH32_M_CONST),
    "solana of 31 bytes": "1A" + "z2" * 20,
    "a word": "Donaudampfschifffahrtsgesellschaft",
    "nothing": "",
}


@pytest.mark.parametrize(("address", "chain"), ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_belongs_to_its_chain(address, chain):
    assert chains(address)[0] == chain


@pytest.mark.parametrize(("address", "known"), WITHOUT_CHECKSUM.values(), ids=WITHOUT_CHECKSUM)
def test_addresses_without_a_checksum(address, known):
    assert chains(address) == known


@pytest.mark.parametrize(
    ("address", "chain"),
    [(address, chain) for name, (address, chain) in ADDRESSES.items() if chain != "Ethereum"],
    ids=[name for name, (_, chain) in ADDRESSES.items() if chain != "Ethereum"],
)
def test_one_changed_character_is_refused(address, chain):
    letters = BASE58 if address != address.upper() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    for place in range(len(address)):
        for letter in (letters[place % len(letters)], letters[-place % len(letters)]):
            changed = address[:place] + letter + address[place + 1 :]
            assert changed == address or chains(changed) == ()


@pytest.mark.parametrize("place", range(2, 42))
def test_one_letter_in_the_other_case_is_refused(place):
    address, _ = ADDRESSES["ethereum"]
    changed = address[:place] + address[place].swapcase() + address[place + 1 :]
    assert changed == address or chains(changed) == ()


@pytest.mark.parametrize("address", FOREIGN.values(), ids=FOREIGN)
def test_what_no_chain_takes(address):
    assert chains(address) == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("TJRabPrwbZy45sbavfcjinPJC18kjpRTv9", True, id="tron mistyped"),
        pytest.param("0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed", True, id="ethereum mistyped"),
        pytest.param("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdx", True, id="segwit mistyped"),
        pytest.param("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", False, id="could be a key"),
        pytest.param("internationalization", False, id="a word"),
        pytest.param("TheLongestOfAQQuitePqqiinWordsXYZa", False, id="no digits"),
    ],
)
def test_what_was_meant_as_an_address(text, meant):
    assert meant_as_address(text) is meant


@given(st.text(alphabet=BASE58 + "0OIl-_:=", min_size=20, max_size=110))
def test_any_run_has_an_answer(run):
    for prefix in ("", "0x", "bc1", "addr1", "T", "Ae2", "DdzFF", "EQ", "4", "G", "r", "X"):
        assert isinstance(chains(prefix + run), tuple)


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=56, max_size=69))
def test_any_base32_has_an_answer(run):
    for address in (run[:58], "G" + run[:55], "M" + run[:55], "M" + run[:68]):
        assert chains(address) in {(), ("Stellar",), ("Algorand",)}


@given(st.text(alphabet=BASE58, min_size=106, max_size=106))
def test_any_run_of_monero_has_an_answer(run):
    assert chains("4" + run[:94]) == chains("4" + run[:105]) == ()


@given(st.binary(min_size=20, max_size=20))
@example(bytes.fromhex("d5f6ec6ba289da15980107000000000000000001"))  # no digit in it
def test_every_digest_makes_an_address(digest):
    assert chains(b58encode_check(b"\x41" + digest).decode()) == ("Tron",)
    assert chains(segwit("bc", 0, digest, BECH32_1_CONST)) == ("Bitcoin",)
    assert chains(f"0x{digest.hex()}") == EVM
