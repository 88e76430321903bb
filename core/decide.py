"""What to do about a message: verdict and policy in, actions out. Pure: no I/O, no clock.

The order of the rules is the policy. The first that applies decides; every action says why.
"""

from __future__ import annotations

from core.actions import Action, Ask, Escalate, Ignore, Protect, Reply
from core.collecting import arrived, facts_first, garbled, is_asking, noted, unread
from core.commands import ARTICLES, DONE, RATE, STOP, TOLD_ANYWAY
from core.grave import (
    CRISIS_ARTICLE,
    REACH_A_PERSON,
    asked_for_a_person,
    crisis,
    is_grave,
    is_pressing,
    straight_to_a_person,
)
from core.matter import Matter as Matter  # noqa: PLC0414 - whoever decides needs one
from core.matter import Rule, ask, escalate, reply, why_urgent
from core.needs import FACTS_FIRST
from core.settings import Policy
from core.types import Place, RiskLevel, Stance, Urgency

# Intents in which money or an account may be at stake: a person always sees them at P1.
FUNDS = frozenset({"deposit", "withdrawal", "fiat", "account_security", "scam_report", "trading"})
# So sure of an article, it is said even where help pages seldom settle such a message; a person is
# one press away.
SURE_ARTICLE, LEAST_ANSWERABLE = 0.95, 0.1
# What matters for people may be answered first where it is beyond doubt which page is asked for.
CERTAIN_ARTICLE = 0.99
ALWAYS_HUMAN = frozenset({"compliance", "account_recovery", "crisis", "complaint"})
NOTHING_OWED = frozenset({"praise", "chatter", "spam"})
# First aid that goes out together with the escalation, so that nobody waits empty-handed.
FIRST_AID = {"crisis": CRISIS_ARTICLE, "account_security": "account-freeze-now"}
WITH_A_PERSON = "a person has the case"
SOLVED = "says it is solved"
POSTED_ARTICLE = "security-secret-posted"
WELCOME = "welcome"


def decide(matter: Matter, policy: Policy) -> tuple[Action, ...]:
    """The actions owed to one message; never empty."""
    for rule in RULES:
        actions = rule(matter, policy)
        if actions:
            return _along(matter, actions)
    return (escalate(matter, "the desk is not sure enough to answer by itself"),)


def _along(matter: Matter, actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """With what an aide says beside it, where anything is said to the author at all."""
    spoken = any(isinstance(each, Reply | Ask | Escalate) for each in actions)
    silent = any(isinstance(each, Protect) for each in actions) or matter.verdict.secrets
    if not spoken or silent or not matter.beside:
        return actions
    return (*matter.aided, *actions)


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
        reply(matter, POSTED_ARTICLE, f"the author posted a secret ({kinds})"),
        Escalate(priority=Urgency.P0, reason=f"secret posted: {kinds}"),
    )


