"""What an attack leads to: the victim is warned, the attacker stopped, moderators told. Pure.

Every act is explained by findings; what cannot be undone needs two independent signals. In a dry
run nothing is done to anybody, and the moderators read what would be.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.actions import Ignore, Kind, Outgoing, Protect, Purpose
from core.cards import card
from core.hold import held, report
from core.house import House
from core.ports import Judged
from core.protection import (
    Asker,
    Attack,
    Guarding,
    ScamStatus,
    Seen,
    Surroundings,
    scam_id,
)
from core.tables.protect import ProtectTable
from core.triage.campaign import CAMPAIGN
from core.types import Finding, Message, RiskLevel, Stance
from core.warn import Warned, warn

NOTHING_KNOWN = Surroundings()
# Acts that nobody can take back: they need two signals that do not depend on each other.
IRREVERSIBLE = frozenset({Kind.DELETE, Kind.BAN})
# From which score on a finding counts as a signal of its own.
STRONG = 0.5
# Which signals see different things; all that is not named here sees words.
_FAMILIES = {
    "impersonator": "who",
    "lookalike_mention": "who",
    "newcomer": "who",
    "phishing_link": "link",
    CAMPAIGN: "campaign",
    "reply_latency": "place",
}
WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shield:
    """Everything that one turn sets going for protection."""

    rows: tuple[Outgoing, ...] = ()
    guarding: Guarding = field(default_factory=Guarding)


def protect(
    judged: Sequence[Judged],
    around: Mapping[str, Surroundings],
    stage: tuple[House, datetime],
    case_id: str = "",
) -> Shield:
    """Warnings, acts and reports for a turn's attacks; and who may become a victim of the next."""
    house, now = stage
    rows: list[Outgoing] = []
    attacks: list[Attack] = []
    warned: list[Warned] = []
    for each in judged:
        known = around.get(each.message.key, NOTHING_KNOWN)
        taken = _uncovered(each.message, house, now) if each.message.secrets else []
        rows += taken
        if not attacked(each) and not _cleared(known):
            rows += _kept_back(each.message, stage, taken)
        elif attacked(each):
            warnings, acts = _warned(each, known, stage), _acts(each, known, stage)
            attack = _attack(each, acts, warnings, (house, known))
            told = card(attack, known, house, now)
            rows += [*warnings.rows, *([] if attack.dry_run else acts), *told]
            attacks.append(attack)
            warned.append(warnings)
    guarding = Guarding(
        askers=tuple(filter(None, (_asker(each, case_id) for each in judged))),
        alarms=tuple(alarm for each in warned for alarm in each.alarms),
        seen=tuple(
            _seen(each, around[each.message.key])
            for each in judged
            if each.message.key in around and not _ours(each.message, house)
        ),
        attacks=tuple(attacks),
    )
    return Shield(rows=tuple(rows), guarding=guarding)


def attacked(judged: Judged) -> bool:
    """Whether the desk decided to protect somebody from this author."""
    return any(isinstance(action, Protect) for action in judged.actions)


def independent(findings: Collection[Finding]) -> int:
    """How many kinds of evidence speak strongly of an attempt: words, who, link, campaign."""
    strong = [each for each in findings if each.stance is Stance.ATTEMPT and each.score >= STRONG]
    return len({_FAMILIES.get(each.signal, WORDS) for each in strong})


def _warned(judged: Judged, known: Surroundings, stage: tuple[House, datetime]) -> Warned:
    rules = stage[0].protect.on(judged.message.platform)
    if not rules.warn or rules.mode == "off":
        return Warned()
    return warn(judged.message, judged.verdict.risk.kinds, known.askers, stage)


