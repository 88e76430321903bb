"""Cases for programs: read page by page, changed under their version, once, within the lease."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.audit import Wish
from core.tokens import Scope
from core.types import Author
from tests.conftest import NOON, a_message
from tests.console.api.test_door import problem
from tests.contract.store_kit import a_case, a_result, after, open_case

pytestmark = pytest.mark.anyio
WORDS = "Call me at +47 912 34 567 or ann@mail.example"


async def held(program, case):
    assert (await program.post(f"/cases/{case.id}/claim")).status_code == 200
    return case


async def test_the_list_is_read_page_by_page(desk, program):
    for number in range(5):
        await open_case(desk.store, a_case(f"replay:nordex:{number}"), message=str(number))
    seen, after_ = [], ""
    for _ in range(3):
        page = (await program.get("/cases", params={"limit": 2, "after": after_})).json()
        seen += [each["id"] for each in page["items"]]
        after_ = page["next"] or ""
    assert len(set(seen)) == len(seen) == 5
    assert after_ == ""


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 2),
        ({"view": "queue"}, 1),
        ({"view": "mine"}, 1),
        ({"view": "resolved"}, 0),
        ({"platform": "replay"}, 2),
        ({"platform": "other"}, 0),
        ({"holder": "mine"}, 1),
        ({"urgency": "P1", "status": "open"}, 1),
    ],
    ids=str,
)
async def test_the_list_takes_the_feeds_filters(desk, program, wanted, count):
    for number in range(2):
        case = await open_case(desk.store, a_case(f"replay:nordex:{number}"), message=str(number))
    await held(program, case)
    page = (await program.get("/cases", params=wanted)).json()
    assert len(page["items"]) == count


async def told_in(store):
    await store.put([a_message(WORDS, author=Author(id="u1", name="Ann Berg"))])
    (turn,) = await store.claim(after(0), limit=10, lease=30)
    case = a_case(author_name="Ann Berg")
    await store.record([a_result(turn, case=case)], after(0))
    return case


async def test_personal_data_are_covered_until_they_are_asked_for_with_the_scope(desk, program):
    case = await told_in(desk.store)
    for path in (f"/cases/{case.id}", f"/cases/{case.id}/messages", f"/cases/{case.id}/history"):
        covered = (await program.get(path)).text
        shown = (await program.get(path, params={"personal": True})).text
        for personal in ("Ann", "912 34 567", "ann@mail.example", '"u1"'):
            assert personal not in covered, path
        assert "Ann" in shown
    acts = (await desk.store.acts(Wish(act="reveal:"))).acts
    assert len(acts) == 3
    assert {each.decision.by for each in acts} == {"admin"}
    token = (await desk.store.tokens())[0]
    assert {each.decision.evidence for each in acts} == {token.prefix}
    async with await desk.program("admin", set(Scope) - {Scope.READ_PERSONAL}) as other:
        answer = await other.get(f"/cases/{case.id}", params={"personal": True})
        problem(answer, 403, "scope_missing")
    assert len((await desk.store.acts(Wish(act="reveal:"))).acts) == 3


async def test_what_was_said_needs_a_scope_of_its_own(desk, case):
    async with await desk.program("admin", {Scope.READ_CASES}) as client:
        file = (await client.get(f"/cases/{case.id}")).json()
    assert (file["lines"], file["next"]) == ([], None)


async def test_a_message_comes_with_the_verdict(program, case):
    page = (await program.get(f"/cases/{case.id}/messages")).json()
    (message,) = page["items"]
    assert message["text"] == "text 1"
    assert message["verdict"]["intent"] == "fees"
    assert message["id"].startswith("m_")


async def test_a_case_is_claimed_released_resolved_and_reopened(program, case):
    states = []
    for act in ("claim", "release", "claim", "resolve", "reopen"):
        answer = await program.post(
            f"/cases/{case.id}/{act}", json={} if act == "resolve" else None
        )
        states.append((answer.status_code, answer.json()["status"], answer.json()["held_by"]))
    assert states == [
        (200, "open", "agent"),
        (200, "open", "queue"),
        (200, "open", "agent"),
        (200, "resolved", "agent"),
        (200, "new", "queue"),
    ]


async def test_what_the_case_does_not_allow_is_a_problem(program, case):
    problem(await program.post(f"/cases/{case.id}/release"), 409, "not_possible")
    problem(await program.post(f"/cases/{case.id}/reopen/more"), 404, "not_found")


async def test_a_colleagues_case_is_his(desk, case):
    async with await desk.program("agent") as his:
        await held(his, case)
    async with await desk.program("agent") as his, await desk.program("lead") as hers:
        problem(await hers.post(f"/cases/{case.id}/resolve", json={}), 409, "not_yours")
        problem(await hers.post(f"/cases/{case.id}/replies", json={"text": "hi"}), 409, "not_yours")
        answer = await hers.post(f"/cases/{case.id}/assign", json={"agent": "lead"})
        assert answer.json()["agent"] == "lead"
        problem(await his.post(f"/cases/{case.id}/replies", json={"text": "hi"}), 409, "not_yours")


async def test_a_case_goes_only_to_somebody_who_is_there(desk, program, case):
    await desk.store.disable("viewer", NOON)
    for name in ("nobody", "viewer"):
        answer = await program.post(f"/cases/{case.id}/assign", json={"agent": name})
        assert problem(answer, 422, "invalid")["errors"][0]["where"] == "/agent"


@pytest.mark.parametrize(
    ("until", "status"),
    [
        (NOON + timedelta(days=1), 200),
        (NOON, 422),
        (NOON - timedelta(days=1), 422),
        (NOON + timedelta(days=400), 422),
        ("9999-12-31T23:59:59-23:00", 422),
        ("2026-01-02", 422),
        ("soon", 422),
    ],
    ids=str,
)
async def test_a_case_is_put_aside_until_a_moment_within_a_year(program, case, until, status):
    await held(program, case)
    text = until if isinstance(until, str) else until.isoformat()
    answer = await program.post(f"/cases/{case.id}/snooze", json={"until": text})
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["snoozed_until"] == "2026-01-02T12:00:00Z"


async def test_notes_and_tags_stay_in_the_desk(desk, program, case):
    assert (await program.post(f"/cases/{case.id}/notes", json={"text": "VIP"})).status_code == 201
    await program.post(f"/cases/{case.id}/tags", json={"tag": "API Keys"})
    file = (await program.get(f"/cases/{case.id}")).json()
    assert file["tags"] == ["api-keys"]
    assert [each["text"] for each in file["lines"] if each["kind"] == "note"] == ["VIP"]
    await program.delete(f"/cases/{case.id}/tags/api-keys")
    assert (await program.get(f"/cases/{case.id}")).json()["tags"] == []
    answer = await program.post(f"/cases/{case.id}/tags", json={"tag": "!!"})
    assert problem(answer, 422, "invalid")["errors"][0]["where"] == "/tag"


async def test_a_message_is_corrected(desk, program, case):
    (message,) = (await program.get(f"/cases/{case.id}/messages")).json()["items"]
    said = {"intent": "kyc", "urgency": "P1", "sentiment": "neutral", "scam": False}
    body = {"message": message["id"], **said}
    assert (await program.post(f"/cases/{case.id}/corrections", json=body)).status_code == 200
    (message,) = (await program.get(f"/cases/{case.id}/messages")).json()["items"]
    assert (message["correction"]["intent"], message["correction"]["by"]) == ("kyc", "admin")
    for wrong in ({"message": "m_" + "0" * 24}, {"intent": "nonsense"}):
        answer = await program.post(f"/cases/{case.id}/corrections", json=body | wrong)
        problem(answer, 422, "invalid")


async def test_a_reply_leaves_through_the_outbox_in_the_owners_name(desk, program, case):
    await held(program, case)
    answer = await program.post(f"/cases/{case.id}/replies", json={"text": "It is on its way."})
    assert answer.status_code == 202
    assert answer.json()["case"]["status"] == "waiting_user"
    (row,) = await desk.store.due(["replay"], after(60), limit=5)
    assert (row.text, row.by, row.reply_to) == ("It is on its way.", "admin", "1")


@pytest.mark.parametrize(
    "text", ["Tell me your password", "the key is {amount}"], ids=["lint", "variable"]
)
async def test_what_the_lint_stops_does_not_leave(desk, program, case, text):
    await held(program, case)
    answer = await program.post(f"/cases/{case.id}/replies", json={"text": text})
    assert problem(answer, 422, "unsafe_text")["errors"][0]["where"] == "/text"
    assert list(await desk.store.due(["replay"], after(60), limit=5)) == []


async def test_a_draft_is_laid_into_the_owners_composer_and_nobody_elses(desk, program, case):
    path = f"/cases/{case.id}/draft"
    problem(await program.get(path), 404, "not_found")
    kept = await program.put(path, json={"text": "Hello Ann"})
    assert (kept.status_code, kept.json()["counter"]) == (200, 1)
    assert (await program.get(path)).json()["text"] == "Hello Ann"
    answer = await program.put(path, json={"text": "something else", "counter": 0})
    problem(answer, 412, "changed")
    async with await desk.program("lead") as other:
        problem(await other.get(path), 404, "not_found")
    assert list(await desk.store.due(["replay"], after(60), limit=5)) == []


async def test_a_change_needs_the_version_that_was_read(program, case):
    tag = (await program.get(f"/cases/{case.id}")).headers["etag"]
    await program.post(f"/cases/{case.id}/claim", headers={"If-Match": f'"x", {tag}'})
    stale = {"If-Match": tag}
    problem(await program.post(f"/cases/{case.id}/release", headers=stale), 412, "changed")
    answer = await program.post(f"/cases/{case.id}/replies", json={"text": "hi"}, headers=stale)
    problem(answer, 412, "changed")
    fresh = {"If-Match": (await program.get(f"/cases/{case.id}")).headers["etag"]}
    answer = await program.post(f"/cases/{case.id}/release", headers=fresh)
    assert answer.headers["etag"] != fresh["If-Match"]


async def test_the_same_key_does_the_same_thing_once(desk, program, case):
    key = {"Idempotency-Key": "note-1"}
    first = await program.post(f"/cases/{case.id}/notes", json={"text": "once"}, headers=key)
    again = await program.post(f"/cases/{case.id}/notes", json={"text": "once"}, headers=key)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers["idempotent-replayed"] == "true"
    assert again.headers["etag"] == first.headers["etag"]
    lines = (await program.get(f"/cases/{case.id}")).json()["lines"]
    assert [each["kind"] for each in lines].count("note") == 1
    other = await program.post(f"/cases/{case.id}/notes", json={"text": "two"}, headers=key)
    problem(other, 422, "key_reused")
    async with await desk.program() as stranger:
        fresh = await stranger.post(f"/cases/{case.id}/notes", json={"text": "two"}, headers=key)
        assert fresh.status_code == 201


async def test_a_key_whose_request_failed_may_be_used_again(program, case):
    key = {"Idempotency-Key": "k"}
    problem(await program.post(f"/cases/{case.id}/release", headers=key), 409, "not_possible")
    await held(program, case)
    assert (await program.post(f"/cases/{case.id}/release", headers=key)).status_code == 200


async def test_a_key_whose_request_still_runs_has_to_wait(desk, program, case):
    from core.once import Turn

    async def busy(_):
        return Turn.WAIT, None

    desk.store.begin_once = busy
    answer = await program.post(f"/cases/{case.id}/claim", headers={"Idempotency-Key": "k"})
    problem(answer, 409, "request_running")


@pytest.mark.parametrize("key", ["", "x" * 129, "a b"])
async def test_a_key_that_is_none_is_told(program, case, key):
    answer = await program.post(f"/cases/{case.id}/claim", headers={"Idempotency-Key": key})
    problem(answer, 422, "invalid")


async def test_a_text_is_thought_about_without_its_secrets(desk, program):
    answer = await program.post("/triage", json={"text": "my password is hunter22"})
    thought = answer.json()
    assert "hunter22" not in answer.text
    assert (thought["secrets"], thought["verdict"]["intent"]) == (["password"], "fees")
    desk.thinker.broken = True
    problem(await program.post("/triage", json={"text": "hello"}), 503, "no_triage")


async def test_incidents_are_read(desk, program):
    from core.incidents.incident import Incident, Source
    from core.incidents.ports import Announcement
    from core.incidents.watch import decision

    incident = Incident(
        id="i1", title="Withdrawals wait", source=Source.PERSON, topics=("withdrawal",),
        opened_at=NOON, updated_at=NOON, since=NOON,
    )  # fmt: skip
    trace = decision(incident, "open", ("x", "mira"), NOON)
    await desk.store.announce(Announcement(incident=incident, trace=trace))
    (found,) = (await program.get("/incidents")).json()["items"]
    assert (found["id"], found["phase"], found["asked"]) == ("i1", "suspected", 0)
    assert (await program.get("/incidents/i1")).json() == found
    problem(await program.get("/incidents/i2"), 404, "not_found")


async def test_how_the_desk_is_doing(program):
    told = (await program.get("/health")).json()
    assert [each["state"] for each in told["platforms"]] == ["listening"]
    assert [each["name"] for each in told["parts"]] == ["encoder"]
