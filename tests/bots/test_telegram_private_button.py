"""The way from a group into the private chat is a link of Telegram's own."""

from __future__ import annotations

from bots.telegram.buttons import into_private, keyboard
from core.actions import Button
from core.commands import HUMAN, PRIVATE

BUTTONS = (Button(label="Talk to a person", data=HUMAN), Button(label="In private", data=PRIVATE))


def test_the_press_becomes_a_link_that_anybody_may_follow():
    markup = into_private(keyboard(BUTTONS, "501"), "NordexBot")
    assert markup == {
        "inline_keyboard": [
            [{"text": "Talk to a person", "callback_data": "h:/human:501"}],
            [{"text": "In private", "url": "https://t.me/NordexBot?start=private"}],
        ]
    }


def test_without_buttons_there_is_nothing_to_link():
    assert into_private(None, "NordexBot") is None
    assert into_private({"inline_keyboard": []}, "NordexBot") == {"inline_keyboard": []}
