"""What goes on in the accounts of the crowd, so that what they ask about is there to be found."""

from __future__ import annotations

from datetime import timedelta

from sandbox.accounts.world import Item, World
from sandbox.crowd.cast import MEMBER, Cast, load_cast

TXID = "9f5b97eb0b98c172d89e6bfeb2366dbf5bccd8afa5fca06849ab56755f4549b8"
# Of everybody who has no story of his own: what he last took out, and how that goes.
STATES = ("processing", "sent", "checking", "completed")
COINS = (("250", "USDT"), ("0.15", "ETH"), ("0.004", "BTC"), ("12.5", "SOL"))
REVIEWS = ("in_review", "approved", "more_needed", "not_started")


def settle(world: World, cast: Cast | None = None) -> None:
    """An account for every member of the crowd."""
    members = [each for each in (cast or load_cast()).people.values() if each.role == MEMBER]
    for number, person in enumerate(members):
        review = Item(id=f"kyc{number}", state=REVIEWS[number % len(REVIEWS)])
        world.account(person.key, withdrawal=_withdrawals(world, number), deposit=[], kyc=[review])
    _stories(world)


def _withdrawals(world: World, number: int) -> list[Item]:
    state = STATES[number % len(STATES)]
    amount, coin = COINS[number % len(COINS)]
    at = world.now() - timedelta(hours=2 + number)
    txid = TXID if state in ("sent", "completed") else ""
    return [
        Item(id=f"w{number}", state=state, requested_at=at, amount=amount, coin=coin, txid=txid)
    ]


def _stories(world: World) -> None:
    """Dana's coins are on the way, Marcus waits too long, Jonas has two things to ask about."""
    hours = {count: world.now() - timedelta(hours=count) for count in (3, 5, 9, 72)}
    coming = Item(id="d1", state="confirming", requested_at=hours[3], amount="0.042", coin="BTC")
    coming.txid, coming.confirmations = TXID, (1, 2)
    world.account("dana", deposit=[coming])
    stuck = Item(id="w1", state="checking", requested_at=hours[72], amount="4200", coin="USDT")
    stuck.late = True
    world.account("marcus", withdrawal=[stuck])
    two = [
        Item(id="w1", state="processing", requested_at=hours[5], amount="0.5", coin="BTC"),
        Item(id="w2", state="checking", requested_at=hours[9], amount="1000", coin="USDT"),
    ]
    world.account("jonas", withdrawal=two)
