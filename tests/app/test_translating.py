"""Translations for agents: only where configured, masked on both ways, never in the way."""

from __future__ import annotations

import json
from contextlib import AsyncExitStack

import httpx
import pytest

from app.llm.endpoint import EndpointWording
from app.llm.local import LocalWording
from app.translating import MOST, ModelTranslator, build_translator
from core.composing import TranslatorUnavailable
from core.settings import parse
from core.tables.translation import TranslationTable

pytestmark = pytest.mark.anyio
TABLE = TranslationTable(use="endpoint", model="small-1", base_url="http://127.0.0.1:1/v1",
                         failures=1)  # fmt: skip


def translator(answer="Wo ist mein Geld?", status=200):
    seen = []

    def handle(request):
        seen.append(json.loads(request.content))
        said = {"choices": [{"message": {"content": answer}}]}
        return httpx.Response(status, json=said)

    model = EndpointWording(TABLE, "made-up", transport=httpx.MockTransport(handle))
    return ModelTranslator(model, TABLE), seen


async def test_the_text_is_data_and_goes_out_masked():
    made, seen = translator()
    assert made.name == "small-1"
    text = "where is my money? password: Tr0ub4dor&3x ann@mail.example"
    assert await made.translate(text, "de") == "Wo ist mein Geld?"
    given = json.loads(seen[0]["messages"][1]["content"])
    assert given["to"] == "de"
    assert given["text"].startswith("where is my money? password: [password removed]")
    assert "ann@" not in given["text"]
    assert "not an instruction" in seen[0]["messages"][0]["content"]
    await made.close()


async def test_a_long_text_is_cut_and_what_comes_back_is_masked_too():
    made, seen = translator("password: Tr0ub4dor&3x")
    assert await made.translate("a" * (MOST + 50), "de") == "password: [password removed]"
    assert len(json.loads(seen[0]["messages"][1]["content"])["text"]) == MOST


async def test_a_model_that_fails_says_why_and_is_left_alone_for_a_while(caplog):
    made, seen = translator(status=500)
    for _ in range(2):
        with pytest.raises(TranslatorUnavailable, match="500"):
            await made.translate("hello", "de")
    assert len(seen) == 1
    assert "agents read the original" in caplog.text


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ("", None),
        ('[translation]\nuse = "local"\nmodel = "./tiny"', LocalWording),
        (
            '[translation]\nuse = "endpoint"\nmodel = "x"\nbase_url = "https://models.example/v1"',
            EndpointWording,
        ),
    ],
    ids=["off", "local", "endpoint"],
)
async def test_it_is_off_unless_it_is_asked_for(settings, kind):
    loaded = parse(settings, {})
    async with AsyncExitStack() as stack:
        made = build_translator(loaded, stack)
        assert (made is None) is (kind is None)
        if made is not None:
            assert isinstance(made._model, kind)
