"""The library's own polling loop against the sandbox, as a bot author would run it."""

from __future__ import annotations

import pytest
from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler
from telegram.ext.filters import ALL

from tests.sandbox.conftest import until

pytestmark = pytest.mark.anyio

KEYBOARD = {"inline_keyboard": [[{"text": "A person", "callback_data": "person"}]]}


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    await message.reply_text(f"you said {message.text}", do_quote=True)


async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("a person is coming")


async def test_a_bot_that_polls_answers_everybody_once_and_in_order(sandbox, bot, ann, group):
    application = ApplicationBuilder().bot(bot).build()
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(MessageHandler(ALL, echo))
    async with application:
        await application.updater.start_polling(timeout=2, allowed_updates=Update.ALL_TYPES)
        await application.start()
        for number in range(5):
            sandbox.control.say(ann, ann if number % 2 else group, f"no. {number}")
        await until(lambda: len(sandbox.calls.of("sendMessage")) == 5)
        offered = await bot.send_message(ann, "anything else?", reply_markup=KEYBOARD)
        sandbox.control.press(ann, ann, offered.message_id)
        await until(lambda: sandbox.calls.of("editMessageText"))
        sandbox.backend.close()
        await application.updater.stop()
        await application.stop()
    out = sandbox.control.ledger(direction="out")
    assert [each["text"] for each in out[:5]] == [f"you said no. {each}" for each in range(5)]
    asked = [each for each in sandbox.control.ledger(direction="in") if "no." in each["text"]]
    assert [each["reply_to"] for each in out[:5]] == [each["message"] for each in asked[:5]]
    assert sandbox.world.post(ann, offered.message_id).text == "a person is coming"
