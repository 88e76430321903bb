"""What to do about a message: verdict and policy in, actions out. Pure: no I/O, no clock.

The order of the rules is the policy. The first that applies decides; every action says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from core.actions import Action, Ask, Escalate, Ignore, Protect, Reply
from core.case import Case, Holder
from core.commands import ARTICLES, DONE, HUMAN, RATE, STOP, command
from core.needs import missing_facts
from core.settings import Policy
from core.types import Message, Place, RiskLevel, Stance, Urgency, Verdict

# Intents in which money or an account may be at stake: a person always sees them at P1.
FUNDS = frozenset({"deposit", "withdrawal", "fiat", "account_security", "scam_report", "trading"})
ALWAYS_HUMAN = frozenset({"compliance", "account_recovery", "crisis", "complaint"})
NOTHING_OWED = frozenset({"praise", "chatter", "spam"})
# First aid that goes out together with the escalation, so that nobody waits empty-handed.
FIRST_AID = {"crisis": "crisis-help", "account_security": "account-freeze-now"}
SURE_OF_CRISIS = 0.8
WITH_A_PERSON = "a person has the case"
POSTED_ARTICLE = "security-secret-posted"
WELCOME = "welcome"
REACH_A_PERSON = "service-reach-a-person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One judged message with all that deciding about it may look at.

    `known` are the facts already on the table; `replies` how often the bot has spoken in this
    conversation lately; `age` how long ago the message was written; `from_staff` when the author
    is one of the exchange's own.
    """

    message: Message
    verdict: Verdict
    case: Case | None = None
    known: frozenset[str] = frozenset()
    replies: int = 0
    age: timedelta = timedelta()
    stale_after: timedelta = timedelta(hours=24)
    from_staff: bool = False

    @property
    def language(self) -> str:
        return self.verdict.labels.language

    @property
    def intent(self) -> str:
        return self.verdict.labels.intent

    @property
    def order(self) -> str | None:
        """The command that is meant for us: groups have other bots."""
        return command(self.message.text) if self.message.addressed else None


Rule = Callable[[Matter, Policy], tuple[Action, ...] | None]


def decide(matter: Matter, policy: Policy) -> tuple[Action, ...]:
    """The actions owed to one message; never empty."""
    for rule in RULES:
        actions = rule(matter, policy)
        if actions:
            return actions
    return (_escalate(matter, "the desk is not sure enough to answer by itself"),)


