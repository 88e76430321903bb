"""A named public model answers one head, or is told why it cannot."""

from __future__ import annotations

import json

import numpy as np
import pytest

import models
import models.encoder as ours
from app.brain import build_brain, build_second, build_second_anyhow, check_reader
from app.encoder import hub
from app.encoder.build import heads_of, second_stage
from app.encoder.guard import Guarded
from app.encoder.hub import Beside, places, with_answers
from app.encoder.report import look, told
from core.errors import ConfigError
from core.identities import Question
from core.settings import EncoderTable, Settings
from core.triage.linear import LinearModel
from core.triage.reading import read
from core.triage.second import SecondStage
from tests.app.encoder_kit import FakeEncoder, ship, some_heads
from tests.conftest import NOON, a_message
from tests.models.hub_kit import needs_torch, save_model

TONES = ("negative", "neutral", "positive")


@pytest.fixture(scope="module")
def linear():
    return models.load_linear()


@pytest.fixture
def nothing_ships(monkeypatch):
    for name in ("load_adapter", "load_heads"):
        monkeypatch.setattr(ours, name, lambda: None)


def table(**values) -> EncoderTable:
    return EncoderTable(use="hub", **values)


def settings_with(**values) -> Settings:
    return Settings.model_validate({"triage": {"encoder": {"use": "hub", **values}}})


class Oracle:
    """A classifier that says `positive` of thanks and `negative` of the rest."""

    name, labels = "hub:oracle", ("LABEL_0", "LABEL_1")

    def encode(self, texts):
        return np.array([[0.02, 0.98] if "thanks" in each else [0.9, 0.1] for each in texts], "f4")


@pytest.mark.parametrize(
    ("labels", "given", "found"),
    [
        (["negative", "neutral", "positive"], {}, (0, 1, 2)),
        (["Positive", "NEGATIVE"], {}, (2, 0)),
        (["LABEL_0", "LABEL_1"], {"LABEL_0": "positive", "label_1": "negative"}, (2, 0)),
        (["1 star", "2 stars", "5 stars"],
         {"1 star": "negative", "2 stars": "negative", "5 stars": "positive"}, (0, 0, 2)),
    ],
    ids=["same names", "other case", "numbered", "many to one"],
)  # fmt: skip
def test_labels_find_their_codes(linear, labels, given, found):
    asked = table(model="m", head="sentiment", labels=given)
    assert places(labels, asked, linear) == found


def test_labels_without_a_code_are_named_in_one_line(linear):
    with pytest.raises(ConfigError) as error:
        places(["LABEL_0", "neutral"], table(model="owner/m", head="sentiment"), linear)
    assert str(error.value) == (
        "settings.toml: [triage.encoder] labels: 'owner/m' is a classifier of LABEL_0, neutral: "
        "give a code of sentiment for LABEL_0, one of negative, neutral, positive"
    )


def test_a_classifier_needs_its_head_named(linear):
    with pytest.raises(ConfigError, match="say which head it answers: intent, urgency"):
        places(["a"], table(model="m"), linear)


def test_hub_needs_a_name(linear):
    with pytest.raises(ConfigError, match='use = "hub" needs model'):
        check_reader(settings_with())


def test_hub_needs_torch(monkeypatch):
    monkeypatch.setattr(hub, "find_spec", lambda name: None)
    with pytest.raises(ConfigError, match=r"needs torch: pip install 'skerry\[torch\]'"):
        build_second(settings_with(model="m"))
    state = build_second_anyhow(settings_with(model="m")).state()
    assert (state.state, state.degraded) == ("broken", True)


@pytest.mark.parametrize(
    "config",
    ["{", "[]", "{}", '{"id2label": {"0": "x"}, "architectures": ["BertModel"]}',
     '{"id2label": {"x": "y"}, "architectures": []}'],
    ids=["broken", "a list", "empty", "no classifier", "strange labels"],
)  # fmt: skip
def test_what_cannot_be_read_of_a_folder_is_left_to_the_loading(
    tmp_path, monkeypatch, linear, config
):
    monkeypatch.setattr(hub, "find_spec", lambda name: object())
    (tmp_path / "config.json").write_text(config, "utf-8")
    hub.check_hub(table(model=str(tmp_path)), linear)
    assert hub._labels_in(tmp_path / "config.json") == []


