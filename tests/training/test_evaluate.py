"""Evaluation: lines that are read or named, figures that follow from labels, a gate that holds."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from core.errors import ConfigError
from core.triage.linear import Head, Said
from tests.training import kit
from training import stages
from training.evaluate import ALL, by_language, confidences, facts_by_kind, measure
from training.gate import failures, read_gate, record
from training.labelled import read_labelled
from training.metrics import METRICS, TABLES

FEES = {"lang": "en", "intent": "fees", "urgency": "P3", "sentiment": "neutral", "stance": "none"}


def write(path, *lines):
    path.write_text(
        "\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines)
    )
    return str(path)


def test_labels_are_kept_from_what_triage_sees(tmp_path):
    path = write(
        tmp_path / "en.jsonl",
        {
            "text": "hm", "place": "group", "lang": "en-GB", "intent": "fees", "stance": None,
            "facts": {"coin": "BTC", "amount": ["1 BTC", "2"]}, "risk": ["flood"], "hand": "a",
            "answerable": True, "urgency": None,
        },
        "",
    )  # fmt: skip
    (line,) = read_labelled([path]).lines
    assert line.asked == {"text": "hm", "place": "group"}
    assert line.labels == {
        "lang": "en",
        "intent": "fees",
        "stance": "none",
        "facts": {"coin": ("BTC",), "amount": ("1 BTC", "2")},
        "risk": ("flood",),
        "answerable": True,
    }
    assert line.where == f"{path} line 1"


GOOD = {"text": "hm", "intent": "fees"}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        pytest.param("{", "Expecting", id="no JSON"),
        pytest.param([], "not an object", id="no object"),
        pytest.param({"intent": "fees"}, "'text' is missing", id="no text"),
        pytest.param({"text": "hm"}, "no label; expected any of lang, intent", id="no label"),
        pytest.param(GOOD | {"intent": "fee"}, "did you mean 'fees'", id="intent"),
        pytest.param(GOOD | {"urgency": ["P0"]}, "unknown urgency", id="urgency"),
        pytest.param(GOOD | {"lang": 7}, "'lang' is not a language tag", id="language"),
        pytest.param(GOOD | {"answerable": "yes"}, "not true or false", id="answerable"),
        pytest.param(GOOD | {"facts": []}, "'facts' is not an object", id="facts"),
        pytest.param(GOOD | {"risk": "romance"}, "not a list", id="risk"),
    ],
)
def test_a_bad_line_is_named_and_the_others_count(tmp_path, line, complaint):
    path = write(tmp_path / "a.jsonl", line, GOOD)
    found = read_labelled([path])
    assert [each.text for each in found.lines] == ["hm"]
    assert found.problems[0].startswith(f"{path} line 1: ")
    assert complaint in found.problems[0]


def test_folders_are_read_file_by_file(tmp_path):
    write(tmp_path / "b.jsonl", GOOD)
    write(tmp_path / "a.jsonl", GOOD, GOOD)
    write(tmp_path / "notes.txt", "not for us")
    lines = read_labelled([str(tmp_path)]).lines
    assert [each.where.rpartition("/")[2] for each in lines] == [
        "a.jsonl line 1", "a.jsonl line 2", "b.jsonl line 1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param(None, "no .jsonl file", id="an empty folder"),
        pytest.param("", "nothing to evaluate: no lines", id="an empty file"),
        pytest.param("{", "nothing to evaluate: .*line 1", id="not a good line"),
    ],
)
def test_nothing_to_evaluate(tmp_path, content, complaint):
    if content is not None:
        write(tmp_path / "a.jsonl", content)
    with pytest.raises(ConfigError, match=complaint):
        read_labelled([str(tmp_path)])


def test_figures_follow_from_labels():
    judged = [
        kit.judged(FEES),
        kit.judged(FEES | {"urgency": "P0"}, urgency="P0", sentiment="positive"),
        kit.judged(FEES | {"urgency": "P0", "intent": "kyc", "lang": "de"}),
        kit.judged(FEES | {"lang": "de"}, urgency="P0", intent_confidence=0.5, stage="encoder"),
    ]
    figures = by_language(judged)
    whole = figures[ALL]
    assert list(figures) == ["de", "en", ALL]
    assert whole["intent_accuracy"] == 0.75
    assert whole["intent_worst_language"] == 0.5
    assert (whole["p0_recall"], whole["p0_precision"]) == (0.5, 0.5)
    assert whole["sentiment_macro_recall"] == 0.75
    assert whole["language_accuracy"] == 0.5
    assert whole["encoder_share"] == 0.25
    assert whole["intent_ece"] == pytest.approx(0.75 * abs(0.9 - 2 / 3) + 0.25 * 0.5)
    assert figures["en"]["lines"] == 2
    assert whole["false_alarms"] == 0
    assert "attempts_caught" not in whole


def test_only_what_is_labelled_is_measured():
    figures = by_language([kit.judged({"facts": {}}, tone=None)])
    assert set(figures) == {ALL}
    assert set(figures[ALL]) == {"lines", "encoder_share", "ms"}
    assert "sentiment_ece" not in measure([kit.judged({"sentiment": "neutral"}, tone=None)])
    assert "p0_recall" not in measure([kit.judged({"urgency": "P1"})])
    assert confidences([kit.judged({"sentiment": "neutral"}, tone=None)], "sentiment") == ([], [])


def test_every_figure_that_is_shown_is_measured():
    wanted = {each.name for table in TABLES.values() for each in table}
    attempt = FEES | {"stance": "attempt", "urgency": "P0"}
    settled = FEES | {"answerable": True, "facts": {"coin": "BTC"}}
    open_ = FEES | {"answerable": False}
    figures = measure([kit.judged(attempt), kit.judged(settled), kit.judged(open_)])
    assert wanted <= set(figures)


def test_what_the_desk_answers_by_itself():
    settled, open_ = FEES | {"answerable": True}, FEES | {"answerable": False}
    figures = measure(
        [
            kit.judged(settled),
            kit.judged(settled, outcome="escalate", intent_confidence=0.99, intent="kyc"),
            kit.judged(settled, intent="chatter"),
            kit.judged(open_ | {"intent": "kyc"}),
            kit.judged(open_, outcome="escalate"),
        ]
    )
    assert figures["answered_coverage"] == pytest.approx(1 / 3)
    assert figures["answered_precision"] == 0.5
    assert figures["answered_unasked"] == 0.5
    assert figures["answer_precision_60"] == pytest.approx(1 / 3)


def test_a_desk_that_never_answers_has_no_precision():
    figures = measure([kit.judged(FEES | {"answerable": True}, outcome="escalate")])
    assert figures["answered_coverage"] == 0
    assert not {"answered_precision", "answered_unasked"} & set(figures)


def test_attacks_and_false_alarms():
    alert, note = {"stance": "attempt", "level": "alert"}, {"stance": "attempt", "level": "note"}
    figures = measure(
        [
            kit.judged(FEES | {"stance": "attempt"}, risk=alert),
            kit.judged(FEES | {"stance": "attempt"}, risk=note),
            kit.judged(FEES, risk=alert),
            kit.judged(FEES),
        ]
    )
    assert (figures["attempts_caught"], figures["false_alarms"]) == (0.5, 0.5)
    assert figures["stance_macro_f1"] == pytest.approx((2 / 3 + 4 / 5) / 2)


def test_facts_are_compared_in_any_script():
    scores = facts_by_kind([
        kit.judged({"facts": {"amount": ["١٥٠ usdt"], "coin": ["BTC"]}},
                   facts={"amount": ["150 USDT", "7"], "time": ["now"]}),
        kit.judged({"facts": {}}, facts={"coin": ["ETH"]}),
    ])  # fmt: skip
    amount, coin = scores["amount"], scores["coin"]
    assert (amount.precision, amount.recall) == (0.5, 1)
    assert (coin.wanted, coin.given, coin.both) == (1, 1, 0)
    assert set(scores) == {"amount", "coin"}


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [("p0_recall", 0.954, "95.4"), ("intent_ece", 0.0312, "0.031"), ("ms", None, "–")],
)
def test_figures_as_people_read_them(name, value, text):
    assert METRICS[name].text(value) == text


FIGURES = {"intent_accuracy": 0.85, "intent_ece": 0.03, "ms": 4.0, "lines": 9.0}


def test_what_was_recorded_passes(tmp_path):
    path = tmp_path / "gate.toml"
    bounds = record(path, FIGURES, 0.0)
    assert {each.metric.name for each in bounds} == {"intent_accuracy", "intent_ece"}
    assert failures(read_gate(path), FIGURES) == []


@pytest.mark.parametrize(
    ("changes", "failed"),
    [
        pytest.param({"intent_accuracy": 0.841}, "", id="within the margin"),
        pytest.param({"intent_accuracy": 0.83}, "intent_accuracy: 0.8300, at least 0.8", id="low"),
        pytest.param({"intent_ece": 0.05}, "intent_ece: 0.0500, at most 0.0", id="high"),
        pytest.param({"intent_ece": 0.001}, "", id="better"),
        pytest.param({"intent_ece": None}, "intent_ece: not measured", id="gone"),
    ],
)
def test_the_gate_names_what_fails(tmp_path, changes, failed):
    path = tmp_path / "gate.toml"
    record(path, FIGURES)
    figures = {name: each for name, each in (FIGURES | changes).items() if each is not None}
    lines = failures(read_gate(path), figures)
    assert len(lines) == bool(failed)
    assert "".join(lines).startswith(failed)


def test_a_bound_set_by_hand_needs_no_measurement(tmp_path):
    path = tmp_path / "gate.toml"
    path.write_text("[intent_accuracy]\nleast = 1\n")
    (line,) = failures(read_gate(path), FIGURES)
    assert line.endswith("at least 1.0000 is allowed")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(None, "No such file", id="absent"),
        pytest.param("[", "gate.toml", id="no TOML"),
        pytest.param("[intent_accurracy]\nleast = 1", "did you mean 'intent_accuracy'", id="name"),
        pytest.param("[intent_ece]\nleast = 1", "needs a number 'most'", id="wrong side"),
        pytest.param("intent_ece = 1", "needs a number 'most'", id="no table"),
    ],
)
def test_a_gate_that_cannot_be_used(tmp_path, text, complaint):
    path = tmp_path / "gate.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(ConfigError, match=complaint):
        read_gate(path)


def test_a_gate_that_cannot_be_written(tmp_path):
    with pytest.raises(ConfigError, match="No such file"):
        record(tmp_path / "nowhere" / "gate.toml", FIGURES)


def test_the_cascade_shows_what_the_encoder_buys():
    found = stages.cascade(kit.brain(kit.FakeEncoder()), kit.LINES, stages.questions(kit.LINES))
    assert found.share.tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert found.intent[0] == 0.25
    assert found.intent[-1] == 0.75
    assert sorted(found.intent.tolist()) == found.intent.tolist()
    assert (found.p0[0], found.p0[-1]) == (0, 0.5)
    assert found.now == 0.75


def test_without_emergencies_there_is_no_curve_of_them():
    lines = [kit.line("zzfees", intent="fees"), kit.line("only a tone", sentiment="neutral")]
    found = stages.cascade(kit.brain(kit.FakeEncoder()), lines, stages.questions(lines))
    assert found.p0 is None
    assert found.intent.tolist() == [1, 1]


@pytest.mark.parametrize("encoder", [None, kit.FakeEncoder(broken=True)], ids=["absent", "broken"])
def test_without_an_encoder_there_is_no_cascade(encoder):
    assert stages.cascade(kit.brain(encoder), kit.LINES, stages.questions(kit.LINES)) is None


def test_lines_without_an_intent_have_no_cascade():
    lines = [kit.line("hm", sentiment="neutral")]
    found = stages.cascade(kit.brain(kit.FakeEncoder()), lines, stages.questions(lines))
    assert found is None


def test_a_hidden_emergency_is_the_deepest_doubt():
    stage = kit.second(kit.FakeEncoder())
    said = kit.model().read(stages.read_all(["zzfees zzfees", "qq"]))
    clear, dim = (stages.margin(stage, each) for each in said)
    assert clear > 0 > dim
    heads = said[0].heads
    said[0].row[heads["urgency"].start] = 0.4
    assert stages.margin(stage, said[0]) == clear  # fees are no emergency
    said[0].row[heads["intent"].start + heads["intent"].codes.index("crisis")] = 0.1
    assert stages.margin(stage, said[0]) < dim


def test_what_may_be_answered_is_doubt_beyond_its_threshold():
    stage = replace(kit.second(kit.FakeEncoder()), answers=0.6)
    [sure] = kit.model().read(stages.read_all(["zzfees zzfees"]))
    end = max(head.columns.stop for head in sure.heads.values())
    heads = {**sure.heads, "answerable": Head("answerable", ("no", "yes"), end, 1.0, (1.0, 1.0))}
    for share, doubt in ((0.7, True), (0.5, False)):
        said = Said([*sure.row, 1 - share, share], heads, sure.alarm)
        assert (stages.margin(stage, said) < 0) is stage.doubts(said) is doubt


def test_the_encoder_reads_each_text_once():
    encoder = kit.FakeEncoder()
    remembering = stages.Remembering(encoder)
    first = remembering.encode(["zzwire", "zzfire", "zzwire"])
    again = remembering.encode(["zzfire", "new"])
    assert np.array_equal(first[1], again[0])
    assert np.array_equal(remembering.encode(["new"]), again[1:])
    assert encoder.asked == ["zzwire", "zzfire", "new"]
    assert remembering.name == encoder.name
    whole = stages.remembering(kit.brain(encoder))
    assert isinstance(whole.second.encoder, stages.Remembering)


def test_confidence_of_the_tone():
    asked = stages.questions(kit.LINES)
    with_both = stages.tone_confidences(kit.brain(kit.FakeEncoder()), asked)
    alone = stages.tone_confidences(stages.remembering(kit.brain()), asked)
    assert with_both == pytest.approx(alone)
    assert all(1 / 3 <= each <= 1 for each in alone)


def test_rules_alone_are_of_no_stated_confidence():
    from dataclasses import replace

    ruled = replace(kit.brain(), model=None)
    assert stages.tone_confidences(ruled, stages.questions(kit.LINES)) == [None] * 4
