"""A linking code is sealed before anything is stored; in public it is a secret like any other."""

from __future__ import annotations

import hmac
import re
from base64 import b32encode
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.accounts.codes import normal, proof_in, seal_with, sealed
from core.listen import Listener, mask
from core.triage import secrets
from core.types import DeadLetter, Place, Platform
from sandbox.accounts.world import LETTERS, World
from tests.conftest import NOON, a_message
from tests.core.accounts.kit import CODE, PROOF, TOKEN
from tests.fakes import FakeAdapter

SEAL = seal_with(TOKEN)
CODES = st.text(LETTERS, min_size=12, max_size=12).filter(lambda drawn: re.search(r"\d", drawn))


class RealMasks:
    """Triage as far as masking goes."""

    async def mask(self, texts):
        return [secrets.mask(each) for each in texts]


def code_of(drawn):
    return f"LINK-{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"


async def heard(message, seal=SEAL):
    [kept] = await mask([message], RealMasks(), seal)
    return kept


def test_a_proof_is_what_the_document_says():
    digest = hmac.new(TOKEN.encode(), b"LINK-7K3F9QWXM2TD", "sha256").digest()
    assert b32encode(digest[:20]).decode().lower() == PROOF
    assert World(TOKEN).proof("LINK-7K3F9QWXM2TD") == PROOF


@pytest.mark.parametrize(
    "written", ["link-7k3f-9qwx-m2td", "LINK_7K3F_9QWX_M2TD", "Link-7k3F-9qwx-m2tD"]
)
def test_however_it_is_typed_it_is_one_code(written):
    assert SEAL(written) == PROOF


def test_letters_that_are_taken_for_others_are_read_as_meant():
    assert normal("LINK-OIL1-0UVO-1234") == "LINK-01110VV01234"
    assert SEAL("LINK-OIL1-0UVO-1234") == SEAL("LINK-0111-0VV0-1234")


@settings(deadline=None)
@given(drawn=CODES)
@example(drawn="AAAAAAAAAAA7")
def test_every_code_is_found_sealed_and_nowhere_kept(drawn):
    code = code_of(drawn)
    found = sealed(a_message(f"/link {code}"), SEAL)
    assert found.text("") == f"/link {SEAL(code)}"
    assert proof_in(found.text("").removeprefix("/link ")) == SEAL(code)
    covered = secrets.mask(f"my code is {code} ok?").text
    assert drawn[:4] not in covered
    assert secrets.mask(found.text("")).text == found.text(""), "a proof is no secret"


@given(token=st.text(min_size=1), drawn=CODES)
def test_another_token_makes_another_proof(token, drawn):
    assert (seal_with(token)(code_of(drawn)) == SEAL(code_of(drawn))) == (token == TOKEN)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"/link {CODE}", f"/link {PROOF}"),
        (f"/link@NordexBot  {CODE} ", f"/link {PROOF}"),
        (f"/start {CODE}", f"/link {PROOF}"),
        (CODE.lower(), f"/link {PROOF}"),
        (f"here it is: {CODE}, now?", f"/link {PROOF}\nhere it is: , now?"),
        (f"/link {CODE}\nwhere is my coin", f"/link {PROOF}\nwhere is my coin"),
        (f"{CODE} {CODE}", f"/link {PROOF}"),
    ],
    ids=["order", "order to us", "start", "alone", "in a sentence", "with a question", "twice"],
)
async def test_in_private_the_proof_stands_in_its_place(text, kept):
    message = await heard(a_message(text))
    assert message.text == kept
    assert message.secrets == ()


@pytest.mark.anyio
async def test_other_secrets_beside_a_code_are_covered():
    message = await heard(a_message(f"{CODE} and my password is hunter2dog"))
    assert "hunter2dog" not in message.text
    assert [each.kind for each in message.secrets] == ["password"]


@pytest.mark.anyio
@pytest.mark.parametrize("place", [Place.GROUP, Place.REPLY, Place.MENTION])
async def test_in_public_a_code_is_a_posted_secret(place):
    message = await heard(a_message(f"/link {CODE}", place=place))
    assert message.text == "/link [one time code removed]"
    assert [each.kind for each in message.secrets] == ["one_time_code"]


@pytest.mark.anyio
async def test_without_a_seal_a_code_is_covered_everywhere():
    message = await heard(a_message(f"/link {CODE}", reply_text=f"take {CODE}"), None)
    assert CODE not in f"{message.text}{message.reply_text}"


@pytest.mark.anyio
async def test_quoted_codes_and_what_cannot_be_read_are_covered():
    letter = DeadLetter(
        platform=Platform("replay"), account="n", id="1", raw=f'{{"text": "/link {CODE}"}}',
        error="odd", received_at=NOON,
    )  # fmt: skip
    quoted, kept = await mask([a_message("?", reply_text=CODE), letter], RealMasks(), SEAL)
    assert CODE not in f"{quoted.reply_text}{kept.raw}"


@pytest.mark.anyio
async def test_a_listener_seals_what_it_hears(clock):
    class Store:
        kept = ()

        async def checkpoints(self, _):
            return {}

        async def put(self, arrivals):
            self.kept = arrivals
            return len(arrivals)

    adapter = FakeAdapter([[a_message(f"/link {CODE}")]])
    listener = Listener(adapter=adapter, store=Store(), triage=RealMasks(), clock=clock, seal=SEAL)
    await listener.listen_forever()
    assert [each.text for each in listener.store.kept] == [f"/link {PROOF}"]


@pytest.mark.parametrize(
    "text",
    [
        "link-verification",
        "see link-building-services",
        "LINK-ABCD-EFGH-JKLM",
        "LINK-7K3F-9QWX-M2TDX",
        "XLINK-7K3F-9QWX-M2TD",
        "buy LINK 1234 5678 9012",
        "https://nordex.example/link-to-page",
        "order 7K3F-9QWX-M2TD",
    ],
)
def test_what_is_no_code_is_left_alone(text):
    assert sealed(a_message(text), SEAL) is None
    assert not [each for each in secrets.mask(text).secrets if each.kind == "one_time_code"]


@given(text=st.text(max_size=200))
@example(text="LINK-" * 40)
@example(text="link-1" + "-0000" * 30)
def test_any_text_is_read_without_an_error(text):
    message = a_message(text)
    assert sealed(replace(message, place=Place.GROUP), SEAL) is None
    sealed(message, SEAL)


@pytest.mark.parametrize("argument", ["", "  ", "please", PROOF.upper(), f"{PROOF}x", CODE])
def test_only_a_proof_is_a_proof(argument):
    assert proof_in(argument) == ""


def test_a_proof_ends_at_the_first_blank():
    assert proof_in(f"{PROOF} thanks") == PROOF
