"""A scam case as one agent sees it: what was done, what he may say, and what would follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from core.actions import Kind, Outgoing
from core.ports import Capabilities
from core.protection import ScamCase, ScamStatus
from core.scams import ScamEvent, ScamFile, Verb
from core.types import Platform

VERDICTS = {Verb.SCAM: ScamStatus.CONFIRMED, Verb.NOT_SCAM: ScamStatus.DISMISSED}
DECIDED = frozenset(VERDICTS.values())
ACTS = (Verb.DELETE, Verb.RESTRICT, Verb.BAN)
STRIKES = frozenset({Verb.RESTRICT.value, Verb.BAN.value})
# What may be said to many at once, in the order of the buttons.
BULK = (Verb.NOT_SCAM, Verb.SCAM, *ACTS, Verb.LIFT)
# Which act takes an act back, where the platform can do it.
BACK = {Kind.DELETE: Kind.SHOW, Kind.RESTRICT: Kind.LIFT, Kind.BAN: Kind.LIFT}
MOST_SIGNALS = 8
# Which kinds of findings see something else than words.
SEES = {
    "impersonator": "who",
    "lookalike_mention": "who",
    "newcomer": "who",
    "phishing_link": "link",
    "campaign": "campaign",
    "flood": "campaign",
    "victim": "place",
}
WORDS, CAMPAIGN = "words", "campaign"

Limits = Mapping[Platform, Capabilities]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """One row that would leave, and whether it can be taken back."""

    out: Outgoing
    final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What happens to one case if a verb is said; `seen` tells a form what its reader saw."""

    file: ScamFile
    verb: Verb
    consequences: tuple[Consequence, ...]
    seen: str

    @property
    def scam(self) -> ScamCase:
        return self.file.scam

    @property
    def reverses(self) -> bool:
        """Whether it takes back a verdict that somebody gave: that needs a reason."""
        return self.scam.status in DECIDED and VERDICTS.get(self.verb) not in {
            None,
            self.scam.status,
        }

    @property
    def signals(self) -> tuple[str, ...]:
        """What speaks against the author, each once, the strongest message first."""
        return signals(self.file)

    @property
    def witnesses(self) -> Mapping[str, tuple[str, ...]]:
        """The findings by what they look at: those of different groups are independent."""
        found: dict[str, tuple[str, ...]] = {}
        for kind in self.scam.kinds:
            group = SEES.get(kind, WORDS)
            found[group] = (*found.get(group, ()), kind)
        return found | {CAMPAIGN: (CAMPAIGN,)} if self.file.alike else found


def prospect(file: ScamFile, verb: Verb, outgoing: Sequence[Outgoing], limits: Limits) -> Prospect:
    """Everything that would leave, and a digest of it."""
    able = limits.get(file.scam.platform)
    keys = "|".join(f"{each.kind}:{each.target}" for each in outgoing)
    return Prospect(
        file=file,
        verb=verb,
        consequences=tuple(Consequence(out=each, final=_is_final(each, able)) for each in outgoing),
        seen=_digest(f"{file.scam.status}|{keys}"),
    )


def offered(file: ScamFile, able: frozenset[Verb]) -> tuple[Verb, ...]:
    """What an agent may say now; `able` are the verbs after which something would leave."""
    status = file.scam.status
    verbs = [Verb.TAKE] if status is ScamStatus.OPEN else []
    verbs += [verb for verb, made in VERDICTS.items() if status is not made]
    if status is not ScamStatus.DISMISSED:
        verbs += [verb for verb in ACTS if verb in able and verb.value not in file.scam.acts]
    return (*verbs, Verb.LIFT) if Verb.LIFT in able and may_lift(file.scam) else tuple(verbs)


def may_lift(scam: ScamCase) -> bool:
    """Whether something was done to the author that can be lifted."""
    return bool(STRIKES & set(scam.acts))


def signals(file: ScamFile) -> tuple[str, ...]:
    """The reasons that were given for this author's messages."""
    ranked = sorted(file.events, key=lambda each: -each.score)
    found = dict.fromkeys(reason for each in ranked for reason in each.reasons)
    return tuple(found)[:MOST_SIGNALS]


def deeds(scam: ScamCase) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What was done, and what would have been done were it not for the dry run."""
    return scam.acts, tuple(each for each in scam.would if each not in scam.acts)


def was_said(scam: ScamCase, events: Iterable[ScamEvent]) -> ScamEvent | None:
    """The ruling that decided the case, if one did."""
    if scam.status not in DECIDED:
        return None
    words = {verb.value for verb, made in VERDICTS.items() if made is scam.status}
    rulings = [each for each in events if each.kind == "ruling" and each.text in words]
    return rulings[-1] if rulings else None


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _is_final(out: Outgoing, able: Capabilities | None) -> bool:
    if out.kind in {Kind.LIFT, Kind.SHOW}:
        return False
    return able is None or BACK.get(out.kind) not in able.acts
