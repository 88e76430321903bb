"""A language model on this machine: a tiny one with weights of chance, made for the test."""

from __future__ import annotations

import sys

import pytest

from app.llm.local import LocalWording
from app.llm.words import SPECIMEN
from core.reply.ports import Wish, WordingUnavailable
from core.tables.wording import WordingTable

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
pytestmark = pytest.mark.anyio
WISH = Wish(question="fees?", article=SPECIMEN, most=240, public=True)
CHAT = "{% for m in messages %}{{ m.content }}\n{% endfor %}"


def table(model):
    return WordingTable(use="local", model=str(model), timeout_s=5)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A model of one layer and a tokenizer of single characters."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    folder = tmp_path_factory.mktemp("model") / "tiny-words"
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    vocabulary = {char: number for number, char in enumerate(["<end>", *sorted(alphabet)])}
    raw = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="<end>"))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=raw, eos_token="<end>")
    tokenizer.save_pretrained(folder)
    config = transformers.GPT2Config(
        vocab_size=len(vocabulary), n_positions=2048, n_embd=8, n_layer=1, n_head=1,
        bos_token_id=0, eos_token_id=0,
    )  # fmt: skip
    torch.manual_seed(1)
    transformers.GPT2LMHeadModel(config).save_pretrained(folder)
    return folder


async def test_a_model_in_a_folder_says_something(folder, monkeypatch):
    monkeypatch.setattr("app.llm.local.MOST_TOKENS", 6)
    wording = LocalWording(table(folder))
    assert wording.name == "tiny-words"
    first = await wording.word(WISH)
    assert isinstance(first, str)
    assert await wording.word(WISH) == first
    tokenizer, _ = wording._loaded
    tokenizer.chat_template = CHAT
    assert isinstance(await wording.word(WISH), str)
    await wording.close()
    assert wording._loaded is None


async def test_a_model_that_is_not_there_is_told_in_one_line(tmp_path):
    with pytest.raises(WordingUnavailable, match="cannot load") as error:
        await LocalWording(table(tmp_path / "none")).word(WISH)
    assert "\n" not in str(error.value)


async def test_a_missing_library_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(WordingUnavailable, match="install the extra"):
        await LocalWording(table("x")).word(WISH)


async def test_one_answer_at_a_time(folder):
    wording = LocalWording(table(folder))
    with wording._lock, pytest.raises(WordingUnavailable, match="busy"):
        await wording.word(WISH)