def _last_words(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """A rating, or the wish to hear nothing more: kept in the trace, never answered."""
    given = matter.order
    if given in (STOP, DONE):
        return (Ignore(reason="asked us to stop" if given == STOP else SOLVED),)
    if given != RATE:
        return None
    if matter.aided:
        return matter.aided
    word = matter.message.text.strip()[len(RATE) : len(RATE) + 8].strip()
    return (Ignore(reason=f"rated us {word if word in ('good', 'bad') else 'unclearly'}"),)


def _ordered(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """What was done about an account, or asked about one's data, is told whoever has the case."""
    return matter.aided if matter.order in TOLD_ANYWAY else None


def _with_a_person(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """The bot is silent in a case that a person holds or is about to take."""
    if not matter.with_people:
        return None
    if matter.intent in NOTHING_OWED and matter.verdict.urgency > Urgency.P1:
        return (Ignore(reason="a person has the case, and nothing new is asked"),)
    return (escalate(matter, WITH_A_PERSON),)


def _aided(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    return None if matter.beside else matter.aided


def _commanded(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    if matter.order not in ARTICLES:
        return None
    return (reply(matter, ARTICLES[matter.order], f"command {matter.order}"),)


def _overheard(matter: Matter, policy: Policy) -> tuple[Action, ...] | None:
    """Users who talk to each other: nothing, unless money is burning or we spoke with them."""
    message = matter.message
    if message.addressed or (
        policy.answer_in_groups == "all" and matter.intent not in NOTHING_OWED
    ):
        return None
    if message.place is Place.REPLY and matter.case and matter.case.is_open:
        return (escalate(matter, "goes on without naming us, which only a person may answer"),)
    if matter.verdict.urgency <= Urgency.P1 and matter.intent not in NOTHING_OWED:
        return (escalate(matter, why_urgent(matter, "urgent, though not addressed to us")),)
    return (Ignore(reason="talk between users, not addressed to us"),)


def _nothing_owed(matter: Matter, policy: Policy) -> tuple[Action, ...] | None:
    if matter.intent not in NOTHING_OWED or matter.verdict.urgency <= Urgency.P1:
        return None
    greeted = matter.replies > 0 or matter.case is not None
    if matter.intent == "chatter" and matter.message.place is Place.DM and not greeted:
        return (reply(matter, WELCOME, "first words in a private chat"),)
    if matter.private and is_asking(matter):
        return unread(matter, policy)
    return (Ignore(reason=f"{matter.intent}: nothing is asked"),)


def _for_people(matter: Matter, policy: Policy) -> tuple[Action, ...] | None:
    """P0, P1 with funds, law, lost access: a person, with first aid and the missing facts."""
    urgency = matter.verdict.urgency
    funds = urgency is Urgency.P1 and matter.intent in FUNDS
    human = matter.intent in ALWAYS_HUMAN and not _only_asks(matter, policy)
    if not (urgency is Urgency.P0 or funds or human):
        return None
    actions: list[Action] = []
    aid = FIRST_AID.get(matter.intent, matter.verdict.article if matter.verdict.fit >= 0.6 else "")
    if aid and matter.replies == 0 and aid != REACH_A_PERSON:
        actions.append(reply(matter, aid, "first aid until a person takes over"))
    if matter.unasked:
        actions.append(ask(matter, matter.unasked))
    actions.append(escalate(matter, why_urgent(matter, f"{matter.intent} is for a person")))
    return tuple(actions)


def _only_asks(matter: Matter, policy: Policy) -> bool:
    """A calm question which a page surely answers, in a matter that else is for people."""
    labels = matter.verdict.labels
    asks = matter.intent != "crisis" and matter.verdict.urgency >= policy.max_reply_urgency
    answerable = labels.answerable is not None and labels.answerable >= policy.answerable_confidence
    return asks and answerable and matter.verdict.fit >= CERTAIN_ARTICLE


def _too_late(matter: Matter, policy: Policy) -> tuple[Action, ...] | None:
    if matter.age > matter.stale_after:
        return (escalate(matter, "too old to be answered unseen"),)
    if matter.replies >= policy.replies_per_conversation:
        return (escalate(matter, f"{matter.replies} automatic replies did not settle it"),)
    return None


def _answer(matter: Matter, policy: Policy) -> tuple[Action, ...] | None:
    """Answer alone only when intent, article, urgency and risk all allow it."""
    labels, risk = matter.verdict.labels, matter.verdict.risk
    sure = labels.intent_confidence >= policy.reply_confidence or matter.verdict.fit >= 0.9
    article = matter.verdict.article
    fits = article not in ("", REACH_A_PERSON) and matter.verdict.fit >= policy.article_confidence
    calm = matter.verdict.urgency >= policy.max_reply_urgency
    safe = risk.stance is not Stance.ATTEMPT or risk.level in (RiskLevel.NONE, RiskLevel.NOTE)
    may = labels.answerable is None or labels.answerable >= (
        LEAST_ANSWERABLE if matter.verdict.fit >= SURE_ARTICLE else policy.answerable_confidence
    )
    if not (sure and fits and calm and safe and may):
        return None
    if article in FACTS_FIRST:
        return facts_first(matter, article)
    why = f"{labels.intent} {labels.intent_confidence:.2f}, article fits {matter.verdict.fit:.2f}"
    sureness = min(labels.intent_confidence, matter.verdict.fit)
    return (reply(matter, article, why, sureness),)


def _ask_first(matter: Matter, policy: Policy) -> tuple[Action, ...] | None:
    missing = matter.unasked
    if not missing or matter.verdict.labels.intent_confidence < policy.reply_confidence:
        return None
    return (ask(matter, missing), escalate(matter, "no article settles it; facts asked for"))


def _collected(matter: Matter, policy: Policy) -> tuple[Action, ...] | None:
    """The bot goes on asking while nobody has taken the case, so that who takes it finds it all."""
    found = noted(matter, policy) or garbled(matter, policy)
    if found is None or is_grave(matter) or is_pressing(matter):
        return None
    return found


RULES: tuple[Rule, ...] = (
    _staff,
    _attacked,
    _secret,
    crisis,
    _last_words,
    _ordered,
    _collected,
    _with_a_person,
    asked_for_a_person,
    straight_to_a_person,
    _aided,
    arrived,
    _commanded,
    _overheard,
    _nothing_owed,
    _for_people,
    _too_late,
    _answer,
    unread,
    _ask_first,
)
