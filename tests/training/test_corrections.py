"""Corrections as training lines: the format, the merge, and weights that only a gate lets in."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import models
from core.corrections import Correction, Marks
from core.errors import ConfigError
from core.types import Platform, Sentiment, Stance, Urgency
from tests.conftest import NOON
from training.corpus import CALIBRATION, read_corpus, read_part
from training.corrections import FILE, merged, read_records, record_of
from training.relearn import Lesson, relearn, swap

BEFORE = Marks(intent="login", urgency=Urgency.P2, sentiment=Sentiment.NEUTRAL)
AFTER = Marks(
    intent="account_security",
    urgency=Urgency.P0,
    sentiment=Sentiment.NEGATIVE,
    stance=Stance.ATTEMPT,
    risk=("romance",),
)
LINE = {"lang": "en", "intent": "login", "urgency": "P2", "sentiment": "neutral"}


def a_correction(text="somebody is in my account", minutes=0, **changes) -> Correction:
    values = {
        "message_key": "k",
        "platform": Platform("replay"),
        "text": text,
        "language": "en",
        "before": BEFORE,
        "after": AFTER,
        "by": "mira",
        "at": NOON + timedelta(minutes=minutes),
    }
    return Correction(**(values | changes))


def a_record(text="somebody is in my account", minutes=0, learn=True, **labels):
    return record_of(a_correction(text, minutes), learn=learn) | labels


def write(path: Path, records) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(each) for each in records), "utf-8")
    return path


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    write(folder / "en.jsonl", [LINE | {"text": "locked out"}, LINE | {"text": "no code"}])
    write(folder / "calibration" / "en.jsonl", [LINE | {"text": "by another hand"}])
    return folder


def test_a_line_carries_labels_and_provenance():
    assert record_of(a_correction(), learn=False) == {
        "text": "somebody is in my account",
        "lang": "en",
        "intent": "account_security",
        "secondary": [],
        "urgency": "P0",
        "sentiment": "negative",
        "stance": "attempt",
        "risk": ["romance"],
        "answerable": None,
        "learn": False,
        "source": {
            "kind": "correction",
            "platform": "replay",
            "by": "mira",
            "at": "2026-01-01T12:00:00+00:00",
            "before": {
                "intent": "login",
                "urgency": "P2",
                "sentiment": "neutral",
                "stance": None,
                "risk": [],
            },
        },
    }


def test_what_was_written_is_read_back(tmp_path):
    records = [a_record(), a_record("other", 1, learn=False)]
    assert read_records(str(write(tmp_path / "c.jsonl", records))) == records


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        pytest.param("{", "line 2: Expecting", id="no json"),
        pytest.param("[]", "line 2: not an object", id="no object"),
        pytest.param('{"text": "a"}', "line 2: missing 'source'", id="no provenance"),
        pytest.param(a_record() | {"text": 5}, "'text' is no str", id="no text"),
        pytest.param(a_record() | {"learn": "yes"}, "'learn' is no bool", id="no permission"),
        pytest.param(a_record(intent="logn"), "unknown intent 'logn'.*login", id="unknown code"),
        pytest.param(a_record(stance="none"), "unknown stance 'none'", id="unknown stance"),
        pytest.param(
            a_record() | {"source": {"at": "2026-01-01T12:00:00"}}, "no time zone", id="naive time"
        ),
        pytest.param(a_record() | {"source": {"at": 5}}, "must be str", id="no time"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path, line, complaint):
    path = tmp_path / "c.jsonl"
    text = line if isinstance(line, str) else json.dumps(line)
    path.write_text(f"\n{text}\n", "utf-8")
    with pytest.raises(ConfigError, match=complaint):
        read_records(str(path))


def test_a_correction_takes_the_place_of_the_same_text(corpus, tmp_path):
    records = [a_record("no code"), a_record("new words"), a_record("secret", learn=False)]
    merge = merged(corpus, records, tmp_path / "new")
    rows = {row.text: row for row in read_corpus(tmp_path / "new")}
    assert rows.keys() == {"locked out", "no code", "new words"}
    assert (rows["no code"].intent, rows["no code"].risk) == ("account_security", "romance")
    assert rows["locked out"].intent == "login"
    assert (merge.used, merge.replaced, merge.conflicts, merge.forbidden) == (2, 1, 0, 1)
    assert "1 lines left out: their platforms' rules forbid training" in str(merge)
    assert read_part(tmp_path / "new", CALIBRATION) == read_part(corpus, CALIBRATION)


def test_of_conflicting_corrections_the_newest_counts(corpus, tmp_path):
    records = [
        a_record("one", 9, intent="kyc"),
        a_record("one", 3, intent="fees"),
        a_record("two", 1),
        a_record("two", 2),
    ]
    merge = merged(corpus, records, tmp_path / "new")
    lines = [json.loads(line) for line in (tmp_path / "new" / FILE).read_text().splitlines()]
    assert {each["text"]: each["intent"] for each in lines} == {
        "one": "kyc",
        "two": "account_security",
    }
    assert (merge.used, merge.conflicts) == (2, 1)


def test_a_broken_corpus_line_is_left_for_training_to_name(corpus, tmp_path):
    (corpus / "de.jsonl").write_text('[1]\n{"no": "text"}\n{', "utf-8")
    merged(corpus, [a_record()], tmp_path / "new")
    assert (tmp_path / "new" / "de.jsonl").read_text("utf-8") == '[1]\n{"no": "text"}\n{\n'


WORDS = st.sampled_from(("a", "b", "c", "d"))


@given(st.lists(st.tuples(WORDS, st.integers(0, 9), st.booleans()), max_size=8), st.sets(WORDS))
def test_every_text_stands_once_and_nothing_is_lost(tmp_path_factory, corrected, before):
    home = tmp_path_factory.mktemp("merge")
    write(home / "corpus" / "en.jsonl", [LINE | {"text": text} for text in sorted(before)])
    records = [a_record(text, minutes, learn=learn) for text, minutes, learn in corrected]
    merge = merged(home / "corpus", records, home / "new")
    files = (home / "new").glob("*.jsonl")
    texts = [json.loads(line)["text"] for each in files for line in each.read_text().splitlines()]
    learnt = {text for text, _, learn in corrected if learn}
    assert sorted(texts) == sorted(before | learnt)
    assert merge.used == len(learnt)
    assert merge.replaced == len(before & learnt)


# learning


@pytest.fixture
def weights(tmp_path):
    folder = tmp_path / "linear"
    folder.mkdir()
    for name in (models.WEIGHTS, models.CHECKSUM, models.CARD, "aside"):
        (folder / name).write_text(f"old {name}", "utf-8")
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {each.name: each.read_text("utf-8") for each in sorted(folder.iterdir())}


def fit(corpus: Path, output: Path) -> None:
    """Weights that hold the texts they were fitted on."""
    output.mkdir()
    texts = [row.text for row in read_corpus(corpus)]
    (output / models.WEIGHTS).write_text(json.dumps(texts), "utf-8")
    (output / models.CHECKSUM).write_text("new sum", "utf-8")
    (output / models.CARD).write_text("# Card\n", "utf-8")


def lesson(corpus, weights, *records) -> Lesson:
    return Lesson(corpus=corpus, output=weights, records=records)


def test_weights_that_pass_replace_the_old(corpus, weights):
    asked = []

    def passes(folder):
        asked.append(json.loads((folder / models.WEIGHTS).read_text()))
        assert contents(weights)[models.WEIGHTS] == f"old {models.WEIGHTS}"
        return []

    outcome = relearn(lesson(corpus, weights, a_record("no code")), fit, passes)
    now = contents(weights)
    assert outcome.replaced
    assert not outcome.failures
    assert [json.loads(now[models.WEIGHTS])] == asked
    assert now[models.CHECKSUM] == "new sum"
    assert "1 of the lines above are corrections by agents" in now[models.CARD]
    assert now["aside"] == "old aside"
    assert sorted(each.name for each in weights.parent.iterdir()) == ["corpus", "linear"]


def test_weights_that_fail_are_thrown_away(corpus, weights):
    before = contents(weights)
    write(weights.parent / ".corrections-killed" / "corpus" / "en.jsonl", [a_record()])
    outcome = relearn(lesson(corpus, weights, a_record()), fit, lambda _: ["p0_recall: 0.5"])
    assert (outcome.failures, outcome.replaced) == (("p0_recall: 0.5",), False)
    assert contents(weights) == before
    assert sorted(each.name for each in weights.parent.iterdir()) == ["corpus", "linear"]


def test_without_anything_that_may_be_learnt_nothing_is_trained(corpus, weights):
    def never(*_):
        raise AssertionError

    outcome = relearn(lesson(corpus, weights, a_record(learn=False)), never, never)
    assert (outcome.merge.forbidden, outcome.replaced) == (1, False)


def test_a_folder_that_cannot_be_written_is_named(corpus, tmp_path):
    with pytest.raises(ConfigError, match="nowhere"):
        relearn(lesson(corpus, tmp_path / "nowhere" / "linear", a_record()), fit, lambda _: [])


def test_all_files_are_replaced_or_none(weights, tmp_path):
    new = tmp_path / "new"
    new.mkdir()
    (new / models.CARD).write_text("new", "utf-8")
    (new / "zzz").mkdir()
    (weights / "zzz").write_text("in the way", "utf-8")
    before = contents(weights)
    with pytest.raises(OSError, match="directory"):
        swap(new, weights)
    assert contents(weights) == before
