"""X's rules about what an automated account says, as pure checks over one outgoing text.

What an agent wrote is theirs to answer for: it is checked only for what X itself refuses.
"""

from __future__ import annotations

from dataclasses import dataclass

from bots.twitter.limits import MAX_MESSAGE, MAX_POST, RULES_OF_X, Rules
from bots.twitter.weigh import cashtags, links, one_cashtag, weighted_length
from core.actions import BOT, Outgoing
from core.reply.plain import plain
from core.types import Leg

EMPTY = "there is nothing to say"
TOO_LONG = "the post is {length} long as X counts, {most} fit"
TOO_LONG_MESSAGE = "the message has {length} characters, {most} fit"
CASHTAGS = "X takes {most} symbol like $BTC a post, this has {count}"
SILENCED = "the author asked for no more automated replies"
UNPROMPTED = "the desk posts nothing by itself, it only answers"
NOT_SUMMONED = "the author did not mention us in that post: a person has to answer"
ANSWERED = "one automated reply was already made to that post"
LINKS = "an automated post may hold no link, and {link} becomes one"
UNAPPROVED = "text written by a model needs X's approval first (approval_reference)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the speaker knows besides the text; `replies` are automated ones made before."""

    summoned: bool = False
    replies: int = 0
    silenced: bool = False
    model_written: bool = False
    approval: str = ""


def wording(outgoing: Outgoing) -> str:
    """The words as they will stand there: no marks, and in the bot's posts one cashtag at most."""
    text = (plain(outgoing.text) if outgoing.markdown else outgoing.text).strip()
    mended = outgoing.by == BOT and outgoing.leg is Leg.PUBLIC
    return one_cashtag(text) if mended else text


def objection(
    outgoing: Outgoing, text: str, situation: Situation, rules: Rules = RULES_OF_X
) -> str | None:
    """Why this must not be sent, for people to read; None when it may."""
    if not text:
        return EMPTY
    public = outgoing.leg is Leg.PUBLIC
    refused = _refused_in_public(text, rules) if public else _refused_in_private(text)
    if refused or outgoing.by != BOT:
        return refused
    if situation.silenced and rules.stop_words_honoured:
        return SILENCED
    if situation.model_written and rules.model_text_needs_approval and not situation.approval:
        return UNAPPROVED
    return _uncalled_for(outgoing, text, situation, rules) if public else None


def _refused_in_public(text: str, rules: Rules) -> str | None:
    if (length := weighted_length(text)) > MAX_POST:
        return TOO_LONG.format(length=length, most=MAX_POST)
    if (count := cashtags(text)) > rules.cashtags:
        return CASHTAGS.format(most=rules.cashtags, count=count)
    return None


def _refused_in_private(text: str) -> str | None:
    if len(text) > MAX_MESSAGE:
        return TOO_LONG_MESSAGE.format(length=len(text), most=MAX_MESSAGE)
    return None


def _uncalled_for(outgoing: Outgoing, text: str, situation: Situation, rules: Rules) -> str | None:
    if not outgoing.reply_to:
        return UNPROMPTED
    if rules.only_where_summoned and not situation.summoned:
        return NOT_SUMMONED
    if situation.replies >= rules.replies_per_interaction:
        return ANSWERED
    if not rules.links_by_the_bot and (found := links(text)):
        return LINKS.format(link=found[0])
    return None
