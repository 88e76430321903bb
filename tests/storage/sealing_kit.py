"""A private conversation told to a real store in every way, with one word that must not be seen."""

from __future__ import annotations

from dataclasses import replace

from core.accounts.desk import Handle
from core.accounts.links import AccountLink
from core.actions import Purpose
from core.attaching import Upload
from core.case import Move
from core.casebook import Agent
from core.composing import Box, Draft
from core.corrections import Opinion
from core.deeds import EditNote, Note
from core.dialogue import Dialogue, Fact
from core.doors import Step
from core.once import Answer, Try
from core.ports import Decision
from core.types import Attachment, DeadLetter, Leg, Sentiment, Urgency
from storage.sealing.sealed import KeyRing
from tests.conftest import NOON, a_message
from tests.contract.guard_kit import attacked
from tests.contract.store_kit import (
    ANN,
    REPLAY,
    VERDICT,
    a_case,
    a_result,
    a_say,
    after,
    claim_one,
    judged,
)
from tests.contract.test_store_api import TRACE, a_webhook, happening, told

# Nothing of it is written in private: words of the public one may lie there.
MARKER = "zebrafish"
SAID = f"my {MARKER} wallet is empty"
HANDLE = Handle(platform=REPLAY, account="nordex", author_id="u1", name="Ann")
KEYS = [bytes([n]) * 32 for n in (1, 2, 3)]
OLD, NEW, BOTH = KeyRing(KEYS[:1]), KeyRing(KEYS[1:2]), KeyRing([KEYS[1], KEYS[0]])
FOREIGN = KeyRing(KEYS[2:])


def a_decision(**changes) -> Decision:
    values = {"message_key": f"{REPLAY}:nordex:m1:0", "act": "reply", "reason": "fees"}
    return Decision(**(values | {"by": "bot", "at": NOON, "evidence": SAID} | changes))


async def tell_all(store):
    """Everything that is said or noted in private; the case."""
    case = a_case(subject=SAID, leg=Leg.PRIVATE)
    await hear(store, case)
    await store.add_agent(Agent(id="mira", name="Mira", created_at=NOON))
    case = await store.move_case(case.id, Move.CLAIM, "mira", after(1))
    await write(store, case)
    await keep_secrets(store)
    await attacked(store, a_message(SAID, id="e1", conversation="replay:nordex:eve"))
    return case


async def hear(store, case):
    """A message, what was thought of it, and an answer that left."""
    photo = Attachment(kind="photo", name=f"{MARKER}.png")
    message = a_message(SAID, id="m1", reply_text=SAID, attachments=(photo,))
    await store.put([message, a_letter()])
    turn = await claim_one(store)
    facts = {"coin": Fact(values=(MARKER,), source="m1", at=NOON)}
    result = a_result(
        turn,
        case=case,
        judged=(judged(message, verdict=replace(VERDICT, reasons=(SAID,))),),
        outgoing=(a_say(text=SAID, leg=Leg.PRIVATE), a_say("r1", text=SAID, purpose=REPORT)),
        decisions=(a_decision(),),
        dialogue=Dialogue(conversation=ANN, person="p", facts=facts, updated_at=NOON),
    )
    assert not await store.record([result], NOON)


async def write(store, case):
    """What an agent writes."""
    note = Note(case_id=case.id, by="mira", at=after(2), text=SAID, mentions=("tomasz",))
    await store.do(note)
    (key,) = [each.key for each in (await store.case_file(case.id)).lines if each.kind == "note"]
    await store.do(EditNote(case_id=case.id, by="mira", at=after(3), key=key, text=f"{SAID}!"))
    draft = Draft(case_id=case.id, agent="mira", text=SAID, counter=1, saved_at=after(4))
    await store.save_draft(draft)
    await store.sent_draft(replace(draft, sent=SAID, counter=2))
    await store.save_draft(replace(draft, box=Box.NOTE))
    data = SAID.encode()
    upload = Upload(
        id="f1",
        case_id=case.id,
        agent="mira",
        name=f"{SAID}.png",
        kind="image/png",
        size=len(data),
        at=after(4),
    )
    await store.attach(upload, data)
    await store.correct(
        case.id,
        Opinion(
            message_key=f"{REPLAY}:nordex:m1:0",
            intent="withdrawal",
            urgency=Urgency.P0,
            sentiment=Sentiment.NEGATIVE,
            scam=False,
            by="mira",
            at=after(5),
        ),
    )


async def keep_secrets(store):
    """What programs, agents and accounts prove themselves with."""
    await store.put_webhook(a_webhook(secret=MARKER, old_secret=MARKER), TRACE)
    await told(store, replace(happening("e1"), body=f'"{SAID}"'))
    wanted = Try(token="t1", key="k1", digest="d", at=NOON)
    await store.begin_once(wanted)
    await store.end_once(wanted, Answer(status=200, body=SAID))
    await store.set_codes("mira", MARKER, (), NOON)
    step = Step(digest="d1", kind="oidc", until=after(600), body={"verifier": MARKER})
    await store.put_step(step)
    await store.keep_link(AccountLink(handle=HANDLE, reference=MARKER, since=NOON))


def a_letter() -> DeadLetter:
    return DeadLetter(
        platform=REPLAY, account="nordex", id="x", raw=SAID, error=SAID, received_at=NOON
    )


REPORT = Purpose.REPORT
