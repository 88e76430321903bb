"""To whoever is not linked: how to link, beside what is owed to everybody who asks this."""

from __future__ import annotations

from dataclasses import replace

from core.accounts.desk import Topic
from core.accounts.visit import PERSON, Visit
from core.actions import Action, Inform

# Who was told how has our words before him; they hold the order.
TOLD = "/link"


def explained(visit: Visit, topic: Topic, notice: Inform | None = None) -> tuple[Action, ...]:
    """How to link, once a conversation; `notice` is why somebody is linked no longer."""
    how = visit.inform("account_link_how", f"{topic}: the handle is not linked", presses=(PERSON,))
    told = any(each.ours and TOLD in each.text for each in visit.turn.history)
    said = [*([notice] if notice else []), *([] if told and not visit.order else [how])]
    return tuple(replace(each, beside=not visit.order) for each in said)
