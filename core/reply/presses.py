"""What can be pressed under what the desk says: a way to a person, an end, quick answers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.actions import Action, Ask, Button, Escalate, Inform, Reply
from core.commands import DONE, HUMAN
from core.reply.library import Library
from core.reply.spoken import NO_CLOSING, spoken_language
from core.types import Leg, Message

# What most people would type where one fact is missing; pressed, it comes back as their words.
QUICK = {
    "network": ("TRC20", "ERC20", "BEP20", "Solana", "Bitcoin"),
    "coin": ("USDT", "BTC", "ETH", "USDC", "XRP"),
}


def buttons(
    actions: Sequence[Action], message: Message, library: Library, *, language: str = ""
) -> tuple[Button, ...]:
    """A way to a person under everything the desk says by itself; none once a person has it.

    In private also what ends the talk, and the usual answers where one fact is asked for.
    """
    told = spoken_language(language, actions, message)
    offered = tuple(_offered(actions, library, told))
    if any(isinstance(action, Escalate) for action in actions):
        return tuple(each for each in offered if each.data != HUMAN)
    if not any(isinstance(action, Reply | Ask) for action in actions):
        return offered
    quick = _quick(actions) if message.leg is Leg.PRIVATE else ()
    ends = _answers(actions) and message.leg is Leg.PRIVATE
    solved = [Button(label=library.phrase("solved_button", told), data=DONE)] if ends else []
    person = Button(label=library.phrase("person_button", told), data=HUMAN)
    every = (*offered, *quick, *solved, person)
    return tuple({each.data: each for each in every}.values())


def _offered(actions: Sequence[Action], library: Library, language: str) -> Iterator[Button]:
    """What was looked up may go on with a press, also while a person is on the way."""
    for each in (press for act in actions if isinstance(act, Inform) for press in act.presses):
        label = library.phrase(each.phrase, language, **dict(each.values))
        yield Button(label=label, data=each.data, danger=each.danger)


def _quick(actions: Sequence[Action]) -> Iterator[Button]:
    facts = {fact for action in actions if isinstance(action, Ask) for fact in action.facts}
    for answer in QUICK.get(facts.pop(), ()) if len(facts) == 1 else ():
        yield Button(label=answer, data=answer)


def _answers(actions: Sequence[Action]) -> bool:
    """Whether something was answered, and nothing asked, after which one can be done."""
    replies = [action for action in actions if isinstance(action, Reply)]
    asks = any(isinstance(action, Ask) for action in actions)
    return not asks and any(reply.article not in NO_CLOSING for reply in replies)
