"""The card that moderators read and press: who did what, why we think so, what to do. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from core.actions import Button, Kind, Outgoing, Purpose
from core.commands import MOD
from core.house import House, Room
from core.protection import Attack, ScamCase, Surroundings
from core.scams import Ruling, ScamFile, Verb
from core.types import Message, RiskLevel
from core.unseen import visible

MOST_REASONS, LONGEST_QUOTE = 5, 300
# In the order in which they stand on the card; those that act on people are marked.
_PRESSES = (
    (Verb.DELETE, Kind.DELETE),
    (Verb.RESTRICT, Kind.RESTRICT),
    (Verb.BAN, Kind.BAN),
)
_DANGER = frozenset({Verb.BAN})
_MARKS = re.compile(r"[\\`*_\[\]()~|<>#]")


def card(attack: Attack, known: Surroundings, house: House, now: datetime) -> list[Outgoing]:
    """The report to the moderators' room: once an attacker, again when it becomes an alert."""
    room, level = house.room(attack.message.platform), attack.verdict.risk.level
    before = known.scam.level if known.scam else RiskLevel.NONE
    worse = level is RiskLevel.ALERT and before is not RiskLevel.ALERT
    if room is None or (known.scam is not None and not worse):
        return []
    return [
        Outgoing(
            key=f"card:{attack.scam_id}:{level.value}",
            platform=room.platform,
            account=room.account,
            conversation=f"room:{room.platform}:{room.address}",
            address=room.address,
            due_at=now,
            purpose=Purpose.REPORT,
            text=_text(attack, house, room),
            markdown=True,
            buttons=presses(attack.scam_id, attack.message, house, room.language),
        )
    ]


def ruled_card(file: ScamFile, ruling: Ruling, message: Message, house: House) -> Outgoing:
    """The card after a press: who decided what, and what can still be done or taken back."""
    room = house.rooms.get(message.platform)
    language = room.language if room else "en"
    said, scam = house.library.phrase, file.scam
    verb, at = said(f"mod_{ruling.verb.value}", language), f"{ruling.at:%H:%M} UTC"
    who = harmless(f"{scam.name} @{scam.handle}".strip())
    words = [each.text for each in file.events if each.kind == "message"]
    lines = [
        f"**{said('mod_ruled', language, verb=verb, by=ruling.by_name, at=at)}**",
        said("mod_who", language, who=who, id=scam.author_id, platform=scam.platform),
        f"> {harmless(words[-1])}" if words else "",
        said("mod_case", language, id=scam.id),
    ]
    return Outgoing(
        key=f"ruled:{scam.id}:{scam.version}:{ruling.verb.value}",
        platform=message.platform,
        account=message.account,
        conversation=f"room:{message.platform}:{message.address}",
        address=message.address,
        due_at=ruling.at,
        purpose=Purpose.REPORT,
        text="\n".join(filter(None, lines)),
        markdown=True,
        replaces=message.reply_to,
        buttons=_still(scam, ruling.verb, house, language),
    )


def _still(scam: ScamCase, done: Verb, house: House, language: str) -> tuple[Button, ...]:
    """What is left to press once something was decided."""
    able = house.capabilities[scam.platform].acts
    verbs = [verb for verb, kind in _PRESSES if kind in able and verb is not done]
    if Kind.LIFT in able and done in (Verb.RESTRICT, Verb.BAN):
        verbs.append(Verb.LIFT)
    if done is Verb.NOT_SCAM:
        verbs = []
    rest = [each for each in (Verb.SCAM, Verb.NOT_SCAM) if each is not done]
    return tuple(_button(verb, scam.id, house, language) for verb in (*verbs, *rest))


def _button(verb: Verb, scam: str, house: House, language: str) -> Button:
    label = house.library.phrase(f"mod_{verb.value}", language)
    return Button(label=label, data=f"{MOD} {verb.value} {scam}", danger=verb in _DANGER)


def presses(scam: str, message: Message, house: House, language: str) -> tuple[Button, ...]:
    """What a moderator may press for an attack on its platform."""
    able = house.capabilities[message.platform].acts
    verbs = [verb for verb, kind in _PRESSES if kind in able]
    verbs = [*verbs, Verb.NOT_SCAM, Verb.TAKE]
    return tuple(_button(verb, scam, house, language) for verb in verbs)


def _text(attack: Attack, house: House, room: Room) -> str:
    """Plain lines; what the attacker wrote is quoted so that nothing in it can be pressed."""
    said = house.library.phrase
    message, risk = attack.message, attack.verdict.risk
    kinds = ", ".join(kind.replace("_", " ") for kind in risk.kinds)
    head = said(f"mod_{risk.level.value}", room.language, score=f"{risk.score:.2f}")
    lines = [
        f"**{head}** {kinds}",
        said(
            "mod_who",
            room.language,
            who=harmless(f"{message.author.name} @{message.author.handle}".strip()),
            id=message.author.id,
            platform=message.platform,
        ),
        f"> {harmless(message.text)}",
        *(f"- {harmless(reason)}" for reason in _reasons(attack)),
        _done(attack, house, room),
        said("mod_case", room.language, id=attack.scam_id),
    ]
    return "\n".join(filter(None, lines))


def _reasons(attack: Attack) -> Iterable[str]:
    ranked = sorted(attack.verdict.findings, key=lambda each: -each.score)
    return [f"{each.reason} ({each.score:.2f})" for each in ranked[:MOST_REASONS]]


def _done(attack: Attack, house: House, room: Room) -> str:
    said, acts = house.library.phrase, ", ".join(attack.would)
    lines = []
    if acts:
        lines.append(said("mod_would" if attack.dry_run else "mod_did", room.language, acts=acts))
    if attack.warned:
        lines.append(said("mod_warned", room.language, count=str(len(attack.warned))))
    return "\n".join(lines)


def harmless(text: str) -> str:
    """One line in which no link, mention or mark of a hostile text works."""
    line = " ".join(visible(text).split())
    line = line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}…"
    return _MARKS.sub(r"\\\g<0>", line).replace("@", "@\u2060")