def _staff(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    return (Ignore(reason="written by the exchange's own staff"),) if matter.from_staff else None


def _attacked(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """Somebody attacks: the moderators get it, the attacker gets no answer."""
    risk = matter.verdict.risk
    if risk.stance is not Stance.ATTEMPT or risk.level not in (RiskLevel.REVIEW, RiskLevel.ALERT):
        return None
    if matter.verdict.secrets and risk.level is not RiskLevel.ALERT:
        return None  # who gives away a secret is a victim, unless much speaks for bait
    why = max(matter.verdict.findings, key=lambda finding: finding.score).reason
    public = matter.message.place is not Place.DM
    sure = risk.level is RiskLevel.ALERT
    priority = Urgency.P1 if public and sure else Urgency.P2 if public else Urgency.P3
    return (
        Protect(reason=why, kinds=risk.kinds, score=risk.score),
        Escalate(priority=priority, reason=f"possible attack: {why}"),
    )


def _secret(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    if not matter.verdict.secrets:
        return None
    kinds = ", ".join(sorted({kind.replace("_", " ") for kind in matter.verdict.secrets}))
    return (
        _reply(matter, POSTED_ARTICLE, f"the author posted a secret ({kinds})"),
        Escalate(priority=Urgency.P0, reason=f"secret posted: {kinds}"),
    )


def _crisis(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """Nobody is left alone with it; but a guess alone neither wakes people nor preaches."""
    if matter.intent != "crisis":
        return None
    labels = matter.verdict.labels
    ruled = any(reason.startswith(f"{Urgency.P0.value}:") for reason in matter.verdict.reasons)
    if not ruled and labels.intent_confidence < SURE_OF_CRISIS:
        return (_escalate(matter, "may be a cry for help: please read it", at_least=Urgency.P1),)
    return (
        _reply(matter, FIRST_AID["crisis"], "the author may be in danger"),
        Escalate(priority=Urgency.P0, reason=_why_urgent(matter, "the author may be in danger")),
    )


def _last_words(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """A rating, or the wish to hear nothing more: kept in the trace, never answered."""
    given = matter.order
    if given in (STOP, DONE):
        return (Ignore(reason="asked us to stop" if given == STOP else "says it is solved"),)
    if given != RATE:
        return None
    word = matter.message.text.strip()[len(RATE) : len(RATE) + 8].strip()
    return (Ignore(reason=f"rated us {word if word in ('good', 'bad') else 'unclearly'}"),)


def _with_a_person(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """The bot is silent in a case that a person holds or is about to take."""
    if matter.case is None or not matter.case.is_open or matter.case.held_by is Holder.BOT:
        return None
    if matter.intent in NOTHING_OWED and matter.verdict.urgency > Urgency.P1:
        return (Ignore(reason="a person has the case, and nothing new is asked"),)
    return (_escalate(matter, WITH_A_PERSON),)


def _order(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    given = matter.order
    if given == HUMAN or (matter.verdict.article == REACH_A_PERSON and matter.verdict.fit >= 0.5):
        return (_escalate(matter, "asked for a person", at_least=Urgency.P2),)
    if given in ARTICLES:
        return (_reply(matter, ARTICLES[given], f"command {given}"),)
    return None


def _overheard(matter: Matter, policy: Policy) -> tuple[Action, ...] | None:
    """Users who talk to each other: nothing, unless money is burning or we spoke with them."""
    message = matter.message
    if message.addressed or (
        policy.answer_in_groups == "all" and matter.intent not in NOTHING_OWED
    ):
        return None
    if message.place is Place.REPLY and matter.case and matter.case.is_open:
        return (_escalate(matter, "goes on without naming us, which only a person may answer"),)
    if matter.verdict.urgency <= Urgency.P1 and matter.intent not in NOTHING_OWED:
        return (_escalate(matter, _why_urgent(matter, "urgent, though not addressed to us")),)
    return (Ignore(reason="talk between users, not addressed to us"),)


def _nothing_owed(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    if matter.intent not in NOTHING_OWED or matter.verdict.urgency <= Urgency.P1:
        return None
    greeted = matter.replies > 0 or matter.case is not None
    if matter.intent == "chatter" and matter.message.place is Place.DM and not greeted:
        return (_reply(matter, WELCOME, "first words in a private chat"),)
    return (Ignore(reason=f"{matter.intent}: nothing is asked"),)


def _for_people(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """P0, P1 with funds, law, lost access: a person, with first aid and the missing facts."""
    urgency = matter.verdict.urgency
    funds = urgency is Urgency.P1 and matter.intent in FUNDS
    if not (urgency is Urgency.P0 or funds or matter.intent in ALWAYS_HUMAN):
        return None
    actions: list[Action] = []
    aid = FIRST_AID.get(matter.intent, matter.verdict.article if matter.verdict.fit >= 0.6 else "")
    if aid and matter.replies == 0 and aid != REACH_A_PERSON:
        actions.append(_reply(matter, aid, "first aid until a person takes over"))
    missing = missing_facts(matter.intent, matter.known)
    if missing:
        actions.append(_ask(matter, missing))
    actions.append(_escalate(matter, _why_urgent(matter, f"{matter.intent} is for a person")))
    return tuple(actions)


def _too_late(matter: Matter, policy: Policy) -> tuple[Action, ...] | None:
    if matter.age > matter.stale_after:
        return (_escalate(matter, "too old to be answered unseen"),)
    if matter.replies >= policy.replies_per_conversation:
        return (_escalate(matter, f"{matter.replies} automatic replies did not settle it"),)
    return None


def _answer(matter: Matter, policy: Policy) -> tuple[Action, ...] | None:
    """Answer alone only when intent, article, urgency and risk all allow it."""
    labels, risk = matter.verdict.labels, matter.verdict.risk
    sure = labels.intent_confidence >= policy.reply_confidence or matter.verdict.fit >= 0.9
    fits = bool(matter.verdict.article) and matter.verdict.fit >= policy.article_confidence
    calm = matter.verdict.urgency >= policy.max_reply_urgency
    safe = risk.stance is not Stance.ATTEMPT or risk.level in (RiskLevel.NONE, RiskLevel.NOTE)
    may = labels.answerable is None or labels.answerable >= policy.answerable_confidence
    if not (sure and fits and calm and safe and may):
        return None
    why = f"{labels.intent} {labels.intent_confidence:.2f}, article fits {matter.verdict.fit:.2f}"
    sureness = min(labels.intent_confidence, matter.verdict.fit)
    return (_reply(matter, matter.verdict.article, why, sureness),)


def _ask_first(matter: Matter, policy: Policy) -> tuple[Action, ...] | None:
    missing = missing_facts(matter.intent, matter.known)
    if not missing or matter.verdict.labels.intent_confidence < policy.reply_confidence:
        return None
    return (_ask(matter, missing), _escalate(matter, "no article settles it; facts asked for"))


RULES: tuple[Rule, ...] = (
    _staff,
    _attacked,
    _secret,
    _crisis,
    _last_words,
    _with_a_person,
    _order,
    _overheard,
    _nothing_owed,
    _for_people,
    _too_late,
    _answer,
    _ask_first,
)


def _reply(matter: Matter, article: str, reason: str, confidence: float = 1.0) -> Reply:
    return Reply(article=article, language=matter.language, reason=reason, confidence=confidence)


def _ask(matter: Matter, facts: tuple[str, ...]) -> Ask:
    return Ask(facts=facts, language=matter.language, reason=f"missing: {', '.join(facts)}")


def _escalate(matter: Matter, reason: str, *, at_least: Urgency = Urgency.P3) -> Escalate:
    return Escalate(priority=min(matter.verdict.urgency, at_least), reason=reason)


def _why_urgent(matter: Matter, otherwise: str) -> str:
    return matter.verdict.reasons[0] if matter.verdict.reasons else otherwise
