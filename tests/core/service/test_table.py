"""`[service]` and `[satisfaction]`: nonsense is refused in one clear line."""

from __future__ import annotations

import pytest

from core.errors import ConfigError
from core.settings import parse
from core.tables.service import ServiceTable, WeekTable, hours_of, zone_of
from core.types import Urgency

STEP = '[[service.on_call]]\nname = "x"\n'


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[service]\nzone = "Mars/Olympus"', "no zone 'Mars/Olympus'"),
        ('[service]\nzone = "../etc"', "no zone '../etc'"),
        ('[service.hours]\nmonday = "18:00-09:00"', "ends before it begins"),
        ('[service.hours]\nmonday = "09:00-09:00"', "ends before it begins"),
        ('[service.hours]\nmonday = "9-17"', "are no hours"),
        ('[service.hours]\nmonday = "09:00-25:00"', "24 hours"),
        ('[service.hours]\nmonday = "13:00-17:00, 09:00-14:00"', "overlap"),
        ('[service.hours]\nmondy = "09:00-17:00"', "did you mean 'monday'"),
        ('[service.hours]\nmonday = ""', "no day has any hours"),
        ("[service.topics.withdrawl]\nP1 = 15", "no topic 'withdrawl'"),
        ("[service.promises]\nP1 = 0", "greater than 0"),
        (f'{STEP}via = "pigeon"', "'service.on_call.0.via'"),
        (f'{STEP}via = "room"', "cannot be reached by room: mend its platform"),
        (f'{STEP}via = "private"\nplatform = "telegram"', "mend its platform"),
        (f'{STEP}via = "email"\naddress = "mira"', "mend its address"),
        (f'{STEP}via = "email"\naddress = "a@b.example"', "has no host and sender"),
        (f'{STEP}via = "webhook"\naddress = "http://pager.example"', "mend its address"),
        (f'{STEP}via="room"\nplatform="a"\n{STEP}via="room"\nplatform="a"', "same name"),
        ("[satisfaction]\nbad_at = 5", "less than or equal to 4"),
        ('[satisfaction]\nscale = "ten"', "'satisfaction.scale'"),
    ],
)
def test_nonsense_is_refused_in_one_line(toml, said):
    with pytest.raises(ConfigError) as refused:
        parse(toml, {})
    line = str(refused.value)
    assert said in line
    assert "\n" not in line
    assert line.startswith("settings.toml: ")


def test_what_makes_sense_is_taken():
    toml = f"""
[service]
zone = "Asia/Kolkata"
closed = [2026-12-24]
round_the_clock = []
[service.hours]
saturday = "10:00-12:00"
[service.topics]
withdrawal = {{ P1 = 15 }}
[service.mail]
host = "smtp.nordex.example"
sender = "desk@nordex.example"
{STEP}via = "email"
address = "mira@nordex.example"
[[service.on_call]]
name = "hook"
via = "webhook"
address = "http://127.0.0.1:9/x"
[[service.on_call]]
name = "tomasz"
via = "private"
platform = "telegram"
address = "2002"
"""
    table = parse(toml, {}).settings.service
    assert table.hours.hours[5] == ((600, 720),)
    assert table.topics["withdrawal"].items() == {Urgency.P1: 15}
    assert [each.via for each in table.on_call] == ["email", "webhook", "private"]


def test_without_hours_somebody_always_works():
    assert not any(WeekTable().hours)
    assert ServiceTable().promises.items() == {}
    assert hours_of("") == ()
    assert hours_of("00:00-24:00") == ((0, 1440),)
    assert str(zone_of("Europe/Oslo")) == "Europe/Oslo"
