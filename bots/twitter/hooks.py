"""Where X delivers to, and what: our webhook's registration and subscriptions, kept as wanted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from bots.twitter.client import XClient
from bots.twitter.convert import Known
from bots.twitter.events import MENTIONED, REPLIED, WRITTEN
from bots.twitter.merge import Put
from core.errors import Rejected

log = logging.getLogger(__name__)

HOOKS, SUBSCRIPTIONS = "/2/webhooks", "/2/activity/subscriptions"
# Deletions are told per author only: what we keep is looked up again instead.
WANTED = (MENTIONED, REPLIED, WRITTEN)
# X challenges hourly; so often we look whether it still trusts the address.
LOOK_EVERY_S, NOT_YET_S = 3600.0, 0.2
REFUSED = "webhooks: X did not take the subscription to %s: %s"


class Registration:
    """Keeps our public address known to X, and the events that we read subscribed to."""

    name = "webhook registration"

    def __init__(
        self,
        client: XClient,
        known: Callable[[], Known],
        public_url: str,
        is_up: Callable[[], bool],
    ) -> None:
        self._client, self._known, self._url, self._is_up = client, known, public_url, is_up

    async def round(self, put: Put) -> float:  # noqa: ARG002  # a source that brings nothing
        """Compare and complete; X challenges the address while we ask."""
        if not self._is_up():
            return NOT_YET_S
        hook = await self._hook()
        present = {
            each.get("event_type")
            for each in await self._listed(SUBSCRIPTIONS)
            if each.get("webhook_id") == hook and _user(each) == self._known().me
        }
        for event in WANTED:
            if event not in present:
                await self._subscribe(event, hook)
        return LOOK_EVERY_S

    async def _hook(self) -> str:
        """The id of our address, registered and trusted."""
        for each in await self._listed(HOOKS):
            if each.get("url") == self._url:
                if not each.get("valid"):
                    await self._client.request("PUT", f"{HOOKS}/{each['id']}")
                return str(each["id"])
        answer = await self._client.request("POST", HOOKS, json={"url": self._url})
        made = await answer.json()
        return str(made.get("id") or made.get("data", {}).get("id"))

    async def _subscribe(self, event: str, hook: str) -> None:
        """Events about private things need the account's own consent: its user context."""
        wish = {
            "event_type": event,
            "filter": {"user_id": self._known().me},
            "webhook_id": hook,
            "tag": "skerry",
        }
        try:
            await self._client.request("POST", SUBSCRIPTIONS, json=wish, user_auth=True)
        except Rejected as error:
            log.error(REFUSED, event, error)

    async def _listed(self, route: str) -> list[dict[str, Any]]:
        data = (await (await self._client.request("GET", route)).json()).get("data")
        return [each for each in data if isinstance(each, dict)] if isinstance(data, list) else []


def _user(subscription: dict[str, Any]) -> str:
    wanted = subscription.get("filter")
    return str(wanted.get("user_id")) if isinstance(wanted, dict) else ""
