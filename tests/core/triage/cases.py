"""What the tests of triage share: the exchange's real people, questions and one look at signals."""

from __future__ import annotations

from core.identities import Account, Context, Identities, Question
from core.triage import signals
from tests.conftest import NOON, a_message

NORDEX = Identities(
    brand="Nordex",
    domains=("nordex.example", "help.nordex.example"),
    accounts=(
        Account(platform="twitter", id="1001", handle="NordexSupport", name="Nordex Support"),
        Account(platform="twitter", id="1002", handle="NordexHQ", name="Nordex"),
        Account(platform="telegram", id="2000", handle="NordexBot", name="Nordex"),
        Account(
            platform="telegram", id="2001", handle="mira_nordex", name="Mira Solberg", role="agent"
        ),
        Account(platform="telegram", id="2003", handle="liwen_nordex", name="Li Wen", role="agent"),
        Account(
            platform="telegram", id="2004", handle="amara_nordex", name="Amara Obi", role="lead"
        ),
    ),
)
CONTEXT = Context(now=NOON, identities=NORDEX)
ALL = {type(each).__module__.rpartition(".")[2]: each for each in signals.load()}


def ask(text: str = "hello", **changes) -> Question:
    """A question about one message."""
    return Question(message=a_message(text, **changes), now=NOON)


def look(name: str, text: str = "hello", **changes):
    """What one signal finds in one message."""
    return ALL[name](a_message(text, **changes), CONTEXT)