def test_a_folders_labels_are_checked_before_anything_is_loaded(tmp_path, monkeypatch, linear):
    monkeypatch.setattr(hub, "find_spec", lambda name: object())
    config = {"id2label": {"1": "B", "0": "A"}, "architectures": ["XForSequenceClassification"]}
    (tmp_path / "config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(ConfigError, match="classifier of A, B"):
        hub.check_hub(table(model=str(tmp_path), head="sentiment"), linear)
    hub.check_hub(table(model=str(tmp_path)), None)


@pytest.mark.parametrize("with_default", [True, False], ids=["beside the default", "alone"])
def test_a_classifiers_shares_replace_those_of_one_head(linear, with_default):
    first = FakeEncoder() if with_default else None
    heads = some_heads("fake", 3) if with_default else None
    encoder = Beside(Oracle(), (0, 2), 3, first)
    arrays = with_answers(heads, heads_of(linear)["sentiment"], encoder.name, linear)
    stage = SecondStage.from_arrays(arrays, Guarded(encoder, slowest_ms=9e9, pause_s=0))
    readings = [read("thanks a lot"), read("where are my coins")]
    said = LinearModel.from_arrays(linear).read(readings)
    glad, sad = stage.revise(readings, said)
    assert glad.share("sentiment", "positive") == pytest.approx(0.98, abs=1e-3)
    assert sad.share("sentiment", "negative") == pytest.approx(0.9, abs=1e-3)
    moved = glad.shares("intent") != pytest.approx(said[0].shares("intent"), abs=1e-3)
    assert moved is with_default
    assert glad.alarm == said[0].alarm
    assert [each.stage for each in (glad, sad)] == ["encoder", "encoder"]
    assert encoder.name == ("fake+hub:oracle" if with_default else "hub:oracle")


def test_a_real_classifier_end_to_end(tmp_path, nothing_ships):
    needs_torch()
    settings = settings_with(model=save_model(tmp_path, TONES), head="sentiment")
    second = build_second(settings)
    assert second.state().name == f"hub:{tmp_path}"
    texts = ("", "thanks", "\ud800", "🚀", "my coins gone")
    questions = [Question(message=a_message(text), now=NOON) for text in texts]
    verdicts = build_brain(settings, second=second).assess_many(questions)
    assert {each.stage for each in verdicts} == {"encoder"}
    assert told(look(settings)).startswith(f"hub:{tmp_path} from the public model ")


def test_a_real_classifier_beside_the_default(tmp_path, monkeypatch):
    needs_torch()
    pack = ship(tmp_path, monkeypatch)
    model = save_model(tmp_path / "m", TONES)
    second = build_second(settings_with(model=model, head="sentiment", weights=str(pack)))
    assert second.state().name.startswith("e5-small-")
    assert second.state().name.endswith(f"+hub:{model}")


def test_a_plain_encoder_needs_heads_of_its_own(tmp_path, linear, monkeypatch, nothing_ships):
    needs_torch()
    asked = table(model=save_model(tmp_path))
    assert "run `skerry train --encoder`" in second_stage(asked, linear).state().why
    monkeypatch.setattr(ours, "load_heads", lambda: some_heads("e5-small-1", 16))
    assert "fitted on e5-small-1" in second_stage(asked, linear).state().why
    monkeypatch.setattr(ours, "load_heads", lambda: some_heads(f"hub:{tmp_path}", 16))
    assert second_stage(asked, linear).state().state == "ok"


def test_a_name_that_leads_nowhere_is_a_state(tmp_path, linear):
    needs_torch()
    state = second_stage(table(model=str(tmp_path / "none")), linear).state()
    assert state.state == "absent"
    assert "none'" in state.why
