"""How each platform is put on a stage for the contract: its simulated server, and Ann."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import asynccontextmanager
from types import MappingProxyType

import bots
from sandbox.discord import DiscordSandbox
from sandbox.telegram import TelegramSandbox
from sandbox.twitter import TwitterSandbox


class Stage:
    """What the contract asks of a platform; built by settings alone, as an operator would."""

    name = ""
    sandbox_class: type
    # A wrong value of the right form, by the name of the credential.
    wrong: Mapping[str, str] = MappingProxyType({})

    def __init__(self, sandbox) -> None:
        self.sandbox = sandbox
        self.settle()

    @classmethod
    @asynccontextmanager
    async def open(cls):
        async with cls.sandbox_class() as sandbox:
            yield cls(sandbox)

    def adapter(self, *, refused: bool = False):
        held = self.credentials() | (dict(self.wrong) if refused else {})
        prefix = f"SKERRY_{self.name.upper()}_"
        return bots.build(
            self.name, self.table(), {f"{prefix}{key}": value for key, value in held.items()}
        )


class OnTelegram(Stage):
    name, sandbox_class = "telegram", TelegramSandbox
    wrong = MappingProxyType({"TOKEN": "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})

    def settle(self) -> None:
        self.ann = self.sandbox.world.add_user("Ann", id=501, reachable=True).id
        self.address = str(self.ann)

    def table(self):
        return {
            "base_url": self.sandbox.base_url,
            "base_file_url": self.sandbox.base_file_url,
            "poll_timeout_s": 1,
            "seconds_per_chat": 0,
            "typing": False,
            "commands": False,
        }

    def credentials(self):
        return {"TOKEN": self.sandbox.token}

    def write(self, text: str) -> None:
        self.sandbox.scene.say(self.ann, self.ann, text)

    def said(self) -> list[str]:
        return [post.text for post in self.sandbox.world.bot_posts(self.ann)]

    def close_door(self) -> None:
        self.sandbox.membership.block(self.ann)


class OnTwitter(Stage):
    name, sandbox_class = "twitter", TwitterSandbox
    wrong = MappingProxyType(
        {"ACCESS_TOKEN_SECRET": "no-such-secret", "BEARER_TOKEN": "no-such-bearer"}
    )

    def settle(self) -> None:
        self.ann = self.sandbox.control.create_user("Ann", "ann_w")["id"]
        self.address = f"dm/{self.ann}"
        # Reading messages is rationed to once a minute there, which is no matter of this contract.
        self.sandbox.control.limit("GET /2/dm_events", 10_000)

    def table(self):
        return {
            "base_url": self.sandbox.base_url,
            "mentions_every_s": 0.05,
            "messages_every_s": 0.05,
            "stream": False,
        }

    def credentials(self):
        return self.sandbox.credentials

    def write(self, text: str) -> None:
        self.sandbox.control.write(self.ann, text)

    def said(self) -> list[str]:
        return [each["text"] for each in self.sandbox.control.our_messages()]

    def close_door(self) -> None:
        self.sandbox.control.dms(self.ann, "closed")


class OnDiscord(Stage):
    name, sandbox_class = "discord", DiscordSandbox
    wrong = MappingProxyType(
        {"TOKEN": "MTEwMDAwMDAwMDAwMDAwMDAwMQ.WRONG0.wrongwrongwrongwrongwrongwrong"}
    )

    def settle(self) -> None:
        control = self.sandbox.control
        self.ann = int(control.create_user("ann", global_name="Ann")["id"])
        owner = int(control.create_user("owner")["id"])
        guild = int(control.create_guild("Nordex Official", owner)["id"])
        control.join(self.ann, guild)
        self.channel = int(control.dm(self.ann, "an old word")["channel_id"])
        self.address = f"dm/{self.ann}"

    def table(self):
        return {
            "api_base": self.sandbox.api_base,
            "gateway_url": self.sandbox.gateway_url,
            "identify_pause_s": 0,
            "guilds_quiet_s": 0.03,
            "private_threads": False,
        }

    def credentials(self):
        return {"TOKEN": self.sandbox.token}

    def write(self, text: str) -> None:
        self.sandbox.control.dm(self.ann, text)

    def said(self) -> list[str]:
        told = self.sandbox.control.messages(self.channel)
        return [each["content"] for each in told if int(each["author"]["id"]) != self.ann]

    def close_door(self) -> None:
        self.sandbox.control.set_user(self.ann, closed=True)


STAGES = (OnTelegram, OnTwitter, OnDiscord)
