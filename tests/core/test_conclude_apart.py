"""Who posted a secret where others read it is told in private, if he can be reached there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.conclude import NOTHING, Known, _apart
from core.protection import Surroundings
from core.types import Place, Secret
from tests.conftest import a_message
from tests.core.test_conclude import HOUSE

SECRET = (Secret(kind="seed", start=0, end=4),)


def apart(place, known=NOTHING, private=None, secrets=SECRET):
    message = replace(a_message("oops"), place=place, secrets=secrets)
    table = {message.platform: replace(HOUSE.capabilities[message.platform], private=private)}
    house = replace(HOUSE, capabilities=table)
    around = {message.key: known} if isinstance(known, Surroundings) else {}
    return _apart(message, house, Known(around))


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"place": Place.DM}, ""),
        ({"place": Place.GROUP, "secrets": ()}, ""),
        ({"place": Place.GROUP}, ""),
        ({"place": Place.GROUP, "private": lambda author: f"dm:{author}"}, "dm:"),
        ({"place": Place.GROUP, "known": Surroundings(private_address="met")}, "met"),
    ],
    ids=["already private", "no secret", "nowhere", "by the platform", "met before"],
)
def test_where_the_author_of_a_secret_is_told(given, address):
    assert apart(**given).startswith(address)
    assert bool(apart(**given)) == bool(address)
