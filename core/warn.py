"""Whom to warn of an attack, where, and in which words. Pure.

One warning a question in public, one an attacker in private; where a platform lets a bot speak
only once and the user cannot be written to, a person is asked to do it, with the words prepared.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from core.actions import Outgoing, Purpose
from core.house import House
from core.protection import Alarm, Asker, scam_id
from core.types import Leg, Message

# Attacks on whoever has just asked for help; the others are aimed at everybody.
AIMED = frozenset({
    "secret_request", "off_platform_pivot", "wallet_validation", "recovery_service", "advance_fee",
    "fake_moderator", "malicious_file", "lookalike_mention", "phishing_link", "impersonator",
    "claim_drainer",
})  # fmt: skip
# People who asked in the same place; more would be noise to all others.
MOST = 2
PUBLIC_WORDS, PRIVATE_WORDS = "warn_public", "warn_private"


@dataclass(frozen=True, slots=True)
class Warned:
    """The warnings of one attack: rows to send, and people to be asked."""

    rows: tuple[Outgoing, ...] = ()
    alarms: tuple[Alarm, ...] = ()


def warn(
    message: Message,
    kinds: Collection[str],
    askers: Collection[Asker],
    stage: tuple[House, datetime],
) -> Warned:
    """Everything that protects the people near an attack; nothing where nobody asked us."""
    house, now = stage
    rows: list[Outgoing] = []
    alarms: list[Alarm] = []
    for asker in victims(message, kinds, askers):
        row = _warning(message, asker, house, now)
        if row:
            rows.append(row)
        else:
            alarms.append(_alarm(message, asker, house))
    return Warned(tuple(rows), tuple(alarms))


def victims(message: Message, kinds: Collection[str], askers: Collection[Asker]) -> list[Asker]:
    """Whoever was answered; else, when helpers pose, those who asked last in the same place."""
    answered = [each for each in askers if each.message_id == message.reply_to]
    if answered:
        return answered[:MOST]
    return list(askers)[:MOST] if AIMED & set(kinds) else []


def _warning(message: Message, asker: Asker, house: House, now: datetime) -> Outgoing | None:
    """The row, by the best way that the platform allows; None when a person has to do it."""
    in_public = Outgoing(
        key=f"warn:{asker.conversation}:{asker.message_id}",
        platform=asker.platform,
        account=asker.account,
        conversation=asker.conversation,
        address=asker.address,
        due_at=now,
        purpose=Purpose.WARNING,
        markdown=True,
        reply_to=asker.message_id,
        text=house.library.phrase(PUBLIC_WORDS, asker.language),
    )
    if house.capabilities[message.platform].second_reply:
        return in_public
    if asker.private_address:
        return replace(
            in_public,
            key=f"warn:{asker.conversation}:{scam_id(message.platform, message.author.id)}",
            address=asker.private_address,
            leg=Leg.PRIVATE,
            reply_to=None,
            text=house.library.phrase(PRIVATE_WORDS, asker.language),
        )
    if message.addressed:  # the attacker called us himself: that is a question of its own
        return replace(
            in_public,
            conversation=message.conversation,
            address=message.address,
            reply_to=message.id,
        )
    return None


def _alarm(message: Message, asker: Asker, house: House) -> Alarm:
    return Alarm(
        key=f"alarm:{asker.conversation}:{scam_id(message.platform, message.author.id)}",
        conversation=asker.conversation,
        reason="somebody who imitates us answers this user: warn him, the words are prepared",
        draft=house.library.phrase(PUBLIC_WORDS, asker.language),
    )
