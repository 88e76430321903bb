"""How the bench puts each simulated platform on a stage."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import httpx


class Stage:
    """A simulated server and the people who write to it; `addresses` is what it printed."""

    name = ""

    def __init__(self, addresses: Mapping[str, Any], client: httpx.AsyncClient) -> None:
        self.addresses, self.client = addresses, client

    async def control(self, verb: str, **parameters: Any) -> Any:
        """One of the server's control verbs."""
        url = f"{self.addresses['control_url'].rstrip('/')}/{verb}"
        answer = await self.client.post(url, json=parameters)
        answer.raise_for_status()
        return answer.json()

    async def settle(self) -> None:
        """Whatever has to be there before anybody can write."""

    async def load(self, rate: float, seconds: float, people: int) -> int:
        """Write so many messages a second; how many were written."""
        told = await self.control("load", rate=rate, seconds=seconds, **self.crowd(people))
        return int(told["sent"])

    def crowd(self, people: int) -> dict[str, Any]:
        """How this server wants to be told of the people."""
        return {"conversations": people, "wait": True}

    async def heartbeats(self) -> list[float]:
        """When the client's heartbeats came, on its latest connection; none without a gateway."""
        return []

    def table(self) -> dict[str, Any]:
        """`[bots.<name>]`."""
        raise NotImplementedError

    def secrets(self) -> dict[str, str]:
        """Credentials by the names of the environment."""
        raise NotImplementedError

    def toml(self) -> str:
        """The table as a line of settings.toml each."""
        lines = [f"{key} = {json.dumps(value)}" for key, value in self.table().items()]
        return "\n".join([f"[bots.{self.name}]", *lines])


class OnTelegram(Stage):
    """Private chats, by long polling."""

    name = "telegram"

    def table(self) -> dict[str, Any]:
        names = ("base_url", "base_file_url")
        return {name: self.addresses[name] for name in names} | {"typing": False}

    def secrets(self) -> dict[str, str]:
        return {"SKERRY_TELEGRAM_TOKEN": self.addresses["token"]}


class OnTwitter(Stage):
    """Mentions, by stream and by polling; the server's reading limits are lifted."""

    name = "twitter"

    async def settle(self) -> None:
        for route in ("GET /2/users/{id}/mentions", "GET /2/dm_events"):
            await self.control("limit", route=route, most=1_000_000)

    def crowd(self, people: int) -> dict[str, Any]:
        return {"people": people}

    def table(self) -> dict[str, Any]:
        return {"base_url": self.addresses["base_url"], "mentions_every_s": 1}

    def secrets(self) -> dict[str, str]:
        held = self.addresses["credentials"]
        return {f"SKERRY_TWITTER_{name}": value for name, value in held.items()}


class OnDiscord(Stage):
    """Private messages, by the gateway."""

    name = "discord"

    async def settle(self) -> None:
        await self.control("settings", heartbeat_seconds=1.0)
        owner = int((await self.control("create_user", username="owner"))["id"])
        made = await self.control("create_guild", name="Nordex Official", owner=owner)
        self.guild = int(made["id"])

    def crowd(self, people: int) -> dict[str, Any]:
        return {"conversations": people, "wait": True, "guild": self.guild}

    def table(self) -> dict[str, Any]:
        return {name: self.addresses[name] for name in ("api_base", "gateway_url")}

    def secrets(self) -> dict[str, str]:
        return {"SKERRY_DISCORD_TOKEN": self.addresses["token"]}

    async def heartbeats(self) -> list[float]:
        connections = await self.control("connections")
        return [float(each) for each in connections[-1]["heartbeats"]]


PLATFORMS: dict[str, type[Stage]] = {each.name: each for each in (OnTelegram, OnTwitter, OnDiscord)}
