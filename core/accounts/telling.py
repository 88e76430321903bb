"""What the account says, as phrases and values; none of it are words of the exchange or the user.

Numbers and moments travel as they are written everywhere; the phrases say them as each language
does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.accounts.desk import Progress, Topic
from core.actions import Inform, Press
from core.reply.formats import localised

# As many fit a list that can be read, and buttons under it.
MOST_CHOICES = 5
CHOICE = "account_choice"


def told(progress: Progress, language: str) -> tuple[Inform, ...]:
    """How one thing is going, and the transaction where there is one to look at."""
    reason = f"the account says: {progress.topic} {progress.id} is {progress.state}"
    said = Inform(
        phrase=f"account_{progress.topic}_{progress.state}",
        language=language,
        reason=f"{reason}, and late" if progress.late else reason,
        values=_values(progress),
    )
    if not progress.txid or progress.is_stuck:
        return (said,)
    txid = (("txid", progress.txid),)
    return said, Inform(phrase="account_txid", language=language, reason=reason, values=txid)


def which(several: Sequence[Progress], topic: Topic, language: str) -> Inform:
    """Asks which one is meant; a number answers, or a press."""
    shown = several[:MOST_CHOICES]
    lines = [f"{number}. {_line(each, language)}" for number, each in enumerate(shown, start=1)]
    return Inform(
        phrase=f"account_which_{topic}",
        language=language,
        reason=f"{len(several)} open in the account: asked which",
        values=(("list", "\n".join(lines)), ("example", f"/{topic} 1")),
        presses=tuple(
            Press(
                phrase=CHOICE,
                data=f"/{topic} {each.id}",
                values=(("item", _line(each, language)),),
            )
            for each in shown
        ),
    )


def nothing(topic: Topic, language: str) -> Inform:
    """There is none."""
    reason = f"the account has no {topic} of the last 30 days"
    return Inform(phrase=f"account_no_{topic}", language=language, reason=reason)


def _values(progress: Progress) -> tuple[tuple[str, str], ...]:
    if progress.at is None:
        return ()
    values = [("amount", _amount(progress)), ("at", _moment(progress.at))]
    if progress.state == "confirming":
        values += [("done", str(progress.done)), ("needed", str(progress.needed))]
    return tuple(values)


def _line(progress: Progress, language: str) -> str:
    amount = localised(_amount(progress), "", language)
    when = localised(_moment(progress.at), "datetime", language) if progress.at else ""
    return f"{amount}, {when}" if when else amount


def _amount(progress: Progress) -> str:
    """0.50000000 is half a coin, whatever the exchange counts in."""
    number = (progress.amount or 0) + 0
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"{plain} {progress.coin}".strip()


def _moment(at: datetime) -> str:
    return at.replace(second=0, microsecond=0).isoformat()
