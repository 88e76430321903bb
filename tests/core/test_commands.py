import pytest

from core.commands import command


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("/start", "/start"),
        (" /Human please", "/human"),
        ("/help@NordexBot me", "/help"),
        ("my /start button", None),
        ("/ what", None),
        ("/2 of it", None),
        ("", None),
    ],
)
def test_only_a_leading_command_is_one(text, wanted):
    assert command(text) == wanted
