"""Teachers and the student that ships, in miniature: onnxruntime reads what torch has learnt."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest

import models.encoder as shipped
from core.errors import ConfigError
from core.reply.asked import Asked
from models.encoder.layers import Layers
from models.encoder.pack import Pack
from models.encoder.runtime import E5
from tests.models.tiny import HIDDEN, PIECES, Tiny
from tests.training.test_linear import lines, write
from training.second import QUESTIONS
from training.tune import ABSENT

torch = pytest.importorskip("torch", reason="tuning needs the extra [torch]")

from training import whole  # noqa: E402
from training.whole import Pace, keep, run, thinned  # noqa: E402
from training.whole_net import Net  # noqa: E402
from training.whole_texts import MOST_TOKENS, gather  # noqa: E402

ASKED = (Asked("my coins", "coins", "en"), Asked("gone", None, "en"), Asked("my", "coins", "de"))
TEXTS = ["my coins gone", "a", "gone gone gone my my coins of the day", "q z"]


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    path = tmp_path_factory.mktemp("pack") / "tiny.bin"
    path.write_bytes(Tiny().bytes())
    return Pack(path)


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A corpus, and the public sets that a full tuning wants."""
    home = tmp_path_factory.mktemp("sets")
    write(home / "corpus" / "en.jsonl", lines(2))
    labelled = [{"text": f"my {word}", "label": word} for word in ("coins", "gone", "day")]
    labelled[0]["text"] += "\u2028today"
    for name in ("banking77", "clinc150"):
        write(home / "public" / "intents" / f"{name}-train.jsonl", labelled)
    tones = [{"text": f"a {tone}", "label": tone} for tone in ("negative", "positive", "mixed")]
    write(home / "public" / "sentiment" / "umsab-train.jsonl", tones)
    write(home / "public" / "sentiment" / "semeval-train.jsonl", tones[:2])
    scams = [{"text": "double it", "label": 1}, {"text": "sunny", "label": 0}]
    write(home / "public" / "scam" / "janitr-train.jsonl", scams)
    return home


@pytest.fixture(scope="module")
def reading(pack, places):
    return gather(pack, places / "corpus", places / "public", ASKED, epochs=1)


@pytest.fixture(autouse=True)
def repeatable():
    torch.manual_seed(1)


def a_net(pack, chosen=(0, 1), codes=5) -> Net:
    return Net(pack, Layers(pack, {}), chosen, codes).eval()


def padded(encoder: E5, texts):
    ids = encoder.ids(texts)
    most = max(map(len, ids))
    return torch.tensor([[*each, *[-1] * (most - len(each))] for each in ids])


def test_every_text_gets_an_answer_to_its_own_questions_alone(reading):
    names = [each.name for each in reading.questions]
    assert names == [*(each.name for each in QUESTIONS), "article", "banking", "clinc"]
    assert reading.questions[6].codes == ("coins", "none")
    ours, scams, tweets, umsab, asked, banking, clinc = reading.parts
    assert (ours.answers[:, :4] != ABSENT).all()
    assert (ours.answers[:, 6:] == ABSENT).all()
    assert scams.answers[:, names.index("attack")].tolist() == [1, 0]
    assert asked.answers[:, names.index("article")].tolist() == [0, 1, 0]
    for part, name in ((tweets, "sentiment"), (umsab, "sentiment"), (asked, "article"),
                       (banking, "banking"), (clinc, "clinc")):  # fmt: skip
        told = part.answers != ABSENT
        assert told[:, names.index(name)].all()
        assert told.sum() == len(part.answers)
    assert len(umsab.answers) == 2  # the tone that we do not have is left out


def test_texts_end_where_they_end(reading):
    for part in reading.parts:
        assert part.ids.shape == (len(part.answers), MOST_TOKENS)
        assert (part.lengths >= 3).all()
        for ids, length in zip(part.ids, part.lengths, strict=True):
            assert (ids[:length] >= 0).all()
            assert (ids[length:] == -1).all()
        assert min(part.taught, part.learnt) >= 1


def test_a_set_that_is_missing_is_named(pack, places, tmp_path):
    with pytest.raises(ConfigError, match="banking77-train"):
        gather(pack, places / "corpus", tmp_path, ASKED, epochs=1)


def test_torch_and_onnx_read_the_public_layers_alike(pack):
    encoder, net = E5(pack, {}, "public"), a_net(pack)
    found = net.vectors(padded(encoder, TEXTS)).detach().numpy() / net.scale
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-4)
    assert ((found * encoder.encode(TEXTS)).sum(axis=1) > 0.995).all()


def test_what_ships_reads_as_it_learnt_to_read(pack):
    """In eight bits, each text by itself: activations are scaled by what is read at once."""
    net = a_net(pack, chosen=(1,)).in_eight_bits()
    assert net.reads_in_eight_bits
    encoder = E5(pack, net.arrays(), "ours")
    assert Layers(pack, net.arrays()).depth == 1
    for text in TEXTS:
        found = net.vectors(padded(encoder, [text])).detach().numpy()[0] / net.scale
        assert found @ encoder.encode([text])[0] > 0.9995