def _acts(judged: Judged, known: Surroundings, stage: tuple[House, datetime]) -> list[Outgoing]:
    """What the policy allows at this level, on this platform, with this much evidence."""
    house, now = stage
    message, rules = judged.message, house.protect.on(judged.message.platform)
    if rules.mode == "off" or _cleared(known) or not message.scene:
        return []
    wanted = [Kind(each) for each in _listed(judged, rules)]
    sure = independent(judged.verdict.findings) >= 2
    able = house.capabilities[message.platform].alone
    kinds = [kind for kind in wanted if kind in able and (sure or kind not in IRREVERSIBLE)]
    return [act(kind, message, now) for kind in kinds]


def _cleared(known: Surroundings) -> bool:
    """Whether a moderator said that the author is no attacker."""
    return known.scam is not None and known.scam.status is ScamStatus.DISMISSED


def _listed(judged: Judged, rules: ProtectTable) -> Sequence[str]:
    return rules.alert if judged.verdict.risk.level is RiskLevel.ALERT else rules.review


def act(kind: Kind, message: Message, now: datetime) -> Outgoing:
    """One act on a message or on its author; the same one is never queued twice."""
    on_message = kind in (Kind.DELETE, Kind.SHOW)
    return Outgoing(
        key=f"{message.key}:{kind.value}",
        platform=message.platform,
        account=message.account,
        conversation=message.conversation,
        address=message.address,
        due_at=now,
        kind=kind,
        purpose=Purpose.ACT,
        target=message.id if on_message else message.author.id,
    )


def _uncovered(message: Message, house: House, now: datetime) -> list[Outgoing]:
    """A secret that others can read is taken away where the platform allows it."""
    wanted = message.scene and house.protect.on(message.platform).remove_secrets
    able = wanted and Kind.DELETE in house.capabilities[message.platform].alone
    return [act(Kind.DELETE, message, now)] if able else []


def _kept_back(
    message: Message, stage: tuple[House, datetime], taken: Sequence[Outgoing]
) -> list[Outgoing]:
    """A newcomer's link before moderators' eyes, and away from all others if it is not already."""
    house, now = stage
    room = house.room(message.platform)
    if room is None or not held(message, house, now):
        return []
    acts = house.protect.on(message.platform).mode == "on" and not taken
    gone = [replace(act(Kind.DELETE, message, now), key=f"{message.key}:hold")] if acts else []
    return [*gone, report(message, room, stage, gone=bool(gone or taken))]


def _attack(
    judged: Judged, acts: Sequence[Outgoing], warned: Warned, seen: tuple[House, Surroundings]
) -> Attack:
    house, known = seen
    message, rules = judged.message, house.protect.on(judged.message.platform)
    return Attack(
        scam_id=scam_id(message.platform, message.author.id),
        message=message,
        verdict=judged.verdict,
        traces=known.traces,
        dry_run=rules.mode != "on",
        would=tuple(each.kind.value for each in acts),
        warned=tuple(row.key for row in warned.rows),
    )


def _ours(message: Message, house: House) -> bool:
    """Moderators who show each other what an attacker wrote leave no traces of his."""
    author = message.author
    return author.is_moderator or house.identities.is_real(message.platform, author)


def _seen(judged: Judged, known: Surroundings) -> Seen:
    message = judged.message
    return Seen(
        message_key=message.key,
        platform=message.platform,
        scene=message.scene,
        author_id=message.author.id,
        at=message.received_at,
        traces=known.traces,
        scam=attacked(judged),
    )


def _asker(judged: Judged, case_id: str) -> Asker | None:
    """Somebody whom fake helpers may answer from now on."""
    message = judged.message
    idle = all(isinstance(action, Ignore) for action in judged.actions)
    if not (message.scene and message.addressed) or idle or attacked(judged):
        return None
    return Asker(
        scene=message.scene,
        conversation=message.conversation,
        platform=message.platform,
        account=message.account,
        address=message.address,
        author_id=message.author.id,
        author_name=message.author.name or message.author.handle,
        message_id=message.id,
        asked_at=message.sent_at,
        language=judged.verdict.labels.language,
        case_id=case_id,
    )
