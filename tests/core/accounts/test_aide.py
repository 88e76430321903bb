"""Who hears what about an account: linked users in private, and nobody else."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.accounts.desk import LinkGone, Progress, State, Topic
from core.actions import Ask, Escalate, Inform, Reply
from core.case import Holder, Status
from core.tables.account import AccountsTable
from core.types import Author, Place, Urgency
from tests.conftest import NOON
from tests.contract.store_kit import a_case
from tests.core.accounts.kit import (
    ANN,
    CODE,
    ORDER,
    PROOF,
    REFERENCE,
    FakeExchange,
    Office,
    a_turn,
    a_verdict,
    a_withdrawal,
    down,
    phrases,
)

pytestmark = pytest.mark.anyio
WHERE = "where is my withdrawal?"
STATUS = a_verdict()
LINK = f"/link {PROOF}"
TXID = "9f" * 32


def withdrawals(*items):
    return Office(FakeExchange({Topic.WITHDRAWAL: items}))


# the state


async def test_a_linked_user_hears_the_state_with_values_and_a_way_to_a_person():
    office = await withdrawals(a_withdrawal()).linked()
    [said] = await office.hears(WHERE, STATUS)
    assert said.phrase == "account_withdrawal_processing"
    assert dict(said.values) == {"amount": "0.5 BTC", "at": "2026-01-01T11:00:00+00:00"}
    assert [each.data for each in said.presses] == ["/human"]
    assert said.language == "en"
    assert said.reason == "the account says: withdrawal w1 is processing"


@pytest.mark.parametrize(
    ("amount", "said"),
    [("0.50000000", "0.5 BTC"), ("100", "100 BTC"), ("0.00000001", "0.00000001 BTC")],
)
async def test_amounts_are_said_without_what_they_do_not_need(amount, said):
    office = await withdrawals(a_withdrawal(amount=Decimal(amount))).linked()
    [told] = await office.hears(WHERE, STATUS)
    assert dict(told.values)["amount"] == said


async def test_a_transaction_is_told_where_there_is_one():
    office = await withdrawals(a_withdrawal(state=State.SENT, txid=TXID)).linked()
    said = await office.hears(WHERE, STATUS)
    assert phrases(said) == ["account_withdrawal_sent", "account_txid"]
    assert dict(said[1].values) == {"txid": TXID}


async def test_confirmations_are_counted():
    coming = a_withdrawal(topic=Topic.DEPOSIT, state=State.CONFIRMING, done=3, needed=12)
    office = await Office(FakeExchange({Topic.DEPOSIT: [coming]})).linked()
    [said] = await office.hears("my deposit is missing", a_verdict("deposit"))
    assert dict(said.values).items() >= {"done": "3", "needed": "12"}.items()


async def test_a_verification_has_neither_amount_nor_moment():
    review = Progress(topic=Topic.KYC, id="k", state=State.IN_REVIEW)
    office = await Office(FakeExchange({Topic.KYC: [review]})).linked()
    asked = a_verdict("kyc", Urgency.P2, article="kyc-pending", fit=0.9)
    [said] = await office.hears("what is the status of my kyc?", asked)
    assert (said.phrase, said.values) == ("account_kyc_in_review", ())


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ({"state": State.HELD}, "is held"),
        ({"state": State.FAILED}, "is failed"),
        ({"late": True, "txid": TXID}, "and late"),
    ],
    ids=["held", "failed", "late"],
)
async def test_what_is_stuck_is_told_and_put_in_front_of_a_person(item, why):
    office = await withdrawals(a_withdrawal(**item)).linked()
    said, escalated = await office.hears(WHERE, STATUS)
    assert said.presses == ()
    assert escalated.priority is Urgency.P1
    assert why in escalated.reason


async def test_at_p0_a_person_comes_whatever_the_account_says():
    office = await withdrawals(a_withdrawal()).linked()
    actions = await office.hears(WHERE, a_verdict(urgency=Urgency.P0))
    assert actions[-1].priority is Urgency.P0


async def test_what_is_not_there_is_said_with_a_question_and_a_person():
    office = await Office().linked()
    said, asked, escalated = await office.hears(WHERE, STATUS)
    assert said.phrase == "account_no_withdrawal"
    assert isinstance(asked, Ask)
    assert escalated.reason == "the account has no withdrawal of the last 30 days"


async def test_facts_that_were_given_are_not_asked_for():
    office = await Office().linked()
    known = a_verdict(facts={"txid": (TXID,), "coin": ("BTC",)})
    assert phrases(await office.hears(WHERE, known)) == ["account_no_withdrawal", "Escalate"]


async def test_an_order_for_what_is_not_there_wakes_nobody():
    office = await Office().linked()
    assert phrases(await office.hears("/deposit")) == ["account_no_deposit"]


async def test_a_dead_endpoint_brings_a_person_with_the_reason_and_what_he_needs():
    office = await Office(FakeExchange(error=down())).linked()
    said, asked, escalated = await office.hears(WHERE, STATUS)
    assert said.phrase == "account_unavailable"
    assert asked.facts
    assert escalated.priority is Urgency.P1
    assert escalated.reason == "accounts cannot be looked into: does not answer within 4 s"
    assert await office.link(), "nothing is forgotten for that"


# which one


SEVERAL = (
    a_withdrawal(1),
    a_withdrawal(2, coin="USDT", amount=Decimal(1000), txid=TXID),
    a_withdrawal(3, state=State.COMPLETED),
)


async def test_of_several_open_ones_the_user_chooses():
    office = await withdrawals(*SEVERAL).linked()
    [which] = await office.hears(WHERE, STATUS)
    values = dict(which.values)
    assert which.phrase == "account_which_withdrawal"
    assert values["list"].splitlines() == [
        "1. 0.5 BTC, January 1, 2026, 11:00\xa0AM UTC",
        "2. 1,000 USDT, January 1, 2026, 10:00\xa0AM UTC",
    ]
    assert values["example"] == "/withdrawal 1"
    assert [each.data for each in which.presses] == ["/withdrawal w1", "/withdrawal w2"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("/withdrawal 2", "1000 USDT"),
        ("/withdrawal w2", "1000 USDT"),
        ("/withdrawal w3", "0.5 BTC"),
        ("2", "1000 USDT"),
        (" 1 ", "0.5 BTC"),
    ],
)
async def test_a_number_or_a_press_chooses(text, amount):
    office = await withdrawals(*SEVERAL).linked()
    turn = a_turn(WHERE, ("Which one?\n\n1. …\n\nfor example /withdrawal 1",))
    said = (await office.hears(text, turn=turn))[0]
    assert dict(said.values)["amount"] == amount


@pytest.mark.parametrize("text", ["/withdrawal 7", "/withdrawal", "9", "/withdrawal nonsense"])
async def test_a_choice_that_is_not_there_asks_again(text):
    office = await withdrawals(*SEVERAL).linked()
    turn = a_turn(("for example /withdrawal 1",))
    assert phrases(await office.hears(text, turn=turn)) == ["account_which_withdrawal"]


@pytest.mark.parametrize("turn", [a_turn(), a_turn(("hello",))], ids=["nothing", "other words"])
async def test_a_number_that_nobody_asked_for_is_not_ours(turn):
    office = await withdrawals(*SEVERAL).linked()
    assert await office.hears("2", turn=turn) == ()


@pytest.mark.parametrize(
    ("facts", "amount"),
    [
        ({"coin": ("usdt",)}, "1000 USDT"),
        ({"coin": ("USDT",), "txid": (TXID.upper(),)}, "1000 USDT"),
        ({"txid": (TXID,)}, "1000 USDT"),
    ],
    ids=["coin", "both", "txid"],
)
async def test_facts_in_the_question_choose(facts, amount):
    office = await withdrawals(*SEVERAL).linked()
    said = (await office.hears(WHERE, a_verdict(facts=facts)))[0]
    assert dict(said.values)["amount"] == amount


async def test_facts_may_choose_what_is_over():
    done = a_withdrawal(4, coin="SOL", state=State.COMPLETED)
    office = await withdrawals(*SEVERAL, done).linked()
    said = (await office.hears(WHERE, a_verdict(facts={"coin": ("SOL",)})))[0]
    assert said.phrase == "account_withdrawal_completed"


async def test_where_everything_is_over_the_latest_is_told():
    office = await withdrawals(*(replace(each, state=State.COMPLETED) for each in SEVERAL)).linked()
    [said] = await office.hears(WHERE, STATUS)
    assert said.reason == "the account says: withdrawal w1 is completed"


# what is asked


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("what are your fees?", a_verdict("fees", Urgency.P2)),
        ("wrong network", a_verdict("deposit", article="deposit-wrong-network", fit=0.9)),
        ("what is the minimum?", a_verdict("withdrawal", Urgency.P3, article="withdrawal-limits")),
        ("limits please", a_verdict("withdrawal", Urgency.P3, article="withdrawal-pending")),
        ("12345", a_verdict("chatter", Urgency.P3)),
    ],
    ids=["other topic", "other article", "how it goes", "nobody's own", "a uid"],
)
async def test_questions_about_how_things_go_are_not_about_an_account(text, verdict):
    office = await withdrawals(a_withdrawal()).linked()
    assert await office.hears(text, verdict) == ()
    assert office.exchange.asked == []


# public, and with a person


@pytest.mark.parametrize("text", ["/withdrawal", "/link", "/freeze yes", "/unlink"])
async def test_orders_in_public_only_point_to_private(text):
    office = await withdrawals(a_withdrawal()).linked()
    [said] = await office.hears(text, place=Place.GROUP)
    assert (said.phrase, said.values) == ("go_private", ())
    assert office.exchange.asked == []
    assert await office.link()


async def test_questions_in_public_are_left_to_the_rules():
    office = await withdrawals(a_withdrawal()).linked()
    assert await office.hears(WHERE, STATUS, place=Place.REPLY) == ()


def with_a_person(**changes):
    return replace(a_case(), held_by=Holder.QUEUE, status=Status.OPEN, **changes)


async def test_in_a_persons_case_only_orders_are_answered():
    office = await withdrawals(a_withdrawal()).linked()
    turn = a_turn(case=with_a_person())
    assert await office.hears(WHERE, STATUS, turn=turn) == ()
    said = await office.hears("/withdrawal", turn=turn)
    assert phrases(said) == ["account_withdrawal_processing"]


# linking


async def test_a_code_links_the_handle():
    office = Office()
    [said] = await office.hears(LINK)
    assert said.phrase == "account_linked"
    link = await office.link()
    assert (link.reference, link.since, link.handle) == (REFERENCE, NOON, ANN)
    assert office.exchange.asked == [("link", PROOF, ANN)]


@pytest.mark.parametrize("intent", ["withdrawal", "kyc", "fees"])
async def test_who_waited_for_a_look_into_his_account_gets_it_at_once(intent):
    office = withdrawals(a_withdrawal())
    said = await office.hears(LINK, turn=a_turn(case=with_a_person(intent=intent)))
    told = {"withdrawal": ["account_withdrawal_processing"], "kyc": ["account_no_kyc"]}
    assert phrases(said) == ["account_linked", *told.get(intent, [])]


async def test_a_case_that_is_over_waits_for_nothing():
    over = replace(a_case(), intent="withdrawal", status=Status.RESOLVED)
    office = withdrawals(a_withdrawal())
    assert phrases(await office.hears(LINK, turn=a_turn(case=over))) == ["account_linked"]


@pytest.mark.parametrize("text", ["/link", "/link please", f"/link {CODE}", "/link\nhow?"])
async def test_an_order_without_a_sealed_code_explains(text):
    office = Office()
    assert phrases(await office.hears(text)) == ["account_link_how"]
    assert office.exchange.asked == []


async def test_a_code_that_the_exchange_refuses_links_nobody():
    office = Office(FakeExchange(codes={}))
    assert phrases(await office.hears(LINK)) == ["account_link_refused"]
    assert await office.link() is None


async def test_attempts_are_limited_and_the_exchange_is_spared():
    office = Office(FakeExchange(codes={}), table=AccountsTable(links_per_h=2))
    said = [phrases(await office.hears(LINK))[0] for _ in range(4)]
    assert said == ["account_link_refused"] * 2 + ["account_link_tries"] * 2
    assert len(office.exchange.asked) == 2
    later = await office.hears(LINK, now=NOON + timedelta(hours=1))
    assert phrases(later) == ["account_link_refused"]


async def test_a_dead_endpoint_while_linking_brings_a_person():
    office = Office(FakeExchange(error=down()))
    said = await office.hears(LINK)
    assert phrases(said) == ["account_unavailable", "Escalate"]
    assert said[-1].priority is Urgency.P2
    assert "does not answer within 4 s" in said[-1].reason


# not linked


async def test_whoever_is_not_linked_hears_how_beside_what_the_rules_decide():
    office = Office()
    [said] = await office.hears(WHERE, STATUS)
    assert (said.phrase, said.beside) == ("account_link_how", True)
    assert office.exchange.asked == []


async def test_how_is_explained_once_a_conversation():
    turn = a_turn(WHERE, ("… begins with /link …",))
    assert await Office().hears(WHERE, STATUS, turn=turn) == ()
    [said] = await Office().hears("/withdrawal", turn=turn)
    assert (said.phrase, said.beside) == ("account_link_how", False)


@pytest.mark.parametrize(
    "author",
    [Author(id="u2", handle="ann"), Author(id="U1", handle="ann")],
    ids=["same name", "other id"],
)
async def test_another_author_is_not_linked(author):
    office = await withdrawals(a_withdrawal()).linked()
    [said] = await office.hears(WHERE, STATUS, author=author)
    assert said.phrase == "account_link_how"
    assert office.exchange.asked == []


@pytest.mark.parametrize(
    ("handle", "linked"),
    [("ann", True), ("@ANN", True), ("", True), ("ann_2", False)],
    ids=["same", "in capitals", "not told", "changed"],
)
async def test_a_changed_handle_is_not_linked(handle, linked):
    office = await withdrawals(a_withdrawal()).linked()
    said = await office.hears(WHERE, STATUS, author=Author(id="u1", handle=handle))
    if linked:
        assert phrases(said) == ["account_withdrawal_processing"]
    else:
        assert phrases(said) == ["account_link_gone", "account_link_how"]
        assert office.exchange.asked == [("unlink", REFERENCE)]
        assert await office.link() is None


async def test_under_a_new_handle_one_links_anew():
    office = await Office().linked()
    said = await office.hears(LINK, author=Author(id="u1", handle="ann_2"))
    assert phrases(said) == ["account_linked"]
    assert (await office.link()).handle.name == "ann_2"


async def test_what_the_exchange_ended_is_forgotten_here():
    office = await withdrawals(a_withdrawal()).linked(reference="ref_ended_there")
    said = await office.hears(WHERE, STATUS)
    assert phrases(said) == ["account_link_gone", "account_link_how"]
    assert all(each.beside for each in said)
    assert await office.link() is None


# unlinking


async def test_unlinking_ends_it_on_both_sides():
    office = await Office().linked()
    [said] = await office.hears("/unlink")
    assert (said.phrase, said.reason) == ("account_unlinked", "ended the link with the account")
    assert await office.link() is None
    assert office.exchange.asked == [("unlink", REFERENCE)]


async def test_unlinking_needs_no_link_and_no_exchange(caplog):
    assert phrases(await Office().hears("/unlink")) == ["account_unlinked"]
    office = await Office(FakeExchange(error=down())).linked()
    with caplog.at_level(logging.WARNING):
        assert phrases(await office.hears("/unlink")) == ["account_unlinked"]
    assert await office.link() is None
    assert REFERENCE not in caplog.text


# freezing


HACKED = a_verdict("account_security", Urgency.P0, reasons=("P0: the account is in other hands",))


async def test_a_freeze_is_offered_first_and_a_person_comes_at_once():
    office = await Office().linked()
    offer, aid, escalated = await office.hears("freeze my account", HACKED)
    assert offer.phrase == "account_freeze_offer"
    assert dict(offer.values) == {"minutes": "10"}
    assert [(each.data, each.danger) for each in offer.presses] == [("/freeze yes", True)]
    assert isinstance(aid, Reply)
    assert escalated == Escalate(priority=Urgency.P0, reason=HACKED.reasons[0])
    assert office.exchange.asked == []
    assert (await office.link()).freeze_until == NOON + timedelta(minutes=10)


@pytest.mark.parametrize("text", ["/freeze yes", "/freeze YES", "/freeze@NordexBot yes"])
async def test_the_users_own_confirmation_freezes(text):
    office = await Office().linked()
    await office.hears("/freeze")
    said = await office.hears(text, turn=a_turn(case=with_a_person()), now=NOON)
    assert phrases(said) == ["account_frozen", "Escalate"]
    assert said[-1].priority is Urgency.P0
    [(verb, reference, _)] = office.exchange.asked
    assert (verb, reference) == ("freeze", REFERENCE)


async def test_confirming_twice_is_one_request_and_asking_again_another():
    office = await Office().linked()
    await office.hears("/freeze")
    await office.hears("/freeze yes")
    await office.hears("/freeze yes", now=NOON + timedelta(minutes=9))
    later = NOON + timedelta(minutes=20)
    await office.hears("/freeze", now=later)
    await office.hears("/freeze yes", now=later)
    one, two, three = (each[-1] for each in office.exchange.asked)
    assert one == two != three


@pytest.mark.parametrize("minutes", [None, 10, 60], ids=["never asked", "just over", "long over"])
async def test_a_confirmation_counts_only_while_the_offer_stands(minutes):
    office = await Office().linked()
    if minutes:
        await office.hears("/freeze")
    said = await office.hears("/freeze yes", now=NOON + timedelta(minutes=minutes or 0))
    assert phrases(said) == ["account_freeze_late"]
    assert office.exchange.asked == []


async def test_a_new_link_forgets_what_was_offered_under_the_old_one():
    office = await Office().linked()
    await office.hears("/freeze")
    await office.hears(LINK)
    assert phrases(await office.hears("/freeze yes")) == ["account_freeze_late"]


@pytest.mark.parametrize("error", [down(), LinkGone("link_unknown")], ids=["dead", "gone"])
async def test_a_freeze_that_fails_says_so_and_a_person_comes(error):
    office = await Office().linked()
    await office.hears("/freeze")
    office.exchange.error = error
    said = await office.hears("/freeze yes")
    assert phrases(said) == ["account_freeze_failed", "Escalate"]
    assert said[-1].priority is Urgency.P0
    assert "could not be frozen" in said[-1].reason


async def test_who_is_not_linked_gets_first_aid_and_a_person_but_no_freeze():
    said = await Office().hears("/freeze yes")
    assert phrases(said) == ["Reply", "Escalate"]
    assert said[-1] == Escalate(priority=Urgency.P1, reason="asked for a freeze of his account")
    assert await Office().hears("freeze my account", HACKED) == ()


async def test_where_freezing_is_off_nothing_is_offered():
    office = await Office(table=AccountsTable(freeze=False)).linked()
    assert phrases(await office.hears("freeze it", HACKED)) == ["Reply", "Escalate"]
    assert phrases(await office.hears("/freeze yes")) == ["account_freeze_late"]


# language


@pytest.mark.parametrize(
    ("verdict", "turn", "author", "language"),
    [
        (a_verdict(language="fr"), a_turn("你好，我的提现呢"), "de", "fr"),
        (
            ORDER,
            a_turn("hola, ¿dónde está mi retiro?", case=with_a_person(language="ko")),
            "de",
            "ko",
        ),
        (ORDER, a_turn("你好，我的提现到哪里了", ("ours",), "/link"), "de", "zh"),
        (ORDER, a_turn(("only ours",)), "de", "de"),
        (ORDER, a_turn(), "", "en"),
    ],
    ids=["the words", "the case", "earlier words", "the author's own", "English"],
)
async def test_the_language_is_the_authors_own(verdict, turn, author, language):
    office = Office()
    who = Author(id="u1", handle="ann", language=author)
    said = await office.hears("/unlink", verdict, turn=turn, author=who)
    assert said[0].language == language


async def test_a_word_in_private_that_asks_nothing_is_left_to_the_rules():
    assert await Office().hears("hello", a_verdict("chatter", Urgency.P3)) == ()
    assert isinstance((await Office().hears("/kyc"))[0], Inform)
