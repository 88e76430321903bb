"""Rules that raise urgency: each says in words why. Nothing here lowers anything."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from core.triage.crisis import crisis
from core.triage.duration import longest_wait
from core.triage.polarity import denied
from core.triage.reading import Reading
from core.types import Finding, Stance, Urgency

_DAY = 24
_KEYS = frozenset({"seed_phrase", "private_key"})
_ACCESS = frozenset({"api_secret", "password", "one_time_code", "card_number"})
_TALKED_OF = frozenset({Stance.QUESTION, Stance.REPORT})
_PAID_FOR = frozenset(
    {"advance_fee", "secret_request", "wallet_validation", "recovery_service", "fake_moderator",
     "malicious_file", "off_platform_pivot", "claim_drainer", "giveaway", "job_task"}
)  # fmt: skip
_FUNDS = frozenset({"about.withdrawal", "about.deposit", "about.fiat"})


class Seen(NamedTuple):
    """What the rules look at."""

    reading: Reading
    findings: Collection[Finding]
    secrets: frozenset[str]


class Raised(NamedTuple):
    """A level a message must at least have, why in words, and the code of the rule."""

    level: Urgency
    reason: str
    rule: str


def rules(reading: Reading, findings: Collection[Finding], secrets: frozenset[str]) -> list[Raised]:
    """Every rule that applies, most urgent first. An attacker's own text raises nothing."""
    seen = Seen(reading, findings, secrets)
    if any(each.stance is Stance.ATTEMPT and each.kind != "abuse" for each in findings):
        applies = _ALWAYS
    else:
        applies = _ALWAYS + _FOR_USERS
    raised = [Raised(level, why, name) for level, name, rule in applies if (why := rule(seen))]
    return sorted(raised, key=lambda each: each.level)


def _crisis(seen: Seen) -> str:
    return crisis(seen.reading)


def _keys_posted(seen: Seen) -> str:
    kinds = seen.secrets & _KEYS
    if not kinds or any(each.kind == "seed_bait" for each in seen.findings):
        return ""
    return f"posted a {min(kinds).replace('_', ' ')}"


def _access_posted(seen: Seen) -> str:
    kinds = seen.secrets & _ACCESS
    return f"posted a {min(kinds).replace('_', ' ')}" if kinds else ""


def _not_mine(seen: Seen) -> str:
    """A withdrawal, transfer or order the author did not make."""
    reading = seen.reading
    if not {"not_me"} & reading.concepts or reading.concepts & {"warn", "hypothetical"}:
        return ""
    if not reading.concepts & {"about.withdrawal", "mine", "about.trading", "about.fiat", "hacked"}:
        return ""
    return f"money leaves without the owner: “{_quote(reading, 'not_me')}”"


def _hacked(seen: Seen) -> str:
    reading = seen.reading
    if "hacked" not in reading.concepts or reading.concepts & {"is_it_real", "figure"}:
        return ""
    owned = reading.concepts & {"mine", "plea"}
    return f"the account is in other hands: “{_quote(reading, 'hacked')}”" if owned else ""


def _gave_secret(seen: Seen) -> str:
    reading = seen.reading
    if "gave" not in reading.concepts:
        return ""
    for asset in ("seed", "key", "code", "password", "remote", "wallet"):
        pair = reading.pair("gave", asset, 6)
        if pair and not denied(reading, *pair) and "hypothetical" not in reading.concepts:
            return f"gave away what opens the account: “{reading.words(pair[1])}”"
    return ""


def _about_to_pay(seen: Seen) -> str:
    """Somebody talks to an attacker right now and has not paid yet."""
    if "pay_now" not in seen.reading.concepts:
        return ""
    talked = [
        each.kind for each in seen.findings if each.stance in _TALKED_OF and each.kind in _PAID_FOR
    ]
    fee = "fee_first" in seen.reading.concepts
    if not talked and not fee:
        return ""
    return f"may be about to pay or obey an attacker: “{_quote(seen.reading, 'pay_now')}”"


def _waits_too_long(seen: Seen) -> str:
    reading = seen.reading
    if not reading.concepts & _FUNDS or "hypothetical" in reading.concepts:
        return ""
    hours = longest_wait(reading.plain)
    if hours > _DAY or (hours == _DAY and "missing" in reading.concepts):
        return f"funds stuck for {hours} hours"
    return (
        f"funds stuck: “{_quote(reading, 'long_wait')}”" if "long_wait" in reading.concepts else ""
    )


def _deposit_missing(seen: Seen) -> str:
    reading = seen.reading
    if {"about.deposit", "missing"} <= reading.concepts:
        return f"deposit missing: “{_quote(reading, 'missing')}”"
    return ""


def _withdrawal_missing(seen: Seen) -> str:
    """Left the account and reached nobody."""
    reading = seen.reading
    if {"about.withdrawal", "missing"} <= reading.concepts and "plea" not in reading.concepts:
        return f"withdrawal not received: “{_quote(reading, 'missing')}”"
    return ""


def _locked_with_positions(seen: Seen) -> str:
    reading = seen.reading
    if {"locked", "position"} <= reading.concepts:
        return f"locked out with open positions: “{_quote(reading, 'position')}”"
    return ""


def _cannot_trade(seen: Seen) -> str:
    reading = seen.reading
    stopped = {"down", "position"} <= reading.concepts
    if stopped or {"down", "about.trading"} <= reading.concepts:
        return f"cannot trade: “{_quote(reading, 'down')}”"
    return ""


def _law(seen: Seen) -> str:
    reading = seen.reading
    if "law" not in reading.concepts or reading.concepts & {"figure"}:
        return ""
    return f"names a lawyer, the police or a regulator: “{_quote(reading, 'law')}”"


def _quote(reading: Reading, concept: str) -> str:
    return reading.words(reading.of(concept)[0])


_Rules = tuple[tuple[Urgency, str, Callable[[Seen], str]], ...]
_ALWAYS: _Rules = (
    (Urgency.P0, "crisis", _crisis),
    (Urgency.P0, "keys_posted", _keys_posted),
)
_FOR_USERS: _Rules = (
    (Urgency.P0, "not_mine", _not_mine),
    (Urgency.P0, "hacked", _hacked),
    (Urgency.P0, "gave_secret", _gave_secret),
    (Urgency.P0, "about_to_pay", _about_to_pay),
    (Urgency.P1, "access_posted", _access_posted),
    (Urgency.P1, "waits_too_long", _waits_too_long),
    (Urgency.P1, "deposit_missing", _deposit_missing),
    (Urgency.P1, "withdrawal_missing", _withdrawal_missing),
    (Urgency.P1, "locked_with_positions", _locked_with_positions),
    (Urgency.P1, "cannot_trade", _cannot_trade),
    (Urgency.P1, "law", _law),
)
RULES = tuple(name for _, name, _ in _ALWAYS + _FOR_USERS)
