"""Webhooks as programs look after them."""

from __future__ import annotations

import pytest

from core.webhooks.kinds import Event, Grip, Happening, News
from tests.console.api.test_door import problem
from tests.contract.store_kit import after

pytestmark = pytest.mark.anyio
URL = "https://hooks.nordex.example/in"
NEW = {"url": URL, "events": ["case.opened"]}


async def made(program) -> dict:
    answer = await program.post("/webhooks", json=NEW)
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/webhooks/{answer.json()['id']}"
    return answer.json()


async def test_a_webhook_shows_its_secret_once(program):
    new = await made(program)
    assert new["secret"].startswith("whsec_")
    for path in ("/webhooks", f"/webhooks/{new['id']}"):
        assert new["secret"] not in (await program.get(path)).text
    turned = (await program.post(f"/webhooks/{new['id']}/rotate")).json()
    assert turned["secret"] not in ("", new["secret"])
    assert turned["old_secret_until"]


async def test_a_webhook_is_changed_under_its_version_and_dropped(program):
    path = f"/webhooks/{(await made(program))['id']}"
    tag = (await program.get(path)).headers["etag"]
    answer = await program.patch(path, json={"on": False}, headers={"If-Match": tag})
    assert answer.json()["off_why"] == "by_hand"
    stale = await program.patch(path, json={"on": True}, headers={"If-Match": tag})
    problem(stale, 412, "changed")
    answer = await program.patch(
        path, json={"on": True, "url": f"{URL}2", "events": ["rating.given"]}
    )
    assert (answer.json()["off_why"], answer.json()["url"]) == ("", f"{URL}2")
    assert answer.json()["events"] == ["rating.given"]
    problem(await program.delete(path, headers={"If-Match": tag}), 412, "changed")
    assert (await program.delete(path)).status_code == 204
    problem(await program.delete(path), 404, "not_found")
    problem(await program.get(path), 404, "not_found")


@pytest.mark.parametrize(
    "url", ["http://hooks.nordex.example", "https://127.0.0.1/", "https://169.254.169.254/", "x"]
)
async def test_a_webhook_goes_nowhere_inside(program, url):
    answer = await program.post("/webhooks", json=NEW | {"url": url})
    assert problem(answer, 422, "invalid")["errors"][0]["where"] == "/url"
    path = f"/webhooks/{(await made(program))['id']}"
    problem(await program.patch(path, json={"url": url}), 422, "invalid")


async def test_there_is_an_end_to_webhooks(desk, program):
    from console.api import webhooks

    for _ in range(webhooks.MOST):
        await made(program)
    problem(await program.post("/webhooks", json=NEW), 409, "not_possible")


async def test_of_two_who_change_a_webhook_at_once_one_hears_of_it(desk, program):
    path = f"/webhooks/{(await made(program))['id']}"

    async def lost(*_):
        return False

    desk.store.put_webhook = desk.store.drop_webhook = lost
    problem(await program.patch(path, json={"on": False}), 412, "changed")
    problem(await program.delete(path), 404, "not_found")


async def test_deliveries_are_read_page_by_page_and_made_again(desk, program):
    identity = (await made(program))["id"]
    happenings = tuple(
        Happening(id=f"evt_{n}", event=Event.CASE_OPENED, lane=str(n), body="{}", at=after(0))
        for n in range(3)
    )
    await desk.store.tell_webhooks(News(cursor="x", mark=1, at=after(0), happenings=happenings))
    path = f"/webhooks/{identity}/deliveries"
    first = (await program.get(path, params={"limit": 2})).json()
    rest = (await program.get(path, params={"limit": 2, "after": first["next"]})).json()
    assert [each["event_id"] for each in first["items"] + rest["items"]] == [
        "evt_2",
        "evt_1",
        "evt_0",
    ]
    problem(await program.get(path, params={"after": "YWJj"}), 422, "invalid")
    problem(await program.post(f"{path}/1/replay"), 404, "not_found")
    from core.webhooks.kinds import Fate, Sending

    grip = Grip(now=after(1), limit=9, lease_s=1)
    for each in await desk.store.due_deliveries(grip):
        fate = Fate(number=each.number, state=Sending.SENT, at=after(2), answer=204)
        await desk.store.settle_delivery(fate)
    assert (await program.post(f"{path}/1/replay")).status_code == 202
    states = [each["state"] for each in (await program.get(path)).json()["items"]]
    assert states == ["sent", "sent", "pending"]