def test_eight_bits_leave_something_out_and_are_looked_through(pack):
    net = a_net(pack, chosen=(0,))
    ids = padded(E5(pack, {}, "public"), TEXTS)
    exact = net.vectors(ids)
    assert not net.reads_in_eight_bits
    rough = net.in_eight_bits().vectors(ids)
    assert 1e-4 < float((exact - rough).detach().abs().max()) < 2
    rough.sum().backward()
    assert float(net.layers[0].qkv.weight.grad.abs().sum()) > 0


def test_neighbours_in_a_batch_change_nothing_but_the_rounding(pack):
    encoder, net = E5(pack, {}, "public"), a_net(pack)
    together = net(padded(encoder, TEXTS))
    alone = torch.cat([net(padded(encoder, [text])) for text in TEXTS])
    assert torch.allclose(together, alone, atol=1e-4)


def test_thinned_texts_keep_their_beginning_and_their_order():
    lengths = [3, 5, 20, 40] * 25
    ids = torch.full((100, 40), -1)
    for row, length in enumerate(lengths):
        ids[row, :length] = torch.arange(1, length + 1)
    changed = thinned(ids)
    kept = (changed >= 0).sum(1)
    assert changed.shape[1] == int(kept.max())
    for row, length in enumerate(lengths):
        told = changed[row, : kept[row]].tolist()
        assert told[:3] == [1, 2, 3]
        assert told == sorted(set(told))
        assert set(told) <= set(range(1, length + 1))
        assert (changed[row, kept[row] :] == -1).all()
    share = kept.sum().item() / sum(lengths)
    assert 0.8 < share < 1
    assert sum(int(many) == length for many, length in zip(kept, lengths, strict=True)) >= 40


def test_learning_makes_the_loss_smaller(pack, reading):
    net = Net(pack, Layers(pack, {}), range(2), sum(len(q.codes) for q in reading.questions))
    loss = whole._hard(net, reading.questions)
    part = reading.parts[0]
    steps = [(0, np.arange(len(part.lengths)))] * 8
    ids, answers = whole._taken(part, steps[0][1], torch.device("cpu"))
    before = float(loss(ids, answers).detach())
    run(net, (reading, steps), Pace(rate=3e-3, decay=0.9, batch=64), loss, "test")
    assert float(loss(ids, answers).detach()) < before - 0.3


def test_lower_layers_learn_more_slowly(pack):
    net = a_net(pack)
    rates = [group["lr"] for group in whole._groups(net, Pace(rate=1.0, decay=0.5, batch=1))]
    assert rates == [0.25, 0.5, 1.0, whole.HEAD_RATE]


def test_every_text_is_read_as_often_as_it_should_be(reading):
    times = list(range(1, len(reading.parts) + 1))
    pace = Pace(rate=1.0, decay=1.0, batch=4)
    counts = [np.zeros(len(part.lengths), dtype=int) for part in reading.parts]
    steps = list(whole._steps(reading.parts, times, pace, seed=3))
    for number, rows in steps:
        assert len(rows) <= pace.batch
        counts[number][rows] += 1
    assert [set(each.tolist()) for each in counts] == [{many} for many in times]
    again = list(whole._steps(reading.parts, times, pace, seed=3))
    assert all((one[1] == two[1]).all() for one, two in zip(steps, again, strict=True))


def test_a_whole_tuning_leaves_an_encoder_and_heads_that_fit(
    pack, places, tmp_path, monkeypatch, capsys
):
    here, library = SimpleNamespace(pack=lambda: pack), SimpleNamespace(asked=ASKED)
    monkeypatch.setattr(whole, "Places", lambda: here)
    monkeypatch.setattr(whole, "build_library", lambda knowledge: library)
    monkeypatch.setattr(whole, "distil", partial(whole.distil, kept=(1,)))
    whole.main(
        ["--data", str(places / "public"), "--corpus", str(places / "corpus"), "--output",
         str(tmp_path), "--device", "cpu", "--epochs", "1", "--teachers", "2"]
    )  # fmt: skip
    layers, heads = shipped.load_adapter(tmp_path), shipped.load_heads(tmp_path)
    assert str(heads["encoder"][0]) == shipped.name_of(layers)
    codes = sum(len(each.codes) for each in QUESTIONS)
    assert (heads["weights"].shape, heads["bias"].shape) == ((HIDDEN, codes), (codes,))
    vectors = E5(pack, layers, "ours").encode(TEXTS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert len(PIECES) == pack.shape.vocabulary


def test_heads_that_ship_say_what_the_net_says(pack, reading, tmp_path):
    codes = sum(len(each.codes) for each in reading.questions)
    net = a_net(pack, chosen=(0,), codes=codes).in_eight_bits()
    keep(net, reading.questions, tmp_path)
    heads = shipped.load_heads(tmp_path)
    encoder = E5(pack, shipped.load_adapter(tmp_path), "ours")
    told = encoder.encode(TEXTS[:1]) @ heads["weights"] + heads["bias"]
    said = net(padded(encoder, TEXTS[:1])).detach().numpy()
    assert np.allclose(told, said[:, : told.shape[1]], atol=0.1)


def test_without_data_there_is_one_clear_line(capsys):
    with pytest.raises(SystemExit) as wrong:
        whole.main([])
    assert wrong.value.code == 2
    assert "--data" in capsys.readouterr().err
