"""How turns take a dialogue further: asked once, filled in, answered, corrected, given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.actions import BOT, Ask, Escalate, Ignore, Inform, Reply
from core.case import Holder, Status
from core.caseflow import rung
from core.conclude import conclude
from core.dialogue import Stage
from core.plan import NOTHING_NEW, SAME_AGAIN, fitting, merge
from core.ports import Timer
from core.settings import Policy
from core.speech import ONLY_ONE
from core.types import (
    Author,
    Place,
    Risk,
    RiskLevel,
    Stance,
    Urgency,
    Utterance,
)
from tests.conftest import NOON, a_message
from tests.core.test_case import a_case
from tests.core.test_conclude import CAPABILITIES, FEES, HOUSE, REPLAY, a_house, a_turn
from tests.core.test_dialogue import a_dialogue, a_fact
from tests.fakes import a_reading

TXID = "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060"
WRONG = {"article": "deposit-wrong-network", "fit": 0.95}
BOTS = a_case(status=Status.WAITING_USER, held_by=Holder.BOT)
QUEUED = a_case(status=Status.NEW, held_by=Holder.QUEUE)


def about_a_deposit(urgency=Urgency.P2, confidence=0.95, **changes):
    return a_reading("deposit", confidence, urgency=urgency, **(WRONG | changes))


def vague(**changes):
    return a_reading("withdrawal", 0.3, **changes)


class Talk:
    """One conversation, turn by turn."""

    def __init__(self, house=HOUSE, case=None, dialogue=None, place=Place.DM):
        self.house, self.case, self.dialogue, self.place = house, case, dialogue, place
        self.number, self.now, self.last = 0, NOON, None

    def turn(self, text, verdict=None, *, burst=(), history=(), **message):
        self.number += 1
        self.now += timedelta(minutes=1)
        names = {"id": str(self.number), "place": self.place} | message
        fresh = a_message(text, received_at=self.now, **names)
        turn = a_turn(fresh, case=self.case, dialogue=self.dialogue, burst=burst, history=history)
        self.last = conclude(turn, [verdict or vague()], self.house, self.now)
        self.case = self.last.case or self.case
        self.dialogue = self.last.dialogue or self.dialogue
        return self.last

    def said(self):
        return "\n".join(each.text for each in self.last.outgoing)


def acts(result):
    return [each.act for each in result.decisions]


def test_asked_once_then_filled_in_over_two_messages_then_answered():
    talk = Talk()
    talk.turn("wrong network", about_a_deposit())
    assert acts(talk.last) == ["ask:txid,network,coin"]
    assert (talk.dialogue.stage, talk.dialogue.about) == (Stage.ASKED, "deposit")
    assert talk.dialogue.until == talk.now + timedelta(minutes=30)
    assert talk.case.held_by is Holder.BOT
    talk.turn("USDT, tron", vague(facts={"coin": ("USDT", "TRX")}))
    assert (talk.said(), talk.dialogue.missing) == ("", ("txid",))
    assert talk.last.decisions[0].reason == "gave coin, network; still waiting for txid"
    talk.turn(TXID, vague(facts={"txid": (TXID,)}))
    assert "USDT · TRC20 · TXID 0x5c504e…b22060" in talk.said()
    assert "recovered coins" in talk.said()
    assert (talk.dialogue.stage, talk.dialogue.until) == (Stage.COMPLETE, None)
    assert talk.dialogue.told == ("deposit-wrong-network",)
    assert talk.case.status is Status.WAITING_USER


def test_everything_in_the_first_message_is_answered_at_once():
    talk = Talk()
    facts = {"coin": ("USDT",), "network": ("BEP20",), "txid": (TXID,)}
    talk.turn(f"wrong network: USDT BEP20 {TXID}", about_a_deposit(facts=facts))
    assert acts(talk.last) == ["inform:noted", "reply:deposit-wrong-network"]


def test_a_person_sees_what_is_urgent_at_once_and_the_bot_goes_on_asking():
    talk = Talk()
    talk.turn("it is gone", about_a_deposit(Urgency.P1))
    assert talk.case.held_by is Holder.QUEUE
    talk.turn("bep20, usdt", vague(facts={"coin": ("USDT",), "network": ("BEP20",)}))
    assert talk.said() == ""
    talk.turn("0x5c504ed4")
    assert "TXID" in talk.said()
    assert "network" not in talk.said()
    assert talk.dialogue.stage is Stage.ASKED_AGAIN
    talk.turn("0x5c504ed4ff")
    assert (talk.said(), talk.last.decisions[0].reason) == (
        "",
        "asked twice, and the answer could not be read",
    )
    talk.turn(TXID, vague(facts={"txid": (TXID,)}))
    assert "A person has it" in talk.said()
    assert (talk.case.held_by, talk.dialogue.stage) == (Holder.QUEUE, Stage.COMPLETE)


@pytest.mark.parametrize(
    ("case", "rule", "priority"),
    [
        (QUEUED, "P0: money leaves without the owner: “not me”", Urgency.P0),
        (replace(QUEUED, priority=Urgency.P2), "P1: funds stuck: “three days”", Urgency.P1),
        (BOTS, "P1: funds stuck: “three days”", Urgency.P1),
    ],
)
def test_what_burns_more_than_people_know_is_theirs_and_its_facts_are_kept(case, rule, priority):
    talk = Talk(case=case, dialogue=a_dialogue(conversation=case.conversation))
    verdict = vague(facts={"txid": (TXID,)}, reasons=(rule,), urgency=priority)
    verdict = replace(verdict, labels=replace(verdict.labels, intent="withdrawal"))
    talk.turn(f"{TXID} hurry", verdict)
    assert talk.case.held_by is Holder.QUEUE
    assert talk.case.priority is priority
    assert talk.dialogue.facts["txid"].values == (TXID,)


def test_once_an_agent_holds_the_case_the_bot_is_silent_and_still_notes_what_is_told():
    mine = a_case(status=Status.OPEN, held_by=Holder.AGENT, agent="mira")
    talk = Talk(case=mine, dialogue=a_dialogue(conversation=mine.conversation))
    talk.turn(TXID, vague(facts={"txid": (TXID,)}))
    assert talk.said() == ""
    assert talk.dialogue.facts["txid"].values == (TXID,)
    talk.turn("0x5c504ed4ff")
    assert talk.said() == ""


def test_an_answer_that_says_nothing_of_it_is_asked_once_more_and_then_a_persons():
    talk = Talk()
    talk.turn("wrong network", about_a_deposit())
    talk.turn("ok", a_reading("chatter", 0.9))
    assert acts(talk.last) == ["ignore"]
    talk.turn("hello?", a_reading("chatter", 0.9))
    assert acts(talk.last) == ["ask:txid,network,coin"]
    assert "asked once more" in talk.last.decisions[0].reason
    talk.turn("what do you mean", vague())
    assert (talk.case.held_by, talk.dialogue.stage) == (Holder.QUEUE, Stage.GIVEN_UP)


def test_another_matter_is_no_answer():
    talk = Talk()
    talk.turn("wrong network", about_a_deposit())
    talk.turn("order 5c504ed4 and what are the fees?", a_reading("fees"))
    assert acts(talk.last) == ["reply:fees-trading-tiers"]
    assert talk.dialogue.stage is Stage.ASKED


def test_nothing_is_known_of_the_next_matter_but_who_asks():
    told = {"coin": "USDT", "txid": TXID, "uid": "12345678"}
    known = {kind: a_fact(value, source="0") for kind, value in told.items()}
    before = a_dialogue(stage=Stage.COMPLETE, facts=known, conversation="replay:nordex:ann")
    talk = Talk(dialogue=before)
    talk.turn("my withdrawal", a_reading("withdrawal", urgency=Urgency.P1))
    assert talk.dialogue.facts.keys() == {"uid"}
    assert (talk.dialogue.about, talk.dialogue.stage) == ("withdrawal", Stage.ASKED)


def test_a_question_that_has_not_left_is_asked_anew_without_what_came_meanwhile():
    talk = Talk()
    first = talk.turn("wrong network", about_a_deposit())
    waiting = first.judged
    talk.turn(
        "USDT on bep20", vague(facts={"coin": ("USDT",), "network": ("BEP20",)}), burst=waiting
    )
    [row] = talk.last.outgoing
    assert "TXID" in row.text
    assert "network" not in row.text
    assert talk.dialogue.stage is Stage.ASKED
    assert talk.dialogue.asked == {"txid": 1}
    assert talk.dialogue.replies == 1
    talk.turn(TXID, vague(facts={"txid": (TXID,)}), burst=(*waiting, *talk.last.judged))
    assert "USDT · BEP20 · TXID" in talk.said()
    assert "coin you sent" not in talk.said()


def test_in_public_he_is_asked_to_write_in_private_once_and_nothing_is_said_back():
    talk = Talk(place=Place.MENTION)
    talk.turn("wrong network", about_a_deposit())
    assert "private" in talk.said()
    assert (talk.dialogue.stage, talk.dialogue.asked) == (Stage.INVITED, {})
    talk.turn("hello, wrong network", about_a_deposit(urgency=Urgency.P1))
    assert not any(each.startswith("ask") for each in acts(talk.last))
    facts = {"coin": ("USDT",), "network": ("BEP20",), "txid": (TXID,)}
    talk.turn(f"USDT BEP20 {TXID}", vague(facts=facts))
    assert not any(word in talk.said() for word in ("USDT", "BEP20", "0x5c"))
    assert talk.dialogue.stage is Stage.COMPLETE


def test_who_comes_to_private_is_asked_there_and_the_public_dialogue_is_left():
    public = Talk(place=Place.MENTION)
    public.turn("wrong network", about_a_deposit(), conversation="post:1:ann")
    talk = Talk(dialogue=public.dialogue)
    talk.turn("/start private", a_reading("chatter", 1.0))
    assert acts(talk.last) == ["ask:txid,network,coin"]
    assert talk.last.left == "post:1:ann"
    assert (talk.dialogue.conversation, talk.dialogue.stage) == ("replay:nordex:ann", Stage.ASKED)
    elsewhere = Talk(dialogue=public.dialogue)
    elsewhere.turn("thank you", a_reading("praise"))
    assert elsewhere.last.left == ""


def test_a_person_gets_a_public_case_prepared_where_the_article_was_told():
    told = a_dialogue(
        stage=Stage.INVITED, article="deposit-wrong-network", told=("deposit-wrong-network",)
    )
    talk = Talk(case=BOTS, dialogue=told)
    facts = {"coin": ("USDT",), "network": ("BEP20",), "txid": (TXID,)}
    talk.turn(f"USDT BEP20 {TXID}", vague(facts=facts))
    assert acts(talk.last) == ["inform:noted", "escalate:P2"]
    assert talk.case.reason == "everything that was asked for is here"


def test_a_person_has_it_and_in_public_that_is_all():
    talk = Talk(case=QUEUED, dialogue=a_dialogue(stage=Stage.INVITED), place=Place.GROUP)
    facts = {"coin": ("USDT",), "network": ("BEP20",), "txid": (TXID,)}
    talk.turn(f"USDT BEP20 {TXID}", vague(facts=facts))
    assert (talk.said(), acts(talk.last)) == ("", ["ignore"])


def test_an_edit_of_a_complete_answer_is_said_back_anew():
    facts = {"coin": a_fact("USDT"), "network": a_fact("BEP20"), "txid": a_fact(TXID, source="7")}
    done = a_dialogue(stage=Stage.COMPLETE, facts=facts, told=("deposit-wrong-network",))
    talk = Talk(case=BOTS, dialogue=done)
    other = TXID.replace("0x5c", "0x6d")
    talk.turn(other, vague(facts={"txid": (other,)}), id="7", version=1)
    assert "TXID 0x6d504e…b22060" in talk.said()
    assert acts(talk.last) == ["inform:noted"]
    public = Talk(case=BOTS, dialogue=done, place=Place.GROUP)
    public.turn(other, vague(facts={"txid": (other,)}), id="7", version=1)
    assert (public.said(), acts(public.last)) == ("", ["ignore"])


def test_an_attackers_and_a_moderators_words_are_no_facts():
    risk = Risk(score=0.9, level=RiskLevel.ALERT, stance=Stance.ATTEMPT, kinds=("giveaway",))
    finding = a_reading().findings
    talk = Talk(dialogue=a_dialogue())
    attack = vague(facts={"txid": (TXID,)}, risk=risk, findings=finding or (_finding(),))
    talk.turn(TXID, attack)
    assert talk.dialogue.facts == {}
    moderator = Author(id="u1", is_moderator=True)
    talk.turn(TXID, vague(facts={"txid": (TXID,)}), author=moderator)
    talk.turn("/help", vague(facts={"txid": (TXID,)}))
    assert talk.dialogue.facts == {}


def _finding():
    from core.types import Finding

    return Finding(signal="giveaway", kind="giveaway", score=0.9, reason="doubles coins")


def test_the_language_of_the_talk_outlives_hashes():
    talk = Talk()
    german = about_a_deposit()
    german = replace(german, labels=replace(german.labels, language="de"))
    talk.turn("falsches Netzwerk", german)
    french = vague(facts={"txid": (TXID,)})
    french = replace(french, labels=replace(french.labels, language="fr"))
    talk.turn(TXID, french)
    short = vague(facts={"coin": ("USDT",), "network": ("BEP20",)})
    short = replace(short, labels=replace(short.labels, language="id", language_confidence=0.5))
    talk.turn("usdt, bep20", short)
    assert "notiert" in talk.said()


# No article twice, and not too many answers


def a_reply(article="fees-trading-tiers"):
    return Reply(article=article, language="en", reason="fits")


ESCALATE = Escalate(priority=Urgency.P1, reason="stuck")
INFORM = Inform(phrase="noted", language="en", reason="all is here", values=(("facts", "USDT"),))


@pytest.mark.parametrize(
    ("plan", "changes", "text", "version", "kept"),
    [
        ((a_reply(),), {}, "x", 0, ["Reply"]),
        ((a_reply(),), {"told": ("fees-trading-tiers",)}, "x", 0, ["Escalate"]),
        ((a_reply(),), {"told": ("fees-trading-tiers",)}, "/help", 0, ["Reply"]),
        ((a_reply(),), {"told": ("fees-trading-tiers",)}, "x", 2, ["Ignore"]),
        ((a_reply(), INFORM), {"told": ("fees-trading-tiers",)}, "x", 2, ["Inform"]),
        ((a_reply(), ESCALATE), {"told": ("fees-trading-tiers",)}, "x", 0, ["Escalate"]),
        ((INFORM, a_reply()), {"told": ("fees-trading-tiers",)}, "x", 0, ["Inform"]),
        ((a_reply("crisis-help"), ESCALATE), {"told": ("crisis-help",)}, "x", 0,
         ["Reply", "Escalate"]),
        ((a_reply(),), {"replies": 6}, "x", 0, ["Escalate"]),
        ((a_reply(), ESCALATE), {"replies": 6}, "x", 0, ["Escalate"]),
        ((a_reply("crisis-help"), ESCALATE), {"replies": 9}, "x", 0, ["Reply", "Escalate"]),
        ((ESCALATE,), {"replies": 9}, "x", 0, ["Escalate"]),
        ((Ask(facts=("txid", "coin"), language="en", reason="m"),),
         {"facts": {"address": a_fact("T")}}, "x", 0, ["Ask"]),
        ((Ask(facts=("txid",), language="en", reason="m"), ESCALATE),
         {"facts": {"address": a_fact("T")}}, "x", 0, ["Escalate"]),
    ],
)  # fmt: skip
def test_a_plan_loses_what_was_said_before(plan, changes, text, version, kept):
    dialogue = a_dialogue(**({"asked": {}, "stage": Stage.IDLE} | changes))
    after = fitting(plan, dialogue, a_message(text, version=version), 6)
    assert [type(each).__name__ for each in after] == kept
    for each in after:
        if isinstance(each, Ask):
            assert each.facts == ("coin",)
        if isinstance(each, Ignore):
            assert each.reason == NOTHING_NEW


def test_the_same_article_is_a_persons_matter_the_second_time():
    talk = Talk()
    talk.turn(FEES, a_reading())
    talk.turn("and the fees?", a_reading())
    assert talk.case.held_by is Holder.QUEUE
    assert talk.case.reason == SAME_AGAIN
    assert acts(talk.last) == ["reply:fees-trading-tiers", "escalate:P2"]


def test_after_so_many_answers_a_person_goes_on():
    house = a_house(policy=Policy(replies_per_conversation=1))
    talk = Talk(house)
    talk.turn(FEES, a_reading())
    talk.turn("wrong network", about_a_deposit())
    assert talk.case.reason == "1 automatic replies did not settle it"


def test_the_last_line_of_noted_facts_counts():
    later = replace(INFORM, values=(("facts", "USDT · TRC20"),))
    assert merge([(INFORM,), (later,)]) == (later,)


# Edits


def answered(text, *messages, number="r1"):
    keys = tuple(each.key for each in messages)
    return Utterance(ours=True, author=BOT, text=text, at=NOON, message_id=number, serves=keys)


KYC = {"article": "kyc-pending", "fit": 0.95}


def edited(house, history, place=Place.DM, **reading):
    told = a_dialogue(stage=Stage.IDLE, told=("fees-trading-tiers",), replies=1)
    talk = Talk(house, case=BOTS, dialogue=told, place=place)
    talk.turn(
        "how long does kyc take?",
        a_reading("kyc", **(KYC | reading)),
        id="1",
        version=1,
        history=history,
    )
    return talk


def test_what_was_answered_before_the_edit_is_corrected_in_place_where_that_can_be_done():
    old = answered("the fees are", a_message(FEES, id="1"))
    able = a_house(capabilities={REPLAY: replace(CAPABILITIES, edits=True)})
    [row] = edited(able, (old,)).last.outgoing
    assert row.replaces == "r1"
    assert "takes the place of our earlier answer" in row.text
    [new] = edited(HOUSE, (old,)).last.outgoing
    assert new.replaces is None
    assert "takes the place of our earlier answer" in new.text
    parts = (old, answered("and more", a_message(FEES, id="1"), number="r2"))
    [row] = edited(able, parts).last.outgoing
    assert row.replaces is None, "two messages cannot become one"
    [row] = edited(able, (answered("other", a_message("x", id="12")),)).last.outgoing
    assert "takes the place" not in row.text


def test_where_a_bot_may_answer_once_an_edit_is_a_persons_matter():
    once = a_house(capabilities={REPLAY: replace(CAPABILITIES, second_reply=False)})
    old = answered("the fees are", a_message(FEES, id="1"))
    talk = edited(once, (old,), place=Place.MENTION)
    assert talk.last.outgoing == ()
    assert (talk.case.held_by, talk.case.reason) == (Holder.QUEUE, ONLY_ONE)


def test_a_button_leads_from_public_to_private_where_the_platform_has_one():
    able = a_house(capabilities={REPLAY: replace(CAPABILITIES, private_button=True)})
    public = Talk(able, place=Place.GROUP)
    [row] = public.turn(FEES, a_reading()).outgoing
    assert [(each.label, each.data) for each in row.buttons][-1] == ("Go on in private", "/private")
    [row] = Talk(able).turn(FEES, a_reading()).outgoing
    assert "/private" not in [each.data for each in row.buttons]


# The end


def test_who_says_that_it_is_solved_closes_the_bots_case_and_no_other():
    talk = Talk(case=BOTS)
    talk.turn("/done", a_reading("chatter", 1.0))
    assert talk.case.status is Status.RESOLVED
    again = Talk(case=talk.case)
    again.turn("/done", a_reading("chatter", 1.0))
    assert again.case.status is Status.RESOLVED
    queued = Talk(case=QUEUED)
    queued.turn("/done", a_reading("chatter", 1.0))
    assert queued.case.held_by is Holder.QUEUE


NEW = a_case(status=Status.NEW, held_by=Holder.BOT)


@pytest.mark.parametrize(
    ("case", "dialogue", "status", "why"),
    [
        (BOTS, None, Status.RESOLVED, "did not come back"),
        (BOTS, a_dialogue(stage=Stage.COMPLETE), Status.RESOLVED, "did not come back"),
        (BOTS, a_dialogue(stage=Stage.MOVED), Status.RESOLVED, "goes on in private"),
        (BOTS, a_dialogue(), Status.NEW, "asked for txid, network, coin, which did not come"),
        (BOTS, a_dialogue(stage=Stage.INVITED), Status.NEW, "asked for"),
        (
            BOTS,
            a_dialogue(facts={"coin": a_fact("USDT")}),
            Status.NEW,
            "asked for txid, network, which did not come; here are coin",
        ),
        (NEW, None, Status.NEW, "held it past its deadline"),
    ],
)
def test_whoever_still_waits_when_the_bots_time_is_over_gets_a_person(case, dialogue, status, why):
    result = rung(Timer(key="k", kind="bot_deadline", case=case, dialogue=dialogue), NOON)
    assert result.case.status is status
    [trace] = result.decisions
    assert why in trace.reason
    if status is Status.NEW:
        assert result.case.held_by is Holder.QUEUE
        assert (result.case.reason, result.case.due_at > NOON) == (trace.reason, True)
    gave_up = dialogue is not None and dialogue.waits
    assert (result.dialogue.stage if result.dialogue else None) == (
        Stage.GIVEN_UP if gave_up else None
    )
